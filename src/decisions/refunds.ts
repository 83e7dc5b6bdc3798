/**
 * Money goes back: asked of the provider as a job whose key makes a repeat harmless, or written down where
 * it was given by hand. The customer is told when it is done, not when it is hoped for.
 */

import { add, formatMoney, type Minor, minor, subtract } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import { countedPayments } from '../commerce/payment-status.ts';
import type { RefundRecord } from '../commerce/payments.ts';
import { concludeRefund, type RefundWish, refund, settleReported } from '../commerce/refunds.ts';
import type { Refusal } from '../commerce/refusal.ts';
import type { Draft } from './draft.ts';
import { alertAbout } from './money-came.ts';
import type { JobResult, JobTask } from './records.ts';

export type Refunded = { readonly ok: true; readonly order: Order; readonly refunds: readonly RefundRecord[] } | Refusal;

/** Puts the order with the refunds that were asked; the same request again changes nothing. */
export function startRefund(draft: Draft, order: Order, wish: RefundWish): Refunded {
  const asked = refund(order, wish, draft.at);
  if (!asked.ok || asked.refunds.length === 0) return asked;
  const amountOf = new Map(countedPayments(order).map(({ id, amount }) => [id, amount]));
  draft.put('orders', order.id, asked.order);
  for (const record of asked.refunds) {
    if (record.via === 'registered') tellRefunded(draft, asked.order, record);
    else {
      const { id, paymentId, amount } = record;
      const key = `refund:${order.id}:${wish.request}:${paymentId}`;
      draft.job({ kind: 'refund', orderId: order.id, refundId: id, paymentId, amount, whole: amount === amountOf.get(paymentId), key }, id);
    }
  }
  seenTo(draft, asked.order);
  return asked;
}

type RefundTask = Extract<JobTask, { readonly kind: 'refund' }>;

export function refundAnswered(draft: Draft, task: RefundTask, status: RefundRecord['status']): void {
  if (status === 'failed') return refundFailed(draft, task, { ok: false, task: 'refund', reason: 'rejected' });
  draft.job({ kind: 'fetch-payment', paymentId: task.paymentId }, task.paymentId);
  if (status === 'settled') conclude(draft, task, 'settled');
}

export function refundFailed(draft: Draft, task: RefundTask, { reason, problem }: Extract<JobResult, { readonly ok: false }>): void {
  const order = conclude(draft, task, 'failed', problem ?? reason);
  if (!order) return;
  const amount = formatMoney(task.amount, order.currency);
  alertAbout(draft, problem === 'no-balance' ? 'refund-no-balance' : 'refund-failed', order, task.refundId, { amount, reason });
}

/** null where it was concluded before. */
function conclude(draft: Draft, task: RefundTask, status: 'settled' | 'failed', problem?: string): Order | null {
  const order = draft.get('orders', task.orderId);
  const record = order?.payments.refunds?.find(({ id }) => id === task.refundId);
  if (!order || record?.status !== 'pending') return null;
  const concluded = concludeRefund(order, task.refundId, status, problem);
  draft.put('orders', concluded.id, concluded);
  if (status === 'settled') tellRefunded(draft, concluded, record);
  return concluded;
}

function tellRefunded(draft: Draft, order: Order, { amount, via }: RefundRecord): void {
  draft.tell(order, (wording) => {
    const words = { amount: formatMoney(amount, order.currency), number: order.number };
    return [{ kind: 'text', rich: wording.rich(via === 'provider' ? 'refund.done' : 'refund.by_hand', words) }];
  });
}

/** What was too much, or paid for a dead order, needs nobody any more once all that is to go back is on its way. */
function seenTo(draft: Draft, order: Order): void {
  const payments = countedPayments(order).filter(({ bucket }) => bucket === 'good');
  const kept = add(...payments.map(({ amount, claimed }) => subtract(amount, claimed)));
  const isDead = order.status === 'cancelled' || order.status === 'expired';
  if (kept > (isDead ? 0 : order.totals.total)) return;
  for (const { id } of payments)
    for (const kind of ['payment-twice', 'payment-over', 'payment-for-dead-order']) draft.remove('alerts', `${kind}:${id}`);
}

/**
 * A report of the provider may tell of refunds: of ours, before their own answer does, and of others that were
 * made in its app. What contradicts what was recorded is kept as it happened, and shown. Answers the order as it is then.
 */
export function hearOfRefunds(draft: Draft, before: Order, merged: Order, paymentId: string): Order {
  const after = settleReported(merged, paymentId);
  if (after !== merged) {
    draft.put('orders', after.id, after);
    for (const record of after.payments.refunds ?? []) {
      const was = merged.payments.refunds?.find(({ id }) => id === record.id);
      if (was?.status === 'pending' && record.status === 'settled') tellRefunded(draft, after, record);
    }
  }
  const more = subtract(madeElsewhere(after, paymentId), madeElsewhere(before, paymentId));
  if (more > 0) refundedElsewhere(draft, after, paymentId, more);
  return after;
}

/** What the provider gave back of this payment beyond what the shop asked of it. */
function madeElsewhere({ payments }: Order, paymentId: string): Minor {
  const report = payments.reports[paymentId];
  const told = report === undefined ? 0 : report.status === 'refunded' ? report.amount : report.refunded;
  const ours = (payments.refunds ?? []).filter(
    (record) => record.paymentId === paymentId && record.via === 'provider' && record.status !== 'failed',
  );
  const asked = ours.reduce((sum, { amount }) => sum + amount, 0);
  return minor(Math.max(0, told - asked));
}

function refundedElsewhere(draft: Draft, order: Order, paymentId: string, amount: Minor): void {
  const failed = order.payments.refunds?.some((record) => record.paymentId === paymentId && record.status === 'failed') ?? false;
  const words = { amount: formatMoney(amount, order.currency), number: order.number };
  alertAbout(draft, failed ? 'refund-contradicted' : 'payment-refunded', order, paymentId, { amount: words.amount });
  draft.tell(order, (wording) => [{ kind: 'text', rich: wording.rich('refund.done', words) }]);
}
