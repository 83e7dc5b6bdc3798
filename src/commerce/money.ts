/**
 * Money: integers in minor units, one exponent table, one rounding rule.
 *
 * It is our own because the libraries of the field take the exponent of a currency from ISO 4217,
 * which is wrong for the sellers of this project (Mercado Pago accepts no decimals in COP).
 */

/** A safe integer of minor units (céntimos, centavos; pesos where the currency has no decimals). */
export type Minor = number & { readonly __minor: unique symbol };

/** Decimals in use with each currency: those that Mercado Pago accepts, not those of ISO 4217. */
export const EXPONENTS = {
  ARS: 2,
  BOB: 2,
  BRL: 2,
  CLP: 0,
  COP: 0,
  MXN: 2,
  PEN: 2,
  PYG: 0,
  USD: 2,
  UYU: 2,
} as const;

export type Currency = keyof typeof EXPONENTS;

/** Thrown for an amount that no safe integer holds; carts refuse it as a value before it comes to this. */
export class AmountTooLarge extends RangeError {
  readonly code = 'AMOUNT_TOO_LARGE';
}

/** @throws {AmountTooLarge} beyond ±(2^53−1); {TypeError} for anything but a whole number. */
export function minor(amount: number): Minor {
  if (!isMinor(amount)) {
    if (Number.isInteger(amount)) throw new AmountTooLarge(`${amount} is beyond the largest amount that can be kept exactly`);
    throw new TypeError(`${amount} is not a whole number of minor units`);
  }
  return amount;
}

/** -0 is excluded so that equal amounts are always written the same. */
function isMinor(amount: number): amount is Minor {
  return Number.isSafeInteger(amount) && !Object.is(amount, -0);
}

export const ZERO = minor(0);

/** @throws {AmountTooLarge} */
export function add(...amounts: readonly Minor[]): Minor {
  let sum: number = ZERO;
  for (const amount of amounts) sum = minor(sum + amount);
  return minor(sum);
}

/** @throws {AmountTooLarge} */
export function subtract(amount: Minor, less: Minor): Minor {
  return minor(amount - less);
}

/** `qty`: whole units. @throws {AmountTooLarge} */
export function times(amount: Minor, qty: number): Minor {
  const product = amount * qty;
  // A product below 2^53 is exact in a double; one beyond is refused, so that BigInt is not needed here.
  return minor(product === 0 ? 0 : product);
}

/** Basis points in a whole: 1000 bps = 10 %. */
const WHOLE_BPS = 10_000;

/** Part of an amount in basis points, rounded half away from zero (facts/commerce.md §3.5). @throws {AmountTooLarge} */
export function percentOf(amount: Minor, bps: number): Minor {
  return mulDiv(amount, bps, WHOLE_BPS);
}

/** `amount × by ÷ over` without loss on the way, rounded half away from zero. `over` is above zero. @throws {AmountTooLarge} */
export function mulDiv(amount: Minor, by: number, over: number): Minor {
  const product = BigInt(amount) * BigInt(by);
  const divisor = BigInt(over);
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return minor(Number(product < 0n ? -rounded : rounded));
}

/**
 * Splits `total` in proportion to `weights` (not negative) so that the parts sum to it exactly: largest
 * remainder first, ties to the earliest. Without any weight everything falls to the first part.
 */
export function distribute(total: Minor, weights: readonly Minor[]): Minor[] {
  if (weights.length === 0) return [];
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) return weights.map((_, index) => (index === 0 ? total : ZERO));
  const sign = total < 0 ? -1n : 1n;
  const size = BigInt(total) * sign;
  const shares = weights.map((weight, index) => {
    const exact = size * BigInt(weight);
    return { index, part: exact / whole, remainder: exact % whole };
  });
  let left = size - shares.reduce((sum, share) => sum + share.part, 0n);
  const byRemainder = shares.toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  return shares.map((share) => minor(Number(share.part === 0n ? 0n : share.part * sign)));
}

/** "133.00", "27266" in CLP: as programs exchange amounts. Exact: no division takes place. */
export function toDecimal(amount: Minor, currency: Currency): string {
  const { sign, whole, fraction } = digits(amount, currency);
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/**
 * The strict inverse of `toDecimal`: "12.50", "12.5", "12", "-3". null for anything else: grouping, a
 * decimal comma, more decimals than the currency has (scenario 34: 10.005 PEN, 100.5 COP), too large.
 */
export function fromDecimal(text: string, currency: Currency): Minor | null {
  const exponent = EXPONENTS[currency];
  const match = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > exponent) return null;
  const amount = Number(`${whole}${fraction.padEnd(exponent, '0')}`);
  if (!Number.isSafeInteger(amount)) return null;
  return minor(sign === '-' && amount !== 0 ? -amount : amount);
}

/**
 * How each currency is written where it is used. Our own table because building an `Intl.NumberFormat`
 * costs more than a whole turn, and because its spaces and signs change between versions of ICU. The
 * space is an ordinary one: what a customer copies, searches or types again is the same text.
 */
export const NOTATION = {
  ARS: { sign: '$ ', group: '.', point: ',' },
  BOB: { sign: 'Bs ', group: '.', point: ',' },
  BRL: { sign: 'R$ ', group: '.', point: ',' },
  CLP: { sign: '$', group: '.', point: ',' },
  COP: { sign: '$ ', group: '.', point: ',' },
  MXN: { sign: '$', group: ',', point: '.' },
  PEN: { sign: 'S/ ', group: ',', point: '.' },
  PYG: { sign: '₲ ', group: '.', point: ',' },
  USD: { sign: 'US$ ', group: ',', point: '.' },
  UYU: { sign: '$ ', group: '.', point: ',' },
} as const satisfies Record<Currency, { readonly sign: string; readonly group: string; readonly point: string }>;

/** "S/ 133.00", "$ 1.234,50", "$27.266", "R$ 12,50"; a negative amount begins with "-". */
export function formatMoney(amount: Minor, currency: Currency): string {
  const notation = NOTATION[currency];
  const { sign, whole, fraction } = digits(amount, currency);
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(?:\d{3})+$)/g, notation.group) : whole;
  return `${sign}${notation.sign}${grouped}${fraction === '' ? '' : notation.point}${fraction}`;
}

function digits(amount: Minor, currency: Currency): { readonly sign: string; readonly whole: string; readonly fraction: string } {
  const exponent = EXPONENTS[currency];
  const all = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const cut = all.length - exponent;
  return { sign: amount < 0 ? '-' : '', whole: all.slice(0, cut), fraction: all.slice(cut) };
}
