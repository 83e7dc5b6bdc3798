/**
 * An exchange: what came back is replaced by a new order that knows the old one. What it was worth pays for the
 * new one; a difference is asked for or given back by the seller, never charged by itself (facts/commerce.md §3.8).
 */

import { emptyCart } from '../commerce/cart.ts';
import { addLine, setContact, setPayment } from '../commerce/cart-changes.ts';
import { variantById } from '../commerce/catalog.ts';
import { registerPayment } from '../commerce/manual-payments.ts';
import { type Minor, minor, subtract } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import type { OrderReturn } from '../commerce/order-return.ts';
import { dueNow } from '../commerce/payment-status.ts';
import { priceCart } from '../commerce/pricing.ts';
import { refund } from '../commerce/refunds.ts';
import { returnValue, settleReturn } from '../commerce/returns.ts';
import { awake } from './awake.ts';
import type { Draft } from './draft.ts';
import { place } from './orders.ts';
import { dealsFor } from './promotions.ts';
import { tellExchanged } from './return-news.ts';
import { type Acting, withEvent } from './seller-orders/acting.ts';
import type { OrderReply } from './seller-orders/arguments.ts';
import { unitsAvailable } from './stock-moves.ts';

const CART_ID_LENGTH = 16;

/** `variantId` null: the one that was asked for, else the same as came back. Nothing is charged for bringing it. */
export function replaceReturned(acting: Acting, returned: OrderReturn, variantId: string | null): OrderReply {
  const { draft, order } = acting;
  const conversation = awake(draft, order.conversationId);
  if (!conversation) return { ok: false, code: 'ORDER_NOT_FOUND', orderId: order.id };
  const filled = cartFor(draft, order, returned, variantId);
  if (!filled.ok) return filled;
  const { shop, catalog } = draft.world.files;
  const value = returnValue(order, returned);
  const { total } = priceCart(filled.cart, shop, catalog, dealsFor(draft, conversation, filled.cart));
  const credit = minor(Math.min(value, total));
  const before = credit > 0 ? refund(order, creditOf(returned, credit), draft.at) : { ok: true as const, order };
  if (!before.ok) return before;
  const placed = place(draft, conversation, filled.cart, total, (fresh) => paidBy(fresh, order, credit, draft.at));
  if (!placed.ok) return placed;
  const settled = settleReturn(before.order, returned.id, { refunded: value, replacement: placed.order.id });
  if (!settled.ok) return settled;
  const changed = withEvent(settled.order, acting, { what: 'return-exchanged', note: `#${placed.order.number}` });
  draft.put('orders', changed.id, changed);
  draft.put('conversations', conversation.id, { ...conversation, orders: [...conversation.orders, placed.order.id] });
  tellExchanged(draft, changed, placed.order, { toPay: dueNow(placed.order), toGiveBack: subtract(value, credit) });
  return { ok: true, order: changed };
}

/** Fetched at the counter as far as prices go; where it is brought is copied from the order before. */
function cartFor(draft: Draft, order: Order, returned: OrderReturn, variantId: string | null) {
  const { shop, catalog } = draft.world.files;
  let cart = setPayment(setContact(emptyCart(draft.world.newId(CART_ID_LENGTH)), order.customer), order.method);
  cart = { ...cart, delivery: { kind: 'pickup' } };
  for (const { lineId, received } of returned.lines) {
    const line = order.lines.find(({ id }) => id === lineId);
    const wanted = variantId ?? returned.wants ?? line?.variantId ?? '';
    const found = variantById(catalog, wanted);
    if (!found || !line) return { ok: false, code: 'PRODUCT_UNAVAILABLE', productId: wanted } as const;
    if (received === 0) continue;
    const wish = { productId: found.product.id, options: found.variant.options, qty: received, personal: line.personal ?? '' };
    const added = addLine(cart, catalog, (id) => unitsAvailable(draft, id), wish, { maxPerVariant: shop.orders.maxPerVariant }, lineId);
    if (!added.ok) return added;
    cart = added.cart;
  }
  return { ok: true, cart } as const;
}

function creditOf({ id }: OrderReturn, amount: Minor) {
  return { amount, paymentId: null, reason: id, byHand: true, request: id, returnId: id };
}

/** The new order with what the old one pays of it, where it is brought as before. */
function paidBy(fresh: Order, before: Order, credit: Minor, at: string): Order {
  const { promise, delivery } = before;
  const linked: Order = { ...fresh, replaces: before.id, delivery, promise: promise.date > fresh.promise.date ? promise : fresh.promise };
  const paid = credit > 0 ? registerPayment(linked, 'exchange', credit, at) : null;
  const order = paid?.ok ? paid.order : linked;
  return dueNow(order) === 0 || order.method === 'cash'
    ? { ...order, status: 'confirmed', dueAt: null }
    : { ...order, status: 'awaiting_payment' };
}
