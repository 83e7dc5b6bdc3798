/**
 * What a channel brings to its contract: a driver that plays its other side — a customer's app, and whoever carries
 * messages between her and the shop — and what of the contract it cannot have, as data and with the reason.
 */
import type { Channel } from '../../../src/channels/port.ts';
import type { ArrivingMessage, LoggedMessage } from '../../../src/conversation/message.ts';

export type Arriving = ArrivingMessage['body']['kind'];

/** Where the shop's pictures are, and its files. They stay when a channel begins anew. */
export interface Folders {
  readonly imagesDirectory: string;
  readonly dataDirectory: string;
}

/** One message on the customer's screen. */
export interface Shown {
  /** All that can be read there, opened lists and addresses included. */
  readonly words: string;
  /** A picture or a file belongs to it. */
  readonly hasFile: boolean;
}

/** What goes wrong on the other side. Each is about what comes next. */
export interface Troubles {
  /** What is sent next comes too fast: the other side asks for patience. */
  tooFast(seconds: number): void;
  /** What is sent next arrives, and nobody tells the shop. */
  losesTheAnswer(): void;
  /** So many parts leave, and the one after them fails once and does not arrive. */
  failsAfter(parts: number): void;
  /** The customer wants no more of the shop. */
  blocks(): void;
  /** A message is told again while the shop has not answered. */
  repeats(id: string): Promise<void>;
  /** The line goes down, and the channel can have noticed; it is back, likewise. */
  goesAway(): Promise<void>;
  comesBack(): Promise<void>;
}

export const TROUBLES = [
  'tooFast',
  'losesTheAnswer',
  'failsAfter',
  'blocks',
  'repeats',
  'goesAway',
  'comesBack',
] as const satisfies readonly (keyof Troubles)[];

export interface Traits {
  readonly name: string;
  /** Kinds of messages this channel can carry in. */
  readonly carries: readonly Arriving[];
  /** How often at the most a customer sees what had to be sent again because nobody knew whether it had arrived. */
  readonly copiesOfUncertain: 1 | 2;
  /** How the shop learns that she blocked it: it is refused, or news comes of what was taken; null: it cannot. */
  readonly blocked: 'refused' | 'told' | null;
  /** Troubles that it cannot have, and why. */
  readonly cannot: Readonly<Partial<Record<keyof Troubles, string>>>;
}

export interface ChannelDriver {
  /** The one that was made last. */
  readonly channel: Channel;
  /**
   * The customer sends a message that the channel knows as `id`; the same `id` is the same message again. Resolves to
   * whether the channel confirmed it to the customer's side.
   */
  customerSends(id: string, kind: Arriving): Promise<boolean>;
  /** One of each, as fast as her app sends them, and what is not confirmed again. Resolves once all are confirmed. */
  customerSendsAll(kinds: readonly Arriving[]): Promise<void>;
  /** What was not confirmed comes again, as it does there, until `heard` resolves. */
  comesAgain(id: string, heard: Promise<unknown>): Promise<void>;
  /** Puts a message into the shop's log, as the runtime does before it sends. */
  logs(message: LoggedMessage): void;
  /** Resolves to what the customer's app shows of the next message of the shop. */
  nextShown(): Promise<Shown>;
  /** Time passes, and what is due on the other side happens. */
  passes(ms: number): Promise<void>;
  /** The shop begins anew: another channel, not started yet, on the same folders and before the same world. */
  restarts(): void;
  readonly plays: Partial<Troubles>;
  close(): Promise<void>;
}
