/**
 * Money outside the provider: a customer says she paid and shows a receipt, the seller looks into her
 * account and accepts or rejects it, or writes down money that she was handed. A picture proves nothing
 * (fake receipts are a common fraud): only the seller settles.
 */

import type { Minor } from './money.ts';
import type { Order } from './order.ts';
import { withPayments } from './order-moves.ts';
import { balance, dueNow } from './payment-status.ts';
import type { ManualPayment, Proof } from './payments.ts';
import type { Refusal } from './refusal.ts';

export type ManualChange = { readonly ok: true; readonly order: Order; readonly payment: ManualPayment } | Refusal;

export interface Claim {
  readonly proof?: Proof;
  readonly operation?: string;
  /** Ids of payments in which the same picture or operation was seen. */
  readonly seenIn: readonly string[];
}

/** A receipt for what is due now: it stops the clock of the order and waits for the seller. `at`: UTC ISO instant. */
export function claimPaid(order: Order, claim: Claim, at: string): { readonly order: Order; readonly payment: ManualPayment } {
  const { proof, operation, seenIn } = claim;
  const payment: ManualPayment = {
    id: nextId(order),
    method: 'transfer',
    amount: dueNow(order),
    status: 'under_review',
    ...(proof && { proof }),
    ...(operation && { operation }),
    ...(seenIn.length > 0 && { seenIn }),
    at,
    by: 'customer',
  };
  return { order: withManual(order, [...manualOf(order), payment]), payment };
}

/** Pictures kept with one receipt besides its last: more than anybody has to show for a payment. All of them stay in the conversation. */
const MOST_EARLIER = 30;

/** A second picture or the number of the operation for a receipt that still waits belongs to it, rather than being another one. */
export function completeClaim(
  order: Order,
  before: ManualPayment,
  claim: Claim,
): { readonly order: Order; readonly payment: ManualPayment } {
  const seenIn = [...new Set([...(before.seenIn ?? []), ...claim.seenIn])];
  const payment: ManualPayment = {
    ...before,
    ...(claim.proof && { proof: claim.proof }),
    ...(claim.proof && before.proof && { earlierProofs: [...(before.earlierProofs ?? []), before.proof].slice(-MOST_EARLIER) }),
    ...(claim.operation && { operation: claim.operation }),
    ...(seenIn.length > 0 && { seenIn }),
  };
  return { order: replaced(order, payment), payment };
}

/** The seller saw the money: `amount` where it is another than what was claimed. */
export function acceptReceipt(order: Order, paymentId: string | null, amount: Minor | null): ManualChange {
  const found = reviewed(order, paymentId);
  if (!found) return { ok: false, code: 'PAYMENT_NOT_FOUND', paymentId };
  if (amount !== null && amount <= 0) return { ok: false, code: 'INVALID_AMOUNT', amount };
  const payment: ManualPayment = { ...found, status: 'settled', amount: amount ?? found.amount };
  return { ok: true, order: replaced(order, payment), payment };
}

export function rejectReceipt(order: Order, paymentId: string | null, reason: string): ManualChange {
  const found = reviewed(order, paymentId);
  if (!found) return { ok: false, code: 'PAYMENT_NOT_FOUND', paymentId };
  const payment: ManualPayment = { ...found, status: 'rejected', reason };
  return { ok: true, order: replaced(order, payment), payment };
}

/** Money the seller was handed, or found in her account. `amount` null: all that is still to be paid. */
export function registerPayment(order: Order, method: ManualPayment['method'], amount: Minor | null, at: string): ManualChange {
  const value = amount ?? balance(order);
  if (value <= 0) return { ok: false, code: 'INVALID_AMOUNT', amount: value };
  const payment: ManualPayment = { id: nextId(order), method, amount: value, status: 'settled', at, by: 'seller' };
  return { ok: true, order: withManual(order, [...manualOf(order), payment]), payment };
}

/** The one that waits with this id, or the oldest that waits. */
function reviewed(order: Order, paymentId: string | null): ManualPayment | undefined {
  return manualOf(order).find(({ id, status }) => status === 'under_review' && (paymentId === null || id === paymentId));
}

function manualOf({ payments }: Order): readonly ManualPayment[] {
  return payments.manual ?? [];
}

function nextId(order: Order): string {
  return `${order.id}-P${manualOf(order).length + 1}`;
}

function replaced(order: Order, payment: ManualPayment): Order {
  return withManual(
    order,
    manualOf(order).map((other) => (other.id === payment.id ? payment : other)),
  );
}

function withManual(order: Order, manual: readonly ManualPayment[]): Order {
  return withPayments(order, { ...order.payments, manual });
}

/** "Op. 00-123 456" and "00123456" are the same operation. Empty where it is none. */
export function foldOperation(operation: string): string {
  return operation
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}
