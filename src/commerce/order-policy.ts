/**
 * What shops decide differently about their orders, with what is usual where a shop says nothing: who looks at
 * an order before it counts, until when a customer cancels by herself, when an order is over.
 */

import { type Catalog, productOf, type Shop } from './catalog.ts';
import { zoneById } from './delivery.ts';
import type { Order } from './order.ts';
import type { OrderStatus } from './transitions.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** facts/commerce.md §3.4. */
const APPROVAL_HOURS = 48;
/** A withdrawal of ten days (Argentina, Peru's distance sales) has come in by then. */
const CLOSE_AFTER_DAYS = 15;

type Orders = Pick<Shop, 'orders'>;
type Ordered = { readonly lines: readonly { readonly productId: string }[]; readonly zoneId: string | null };

/** Whether the seller looks at it before it counts: by the rule of the shop, of the zone, or of something in it. */
export function needsApproval({ lines, zoneId }: Ordered, shop: Pick<Shop, 'orders' | 'delivery'>, catalog: Catalog): boolean {
  const zone = zoneId === null ? null : zoneById(shop.delivery, zoneId);
  return (
    shop.orders.approval === true ||
    zone?.approval === true ||
    lines.some(({ productId }) => productOf(catalog, productId)?.approval === true)
  );
}

/** How long an order waits for the seller, in ms. */
export function timeToApprove({ orders }: Orders): number {
  return (orders.approvalHours ?? APPROVAL_HOURS) * HOUR_MS;
}

/** How long after the delivery an order is closed, in ms. */
export function timeToClose({ orders }: Orders): number {
  return (orders.closeAfterDays ?? CLOSE_AFTER_DAYS) * DAY_MS;
}

/** States in the order in which they are passed. */
const WAY: readonly OrderStatus[] = ['pending_approval', 'awaiting_payment', 'confirmed', 'preparing', 'ready'];

/** The customer still waits for something of it. */
export function isUnderWay(status: OrderStatus): boolean {
  return WAY.includes(status) || status === 'out_for_delivery';
}

/** Whether the customer may still cancel it by herself (facts/commerce.md §3.3, 14: usually until it is confirmed). */
export function mayCustomerCancel({ status }: Pick<Order, 'status'>, { orders }: Orders): boolean {
  const { cancelUntil = 'confirmed' } = orders;
  return cancelUntil !== 'never' && WAY.includes(status) && WAY.indexOf(status) <= WAY.indexOf(cancelUntil);
}

/** Where the seller may still change what an order is (facts/commerce.md §3.3, `edit`). */
export const SELLER_EDITS: readonly OrderStatus[] = ['pending_approval', 'awaiting_payment', 'confirmed', 'preparing'];

/** The states in which an order can be changed by this hand; for a customer usually until it is confirmed. */
export function editableIn(by: 'customer' | 'seller', { orders }: Orders): readonly OrderStatus[] {
  const { editUntil = 'confirmed' } = orders;
  if (by === 'seller') return SELLER_EDITS;
  return editUntil === 'never' ? [] : SELLER_EDITS.slice(0, SELLER_EDITS.indexOf(editUntil) + 1);
}

export function mayEdit({ status }: Pick<Order, 'status'>, by: 'customer' | 'seller', shop: Orders): boolean {
  return editableIn(by, shop).includes(status);
}
