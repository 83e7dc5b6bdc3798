/**
 * The manners of features.md §6 at every step of every flow: what cannot be used is taken kindly and the
 * open question stays, every question shows an answer that works, nothing is ordered before its total was
 * seen, and there is a way out everywhere.
 */
import { describe, expect, test } from 'vitest';
import { ChatStory, sampleShop } from '../../../test/stand-ins/chat-story.ts';
import { finish, WAYS } from '../../../test/stand-ins/ways.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { InboundBody, MediaKind } from '../message.ts';
import { compile } from '../wording/wording.ts';
import { MOST_BUBBLES } from './turn.ts';

const files = await sampleShop();

/** Every step of every way: the story as it is there. */
const STEPS = Object.entries(WAYS).flatMap(([way, said]) => said.map((_, index) => [way, index + 1] as const));
const storyAt = (way: string, steps: number): ChatStory => new ChatStory(files).say(...(WAYS[way] ?? []).slice(0, steps));

const media = (kind: MediaKind): InboundBody => ({ kind: 'media', media: kind, ref: 'x', mime: 'x/x', bytes: 10, caption: '' });

/** What comes at the wrong moment, with the text that takes it and what the seller is told. */
const WRONG_MOMENTS: readonly (readonly [string, InboundBody, string, string | null])[] = [
  ['a voice note', media('voice'), 'repair.voice', 'voice-received'],
  ['a picture', media('image'), 'repair.picture', 'file-received'],
  ['a video', media('video'), 'repair.picture', 'file-received'],
  ['a document', media('document'), 'repair.picture', 'file-received'],
  ['a sticker', media('sticker'), 'repair.sticker', null],
  ['a contact of somebody else', { kind: 'contact', phone: '+51 999 888 777', name: 'Luis', own: false }, 'repair.contact', null],
  ['an edited message', { kind: 'edited', of: 'm-1', text: 'quiero 5' }, 'repair.edited', null],
  ['a poll', { kind: 'unsupported', what: 'poll' }, 'repair.unsupported', null],
];

const ASK_FOR: Readonly<Record<Language, string>> = { es: 'en español', pt: 'em português por favor', en: 'english please' };

/** A text of the shop as it is read. */
function read(key: string, language: Language): string {
  return compile(files.texts[language][key] ?? '')
    .map((piece) => ('text' in piece ? piece.text : ''))
    .join('');
}

function questionsIn(story: ChatStory): number {
  return story.last.filter(({ body }) => body.kind === 'menu' || body.kind === 'ask').length;
}

describe.each(WRONG_MOMENTS)('%s', (_what, body, key, told) => {
  test.each(['es', 'pt', 'en'] as const)('at any step, in %s: it is said what becomes of it, and the question stays', (language) => {
    for (const [way, steps] of STEPS) {
      const story = storyAt(way, steps).say(ASK_FOR[language]);
      const { lines } = story;
      const open = story.conversation.pending;
      // A contact where a telephone is asked for is the answer.
      if (body.kind === 'contact' && open?.slot === 'contact.phone') continue;
      const before = story.seller.length;
      story.send(body);
      const where = `${way}, step ${steps}:\n${story.text}`;
      expect(story.text, where).toContain(read(key, language));
      expect(story.lines, where).toEqual(lines);
      expect(story.conversation.pending?.slot, where).toBe(open?.slot);
      expect(story.last.length, where).toBeLessThanOrEqual(MOST_BUBBLES);
      expect(questionsIn(story), where).toBeLessThanOrEqual(1);
      expect(story.seller.slice(before), where).toEqual(told === null ? [] : [told]);
    }
  });
});

describe('a question', () => {
  test('that has no options shows an answer, and the answer it shows is taken', () => {
    const asked = new Set<string>();
    for (const [way, steps] of STEPS) {
      const story = storyAt(way, steps);
      const slot = story.conversation.pending?.slot;
      if (slot === undefined || story.options.length > 0) continue;
      asked.add(slot);
      const example = story.last.flatMap(({ body }) => ('rich' in body ? body.rich : [])).findLast((span) => span.b)?.t;
      expect(example, `${slot} shows no example:\n${story.text}`).toBeDefined();
      story.say(example ?? '');
      expect(story.conversation.misses, `${slot}: "${example}"\n${story.text}`).toBe(0);
      expect(story.conversation.pending?.slot, `${slot}: "${example}"\n${story.text}`).not.toBe(slot);
    }
    expect([...asked].toSorted()).toEqual([
      'contact.name',
      'contact.phone',
      'delivery.address',
      'delivery.district',
      'flow.phone',
      'flow.what',
    ]);
  });

  test('is alone in its turn', () => {
    for (const [way, steps] of STEPS) {
      const story = storyAt(way, steps);
      expect(story.last.length, story.text).toBeLessThanOrEqual(MOST_BUBBLES);
      expect(questionsIn(story), story.text).toBeLessThanOrEqual(1);
    }
  });
});

test('nothing is ordered before its lines, its total and its way were shown and said yes to', () => {
  for (const way of Object.keys(WAYS)) {
    const story = storyAt(way, WAYS[way]?.length ?? 0);
    const seen: string[] = [];
    finish(story, () => seen.push(story.text));
    expect(story.orders, way).toHaveLength(1);
    const summary = seen.at(-1) ?? '';
    for (const part of ['Tu pedido', 'Total: S/ ', '¿Lo confirmo?', '1. Confirmar', '2. Cambiar algo'])
      expect(summary, way).toContain(part);
    expect(summary, way).toMatch(/Recojo en|Envío a/);
  }
});

describe('a way out', () => {
  test.each(STEPS)('%s, step %i: back, cancel and a person', (way, steps) => {
    const back = storyAt(way, steps).say('volver');
    expect([back.conversation.misses, back.last.length > 0], back.text).toEqual([0, true]);
    const person = storyAt(way, steps).say('quiero hablar con una persona');
    expect(person.seller, person.text).toContain('person-wanted');
    const leaves = storyAt(way, steps).say('cancelar');
    if (leaves.cart.lines.length > 0 && leaves.options.some(({ means }) => means === 'yes')) leaves.say('sí');
    expect([leaves.conversation.misses, leaves.orders.length], leaves.text).toEqual([0, 0]);
  });
});
