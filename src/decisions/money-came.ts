/**
 * Money came, through the provider or by the hand of the seller: the order is confirmed by it once, and
 * whatever is wrong with it — too little, too much, twice, for an order that is dead — is told to the seller.
 */

import { formatMoney, type Minor } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import { settle } from '../commerce/order-moves.ts';
import { balance, netPaid, paymentFlags } from '../commerce/payment-status.ts';
import type { DeliveryPromise } from '../commerce/promise.ts';
import type { Rich } from '../conversation/message.ts';
import { dayWords, promiseWords } from '../conversation/wording/dates.ts';
import { joinLines, type Wording } from '../conversation/wording/wording.ts';
import type { Alert } from './alert.ts';
import { closeLinks, stopWaiting } from './asking-for-money.ts';
import type { Draft } from './draft.ts';
import { promiseNow } from './promises.ts';

/** One payment, of a report or by hand. */
export interface Came {
  readonly paymentId: string;
  readonly amount: Minor;
}

/** `after` is already put; answers the order as it is then. */
export function moneyCame(draft: Draft, before: Order, after: Order, came: Came): Order {
  const settled = before.status === 'awaiting_payment' ? settle(after, draft.world.now) : null;
  if (settled?.ok) {
    const order = confirmed(draft, settled.order);
    tellTooMuch(draft, order, came);
    return order;
  }
  if (after.status === 'expired' || after.status === 'cancelled') moneyForDeadOrder(draft, after, came);
  else if (!tellTooMuch(draft, after, came)) tellMissing(draft, before, after);
  return after;
}

/** An order that begins to wait and has what it needs, because it was paid before: it is confirmed at once. null where money is missing. */
export function settleIfPaid(draft: Draft, order: Order): Order | null {
  const settled = order.status === 'awaiting_payment' ? settle(order, draft.world.now) : null;
  return settled?.ok ? confirmed(draft, settled.order) : null;
}

/** Alerts of one payment stand apart: a third payment must not hide what the second one said. */
export function alertAbout(draft: Draft, kind: Alert['kind'], order: Order, paymentId: string, data: Alert['data'] = {}): void {
  draft.alert({
    kind,
    orderId: order.id,
    conversationId: order.conversationId,
    data: { about: paymentId, number: order.number, payment: paymentId, ...data },
  });
}

function moneyForDeadOrder(draft: Draft, order: Order, { paymentId, amount }: Came): void {
  alertAbout(draft, 'payment-for-dead-order', order, paymentId, { amount: formatMoney(amount, order.currency) });
  draft.tell(order, (wording) => [{ kind: 'text', rich: wording.rich('payment.late', { number: order.number }) }]);
}

/** True where there is too much. */
function tellTooMuch(draft: Draft, order: Order, { paymentId, amount }: Came): boolean {
  const { duplicate, over } = paymentFlags(order);
  if (over === null) return false;
  const amounts = { amount: formatMoney(amount, order.currency), over: formatMoney(over, order.currency) };
  alertAbout(draft, duplicate ? 'payment-twice' : 'payment-over', order, paymentId, amounts);
  draft.tell(order, (wording) => [{ kind: 'text', rich: wording.rich('payment.over', { number: order.number, over: amounts.over }) }]);
  return true;
}

function tellMissing(draft: Draft, before: Order, after: Order): void {
  const { short } = paymentFlags(after);
  const { number } = after;
  if (short !== null) {
    const missing = formatMoney(short, after.currency);
    draft.alert({ kind: 'payment-short', orderId: after.id, conversationId: after.conversationId, data: { number, missing } });
    return draft.tell(after, (wording) => [{ kind: 'text', rich: wording.rich('payment.short', { number, missing }) }]);
  }
  if (balance(before) <= 0 || balance(after) > 0) return;
  draft.put('orders', after.id, closeLinks(draft, after));
  draft.alert({ kind: 'balance-paid', orderId: after.id, conversationId: after.conversationId, data: { number } });
  draft.tell(after, (wording) => [{ kind: 'text', rich: wording.rich('payment.balance_paid', { number }) }]);
}

function confirmed(draft: Draft, paid: Order): Order {
  const order = closeLinks(draft, { ...paid, promise: promiseNow(draft, paid) });
  draft.put('orders', order.id, order);
  stopWaiting(draft, order);
  draft.factOfOrder(order, 'paid');
  draft.remove('alerts', `payment-short:${order.id}`);
  draft.alert({ kind: 'order-paid', orderId: order.id, conversationId: order.conversationId, data: { number: order.number } });
  draft.tell(order, (wording) => [
    { kind: 'text', rich: joinLines([confirmationOf(wording, order), ...movedWords(wording, paid.promise, order)]) },
  ]);
  return order;
}

function confirmationOf(wording: Wording, order: Order) {
  const pickup = order.delivery.kind === 'pickup';
  const when = pickup ? dayWords(wording, order.promise.date) : promiseWords(wording, order.promise);
  const rest = balance(order);
  if (rest <= 0) return wording.rich(pickup ? 'payment.approved_pickup' : 'payment.approved_home', { number: order.number, when });
  return wording.rich(order.balanceAtDoor ? 'payment.deposit_paid_door' : 'payment.deposit_paid', {
    number: order.number,
    when,
    paid: formatMoney(netPaid(order), order.currency),
    rest: formatMoney(rest, order.currency),
  });
}

/** It comes later than she was told when she placed it. */
function movedWords(wording: Wording, before: DeliveryPromise, { promise, delivery }: Order): readonly Rich[] {
  const said = (of: DeliveryPromise) => (delivery.kind === 'pickup' ? dayWords(wording, of.date) : promiseWords(wording, of));
  return said(promise) === said(before) ? [] : [wording.rich('payment.promise_moved', { before: said(before) })];
}
