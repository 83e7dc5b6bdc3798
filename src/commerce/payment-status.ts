/**
 * What was paid, derived from the newest report of every payment of an order: commutative and
 * idempotent, so that notifications may come twice, late or in any order.
 */
import type { Currency, Minor } from './money.ts';

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
