/** What a customer pays for an order to be confirmed, and what she pays later. */
import type { DepositPolicy, PaymentMethod } from './catalog.ts';
import { type Minor, minor, percentOf } from './money.ts';

/** Who pays at the door or at the counter pays nothing before. */
const BEFORE_DELIVERY: ReadonlySet<PaymentMethod> = new Set(['link', 'pix', 'transfer']);

/**
 * The deposit of a total, rounded half away from zero and capped at the total (S66); null where the whole
 * total is paid now.
 */
export function depositOf(policy: DepositPolicy | undefined, method: PaymentMethod, total: Minor): Minor | null {
  if (!policy || !BEFORE_DELIVERY.has(method)) return null;
  const deposit = 'bps' in policy.of ? percentOf(total, policy.of.bps) : policy.of.amount;
  return deposit > 0 && deposit < total ? minor(deposit) : null;
}
