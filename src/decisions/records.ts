/**
 * The records that processing itself needs: marks of what was received, what is to be sent, what is to
 * happen later, what the outside world must be asked, and what the validation will be computed from.
 */
import type { Cart } from '../commerce/cart.ts';
import type { Minor } from '../commerce/money.ts';
import type { PaymentReport } from '../commerce/payments.ts';
import type { Conversation, Customer } from '../conversation/conversation.ts';
import type { Attachment, KeptFile, LoggedMessage, MessageWithFile } from '../conversation/message.ts';
import type { Whose } from '../conversation/staff-command.ts';
import type { Note, NoteName } from '../conversation/turn/turn.ts';
import type { ReportAbout, ShopDay, StaffReport } from './staff-report.ts';

/** `id`: id of the event. Its presence says the event was handled. */
export interface InboxMark {
  readonly id: string;
  /** ms since the epoch; marks older than 8 days are pruned (facts/store.md §2.2). */
  readonly at: number;
}

export interface Counter {
  readonly id: 'orders' | 'transcripts' | 'dead' | 'resting' | 'complaints';
  readonly next: number;
}

/** How often a promotion was used by orders that are neither cancelled nor expired. */
export interface Redemptions {
  /** Id of the promotion; `<promotion>:<phone key>` where the uses of one customer are counted. */
  readonly id: string;
  readonly used: number;
  /** What it took off these orders. */
  readonly given: Minor;
}

/** One message that has to leave. The head of each conversation goes first; the text is in `messages`. */
export interface OutboxEntry {
  /** Id of the message, `<conversation id>:<n>`; also its idempotency key. */
  readonly id: string;
  readonly conversationId: string;
  readonly n: number;
  readonly channel: string;
  readonly attempts: number;
  /** ms since the epoch; not before. */
  readonly dueAt: number;
  /** The channel's ids of the parts that left already. */
  readonly refs?: readonly string[];
  /** A part after those may have reached the customer. */
  readonly uncertain?: true;
  /** Parts of which the channel told that they left, whether its answer came or not: number of the part → the channel's id. */
  readonly seen?: Readonly<Record<string, string>>;
}

/** Something that falls due. Deadlines are data: they survive restarts and are replaced, not cancelled in memory. */
export interface Timer {
  /** `<kind>:<ref>`: setting it again moves it. */
  readonly id: string;
  readonly kind:
    | 'burst'
    | 'order-expiry'
    | 'order-reminder'
    | 'order-close'
    | 'payment-reconcile'
    | 'payment-sweep'
    | 'complaint-due'
    | 'staff-summary'
    | 'shop-opens'
    | 'reopened'
    | 'try-again'
    | 'data-link'
    | 'takeover'
    | 'carried-code';
  readonly ref: string;
  /** ms since the epoch. */
  readonly at: number;
  /** How often it fired, where it repeats. */
  readonly round: number;
}

/** A call to the outside. Its id makes a repeat harmless; its result comes back as an event. */
export interface Job {
  /** `<kind>:<ref>`. */
  readonly id: string;
  readonly task: JobTask;
  readonly attempts: number;
  /** ms since the epoch; not before. */
  readonly dueAt: number;
}

export type JobTask =
  | {
      readonly kind: 'create-link';
      readonly orderId: string;
      readonly reference: string;
      readonly title: string;
      readonly lines: readonly { readonly id: string; readonly title: string; readonly qty: number; readonly unitPrice: Minor }[];
      readonly delivery: Minor;
      readonly discount: Minor;
      readonly total: Minor;
      /** ms since the epoch. */
      readonly expiresAt: number;
    }
  /** A text to copy into a bank's app (Pix). */
  | {
      readonly kind: 'create-code';
      readonly orderId: string;
      readonly reference: string;
      readonly title: string;
      readonly total: Minor;
      /** ms since the epoch. */
      readonly expiresAt: number;
    }
  /** `code`: it is a code, not a page. */
  | { readonly kind: 'close-link'; readonly orderId: string; readonly providerRef: string; readonly code?: true }
  /** `key` makes a repeat the same refund. */
  | {
      readonly kind: 'refund';
      readonly orderId: string;
      readonly refundId: string;
      readonly paymentId: string;
      readonly amount: Minor;
      /** All of the payment: some means can only be given back whole. */
      readonly whole: boolean;
      readonly key: string;
    }
  /** A page of everything that changed in a span of time, whether somebody told of it or not. ms since the epoch. */
  | { readonly kind: 'sweep-payments'; readonly from: number; readonly to: number; readonly newSince: number; readonly offset: number }
  /** A customer asked to be forgotten. */
  | { readonly kind: 'erase-person'; readonly conversationId: string }
  | { readonly kind: 'fetch-payment'; readonly paymentId: string }
  /** A file that the channel of this message still has. */
  | { readonly kind: 'fetch-file'; readonly message: MessageWithFile }
  /** What a helper wants to know and a decision cannot see. `conversationId` null: the day is over, and nobody asked. */
  | {
      readonly kind: 'staff-report';
      readonly conversationId: string | null;
      readonly about: ReportAbout;
      readonly looking?: Whose;
      readonly day?: ShopDay;
    }
  /** The list of orders as a file for a helper's chat. */
  | { readonly kind: 'staff-list'; readonly conversationId: string }
  /** `why`: an order about to expire is asked about once more before it expires. */
  | {
      readonly kind: 'find-payments';
      readonly orderId: string;
      readonly references: readonly string[];
      readonly why: 'reconcile' | 'expiry' | 'claim';
    };

export type JobResult =
  | { readonly ok: true; readonly task: 'create-link'; readonly providerRef: string; readonly url: string }
  | {
      readonly ok: true;
      readonly task: 'create-code';
      readonly paymentId: string;
      readonly code: string;
      readonly url: string | null;
    }
  | { readonly ok: true; readonly task: 'close-link' | 'erase-person' }
  | { readonly ok: true; readonly task: 'refund'; readonly status: 'settled' | 'pending' | 'failed' }
  /** `next`: where the next page begins; null after the last. */
  | {
      readonly ok: true;
      readonly task: 'sweep-payments';
      readonly reports: readonly PaymentReport[];
      readonly next: number | null;
    }
  | { readonly ok: true; readonly task: 'fetch-payment'; readonly report: PaymentReport | null }
  | { readonly ok: true; readonly task: 'find-payments'; readonly reports: readonly PaymentReport[] }
  /** null: it is gone, too large, or of a kind the shop does not keep. */
  | { readonly ok: true; readonly task: 'fetch-file'; readonly file: KeptFile | null }
  | { readonly ok: true; readonly task: 'staff-report'; readonly report: StaffReport }
  | { readonly ok: true; readonly task: 'staff-list'; readonly file: Attachment }
  /** It did not work, and trying again is over. */
  | { readonly ok: false; readonly task: JobTask['kind']; readonly reason: string; readonly problem?: ProviderProblem };

/** Why the provider did not do it, where it said so. */
export type ProviderProblem = 'bad-credentials' | 'no-balance';

/** Names follow facts/validation.md: each with when, whose, which product, at what price, at which stage. */
export interface Fact extends Omit<Note, 'what'> {
  readonly what:
    | NoteName
    | 'arrived'
    | 'placed'
    | 'link-sent'
    | 'payment-pending'
    | 'payment-rejected'
    | 'paid'
    | 'delivered'
    | 'expired'
    | 'cancelled';
  readonly at: string;
  readonly customerId: string;
  readonly conversationId: string;
  readonly campaign: string | null;
  /** The slot that was pending: where in the sale it happened. */
  readonly stage?: string;
}

/** Who gave a telephone. */
export interface PhoneBook {
  /** As `phoneKey` writes it. */
  readonly id: string;
  /** The first one first, each with the conversation in which it was given. */
  readonly holders: readonly { readonly customerId: string; readonly conversationId: string }[];
}

export interface Transcript {
  /** Ends in a running number, so that old ones lie in files that never change again. */
  readonly id: string;
  readonly conversationId: string;
  readonly messages: readonly LoggedMessage[];
}

/** A conversation at rest: its documents as they were, so that waking it brings all of them back. */
export interface Resting {
  /** A running number. */
  readonly id: string;
  readonly conversation: Conversation;
  /** null where she has another conversation that is awake. */
  readonly customer: Customer | null;
  readonly cart: Cart | null;
  /** Those from `conversation.firstN` on; older ones stay in their transcripts. */
  readonly messages: readonly LoggedMessage[];
}

export interface Whereabouts {
  /** Id of the conversation. */
  readonly id: string;
  /** Id of the document in `resting`. */
  readonly resting: string;
}

/** A chat that goes on with an earlier conversation. */
export interface Alias {
  /** As the chat's own conversation would be called. */
  readonly id: string;
  readonly conversationId: string;
}

/** How many orders that are neither cancelled nor expired have a part of a day, or how many units are made for them. */
export interface SlotUse {
  /** `slotId` or `makingId`. */
  readonly id: string;
  readonly taken: number;
}

/** What was shown as proof: `p:<sha256>` and `o:<operation>` → the payments it was shown for, the oldest first. */
export interface Proofs {
  /** Number of the bucket. */
  readonly id: string;
  readonly shown: Readonly<Record<string, readonly string[]>>;
}
