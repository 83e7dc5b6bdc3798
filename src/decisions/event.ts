/** Everything that can happen to the shop, and what whoever brought it is answered. */
import type { Complaint } from '../commerce/complaint.ts';
import type { Refusal } from '../commerce/refusal.ts';
import type { StockLevel } from '../commerce/stock.ts';
import type { ChannelNews } from '../conversation/channel-news.ts';
import type { InboundMessage, MessageWithFile } from '../conversation/message.ts';
import type { TokenAction, TokenReply } from './api-token.ts';
import type { Once, OnceReply } from './kept-answer.ts';
import type { Job, JobResult, Timer } from './records.ts';
import type { OrderReply, SellerCommand } from './seller-orders/arguments.ts';
import type { StaffAction, StaffReply } from './staff.ts';
import type { TalkReply } from './talk.ts';

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
      /** The channel's ids of the parts that left before; missing where none did. */
      readonly refs?: readonly string[];
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

/** A person of the shop in a conversation of a customer. `by`: 'page', `api:<token name>` or `chat:<helper>`. */
export type TalkAction = { readonly conversationId: string; readonly by: string; readonly once?: Once } & (
  | { readonly do: 'write-to-customer'; readonly text: string }
  /** From now on the program is silent here. */
  | { readonly do: 'take-over' }
  | { readonly do: 'hand-back' }
);

/** What the one who brought an event is answered: what came of a command of the seller. */
export type Reply = OrderReply | CountReply | OnceReply | TokenReply | ComplaintReply | StaffReply | TalkReply;

export type CountReply = { readonly ok: true; readonly level: StockLevel } | Refusal;

export type ComplaintReply = { readonly ok: true; readonly complaint: Complaint } | Refusal;

/** A document of one of these collections. */
interface Named<Collection extends string> {
  readonly collection: Collection;
  readonly id: string;
}

/** A person is forgotten: everything that is hers or names her. */
export interface Erasure {
  /** Ids. */
  readonly customers: readonly string[];
  readonly conversations: readonly string[];
  readonly orders: readonly string[];
  readonly facts: readonly string[];
  readonly alerts: readonly string[];
  readonly complaints: readonly string[];
  /** Telephones she gave. */
  readonly phones: readonly string[];
  /** Documents that are hers alone: marks of what was received, timers, what was set aside, places of rest, promotions she used. */
  readonly others: readonly Named<'inbox' | 'timers' | 'dead' | 'resting' | 'redemptions' | 'jobs' | 'aliases'>[];
  /** Where helpers of the shop are told of her, in their own chats; and conversations to which somebody wanted to join hers. */
  readonly mentions: readonly Named<'messages' | 'transcripts' | 'resting' | 'conversations'>[];
  /** Words and numbers she is known by, in lower case: a fact that repeats one of them loses its words. */
  readonly knownBy: readonly string[];
}

/** An event that could not be processed: set aside, so that the conversation goes on. */
export interface DeadLetter {
  /** A running number. */
  readonly id: string;
  readonly at: string;
  readonly event: Event;
  readonly problem: string;
}
