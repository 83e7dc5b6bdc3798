/** A code is known for one however it is written, and nothing that people say is taken for one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChatStory, sampleShop } from '../../test/stand-ins/chat-story.ts';
import { WAYS } from '../../test/stand-ins/ways.ts';
import { CARRIED_CODE, codeIn, makeCode, SENT_CODE } from './code.ts';

const files = await sampleShop();

const code = fc
  .tuple(
    fc.constantFrom(SENT_CODE, CARRIED_CODE),
    fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'), minLength: 16, maxLength: 16 }),
  )
  .map(([length, random]) => makeCode((wanted) => random.slice(0, wanted), length));

test('a code is read in small letters, in groups, and in the middle of a sentence', () => {
  fc.assert(
    fc.property(code, (made) => {
      expect(codeIn(made)).toBe(made);
      expect(codeIn(made.toLowerCase())).toBe(made);
      expect(codeIn(`${made.slice(0, 4)} ${made.slice(4)}`)).toBe(made);
      expect(codeIn(`${made.slice(0, 3)}-${made.slice(3)}.`)).toBe(made);
      expect(codeIn(`mi código es ${made}, gracias`)).toBe(made);
    }),
  );
});

test.each([
  'jsjsjs',
  'kkkkkk',
  'kkkkkkkk',
  'rsrsrs',
  'hola',
  'quiero 2 polos',
  'VERANO',
  'XXL',
  'BBBBBB',
  'bcd fgh jk quiero',
  '987654321',
  '',
])('“%s” is none', (text) => expect(codeIn(text)).toBeNull());

test('letters come with nearly the same chance', () => {
  const counts = new Map<string, number>();
  for (let a = 0; a < 36; a++)
    for (let b = 0; b < 36; b++) {
      const [first = ''] = makeCode((length) => `${a.toString(36)}${b.toString(36)}`.padEnd(length, '0'), SENT_CODE);
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
  expect(counts.size).toBe(18);
  expect(Math.max(...counts.values())).toBe(Math.min(...counts.values()));
});

/** Every place of every way through the shop at which no free text is asked for. */
const FREE = new Set(['contact.name', 'delivery.address', 'delivery.reference', 'line.personal', 'delivery.district']);
const places = Object.values(WAYS)
  .flatMap((way) => way.map((_, index) => way.slice(0, index + 1)))
  .map((said) => new ChatStory(files).say(...said))
  .filter(({ conversation: { pending } }) => !(pending && (FREE.has(pending.slot) || pending.slot.startsWith('flow.'))));

test('a code that is good no more is known for one wherever it is said, and never read as an order', () => {
  fc.assert(
    fc.property(code, fc.constantFrom(...places), (made, place) => {
      const story = place.branch();
      story.say(made);
      expect(story.text).toContain('Ese código ya no vale');
      expect(story.lines).toEqual(place.lines);
      expect(story.cart).toEqual(place.cart);
    }),
  );
});
