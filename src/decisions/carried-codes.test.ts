/** A code is good until its time, also where the timer that ends it has not rung yet: the shop may have been closed. */
import { expect, test } from 'vitest';
import { newConversation } from '../conversation/conversation.ts';
import { carriedFrom } from './carried-codes.ts';
import { Draft } from './draft.ts';
import type { Timer } from './records.ts';

const ID = 'web:main:ana';
const CHAT = newConversation({ id: ID, channel: 'web', account: 'main', chat: 'ana', customerId: 'c', language: 'es', campaign: null });
const TIMER: Timer = { id: 'carried-code:BCDFGHJK', kind: 'carried-code', ref: ID, at: 1000, round: 0 };

function from(code: string, now: number) {
  const documents = new Map<string, unknown>([
    [`conversations/${ID}`, CHAT],
    [`timers/${TIMER.id}`, TIMER],
  ]);
  const view = { get: (collection: string, id: string) => documents.get(`${collection}/${id}`) as never };
  return carriedFrom(new Draft(view, { now } as never), code);
}

test('before its time', () => {
  expect(from('BCDFGHJK', 999)).toMatchObject({ id: ID, channel: 'web' });
});

test('and no more', () => {
  expect(from('BCDFGHJK', 1000)).toBeNull();
});

test('one that was never given is nobody’s', () => {
  expect(from('KJHGFDCB', 999)).toBeNull();
});
