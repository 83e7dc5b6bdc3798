/**
 * A channel as the runtime sees it. Every implementation passes `test/contracts/channel`.
 */
import type { InboundMessage, LoggedMessage } from '../conversation/message.ts';

export interface Channel {
  readonly name: string;
  /**
   * `sent`: each message leaves through `send`, in its turn, and is tried again until it is taken.
   * `read`: customers read the shop's log itself; a message that is on disk is delivered, and `send` only
   * tells whoever is looking that there is something new.
   */
  readonly delivery: 'sent' | 'read';
  /** Begins to receive; `accept` resolves once the message is on disk, and only then may the channel confirm it. */
  start(accept: Accept): Promise<void>;
  /** Sends one message; `key` is the same for every try of the same message. */
  send(to: Recipient, message: LoggedMessage, key: string): Promise<Sent>;
  health(): ChannelHealth;
  stop(): Promise<void>;
}

export type Accept = (message: InboundMessage) => Promise<Accepted>;

export type Accepted =
  | { readonly accepted: true; readonly duplicate: boolean }
  /** The shop cannot keep it now: the channel must not confirm it. */
  | { readonly accepted: false };

export interface Recipient {
  readonly account: string;
  readonly chat: string;
}

export type Sent =
  | { readonly sent: true }
  | { readonly sent: false; readonly retryAfterMs: number | null; readonly final: boolean; readonly reason: string };

export interface ChannelHealth {
  readonly ok: boolean;
  readonly words: string;
}
