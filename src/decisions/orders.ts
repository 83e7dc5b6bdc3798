/**
 * What happens to orders in any decision: placed at the counter, cancelled, expired, settled. Each writes
 * the order with its stock, its timers and its facts at once.
 */
import type { Cart } from '../commerce/cart.ts';
import { variantById } from '../commerce/catalog.ts';
import type { Minor } from '../commerce/money.ts';
import { type CancelReason, cancelOrder, expireOrder, type Order, placeOrder } from '../commerce/order.ts';
import type { Refusal } from '../commerce/refusal.ts';
import { release, reserve, unitsLeft } from '../commerce/stock.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { promiseFor } from '../conversation/turn/promise.ts';
import type { Draft } from './draft.ts';
import { dealsFor } from './promotions.ts';

/** Length of the code a customer may show: 36^10 ways. */
const PUBLIC_CODE_LENGTH = 10;
/** Length of the random part of a payment reference. */
const REFERENCE_LENGTH = 16;
/** A reminder is sent when this part of the time to pay has passed. */
const REMINDER_AT = 2 / 3;
/** When a payment that nobody reported is looked for, ms after the link was made (facts/payments.md §5.2). */
export const RECONCILE_AFTER_MS = [2, 10, 30].map((minutes) => minutes * 60_000);

export function unitsAvailable(draft: Draft, variantId: string): number | null {
  const found = variantById(draft.world.files.catalog, variantId);
  return found ? unitsLeft(found.product, found.variant, draft.get('stock', variantId)) : null;
}

export function place(
  draft: Draft,
  conversation: Conversation,
  cart: Cart,
  expectedTotal: Minor,
): { readonly ok: true; readonly order: Order } | Refusal {
  const { files, now, live, newId } = draft.world;
  const counter = draft.get('counters', 'orders') ?? { id: 'orders', next: files.shop.orders.firstNumber };
  const placed = placeOrder({
    cart,
    shop: files.shop,
    catalog: files.catalog,
    stock: (variantId) => unitsAvailable(draft, variantId),
    deals: dealsFor(draft, conversation, cart),
    expectedTotal,
    number: counter.next,
    publicCode: newId(PUBLIC_CODE_LENGTH),
    conversationId: conversation.id,
    customerId: conversation.customerId,
    language: conversation.language ?? files.shop.language,
    channel: conversation.channel,
    campaign: conversation.campaign,
    live,
    now,
    promise: promiseFor({ cart, files, now }),
  });
  if (!placed.ok) return placed;
  draft.put('counters', 'orders', { id: 'orders', next: counter.next + 1 });
  for (const reservation of placed.reservations) moveStock(draft, placed.order, 'reserve', reservation);
  const order = placed.order.status === 'awaiting_payment' ? withAttempt(draft, placed.order) : placed.order;
  draft.put('orders', order.id, order);
  draft.factOfOrder(order, 'placed');
  if (order.status === 'confirmed')
    draft.alert({ kind: 'order-to-deliver', orderId: order.id, conversationId: order.conversationId, data: { number: order.number } });
  return { ok: true, order };
}

export function cancel(
  draft: Draft,
  orderId: string,
  by: 'customer' | 'seller',
  reason: CancelReason,
): { readonly ok: true; readonly order: Order } | Refusal {
  const order = draft.get('orders', orderId);
  if (!order) throw new Error(`there is no order ${orderId}`);
  const ended = end(draft, cancelOrder(order, by, reason, draft.world.now), 'cancelled');
  if (ended.ok && order.status === 'confirmed' && by === 'customer') {
    const { id: orderId, conversationId, number } = order;
    draft.remove('alerts', `order-to-deliver:${orderId}`);
    draft.alert({ kind: 'order-cancelled', orderId, conversationId, data: { number } });
  }
  return ended;
}

export function expire(draft: Draft, order: Order): { readonly ok: true; readonly order: Order } | Refusal {
  return end(draft, expireOrder(order, draft.world.now), 'expired');
}

type Ended =
  | { readonly ok: true; readonly order: Order; readonly releases: readonly { readonly variantId: string; readonly qty: number }[] }
  | Refusal;

/** An order that is over gives its units back, can no longer be paid, and waits for nothing. */
function end(draft: Draft, outcome: Ended, what: 'cancelled' | 'expired'): { readonly ok: true; readonly order: Order } | Refusal {
  if (!outcome.ok) return outcome;
  for (const units of outcome.releases) moveStock(draft, outcome.order, 'release', units);
  const order = closeLinks(draft, outcome.order);
  draft.put('orders', order.id, order);
  stopWaiting(draft, order);
  draft.factOfOrder(order, what);
  return { ok: true, order };
}

export function closeLinks(draft: Draft, order: Order): Order {
  const attempts = order.payments.attempts.map((attempt) => {
    if (attempt.status !== 'open' && attempt.status !== 'creating') return attempt;
    if (attempt.providerRef) draft.job({ kind: 'close-link', orderId: order.id, providerRef: attempt.providerRef }, attempt.reference);
    return { ...attempt, status: 'closed' as const };
  });
  return { ...order, payments: { ...order.payments, attempts } };
}

export function stopWaiting(draft: Draft, order: Order): void {
  draft.clearTimer(`order-expiry:${order.id}`);
  draft.clearTimer(`order-reminder:${order.id}`);
}

function moveStock(
  draft: Draft,
  order: Order,
  kind: 'reserve' | 'release',
  units: { readonly variantId: string; readonly qty: number },
): void {
  const level = draft.get('stock', units.variantId);
  if (!level) return;
  const moved = (kind === 'reserve' ? reserve : release)(level, order.id, units.qty, draft.at);
  draft.put('stock', level.id, moved.level);
  draft.append({ append: 'movements', doc: moved.movement });
}
