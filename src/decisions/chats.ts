/**
 * Which conversation a chat belongs to. Mostly the one of its own name; where a channel has given a customer another
 * id, the one she had before goes on under the new one.
 */
import type { Conversation } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';
import { awake } from './rest.ts';

export interface Chat {
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
}

/** A chat that goes on with an earlier conversation. */
export interface Alias {
  /** As the chat's own conversation would be called. */
  readonly id: string;
  readonly conversationId: string;
}

export function chatId({ channel, account, chat }: Chat): string {
  return `${channel}:${account}:${chat}`;
}

/** The conversation, woken where it was at rest; undefined where there is none. `of`: a chat, or the id of a conversation. */
export function conversationOf(draft: Draft, of: Chat | string): Conversation | undefined {
  const id = typeof of === 'string' ? of : chatId(of);
  return awake(draft, draft.get('aliases', id)?.conversationId ?? id);
}
