/**
 * Whether an order is wanted: the seller approves or rejects one that waits for her, takes one without its
 * money, or brings back one that expired.
 */

import type { Order } from '../../commerce/order.ts';
import { refuseTransition } from '../../commerce/order-moves.ts';
import { balance, countedPayments } from '../../commerce/payment-status.ts';
import { firstStep, unitsOf } from '../../commerce/placement.ts';
import type { Refusal } from '../../commerce/refusal.ts';
import { stopWaiting } from '../asking-for-money.ts';
import { settleIfPaid } from '../money-came.ts';
import { tellAccepted, tellRejected } from '../order-news.ts';
import { begin, cancel } from '../orders.ts';
import { promiseNow } from '../promises.ts';
import { refuseSpent } from '../promotions.ts';
import { moveStock, unitsAvailable } from '../stock-moves.ts';
import { type Acting, type Handlers, withEvent } from './acting.ts';
import type { DecidingArguments, OrderReply } from './arguments.ts';

export const DECIDING: Handlers<DecidingArguments> = {
  approve(acting, { note }) {
    const illegal = refuseTransition(acting.order, 'approve', 'seller');
    if (illegal) return illegal;
    return takeUp(acting, 'approved', note);
  },
  reject({ draft, order, who }, { reason }) {
    const rejected = cancel(draft, order.id, 'seller', { reason: 'rejected_by_seller', note: reason, who });
    if (rejected.ok) tellRejected(draft, rejected.order, reason);
    return rejected;
  },
  confirmUnpaid(acting, { reason }) {
    const { draft, order } = acting;
    const illegal = refuseTransition(order, 'confirmUnpaid', 'seller');
    if (illegal) return illegal;
    const confirmed = withEvent({ ...order, status: 'confirmed', dueAt: null }, acting, { what: 'confirmed-unpaid', note: reason });
    draft.put('orders', order.id, confirmed);
    stopWaiting(draft, confirmed);
    draft.alert({ kind: 'order-to-deliver', orderId: order.id, conversationId: order.conversationId, data: { number: order.number } });
    tellAccepted(draft, confirmed, 'approved');
    return { ok: true, order: confirmed };
  },
  reactivate(acting) {
    const { order } = acting;
    const illegal = refuseTransition(order, 'reactivate', 'seller') ?? refuseSoldOut(acting) ?? refuseSpent(acting.draft, order);
    if (illegal) return illegal;
    return takeUp(acting, 'reactivated', null);
  },
};

/** Its units were sold to others meanwhile. */
function refuseSoldOut({ draft, order }: Acting): Refusal | null {
  for (const { variantId, qty } of unitsOf(order.lines)) {
    const available = unitsAvailable(draft, variantId);
    const line = order.lines.find((one) => one.variantId === variantId);
    if (available !== null && available < qty && line)
      return { ok: false, code: 'INSUFFICIENT_STOCK', available, productId: line.productId, variantId };
  }
  return null;
}

/** An order that is wanted waits for its money from now on, or for nothing where nothing is due or it is paid already. */
function takeUp(acting: Acting, what: 'approved' | 'reactivated', note: string | null): OrderReply {
  const { draft } = acting;
  const { shop } = draft.world.files;
  const { now } = draft.world;
  const { status, wait } = firstStep(shop, acting.order.method, alive(acting.order));
  const dueAt = wait === null ? null : new Date(now + wait).toISOString();
  const { cancellation: _before, ...rest } = acting.order;
  const taken = withEvent({ ...rest, status, dueAt, promise: promiseNow(draft, acting.order) }, acting, {
    what,
    ...(note !== null && { note }),
  });
  if (what === 'reactivated') {
    moveStock(draft, taken, 'reserve', unitsOf(taken.lines));
    for (const { id } of countedPayments(taken)) draft.dropAlert(`payment-for-dead-order:${id}`);
  }
  draft.dropAlert(`order-to-approve:${taken.id}`);
  const paid = settleIfPaid(draft, taken);
  if (paid) return { ok: true, order: paid };
  stopWaiting(draft, taken);
  const order = begin(draft, taken);
  draft.put('orders', order.id, order);
  tellAccepted(draft, order, what, note);
  return { ok: true, order };
}

/** What it owes once it is alive again. */
function alive(order: Order) {
  return balance({ ...order, status: 'awaiting_payment' });
}
