/** Messages on their way: gone is gone, and what did not leave is still there, also where the shop closes meanwhile. */
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { newFolder, removeFolders } from '../../test/contracts/store/folder.ts';
import { StillClock } from '../../test/stand-ins/still-clock.ts';
import type { Attempt, Channel, Sent } from '../channels/port.ts';
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

const SENT: Sent = { sent: true, refs: [] };

function channelThat(sends: (attempt: Attempt) => Promise<Sent>): Channel {
  return {
    delivery: 'sent',
    name: 'web',
    start: async () => {},
    send: (_to, _message, attempt) => sends(attempt),
    health: () => ({ ok: true, words: 'receiving' }),
    stop: async () => {},
  };
}

/** Closes while the first of two messages is on its way, which then ends like this; what still has to leave. */
async function closeWhileSending(outcome: Sent): Promise<readonly number[]> {
  const underWay = new Set<Promise<void>>();
  const ends = Promise.withResolvers<Sent>();
  const channel = channelThat(() => ends.promise);
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
  expect(await closeWhileSending(SENT)).toEqual([2]);
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

test('what is tried again goes on after the parts that left, and says whether the next one may have', async () => {
  const attempts: Attempt[] = [];
  const outcomes: Sent[] = [
    { sent: false, refs: ['photo-1'], retryAfterMs: 7000, final: false, uncertain: true, reason: 'no answer' },
    { sent: false, refs: ['photo-1'], retryAfterMs: 7000, final: false, uncertain: false, reason: 'refused' },
    { sent: true, refs: ['photo-1', 'text-2'] },
  ];
  const clock = new StillClock(0);
  const underWay: Promise<void>[] = [];
  const delivery = new Delivery({
    ...{ store, clock, chance: () => 0.5, log: createLog({ level: 'silent' }), undeliverable: async () => {} },
    channels: new Map([['web', channelThat(async (attempt) => outcomes[attempts.push(attempt) - 1] ?? SENT)]]),
    track: (work) => underWay.push(work),
  });
  const settled = async () => {
    for (const work of underWay) await work;
  };
  const { id } = await decided(1);
  delivery.enqueue(await decided(1));
  await settled();
  expect([...store.query.all('outbox')]).toMatchObject([{ refs: ['photo-1'], uncertain: true, attempts: 1, dueAt: 7000 }]);
  await clock.advance(6999, settled);
  expect(attempts).toHaveLength(1);
  await clock.advance(7001, settled);
  expect(attempts).toEqual([
    { key: id, refs: [], uncertain: false },
    { key: id, refs: ['photo-1'], uncertain: true },
    { key: id, refs: ['photo-1'], uncertain: false },
  ]);
  expect([...store.query.all('outbox')]).toEqual([]);
  expect(store.openHot().get('messages', id)?.sentAs).toEqual(['photo-1', 'text-2']);
});

test('what the channel tells of a message on its way is known at the next try, and does not send it a second time', async () => {
  const attempts: Attempt[] = [];
  const answers = [Promise.withResolvers<Sent>(), Promise.withResolvers<Sent>()] as const;
  const clock = new StillClock(0);
  const underWay: Promise<void>[] = [];
  const delivery = new Delivery({
    ...{ store, clock, chance: () => 0.5, log: createLog({ level: 'silent' }), undeliverable: async () => {} },
    channels: new Map([['web', channelThat((attempt) => answers[attempts.push(attempt) === 1 ? 0 : 1].promise)]]),
    track: (work) => underWay.push(work),
  });
  const settled = async () => {
    for (const work of underWay) await work;
  };
  const entry = await decided(1);
  delivery.enqueue(entry);
  const told: OutboxEntry = { ...entry, seen: { 0: 'photo-1' } };
  await store.commit(store.openHot(), [{ put: 'outbox', id: entry.id, doc: told }]);
  delivery.enqueue(told);
  answers[0].resolve({ sent: false, refs: [], retryAfterMs: 1000, final: false, uncertain: true, reason: 'no answer' });
  answers[1].resolve({ sent: true, refs: ['photo-1'] });
  await settled();
  await clock.advance(1000, settled);
  expect(attempts.map(({ seen }) => seen)).toEqual([undefined, { 0: 'photo-1' }]);
  expect([...store.query.all('outbox')]).toEqual([]);
});
