/**
 * What arrives, with a page that holds what it is told to hold. That a real page does so is shown in
 * `test/contracts/channel`.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { ChannelNews } from '../../conversation/channel-news.ts';
import type { ArrivingMessage } from '../../conversation/message.ts';
import type { ShopSide } from '../port.ts';
import type { Answered } from './browser-process.ts';
import { type Chats, mayBeWritten } from './chats.ts';
import type { Kept } from './kept.ts';
import type { Question, RawMessage } from './protocol.ts';
import { createReceiving, type Receiving } from './receiving.ts';
import { situationAt } from './state.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const MINUTE = 60_000;
const NUMBER = '51987654321@c.us';
const HIDDEN = '990001@lid';

let now: number;
let page: RawMessage[];
let asked: Question[];
let heard: ArrivingMessage[];
let news: ChannelNews[];
let isFull: boolean;
/** The shop can keep news. */
let notes: boolean;
/** The page does not answer. */
let isBusy: boolean;
let looksSoon: number;
let chats: Kept<Chats>;
let receiving: Receiving;
let ours: readonly string[];

const raw = (id: string, text: string, more: Partial<RawMessage> = {}): RawMessage => ({
  ...{ id, serialized: `false_${NUMBER}_${id}`, chat: NUMBER, fromMe: false, inGroup: false, isStatus: false },
  ...{ type: 'chat', t: now / 1000, text, name: 'Ana', quotes: null, place: null, cards: [], mime: null, bytes: null, ack: 1 },
  ...more,
});

const shop: ShopSide = {
  accept: async (message) => {
    if (isFull) return { accepted: false };
    const duplicate = heard.some(({ messageId }) => messageId === message.messageId);
    if (!duplicate) heard.push(message);
    return { accepted: true, duplicate };
  },
  note: async (one) => {
    if (!notes) return { accepted: false };
    news.push(one);
    return { accepted: true, duplicate: false };
  },
};

function answerOf(question: Question): unknown {
  switch (question.ask) {
    case 'chats':
      return [...new Set(page.map(({ chat }) => chat))].map((id) => ({
        id,
        t: Math.max(...page.filter(({ chat }) => chat === id).map(({ t }) => t)),
      }));
    case 'messages':
      return page.filter(({ chat }) => chat === question.chat).slice(-question.limit);
    case 'who':
      return { lid: HIDDEN, phone: NUMBER };
    default:
      return null;
  }
}

beforeEach(() => {
  now = NOW;
  page = [];
  asked = [];
  heard = [];
  news = [];
  isFull = false;
  notes = true;
  isBusy = false;
  looksSoon = 0;
  ours = [];
  let kept: Chats = { list: [] };
  chats = {
    get: () => kept,
    set: (next) => {
      kept = next;
    },
    save: async () => {},
  };
  receiving = createReceiving({
    shop: () => shop,
    supervisor: {
      situation: () => ({ ...situationAt(NOW, 'ready'), account: '51900000000@c.us' }),
      linkedAt: () => NOW - 60 * MINUTE,
      async ask<T>(question: Question, answer: z.ZodType<T>): Promise<Answered<T>> {
        asked.push(question);
        if (isBusy) return { ok: false, why: 'late', words: 'no answer' };
        return { ok: true, value: answer.parse(answerOf(question)) };
      },
    },
    ...{ chats, now: () => now, callMs: 1000 },
    isOurs: async ({ id }) => ours.includes(id),
    lookSoon: () => {
      looksSoon += 1;
    },
    onTrouble: (problem) => expect(problem).toBeUndefined(),
  });
});

const texts = () => heard.map(({ body }) => ('text' in body ? body.text : body.kind));

describe('what arrives', () => {
  test('who wrote may be written to, before the shop has said a word', async () => {
    receiving.arrived(raw('1', 'hola'));
    await receiving.settled();
    expect(heard).toMatchObject([{ messageId: '1', chat: NUMBER, sender: { name: 'Ana', phone: '+51987654321' }, at: NOW }]);
    expect(mayBeWritten(chats.get().list[0] ?? null, now)).toBe(true);
    expect(receiving.takeUnseen(NUMBER)).toBe(true);
    expect(receiving.takeUnseen(NUMBER)).toBe(false);
  });

  test('by either address it is the same customer, and who she is is asked once', async () => {
    receiving.arrived(raw('1', 'hola'));
    await receiving.settled();
    receiving.arrived(raw('2', 'sigo yo', { chat: HIDDEN }));
    await receiving.settled();
    expect(heard.map(({ chat }) => chat)).toEqual([NUMBER, NUMBER]);
    expect(chats.get().list).toMatchObject([{ id: NUMBER, answerTo: HIDDEN }]);
    expect(asked.filter(({ ask }) => ask === 'who')).toHaveLength(1);
  });

  test('where the page could not say who she is, it is asked with her next message', async () => {
    isBusy = true;
    receiving.arrived(raw('1', 'hola', { chat: HIDDEN }));
    await receiving.settled();
    isBusy = false;
    receiving.arrived(raw('2', '¿hay alguien?', { chat: HIDDEN }));
    await receiving.settled();
    expect(heard.map(({ chat, sender }) => [chat, sender.phone])).toEqual([
      [HIDDEN, undefined],
      [HIDDEN, '+51987654321'],
    ]);
    expect(chats.get().list).toMatchObject([{ id: HIDDEN, addresses: [HIDDEN, NUMBER] }]);
  });

  test('whom the shop took for two is one where the page can say so, and the shop is told before the channel believes it', async () => {
    isBusy = true;
    receiving.arrived(raw('1', 'hola'));
    receiving.arrived(raw('2', '¿hay alguien?', { chat: HIDDEN }));
    await receiving.settled();
    expect(heard.map(({ chat }) => chat)).toEqual([NUMBER, HIDDEN]);
    isBusy = false;
    notes = false;
    receiving.arrived(raw('3', 'sigo yo', { chat: HIDDEN }));
    await receiving.settled();
    expect(chats.get().list).toHaveLength(2);
    notes = true;
    receiving.arrived(raw('4', 'y yo', { chat: HIDDEN }));
    await receiving.settled();
    expect(news).toMatchObject([{ what: 'moved', chat: NUMBER, to: HIDDEN }]);
    expect(chats.get().list).toMatchObject([{ id: HIDDEN, addresses: [HIDDEN, NUMBER] }]);
    receiving.arrived(raw('5', 'por mi número'));
    await receiving.settled();
    expect(heard.map(({ chat }) => chat).slice(2)).toEqual([HIDDEN, HIDDEN, HIDDEN]);
  });

  test('what came to either address of a customer while nobody told of it is found', async () => {
    receiving.arrived(raw('1', 'hola'));
    await receiving.settled();
    await receiving.sweep(true);
    now += 180 * MINUTE;
    page = [
      raw('2', 'por mi número', { t: now / 1000 - 7200 }),
      raw('3', 'sin mi número', { t: now / 1000 - 3600, chat: HIDDEN }),
    ].toReversed();
    await receiving.sweep(true);
    expect(texts().toSorted()).toEqual(['hola', 'por mi número', 'sin mi número']);
  });

  test('of a long absence all is found, however much she wrote', async () => {
    const written = Array.from({ length: 230 }, (_, n) => raw(`m${n}`, `mensaje ${n}`, { t: NOW / 1000 + n }));
    page = written;
    now += 60 * MINUTE;
    await receiving.sweep(true);
    expect(texts()).toEqual(written.map(({ text }) => text));
  });

  test('what the shop cannot keep is found again, in its order, and what came after it too', async () => {
    page = [raw('1', 'uno'), raw('2', 'dos'), raw('3', 'tres')];
    isFull = true;
    receiving.arrived(raw('1', 'uno'));
    await receiving.settled();
    expect(looksSoon).toBe(1);
    isFull = false;
    await receiving.sweep(false);
    expect(texts()).toEqual(['uno', 'dos', 'tres']);
  });

  test('what comes after something that the shop could not keep waits for it, corrections too', async () => {
    page = [raw('1', 'uno'), raw('2', 'dos')];
    isFull = true;
    receiving.arrived(raw('1', 'uno'));
    await receiving.settled();
    isFull = false;
    receiving.arrived(raw('2', 'dos'));
    receiving.edited(raw('1', 'uno, no: tres'), 'uno, no: tres');
    await receiving.settled();
    expect(heard).toEqual([]);
    await receiving.sweep(false);
    await receiving.settled();
    expect(texts()).toEqual(['uno', 'dos', 'uno, no: tres']);
    receiving.arrived(raw('3', 'y una gorra'));
    await receiving.settled();
    expect(texts().at(-1)).toBe('y una gorra');
  });

  test('what comes while the chat is looked through is found by the look after it', async () => {
    page = [raw('1', 'uno')];
    isFull = true;
    receiving.arrived(raw('1', 'uno'));
    await receiving.settled();
    isFull = false;
    const looking = receiving.sweep(false);
    receiving.arrived(raw('2', 'dos'));
    await looking;
    await receiving.settled();
    page.push(raw('2', 'dos'));
    expect(looksSoon).toBe(2);
    await receiving.sweep(false);
    expect(texts()).toEqual(['uno', 'dos']);
  });

  test('what no event told of is found once, and counted as late', async () => {
    page = [raw('1', 'uno')];
    now += 5 * MINUTE;
    await receiving.sweep(false);
    await receiving.sweep(false);
    expect(texts()).toEqual(['uno']);
    expect(receiving.foundLate).toEqual([now]);
    const looks = asked.filter(({ ask }) => ask === 'messages').length;
    await receiving.sweep(false);
    expect(asked.filter(({ ask }) => ask === 'messages')).toHaveLength(looks);
  });

  test('what was there before the telephone was linked is nobody’s question any more', async () => {
    page = [raw('1', 'del año pasado', { t: NOW / 1000 - 86_400 }), raw('2', 'de hoy')];
    await receiving.sweep(true);
    expect(texts()).toEqual(['de hoy']);
    expect(receiving.foundLate).toEqual([]);
  });

  test('what cannot be read is asked for again once an hour, however much of it there is', async () => {
    for (const id of ['1', '2', '3']) receiving.unreadable(raw(id, '', { type: 'ciphertext' }));
    await receiving.settled();
    now += 61 * MINUTE;
    receiving.unreadable(raw('4', '', { type: 'ciphertext' }));
    await receiving.settled();
    expect(heard.map(({ body }) => body)).toEqual([
      { kind: 'unsupported', what: 'lost' },
      { kind: 'unsupported', what: 'lost' },
    ]);
  });

  test('a correction that the shop could not keep is told again', async () => {
    receiving.arrived(raw('1', 'dos polos'));
    await receiving.settled();
    isFull = true;
    receiving.edited(raw('1', 'tres polos'), 'tres polos');
    await receiving.settled();
    isFull = false;
    await receiving.sweep(false);
    await receiving.settled();
    expect(heard.at(-1)).toMatchObject({ body: { kind: 'edited', of: '1', text: 'tres polos' } });
  });

  test('what she deleted is told after it, in its chat', async () => {
    receiving.arrived(raw('1', 'dos polos'));
    receiving.takenBack(raw('1', '', { type: 'revoked' }), '1');
    receiving.takenBack(raw('9', '', { type: 'revoked', chat: '51911111111@c.us' }), '9');
    await receiving.settled();
    expect(texts()).toEqual(['dos polos']);
    expect(news).toMatchObject([{ what: 'taken-back', chat: NUMBER, of: '1' }]);
  });

  test('what the seller typed is news, and what the shop sent is not', async () => {
    ours = ['3EB01'];
    receiving.arrived(raw('3EB01', '1. Rojo', { fromMe: true }));
    receiving.arrived(raw('3A02', 'soy Rosa', { fromMe: true }));
    await receiving.settled();
    expect(heard).toEqual([]);
    expect(news).toMatchObject([{ what: 'typed-by-seller', id: 'sent:3A02', chat: NUMBER, body: { kind: 'text', text: 'soy Rosa' } }]);
  });

  test('groups and her own notes are nobody’s message', async () => {
    receiving.arrived(raw('1', 'hola', { chat: '120363@g.us', inGroup: true }));
    receiving.arrived(raw('2', 'lista de compras', { chat: '51900000000@c.us', fromMe: true }));
    await receiving.settled();
    expect(heard).toEqual([]);
    expect(news).toEqual([]);
    expect(chats.get().list).toEqual([]);
  });
});
