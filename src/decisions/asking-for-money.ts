/**
 * Asking for money: a link or a code with its reference, written down before the provider is asked, so
 * that no answer can be lost; the time until an unpaid order expires; and taking back what can no longer
 * be paid.
 */
import { type Minor, ZERO } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import { dueNow } from '../commerce/payment-status.ts';
import type { PaymentAttempt } from '../commerce/payments.ts';
import type { Draft } from './draft.ts';
import type { JobTask } from './records.ts';

/** Length of the random part of a payment reference. */
const REFERENCE_LENGTH = 16;
/** A reminder is sent when this part of the time to pay has passed. */
const REMINDER_AT = 2 / 3;
/** When a payment that nobody reported is looked for, ms after the link was made (facts/payments.md §5.2). */
export const RECONCILE_AFTER_MS = [2, 10, 30].map((minutes) => minutes * 60_000);
/** How long the balance of a confirmed order can be paid on its link, in ms: nothing expires with it. */
const BALANCE_LINK_MS = 3 * 24 * 60 * 60_000;

/** Starts the clock of an order that waits, and asks for what is due now by the way she chose. */
export function startWaiting(draft: Draft, order: Order): Order {
  waitUntilDue(draft, order);
  return askForPayment(draft, order);
}

/** Sets when an order that waits is reminded of and expires. */
export function waitUntilDue(draft: Draft, order: Order): void {
  const { now } = draft.world;
  const dueAt = order.dueAt === null ? now : Date.parse(order.dueAt);
  const remindAt = now + Math.round((dueAt - now) * REMINDER_AT);
  draft.setTimer({ id: `order-expiry:${order.id}`, kind: 'order-expiry', ref: order.id, at: dueAt, round: 0 });
  draft.setTimer({ id: `order-reminder:${order.id}`, kind: 'order-reminder', ref: order.id, at: remindAt, round: 0 });
}

export function stopWaiting(draft: Draft, order: Order): void {
  draft.clearTimer(`order-expiry:${order.id}`);
  draft.clearTimer(`order-reminder:${order.id}`);
}

/** A new link or code for what is due now; the same order where nothing is, or where it is paid without the provider. */
export function askForPayment(draft: Draft, order: Order): Order {
  const amount = dueNow(order);
  if (amount === 0 || (order.method !== 'link' && order.method !== 'pix')) return order;
  const { now, newId } = draft.world;
  const waits = order.status === 'awaiting_payment' && order.dueAt !== null;
  const expiresAt = waits && order.dueAt !== null ? Date.parse(order.dueAt) : now + BALANCE_LINK_MS;
  const reference = `${order.id}.${newId(REFERENCE_LENGTH)}.${order.payments.attempts.length + 1}`;
  draft.job(
    order.method === 'pix' ? codeTask(draft, order, reference, amount, expiresAt) : linkTask(draft, order, reference, amount, expiresAt),
    reference,
  );
  draft.setTimer({
    id: `payment-reconcile:${order.id}`,
    kind: 'payment-reconcile',
    ref: order.id,
    at: now + (RECONCILE_AFTER_MS[0] ?? 0),
    round: 0,
  });
  const attempt: PaymentAttempt = {
    reference,
    amount,
    status: 'creating',
    createdAt: draft.at,
    expiresAt: new Date(expiresAt).toISOString(),
  };
  return { ...order, payments: { ...order.payments, attempts: [...order.payments.attempts, attempt] } };
}

/** What was asked before is taken back and the new amount asked: the total of the order changed. */
export function askAnew(draft: Draft, order: Order): Order {
  return askForPayment(draft, closeLinks(draft, order));
}

/** Nothing new can be paid on what was asked before. */
export function closeLinks(draft: Draft, order: Order): Order {
  const attempts = order.payments.attempts.map((attempt) => {
    if (attempt.status !== 'open' && attempt.status !== 'creating') return attempt;
    if (attempt.providerRef) draft.job(closeTask(order, attempt, attempt.providerRef), attempt.reference);
    return { ...attempt, status: 'closed' as const };
  });
  return { ...order, payments: { ...order.payments, attempts } };
}

export function closeTask(order: Order, attempt: PaymentAttempt, providerRef: string): Extract<JobTask, { readonly kind: 'close-link' }> {
  return { kind: 'close-link', orderId: order.id, providerRef, ...(attempt.code !== undefined && { code: true }) };
}

/** The order whose payment a provider's reference belongs to: its id stands before the first dot. */
export function orderIdOf(reference: string): string | null {
  return /^([0-9]{1,12})\.[a-z0-9]+\.[0-9]+$/.exec(reference)?.[1] ?? null;
}

type LinkTask = Extract<JobTask, { readonly kind: 'create-link' }>;

function linkTask(draft: Draft, order: Order, reference: string, amount: Minor, expiresAt: number): LinkTask {
  const { totals } = order;
  const task = { kind: 'create-link', orderId: order.id, reference, title: `#${order.number}`, total: amount, expiresAt } as const;
  if (amount !== totals.total || totals.rounding !== undefined) {
    const line = { id: `order-${order.number}`, title: titleOfPart(draft, order), qty: 1, unitPrice: amount };
    return { ...task, lines: [line], delivery: ZERO, discount: ZERO };
  }
  const lines = order.lines.map(({ variantId, detail, name, qty, unitPrice }) => ({
    id: variantId,
    title: detail ? `${name} (${detail})` : name,
    qty,
    unitPrice,
  }));
  return { ...task, lines, delivery: totals.delivery, discount: totals.discount };
}

function codeTask(
  draft: Draft,
  order: Order,
  reference: string,
  amount: Minor,
  expiresAt: number,
): Extract<JobTask, { readonly kind: 'create-code' }> {
  return { kind: 'create-code', orderId: order.id, reference, title: titleOfPart(draft, order), total: amount, expiresAt };
}

/** What the buyer reads where a part of an order is paid: what it is, and of which order. */
function titleOfPart(draft: Draft, order: Order): string {
  const wording = draft.wording(order.customer.language);
  const deposit = order.status === 'awaiting_payment' && order.deposit !== undefined;
  if (deposit) return wording.plain('payment.deposit_item', { number: order.number });
  return wording.plain(order.status === 'awaiting_payment' ? 'payment.order_item' : 'payment.balance_item', { number: order.number });
}
