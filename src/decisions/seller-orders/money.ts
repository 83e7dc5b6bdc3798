/** The money of an order in the hand of its seller: receipts, money she was handed, what goes back, what is still asked. */
import { formatMoney, type Minor, minor } from '../../commerce/money.ts';
import { acceptReceipt, type ManualChange, registerPayment, rejectReceipt } from '../../commerce/manual-payments.ts';
import type { Order } from '../../commerce/order.ts';
import { balance, dueNow, type ManualPayment } from '../../commerce/payment-status.ts';
import { timeToPay } from '../../commerce/placement.ts';
import { transferWords } from '../../conversation/turn/paying.ts';
import { askAnew, waitUntilDue } from '../asking-for-money.ts';
import { moneyCame } from '../money-came.ts';
import { startRefund } from '../refunds.ts';
import { type Acting, type Handlers, type OrderReply, withEvent } from './acting.ts';

export interface MoneyArguments {
  /** `amount`: what really came, where it is another than what was claimed. */
  readonly acceptReceipt: { readonly payment?: string; readonly amount?: Minor };
  readonly rejectReceipt: { readonly payment?: string; readonly reason: string };
  /** `amount` missing: all that is still to be paid. */
  readonly registerPayment: { readonly amount?: Minor; readonly method: ManualPayment['method'] };
  /** `amount` missing: what is too much. `request`: the same one twice is one refund. `byHand`: given back outside the provider. */
  readonly refund: {
    readonly amount?: Minor;
    readonly payment?: string;
    readonly reason: string;
    readonly byHand?: boolean;
    readonly request?: string;
  };
  /** The customer is asked for what is still to be paid, by the way she chose or by another one. */
  readonly askForPayment: { readonly method?: 'link' | 'transfer' };
}

/** Length of the name of a refund that its door gave none. */
const REQUEST_LENGTH = 12;

export const MONEY: Handlers<MoneyArguments> = {
  acceptReceipt: (acting, { payment = null, amount = null }) => took(acting, acceptReceipt(acting.order, payment, amount), 'receipt-accepted'),
  rejectReceipt(acting, { payment = null, reason }) {
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
  registerPayment(acting, { amount = null, method }) {
    return took(acting, registerPayment(acting.order, method, amount, acting.draft.at), 'payment-registered');
  },
  refund(acting, { amount, payment = null, reason, byHand = false, request }) {
    const { draft, order } = acting;
    const wish = { paymentId: payment, reason, byHand, request: request ?? draft.world.newId(REQUEST_LENGTH) };
    const asked = startRefund(draft, order, { ...wish, amount: amount ?? minor(Math.max(0, -balance(order))) });
    if (!asked.ok || asked.refunds.length === 0) return asked;
    const sum = asked.refunds.reduce((total, refund) => total + refund.amount, 0);
    const noted = withEvent(asked.order, acting, { what: 'refund-asked', reason, note: formatMoney(minor(sum), order.currency) });
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
