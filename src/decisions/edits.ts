/**
 * A placed order changed in a decision: its units, what it waits for, what was asked of the customer and what the
 * seller has to know, in the commit that writes it.
 */
import type { Cart } from '../commerce/cart.ts';
import { dealsOfOrder, type EditPreview, editOrder } from '../commerce/edit.ts';
import { cartOfOrder, stockBesides } from '../commerce/edit-cart.ts';
import { applyEdit } from '../commerce/edit-lines.ts';
import { formatMoney, type Minor, minor } from '../commerce/money.ts';
import type { Order, OrderEdit, OrderEvent } from '../commerce/order.ts';
import { balance, dueNow } from '../commerce/payment-status.ts';
import { timeToPay } from '../commerce/placement.ts';
import type { Refusal } from '../commerce/refusal.ts';
import { promiseOfEdit, roomBesides } from '../conversation/turn/edit-promise.ts';
import { askAnew, closeLinks, stopWaiting, waitUntilDue } from './asking-for-money.ts';
import type { Draft } from './draft.ts';
import { settleIfPaid } from './money-came.ts';
import { dealsFor } from './promotions.ts';
import { roomIn } from './slots.ts';
import { moveStock, unitsAvailable } from './stock-moves.ts';

/** By whose hand, as in `OrderEvent`. */
export type EditHand = Pick<OrderEvent, 'by' | 'who' | 'reason'> & { readonly by: 'customer' | 'seller' };

/** What the order would be with this cart (`cartOfOrder`, changed): nothing is written. */
export function previewEdit(draft: Draft, order: Order, cart: Cart, by: 'customer' | 'seller'): EditPreview | Refusal {
  const { files, now } = draft.world;
  return editOrder({
    order,
    cart,
    shop: files.shop,
    catalog: files.catalog,
    stock: stockBesides(order, (variantId) => unitsAvailable(draft, variantId)),
    deals: dealsOfOrder(order, dealsFor(draft, { orders: [order.id] }, cart)),
    promise: promiseOfEdit(order, { cart, files, now, room: roomBesides(order, roomIn(draft)) }),
    by,
  });
}

/** Writes what was previewed in this decision. Answers the order as it is then. */
export function writeEdit(draft: Draft, before: Order, preview: EditPreview, { by, who, reason }: EditHand): Order {
  const { releases, reserves } = preview;
  moveStock(draft, preview.order, 'release', releases);
  moveStock(draft, preview.order, 'reserve', reserves);
  const totals = [preview.before, preview.newTotal].map((amount) => formatMoney(amount, before.currency));
  const note = preview.before === preview.newTotal ? (totals[1] ?? '') : totals.join(' → ');
  const event: OrderEvent = {
    at: draft.at,
    what: 'edited',
    by,
    ...(who !== undefined && { who }),
    ...(reason !== undefined && { reason }),
    note,
  };
  const { proposal: _answered, ...rest } = preview.order;
  const written: Order = { ...rest, history: [...rest.history, event] };
  const order = before.status === 'awaiting_payment' ? waitAgain(draft, before, written) : askForRest(draft, before, written);
  draft.put('orders', order.id, order);
  tellSeller(draft, before, order, by);
  return order;
}

/** It waits for its money: for another amount, by another way, or no longer. */
function waitAgain(draft: Draft, before: Order, order: Order): Order {
  if (order.method === 'cash') return taken(draft, closeLinks(draft, order));
  const settled = settleIfPaid(draft, order);
  if (settled) return settled;
  if (dueNow(before) === dueNow(order) && before.method === order.method) return order;
  const anew = draft.world.now + timeToPay(draft.world.files.shop, order.method);
  const waiting = { ...order, dueAt: new Date(Math.max(anew, Date.parse(order.dueAt ?? '') || 0)).toISOString() };
  waitUntilDue(draft, waiting);
  return askAnew(draft, waiting);
}

/** It is paid when it is handed over: there is nothing to wait for. */
function taken(draft: Draft, order: Order): Order {
  stopWaiting(draft, order);
  const { id: orderId, conversationId, number } = order;
  draft.alert({ kind: 'order-to-deliver', orderId, conversationId, data: { number } });
  return { ...order, status: 'confirmed', dueAt: null };
}

/** What a confirmed order lacks now is asked for; what was asked and is not owed any more is taken back. */
function askForRest(draft: Draft, before: Order, order: Order): Order {
  if (order.status === 'pending_approval') return order;
  if (balance(before) === balance(order) && before.method === order.method) return order;
  return order.method === 'cash' || balance(order) <= 0 ? closeLinks(draft, order) : askAnew(draft, order);
}

/** A change by the customer is seen by who prepares it or looks at it first; money that is too much now is given back by hand. */
function tellSeller(draft: Draft, before: Order, order: Order, by: EditHand['by']): void {
  const { id: orderId, conversationId, number } = order;
  const over = -balance(order);
  if (by === 'customer' && before.status !== 'awaiting_payment')
    draft.alert({ kind: 'order-edited', orderId, conversationId, data: { number } });
  if (over > 0 && over > -balance(before))
    draft.alert({ kind: 'refund-due', orderId, conversationId, data: { number, amount: formatMoney(minor(over), order.currency) } });
  else if (over <= 0) draft.dropAlert(`refund-due:${orderId}`);
}

/** The customer's own change: her cart has the order on the table. */
export function previewHers(draft: Draft, cart: Cart): EditPreview | Refusal {
  const order = draft.get('orders', cart.amends?.orderId ?? '');
  return order ? previewEdit(draft, order, cart, 'customer') : { ok: false, code: 'ORDER_NOT_FOUND', orderId: cart.amends?.orderId ?? '' };
}

/** Another total than the one she said yes to is never written. */
export function editHers(draft: Draft, cart: Cart, expectedTotal: Minor): { readonly ok: true; readonly order: Order } | Refusal {
  const preview = previewHers(draft, cart);
  if (!preview.ok) return preview;
  if (preview.newTotal !== expectedTotal) return { ok: false, code: 'CART_CHANGED', old: expectedTotal, new: preview.newTotal };
  const before = draft.get('orders', preview.order.id);
  if (!before) throw new Error(`order ${preview.order.id} was previewed and is not there`);
  return { ok: true, order: writeEdit(draft, before, preview, { by: 'customer' }) };
}

/** What an order would be with what the seller wrote. */
export function previewWritten(draft: Draft, order: Order, edit: OrderEdit): EditPreview | Refusal {
  const { catalog, shop } = draft.world.files;
  const applied = applyEdit(
    {
      cart: cartOfOrder(order, catalog, null),
      catalog,
      shop,
      stock: stockBesides(order, (variantId) => unitsAvailable(draft, variantId)),
      limits: { maxPerVariant: shop.orders.maxPerVariant },
      newLineId: () => draft.world.newId(LINE_ID_LENGTH),
    },
    edit,
  );
  return applied.ok ? previewEdit(draft, order, applied.cart, 'seller') : applied;
}

const LINE_ID_LENGTH = 8;

/** Her answer to a change that costs more: done as it was proposed, or not at all. */
export function answerProposal(draft: Draft, orderId: string, accept: boolean): { readonly ok: true; readonly order: Order } | Refusal {
  const order = draft.get('orders', orderId);
  if (!order?.proposal) return { ok: false, code: 'NOTHING_SELECTED' };
  const { edit, newTotal } = order.proposal;
  const preview = accept ? previewWritten(draft, order, edit) : null;
  if (preview?.ok && preview.newTotal === newTotal)
    return { ok: true, order: writeEdit(draft, order, preview, { by: 'customer', reason: 'proposed' }) };
  const { proposal: _answered, ...rest } = order;
  const event: OrderEvent = { at: draft.at, what: 'edit-declined', by: 'customer', ...(accept && { reason: 'changed' }) };
  const declined: Order = { ...rest, version: order.version + 1, history: [...order.history, event] };
  draft.put('orders', orderId, declined);
  draft.alert({ kind: 'edit-declined', orderId, conversationId: order.conversationId, data: { number: order.number } });
  if (!preview) return { ok: true, order: declined };
  return preview.ok ? { ok: false, code: 'CART_CHANGED', old: newTotal, new: preview.newTotal } : preview;
}
