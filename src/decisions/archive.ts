/**
 * Long conversations: the older messages move, a hundred at a time, from the live log to a transcript
 * that never changes again, so that neither memory nor a turn's cost grows with the history.
 */
import type { Conversation } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';
import { messageId } from './message-id.ts';

/** Messages kept one by one. */
const MOST_LIVE = 200;
const PER_TRANSCRIPT = 100;

export function archiveOldMessages(draft: Draft, conversation: Conversation): Conversation {
  const { firstN, lastN } = conversation;
  if (lastN - firstN < MOST_LIVE) return conversation;
  const numbers = Array.from({ length: PER_TRANSCRIPT }, (_, index) => firstN + index);
  // What a channel could not take yet is sent from the live log: it moves when it has left.
  if (numbers.some((n) => draft.get('outbox', messageId(conversation.id, n)))) return conversation;
  const messages = numbers.flatMap((n) => draft.get('messages', messageId(conversation.id, n)) ?? []);
  const counter = draft.get('counters', 'transcripts') ?? { id: 'transcripts', next: 1 };
  const id = String(counter.next);
  draft.put('counters', 'transcripts', { id: 'transcripts', next: counter.next + 1 });
  draft.put('transcripts', id, { id, conversationId: conversation.id, messages });
  for (const message of messages) draft.remove('messages', message.id);
  return { ...conversation, firstN: firstN + PER_TRANSCRIPT, transcripts: [...conversation.transcripts, id] };
}
