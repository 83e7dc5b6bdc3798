/**
 * Taxes and cash rounding: both are computed from what the customer pays, neither changes what a line
 * costs (facts/commerce.md §3.5). Prices include their tax.
 */
import { add, type Minor, minor, mulDiv, subtract, ZERO } from './money.ts';

const WHOLE_BPS = 10_000;

/** The tax inside an amount, at `bps` basis points, rounded half away from zero. @throws {AmountTooLarge} */
export function taxInside(amount: Minor, bps: number): Minor {
  return mulDiv(amount, bps, WHOLE_BPS + bps);
}

/** What was sold at one rate. `net` + `tax` is what was paid for it. */
export interface TaxOfRate {
  readonly bps: number;
  readonly net: Minor;
  readonly tax: Minor;
}

/** One entry for each rate, the lowest first; what says nothing of its tax is left out. */
export function taxesByRate(
  parts: readonly { readonly amount: Minor; readonly taxBps: number | null; readonly tax: Minor }[],
): readonly TaxOfRate[] {
  const rates = new Map<number, TaxOfRate>();
  for (const { amount, taxBps, tax } of parts) {
    if (taxBps === null || amount === 0) continue;
    const sum = rates.get(taxBps) ?? { bps: taxBps, net: ZERO, tax: ZERO };
    rates.set(taxBps, { bps: taxBps, net: add(sum.net, subtract(amount, tax)), tax: add(sum.tax, tax) });
  }
  return [...rates.values()].toSorted((a, b) => a.bps - b.bps);
}

/**
 * What is added to a total paid in cash (below zero: taken off) so that coins of `step` can pay it; up to
 * half a step goes down, more goes up: Chile, Ley 20.956, 1 to 5 down, 6 to 9 up.
 */
export function cashRounding(total: Minor, step: Minor): Minor {
  const rest = total % step;
  if (rest === 0) return ZERO;
  return minor(rest * 2 <= step ? -rest : step - rest);
}
