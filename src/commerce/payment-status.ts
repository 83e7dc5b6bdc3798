/**
 * What was paid, derived from everything that is recorded of the money of an order: the newest report of
 * every payment, receipts the seller accepted, refunds. Commutative and idempotent, so that notifications
 * may come twice, late or in any order. One function computes the sums for status, caps and balance.
 */
import { add, type Minor, minor, subtract, ZERO } from './money.ts';
import type { Order, Totals } from './order.ts';
import { type Bucket, bucketOf, compareTexts, refundedOf } from './payment-reports.ts';
import {
  isUnpaidCode,
  type OrderPayments,
  type PaymentReport,
  type PaymentStatus,
  type RefundRecord,
  receiptToReview,
} from './payments.ts';
import { returnCredit } from './returns.ts';

/** What of an order its payments are measured against. */
export type Payable = Pick<Order, 'payments' | 'currency' | 'live' | 'deposit'> & { readonly totals: Pick<Totals, 'total'> };
type Paid = Pick<Order, 'payments' | 'currency' | 'live'>;

/** Money of one payment in this order's currency and mode; anything else is never counted (scenario 21), only flagged. */
export interface CountedPayment {
  readonly id: string;
  readonly via: 'provider' | 'manual';
  readonly amount: Minor;
  /** What went back. */
  readonly refunded: Minor;
  /** What went back or may be on its way: refunds that did not fail count against the cap (S82). */
  readonly claimed: Minor;
  readonly bucket: Bucket;
  readonly at: string;
}

/** Every payment that counts, the oldest first. */
export function countedPayments({ payments, currency, live }: Paid): readonly CountedPayment[] {
  const { manual = [], reports } = payments;
  const reported = Object.values(reports)
    .filter((report) => report.currency === currency && report.live === live)
    .map((report): CountedPayment => {
      const bucket = isUnpaidCode(payments, report) ? 'nothing' : bucketOf(report);
      const amounts = { refunded: givenBack(payments, report, isSettled), claimed: givenBack(payments, report, isNotFailed) };
      return { id: report.paymentId, via: 'provider', amount: report.amount, ...amounts, bucket, at: report.updatedAt };
    });
  const byHand = manual.map(({ id, amount, status, at }): CountedPayment => {
    const bucket = status === 'settled' ? 'good' : 'nothing';
    const sum = (which: (refund: RefundRecord) => boolean) => sumOf(payments, id, which);
    return { id, via: 'manual', amount, refunded: sum(isSettled), claimed: sum(isNotFailed), bucket, at };
  });
  return [...reported, ...byHand].toSorted((a, b) => compareTexts(a.at, b.at) || compareTexts(a.id, b.id));
}

const isSettled = ({ status }: RefundRecord) => status === 'settled';
const isNotFailed = ({ status }: RefundRecord) => status !== 'failed';

function sumOf({ refunds = [] }: OrderPayments, paymentId: string, which: (refund: RefundRecord) => boolean): Minor {
  return add(...refunds.filter((refund) => refund.paymentId === paymentId && which(refund)).map(({ amount }) => amount));
}

/**
 * The provider's figure has our refunds in it as soon as it is new enough, and those made in its own app:
 * the larger of the two is true, and what was given back by hand comes on top.
 */
function givenBack(payments: OrderPayments, report: PaymentReport, which: (refund: RefundRecord) => boolean): Minor {
  const ours = sumOf(payments, report.paymentId, (refund) => refund.via === 'provider' && which(refund));
  const byHand = sumOf(payments, report.paymentId, (refund) => refund.via === 'registered' && which(refund));
  return add(minor(Math.max(refundedOf(report), ours)), byHand);
}

interface Sums {
  /** Settled, before refunds. */
  readonly settled: Minor;
  readonly refunded: Minor;
  /** In dispute: neither ours nor lost. */
  readonly held: Minor;
  readonly lost: Minor;
  readonly waiting: boolean;
}

function sumUp(order: Paid): Sums {
  const payments = countedPayments(order);
  const within = (bucket: Bucket) => payments.filter((payment) => payment.bucket === bucket);
  const amounts = (bucket: Bucket) => add(...within(bucket).map(({ amount }) => amount));
  return {
    settled: amounts('good'),
    refunded: add(...within('good').map(({ refunded }) => refunded)),
    held: amounts('held'),
    lost: amounts('lost'),
    waiting: within('waiting').length > 0,
  };
}

/** Money that is there: settled less refunds, without what is disputed or charged back. */
export function netPaid(order: Paid): Minor {
  const { settled, refunded } = sumUp(order);
  return subtract(settled, refunded);
}

/** Still to be paid; below zero: to be given back. A dead order owes everything it was paid; what came back is not owed any more. */
export function balance(order: Payable & Pick<Order, 'status' | 'lines' | 'returns'>): Minor {
  return subtract(isDead(order) ? ZERO : subtract(order.totals.total, returnCredit(order)), netPaid(order));
}

/** What must be there for the order to be confirmed: the deposit where one was agreed, never more than the total (S66). */
function neededToConfirm({ deposit, totals }: Pick<Payable, 'deposit' | 'totals'>): Minor {
  return minor(Math.min(deposit ?? totals.total, totals.total));
}

/** What the customer has to pay now: the deposit until the order is confirmed, then the balance; 0 where nothing is asked. */
export function dueNow(order: Payable & Pick<Order, 'status' | 'lines' | 'returns'>): Minor {
  const due = order.status === 'awaiting_payment' ? subtract(neededToConfirm(order), netPaid(order)) : balance(order);
  return minor(Math.max(0, due));
}

/** First match wins (facts/commerce.md §3.3). `under_review` is for receipts that a seller looks at: no report is one. */
export function paymentStatus(order: Payable): PaymentStatus {
  const { settled, refunded, held, lost, waiting } = sumUp(order);
  const { total } = order.totals;
  const net = subtract(settled, refunded);
  if (held > 0 && net < total) return 'disputed';
  if (lost > 0 && net <= 0) return 'charged_back';
  if (settled === 0) return receiptToReview(order.payments) ? 'under_review' : total === 0 ? 'paid' : waiting ? 'pending' : 'unpaid';
  if (refunded > 0 && net <= 0) return 'refunded';
  if (net > total) return 'overpaid';
  if (net === total) return 'paid';
  return refunded > 0 ? 'partially_refunded' : 'partially_paid';
}

/**
 * Whether money came or may still come, of whatever kind: an order must not expire under it. What was
 * rejected, cancelled, given back whole or lost does not count.
 */
export function paymentUnderway(payments: OrderPayments): boolean {
  const { manual = [] } = payments;
  const byHand = manual.some(
    ({ id, amount, status }) => status === 'under_review' || (status === 'settled' && sumOf(payments, id, isSettled) < amount),
  );
  return (
    byHand ||
    Object.values(payments.reports).some((report) => {
      const bucket = isUnpaidCode(payments, report) ? 'nothing' : bucketOf(report);
      return bucket === 'waiting' || bucket === 'held' || (bucket === 'good' && givenBack(payments, report, isSettled) < report.amount);
    })
  );
}

/** What a seller must look at, besides the status. */
interface PaymentFlags {
  /** More than one payment settled, and together they are too much. */
  readonly duplicate: boolean;
  /** What is missing where something was paid, but not enough; null otherwise, also where a confirmed order is short by a refund. */
  readonly short: Minor | null;
  /** What is too much; null where nothing is. */
  readonly over: Minor | null;
  /** Money in another currency than the order's. */
  readonly wrongCurrency: boolean;
  /** Practice money for a real order, or real money for a practice order. */
  readonly wrongMode: boolean;
  /** Money for an order that was cancelled or has expired. */
  readonly afterClose: boolean;
  /** A payment is disputed or was charged back. */
  readonly disputed: boolean;
  /** The provider reports a status that is not known here. */
  readonly unknown: boolean;
}

export function paymentFlags(order: Payable & Pick<Order, 'status'>): PaymentFlags {
  const { payments } = order;
  const reports = Object.values(payments.reports);
  const counted = countedPayments(order).filter(({ bucket, amount, refunded }) => bucket === 'good' && refunded < amount);
  const uncounted = reports.filter((report) => bucketOf(report) === 'good' && refundedOf(report) < report.amount);
  const net = netPaid(order);
  const { total } = order.totals;
  return {
    duplicate: counted.length > 1 && net > total,
    short: missingOf(order, net),
    over: net > total ? subtract(net, total) : null,
    wrongCurrency: uncounted.some((report) => report.currency !== order.currency),
    wrongMode: uncounted.some((report) => report.live !== order.live),
    afterClose: isDead(order) && (counted.length > 0 || uncounted.length > 0),
    disputed: reports.some((report) => report.status === 'in_mediation' || report.status === 'charged_back'),
    unknown: reports.some((report) => report.status === 'unknown'),
  };
}

/** While it waits, what the deposit or the total still lacks; later only where nobody agreed to a balance or gave money back. */
function missingOf(order: Payable & Pick<Order, 'status'>, net: Minor): Minor | null {
  const waits = order.status === 'awaiting_payment';
  if (!waits && (order.deposit !== undefined || sumUp(order).refunded > 0)) return null;
  const wanted = waits ? neededToConfirm(order) : order.totals.total;
  return net > 0 && net < wanted ? subtract(wanted, net) : null;
}

function isDead(order: Pick<Order, 'status'>): boolean {
  return order.status === 'cancelled' || order.status === 'expired';
}

/** What the provider kept of the payments of an order and what reached the seller, as it reports them; null where no payment says it. */
export function economics(order: Paid): { readonly fees: Minor | null; readonly net: Minor | null } {
  const good = countedPayments(order).filter(({ bucket, via }) => bucket === 'good' && via === 'provider');
  const known = (what: 'fees' | 'net') => good.flatMap(({ id }) => order.payments.reports[id]?.[what] ?? []);
  const sumOrNull = (amounts: readonly Minor[]) => (amounts.length === 0 ? null : add(...amounts));
  return { fees: sumOrNull(known('fees')), net: sumOrNull(known('net')) };
}
