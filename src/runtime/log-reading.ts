/**
 * Reading a conversation: its live messages and, further back, its transcripts, as one list.
 */
import type { Conversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { Key } from '../decisions/collections.ts';
import { messageId } from '../decisions/message-id.ts';
import type { Resting } from '../decisions/records.ts';
import type { Store } from '../store/port.ts';

/** Messages with a number above `after`, in order and on disk; null where there is no such conversation. */
export async function readConversation(store: Store, conversationId: string, after: number): Promise<readonly LoggedMessage[] | null> {
  const live = () => liveMessages(store, conversationId, after);
  // Once more at the end: it may have been woken while it was looked for where it rests.
  const found = live() ?? (await messagesAtRest(store, conversationId, after)) ?? live();
  // Waited for last: what is committed while somebody reads is not on disk yet, and so was not read.
  const older = found && (await transcribed(store, found.conversation, after));
  await store.settled();
  return found && older && [...older, ...found.messages];
}

interface Found {
  readonly conversation: Conversation;
  /** Those that are not in a transcript. */
  readonly messages: readonly LoggedMessage[];
}

/** In one turn: a message that moves to a transcript meanwhile would be in neither. */
function liveMessages(store: Store, conversationId: string, after: number): Found | null {
  const hot = store.openHot();
  const conversation = hot.get('conversations', conversationId);
  if (!conversation) return null;
  const messages: LoggedMessage[] = [];
  for (let n = Math.max(after + 1, conversation.firstN); n <= conversation.lastN; n += 1) {
    const message = hot.get('messages', messageId(conversationId, n));
    if (message) messages.push(message);
  }
  return { conversation, messages };
}

async function messagesAtRest(store: Store, conversationId: string, after: number): Promise<Found | null> {
  const resting = await atRest(store, conversationId);
  return resting ? { conversation: resting.conversation, messages: resting.messages.filter((message) => message.n > after) } : null;
}

async function transcribed(store: Store, { transcripts, firstN }: Conversation, after: number): Promise<readonly LoggedMessage[]> {
  if (after >= firstN - 1) return [];
  const keys = transcripts.map((id): Key<'transcripts'> => ({ collection: 'transcripts', id }));
  const view = await store.open(keys);
  return keys.flatMap(({ id }) => view.get('transcripts', id)?.messages.filter((message) => message.n > after) ?? []);
}

async function atRest(store: Store, conversationId: string): Promise<Resting | undefined> {
  const place = (await store.open([{ collection: 'whereabouts', id: conversationId }])).get('whereabouts', conversationId);
  if (!place) return undefined;
  return (await store.open([{ collection: 'resting', id: place.resting }])).get('resting', place.resting);
}
