/**
 * A placed order: a copy of what was agreed, never read from the catalog again. Its three statuses are
 * apart: where the order is (`status`), what was paid (derived from payments), what was promised.
 */
import type { CartDelivery } from './cart.ts';
import type { Language, PaymentMethod } from './catalog.ts';
import type { DeliveryPromise } from './delivery.ts';
import type { Currency, Minor } from './money.ts';
import type { OrderPayments, PaymentStatus } from './payment-status.ts';

export type OrderStatus =
  | 'pending_approval'
  | 'awaiting_payment'
  | 'confirmed'
  | 'preparing'
  | 'ready'
  | 'out_for_delivery'
  | 'delivered'
  | 'closed'
  | 'cancelled'
  | 'expired'
  | 'returned';

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
  readonly note?: string;
  readonly status: OrderStatus;
  readonly payments: OrderPayments;
  /** Derived from `payments` and `totals` by `paymentStatus`, persisted for lists. */
  readonly paymentStatus: PaymentStatus;
  /** True where real money moves; false in practice mode. The two never mix. */
  readonly live: boolean;
  /** UTC ISO instants. */
  readonly placedAt: string;
  readonly dueAt: string | null;
  readonly version: number;
  readonly history: readonly OrderEvent[];
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
  readonly unitPrice: Minor;
  readonly qty: number;
  /** unitPrice × qty − discountShare. */
  readonly net: Minor;
  readonly discountShare: Minor;
  /** Whether stock is counted for it (a reservation exists). */
  readonly tracked: boolean;
}

export interface Totals {
  readonly merchandise: Minor;
  readonly discount: Minor;
  readonly delivery: Minor;
  readonly total: Minor;
}

export interface OrderEvent {
  readonly at: string;
  readonly what: string;
  readonly by: 'customer' | 'seller' | 'provider' | 'clock';
  readonly reason?: string;
}
