/**
 * Which conversation a chat belongs to. Mostly the one of its own name; where a channel has given a customer another
 * id, the one she had before goes on under the new one.
 */
import type { Conversation } from '../conversation/conversation.ts';
import { awake } from './awake.ts';
import type { Draft } from './draft.ts';

export interface Chat {
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  /** Another id of who is there, which is never given to anybody else. */
  readonly knownAs?: string;
}

export function chatId({ channel, account, chat }: Chat): string {
  return `${channel}:${account}:${chat}`;
}

/** The conversation, woken where it was at rest; undefined where there is none. `of`: a chat, or the id of a conversation. */
export function conversationOf(draft: Draft, of: Chat | string): Conversation | undefined {
  const id = typeof of === 'string' ? of : chatId(of);
  return awake(draft, draft.get('aliases', id)?.conversationId ?? id);
}

/**
 * The same under the id by which the shop knows who it is of. Telephones get new owners: where the conversation of the
 * telephone goes on under an id that is not hers, it is somebody else's, and hers is the one of her own id.
 */
export function ofHerself<T extends Chat>(draft: Draft, of: T): T {
  const { knownAs } = of;
  if (knownAs === undefined) return of;
  const hers = { ...of, chat: knownAs };
  if (conversationOf(draft, hers)) return hers;
  const found = conversationOf(draft, of);
  return found && found.chat !== of.chat && found.chat !== knownAs ? hers : of;
}

/** She is written to by the id that stays hers, and found by it. Answers the conversation as it is now; it is not put. */
export function settledIn(draft: Draft, conversation: Conversation, knownAs: string | undefined): Conversation {
  if (knownAs === undefined || conversation.chat === knownAs) return conversation;
  const id = chatId({ ...conversation, chat: knownAs });
  if (id !== conversation.id) draft.put('aliases', id, { id, conversationId: conversation.id });
  return { ...conversation, chat: knownAs };
}
