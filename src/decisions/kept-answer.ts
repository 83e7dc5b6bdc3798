/** What a program asked for under a key of its own, and the answer that is kept for a repeat. Nothing of a person is in it. */
import type { Minor } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import type { RefundRecord } from '../commerce/payments.ts';
import type { Refusal } from '../commerce/refusal.ts';
import type { StockLevel } from '../commerce/stock.ts';
import type { Talk } from './talk.ts';

export interface Once {
  /** `<token id>:<key>`: two programs may use the same key. */
  readonly key: string;
  /** A hash of what was asked: another body under the same key is a mistake of the program. */
  readonly print: string;
}

/** What of an order a program has to know after a command; everything else it reads. */
export interface OrderBrief extends Pick<Order, 'number' | 'status' | 'paymentStatus' | 'currency' | 'version'> {
  readonly total: Minor;
  readonly paid: Minor;
  readonly balance: Minor;
  readonly refunds: readonly Pick<RefundRecord, 'id' | 'paymentId' | 'amount' | 'status' | 'via'>[];
}

export type Outcome =
  | Refusal
  | { readonly ok: true; readonly talk: Talk }
  | { readonly ok: true; readonly order: OrderBrief }
  | { readonly ok: true; readonly level: StockLevel };

export interface KeptAnswer {
  /** The key. */
  readonly id: string;
  readonly print: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly outcome: Outcome;
}

/** `reused`: the key was used for something else, and nothing was done. */
export type OnceReply =
  | { readonly ok: true; readonly once: 'new' | 'repeated'; readonly outcome: Outcome }
  | { readonly ok: true; readonly once: 'reused' };
