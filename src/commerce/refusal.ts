/**
 * Why the counter says no: every refusal of this folder, as a value with what is needed to explain it.
 * Codes are those of facts/commerce.md §3.11; the words are chosen where the customer's language is known.
 */
import type { Minor } from './money.ts';
import type { ReturnCommand, ReturnStatus } from './order-return.ts';
import type { Requirement } from './requirement.ts';
import type { OrderCommand, OrderStatus } from './transitions.ts';

export type Refusal = { readonly ok: false } & (
  | { readonly code: 'CART_EMPTY' }
  /** Something must still be answered before the cart can become an order. */
  | { readonly code: 'CART_INCOMPLETE'; readonly missing: Requirement }
  /** The total is not the one the customer confirmed. */
  | { readonly code: 'CART_CHANGED'; readonly old: Minor; readonly new: Minor }
  | { readonly code: 'LINE_NOT_FOUND'; readonly lineId: string }
  /** Not sold, not sold any more, or not sold in this combination of options. */
  | { readonly code: 'PRODUCT_UNAVAILABLE'; readonly productId: string; readonly lineId?: string }
  | { readonly code: 'INVALID_QUANTITY'; readonly qty: number }
  | { readonly code: 'TOO_MANY_LINES'; readonly max: number }
  /** `inCart`: units in the cart besides those asked for; `max − inCart` can still be taken. */
  | { readonly code: 'QUANTITY_LIMIT'; readonly max: number; readonly inCart: number }
  /** `available`: units that can still be taken besides those of other lines. Without variant: none of any. */
  | {
      readonly code: 'INSUFFICIENT_STOCK';
      readonly available: number;
      readonly productId: string;
      readonly variantId?: string;
      readonly lineId?: string;
    }
  /** Characters, as a person counts them. */
  | { readonly code: 'PERSONAL_TOO_LONG'; readonly max: number; readonly length: number }
  | { readonly code: 'WISHES_TOO_LONG'; readonly max: number; readonly length: number }
  | { readonly code: 'AMOUNT_TOO_LARGE' }
  | { readonly code: 'ZONE_NOT_COVERED'; readonly alternatives: readonly 'pickup'[] }
  /** The part of a day that was chosen has no room any more, or is too close. */
  | { readonly code: 'SLOT_TAKEN' }
  | { readonly code: 'BELOW_MINIMUM'; readonly missing: Minor }
  /**
   * `coupon`: the code, as it is kept. `newTotal`, where an order was about to be placed: what it costs without it.
   * `why`: the code exists, and is not for this customer.
   */
  | { readonly code: 'COUPON_INVALID'; readonly coupon: string; readonly why?: 'first-order'; readonly newTotal?: Minor }
  | { readonly code: 'COUPON_EXPIRED'; readonly coupon: string; readonly newTotal?: Minor }
  /** `startsAt`: ms since the epoch. */
  | { readonly code: 'COUPON_NOT_STARTED'; readonly coupon: string; readonly startsAt: number; readonly newTotal?: Minor }
  | {
      readonly code: 'COUPON_LIMIT';
      readonly coupon: string;
      readonly scope: 'customer' | 'total';
      readonly limit: number;
      readonly newTotal?: Minor;
    }
  /** Nothing was paid that could be given back. */
  | { readonly code: 'REFUND_NOT_ALLOWED' }
  /** `max`: what can still be given back. */
  | { readonly code: 'REFUND_EXCEEDS'; readonly max: Minor }
  /** The order does not ask for money. */
  | { readonly code: 'NOTHING_DUE' }
  /** Not above zero. */
  | { readonly code: 'INVALID_AMOUNT'; readonly amount: Minor }
  /** null: none of them waits for a decision. */
  | { readonly code: 'PAYMENT_NOT_FOUND'; readonly paymentId: string | null }
  /** `missing`: what is still to be paid. */
  | { readonly code: 'BALANCE_DUE'; readonly missing: Minor }
  /** Fewer are on the shelf than leave with the order. */
  | { readonly code: 'INSUFFICIENT_ON_HAND'; readonly variantId: string; readonly onHand: number; readonly needed: number }
  /** Not sold here, or its units are not counted. */
  | { readonly code: 'NOT_COUNTED'; readonly variantId: string }
  | { readonly code: 'ORDER_NOT_FOUND'; readonly orderId: string }
  | { readonly code: 'CONVERSATION_NOT_FOUND'; readonly conversationId: string }
  /** What is written to this customer does not arrive. */
  | { readonly code: 'CUSTOMER_UNREACHABLE'; readonly because: 'blocked' | 'no-such-chat' }
  /** What is changed of an order can be changed in these states only (S73). */
  | { readonly code: 'NOT_EDITABLE'; readonly status: OrderStatus; readonly editableIn: readonly OrderStatus[] }
  /** More is taken out than there is (S80). */
  | { readonly code: 'QUANTITY_TOO_GREAT'; readonly max: number; readonly variantId: string }
  /** The order would be as it is (S80). */
  | { readonly code: 'NOTHING_SELECTED' }
  /** It is not the order any more that the change was made for. */
  | { readonly code: 'ORDER_CHANGED'; readonly orderId: string; readonly version: number }
  /** More than was delivered and has not come back (S86); null where nothing was named. */
  | { readonly code: 'RETURN_EXCEEDS'; readonly lineId: string | null; readonly max: number }
  /** null: nothing is to come back. */
  | { readonly code: 'RETURN_NOT_FOUND'; readonly returnId: string | null }
  /** A return is not where this can be done (S87). */
  | {
      readonly code: 'ILLEGAL_RETURN';
      readonly returnId: string;
      readonly command: ReturnCommand;
      readonly from: ReturnStatus;
      readonly allowed: readonly ReturnStatus[];
    }
  /** Withdrawn before, over, or sold where the law knows no such right. */
  | { readonly code: 'WITHDRAWAL_NOT_POSSIBLE' }
  | { readonly code: 'COMPLAINT_NOT_FOUND'; readonly complaintId: string }
  /** It was answered before: what was said counts. */
  | { readonly code: 'COMPLAINT_ANSWERED'; readonly complaintId: string }
  /** Something is on its way back, or not given back yet: the order is not over. */
  | { readonly code: 'RETURN_OPEN' }
  /** The order does not expire yet; null where it never does. */
  | { readonly code: 'NOT_DUE'; readonly dueAt: string | null }
  /** A payment came or may still come: the order must not die under it. */
  | { readonly code: 'PAYMENT_UNDERWAY' }
  | {
      readonly code: 'ILLEGAL_TRANSITION';
      readonly command: OrderCommand;
      readonly from: OrderStatus;
      readonly to: OrderStatus;
      /** States this actor may bring the order to. */
      readonly allowed: readonly OrderStatus[];
    }
);

export type RefusalCode = Refusal['code'];

/** The refusals of one function, by their codes. */
export type RefusalOf<C extends RefusalCode> = Extract<Refusal, { readonly code: C }>;
