/**
 * What is recorded of the money of an order: links and codes that can be paid, what the provider reports,
 * money that a person says came, and money that went back. What all of it means is derived in
 * `payment-status.ts`; nothing here decides.
 */
import type { Currency, Minor } from './money.ts';

/** What all of it means for the order. */
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
  /** What the provider keeps for itself; missing where it does not say. Rounded to the minor unit, never compared. */
  readonly fees?: Minor;
  /** What reaches the seller; missing where the provider does not say. */
  readonly net?: Minor;
}

/** One link or code that a customer can pay. */
export interface PaymentAttempt {
  /** Sent to the provider as external_reference: unguessable, at most 64 of `[A-Za-z0-9._-]`. */
  readonly reference: string;
  readonly amount: Minor;
  readonly status: 'creating' | 'open' | 'closed' | 'failed';
  /** Id of the link, or of the payment that a code is. */
  readonly providerRef?: string;
  readonly url?: string;
  /** A text to copy into a bank's app (Pix): then there is no page, and `providerRef` is a payment. */
  readonly code?: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** A picture or PDF of a receipt, as the shop keeps it. */
export interface Proof {
  readonly ref: string;
  readonly mime: string;
  readonly sha256?: string;
}

/**
 * Money outside the provider. A receipt is only a claim: whatever is on its picture, it counts when the
 * seller has seen the money in her account.
 */
export interface ManualPayment {
  /** `1001-P1`. */
  readonly id: string;
  /** `exchange`: what came back of another order pays for this one. */
  readonly method: 'transfer' | 'cash' | 'exchange';
  /** What was claimed; what counts once it is settled. */
  readonly amount: Minor;
  readonly status: 'under_review' | 'settled' | 'rejected';
  /** The picture that was shown last. */
  readonly proof?: Proof;
  /** Those before it, oldest first: an album, or a better one after a bad one. */
  readonly earlierProofs?: readonly Proof[];
  /** Number of the operation, as it was written. */
  readonly operation?: string;
  /** Ids of payments, of this order or others, that have the same picture or the same operation. */
  readonly seenIn?: readonly string[];
  readonly at: string;
  readonly by: 'customer' | 'seller';
  /** Why it was rejected. */
  readonly reason?: string;
}

/** Money that went back, or is on its way. */
export interface RefundRecord {
  /** `1001-R1`. */
  readonly id: string;
  /** Of a report or of a manual payment. */
  readonly paymentId: string;
  readonly amount: Minor;
  readonly status: 'pending' | 'settled' | 'failed';
  /** `registered`: given back by hand, and written down. */
  readonly via: 'provider' | 'registered';
  readonly reason: string;
  /** The request it belongs to: the same request twice is one refund. */
  readonly request: string;
  /** Why the provider did not do it. */
  readonly problem?: string;
  readonly returnId?: string;
  readonly at: string;
  readonly by: 'seller';
}

export interface OrderPayments {
  readonly attempts: readonly PaymentAttempt[];
  /** By payment id. */
  readonly reports: Readonly<Record<string, PaymentReport>>;
  readonly manual?: readonly ManualPayment[];
  readonly refunds?: readonly RefundRecord[];
}

/** The receipt that waits for the seller, the oldest first; null where none does. */
export function receiptToReview({ manual = [] }: OrderPayments): ManualPayment | null {
  return manual.find((payment) => payment.status === 'under_review') ?? null;
}

/** The code that nobody has paid yet is no payment under way: it says only that it can be paid. */
export function isUnpaidCode({ attempts }: Pick<OrderPayments, 'attempts'>, report: PaymentReport): boolean {
  return report.status === 'pending' && attempts.some((attempt) => attempt.code !== undefined && attempt.providerRef === report.paymentId);
}
