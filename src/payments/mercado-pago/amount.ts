/**
 * Money on Mercado Pago's wire: JSON numbers, with at most the decimals of the currency. Built from
 * decimal text, so that no arithmetic of ours ever happens on fractions.
 */
import { type Currency, EXPONENTS, fromDecimal, type Minor, toDecimal } from '../../commerce/money.ts';

/** Furthest a JSON number may be from the decimal it stands for: far below half a minor unit, far above float noise. */
const NOISE = 1e-6;

export function toWire(amount: Minor, currency: Currency): number {
  return Number(toDecimal(amount, currency));
}

/** null where the number has more decimals than the currency: such an amount is refused, never rounded. */
export function fromWire(amount: number, currency: Currency): Minor | null {
  const text = amount.toFixed(EXPONENTS[currency]);
  if (Math.abs(Number(text) - amount) > NOISE) return null;
  return fromDecimal(text, currency);
}

export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(EXPONENTS, code);
}
