/** When an order is a sale: once it was confirmed. What was never confirmed was never sold. */

import type { Order } from '../../../commerce/order.ts';
import type { OrderStatus } from '../../../commerce/transitions.ts';

const NEVER_SOLD: ReadonlySet<OrderStatus> = new Set(['pending_approval', 'awaiting_payment', 'expired']);
/** What is written down when an order begins to count; one that counted at once has none of them. */
const CONFIRMING = ['confirmed', 'confirmed-unpaid', 'approved'];
/** An order that got so far was confirmed, whether it was written down or not. */
const AFTERWARDS: ReadonlySet<string> = new Set([...CONFIRMING, 'preparing', 'ready', 'out_for_delivery', 'delivered']);

/** Sold and not called off. */
export function isSold({ status }: Pick<Order, 'status'>): boolean {
  return !NEVER_SOLD.has(status) && status !== 'cancelled';
}

/** UTC ISO instant at which it became a sale; null where it never did. */
export function soldAt({ status, history, placedAt }: Pick<Order, 'status' | 'history' | 'placedAt'>): string | null {
  if (NEVER_SOLD.has(status)) return null;
  if (status === 'cancelled' && !history.some(({ what }) => AFTERWARDS.has(what))) return null;
  return CONFIRMING.map((what) => history.find((event) => event.what === what)?.at).find((at) => at !== undefined) ?? placedAt;
}

/** Of the last thing of this kind that was written down. */
export function lastAt({ history }: Pick<Order, 'history'>, what: string): string | null {
  return history.findLast((event) => event.what === what)?.at ?? null;
}
