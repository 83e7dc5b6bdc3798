/**
 * A channel as the runtime sees it. Every implementation passes `test/contracts/channel`.
 */
import type { ChannelNews } from '../conversation/channel-news.ts';
import type { ArrivingMessage, LoggedMessage } from '../conversation/message.ts';

export interface Channel {
  readonly name: string;
  /**
   * `sent`: each message leaves through `send`, in its turn, and is tried again until it is taken.
   * `read`: customers read the shop's log itself; a message that is on disk is delivered, and `send` only
   * tells whoever is looking that there is something new.
   */
  readonly delivery: 'sent' | 'read';
  /**
   * Every message costs there: what the shop says at once is one message where it can be (`conversation/as-one.ts`).
   * Other channels get it as it was said.
   */
  readonly asOne?: true;
  /** Begins to receive. What cannot be reached now is tried again behind the scenes: a shop opens without its channels. */
  start(shop: ShopSide): Promise<void>;
  /** Sends one message, in as many parts as it takes there. */
  send(to: Recipient, message: LoggedMessage, attempt: Attempt): Promise<Sent>;
  /**
   * Brings a file that a customer sent and the shop was only told of (`file-elsewhere`), by its `source`; null where
   * it is gone for good. Rejects where it is worth another try. Channels whose files come with their messages have none.
   */
  readonly fetchFile?: (account: string, source: string) => Promise<Uint8Array | null>;
  /**
   * A link by which a customer opens a chat with the shop there, with `words` ready to be sent (`[A-Za-z0-9_-]`, up to 64);
   * null while nobody knows where that is. Channels that cannot be opened by a link have none.
   */
  readonly invite?: (words: string) => string | null;
  /** Drops what the channel itself keeps of a chat, where it keeps anything. @throws when the disk refuses */
  readonly forget?: (chat: string) => Promise<void>;
  health(): ChannelHealth;
  stop(): Promise<void>;
}

/** What a channel may tell the shop. Each resolves once it is on disk, and only then may the channel confirm it. */
export interface ShopSide {
  readonly accept: Accept;
  readonly note: Note;
}

export type Accept = (message: ArrivingMessage) => Promise<Accepted>;
export type Note = (news: ChannelNews) => Promise<Accepted>;

export type Accepted =
  | { readonly accepted: true; readonly duplicate: boolean }
  /** The shop cannot keep it now: the channel must not confirm it. */
  | { readonly accepted: false };

export interface Recipient {
  readonly account: string;
  readonly chat: string;
}

/** How far a message got before. */
export interface Attempt {
  /** The same for every try of the same message. */
  readonly key: string;
  /** The channel's ids of the parts that left already, in order: these do not leave again. */
  readonly refs: readonly string[];
  /** A part after those may have reached the customer: a channel that can look looks before it sends. */
  readonly uncertain: boolean;
  /** Parts of which the channel told by itself that they left (`ChannelNews`): number of the part → the channel's id. */
  readonly seen?: Readonly<Record<string, string>>;
  /** A message of the shop that it takes the place of, where a channel can change what it said; elsewhere it is a new one. */
  readonly insteadOf?: Pick<LoggedMessage, 'body'> & { readonly refs: readonly string[] };
}

export type Sent =
  /** `refs`: the channel's ids of all its parts, by which the customer's app quotes them. Empty where it has none. */
  | { readonly sent: true; readonly refs: readonly string[] }
  | {
      readonly sent: false;
      /** Of the parts that left, those of earlier tries included. */
      readonly refs: readonly string[];
      /** null: the shop's own patience. */
      readonly retryAfterMs: number | null;
      /** Trying again is no use. */
      readonly final: boolean;
      /** Nobody knows whether it reached the customer: no answer came. */
      readonly uncertain: boolean;
      /** For the seller and the log, without anything a person wrote. */
      readonly reason: string;
      /** Why it is final, where the shop can say something better about it than the reason. */
      readonly because?: 'blocked' | 'window-closed' | 'no-such-chat';
    };

export interface ChannelHealth {
  readonly ok: boolean;
  readonly words: string;
}
