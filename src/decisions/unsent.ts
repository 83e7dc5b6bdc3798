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
    const message = draft.get('outbox', messageId(id, n)) && draft.get('messages', messageId(id, n));
    if (!message || (why === 'seller-wrote' && message.from === 'seller')) continue;
    if (why !== 'unreachable' && message.orderId !== undefined) continue;
    draft.remove('outbox', message.id);
    draft.put('messages', message.id, { ...message, unsent: why });
    withdrawn.push(n);
  }
  return withdrawn;
}
