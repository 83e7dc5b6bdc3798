/** Messages that were going to be sent, and will not: they stay in the conversation, and say why they did not leave. */
import type { Conversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { Draft } from './draft.ts';
import { messageId } from './message-id.ts';

/** Takes what waits to be sent out of the outbox. Answers the numbers of these messages. */
export function withdrawUnsent(
  draft: Draft,
  { id, firstN, lastN }: Conversation,
  why: NonNullable<LoggedMessage['unsent']>,
): readonly number[] {
  const withdrawn: number[] = [];
  for (let n = firstN; n <= lastN; n += 1) {
    const entry = draft.get('outbox', messageId(id, n));
    const message = entry && draft.get('messages', entry.id);
    if (!message || (why === 'seller-wrote' && message.from === 'seller')) continue;
    if (why !== 'unreachable' && message.orderId !== undefined) continue;
    draft.remove('outbox', message.id);
    draft.put('messages', message.id, { ...message, ...(entry.refs && { sentAs: entry.refs }), unsent: why });
    withdrawn.push(n);
  }
  return withdrawn;
}
