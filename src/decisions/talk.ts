/** What a person of the shop does in a conversation of a customer, and what comes of it. */
import type { Refusal } from '../commerce/refusal.ts';
import type { Once } from './kept-answer.ts';

/** `by`: 'page', `api:<token name>` or `chat:<helper>`. */
export type TalkAction = { readonly conversationId: string; readonly by: string; readonly once?: Once } & (
  | { readonly do: 'write-to-customer'; readonly text: string }
  /** From now on the program is silent here. */
  | { readonly do: 'take-over' }
  | { readonly do: 'hand-back' }
);

/** `n`: number of the message that was written, where one was. */
export type TalkReply = Refusal | { readonly ok: true; readonly talk: Talk };

export interface Talk {
  readonly n: number | null;
  readonly takenOver: { readonly by: string; readonly until: number } | null;
}
