/**
 * What the provider says about one payment of an order, applied: the order's payment state is derived
 * anew from all reports, and only what has really changed is told. The same report twice changes nothing.
 */

import { productOf } from '../commerce/catalog.ts';
import { type DeliveryPromise, promise, zoneById } from '../commerce/delivery.ts';
import { formatMoney } from '../commerce/money.ts';
import { type Order, settle, withPayments } from '../commerce/order.ts';
import { mergeReport, type PaymentReport, paymentFlags } from '../commerce/payment-status.ts';
import { openLink } from '../conversation/turn/placed-orders.ts';
import { dayWords, promiseWords } from '../conversation/wording/dates.ts';
import type { TextKey } from '../conversation/wording/keys.ts';
import type { Draft } from './draft.ts';
import { closeLinks, orderIdOf, stopWaiting } from './orders.ts';

export function applyReport(draft: Draft, report: PaymentReport): void {
  const orderId = report.reference === null ? null : orderIdOf(report.reference);
  const order = orderId === null ? undefined : draft.get('orders', orderId);
  const ours = order?.payments.attempts.some((attempt) => attempt.reference === report.reference);
  if (!order || !ours || order.live !== report.live) return unknownPayment(draft, report);
  const payments = mergeReport(order.payments, report);
  if (payments === order.payments) return;
  const after = withPayments(order, payments);
  draft.put('orders', after.id, after);
  tellChange(draft, order, after, report);
}

function unknownPayment(draft: Draft, report: PaymentReport): void {
  draft.alert({
    kind: 'payment-unknown',
    data: { about: report.paymentId, amount: report.amount, currency: report.currency, status: report.status },
  });
}

function tellChange(draft: Draft, before: Order, after: Order, report: PaymentReport): void {
  const earlier = before.payments.reports[report.paymentId];
  if (earlier?.status === report.status && earlier.refunded === report.refunded) return;
  switch (report.status) {
    case 'approved':
      return moneyCame(draft, before, after, report);
    case 'pending':
    case 'in_process':
      if (after.status !== 'awaiting_payment') return;
      draft.factOfOrder(after, 'payment-pending');
      return draft.tell(after, (wording) => [{ kind: 'text', rich: wording.rich('payment.pending', { number: after.number }) }]);
    case 'rejected':
      if (after.status !== 'awaiting_payment') return;
      draft.factOfOrder(after, 'payment-rejected');
      return draft.tell(after, (wording) => {
        const rich = wording.rich('payment.rejected', { number: after.number, reason: wording.plain(reasonOf(report.detail)) });
        const url = openLink(after, draft.world.now);
        return [url ? { kind: 'link', rich, url, label: wording.plain('order.link_label') } : { kind: 'text', rich }];
      });
    case 'refunded':
      return draft.alert({ kind: 'payment-refunded', ...aboutOrder(after), data: { number: after.number, payment: report.paymentId } });
    case 'in_mediation':
    case 'charged_back':
      return draft.alert({ kind: 'payment-disputed', ...aboutOrder(after), data: { number: after.number, payment: report.paymentId } });
    case 'unknown':
      return unknownPayment(draft, report);
    case 'authorized':
    case 'cancelled':
      return;
  }
}

function aboutOrder(order: Order) {
  return { orderId: order.id, conversationId: order.conversationId };
}

function moneyCame(draft: Draft, before: Order, after: Order, report: PaymentReport): void {
  const about = aboutOrder(after);
  const flags = paymentFlags(after);
  if (report.currency !== after.currency)
    return draft.alert({ kind: 'payment-wrong-currency', ...about, data: { number: after.number, payment: report.paymentId } });
  const settled = settle(after, draft.world.now);
  if (settled.ok && settled.order.status === 'confirmed' && before.status === 'awaiting_payment') return confirmed(draft, settled.order);
  const amount = formatMoney(report.amount, after.currency);
  if (after.status === 'expired' || after.status === 'cancelled') {
    draft.alert({ kind: 'payment-for-dead-order', ...about, data: { number: after.number, amount, payment: report.paymentId } });
    return draft.tell(after, (wording) => [{ kind: 'text', rich: wording.rich('payment.late', { number: after.number }) }]);
  }
  if (flags.duplicate)
    return draft.alert({ kind: 'payment-twice', ...about, data: { number: after.number, amount, payment: report.paymentId } });
  if (flags.short !== null) {
    const missing = formatMoney(flags.short, after.currency);
    draft.alert({ kind: 'payment-short', ...about, data: { number: after.number, missing } });
    draft.tell(after, (wording) => [{ kind: 'text', rich: wording.rich('payment.short', { number: after.number, missing }) }]);
  }
}

function confirmed(draft: Draft, paid: Order): void {
  const order = closeLinks(draft, { ...paid, promise: promiseNow(draft, paid) });
  draft.put('orders', order.id, order);
  stopWaiting(draft, order);
  draft.factOfOrder(order, 'paid');
  draft.alert({ kind: 'order-paid', orderId: order.id, conversationId: order.conversationId, data: { number: order.number } });
  draft.tell(order, (wording) => {
    const pickup = order.delivery.kind === 'pickup';
    const when = pickup ? dayWords(wording, order.promise.date) : promiseWords(wording, order.promise);
    return [
      { kind: 'text', rich: wording.rich(pickup ? 'payment.approved_pickup' : 'payment.approved_home', { number: order.number, when }) },
    ];
  });
}

/** Paid after the cut-off, an order arrives later than was said when it was placed (facts/commerce.md §3.7); never earlier. */
function promiseNow(draft: Draft, order: Order): DeliveryPromise {
  const { files, now } = draft.world;
  const { delivery, timeZone } = files.shop;
  const zone = order.delivery.kind === 'home' && order.delivery.zoneId ? zoneById(delivery, order.delivery.zoneId) : null;
  const leads = order.lines.map((line) => productOf(files.catalog, line.productId)?.leadDays ?? 0);
  const anew = promise(delivery, zone, now, timeZone, Math.max(0, ...leads));
  return anew.date > order.promise.date ? anew : order.promise;
}

/** Mercado Pago's `status_detail` → what the customer can do about it (facts/payments.md §2.2). */
const REASONS = {
  cc_rejected_insufficient_amount: 'payment.reason.funds',
  cc_rejected_bad_filled_card_number: 'payment.reason.data',
  cc_rejected_bad_filled_date: 'payment.reason.data',
  cc_rejected_bad_filled_other: 'payment.reason.data',
  cc_rejected_bad_filled_security_code: 'payment.reason.data',
  cc_rejected_call_for_authorize: 'payment.reason.call',
  cc_rejected_card_disabled: 'payment.reason.disabled',
  cc_rejected_high_risk: 'payment.reason.risk',
  cc_rejected_blacklist: 'payment.reason.risk',
  cc_rejected_max_attempts: 'payment.reason.attempts',
} as const satisfies Readonly<Record<string, TextKey>>;

function reasonOf(detail: string) {
  return Object.hasOwn(REASONS, detail) ? REASONS[detail as keyof typeof REASONS] : 'payment.reason.other';
}
