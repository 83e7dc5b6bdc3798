/**
 * The right to give back what was bought at a distance, without a reason: how long by country, what is left out
 * of it, and what is written down of it. Asking needs nobody's leave: it is registered with a code at once, also
 * when it is late, and what is late or left out is said with it (facts/payments.md §3.1).
 */
import { type DayCount, endOfTerm } from './business-days.ts';
import { localDate } from './calendar.ts';
import { type Catalog, productOf } from './catalog.ts';
import type { Order, OrderLine, Withdrawal } from './order.ts';
import type { Refusal } from './refusal.ts';
import { returnable } from './returns.ts';

export interface WithdrawalPolicy {
  readonly days: number;
  readonly count: DayCount;
  /** Who pays for sending it back. */
  readonly freight: 'seller' | 'buyer';
}

/**
 * By ISO 3166-1 alpha-2. AR: Ley 24.240 art. 34, Disposición 954/2025. BR: CDC art. 49. CL: Ley 19.496 art. 3 bis b
 * (90 days where nothing was confirmed in writing: the chat confirms every order). CO: Ley 1480 art. 47. MX: LFPC
 * art. 56. UY: Ley 17.250 art. 16. A country that is not here, Peru among them, has no general right.
 */
const POLICIES: Readonly<Record<string, WithdrawalPolicy>> = {
  AR: { days: 10, count: 'calendar', freight: 'seller' },
  BR: { days: 7, count: 'calendar', freight: 'seller' },
  CL: { days: 10, count: 'calendar', freight: 'buyer' },
  CO: { days: 5, count: 'business', freight: 'buyer' },
  MX: { days: 5, count: 'business', freight: 'buyer' },
  UY: { days: 5, count: 'business', freight: 'buyer' },
};

/** null where the law knows no such right. */
export function withdrawalPolicy(country: string): WithdrawalPolicy | null {
  return POLICIES[country] ?? null;
}

/** Where an order is over, there is nothing to withdraw from. */
const OVER: ReadonlySet<Order['status']> = new Set(['cancelled', 'expired', 'returned']);

export function mayWithdraw({ status, withdrawal }: Pick<Order, 'status' | 'withdrawal'>): boolean {
  return withdrawal === undefined && !OVER.has(status);
}

export interface WithdrawalTerms {
  readonly country: string;
  readonly timeZone: string;
  readonly holidays: readonly string[];
  readonly catalog: Catalog;
}

/** Of an order as it is now, with what the term and the products say of it. `at`: UTC ISO instant. */
export function withdrawFrom(
  order: Order,
  code: string,
  terms: WithdrawalTerms,
  at: string,
): { readonly ok: true; readonly order: Order; readonly withdrawal: Withdrawal } | Refusal {
  const policy = withdrawalPolicy(terms.country);
  if (!policy || !mayWithdraw(order)) return { ok: false, code: 'WITHDRAWAL_NOT_POSSIBLE' };
  const deadline = deadlineOf(order, policy, terms);
  const today = localDate(Date.parse(at), terms.timeZone);
  const excluded = order.lines.filter((line) => isExcluded(line, terms.catalog)).map(({ id }) => id);
  const withdrawal: Withdrawal = { code, requestedAt: at, deadline, inTime: deadline === null || today <= deadline, excluded };
  return { ok: true, order: { ...order, withdrawal, version: order.version + 1 }, withdrawal };
}

/** The term begins the day after she received it. */
export function deadlineOf(
  order: Pick<Order, 'history'>,
  policy: WithdrawalPolicy,
  terms: Omit<WithdrawalTerms, 'catalog'>,
): string | null {
  const received = order.history.findLast(({ what }) => what === 'delivered')?.at;
  return received === undefined
    ? null
    : endOfTerm(localDate(Date.parse(received), terms.timeZone), policy.days, policy.count, terms.holidays);
}

/** Made for her alone, or spoiled soon: what the seller marked, and what has her own text on it. */
function isExcluded(line: OrderLine, catalog: Catalog): boolean {
  return (line.personal ?? '') !== '' || productOf(catalog, line.productId)?.noWithdrawal === true;
}

/** What comes back by it: every unit that can, of the lines that are not left out. */
export function unitsWithdrawn(order: Order, { excluded }: Withdrawal): readonly { readonly lineId: string; readonly qty: number }[] {
  return order.lines
    .filter(({ id }) => !excluded.includes(id))
    .map((line) => ({ lineId: line.id, qty: returnable(order, line) }))
    .filter(({ qty }) => qty > 0);
}
