/**
 * What the provider says about one payment of an order, applied: the order's payment state is derived
 * anew from all reports, and only what has really changed is told. The same report twice changes nothing.
 */

import { formatMoney } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import { withPayments } from '../commerce/order-moves.ts';
import { mergeReport } from '../commerce/payment-reports.ts';
import { isUnpaidCode, type PaymentReport } from '../commerce/payments.ts';
import { openLink } from '../conversation/turn/paying.ts';
import type { TextKey } from '../conversation/wording/keys.ts';
import { orderIdOf } from './asking-for-money.ts';
import type { Draft } from './draft.ts';
import { resumeWaiting } from './expiry.ts';
import { alertAbout, moneyCame } from './money-came.ts';
import { hearOfRefunds } from './refunds.ts';

/** `tellUnknown` false: what is not ours was told before, or is other business of the same account. */
export function applyReport(draft: Draft, report: PaymentReport, tellUnknown = true): void {
  const order = orderOf(draft, report);
  if (!order) return tellUnknown ? unknownPayment(draft, report) : undefined;
  const payments = mergeReport(order.payments, report);
  if (payments === order.payments) return;
  const merged = withPayments(order, payments);
  draft.put('orders', merged.id, merged);
  const after = hearOfRefunds(draft, order, merged, report.paymentId);
  tellChange(draft, order, after, report);
}

/** The order that asked for this payment; undefined for a payment of anything else. */
function orderOf(draft: Draft, report: PaymentReport): Order | undefined {
  const orderId = report.reference === null ? null : orderIdOf(report.reference);
  const order = orderId === null ? undefined : draft.get('orders', orderId);
  const ours = order?.payments.attempts.some((attempt) => attempt.reference === report.reference);
  return ours && order?.live === report.live ? order : undefined;
}

function unknownPayment(draft: Draft, report: PaymentReport): void {
  draft.alert({
    kind: 'payment-unknown',
    data: { about: report.paymentId, amount: report.amount, currency: report.currency, status: report.status },
  });
}

function tellChange(draft: Draft, before: Order, after: Order, report: PaymentReport): void {
  const earlier = before.payments.reports[report.paymentId];
  if (earlier?.status === report.status && (report.status !== 'charged_back' || earlier.detail === report.detail)) return;
  switch (report.status) {
    case 'approved':
      return approved(draft, before, after, report);
    case 'pending':
    case 'in_process':
      if (after.status !== 'awaiting_payment' || isUnpaidCode(after.payments, report)) return;
      draft.factOfOrder(after, 'payment-pending');
      return draft.tell(after, (wording) => [{ kind: 'text', rich: wording.rich('payment.pending', { number: after.number }) }]);
    case 'rejected':
      if (after.status !== 'awaiting_payment') return;
      draft.factOfOrder(after, 'payment-rejected');
      tellRejected(draft, after, report);
      return resumeWaiting(draft, after);
    case 'cancelled':
      return resumeWaiting(draft, after);
    case 'in_mediation':
      return alertAbout(draft, 'payment-disputed', after, report.paymentId);
    case 'charged_back':
      return chargedBack(draft, after, report);
    case 'unknown':
      return unknownPayment(draft, report);
    case 'authorized':
    case 'refunded':
      return;
  }
}

function approved(draft: Draft, before: Order, after: Order, report: PaymentReport): void {
  const earlier = before.payments.reports[report.paymentId];
  if (report.currency !== after.currency) return alertAbout(draft, 'payment-wrong-currency', after, report.paymentId);
  if (earlier?.status === 'in_mediation' || earlier?.status === 'charged_back') return wonBack(draft, after, report);
  moneyCame(draft, before, after, report);
}

/** A chargeback is open, lost, or won back: only its detail says which (facts/payments.md §2.2). */
function chargedBack(draft: Draft, after: Order, report: PaymentReport): void {
  if (report.detail === 'reimbursed') return wonBack(draft, after, report);
  if (report.detail === 'in_process') return alertAbout(draft, 'payment-disputed', after, report.paymentId);
  draft.remove('alerts', `payment-disputed:${report.paymentId}`);
  alertAbout(draft, 'payment-lost', after, report.paymentId, { amount: formatMoney(report.amount, after.currency) });
}

/** The money is there again. Nobody is confirmed a second time. */
function wonBack(draft: Draft, after: Order, report: PaymentReport): void {
  draft.remove('alerts', `payment-disputed:${report.paymentId}`);
  draft.remove('alerts', `payment-lost:${report.paymentId}`);
  alertAbout(draft, 'payment-won-back', after, report.paymentId, { amount: formatMoney(report.amount, after.currency) });
}

function tellRejected(draft: Draft, order: Order, report: PaymentReport): void {
  draft.tell(order, (wording) => {
    const rich = wording.rich('payment.rejected', { number: order.number, reason: wording.plain(reasonOf(report.detail)) });
    const url = openLink(order, draft.world.now);
    return [url ? { kind: 'link', rich, url, label: wording.plain('order.link_label') } : { kind: 'text', rich }];
  });
}

/** Mercado Pago's `status_detail` → what the customer can do about it (facts/payments.md §2.2). */
const REASONS: ReadonlyMap<string, TextKey & `payment.reason.${string}`> = new Map([
  ['cc_rejected_insufficient_amount', 'payment.reason.funds'],
  ['cc_rejected_bad_filled_card_number', 'payment.reason.data'],
  ['cc_rejected_bad_filled_date', 'payment.reason.data'],
  ['cc_rejected_bad_filled_other', 'payment.reason.data'],
  ['cc_rejected_bad_filled_security_code', 'payment.reason.data'],
  ['cc_rejected_call_for_authorize', 'payment.reason.call'],
  ['cc_rejected_card_disabled', 'payment.reason.disabled'],
  ['cc_rejected_high_risk', 'payment.reason.risk'],
  ['cc_rejected_blacklist', 'payment.reason.risk'],
  ['cc_rejected_max_attempts', 'payment.reason.attempts'],
]);

function reasonOf(detail: string): TextKey & `payment.reason.${string}` {
  return REASONS.get(detail) ?? 'payment.reason.other';
}
