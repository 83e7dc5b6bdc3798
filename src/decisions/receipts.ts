/**
 * Receipts: what a customer shows as proof waits for the seller; a picture or an operation that was shown
 * before, for whichever order, is noticed and said. The seller's decision is the only one that counts.
 */
import { claimPaid, completeClaim, foldOperation } from '../commerce/manual-payments.ts';
import { type ManualPayment, receiptToReview } from '../commerce/payments.ts';
import type { ReceiptShown } from '../conversation/turn/counter.ts';
import type { Draft } from './draft.ts';
import { alertAbout } from './money-came.ts';

/** Proofs of all time are spread over so many documents, so that no memory holds them all and each stays small. */
const BUCKETS = 1024;
/** Hexadecimal digits that choose the bucket of a picture. */
const BUCKET_DIGITS = 6;

/** The customer showed that she paid: the order stops expiring and the seller is asked to look. */
export function showReceipt(draft: Draft, orderId: string, shown: ReceiptShown): void {
  const order = draft.get('orders', orderId);
  if (!order) throw new Error(`there is no order ${orderId}`);
  const keys = keysOf(shown);
  const earlier = [...new Set(keys.flatMap((key) => shownFor(draft, key)))];
  const open = receiptToReview(order.payments);
  const seenIn = earlier.filter((paymentId) => paymentId !== open?.id);
  const { order: claimed, payment } = open
    ? completeClaim(order, open, { ...shown, seenIn })
    : claimPaid(order, { ...shown, seenIn }, draft.at);
  draft.put('orders', claimed.id, claimed);
  for (const key of keys) remember(draft, key, payment);
  draft.factOfOrder(claimed, 'payment-pending');
  const repeated = payment.seenIn ?? [];
  alertAbout(draft, repeated.length > 0 ? 'receipt-repeated' : 'receipt-to-review', claimed, payment.id, { seen: repeated.join(', ') });
  if (repeated.length > 0) draft.remove('alerts', `receipt-to-review:${payment.id}`);
}

function keysOf({ proof, operation }: ReceiptShown): readonly string[] {
  const folded = operation === undefined ? '' : foldOperation(operation);
  return [...(proof?.sha256 === undefined ? [] : [`p:${proof.sha256}`]), ...(folded === '' ? [] : [`o:${folded}`])];
}

function shownFor(draft: Draft, key: string): readonly string[] {
  const shown = draft.get('proofs', bucketOf(key))?.shown ?? {};
  return Object.hasOwn(shown, key) ? (shown[key] ?? []) : [];
}

function remember(draft: Draft, key: string, { id }: ManualPayment): void {
  const bucket = bucketOf(key);
  const before = shownFor(draft, key);
  if (before.includes(id)) return;
  draft.put('proofs', bucket, { id: bucket, shown: { ...draft.get('proofs', bucket)?.shown, [key]: [...before, id] } });
}

/** The same for the same key, always: pictures by their digest, operations by their characters. */
function bucketOf(key: string): string {
  const picture = /^p:([0-9a-f]+)$/.exec(key)?.[1];
  const number = picture
    ? Number.parseInt(picture.slice(0, BUCKET_DIGITS), 16)
    : [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
  return String(number % BUCKETS);
}
