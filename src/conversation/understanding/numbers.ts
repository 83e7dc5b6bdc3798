/**
 * Numbers and quantities, in digits and in words of three languages: "2", "dos", "treinta y cinco",
 * "media docena", "2 docenas y media", "kilo y medio", "1/4 de kilo", "40 mil", "a couple".
 */
import { type Amount, toAmount } from './indexed-product.ts';
import { cueAt, find, type Reading } from './reading.ts';
import { readDigits } from './text.ts';

export interface ReadNumber {
  readonly value: number;
  readonly to: number;
  /** "un", "una", "a": one, because nothing else is said. */
  readonly article: boolean;
}

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

/** Words that one number may have: "dos millones trescientos cuarenta mil quinientos sesenta y siete". */
const LONGEST_NUMBER = 10;
const SMALLEST_AFTER_TEN = 6;
const HUNDRED = 100;
const THOUSAND = 1000;

export function readNumber(reading: Reading, at: number): ReadNumber | null {
  const digits = readDigitNumber(reading, at);
  return digits ?? readWordNumber(reading, at);
}

function readDigitNumber(reading: Reading, at: number): ReadNumber | null {
  const { tokens } = reading;
  const token = tokens[at];
  if (token?.kind !== 'number') return null;
  let value = readDigits(token.key);
  if (value === null) return null;
  let to = at + 1;
  const slash = tokens[at + 1];
  const below = tokens[at + 2];
  if (slash?.raw === '/' && below?.kind === 'number' && slash.start === token.end && below.start === slash.end) {
    const divisor = readDigits(below.key);
    if (divisor) {
      value /= divisor;
      to = at + 3;
    }
  } else {
    const fraction = readMixedFraction(reading, at + 1);
    if (fraction) {
      value += fraction.value;
      to = fraction.to;
    }
  }
  const multiplier = find(reading, to, 'multiplier');
  if (multiplier) return { value: value * multiplier.meaning.value, to: multiplier.to, article: false };
  return { value, to, article: false };
}

/** The "1/2" of "2 1/2". */
function readMixedFraction(reading: Reading, at: number): { value: number; to: number } | null {
  const [above, slash, below] = [reading.tokens[at], reading.tokens[at + 1], reading.tokens[at + 2]];
  if (above?.kind !== 'number' || slash?.raw !== '/' || below?.kind !== 'number') return null;
  const [a, b] = [readDigits(above.key), readDigits(below.key)];
  return a !== null && b && a < b ? { value: a / b, to: at + 3 } : null;
}

function readWordNumber(reading: Reading, at: number): ReadNumber | null {
  const first = find(reading, at, 'number') ?? find(reading, at, 'multiplier');
  if (!first) return null;
  let [total, current, to] = [0, 0, at];
  let count = 0;
  let next: number | null = at;
  while (next !== null && count < LONGEST_NUMBER) {
    const number = find(reading, next, 'number');
    const multiplier = find(reading, next, 'multiplier');
    if (number && fits(current, number.meaning.value, count)) {
      current += number.meaning.value;
      to = number.to;
    } else if (multiplier && (count > 0 || isBareMultiplier(multiplier.meaning.value))) {
      const { value } = multiplier.meaning;
      if (value === HUNDRED) current = Math.max(current, 1) * HUNDRED;
      else {
        total = (current === 0 && total > 0 ? total : total + Math.max(current, 1)) * value;
        current = 0;
      }
      to = multiplier.to;
    } else break;
    count++;
    next = continuation(reading, to, current);
  }
  if (count === 0) return null;
  const value = total + current;
  return { value, to, article: count === 1 && value === 1 && cueAt(reading, at, 'article') > 0 };
}

/** "mil" alone is a number; "k" or "lucas" alone is not. */
function isBareMultiplier(value: number): boolean {
  return value === THOUSAND || value === HUNDRED;
}

/** Whether a number word may follow what was read: "treinta" + "cinco", never "dos" + "tres". */
function fits(current: number, value: number, count: number): boolean {
  if (count === 0) return true;
  if (value <= 0) return false;
  // "diez y seis" is one number, "diez y dos" is none.
  if (value < 10) return current % 10 === 0 && (current % HUNDRED !== 10 || value >= SMALLEST_AFTER_TEN);
  if (value < HUNDRED) return current % HUNDRED === 0;
  return current % THOUSAND === 0;
}

/** Where the next word of the same number may stand: at once, or after "y", "e", "and" or a hyphen. */
function continuation(reading: Reading, at: number, current: number): number | null {
  if (isNumberWord(reading, at)) return at;
  const joined = reading.tokens[at]?.raw === '-' ? at + 1 : cueAt(reading, at, 'and-time', 'and');
  if (joined === 0 || !isNumberWord(reading, joined)) return null;
  const isTens = current >= 20 && current % 10 === 0 && current % HUNDRED !== 0;
  return isArticleWord(reading, joined) && !isTens ? null : joined;
}

function isNumberWord(reading: Reading, at: number): boolean {
  return find(reading, at, 'number') !== null || find(reading, at, 'multiplier') !== null;
}

/** "cien y un polo": an article after "and" begins another thing; after tens it does not ("vinte e um"). */
function isArticleWord(reading: Reading, at: number): boolean {
  return cueAt(reading, at, 'article') > 0 && !['uno', 'one'].includes(reading.tokens[at]?.key ?? '');
}

export function readQuantity(reading: Reading, at: number): Quantity | null {
  const half = find(reading, at, 'half');
  if (half) return readHalf(reading, half.to);
  const number = readNumber(reading, at);
  if (!number) return readBareGroup(reading, at);
  const afterNumber = skipOf(reading, number.to);
  const innerHalf = find(reading, afterNumber, 'half');
  if (number.article && innerHalf) return readHalf(reading, innerHalf.to) ?? plainQuantity(number);
  const quarter = readQuarter(reading, number);
  if (quarter) return quarter;
  const plusHalf = readAndHalf(reading, number.to, true);
  const value = plusHalf ? number.value + 0.5 : number.value;
  const end = plusHalf ?? number.to;
  return (
    readCounted(reading, value, end) ??
    (plusHalf && !number.article ? { value, to: end, article: false, bare: false, group: null, amount: null } : plainQuantity(number))
  );
}

function plainQuantity(number: ReadNumber): Quantity {
  return { value: number.value, to: number.to, article: number.article, bare: false, group: null, amount: null };
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
function readAndPart(reading: Reading, at: number): { readonly part: number; readonly to: number } | null {
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
