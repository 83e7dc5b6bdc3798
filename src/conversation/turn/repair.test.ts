/**
 * Repair holds everywhere: whatever a customer does in the middle of any flow, she is asked something
 * sensible afterwards, and her cart is as it was. Tried at random places of random conversations.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChatStory, sampleShop } from '../../../test/stand-ins/chat-story.ts';
import { finish, WAYS } from '../../../test/stand-ins/ways.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { Command } from '../commands.ts';
import type { InboundBody } from '../message.ts';
import { MOST_BUBBLES } from './turn.ts';

const files = await sampleShop();

type Move = (story: ChatStory) => unknown;
const say =
  (...texts: readonly string[]): Move =>
  (story) =>
    story.say(...texts);
const send =
  (body: InboundBody): Move =>
  (story) =>
    story.send(body);

/** Moves that are about no line of the cart. */
const MOVES: Readonly<Record<string, Move>> = {
  back: say('volver'),
  skip: say('saltar'),
  repeat: say('repite por favor'),
  'cancel and go on': (story) => {
    story.say('cancelar');
    const goOn = story.options.find(({ means }) => means === 'no');
    return goOn ? story.choose(goOn) : story;
  },
  'cancel and no': say('cancelar', 'no'),
  person: say('quiero hablar con una persona'),
  help: say('ayuda'),
  'a question': say('¿a qué hora atienden?'),
  'the price of something': say('¿cuánto cuesta la polera?'),
  'the shipping': say('¿cuánto sale el envío a Surco?'),
  nonsense: say('qwrtp zxcvb'),
  'nonsense three times': say('qwrtp zxcvb', 'plmkn bvcxz', 'wrtyp sdfgh'),
  thanks: say('gracias'),
  emoji: say('😀'),
  'a tap on the first menu': (story) => (firstMenu.has(story) ? story.choose({ token: firstMenu.get(story) ?? '' }) : story.say('ayuda')),
  'a tap of somebody else': send({ kind: 'choice', token: '1.aaaaaaaaaa.0' }),
  'a picture': send({ kind: 'media', media: 'image', ref: 'x', mime: 'image/png', bytes: 10, caption: '' }),
  'a voice note': send({ kind: 'media', media: 'voice', ref: 'x', mime: 'audio/ogg', bytes: 10, caption: '' }),
  'a sticker': send({ kind: 'media', media: 'sticker', ref: 'x', mime: 'image/webp', bytes: 10, caption: '' }),
  'a video': send({ kind: 'media', media: 'video', ref: 'x', mime: 'video/mp4', bytes: 10, caption: '' }),
  'an edited message': send({ kind: 'edited', of: 'm-1', text: 'quiero 5' }),
  'a location': send({ kind: 'location', lat: -12.1, lng: -77 }),
  'something unreadable': send({ kind: 'unsupported', what: 'poll' }),
  'a day later': (story) => story.waitMinutes(24 * 60).say('hola'),
  english: say('english please'),
  portuguese: say('pode falar em português?'),
  'the size guide': say('guía de tallas'),
  'start again': say('empezar de nuevo'),
  catalog: say('catálogo'),
  'the cart': say('mi pedido'),
};

const ABOUT_A_LINE: ReadonlySet<Command['do']> = new Set(['add', 'set', 'remove']);

/** Token of the first option of the first menu of a story that is about no line. */
const firstMenu = new WeakMap<ChatStory, string>();

/** Goes along a way and stops after `steps` of it. */
function walk(way: readonly string[], steps: number): ChatStory {
  const story = new ChatStory(files);
  for (const text of way.slice(0, steps)) {
    story.say(text);
    const option = story.options.find(({ commands }) => !commands.some((command) => ABOUT_A_LINE.has(command.do)));
    if (option && !firstMenu.has(story)) firstMenu.set(story, option.token);
  }
  return story;
}

/** A turn that leaves her with something to do: one question at most, in at most three bubbles, in her language. */
function expectGoodManners(story: ChatStory): void {
  expect(story.last.length, story.text).toBeGreaterThan(0);
  expect(story.last.length, story.text).toBeLessThanOrEqual(MOST_BUBBLES);
  expect(story.last.filter(({ body }) => body.kind === 'menu' || body.kind === 'ask').length, story.text).toBeLessThanOrEqual(1);
  const paragraphs = story.text.split(/\n+/).filter((line) => line.length > 12 && !/^\d+\. /.test(line));
  expect(new Set(paragraphs).size, `said twice:\n${story.text}`).toBe(paragraphs.length);
}

/** Moves after which the question that was open is open still. */
const COMES_BACK: ReadonlySet<string> = new Set([
  'repeat',
  'cancel and go on',
  'person',
  'help',
  'a question',
  'the price of something',
  'the shipping',
  'nonsense',
  'nonsense three times',
  'thanks',
  'emoji',
  'a tap of somebody else',
  'a picture',
  'a voice note',
  'a sticker',
  'a video',
  'an edited message',
  'something unreadable',
  'a day later',
  'english',
  'portuguese',
]);

/** Questions that any text answers: there nonsense is an answer, as a name or an address may be. */
const TAKES_ANY_TEXT = /^(?:flow\.|line\.personal|contact\.name|delivery\.(?:address|district))/;

/** Whether `move` must leave the question about `slot` open. */
function comesBack(move: string, slot: string): boolean {
  const mayAnswer = TAKES_ANY_TEXT.test(slot) && ['nonsense', 'nonsense three times', 'emoji', 'thanks'].includes(move);
  const leavesFlow = slot.startsWith('flow.') && move === 'cancel and go on';
  return COMES_BACK.has(move) && slot !== 'items' && !mayAnswer && !leavesFlow;
}

const RESTS_BEFORE_ORDERING = new Set(['thanks', 'person', 'cancel and go on', 'cancel and no', 'back', 'restart']);

test('after any repair at any step of any flow the customer is asked something sensible, and her cart is as it was', () => {
  const place = fc
    .constantFrom(...Object.keys(WAYS))
    .chain((name) => fc.record({ name: fc.constant(name), steps: fc.integer({ min: 1, max: WAYS[name]?.length ?? 1 }) }));
  const moves = fc.array(fc.constantFrom(...Object.keys(MOVES)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(place, moves, ({ name, steps }, names) => {
      const story = walk(WAYS[name] ?? [], steps);
      for (const move of names) {
        const { lines } = story;
        const open = story.conversation.pending;
        const wasAboutLine = open?.lineId !== undefined;
        MOVES[move]?.(story);
        expectGoodManners(story);
        if (!wasAboutLine) expect(story.lines, move).toEqual(lines);
        if (open && comesBack(move, open.slot)) expect(story.conversation.pending?.slot, `${move}:\n${story.text}`).toBe(open.slot);
        if (lines.length > 0 && !RESTS_BEFORE_ORDERING.has(move)) expectQuestion(story);
      }
      finish(story);
      expect(story.orders.length, story.text).toBe(1);
    }),
    { numRuns: 500 },
  );
});

/** Something is asked: an open question, or options to choose from. */
function expectQuestion(story: ChatStory): void {
  expect(story.conversation.pending !== null || story.options.length > 0, story.text).toBe(true);
}

test.each<Language>(['es', 'pt', 'en'])('every step of a sale is said in %s', (language) => {
  const story = new ChatStory(files, language);
  const orders = { es: 'quiero 2 polos rojos M', pt: 'quero 2 camisetas vermelhas M', en: 'I want 2 red polos M' };
  story.say(orders[language]);
  expect(story.lines).toEqual(['2 polo rojo m']);
  finish(story);
  expect(story.conversation.language).toBe(language);
  expect(story.orders).toMatchObject([{ status: 'confirmed' }]);
});
