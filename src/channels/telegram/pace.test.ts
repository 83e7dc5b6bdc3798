/** Answers leave at once; what answers nobody keeps the pace that Telegram asks for, and its turn. */
import { expect, test } from 'vitest';
import { ALL_BURST, CHAT_BURST } from './limits.ts';
import { createPace } from './pace.ts';

function paced() {
  let now = 1_000_000;
  const pace = createPace(() => now);
  let keys = 0;
  return {
    pace,
    pass: (ms: number) => {
      now += ms;
    },
    /** The wait of a new message. */
    send: (chat: string) => {
      keys += 1;
      return pace.waitOf(chat, `m${keys}`);
    },
  };
}

test('news to one chat: a few at once, then one a second', () => {
  const { send, pass } = paced();
  expect(Array.from({ length: CHAT_BURST }, () => send('ana'))).toEqual(Array(CHAT_BURST).fill(0));
  expect(send('ana')).toBe(1000);
  expect(send('ana')).toBe(2000);
  pass(10_000);
  expect(send('ana')).toBe(0);
});

test('a message that had to wait leaves at its time and not before, whoever came meanwhile', () => {
  const { pace, pass, send } = paced();
  for (let n = 0; n < CHAT_BURST; n += 1) send('ana');
  expect(pace.waitOf('ana', 'late')).toBe(1000);
  pass(400);
  expect(pace.waitOf('ana', 'late')).toBe(600);
  expect(send('ana')).toBeGreaterThan(1000);
  pass(600);
  expect(pace.waitOf('ana', 'late')).toBe(0);
});

test('news to many chats: 25 at once, then 25 a second', () => {
  const { send } = paced();
  const waits = Array.from({ length: ALL_BURST * 3 }, (_, n) => send(`chat ${n}`));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(ALL_BURST);
  expect(waits.at(-1)).toBe(2000);
});

test('whoever writes is answered at once, however busy the shop is', () => {
  const { pace, send } = paced();
  for (let n = 0; n < 200; n += 1) send(`chat ${n}`);
  pace.wrote('ana');
  expect(Array.from({ length: CHAT_BURST }, () => send('ana'))).toEqual(Array(CHAT_BURST).fill(0));
  expect(send('ana')).toBeGreaterThan(0);
});

test('where Telegram asks for patience nothing leaves before, answers neither', () => {
  const { pace, pass, send } = paced();
  pace.wrote('ana');
  pace.slower('ana', 3000);
  expect(send('ana')).toBe(3000);
  expect(send('luis')).toBe(0);
  pass(3000);
  expect(send('ana')).toBe(0);
});
