/**
 * What was paid, derived from the newest report of every payment of an order: commutative and
 * idempotent, so that notifications may come twice, late or in any order.
 */
import { add, type Currency, type Minor, subtract, ZERO } from './money.ts';
import type { Order, Totals } from './order.ts';

export type PaymentStatus =
  | 'unpaid'
  | 'pending'
  | 'under_review'
  | 'partially_paid'
  | 'paid'
  | 'overpaid'
  | 'partially_refunded'
  | 'refunded'
  | 'disputed'
  | 'charged_back';

/** What the provider says of one payment; the newest `updatedAt` wins. */
export interface PaymentReport {
  readonly paymentId: string;
  readonly status:
    | 'approved'
    | 'authorized'
    | 'in_process'
    | 'pending'
    | 'rejected'
    | 'cancelled'
    | 'refunded'
    | 'in_mediation'
    | 'charged_back'
    | 'unknown';
  /** The provider's own detail ("cc_rejected_insufficient_amount"). */
  readonly detail: string;
  readonly amount: Minor;
  readonly refunded: Minor;
  readonly currency: Currency | 'other';
  /** Our attempt reference; null where the provider has none. */
  readonly reference: string | null;
  readonly live: boolean;
  /** UTC ISO instant of the provider's last change. */
  readonly updatedAt: string;
  /** "visa", "pix", "yape": what the customer used. */
  readonly means: string;
}

/** One link that a customer can pay. */
export interface PaymentAttempt {
  /** Sent to the provider as external_reference: unguessable, at most 64 of `[A-Za-z0-9._-]`. */
  readonly reference: string;
  readonly amount: Minor;
  readonly status: 'creating' | 'open' | 'closed' | 'failed';
  readonly providerRef?: string;
  readonly url?: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface OrderPayments {
  readonly attempts: readonly PaymentAttempt[];
  /** By payment id. */
  readonly reports: Readonly<Record<string, PaymentReport>>;
}

/** What a report means for us, whatever the provider calls it (facts/payments.md §2.2). */
type Bucket = 'good' | 'waiting' | 'held' | 'lost' | 'nothing';

/**
 * By status; `rank` decides between two reports of the same instant: later in a payment's life wins.
 * `authorized` is no money yet. An unknown status may be money: it waits until it is understood.
 */
const MEANING = {
  unknown: { rank: 0, bucket: 'waiting' },
  pending: { rank: 1, bucket: 'waiting' },
  in_process: { rank: 2, bucket: 'waiting' },
  authorized: { rank: 3, bucket: 'waiting' },
  rejected: { rank: 4, bucket: 'nothing' },
  cancelled: { rank: 5, bucket: 'nothing' },
  approved: { rank: 6, bucket: 'good' },
  in_mediation: { rank: 7, bucket: 'held' },
  refunded: { rank: 8, bucket: 'good' },
  charged_back: { rank: 9, bucket: 'lost' },
} as const satisfies Record<PaymentReport['status'], { readonly rank: number; readonly bucket: Bucket }>;

/** A chargeback is open, lost, or won back; only its detail says which. */
const CHARGEBACK: Readonly<Record<string, Bucket>> = { in_process: 'held', settled: 'lost', reimbursed: 'good' };

function bucketOf(report: PaymentReport): Bucket {
  return report.status === 'charged_back' ? (CHARGEBACK[report.detail] ?? 'lost') : MEANING[report.status].bucket;
}

/** Keeps the newest report of each payment; the same object where the report says nothing newer. */
export function mergeReport(payments: OrderPayments, report: PaymentReport): OrderPayments {
  const known = Object.hasOwn(payments.reports, report.paymentId) ? payments.reports[report.paymentId] : undefined;
  if (known && compareReports(report, known) <= 0) return payments;
  return { ...payments, reports: { ...payments.reports, [report.paymentId]: report } };
}

/** Above zero: `a` is the newer one. A total order, so that the last word never depends on who came first. */
function compareReports(a: PaymentReport, b: PaymentReport): number {
  return (
    Date.parse(a.updatedAt) - Date.parse(b.updatedAt) ||
    MEANING[a.status].rank - MEANING[b.status].rank ||
    a.refunded - b.refunded ||
    compareTexts(writtenOut(a), writtenOut(b))
  );
}

function writtenOut(report: PaymentReport): string {
  const { detail, amount, currency, reference, live, means, updatedAt } = report;
  return JSON.stringify([detail, amount, currency, reference, live, means, updatedAt]);
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What of an order its payments are measured against. */
export type Payable = Pick<Order, 'payments' | 'currency' | 'live'> & { readonly totals: Pick<Totals, 'total'> };

/** Money in this order's currency and mode; anything else is never counted (scenario 21), only flagged. */
function counted(order: Pick<Order, 'payments' | 'currency' | 'live'>): readonly PaymentReport[] {
  return Object.values(order.payments.reports).filter((report) => report.currency === order.currency && report.live === order.live);
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

function sumUp(order: Pick<Order, 'payments' | 'currency' | 'live'>): Sums {
  const reports = counted(order);
  const within = (bucket: Bucket) => reports.filter((report) => bucketOf(report) === bucket);
  const amounts = (bucket: Bucket) => add(...within(bucket).map((report) => report.amount));
  return {
    settled: amounts('good'),
    refunded: add(...within('good').map(refundedOf)),
    held: amounts('held'),
    lost: amounts('lost'),
    waiting: within('waiting').length > 0,
  };
}

/** A payment that is `refunded` was given back whole, whatever the amount beside it says. */
function refundedOf(report: PaymentReport): Minor {
  return report.status === 'refunded' ? report.amount : report.refunded;
}

/** Money that is there: settled less refunds, without what is disputed or charged back. */
export function netPaid(order: Pick<Order, 'payments' | 'currency' | 'live'>): Minor {
  const { settled, refunded } = sumUp(order);
  return subtract(settled, refunded);
}

/** Still to be paid; below zero: to be given back. A dead order owes everything it was paid. */
export function balance(order: Payable & Pick<Order, 'status'>): Minor {
  return subtract(isDead(order) ? ZERO : order.totals.total, netPaid(order));
}

/** First match wins (facts/commerce.md §3.3). `under_review` is for receipts that a seller looks at: no report is one. */
export function paymentStatus(order: Payable): PaymentStatus {
  const { settled, refunded, held, lost, waiting } = sumUp(order);
  const { total } = order.totals;
  const net = subtract(settled, refunded);
  if (held > 0 && net < total) return 'disputed';
  if (lost > 0 && net <= 0) return 'charged_back';
  if (settled === 0) return total === 0 ? 'paid' : waiting ? 'pending' : 'unpaid';
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
  return Object.values(payments.reports).some((report) => {
    const bucket = bucketOf(report);
    return bucket === 'waiting' || bucket === 'held' || (bucket === 'good' && refundedOf(report) < report.amount);
  });
}

/** What a seller must look at, besides the status. */
export interface PaymentFlags {
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
  const reports = Object.values(order.payments.reports);
  const hasMoney = (report: PaymentReport) => bucketOf(report) === 'good' && refundedOf(report) < report.amount;
  const paid = reports.filter(hasMoney);
  const { refunded } = sumUp(order);
  const net = netPaid(order);
  const { total } = order.totals;
  return {
    duplicate: counted(order).filter(hasMoney).length > 1 && net > total,
    short: net > 0 && net < total && (refunded === 0 || order.status === 'awaiting_payment') ? subtract(total, net) : null,
    over: net > total ? subtract(net, total) : null,
    wrongCurrency: paid.some((report) => report.currency !== order.currency),
    wrongMode: paid.some((report) => report.live !== order.live),
    afterClose: isDead(order) && paid.length > 0,
    disputed: reports.some((report) => report.status === 'in_mediation' || report.status === 'charged_back'),
    unknown: reports.some((report) => report.status === 'unknown'),
  };
}

function isDead(order: Pick<Order, 'status'>): boolean {
  return order.status === 'cancelled' || order.status === 'expired';
}
