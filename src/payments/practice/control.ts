/**
 * The hand of the one who practises or tests: pays without the page, moves payments on, and makes things go
 * wrong. An object in the process that started the server, never a door of it.
 */
import type { Minor } from '../../commerce/money.ts';
import type { CallFault, Faults, NotificationFault, SeenCall } from './faults.ts';
import { isRefused, type Ledger, type PayOptions } from './ledger.ts';
import type { Notifier } from './notifier.ts';
import type { MoveName, OutcomeName } from './outcomes.ts';
import type { PracticePayment } from './records.ts';
import type { Shelf } from './shelf.ts';

export interface PracticeControl {
  /**
   * Pays a link as a buyer would, and resolves with the payment's id when the shop was told once.
   * @throws {Error} where there is no such link, or it has expired.
   */
  pay(preferenceId: string, outcome: OutcomeName, options?: PayOptions): Promise<string>;
  /** @throws {Error} where the payment's state does not allow it. */
  move(paymentId: string, move: MoveName): Promise<void>;
  /** Every link, the oldest first. */
  links(): readonly string[];
  /** What a link asks for, in minor units; 0 where there is none. */
  total(preferenceId: string): number;
  /** Whether nothing can be paid on it any more. */
  isClosed(preferenceId: string): boolean;
  /** What the provider says of the payments of a link, oldest first. */
  paymentsOf(preferenceId: string): readonly PracticePayment[];
  /** The same, of a reference. */
  paymentsOfReference(reference: string): readonly PracticePayment[];
  /** An event about anything, e.g. `topic_merchant_order_wh`. */
  notify(url: string, topic: string, resourceId: string): Promise<void>;
  /** The next `times` calls of the API fail like this; 1 where it is left out (the adapter tries twice on 500). `path`: only those whose path has this in it. */
  failCalls(fault: CallFault, times?: number, path?: string): void;
  /** Calls work again. */
  healCalls(): void;
  /** The next `times` notifications go wrong like this. */
  failNotifications(fault: NotificationFault, times?: number): void;
  /** Sends what was held, newest first. */
  releaseHeld(): Promise<void>;
  /** New payments stay out of the search for so long, in ms. */
  lagSearch(ms: number): void;
  /** Refunds are refused for want of money, or not any more. */
  emptyAccount(isEmpty: boolean): void;
  /** Gives money back as the seller would in the provider's own app; `amount` null: all that is left. */
  refundInApp(paymentId: string, amount: Minor | null): Promise<void>;
  /** Pays a code as a buyer's bank would. */
  payCode(paymentId: string): Promise<void>;
  /** Money for a reference that no link has, e.g. of another shop of the same account. Answers the payment's id. */
  payElsewhere(reference: string | null, amount: Minor, notificationUrl: string | null): Promise<string>;
  /** The last calls of the API, oldest first. */
  readonly calls: readonly SeenCall[];
}

export interface ControlOptions {
  readonly ledger: Ledger;
  readonly shelf: Shelf;
  readonly faults: Faults;
  readonly notifier: Notifier;
}

export function createControl({ ledger, shelf, faults, notifier }: ControlOptions): PracticeControl {
  async function settle(): Promise<void> {
    await shelf.save();
    await notifier.flush();
  }

  return {
    async pay(preferenceId, outcome, options) {
      const preference = ledger.preference(preferenceId);
      if (!preference) throw new Error(`There is no link ${preferenceId}`);
      if (ledger.isExpired(preference)) throw new Error(`The link ${preferenceId} has expired`);
      const payment = ledger.pay(preference, outcome, options);
      await settle();
      return String(payment.id);
    },
    async move(paymentId, move) {
      const payment = ledger.move(paymentId, move);
      if (isRefused(payment)) throw new Error(`Payment ${paymentId}: ${payment.refused.message}`);
      await settle();
    },
    links: () => Object.keys(shelf.records.preferences),
    paymentsOfReference: (reference) => structuredClone(ledger.search(reference, 0)),
    total(preferenceId) {
      const preference = ledger.preference(preferenceId);
      return preference ? ledger.total(preference) : 0;
    },
    isClosed(preferenceId) {
      const preference = ledger.preference(preferenceId);
      return preference === null || ledger.isExpired(preference);
    },
    paymentsOf: (preferenceId) => structuredClone(ledger.paymentsOf(preferenceId)),
    async notify(url, topic, resourceId) {
      ledger.notify(url, topic, 'updated', resourceId);
      await settle();
    },
    failCalls(fault, times = 1, path) {
      faults.callsLike = path ?? null;
      faults.failCalls(fault, times);
    },
    healCalls: () => faults.healCalls(),
    failNotifications: (fault, times = 1) => faults.failNotifications(fault, times),
    releaseHeld: () => notifier.releaseHeld(),
    lagSearch(ms) {
      faults.searchLagMs = ms;
    },
    emptyAccount(isEmpty) {
      faults.noBalance = isEmpty;
    },
    async refundInApp(paymentId, amount) {
      const refund = ledger.refundMinor(paymentId, amount);
      if (isRefused(refund)) throw new Error(`Payment ${paymentId}: ${refund.refused.message}`);
      await settle();
    },
    async payCode(paymentId) {
      const payment = ledger.move(paymentId, 'approve');
      if (isRefused(payment)) throw new Error(`Payment ${paymentId}: ${payment.refused.message}`);
      await settle();
    },
    async payElsewhere(reference, amount, notificationUrl) {
      const payment = ledger.payElsewhere(reference, amount, notificationUrl);
      await settle();
      return String(payment.id);
    },
    calls: faults.seen,
  };
}
