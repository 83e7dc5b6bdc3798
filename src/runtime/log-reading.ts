/**
 * Reading a conversation: its live messages and, further back, its transcripts, as one list.
 */
import type { LoggedMessage } from '../conversation/message.ts';
import type { Key } from '../decisions/collections.ts';
import { messageId } from '../decisions/message-id.ts';
import type { Resting } from '../decisions/records.ts';
import type { Store } from '../store/port.ts';

/** Messages with a number above `after`, in order and on disk; null where there is no such conversation. */
export async function readConversation(store: Store, conversationId: string, after: number): Promise<readonly LoggedMessage[] | null> {
  await store.settled();
  const hot = store.openHot();
  const awake = hot.get('conversations', conversationId);
  const resting = awake ? undefined : await atRest(store, conversationId);
  const conversation = awake ?? resting?.conversation;
  if (!conversation) return null;
  const messages: LoggedMessage[] = [];
  if (after < conversation.firstN - 1) {
    const keys = conversation.transcripts.map((id): Key<'transcripts'> => ({ collection: 'transcripts', id }));
    const view = await store.open(keys);
    for (const { id } of keys) {
      const transcript = view.get('transcripts', id);
      if (transcript) messages.push(...transcript.messages.filter((message) => message.n > after));
    }
  }
  if (resting) return [...messages, ...resting.messages.filter((message) => message.n > after)];
  for (let n = Math.max(after + 1, conversation.firstN); n <= conversation.lastN; n += 1) {
    const message = hot.get('messages', messageId(conversationId, n));
    if (message) messages.push(message);
  }
  return messages;
}

async function atRest(store: Store, conversationId: string): Promise<Resting | undefined> {
  const place = (await store.open([{ collection: 'whereabouts', id: conversationId }])).get('whereabouts', conversationId);
  if (!place) return undefined;
  return (await store.open([{ collection: 'resting', id: place.resting }])).get('resting', place.resting);
}
