/**
 * The documents of the shop: which collections there are and what each one holds. Stores carry these;
 * decisions read and change them; nobody else does.
 */
import type { Cart } from '../commerce/cart.ts';
import type { Complaint } from '../commerce/complaint.ts';
import type { Order } from '../commerce/order.ts';
import type { StockLevel, StockMovement } from '../commerce/stock.ts';
import type { Conversation, Customer } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { Alert } from './alert.ts';
import type { ApiToken } from './api-token.ts';
import type { DeadLetter } from './event.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type {
  Alias,
  Counter,
  Fact,
  InboxMark,
  Job,
  OutboxEntry,
  PhoneBook,
  Proofs,
  Redemptions,
  Resting,
  SlotUse,
  Timer,
  Transcript,
  Whereabouts,
} from './records.ts';
import type { Staff } from './staff.ts';

export interface Collections {
  conversations: Conversation;
  customers: Customer;
  /** By cart id; a conversation's cart has the id of the conversation's customer. */
  carts: Cart;
  orders: Order;
  stock: StockLevel;
  movements: StockMovement;
  /** Messages of live conversations, by `<conversation>:<n>`. */
  messages: LoggedMessage;
  /** Older messages of a conversation, a hundred at a time. */
  transcripts: Transcript;
  counters: Counter;
  /** By promotion, and by promotion and customer. */
  redemptions: Redemptions;
  /** By telephone. */
  phones: PhoneBook;
  /** By chat: the earlier conversation that goes on there. */
  aliases: Alias;
  /** The complaints book, by number. */
  complaints: Complaint;
  /** By zone, day and hour. */
  slots: SlotUse;
  /** Receipts that were shown, by the number of their bucket. */
  proofs: Proofs;
  /** Who may come in by the API, by name. */
  tokens: ApiToken;
  /** What programs were answered, by token and key. */
  answers: KeptAnswer;
  /** Who may act for the shop in her own chat: one document. */
  staff: Staff;
  inbox: InboxMark;
  outbox: OutboxEntry;
  timers: Timer;
  jobs: Job;
  /** What needs the seller. */
  alerts: Alert;
  /** What happened, for the validation: written once, never changed. */
  facts: Fact;
  dead: DeadLetter;
  /** Conversations that nobody has touched for long, with everything that belongs to them. */
  resting: Resting;
  /** By conversation id: where it rests. Derived by the store from `resting`, never written. */
  whereabouts: Whereabouts;
}

export type CollectionName = keyof Collections;
export type WrittenCollection = Exclude<CollectionName, 'whereabouts'>;

export interface Key<C extends CollectionName = CollectionName> {
  readonly collection: C;
  readonly id: string;
}

/** A document with the place it lies at. */
export type Stored = {
  [C in WrittenCollection]: { readonly collection: C; readonly id: string; readonly doc: Collections[C] };
}[WrittenCollection];

/**
 * One change of one document. `append` is for collections whose documents are numbered by the store
 * itself and never change again.
 */
export type Change =
  | { [C in WrittenCollection]: { readonly put: C; readonly id: string; readonly doc: Collections[C] } }[WrittenCollection]
  | { readonly delete: WrittenCollection; readonly id: string }
  | { readonly append: 'facts'; readonly doc: Fact }
  | { readonly append: 'movements'; readonly doc: StockMovement };

/** A consistent picture of the documents; remembers what was read, so that a commit can be refused. */
export interface View {
  /** The document, or undefined where there is none. @throws {NotLoaded} where it must be loaded first. */
  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined;
}

/** The same, to write in: what is written is read back. */
export interface Documents extends View {
  put<C extends CollectionName>(collection: C, id: string, doc: Collections[C]): void;
  remove(collection: WrittenCollection, id: string): void;
}
