/**
 * Money that goes back, within what is there: from the payment that was chosen first, then from others.
 * What went through the provider goes back through it; what was paid by hand is given back by hand and
 * written down here (facts/commerce.md §3.8).
 */

import { add, type Minor, minor, subtract, ZERO } from './money.ts';
import type { Order } from './order.ts';
import { withPayments } from './order-moves.ts';
import { type CountedPayment, countedPayments } from './payment-status.ts';
import type { RefundRecord } from './payments.ts';
import type { Refusal } from './refusal.ts';

export interface RefundWish {
  readonly amount: Minor;
  /** null: the newest payments first, which is how too much is given back. */
  readonly paymentId: string | null;
  readonly reason: string;
  /** Given back by hand, whichever way it was paid. */
  readonly byHand: boolean;
  /** The same request again is the same refund. */
  readonly request: string;
  readonly returnId?: string;
}

export type Refunding = { readonly ok: true; readonly order: Order; readonly refunds: readonly RefundRecord[] } | Refusal;

/** What of this payment can still be given back. Refunds that failed do not count, those under way do. */
function refundable({ bucket, amount, claimed }: CountedPayment): Minor {
  return bucket === 'good' ? minor(Math.max(0, subtract(amount, claimed))) : ZERO;
}

/** Payments with something to give back, the newest first. */
export function refundablePayments(order: Order): readonly (CountedPayment & { readonly left: Minor })[] {
  return countedPayments(order)
    .map((payment) => ({ ...payment, left: refundable(payment) }))
    .filter(({ left }) => left > 0)
    .toReversed();
}

/** `refunds`: what is new; empty for a request that was taken before. `at`: UTC ISO instant. */
export function refund(order: Order, wish: RefundWish, at: string): Refunding {
  const before = order.payments.refunds ?? [];
  if (before.some(({ request }) => request === wish.request)) return { ok: true, order, refunds: [] };
  const payments = countedPayments(order);
  if (wish.paymentId !== null && !payments.some(({ id }) => id === wish.paymentId))
    return { ok: false, code: 'PAYMENT_NOT_FOUND', paymentId: wish.paymentId };
  if (!payments.some(({ bucket }) => bucket === 'good')) return { ok: false, code: 'REFUND_NOT_ALLOWED' };
  if (wish.amount <= 0) return { ok: false, code: 'INVALID_AMOUNT', amount: wish.amount };
  const sources = sourcesOf(order, wish.paymentId);
  const max = add(...sources.map(({ left }) => left));
  if (wish.amount > max) return { ok: false, code: 'REFUND_EXCEEDS', max };
  const refunds = allotted(wish.amount, sources).map(({ source, amount }, index): RefundRecord => {
    const via = source.via === 'provider' && !wish.byHand ? 'provider' : 'registered';
    return {
      id: `${order.id}-R${before.length + index + 1}`,
      paymentId: source.id,
      amount,
      status: via === 'provider' ? 'pending' : 'settled',
      via,
      reason: wish.reason,
      request: wish.request,
      ...(wish.returnId !== undefined && { returnId: wish.returnId }),
      at,
      by: 'seller',
    };
  });
  return { ok: true, order: withRefunds(order, [...before, ...refunds]), refunds };
}

type Source = ReturnType<typeof refundablePayments>[number];

function sourcesOf(order: Order, paymentId: string | null): readonly Source[] {
  const sources = refundablePayments(order);
  if (paymentId === null) return sources;
  return [...sources.filter(({ id }) => id === paymentId), ...sources.filter(({ id }) => id !== paymentId)];
}

function allotted(amount: Minor, sources: readonly Source[]): { readonly source: Source; readonly amount: Minor }[] {
  let left = amount;
  return sources.flatMap((source) => {
    const part = minor(Math.min(left, source.left));
    left = subtract(left, part);
    return part > 0 ? [{ source, amount: part }] : [];
  });
}

/** What became of a refund that was asked of the provider. Only one that is pending changes. */
export function concludeRefund(order: Order, refundId: string, status: RefundRecord['status'], problem?: string): Order {
  const refunds = (order.payments.refunds ?? []).map((record) =>
    record.id === refundId && record.status === 'pending' ? { ...record, status, ...(problem !== undefined && { problem }) } : record,
  );
  return withRefunds(order, refunds);
}

/**
 * A newer report of the provider may tell of refunds before their own answer does. Pending ones that it has
 * in its sum are settled; the order is the same object where it says nothing new.
 */
export function settleReported(order: Order, paymentId: string): Order {
  const report = order.payments.reports[paymentId];
  const ours = (order.payments.refunds ?? []).filter((record) => record.paymentId === paymentId && record.via === 'provider');
  if (!report || !ours.some(({ status }) => status === 'pending')) return order;
  const told = report.status === 'refunded' ? report.amount : report.refunded;
  const wanted = add(...ours.filter(({ status }) => status !== 'failed').map(({ amount }) => amount));
  return told < wanted ? order : ours.reduce((changed, { id }) => concludeRefund(changed, id, 'settled'), order);
}

function withRefunds(order: Order, refunds: readonly RefundRecord[]): Order {
  return withPayments(order, { ...order.payments, refunds });
}
