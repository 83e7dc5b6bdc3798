/**
 * Reading a conversation: its live messages and, further back, its transcripts, as one list.
 */
import type { LoggedMessage } from '../conversation/message.ts';
import type { Key } from '../decisions/collections.ts';
import { messageId } from '../decisions/draft.ts';
import type { Store } from '../store/port.ts';

/** Messages with a number above `after`, in order and on disk; null where there is no such conversation. */
export async function readConversation(store: Store, conversationId: string, after: number): Promise<readonly LoggedMessage[] | null> {
  await store.settled();
  const hot = store.openHot();
  const conversation = hot.get('conversations', conversationId);
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
  for (let n = Math.max(after + 1, conversation.firstN); n <= conversation.lastN; n += 1) {
    const message = hot.get('messages', messageId(conversationId, n));
    if (message) messages.push(message);
  }
  return messages;
}
