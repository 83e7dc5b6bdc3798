/**
 * The outside world answered: a link was made, a payment was looked up, money was given back, or it gave
 * up. What was asked for is found again by its reference, because the order may be another one by now.
 */
import { formatMoney } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import { dueNow } from '../commerce/payment-status.ts';
import type { PaymentAttempt } from '../commerce/payments.ts';
import type { KeptFile } from '../conversation/message.ts';
import { codeBubbles } from '../conversation/turn/paying.ts';
import { closeTask } from './asking-for-money.ts';
import { ofHerself } from './chats.ts';
import type { Draft } from './draft.ts';
import { askAgainLater, expireNow, lookBeforeExpiring, referencesOf } from './expiry.ts';
import { applyReport } from './payment-report.ts';
import type { Job, JobResult, JobTask } from './records.ts';
import { refundAnswered, refundFailed } from './refunds.ts';
import { takeMessage } from './seller-chat/hearing.ts';
import { listCame, reportCame } from './seller-chat/report.ts';
import { swept } from './sweep.ts';

type Task<K extends JobTask['kind']> = Extract<JobTask, { readonly kind: K }>;

export function takeResult(draft: Draft, job: Job, result: JobResult): void {
  const { task } = job;
  if (!result.ok) return takeFailure(draft, task, result);
  switch (result.task) {
    case 'create-link':
      return task.kind === 'create-link' ? linkMade(draft, task, { providerRef: result.providerRef, url: result.url }) : undefined;
    case 'create-code':
      return task.kind === 'create-code' ? codeMade(draft, task, result) : undefined;
    case 'close-link':
    case 'erase-person':
      return;
    case 'fetch-payment':
      return result.report ? applyReport(draft, result.report) : undefined;
    case 'find-payments':
      for (const report of result.reports) applyReport(draft, report);
      return task.kind === 'find-payments' ? lookedUp(draft, task) : undefined;
    case 'refund':
      return task.kind === 'refund' ? refundAnswered(draft, task, result.status) : undefined;
    case 'staff-report':
      return task.kind === 'staff-report' ? reportCame(draft, task, result.report) : undefined;
    case 'staff-list':
      return task.kind === 'staff-list' ? listCame(draft, task, result.file, '') : undefined;
    case 'fetch-file':
      return task.kind === 'fetch-file' ? takeFile(draft, task, result.file) : undefined;
    case 'sweep-payments':
      return task.kind === 'sweep-payments' ? swept(draft, task, result.reports, result.next) : undefined;
  }
}

/** Opens what was made; null where nothing is to be paid any more, or it was taken back meanwhile: then it is closed at once. */
function opened(
  draft: Draft,
  orderId: string,
  reference: string,
  made: Partial<PaymentAttempt> & { readonly providerRef: string },
): Order | null {
  const order = draft.get('orders', orderId);
  if (!order) throw new Error(`something to pay was made for order ${orderId}, which does not exist`);
  const before = order.payments.attempts.find((attempt) => attempt.reference === reference);
  const isWanted = before?.status !== 'closed' && order.status !== 'cancelled' && order.status !== 'expired' && dueNow(order) > 0;
  const changed = withAttempt(order, reference, { ...made, status: isWanted ? 'open' : 'closed' });
  draft.put('orders', order.id, changed);
  if (isWanted) return changed;
  const attempt = changed.payments.attempts.find((candidate) => candidate.reference === reference);
  if (attempt) draft.job(closeTask(order, attempt, made.providerRef), reference);
  return null;
}

function linkMade(draft: Draft, task: Task<'create-link'>, link: { readonly providerRef: string; readonly url: string }): void {
  const order = opened(draft, task.orderId, task.reference, link);
  if (!order) return;
  draft.factOfOrder(order, 'link-sent');
  draft.tell(order, (wording) => [
    {
      kind: 'link',
      rich: wording.rich('order.link', { number: order.number, total: formatMoney(task.total, order.currency) }),
      url: link.url,
      label: wording.plain('order.link_label'),
    },
  ]);
}

function codeMade(
  draft: Draft,
  task: Task<'create-code'>,
  made: Extract<JobResult, { readonly ok: true; readonly task: 'create-code' }>,
): void {
  const { code, url, paymentId } = made;
  const order = opened(draft, task.orderId, task.reference, { providerRef: paymentId, code, ...(url !== null && { url }) });
  if (!order) return;
  draft.factOfOrder(order, 'link-sent');
  draft.tell(order, (wording) => codeBubbles(wording, order, code, task.total));
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
  if (task.why !== 'expiry') return;
  // Meanwhile the seller asked for the money anew: that link was not looked at.
  if (referencesOf(order).some((reference) => !task.references.includes(reference))) return lookBeforeExpiring(draft, order.id);
  expireNow(draft, order);
}

function takeFailure(draft: Draft, task: JobTask, failure: Extract<JobResult, { readonly ok: false }>): void {
  if (task.kind === 'close-link') return;
  if (task.kind === 'staff-report') return;
  if (task.kind === 'staff-list') return listCame(draft, task, null, failure.reason);
  if (task.kind === 'fetch-file') return takeFile(draft, task, null);
  if (task.kind === 'erase-person') return draft.alert({ kind: 'not-erased', conversationId: task.conversationId, data: {} });
  const refuses = failure.problem === 'bad-credentials';
  if (refuses) draft.alert({ kind: 'provider-refuses', data: { about: 'provider', reason: failure.reason } });
  if (task.kind === 'refund') return refundFailed(draft, task, failure);
  if (task.kind === 'sweep-payments') return;
  const orderId = 'orderId' in task ? task.orderId : undefined;
  if (!refuses)
    draft.alert({ kind: 'payments-unreachable', ...(orderId && { orderId }), data: { about: orderId ?? '', reason: failure.reason } });
  if (task.kind === 'find-payments' && task.why === 'expiry') return askAgainLater(draft, task.orderId);
  if (task.kind === 'create-link' || task.kind === 'create-code') linkFailed(draft, task);
}

function linkFailed(draft: Draft, task: Task<'create-link' | 'create-code'>): void {
  const order = draft.get('orders', task.orderId);
  if (!order || dueNow(order) === 0) return;
  draft.put('orders', order.id, withAttempt(order, task.reference, { status: 'failed' }));
  draft.tell(order, (wording) => [
    { kind: 'text', rich: wording.rich('payment.link_failed', { number: order.number, contact: draft.world.files.shop.contact }) },
  ]);
}

/** null: it could not be brought, and the customer is asked to send it again. */
function takeFile(draft: Draft, { message }: Task<'fetch-file'>, file: KeptFile | null): void {
  takeMessage(draft, { ...ofHerself(draft, message), body: file ?? { kind: 'unsupported', what: 'lost', text: message.body.caption } });
}
