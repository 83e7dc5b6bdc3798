/**
 * What has to be true before goods leave the house (facts/commerce.md §3.2, 9): they are paid for, or are paid
 * for at the door, or the seller says why not; and they are there.
 */
import type { Order } from './order.ts';
import { balance } from './payment-status.ts';
import { unitsOf } from './placement.ts';
import type { RefusalOf } from './refusal.ts';
import type { StockLevel } from './stock.ts';

/** Paid when it is handed over: all of it in cash, or the rest of a deposit. */
export function isPaidAtDoor({ method, balanceAtDoor }: Pick<Order, 'method' | 'balanceAtDoor'>): boolean {
  return method === 'cash' || balanceAtDoor === true;
}

/** `onTrust`: why it leaves unpaid, in the words of the seller; null where she said nothing. */
export function refuseUnpaid(order: Order, onTrust: string | null): RefusalOf<'BALANCE_DUE'> | null {
  const missing = balance(order);
  return missing > 0 && onTrust === null ? { ok: false, code: 'BALANCE_DUE', missing } : null;
}

/** `level`: of a variant, undefined where it was never counted. */
export function refuseMissing(
  order: Pick<Order, 'lines'>,
  level: (variantId: string) => StockLevel | undefined,
): RefusalOf<'INSUFFICIENT_ON_HAND'> | null {
  for (const { variantId, qty } of unitsOf(order.lines)) {
    const onHand = level(variantId)?.onHand;
    if (onHand !== undefined && onHand < qty) return { ok: false, code: 'INSUFFICIENT_ON_HAND', variantId, onHand, needed: qty };
  }
  return null;
}
