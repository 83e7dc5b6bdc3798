/**
 * What happens to orders in any decision: placed at the counter, cancelled, expired, settled. Each writes
 * the order with its stock, its timers and its facts at once.
 */

import type { Cart } from '../commerce/cart.ts';
import type { Minor } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import { cancelOrder, type Ending, expireOrder } from '../commerce/order-moves.ts';
import { mayCustomerCancel } from '../commerce/order-policy.ts';
import { placeOrder } from '../commerce/placement.ts';
import type { Refusal } from '../commerce/refusal.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { promiseFor } from '../conversation/turn/promise.ts';
import { closeLinks, startWaiting, stopWaiting, waitUntilDue } from './asking-for-money.ts';
import type { Draft } from './draft.ts';
import { dealsFor } from './promotions.ts';
import { roomIn } from './slots.ts';
import { moveStock, unitsAvailable } from './stock-moves.ts';

/** Length of the code a customer may show: 36^10 ways. */
const PUBLIC_CODE_LENGTH = 10;

/** `agreed`: what is changed of it before it begins, where it replaces another one. */
export function place(
  draft: Draft,
  conversation: Conversation,
  cart: Cart,
  expectedTotal: Minor,
  agreed: (order: Order) => Order = (order) => order,
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
    promise: promiseFor({ cart, files, now, room: roomIn(draft) }),
  });
  if (!placed.ok) return placed;
  draft.put('counters', 'orders', { id: 'orders', next: counter.next + 1 });
  moveStock(draft, placed.order, 'reserve', placed.reservations);
  const order = begin(draft, agreed(placed.order));
  draft.put('orders', order.id, order);
  draft.factOfOrder(order, 'placed');
  return { ok: true, order };
}

/**
 * What an order that was placed, approved or brought back waits for: the seller, the money, or to be prepared.
 * Answers it with what was asked of the customer; it is not put yet.
 */
export function begin(draft: Draft, order: Order): Order {
  const { id: orderId, conversationId, number } = order;
  switch (order.status) {
    case 'pending_approval':
      waitUntilDue(draft, order);
      draft.alert({ kind: 'order-to-approve', orderId, conversationId, data: { number } });
      return order;
    case 'awaiting_payment':
      return startWaiting(draft, order);
    default:
      draft.alert({ kind: 'order-to-deliver', orderId, conversationId, data: { number } });
      return order;
  }
}

/** The seller may have begun with it. */
const IN_THE_MAKING: ReadonlySet<Order['status']> = new Set(['confirmed', 'preparing', 'ready']);

export function cancel(
  draft: Draft,
  orderId: string,
  by: 'customer' | 'seller',
  ending: Ending,
): { readonly ok: true; readonly order: Order } | Refusal {
  const order = draft.get('orders', orderId);
  if (!order) throw new Error(`there is no order ${orderId}`);
  if (by === 'customer' && !mayCustomerCancel(order, draft.world.files.shop)) {
    const { status: from } = order;
    return { ok: false, code: 'ILLEGAL_TRANSITION', command: 'cancel', from, to: 'cancelled', allowed: [] };
  }
  const ended = end(draft, cancelOrder(order, by, ending, draft.world.now), 'cancelled');
  if (ended.ok && by === 'customer' && IN_THE_MAKING.has(order.status)) {
    const { id: orderId, conversationId, number } = order;
    draft.dropAlert(`order-to-deliver:${orderId}`);
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
  moveStock(draft, outcome.order, 'release', outcome.releases);
  const order = closeLinks(draft, outcome.order);
  draft.put('orders', order.id, order);
  stopWaiting(draft, order);
  draft.dropAlert(`order-to-approve:${order.id}`);
  draft.factOfOrder(order, what);
  return { ok: true, order };
}
