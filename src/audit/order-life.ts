/**
 * What has to be true of the life of an order: its history explains where it is, what came back is what was
 * announced and counted, and nothing left unpaid but where somebody said so (facts/commerce.md §3.2, 4, 7, 9, 11).
 */
import { isPaidAtDoor } from '../commerce/leaving.ts';
import type { Order, OrderEvent } from '../commerce/order.ts';
import { countedPayments } from '../commerce/payment-status.ts';
import { countersOf } from '../commerce/returns.ts';
import { type OrderStatus, TRANSITIONS } from '../commerce/transitions.ts';
import type { Stored } from '../decisions/collections.ts';
import { ofEach } from './invariant.ts';

const ordersOnly = (stored: Stored): Order | null => (stored.collection === 'orders' ? stored.doc : null);

/** Where an order may be after a line of its history; other lines leave it where it is. */
const LEADS_TO: Readonly<Record<string, readonly OrderStatus[]>> = {
  placed: ['pending_approval', 'awaiting_payment', 'confirmed'],
  approved: ['awaiting_payment', 'confirmed'],
  reactivated: ['awaiting_payment', 'confirmed'],
  confirmed: ['confirmed'],
  'confirmed-unpaid': ['confirmed'],
  preparing: ['preparing'],
  ready: ['ready'],
  out_for_delivery: ['out_for_delivery'],
  'delivery-failed': ['ready'],
  delivered: ['delivered'],
  closed: ['closed'],
  returned: ['returned'],
  cancelled: ['cancelled'],
  rejected: ['cancelled'],
  expired: ['expired'],
};

const ACTORS: ReadonlySet<OrderEvent['by']> = new Set(['customer', 'seller', 'provider', 'clock']);

/** Every step of the history is one of the table of transitions, somebody took it, and the last one is where the order is. */
export const orderStatus = ofEach(ordersOnly, ({ status, history }) => {
  let at: readonly OrderStatus[] = [];
  for (const { what, by } of history) {
    if (!ACTORS.has(by)) return { found: by, expected: [...ACTORS].join(' ') };
    const next = LEADS_TO[what];
    if (!next) continue;
    const reached = at.length === 0 ? next : next.filter((to) => at.some((from) => isStep(from, to)));
    if (reached.length === 0) return { found: what, expected: at.join(' ') };
    at = reached;
  }
  return at.includes(status) ? null : { found: status, expected: at.join(' ') };
});

function isStep(from: OrderStatus, to: OrderStatus): boolean {
  return TRANSITIONS.some((step) => step.from.includes(from) && step.to.includes(to));
}

/** What is on its way back or came back was delivered, is counted on its line, and no more than it has. */
export const orderReturns = ofEach(ordersOnly, ({ id, lines, returns = [], history, payments }) => {
  for (const line of lines) {
    const { requested, received } = countersOf(returns, line.id);
    const found = `${line.returnRequested ?? 0}, ${line.returnReceived ?? 0}`;
    if (found !== `${requested}, ${received}`) return { found, expected: `${requested}, ${received}` };
    if (requested + received > line.qty) return { found: requested + received, expected: line.qty };
  }
  for (const [index, returned] of returns.entries()) {
    if (returned.id !== `${id}-D${index + 1}`) return { found: returned.id, expected: `${id}-D${index + 1}` };
    for (const { qty, received, resellable } of returned.lines)
      if (!(0 <= resellable && resellable <= received && received <= qty))
        return { found: `${resellable}, ${received}, ${qty}`, expected: '0 ≤ ≤ ≤' };
  }
  const known = new Set(returns.map((returned) => returned.id));
  const lost = payments.refunds?.find(({ returnId }) => returnId !== undefined && !known.has(returnId));
  if (lost) return { found: lost.returnId ?? '', expected: [...known].join(' ') };
  const arrived = history.some(({ what }) => what === 'delivered');
  return returns.length > 0 && !arrived ? { found: returns.length, expected: 0 } : null;
});

const LEAVES: ReadonlySet<string> = new Set(['out_for_delivery', 'delivered']);

/** All that came counts, whatever was given back of it or lost since. */
export const orderLeftPaid = ofEach(ordersOnly, (order) => {
  const left = order.history.filter(({ what }) => LEAVES.has(what));
  if (left.length === 0 || isPaidAtDoor(order) || left.some(({ note }) => note !== undefined)) return null;
  const came = countedPayments(order).reduce((sum, { bucket, amount }) => sum + (CAME.has(bucket) ? amount : 0), 0);
  return came < order.totals.total ? { found: came, expected: order.totals.total } : null;
});

const CAME: ReadonlySet<string> = new Set(['good', 'held', 'lost']);

/** A promotion is redeemed by an order once. */
export const orderPromotions = ofEach(ordersOnly, ({ promotions = [] }) => {
  const ids = promotions.map(({ promotion }) => promotion.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? null : { found: twice, expected: 1 };
});
