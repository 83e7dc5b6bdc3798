/**
 * One number, in digits and in words of three languages: "35", "treinta y cinco", "dos mil e quinhentos",
 * "1/2", "2 1/2", "½", "40 mil", "3 millones 200 mil", "uno coma cinco".
 */
import { cueAt, find, type Reading } from './reading.ts';
import { readDigits } from './text.ts';

export interface ReadNumber {
  readonly value: number;
  readonly to: number;
  /** "un", "una", "a": one, because nothing else is said. */
  readonly article: boolean;
  /** What "and a half" after it is half of: a million after "dos millones", else one. */
  readonly scale: number;
}

/** Words that one number may have: "trece millones cuatrocientos cincuenta y dos mil trescientos cuarenta y siete" has eleven. */
const LONGEST_NUMBER = 16;
const SMALLEST_AFTER_TEN = 6;
const HUNDRED = 100;
const THOUSAND = 1000;
const MILLION = 1_000_000;

export function readNumber(reading: Reading, at: number): ReadNumber | null {
  const whole = readVulgar(reading, at) ?? readDigitNumber(reading, at) ?? readSpoken(reading, at);
  return whole && (readDecimals(reading, whole) ?? whole);
}

/** "un", "a": a number only because nothing else is said. */
export function isArticleOnly(reading: Reading, at: number, to: number): boolean {
  return to === at + 1 && cueAt(reading, at, 'article') > 0 && find(reading, at, 'number')?.meaning.value === 1;
}

const VULGAR: Readonly<Record<string, number>> = { '½': 1 / 2, '¼': 1 / 4, '¾': 3 / 4, '⅓': 1 / 3, '⅔': 2 / 3, '⅛': 1 / 8 };

/** "½", "1½". */
function readVulgar(reading: Reading, at: number): ReadNumber | null {
  const alone = VULGAR[reading.tokens[at]?.raw ?? ''];
  if (alone !== undefined) return { value: alone, to: at + 1, article: false, scale: 1 };
  const after = VULGAR[reading.tokens[at + 1]?.raw ?? ''];
  const whole = after !== undefined && reading.tokens[at]?.kind === 'number' ? readDigits(reading.tokens[at]?.key ?? '') : null;
  return after !== undefined && whole !== null ? { value: whole + after, to: at + 2, article: false, scale: 1 } : null;
}

/** "12.50", "1/2", "2 1/2"; null where words follow that belong to it ("3 mil 500"). */
function readDigitNumber(reading: Reading, at: number): ReadNumber | null {
  const { tokens } = reading;
  const token = tokens[at];
  if (token?.kind !== 'number' || find(reading, at + 1, 'multiplier')) return null;
  const value = readDigits(token.key);
  if (value === null) return null;
  const slash = tokens[at + 1];
  const below = tokens[at + 2];
  if (slash?.raw === '/' && below?.kind === 'number' && slash.start === token.end && below.start === slash.end) {
    const divisor = readDigits(below.key);
    return divisor ? scaled(reading, value / divisor, at + 3) : plain(value, at + 1);
  }
  const fraction = readMixedFraction(reading, at + 1);
  return fraction ? scaled(reading, value + fraction.value, fraction.to) : plain(value, at + 1);
}

function plain(value: number, to: number): ReadNumber {
  return { value, to, article: false, scale: 1 };
}

function scaled(reading: Reading, value: number, to: number): ReadNumber {
  const multiplier = find(reading, to, 'multiplier');
  return multiplier ? plain(value * multiplier.meaning.value, multiplier.to) : plain(value, to);
}

/** The "1/2" of "2 1/2". */
function readMixedFraction(reading: Reading, at: number): { value: number; to: number } | null {
  const [above, slash, below] = [reading.tokens[at], reading.tokens[at + 1], reading.tokens[at + 2]];
  if (above?.kind !== 'number' || slash?.raw !== '/' || below?.kind !== 'number') return null;
  const [a, b] = [readDigits(above.key), readDigits(below.key)];
  return a !== null && b && a < b ? { value: a / b, to: at + 3 } : null;
}

/** A number under construction, from the largest multiple down. */
interface Sum {
  readonly total: number;
  /** What was said since the last multiple of a thousand. */
  readonly current: number;
  /** The smallest multiple in the total; null while there is none. */
  readonly scale: number | null;
  /** The largest one. */
  readonly largest: number;
  readonly to: number;
  readonly count: number;
}

function readSpoken(reading: Reading, at: number): ReadNumber | null {
  let sum: Sum = { total: 0, current: 0, scale: null, largest: 0, to: at, count: 0 };
  let next: number | null = at;
  while (next !== null && sum.count < LONGEST_NUMBER) {
    const longer: Sum | null = addNumber(reading, sum, next) ?? addMultiplier(reading, sum, next);
    if (!longer) break;
    sum = longer;
    next = continuation(reading, sum);
  }
  if (sum.count === 0) return null;
  const value = sum.total + sum.current;
  const isArticle = sum.count === 1 && value === 1 && cueAt(reading, at, 'article') > 0;
  return { value, to: sum.to, article: isArticle, scale: sum.current === 0 && sum.scale === MILLION ? MILLION : 1 };
}

function addNumber(reading: Reading, sum: Sum, at: number): Sum | null {
  const word = find(reading, at, 'number');
  const digits = word ? null : digitsOf(reading, sum, at);
  const value = word?.meaning.value ?? digits;
  if (value === null || value === undefined || !fits(sum, value)) return null;
  return { ...sum, current: sum.current + value, to: word?.to ?? at + 1, count: sum.count + 1 };
}

/** Digits begin a number that words go on with ("3 mil"), or follow a multiple or tens ("4 mil 300", "treinta y 3"). */
function digitsOf(reading: Reading, { total, current, scale, count }: Sum, at: number): number | null {
  const token = reading.tokens[at];
  const value = token?.kind === 'number' ? readDigits(token.key) : null;
  if (value === null) return null;
  if (count === 0) return value;
  const isAfterMultiple = total > 0 && current === 0 && scale !== null && value < scale && Number.isInteger(value);
  const isAfterHundred = current >= HUNDRED && current % HUNDRED === 0 && value < HUNDRED && value >= 10;
  const isAfterTens = isTens(current) && value < 10 && reading.tokens[at - 1]?.kind === 'word';
  return isAfterMultiple || isAfterTens || isAfterHundred ? value : null;
}

function isTens(current: number): boolean {
  return current >= 20 && current % 10 === 0 && current % HUNDRED !== 0;
}

function addMultiplier(reading: Reading, sum: Sum, at: number): Sum | null {
  const multiplier = find(reading, at, 'multiplier');
  if (!multiplier) return null;
  const { value } = multiplier.meaning;
  if (sum.count === 0 && !isBareMultiplier(reading, at, value)) return null;
  const said = { to: multiplier.to, count: sum.count + 1 };
  if (value === HUNDRED) {
    return sum.current < HUNDRED ? { ...sum, ...said, current: Math.max(sum.current, 1) * HUNDRED } : null;
  }
  // "dos mil millones" multiplies all of it, "tres millones dos mil" only the last part.
  const isOfAll = sum.scale !== null && value > sum.largest;
  // "mil mil" are two numbers.
  if (!isOfAll && sum.scale !== null && value >= sum.scale) return null;
  const total = isOfAll ? (sum.total + sum.current) * value : sum.total + Math.max(sum.current, 1) * value;
  return { ...said, total, current: 0, scale: value, largest: Math.max(sum.largest, value) };
}

/** "mil" and "millón" alone are numbers; "k" or "lucas" alone is not, and "cientos" is a group. */
function isBareMultiplier(reading: Reading, at: number, value: number): boolean {
  if (find(reading, at, 'group')) return false;
  return value === THOUSAND || value === HUNDRED ? (reading.tokens[at]?.key.length ?? 0) > 1 : value === MILLION && isLongWord(reading, at);
}

function isLongWord(reading: Reading, at: number): boolean {
  return (reading.tokens[at]?.key.length ?? 0) >= 6;
}

/** Whether a number may follow what was read: "treinta" + "cinco", never "dos" + "tres". */
function fits({ current, count }: Sum, value: number): boolean {
  if (count === 0) return true;
  if (value <= 0) return false;
  // "diez y seis" is one number, "diez y dos" is none.
  if (value < 10) return current % 10 === 0 && (current % HUNDRED !== 10 || value >= SMALLEST_AFTER_TEN);
  if (value < HUNDRED) return current % HUNDRED === 0;
  return current % THOUSAND === 0;
}

/** Where the next word of the same number may stand: at once, or after "y", "e", "and" or a hyphen. */
function continuation(reading: Reading, { to, current, total }: Sum): number | null {
  const isDigits = reading.tokens[to]?.kind === 'number';
  if (isNumberWord(reading, to) || (isDigits && total > 0)) return to;
  const joined = reading.tokens[to]?.raw === '-' ? to + 1 : cueAt(reading, to, 'and-time', 'and');
  const isJoined =
    joined > 0 &&
    (isNumberWord(reading, joined) ||
      (reading.tokens[joined]?.kind === 'number' && (isTens(current) || total > 0 || find(reading, to - 1, 'multiplier') !== null)));
  if (!isJoined) return null;
  return isArticleWord(reading, joined) && !isTens(current) ? null : joined;
}

function isNumberWord(reading: Reading, at: number): boolean {
  return find(reading, at, 'number') !== null || find(reading, at, 'multiplier') !== null;
}

/** "cien y un polo": an article after "and" begins another thing; after tens it does not ("vinte e um"). */
function isArticleWord(reading: Reading, at: number): boolean {
  return cueAt(reading, at, 'article') > 0 && !['uno', 'one'].includes(reading.tokens[at]?.key ?? '');
}

/** "two" of "point two million": the multiple belongs to the whole. */
function readPlaces(reading: Reading, at: number): ReadNumber | null {
  // "point two five": one figure after the other.
  let [figures, to] = ['', at];
  for (
    let word = find(reading, to, 'number');
    word && word.meaning.value < 10 && figures.length < MOST_DECIMALS;
    word = find(reading, to, 'number')
  ) {
    figures += word.meaning.value;
    to = word.to;
  }
  if (figures.length > 1) return plain(Number(figures), to);
  const word = find(reading, at, 'number');
  return word && find(reading, word.to, 'multiplier') ? plain(word.meaning.value, word.to) : readSpoken(reading, at);
}

/** Places after the point that people say. */
const MOST_DECIMALS = 4;

/** "uno coma cinco", "two point two million", "doscientos coma cero tres"; with money also "siete con cincuenta". */
function readDecimals(reading: Reading, { value, to }: ReadNumber): ReadNumber | null {
  if (!Number.isInteger(value)) return null;
  const point = cueAt(reading, to, 'decimal-point');
  const start = point || cueAt(reading, to, 'with');
  if (start === 0) return null;
  let zeros = 0;
  let at = start;
  while (find(reading, at, 'number')?.meaning.value === 0 && zeros < MOST_DECIMALS) {
    zeros++;
    at++;
  }
  const digits = reading.tokens[at]?.kind === 'number' ? Number(reading.tokens[at]?.key) : null;
  const places = digits === null ? readPlaces(reading, at) : plain(digits, at + 1);
  if (!places || places.article || !Number.isInteger(places.value)) return null;
  // "uno con dos" counts cream; "siete con cincuenta soles" is a price.
  if (point === 0 && cueAt(reading, places.to, 'currency') === 0) return null;
  return scaled(reading, Number(`${value}.${'0'.repeat(zeros)}${places.value}`), places.to);
}
