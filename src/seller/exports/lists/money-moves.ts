/**
 * Every amount that came or went with an order, one entry each, with the day it happened: what its payments,
 * the cash of a day and the accountant are told from. All entries of an order sum to what is paid of it.
 */
import { type Minor, minor, subtract } from '../../../commerce/money.ts';
import type { Order } from '../../../commerce/order.ts';
import { type CountedPayment, countedPayments } from '../../../commerce/payment-status.ts';

export interface MoneyMove {
  readonly order: Order;
  /** UTC ISO instant. */
  readonly at: string;
  /** `held`: taken back by a dispute or a chargeback, for now or for good. */
  readonly kind: 'payment' | 'refund' | 'held';
  /** Below zero where it went back. */
  readonly amount: Minor;
  /** "transfer", "cash", or what the provider calls it: "visa", "yape". */
  readonly means: string;
  /** Number of the operation, or of the payment at the provider. */
  readonly operation: string;
  readonly by: 'provider' | 'customer' | 'seller';
  readonly note: string | null;
}

/** The oldest first. */
export function moneyMoves(order: Order): readonly MoneyMove[] {
  return countedPayments(order)
    .filter(({ bucket }) => bucket === 'good' || bucket === 'held' || bucket === 'lost')
    .flatMap((payment) => movesOf(order, payment))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function movesOf(order: Order, payment: CountedPayment): readonly MoneyMove[] {
  const { amount, bucket, at } = payment;
  const came: MoneyMove = { order, ...describe(order, payment), at: cameAt(order, payment), kind: 'payment', amount };
  if (bucket !== 'good') return [came, { ...came, at, kind: 'held', amount: less(amount) }];
  return [came, ...refundsOf(order, payment, came)];
}

/** Those of our own, and what the provider gave back without us, as one entry on the day of its last report. */
function refundsOf(order: Order, payment: CountedPayment, came: MoneyMove): readonly MoneyMove[] {
  const ours = (order.payments.refunds ?? []).filter(({ paymentId, status }) => paymentId === payment.id && status === 'settled');
  const written = ours.map(({ amount, at, reason, via }): MoneyMove => {
    const by = via === 'provider' ? came.by : 'seller';
    return { ...came, at, kind: 'refund', amount: less(amount), by, note: reason };
  });
  const rest = subtract(payment.refunded, minor(ours.reduce((sum, { amount }) => sum + amount, 0)));
  return rest === 0 ? written : [...written, { ...came, at: payment.at, kind: 'refund', amount: less(rest), note: null }];
}

function less(amount: Minor): Minor {
  return subtract(minor(0), amount);
}

function describe(order: Order, { id, via }: CountedPayment): Pick<MoneyMove, 'means' | 'operation' | 'by' | 'note'> {
  if (via === 'provider') return { means: order.payments.reports[id]?.means ?? '', operation: id, by: 'provider', note: null };
  const manual = order.payments.manual?.find((payment) => payment.id === id);
  return { means: manual?.method ?? '', operation: manual?.operation ?? id, by: manual?.by ?? 'seller', note: null };
}

/** A report is as new as its last change: of a payment that went back or is disputed it no longer says when it came. */
function cameAt(order: Order, { id, via, at }: CountedPayment): string {
  const report = order.payments.reports[id];
  if (via === 'manual' || !report || (report.status === 'approved' && report.refunded === 0)) return at;
  return order.history.find(({ what, by }) => what === 'confirmed' && by === 'provider')?.at ?? order.placedAt;
}
