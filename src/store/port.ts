/**
 * The store as the runtime sees it. Every implementation passes `test/contracts/store`.
 */

import type { Order } from '../commerce/order.ts';
import type { OrderStatus } from '../commerce/transitions.ts';
import type { Change, CollectionName, Collections, Key, View } from '../decisions/collections.ts';

export interface Store {
  /**
   * A view on the documents as they are now. Hot collections are always readable; `keys` names the
   * documents of cold collections that have to be brought in first.
   * @throws {StoreFailed} like everything here, once the disk failed: memory holds what the disk may not.
   */
  open(keys: readonly Key[]): Promise<View>;
  /** The same without waiting, where no cold document is needed: the way of almost every message. */
  openHot(): View;
  /**
   * All changes or none. Visible to the next `open` as soon as the call returns; durable when the
   * promise resolves. Refused (`conflict`) if a document that `view` has read is another one by now.
   * @throws {StoreFailed} when the disk failed: nothing may be acknowledged any more, the process ends.
   */
  commit(view: View, changes: readonly Change[]): Promise<Committed | Conflict>;
  /** Resolves when everything that was committed before this call is durable. @throws {StoreFailed} */
  settled(): Promise<void>;
  readonly query: Queries;
  health(): StoreHealth;
  /** Waits until everything is durable; nothing may be asked of the store after it. */
  close(): Promise<void>;
}

export interface Committed {
  readonly ok: true;
  readonly sequence: number;
}

export interface Conflict {
  readonly ok: false;
  readonly key: Key;
}

export interface Queries {
  /** Every document of a hot collection, in no particular order. */
  all<C extends HotCollection>(collection: C): Iterable<Collections[C]>;
  /** Documents of a cold collection in the order of their numbers, a file at a time; `from` and `to` are in it. */
  each<C extends ColdCollection>(collection: C, range?: { readonly from?: number; readonly to?: number }): AsyncIterable<Collections[C]>;
  /** Newest first, at most `limit`, numbers below `before`. */
  newest<C extends ColdCollection>(collection: C, limit: number, before?: number): Promise<readonly Collections[C][]>;
  readonly orders: OrderQueries;
}

/**
 * Orders by what people know of them. However many there are, one call looks into at most
 * `MOST_FILES_A_QUERY` files; where the orders of a page lie far apart it brings fewer than `limit` and says
 * where to go on.
 */
export interface OrderQueries {
  byPayment(paymentId: string): Promise<Order | undefined>;
  byCode(publicCode: string): Promise<Order | undefined>;
  byCustomer(customerId: string, page: Page): Promise<OrderPage>;
  /** In any of these states. */
  byState(states: readonly OrderStatus[], page: Page): Promise<OrderPage>;
  /** By what a person remembers (`wantedTerms`): every word has to fit. Text without a word finds nothing. */
  search(words: string, page: Page): Promise<OrderPage>;
  /**
   * Placed at `from` or later and before `before` (UTC ISO instants), by number, a file at a time: only files
   * with orders of that time are read.
   */
  placed(from: string, before: string): AsyncIterable<Order>;
}

export interface Page {
  readonly limit: number;
  /** Only numbers below this one; missing: from the newest. */
  readonly before?: number | undefined;
}

export interface OrderPage {
  /** Newest first. */
  readonly orders: readonly Order[];
  /** `before` of the next page; null where there is nothing older. */
  readonly older: number | null;
}

/** The bar: a list, a search, a late webhook at a million orders. */
export const MOST_FILES_A_QUERY = 10;

/** Collections whose documents end in a running number and are read from disk when needed. */
export const COLD = [
  'orders',
  'facts',
  'movements',
  'transcripts',
  'dead',
  'resting',
  'proofs',
] as const satisfies readonly CollectionName[];
export type ColdCollection = (typeof COLD)[number];
/** What the store derives from other documents, and finds without reading them. */
export type DerivedCollection = 'whereabouts';
export type HotCollection = Exclude<CollectionName, ColdCollection | DerivedCollection>;

export interface StoreHealth {
  /** False where anything needs attention, also where orders can still be taken. */
  readonly ok: boolean;
  /** Whether commits are still accepted. */
  readonly takes: boolean;
  /** In words, for `/health` and the seller's page. */
  readonly words: string;
  readonly sequence: number;
  readonly durable: number;
  /** Files read from disk since the store opened, for documents that do not lie in memory. */
  readonly filesRead: number;
}

/** The disk failed; what was not durable is lost for sure only after a restart has looked. */
export class StoreFailed extends Error {
  readonly diskFull: boolean;
  constructor(message: string, options: ErrorOptions & { readonly diskFull?: boolean } = {}) {
    super(message, options);
    this.diskFull = options.diskFull ?? false;
  }
}

/** A file that should hold documents cannot be read. The store goes on with everything else. */
export class Unreadable extends Error {
  readonly file: string;
  constructor(message: string, file: string) {
    super(message);
    this.file = file;
  }
}
