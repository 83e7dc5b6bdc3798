/**
 * The end of an unpaid order: the provider is asked once more before it dies, and an order with money in
 * it waits for a person, not for a clock.
 */
import type { Order } from '../commerce/order.ts';
import { paymentUnderway } from '../commerce/payment-status.ts';
import { offerAgain } from '../conversation/turn/placed-orders.ts';
import { waitUntilDue } from './asking-for-money.ts';
import type { Draft } from './draft.ts';
import { tellNotApproved } from './order-news.ts';
import { expire } from './orders.ts';

/** An order whose payments could not be asked about waits this much longer before it is tried again, in ms. */
const ASK_AGAIN_MS = 10 * 60_000;
/** Money that came, or a receipt, is looked at by a person: the clock only makes sure that the order is not forgotten, in ms. */
const LOOK_AGAIN_MS = 24 * 60 * 60_000;

/** Before an unpaid order dies, the provider is asked once more: a payment must not fall between the two. */
export function lookBeforeExpiring(draft: Draft, orderId: string): void {
  const order = draft.get('orders', orderId);
  if (order?.status === 'pending_approval') return expireNow(draft, order);
  if (order?.status !== 'awaiting_payment') return;
  const references = referencesOf(order);
  if (references.length === 0) return expireNow(draft, order);
  draft.job({ kind: 'find-payments', orderId, references, why: 'expiry' }, `expiry:${orderId}`);
}

/** Whoever knows of payments was asked, and there is none: only now may the order expire. */
export function expireNow(draft: Draft, order: Order): void {
  const outcome = expire(draft, order);
  if (!outcome.ok) return lookAgain(draft, order.id, paymentUnderway(order.payments) ? LOOK_AGAIN_MS : ASK_AGAIN_MS);
  if (order.status === 'pending_approval') return tellNotApproved(draft, outcome.order);
  draft.tell(order, (wording) => [{ kind: 'menu', ...offerAgain(wording, order) }]);
}

/** The provider could not be asked. */
export function askAgainLater(draft: Draft, orderId: string): void {
  lookAgain(draft, orderId, ASK_AGAIN_MS);
}

function lookAgain(draft: Draft, orderId: string, ms: number): void {
  draft.setTimer({ id: `order-expiry:${orderId}`, kind: 'order-expiry', ref: orderId, at: draft.world.now + ms, round: 1 });
}

/** What was under way came to nothing: the clock of the order goes on, and rings at once where its time has passed. */
export function resumeWaiting(draft: Draft, order: Order): void {
  if (order.status !== 'awaiting_payment' || paymentUnderway(order.payments)) return;
  if (order.dueAt !== null && Date.parse(order.dueAt) > draft.world.now) return waitUntilDue(draft, order);
  lookAgain(draft, order.id, 0);
}

export function referencesOf(order: Order): readonly string[] {
  return order.payments.attempts.map((attempt) => attempt.reference);
}
