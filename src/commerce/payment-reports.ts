/**
 * One report of a provider: what its status means, and which of two reports of a payment is the last word.
 */
import type { Minor } from './money.ts';
import type { OrderPayments, PaymentReport } from './payments.ts';

/** What a report means for us, whatever the provider calls it (facts/payments.md §2.2). */
export type Bucket = 'good' | 'waiting' | 'held' | 'lost' | 'nothing';

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

export function bucketOf(report: PaymentReport): Bucket {
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
  const { detail, amount, currency, reference, live, means, updatedAt, fees = null, net = null } = report;
  return JSON.stringify([detail, amount, currency, reference, live, means, updatedAt, fees, net]);
}

export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A payment that is `refunded` was given back whole, whatever the amount beside it says. */
export function refundedOf(report: PaymentReport): Minor {
  return report.status === 'refunded' ? report.amount : report.refunded;
}
