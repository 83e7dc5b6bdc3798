/**
 * How messages leave, on a clock that stands still and with a page that answers as it is told. That a real page answers
 * so is shown in `test/contracts/channel`.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { StillClock } from '../../../test/stand-ins/still-clock.ts';
import type { LoggedMessage } from '../../conversation/message.ts';
import type { Sent } from '../port.ts';
import type { Answered } from './browser-process.ts';
import { type Chats, met } from './chats.ts';
import type { Kept } from './kept.ts';
import { LIMITS, type Limits, SILENT_MS } from './limits.ts';
import type { Question } from './protocol.ts';
import { createSending, type Sending } from './sending.ts';
import type { Sends } from './sends.ts';
import { type Situation, situationAt } from './state.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const DAY = 86_400_000;
const NUMBER = '51987654321@c.us';
const HIDDEN = '990001@lid';

let clock: StillClock;
let asked: Question[];
/** What the page answers to `send`, by address; `refused` words or an acknowledgement. */
let answersTo: (chat: string) => { readonly refused: string } | { readonly ack: number } | 'late';
let situation: Situation;
let sending: Sending;
let sends: Kept<Sends>;
let sent: number;

beforeEach(() => {
  clock = new StillClock(NOW);
  situation = situationAt(NOW, 'ready');
  answersTo = () => ({ ack: 1 });
  open();
});

function open(limits: Partial<Limits> = {}): void {
  asked = [];
  sent = 0;
  sends = inMemory<Sends>([]);
  const { chats: list, chat } = met({ list: [] }, [NUMBER, HIDDEN]);
  const chats = inMemory<Chats>({ list: list.list.map((one) => ({ ...one, answerTo: chat.id, wroteAt: NOW })) });
  const ask = async <T>(question: Question, answer: z.ZodType<T>): Promise<Answered<T>> => {
    asked.push(question);
    if (question.ask === 'messages') return { ok: true, value: answer.parse([]) };
    if (question.ask !== 'send') return { ok: true, value: answer.parse(null) };
    const said = answersTo(question.chat);
    if (said === 'late') return { ok: false, why: 'late', words: 'no answer' };
    if ('refused' in said) return { ok: false, why: 'refused', words: said.refused };
    sent += 1;
    return { ok: true, value: answer.parse({ id: `3EB0${sent}`, ack: said.ack }) };
  };
  sending = createSending({
    supervisor: { ask, situation: () => situation, linkedAt: () => NOW - 30 * DAY },
    ...{ chats, sends, clock, chance: () => 0, limits: { ...LIMITS, ...limits } },
    ...{ takeUnseen: () => false, language: () => 'es', imagesDirectory: '', dataDirectory: '', onFailed: () => {} },
  });
}

/** A disk would take its own time, which is not this clock's. */
function inMemory<T>(value: T): Kept<T> {
  let now = value;
  return {
    get: () => now,
    set: (next) => {
      now = next;
    },
    save: async () => {},
  };
}

let n = 0;
async function send(text: string, chat = NUMBER, key?: string): Promise<Sent> {
  n += 1;
  const conversationId = `whatsapp-web:main:${chat}`;
  const message: LoggedMessage = {
    ...{ id: key ?? `${conversationId}:${n}`, conversationId, n, at: '2026-11-25T15:00:00.000Z', from: 'shop' },
    ...{ body: { kind: 'text', rich: [{ t: text }] }, text },
  };
  let outcome: Sent | null = null;
  const going = sending.send({ account: 'main', chat }, message, { key: message.id, refs: [], uncertain: false }).then((answer) => {
    outcome = answer;
  });
  for (let turn = 0; outcome === null && turn < 2000; turn += 1) await clock.advance(100, settle);
  await going;
  if (outcome === null) throw new Error('it never came to an end');
  return outcome;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what leaves', () => {
  test('a person types first, and the shop is told by which id it is quoted', async () => {
    expect(await send('Hola, Ana')).toEqual({ sent: true, refs: ['3EB01'] });
    expect(asked.map(({ ask }) => ask)).toEqual(['typing', 'send']);
  });

  test('nobody is written to who did not write', async () => {
    expect(await send('¡Oferta!', '51911111111@c.us')).toMatchObject({ sent: false, final: true, because: 'no-such-chat' });
    expect(asked).toEqual([]);
  });

  test('nor who has not written for so long that she does not expect it', async () => {
    await clock.advance(SILENT_MS - 1000, settle);
    expect(await send('¿Sigues ahí?')).toMatchObject({ sent: true });
    await clock.advance(2000, settle);
    expect(await send('¡Oferta!')).toMatchObject({ sent: false, final: true, because: 'no-such-chat' });
  });

  test('while it is down nothing is handed over, and it is tried again', async () => {
    situation = situationAt(NOW, 'offline');
    expect(await send('hola')).toMatchObject({ sent: false, final: false, retryAfterMs: 15_000, uncertain: false });
    situation = situationAt(NOW, 'logged_out');
    expect(await send('hola')).toMatchObject({ sent: false, final: false, retryAfterMs: 60_000 });
    // A shop that opens asks before its channel has begun.
    situation = situationAt(NOW, 'off');
    expect(await send('hola')).toMatchObject({ sent: false, final: false, retryAfterMs: 5000 });
    expect(asked).toEqual([]);
  });

  test('an address that WhatsApp does not know any more is tried by her other one', async () => {
    answersTo = (chat) => (chat === HIDDEN ? { ack: 1 } : { refused: 'Error: No LID for user' });
    expect(await send('hola')).toMatchObject({ sent: true });
    answersTo = () => ({ refused: 'Error: No LID for user' });
    expect(await send('hola')).toMatchObject({ sent: false, final: true, because: 'no-such-chat', uncertain: false });
  });

  test('what WhatsApp refuses three times is not tried a fourth', async () => {
    answersTo = () => ({ ack: -1 });
    const outcomes: boolean[] = [];
    for (let times = 0; times < 3; times += 1) {
      const outcome = await send('hola', NUMBER, 'same');
      outcomes.push(!outcome.sent && outcome.final);
    }
    expect(outcomes).toEqual([false, false, true]);
    expect(sends.get()).toEqual([]);
  });

  test('without an answer nobody knows, and it is looked for before it leaves again', async () => {
    answersTo = () => 'late';
    expect(await send('hola', NUMBER, 'same')).toMatchObject({ sent: false, uncertain: true, final: false });
    answersTo = () => ({ ack: 1 });
    asked = [];
    expect(await send('hola', NUMBER, 'same')).toMatchObject({ sent: true });
    expect(asked.map(({ ask }) => ask)).toEqual(['messages', 'messages', 'typing', 'send']);
  });

  test('more than the caps let through waits, and a long wait is the shop’s', async () => {
    open({ perMinute: 2 });
    expect(await send('uno')).toMatchObject({ sent: true });
    expect(await send('dos')).toMatchObject({ sent: true });
    expect(await send('tres')).toMatchObject({ sent: false, final: false, uncertain: false, reason: 'enough was sent for now' });
    await clock.advance(60_000, settle);
    expect(await send('tres')).toMatchObject({ sent: true });
  });

  test('stopped while it waits, it did not leave', async () => {
    const going = send('hola');
    await settle();
    sending.stop();
    expect(await going).toMatchObject({ sent: false, final: false, uncertain: false });
    expect(asked.map(({ ask }) => ask)).not.toContain('send');
  });
});
