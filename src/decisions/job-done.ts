/**
 * The outside world answered: a link was made, a payment was looked up, or it gave up. What was asked
 * for is found again by its reference, because the order may be another one by now.
 */
import { formatMoney } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import type { PaymentAttempt } from '../commerce/payment-status.ts';
import { offerAgain } from '../conversation/turn/placed-orders.ts';
import type { Draft } from './draft.ts';
import { expire } from './orders.ts';
import { applyReport } from './payment-report.ts';
import type { Job, JobResult, JobTask } from './records.ts';

/** An order whose payments could not be asked about waits this much longer before it is tried again, in ms. */
const ASK_AGAIN_MS = 10 * 60_000;

export function takeResult(draft: Draft, job: Job, result: JobResult): void {
  if (!result.ok) return takeFailure(draft, job.task, result.reason);
  switch (result.task) {
    case 'create-link':
      return job.task.kind === 'create-link' ? linkMade(draft, job.task, result) : undefined;
    case 'close-link':
      return;
    case 'fetch-payment':
      return result.report ? applyReport(draft, result.report) : undefined;
    case 'find-payments':
      for (const report of result.reports) applyReport(draft, report);
      return job.task.kind === 'find-payments' ? lookedUp(draft, job.task) : undefined;
  }
}

type Task<K extends JobTask['kind']> = Extract<JobTask, { readonly kind: K }>;

function linkMade(draft: Draft, task: Task<'create-link'>, link: { readonly providerRef: string; readonly url: string }): void {
  const order = draft.get('orders', task.orderId);
  if (!order) throw new Error(`a link was made for order ${task.orderId}, which does not exist`);
  if (order.status !== 'awaiting_payment') {
    draft.put('orders', order.id, withAttempt(order, task.reference, { status: 'closed', providerRef: link.providerRef }));
    return draft.job({ kind: 'close-link', orderId: order.id, providerRef: link.providerRef }, task.reference);
  }
  const open = withAttempt(order, task.reference, { status: 'open', ...link });
  draft.put('orders', order.id, open);
  draft.factOfOrder(open, 'link-sent');
  draft.tell(open, (wording) => [
    {
      kind: 'link',
      rich: wording.rich('order.link', { number: open.number, total: formatMoney(open.totals.total, open.currency) }),
      url: link.url,
      label: wording.plain('order.link_label'),
    },
  ]);
}

function withAttempt(order: Order, reference: string, change: Partial<PaymentAttempt>): Order {
  const attempts = order.payments.attempts.map((attempt) => (attempt.reference === reference ? { ...attempt, ...change } : attempt));
  return { ...order, version: order.version + 1, payments: { ...order.payments, attempts } };
}

function lookedUp(draft: Draft, task: Task<'find-payments'>): void {
  const order = draft.get('orders', task.orderId);
  if (order?.status !== 'awaiting_payment') return;
  if (task.why === 'claim' && order.paymentStatus !== 'pending') {
    return draft.tell(order, (wording) => [{ kind: 'text', rich: wording.rich('payment.not_found', { number: order.number }) }]);
  }
  if (task.why === 'expiry') expireNow(draft, order);
}

/** The provider was asked and knows of no payment: only now may the order expire. */
function expireNow(draft: Draft, order: Order): void {
  const outcome = expire(draft, order);
  if (!outcome.ok) return askLater(draft, order.id);
  draft.tell(order, (wording) => [{ kind: 'menu', ...offerAgain(wording, order) }]);
}

function askLater(draft: Draft, orderId: string): void {
  draft.setTimer({ id: `order-expiry:${orderId}`, kind: 'order-expiry', ref: orderId, at: draft.world.now + ASK_AGAIN_MS, round: 1 });
}

function takeFailure(draft: Draft, task: JobTask, reason: string): void {
  if (task.kind === 'close-link') return;
  const orderId = 'orderId' in task ? task.orderId : undefined;
  draft.alert({ kind: 'payments-unreachable', ...(orderId && { orderId }), data: { about: orderId ?? '', reason } });
  if (task.kind === 'find-payments' && task.why === 'expiry') return askLater(draft, task.orderId);
  if (task.kind === 'create-link') linkFailed(draft, task);
}

function linkFailed(draft: Draft, task: Task<'create-link'>): void {
  const order = draft.get('orders', task.orderId);
  if (order?.status !== 'awaiting_payment') return;
  draft.put('orders', order.id, withAttempt(order, task.reference, { status: 'failed' }));
  draft.tell(order, (wording) => [
    { kind: 'text', rich: wording.rich('payment.link_failed', { number: order.number, contact: draft.world.files.shop.contact }) },
  ]);
}
