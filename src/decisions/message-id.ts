/** Ids of messages: the conversation's id and the message's number in it; and the ids that channels have for them. */
import type { Conversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { View } from './collections.ts';

export function messageId(conversationId: string, n: number): string {
  return `${conversationId}:${n}`;
}

/** The conversation of a message. */
export function conversationOfMessage(id: string): string {
  return id.slice(0, id.lastIndexOf(':'));
}

/** Messages looked through for one that the channel knows by another name; older ones are in transcripts mostly. */
const LOOKED_THROUGH = 100;

/** The message that left under this id of the channel; undefined where it is too long ago. */
export function messageSentAs(view: View, { id, lastN, firstN }: Conversation, ref: string): LoggedMessage | undefined {
  const last = Math.max(firstN, lastN - LOOKED_THROUGH);
  for (let n = lastN; n >= last; n -= 1) {
    const message = view.get('messages', messageId(id, n));
    if (message?.sentAs?.includes(ref)) return message;
  }
  return undefined;
}
