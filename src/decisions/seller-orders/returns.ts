/**
 * What comes back, in the hands of the seller: she says yes or no to it, counts what came, gives the money back
 * or sends something else for it (facts/commerce.md §3.8). What can be sold again is on the shelf at once.
 */

import { add, minor } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import type { OrderReturn } from '../../commerce/order-return.ts';
import {
  deliveryLeft,
  isAllBack,
  moveReturn,
  type Received,
  type Returning,
  receiveReturn,
  requestReturn,
  returnable,
  returnFor,
  returnValue,
  settleReturn,
  unitsBack,
} from '../../commerce/returns.ts';
import { replaceReturned } from '../exchange.ts';
import { startRefund } from '../refunds.ts';
import { tellReturnApproved, tellReturnCancelled, tellReturnReceived, tellReturnRejected } from '../return-news.ts';
import { forgetReturnAlerts } from '../returns.ts';
import { moveStock } from '../stock-moves.ts';
import { type Acting, type Handlers, withEvent } from './acting.ts';
import type { Counted, OrderReply, ReturnsArguments } from './arguments.ts';

export const RETURNS: Handlers<ReturnsArguments> = {
  requestReturn(acting, { units, reason }) {
    const lines = units === null ? allOf(acting.order) : linesAt(acting.order, units);
    return noted(acting, requestReturn(acting.order, { kind: 'return', lines, reason, by: 'seller' }, acting.draft.at), 'return-requested');
  },
  approveReturn(acting, { return: id, note }) {
    const approved = noted(acting, moveReturn(acting.order, id, 'approve', note ?? undefined), 'return-approved', note);
    if (approved.ok) tellReturnApproved(acting.draft, approved.order, note);
    return approved;
  },
  rejectReturn(acting, { return: id, reason }) {
    const rejected = noted(acting, moveReturn(acting.order, id, 'reject', reason), 'return-rejected', reason);
    if (rejected.ok) tellReturnRejected(acting.draft, rejected.order, reason);
    return rejected;
  },
  receiveReturn(acting, { return: id, received, damaged }) {
    const found = returnFor(acting.order, id, 'receive');
    if ('code' in found) return found;
    return took(acting, receiveReturn(acting.order, found.id, countsOf(acting.order, found, received, damaged), acting.draft.at));
  },
  refundReturn: refundFor,
  exchangeReturn(acting, { return: id, variant }) {
    const found = returnFor(acting.order, id, 'exchange');
    return 'code' in found ? found : replaceReturned(acting, found, variant);
  },
  cancelReturn(acting, { return: id, note }) {
    const cancelled = noted(acting, moveReturn(acting.order, id, 'cancel', note ?? undefined), 'return-cancelled', note);
    if (cancelled.ok) tellReturnCancelled(acting.draft, cancelled.order);
    return cancelled;
  },
};

function allOf(order: Order) {
  return order.lines.map((line) => ({ lineId: line.id, qty: returnable(order, line) })).filter(({ qty }) => qty > 0);
}

/** A place where there is no line becomes a line that is not found. */
function linesAt(order: Order, counted: readonly Counted[]) {
  return counted.map(({ line, units }) => ({ lineId: order.lines[line - 1]?.id ?? String(line), qty: units }));
}

/** Nothing named: all of it, in good state. What is damaged came too. */
function countsOf(
  order: Order,
  { lines }: OrderReturn,
  received: readonly Counted[] | null,
  damaged: readonly Counted[] | null,
): readonly Received[] | null {
  if (received === null && damaged === null) return null;
  const unitsOf = (counted: readonly Counted[], lineId: string) => counted.find(({ line }) => order.lines[line - 1]?.id === lineId)?.units;
  return lines.map(({ lineId, qty }) => {
    const came = received === null ? qty : (unitsOf(received, lineId) ?? 0);
    return { lineId, received: came, resellable: came - (unitsOf(damaged ?? [], lineId) ?? 0) };
  });
}

/** Puts what changed, with its line in the history. */
function noted(acting: Acting, outcome: Returning, what: string, note: string | null = null): OrderReply {
  if (!outcome.ok) return outcome;
  const order = withEvent(outcome.order, acting, { what, ...(note !== null && { note }) });
  acting.draft.put('orders', order.id, order);
  forgetReturnAlerts(acting.draft, outcome.returned);
  return { ok: true, order };
}

/** What can be sold again goes on the shelf; an order that came back whole is over. */
function took(acting: Acting, outcome: Returning): OrderReply {
  if (!outcome.ok) return outcome;
  const { draft } = acting;
  const isOver = isAllBack(outcome.order);
  const back = noted(acting, outcome, 'return-received');
  if (!back.ok) return back;
  moveStock(draft, back.order, 'return', unitsBack(back.order, outcome.returned));
  tellReturnReceived(draft, back.order, returnValue(back.order, outcome.returned));
  if (!isOver) return back;
  const order = withEvent({ ...back.order, status: 'returned' }, acting, { what: 'returned' });
  draft.put('orders', order.id, order);
  draft.clearTimer(`order-close:${order.id}`);
  return { ok: true, order };
}

function refundFor(acting: Acting, { return: id, amount, delivery, byHand }: ReturnsArguments['refundReturn']): OrderReply {
  const { order, draft } = acting;
  const found = returnFor(order, id, 'refund');
  if ('code' in found) return found;
  const max = add(returnValue(order, found), delivery ? deliveryLeft(order) : minor(0));
  const wanted = amount ?? max;
  if (wanted > max) return { ok: false, code: 'REFUND_EXCEEDS', max };
  const asked = startRefund(draft, order, {
    amount: wanted,
    paymentId: null,
    reason: found.id,
    byHand,
    request: found.id,
    returnId: found.id,
  });
  if (!asked.ok) return asked;
  return noted({ ...acting, order: asked.order }, settleReturn(asked.order, found.id, { refunded: wanted }), 'return-refunded');
}
