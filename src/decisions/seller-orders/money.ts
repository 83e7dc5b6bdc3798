/** The money of an order in the hand of its seller: receipts, money she was handed, what goes back, what is still asked. */

import { acceptReceipt, type ManualChange, registerPayment, rejectReceipt } from '../../commerce/manual-payments.ts';
import { formatMoney, type Minor, minor } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance, dueNow } from '../../commerce/payment-status.ts';
import { timeToPay } from '../../commerce/placement.ts';
import { refundablePayments } from '../../commerce/refunds.ts';
import { transferWords } from '../../conversation/turn/paying.ts';
import { askAnew, waitUntilDue } from '../asking-for-money.ts';
import { moneyCame } from '../money-came.ts';
import { startRefund } from '../refunds.ts';
import { type Acting, type Handlers, withEvent } from './acting.ts';
import type { MoneyArguments, OrderReply } from './arguments.ts';

/** Length of the name of a refund that its door gave none. */
const REQUEST_LENGTH = 12;
/** The same refund for the same reason within this time is one that was asked twice, in ms. */
const DOUBLE_CLICK_MS = 60_000;

export const MONEY: Handlers<MoneyArguments> = {
  acceptReceipt: (acting, { payment, amount }) => took(acting, acceptReceipt(acting.order, payment, amount), 'receipt-accepted'),
  rejectReceipt(acting, { payment, reason }) {
    const { draft, order } = acting;
    const rejected = rejectReceipt(order, payment, reason);
    if (!rejected.ok) return rejected;
    const noted = withEvent(withNewTime(acting, rejected.order), acting, { what: 'receipt-rejected', reason });
    draft.put('orders', noted.id, noted);
    forgetReceipt(acting, rejected.payment.id);
    if (noted.status === 'awaiting_payment') waitUntilDue(draft, noted);
    draft.tell(noted, (wording) => [{ kind: 'text', rich: wording.rich('receipt.rejected', { number: noted.number, reason }) }]);
    return { ok: true, order: noted };
  },
  registerPayment(acting, { amount, method }) {
    return took(acting, registerPayment(acting.order, method, amount, acting.draft.at), 'payment-registered');
  },
  refund(acting, { amount, payment, reason, byHand }) {
    const { draft, order } = acting;
    const wanted = amount ?? usualRefund(order, payment);
    const request = sameAMomentAgo(acting, wanted, reason) ?? draft.world.newId(REQUEST_LENGTH);
    const asked = startRefund(draft, order, { amount: wanted, paymentId: payment, reason, byHand, request });
    if (!asked.ok || asked.refunds.length === 0) return asked;
    draft.dropAlert(`refund-due:${order.id}`);
    const noted = withEvent(asked.order, acting, { what: 'refund-asked', reason, note: formatMoney(wanted, order.currency) });
    draft.put('orders', noted.id, noted);
    return { ok: true, order: noted };
  },
  askForPayment(acting, { method }) {
    const { draft, order } = acting;
    if (dueNow(order) === 0) return { ok: false, code: 'NOTHING_DUE' };
    const { shop } = draft.world.files;
    const way = method ?? (order.method === 'cash' ? (shop.payment.transfer ? 'transfer' : 'link') : order.method);
    const asked = askAnew(draft, { ...order, method: way });
    const noted = withEvent({ ...asked, method: order.method === 'cash' ? 'cash' : way }, acting, { what: 'payment-asked' });
    draft.put('orders', noted.id, noted);
    if (way === 'transfer') draft.tell(noted, (wording) => [{ kind: 'text', rich: transferWords(wording, noted, shop) }]);
    return { ok: true, order: noted };
  },
};

/** What is too much, or was paid for a dead order; else all of the payment that was named. */
function usualRefund(order: Order, paymentId: string | null): Minor {
  const tooMuch = minor(Math.max(0, -balance(order)));
  const named = refundablePayments(order).find(({ id }) => id === paymentId);
  return named ? minor(tooMuch > 0 ? Math.min(tooMuch, named.left) : named.left) : tooMuch;
}

/** The request of the same refund, where it was asked a moment ago: a button that was pressed twice gives back once. */
function sameAMomentAgo({ draft, order }: Acting, amount: Minor, reason: string): string | null {
  const recent = (order.payments.refunds ?? []).filter(
    (record) => draft.world.now - Date.parse(record.at) < DOUBLE_CLICK_MS && record.reason === reason,
  );
  const requests = new Set(recent.map(({ request }) => request));
  const sumOf = (request: string) => recent.reduce((sum, record) => (record.request === request ? sum + record.amount : sum), 0);
  return [...requests].find((request) => sumOf(request) === amount) ?? null;
}

/** Money that the seller has seen counts at once, as if the provider had told of it. */
function took(acting: Acting, change: ManualChange, what: string): OrderReply {
  if (!change.ok) return change;
  const { draft, order } = acting;
  const { payment } = change;
  const noted = withEvent(change.order, acting, { what, note: formatMoney(payment.amount, order.currency) });
  draft.put('orders', noted.id, noted);
  forgetReceipt(acting, payment.id);
  return { ok: true, order: moneyCame(draft, order, noted, { paymentId: payment.id, amount: payment.amount }) };
}

function forgetReceipt({ draft }: Acting, paymentId: string): void {
  draft.remove('alerts', `receipt-to-review:${paymentId}`);
  draft.remove('alerts', `receipt-repeated:${paymentId}`);
}

/** Whoever's receipt was rejected gets the time to pay anew: it passed while the receipt was looked at. */
function withNewTime({ draft }: Acting, order: Order): Order {
  if (order.status !== 'awaiting_payment') return order;
  const anew = draft.world.now + timeToPay(draft.world.files.shop, order.method);
  const dueAt = Math.max(anew, Date.parse(order.dueAt ?? '') || 0);
  return { ...order, dueAt: new Date(dueAt).toISOString() };
}
