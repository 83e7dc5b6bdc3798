/**
 * Quantities, in digits and in words of three languages: a number with what it is counted or measured in.
 * "2", "media docena", "2 docenas y media", "kilo y medio", "1/4 de kilo", "a couple".
 */
import { type Amount, toAmount } from './indexed-product.ts';
import { type ReadNumber, readNumber } from './numbers-said.ts';
import { cueAt, find, type Reading } from './reading.ts';

export { isArticleOnly, type ReadNumber, readNumber } from './numbers-said.ts';

export interface Quantity {
  /** Pieces, or measured units where `amount` is set. */
  readonly value: number;
  readonly to: number;
  readonly article: boolean;
  /** Pieces of the group word ("docena": 12, "par": 2); null without one. */
  readonly group: number | null;
  /** "docena", "kilo" without a number. */
  readonly bare: boolean;
  /** Weight, volume or length. */
  readonly amount: Amount | null;
}

export function readQuantity(reading: Reading, at: number): Quantity | null {
  const quarterOf = cueAt(reading, at, 'quarter');
  if (quarterOf > 0 && find(reading, quarterOf, 'measure')) return readCounted(reading, 0.25, quarterOf);
  const half = find(reading, at, 'half');
  if (half) return readHalfMultiple(reading, half.to) ?? readHalf(reading, half.to);
  const number = readNumber(reading, at);
  if (!number) return readBareGroup(reading, at);
  const afterNumber = skipOf(reading, number.to);
  const innerHalf = find(reading, afterNumber, 'half');
  if (number.article && innerHalf) return readHalf(reading, innerHalf.to) ?? plainQuantity(number);
  const quarter = readQuarter(reading, number);
  if (quarter) return quarter;
  const plusHalf = readAndHalf(reading, number.to, true);
  // "cinco y medio millones", "2 millones y medio".
  const multiplier = plusHalf && find(reading, plusHalf, 'multiplier');
  const times = multiplier ? multiplier.meaning.value : 1;
  const value = plusHalf ? (number.value + 0.5 * number.scale) * times : number.value;
  const end = (multiplier ? multiplier.to : plusHalf) ?? number.to;
  return (
    readCounted(reading, value, end) ??
    (plusHalf && !number.article ? { value, to: end, article: false, bare: false, group: null, amount: null } : plainQuantity(number))
  );
}

function plainQuantity(number: ReadNumber): Quantity {
  return { value: number.value, to: number.to, article: number.article, bare: false, group: null, amount: null };
}

/** "medio millón", "half a million". */
function readHalfMultiple(reading: Reading, at: number): Quantity | null {
  const multiplier = find(reading, cueAt(reading, at, 'article') || at, 'multiplier');
  if (!multiplier) return null;
  return plainQuantity({ value: multiplier.meaning.value / 2, to: multiplier.to, article: false, scale: 1 });
}

/** "media docena", "half a dozen", "medio kilo". */
function readHalf(reading: Reading, at: number): Quantity | null {
  const article = cueAt(reading, at, 'article');
  return readCounted(reading, 0.5, article > 0 ? article : skipOf(reading, at));
}

/** "docena", "kilo y medio" without a number: one of it. */
function readBareGroup(reading: Reading, at: number): Quantity | null {
  if (cueAt(reading, at, 'of') > 0) return null;
  const counted = readCounted(reading, 1, at);
  if (!counted) return null;
  // A bare letter or word of measure needs a number before it, unless a half follows ("kilo y medio").
  return counted.amount === null || counted.value !== 1 || (reading.tokens[at]?.key.length ?? 0) > 3 ? { ...counted, bare: true } : null;
}

/** `value` of the group or measure at `at`, with "y media" after it. null where neither stands there. */
function readCounted(reading: Reading, value: number, at: number): Quantity | null {
  const group = find(reading, at, 'group') ?? find(reading, skipOf(reading, at), 'group');
  if (group) {
    // "un par" says two; "3 pares" counts things that come in pairs.
    if (group.meaning.value === 2 && value > 1) return { value, to: group.to, article: false, bare: false, group: null, amount: null };
    const plus = readAndPart(reading, group.to);
    const pieces = group.meaning.value * (value + (plus?.part ?? 0));
    return { value: pieces, to: plus?.to ?? group.to, article: false, bare: false, group: group.meaning.value, amount: null };
  }
  const measure = measureAt(reading, at) ?? measureAt(reading, skipOf(reading, at));
  if (measure) {
    const plus = readAndPart(reading, measure.to);
    const total = value + (plus?.part ?? 0);
    return {
      value: total,
      to: plus?.to ?? measure.to,
      article: false,
      bare: false,
      group: null,
      amount: toAmount(total, measure.meaning.measure),
    };
  }
  return null;
}

/** "una G" is a size; a single letter measures only after digits ("500 g"). */
function measureAt(reading: Reading, at: number): ReturnType<typeof find<'measure'>> {
  const isLetter = reading.tokens[at]?.key.length === 1;
  return isLetter && reading.tokens[at - 1]?.kind !== 'number' ? null : find(reading, at, 'measure');
}

/** "y media", "y cuarto" after a group or a measure. */
export function readAndPart(reading: Reading, at: number): { readonly part: number; readonly to: number } | null {
  const half = readAndHalf(reading, at);
  if (half !== null) return { part: 0.5, to: half };
  const and = cueAt(reading, at, 'and-time', 'and');
  const quarter = and > 0 ? cueAt(reading, cueAt(reading, and, 'article') || and, 'quarter') : 0;
  return quarter > 0 ? { part: 0.25, to: quarter } : null;
}

/** "y media" after `at`: where it ends. */
function readAndHalf(reading: Reading, at: number, ofNumber = false): number | null {
  const and = cueAt(reading, at, 'and-time', 'and');
  if (and === 0) return null;
  const article = cueAt(reading, and, 'article');
  const half = find(reading, article > 0 ? article : and, 'half');
  if (!half) return null;
  // "una docena y media docena" begins another quantity; "dos y media docenas" does not.
  if (ofNumber) return half.to;
  return find(reading, half.to, 'group') || find(reading, half.to, 'measure') ? null : half.to;
}

/** "un cuarto de kilo", "tres cuartos de kilo". */
function readQuarter(reading: Reading, number: ReadNumber): Quantity | null {
  const end = cueAt(reading, number.to, 'quarter');
  if (end === 0 || number.value > 3) return null;
  return readCounted(reading, number.value / 4, skipOf(reading, end));
}

export function skipOf(reading: Reading, at: number): number {
  const end = cueAt(reading, at, 'of');
  return end > 0 ? end : at;
}
