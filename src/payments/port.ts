/**
 * A payment provider as the runtime sees it. Every implementation passes `test/contracts/payments`.
 * Practice mode is no second implementation: it is the same code talking to a server on this machine.
 */
import type { Currency, Minor } from '../commerce/money.ts';
import type { PaymentReport } from '../commerce/payments.ts';

export interface Payments {
  readonly id: 'mercado-pago';
  /** True where real money moves. */
  readonly live: boolean;
  /** Whose account it is, and whether it can be used at all. */
  check(): Promise<Account>;
  /** A page where `total` can be paid once per attempt. @throws {PaymentProblem} */
  createLink(input: LinkInput): Promise<{ readonly providerRef: string; readonly url: string }>;
  /** A code that can be paid without a page (Pix in Brazil). Its payment waits from now on. @throws {PaymentProblem} */
  createDirect(input: DirectInput): Promise<DirectPayment>;
  /** Nobody can pay that code any more; one that is paid already stays paid. @throws {PaymentProblem} */
  closeDirect(paymentId: string): Promise<void>;
  /** Best effort: nothing new can be paid on it; a page already open may still be. @throws {PaymentProblem} */
  closeLink(providerRef: string): Promise<void>;
  /** Pure check of a notification; nothing in it is believed but the id of the resource. */
  verifyNotification(request: RawNotification): Notification;
  /** What is true about a payment; null where the provider does not know it. @throws {PaymentProblem} */
  fetchPayment(id: string): Promise<PaymentReport | null>;
  /** Every payment made with this reference. @throws {PaymentProblem} */
  findByReference(reference: string): Promise<readonly PaymentReport[]>;
  /**
   * A page of the payments of this account that changed in a span, the oldest first; ms since the epoch. `next`: offset of
   * the next page; null after the last. @throws {PaymentProblem}
   */
  changedBetween(
    from: number,
    to: number,
    offset: number,
  ): Promise<{ readonly reports: readonly PaymentReport[]; readonly next: number | null }>;
  /** `key` makes a repeat the same refund. `amount` null: all of it. @throws {PaymentProblem} */
  refund(
    paymentId: string,
    amount: Minor | null,
    key: string,
  ): Promise<{ readonly refundId: string; readonly status: 'settled' | 'pending' | 'failed' }>;
}

export interface Account {
  readonly sellerId: string;
  readonly country: string;
  readonly currency: Currency;
  /** A user made for tests: its money is not real, whatever its credentials look like. */
  readonly test: boolean;
}

export interface DirectInput {
  readonly reference: string;
  readonly key: string;
  readonly currency: Currency;
  readonly title: string;
  readonly total: Minor;
  /** ms since the epoch. */
  readonly expiresAt: number;
  readonly notificationUrl: string | null;
}

export interface DirectPayment {
  readonly paymentId: string;
  /** The text that the buyer copies into her bank's app. */
  readonly code: string;
  /** A page with the same code; null where there is none. */
  readonly url: string | null;
}

export interface LinkInput {
  readonly reference: string;
  readonly key: string;
  readonly currency: Currency;
  /** As the buyer's card statement shows it, where it has room. */
  readonly shop: string;
  readonly lines: readonly { readonly id: string; readonly title: string; readonly qty: number; readonly unitPrice: Minor }[];
  readonly delivery: Minor;
  readonly discount: Minor;
  readonly total: Minor;
  /** ms since the epoch. */
  readonly expiresAt: number;
  readonly notificationUrl: string | null;
  /** Where the buyer may return to; never trusted. */
  readonly returnUrl: string | null;
}

export interface RawNotification {
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** ms since the epoch. */
  readonly receivedAt: number;
}

export type Notification =
  | { readonly ok: true; readonly topic: 'payment' | 'other'; readonly resourceId: string }
  | { readonly ok: false; readonly reason: 'no-signature' | 'bad-signature' | 'no-id' };

/** Why a call to the provider did not work, and whether trying again can help. */
export class PaymentProblem extends Error {
  readonly kind:
    | 'invalid'
    | 'bad-credentials'
    | 'rate-limited'
    | 'unreachable'
    | 'provider-down'
    | 'bad-response'
    | 'conflict'
    | 'no-balance';
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  /** The provider may have done it although no answer came. */
  readonly maybeApplied: boolean;
  constructor(
    kind: PaymentProblem['kind'],
    message: string,
    options: { readonly retryable: boolean; readonly retryAfterMs?: number | null; readonly maybeApplied?: boolean },
  ) {
    super(message);
    this.kind = kind;
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.maybeApplied = options.maybeApplied ?? false;
  }
}
