/**
 * The one shape of everything that happens: an event comes in, a decision comes out. `decide` is pure
 * and synchronous; what it needs beyond the view it asks for; what it wants from the world it names.
 */

import type { ChannelNews } from '../conversation/channel-news.ts';
import type { InboundMessage, LoggedMessage, MessageWithFile } from '../conversation/message.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import type { Invite } from '../conversation/turn/counter.ts';
import type { TokenAction, TokenReply } from './api-tokens.ts';
import type { Change, CollectionName, Collections, Key } from './collections.ts';
import type { ComplaintReply } from './complaints.ts';
import type { Erasure } from './erase.ts';
import type { Once, OnceReply } from './once.ts';
import type { Fact, Job, JobResult, Timer } from './records.ts';
import type { OrderReply, SellerCommand } from './seller-orders/commands.ts';
import type { StaffAction, StaffReply } from './staff.ts';
import type { CountReply } from './stock-count.ts';
import type { TalkAction, TalkReply } from './takeover.ts';

export type Event =
  | { readonly kind: 'inbound'; readonly id: string; readonly message: InboundMessage }
  /** A customer sent a file that the channel still has. */
  | { readonly kind: 'file-coming'; readonly id: string; readonly message: MessageWithFile }
  /** A channel tells something that is no message of a customer. */
  | { readonly kind: 'channel-news'; readonly id: string; readonly news: ChannelNews }
  /** The provider says that something changed; what changed is fetched, never believed. */
  | { readonly kind: 'payment-news'; readonly id: string; readonly paymentId: string }
  | { readonly kind: 'timer'; readonly id: string; readonly timer: Timer }
  | { readonly kind: 'job-done'; readonly id: string; readonly job: Job; readonly result: JobResult }
  | { readonly kind: 'seller'; readonly id: string; readonly action: SellerAction }
  /** A channel will not take a message, however often it is tried. */
  | {
      readonly kind: 'undeliverable';
      readonly id: string;
      readonly messageId: string;
      readonly reason: string;
      readonly because?: 'blocked' | 'window-closed' | 'no-such-chat';
    }
  /**
   * `forget`: marks of events handled so long ago that nobody repeats them any more. `rest`: conversations nobody
   * has touched for long. `slots`: parts of days that are over. `answers`: what programs were answered long ago.
   */
  | {
      readonly kind: 'housekeeping';
      readonly id: string;
      readonly forget: readonly string[];
      readonly rest: readonly string[];
      readonly slots: readonly string[];
      readonly answers: readonly string[];
    }
  /** A file of old documents cannot be read; everything else goes on. */
  | { readonly kind: 'damage'; readonly id: string; readonly file: string };

export type SellerAction =
  /** The counts of the catalog file: taken over where they differ from the last ones. */
  | { readonly do: 'take-over-counts' }
  /** The shop opened: what changed at the provider meanwhile is looked through soon, and every day. */
  | { readonly do: 'plan-sweep' }
  | { readonly do: 'dismiss-alert'; readonly alertId: string }
  /** The copy off this machine was made, or could not be: why, in words. */
  | { readonly do: 'note-copy'; readonly failed: string | null }
  /** What was set aside is tried again: an event is decided anew, a message is sent anew. */
  | { readonly do: 'try-again'; readonly alertId: string }
  /** One person is forgotten. */
  | { readonly do: 'erase'; readonly erasure: Erasure }
  /** The seller answers a complaint. `by`: 'page', 'terminal', `api:<token name>`. */
  | { readonly do: 'answer-complaint'; readonly complaintId: string; readonly text: string; readonly by: string }
  /** The seller counted the shelf. `by`: 'page', 'terminal', `api:<token name>`. */
  | { readonly do: 'count-stock'; readonly variantId: string; readonly count: number; readonly by: string; readonly once?: Once }
  | TokenAction
  | StaffAction
  | TalkAction
  /** The seller acts on an order. `by`: 'page', 'terminal', `api:<token name>` or `chat:<helper>`. */
  | { readonly do: 'order'; readonly orderId: string; readonly order: SellerCommand; readonly by: string; readonly once?: Once };

/** What the one who brought an event is answered: what came of a command of the seller. */
export type Reply = OrderReply | CountReply | OnceReply | TokenReply | ComplaintReply | StaffReply | TalkReply;

/** A consistent picture of the documents; remembers what was read, so that a commit can be refused. */
export interface View {
  /** The document, or undefined where there is none. @throws {NotLoaded} where it must be loaded first. */
  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined;
}

/** Thrown by a view for a document that lies on disk, or by a decision that knows of several; `decide` turns it into `{ need }`. */
export class NotLoaded extends Error {
  readonly keys: readonly Key[];
  constructor(...keys: readonly Key[]) {
    super(`not loaded: ${keys.map(({ collection, id }) => `${collection}/${id}`).join(', ')}`);
    this.keys = keys;
  }
}

/** What `work` decides, or what has to be loaded first. */
export function orNeed(work: () => Decision): Decision | { readonly need: readonly Key[] } {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof NotLoaded) return { need: problem.keys };
    throw problem;
  }
}

export interface Decision {
  readonly changes: readonly Change[];
  /** Messages of the shop, in order; the runtime puts each into the log and into the outbox. */
  readonly outbox: readonly LoggedMessage[];
  readonly timers: readonly TimerChange[];
  readonly jobs: readonly Job[];
  readonly facts: readonly Fact[];
  /** For whoever brought the event (a seller's page, an API call). */
  readonly reply?: Reply;
}

export type TimerChange = { readonly set: Timer } | { readonly clear: string };

/** What a decision may use besides the view: the seller's files, time, ids, chance. */
export interface World {
  readonly files: ShopFiles;
  /** ms since the epoch. */
  readonly now: number;
  /** True where payments are real. */
  readonly live: boolean;
  /** Unguessable text of `length` characters of `[a-z0-9]`. */
  readonly newId: (length: number) => string;
  /** A digest that is the same for the same text and cannot be turned back (SHA-256, hexadecimal). */
  readonly digest: (text: string) => string;
  /** A message older than this, in ms, is kept but not answered by itself. */
  readonly answerWithinMs: number;
  /** Where the shop is reached from outside; null where nobody said. */
  readonly publicUrl: string | null;
  /** How long the program stays silent after the last message of a person of the shop, in ms. */
  readonly takeoverMs: number;
  /** Links that open a chat with the shop with these words (`[A-Za-z0-9_-]`) ready, by channel. */
  readonly invites: (words: string) => readonly Invite[];
  /** Whether what is said at once on this channel is one message where it can be. */
  readonly asOne: (channel: string) => boolean;
}

export type Decide = (view: View, event: Event, world: World) => Decision | { readonly need: readonly Key[] };
