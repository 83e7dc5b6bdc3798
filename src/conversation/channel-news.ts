/**
 * What a channel has to tell besides messages: what became of one of the shop's, what a person of the shop
 * typed from her own telephone, that a customer closed the door, that the channel itself went down.
 */
import type { InboundBody } from './message.ts';

interface OfChannel {
  readonly channel: string;
  /** Which account of the shop on that channel. */
  readonly account: string;
  /** The same news again has the same id. */
  readonly id: string;
  /** ms since the epoch. */
  readonly at: number;
}

interface OfChat extends OfChannel {
  readonly chat: string;
  /** As that of a message. */
  readonly knownAs?: string;
}

/** A person of the shop wrote to the customer in the channel's own app. */
export type TypedBySeller = OfChat & { readonly what: 'typed-by-seller'; readonly body: InboundBody };

export type ChannelNews =
  | TypedBySeller
  /** A message that was taken did not reach the customer. `ref`: the channel's id of it; `message`: the shop's, where the channel tells. */
  | (OfChat & {
      readonly what: 'failed';
      readonly ref: string;
      readonly reason: string;
      readonly message?: string;
      readonly because?: 'window-closed';
    })
  /** A part of a message left although the channel's answer may never have come. `message`: the shop's id of it. */
  | (OfChannel & { readonly what: 'left'; readonly message: string; readonly part: number; readonly ref: string })
  | (OfChat & { readonly what: 'blocked' | 'unblocked' })
  /** The customer deleted what she wrote. `of`: the channel's id of it. */
  | (OfChat & { readonly what: 'taken-back'; readonly of: string })
  /** The channel knows the same customer by another id from now on. */
  | (OfChat & { readonly what: 'moved'; readonly to: string })
  /** The channel has not worked for so long that somebody should know. `words`: its health. */
  | (OfChannel & { readonly what: 'down'; readonly words: string })
  | (OfChannel & { readonly what: 'up' });
