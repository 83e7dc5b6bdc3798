/** Reading a conversation while it goes on: what is shown is on disk, and nothing is missing in between. */
import { expect, test } from 'vitest';
import { type Conversation, newConversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { Change } from '../decisions/collections.ts';
import { newMemory, openMemoryStore } from '../store/memory.ts';
import type { Store } from '../store/port.ts';
import { readConversation } from './log-reading.ts';

const ID = 'web:retama:ana';

const message = (n: number): LoggedMessage => ({
  id: `${ID}:${n}`,
  conversationId: ID,
  n,
  at: '2026-11-25T15:00:00.000Z',
  from: 'shop',
  body: { kind: 'text', rich: [{ t: `message ${n}` }] },
  text: `message ${n}`,
});

const conversation = (firstN: number, lastN: number, transcripts: readonly string[] = []): Conversation => ({
  ...newConversation({ id: ID, channel: 'web', account: 'retama', chat: 'ana', customerId: 'c1', language: 'es', campaign: null }),
  lastN,
  firstN,
  transcripts,
});

const putConversation = (doc: Conversation): Change => ({ put: 'conversations', id: ID, doc });
const putMessage = (n: number): Change => ({ put: 'messages', id: `${ID}:${n}`, doc: message(n) });
const numbers = (messages: readonly LoggedMessage[] | null) => messages?.map(({ n }) => n);

test('what is said while she reads is shown only when it is on disk, that is, the next time', async () => {
  const store = openMemoryStore(newMemory());
  await store.commit(store.openHot(), [putConversation(conversation(1, 1)), putMessage(1)]);
  const slow: Store = Object.assign(openMemoryStore(newMemory()), {
    openHot: () => store.openHot(),
    settled: async () => {
      void store.commit(store.openHot(), [putConversation(conversation(1, 2)), putMessage(2)]);
    },
  });
  expect(numbers(await readConversation(slow, ID, 0))).toEqual([1]);
  expect(numbers(await readConversation(store, ID, 0))).toEqual([1, 2]);
});

test('messages that move to a transcript while she reads are not missing', async () => {
  const store = openMemoryStore(newMemory());
  await store.commit(store.openHot(), [
    { put: 'transcripts', id: '1', doc: { id: '1', conversationId: ID, messages: [message(1)] } },
    putConversation(conversation(2, 3, ['1'])),
    putMessage(2),
    putMessage(3),
  ]);
  const moving: Store = Object.assign(openMemoryStore(newMemory()), {
    openHot: () => store.openHot(),
    open: async (keys: Parameters<Store['open']>[0]) => {
      await store.commit(store.openHot(), [
        { put: 'transcripts', id: '2', doc: { id: '2', conversationId: ID, messages: [message(2)] } },
        putConversation(conversation(3, 3, ['1', '2'])),
        { delete: 'messages', id: `${ID}:2` },
      ]);
      return store.open(keys);
    },
  });
  expect(numbers(await readConversation(moving, ID, 0))).toEqual([1, 2, 3]);
});

test('a conversation that was woken while it was looked for is found', async () => {
  const store = openMemoryStore(newMemory());
  const waking: Store = Object.assign(openMemoryStore(newMemory()), {
    openHot: () => store.openHot(),
    open: async (keys: Parameters<Store['open']>[0]) => {
      await store.commit(store.openHot(), [putConversation(conversation(1, 1)), putMessage(1)]);
      return store.open(keys);
    },
  });
  expect(numbers(await readConversation(waking, ID, 0))).toEqual([1]);
});
