/**
 * A placed order: a copy of what was agreed, never read from the catalog again. Its three statuses are
 * apart: where the order is (`status`), what was paid (derived from payments), what was promised.
 */

import type { CartDelivery } from './cart.ts';
import type { Language, PaymentMethod } from './catalog.ts';
import type { Currency, Minor } from './money.ts';
import type { OrderReturn } from './order-return.ts';
import type { OrderPayments, PaymentStatus } from './payments.ts';
import type { ChosenSlot, DeliveryPromise } from './promise.ts';
import type { AppliedPromotion } from './promotions.ts';
import type { TaxOfRate } from './taxes.ts';
import type { Actor, OrderStatus } from './transitions.ts';

export interface Order {
  /** The number as text ("1001"): what stores, timers and jobs refer to. */
  readonly id: string;
  readonly number: number;
  /** Unguessable; what a customer may show to anyone who has to find the order. */
  readonly publicCode: string;
  readonly cartId: string;
  readonly conversationId: string;
  readonly customerId: string;
  readonly customer: { readonly name: string; readonly phone: string; readonly language: Language };
  readonly channel: string;
  /** First touch of this customer; null where nothing is known. */
  readonly campaign: string | null;
  readonly lines: readonly OrderLine[];
  readonly delivery: Exclude<CartDelivery, { kind: 'home' }> | (Extract<CartDelivery, { kind: 'home' }> & { readonly zoneName: string });
  readonly promise: DeliveryPromise;
  readonly currency: Currency;
  readonly totals: Totals;
  readonly method: PaymentMethod;
  /** What is paid for the order to be confirmed; missing: the total. */
  readonly deposit?: Minor;
  /** The rest of a deposit is paid when the order is handed over, not before it leaves. */
  readonly balanceAtDoor?: true;
  /** What she will pay with where she pays in cash at her door: the change is taken along. */
  readonly paysWith?: Minor;
  readonly note?: string;
  /** The code she had on the cart, where it counted. */
  readonly coupon?: string;
  /** Promotions that counted, as they were then, with what each took off; missing where none did. */
  readonly promotions?: readonly AppliedPromotion[];
  readonly status: OrderStatus;
  readonly payments: OrderPayments;
  /** Derived from `payments` and `totals` by `paymentStatus`, persisted for lists. */
  readonly paymentStatus: PaymentStatus;
  /** True where real money moves; false in practice mode. The two never mix. */
  readonly live: boolean;
  /** UTC ISO instants. */
  readonly placedAt: string;
  readonly dueAt: string | null;
  /** Where it is on its way; missing until it was sent. */
  readonly shipment?: Shipment;
  /** How it ended before it was delivered. */
  readonly cancellation?: Cancellation;
  /** Goods that came back, or are to: one entry each time; missing until somebody asked. */
  readonly returns?: readonly OrderReturn[];
  /** She withdrew from it. */
  readonly withdrawal?: Withdrawal;
  /** Id of the order that it was sent for, in exchange for what came back of it. */
  readonly replaces?: string;
  /** A change by the seller that costs more: it waits for the customer's yes. */
  readonly proposal?: EditProposal;
  readonly version: number;
  readonly history: readonly OrderEvent[];
}

/** `to`: that many in all, 0 takes it out; `more` and `fewer` than there are. */
export interface LineEdit {
  readonly variantId: string;
  readonly how: 'to' | 'more' | 'fewer';
  readonly qty: number;
}

/** Everything that is changed at once; null: it stays. */
export interface OrderEdit {
  readonly lines: readonly LineEdit[];
  readonly delivery: 'home' | 'pickup' | null;
  /** As it is searched: a district, a postal code. */
  readonly place: string | null;
  readonly address: string | null;
  readonly slot: ChosenSlot | null;
  readonly method: PaymentMethod | null;
  readonly note: string | null;
}

export interface EditProposal {
  readonly edit: OrderEdit;
  readonly newTotal: Minor;
  readonly at: string;
  /** The seller's hand, as in `OrderEvent`. */
  readonly who: string;
}

export interface Shipment {
  /** What the courier calls it, or a page that shows it. */
  readonly tracking?: string;
  /** Who brings it. */
  readonly carrier?: string;
  /** How often it came back without having been delivered. */
  readonly attempts: number;
}

/** facts/commerce.md §3.8 */
export interface Cancellation {
  readonly reason: CancelReason;
  readonly actor: 'customer' | 'seller';
  readonly note?: string;
  /** Units that were promised to it can be sold again. */
  readonly restocked: boolean;
  /** What was paid and is to be given back. */
  readonly refundDue: Minor;
}

/** That a customer withdrew from it, and by which term. */
export interface Withdrawal {
  /** What she keeps as proof. */
  readonly code: string;
  /** UTC ISO instant. */
  readonly requestedAt: string;
  /** The last day of the term, local `YYYY-MM-DD`; null where it has not begun, because she has not received it yet. */
  readonly deadline: string | null;
  readonly inTime: boolean;
  /** Ids of the lines that the right leaves out. */
  readonly excluded: readonly string[];
}

export interface OrderLine {
  readonly id: string;
  readonly productId: string;
  readonly variantId: string;
  /** "Polo de algodón" — the name when it was bought. */
  readonly name: string;
  /** "Rojo, M"; empty without options. */
  readonly detail: string;
  readonly personal?: string;
  /** "sin cebolla", as the customer read it back. */
  readonly wishes?: readonly string[];
  /** What was paid for one: with the offer, if there was one. */
  readonly unitPrice: Minor;
  /** Before the offer; missing where there was none. */
  readonly listPrice?: Minor;
  /** Category id, for a promotion that is about one. */
  readonly category?: string;
  readonly qty: number;
  /** unitPrice × qty − discountShare. */
  readonly net: Minor;
  readonly discountShare: Minor;
  /** Tax inside `net`, in basis points and in money; missing where the shop said nothing of it. */
  readonly taxBps?: number;
  readonly tax?: Minor;
  /** Whether stock is counted for it (a reservation exists). */
  readonly tracked: boolean;
  /** Units announced as coming back, and units that came: derived from `returns`, missing where none. */
  readonly returnRequested?: number;
  readonly returnReceived?: number;
}

export interface Totals {
  readonly merchandise: Minor;
  readonly discount: Minor;
  readonly delivery: Minor;
  /** For payment in cash: `total` = merchandise − discount + delivery + rounding; missing where nothing was rounded. */
  readonly rounding?: Minor;
  /** What was sold at each rate, delivery included; missing where the shop said nothing of taxes. */
  readonly taxes?: readonly TaxOfRate[];
  readonly total: Minor;
}

export interface OrderEvent {
  readonly at: string;
  readonly what: string;
  readonly by: Actor;
  /** By which hand of the seller: 'page', 'terminal', `api:<token name>`, `chat:<helper>`. */
  readonly who?: string;
  readonly reason?: string;
  /** What was written to it, as it was written. */
  readonly note?: string;
}

/** Why an order ended before it was delivered (facts/commerce.md §3.8). */
export type CancelReason = 'customer' | 'rejected_by_seller' | 'out_of_stock' | 'unpaid' | 'fraud' | 'not_delivered' | 'other';
