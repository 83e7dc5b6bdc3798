/**
 * Something fell due. The state is looked at again: a timer says only that it is time, not what is true.
 */
import type { Order } from '../commerce/order.ts';
import { paymentUnderway } from '../commerce/payment-status.ts';
import { reminderOf } from '../conversation/turn/paying.ts';
import { RECONCILE_AFTER_MS } from './asking-for-money.ts';
import { remindOfComplaint } from './complaints.ts';
import { answerBurst } from './customer-message.ts';
import type { Draft } from './draft.ts';
import type { Event } from './event.ts';
import { lookBeforeExpiring, referencesOf } from './expiry.ts';
import { closeInTime } from './order-close.ts';
import { openInTime, tellReopened } from './pausing.ts';
import type { Timer } from './records.ts';
import { summaryDue } from './seller-chat/summary-time.ts';
import { sweep } from './sweep.ts';
import { endInTime } from './takeover.ts';
import { tryAgain } from './trying-again.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** A voucher may be credited weeks later; a page left open may be paid after the link was closed (facts/payments.md §5.2). */
const VOUCHER_DAYS = 35;
const AFTER_CLOSE_DAYS = 3;

/** `retake`: decides an event that was set aside, as if it came now. */
export function takeTimer(draft: Draft, timer: Timer, retake: (event: Event) => void): void {
  switch (timer.kind) {
    case 'burst':
      return answerBurst(draft, timer.ref);
    case 'order-reminder':
      return remind(draft, timer.ref);
    case 'order-expiry':
      return lookBeforeExpiring(draft, timer.ref);
    case 'order-close':
      return closeInTime(draft, timer.ref);
    case 'payment-reconcile':
      return reconcile(draft, timer);
    case 'complaint-due':
      return remindOfComplaint(draft, timer.ref);
    case 'takeover':
      return endInTime(draft, timer.ref);
    case 'data-link':
    case 'carried-code':
      return;
    case 'staff-summary':
      return summaryDue(draft, timer);
    case 'try-again':
      return tryAgain(draft, timer.ref, retake);
    case 'shop-opens':
      return openInTime(draft);
    case 'reopened':
      return tellReopened(draft, timer.ref);
    case 'payment-sweep':
      return sweep(draft, timer);
  }
}

function remind(draft: Draft, orderId: string): void {
  const order = draft.get('orders', orderId);
  if (order?.status !== 'awaiting_payment' || paymentUnderway(order.payments)) return;
  draft.tell(order, (wording) => reminderOf(wording, order, draft.world), 'nudge');
}

function reconcile(draft: Draft, timer: Timer): void {
  const order = draft.get('orders', timer.ref);
  if (!order) return;
  const wait = nextWait(order, timer.round, draft.world.now);
  if (wait === null) return;
  draft.job({ kind: 'find-payments', orderId: order.id, references: referencesOf(order), why: 'reconcile' }, `reconcile:${order.id}`);
  draft.setTimer({ ...timer, at: draft.world.now + wait, round: timer.round + 1 });
}

/** ms until the payments of this order are looked for again; null when there is nothing left to wait for. */
function nextWait(order: Order, round: number, now: number): number | null {
  const age = now - Date.parse(order.placedAt);
  if (order.paymentStatus === 'pending') return age < VOUCHER_DAYS * DAY_MS ? waitOf(round, DAY_MS) : null;
  if (order.status === 'awaiting_payment') return waitOf(round, HOUR_MS);
  if (order.payments.attempts.some(({ status }) => status === 'open')) return age < VOUCHER_DAYS * DAY_MS ? waitOf(round, DAY_MS) : null;
  if (order.status === 'expired' || order.status === 'cancelled') return age < AFTER_CLOSE_DAYS * DAY_MS ? DAY_MS : null;
  return null;
}

function waitOf(round: number, later: number): number {
  const before = RECONCILE_AFTER_MS[round];
  const after = RECONCILE_AFTER_MS[round + 1];
  return before !== undefined && after !== undefined ? after - before : later;
}
