/** What comes of what a person of the shop does in a conversation of a customer. */
import type { Refusal } from '../commerce/refusal.ts';

/** `n`: number of the message that was written, where one was. */
export type TalkReply = Refusal | { readonly ok: true; readonly talk: Talk };

export interface Talk {
  readonly n: number | null;
  readonly takenOver: { readonly by: string; readonly until: number } | null;
}
