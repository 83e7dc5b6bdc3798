/** Messages on their way while the shop closes: gone is gone, and what did not leave is still there. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { newFolder, removeFolders } from '../../test/contracts/store/folder.ts';
import { StillClock } from '../../test/stand-ins/still-clock.ts';
import type { Sent } from '../channels/port.ts';
import { type Conversation, newConversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { OutboxEntry } from '../decisions/records.ts';
import { createLog } from '../log.ts';
import { openJsonStore } from '../store/json/open.ts';
import type { Store } from '../store/port.ts';
import { Delivery } from './deliver.ts';

const ANA: Conversation = {
  ...newConversation({
    id: 'web:main:ana',
    channel: 'web',
    account: 'main',
    chat: 'ana',
    customerId: 'ana',
    language: 'es',
    campaign: null,
  }),
  lastN: 2,
};

let store: Store;
beforeEach(async () => {
  store = await openJsonStore({ directory: newFolder() });
  await store.commit(store.openHot(), [{ put: 'conversations', id: ANA.id, doc: ANA }]);
});
afterEach(() => store.close());
afterAll(removeFolders);

/** A message of the shop that has to leave. */
async function decided(n: number): Promise<OutboxEntry> {
  const id = `${ANA.id}:${n}`;
  const doc: LoggedMessage = {
    id,
    conversationId: ANA.id,
    n,
    at: '2026-11-25T15:00:00.000Z',
    from: 'shop',
    body: { kind: 'text', rich: [{ t: 'Hola' }] },
    text: 'Hola',
  };
  const entry: OutboxEntry = { id, conversationId: ANA.id, n, channel: 'web', attempts: 0, dueAt: 0 };
  await store.commit(store.openHot(), [
    { put: 'messages', id, doc },
    { put: 'outbox', id, doc: entry },
  ]);
  return entry;
}

/** Closes while the first of two messages is on its way, which then ends like this; what still has to leave. */
async function closeWhileSending(outcome: Sent): Promise<readonly number[]> {
  const underWay = new Set<Promise<void>>();
  const ends = Promise.withResolvers<Sent>();
  const channel = {
    delivery: 'sent' as const,
    name: 'web',
    start: async () => {},
    send: () => ends.promise,
    health: () => ({ ok: true, words: 'receiving' }),
    stop: async () => {},
  };
  const delivery = new Delivery({
    store,
    channels: new Map([['web', channel]]),
    clock: new StillClock(0),
    chance: () => 0.5,
    log: createLog({ level: 'silent' }),
    track: (work) => underWay.add(work),
    undeliverable: async () => {},
  });
  delivery.enqueue(await decided(1));
  delivery.enqueue(await decided(2));
  delivery.stop();
  ends.resolve(outcome);
  for (const work of underWay) await work;
  return [...store.query.all('outbox')].map(({ n }) => n);
}

test('a message that left while the shop was closing does not leave again', async () => {
  expect(await closeWhileSending({ sent: true, refs: [] })).toEqual([2]);
});

test('a message that did not leave while the shop was closing leaves when it opens', async () => {
  expect(
    await closeWhileSending({ sent: false, refs: [], retryAfterMs: null, final: false, uncertain: false, reason: 'no network' }),
  ).toEqual([1, 2]);
});

test('of a message that left in part while the shop was closing, that part does not leave again', async () => {
  const half: Sent = { sent: false, refs: ['photo-1'], retryAfterMs: null, final: false, uncertain: true, reason: 'no answer' };
  expect(await closeWhileSending(half)).toEqual([1, 2]);
  expect([...store.query.all('outbox')].map(({ refs }) => refs)).toEqual([['photo-1'], undefined]);
});
