/**
 * Who she is, said in one breath with everything else: "Av. Larco 345, Ana Quispe 987654321". The number
 * that can be dialled is found first, and the name beside it needs no words that announce it.
 */
import { isPhone } from '../../commerce/phone.ts';
import { type Phone, readPhone } from './details.ts';
import { isCounting } from './naming.ts';
import { cueAt, hasCue, type Reading, spelling, take, takeWholly } from './reading.ts';
import type { Context } from './understanding.ts';

/** A number right after "mi número es", before its digits can be taken for an hour or a day. Its words are taken. */
export function announcedPhone(reading: Reading): Phone | null {
  const found = readPhone(reading);
  const intro = found ? introOf(reading, found.from) : 0;
  if (!found || intro === found.from || isIdentity(reading, found.from)) return null;
  take(reading, intro, found.to);
  return found;
}

/** A number after "mi número es", or one that can be dialled and counts nothing. Its words are taken. */
export function phoneIn(reading: Reading, { pending, shop }: Pick<Context, 'pending' | 'shop'>): Phone | null {
  const found = readPhone(reading);
  if (!found || isIdentity(reading, found.from)) return null;
  const isIntroduced = pending?.slot === 'contact.phone' || found.digits.startsWith('+') || hasCue(reading, 0, found.from, 'phone-intro');
  if (!isIntroduced) {
    if (hasCue(reading, 0, reading.tokens.length, 'paid', 'sent', 'operation') || isCounting(reading, found.to)) return null;
    if (!isPhone(found.digits, shop.country)) return null;
  }
  take(reading, introOf(reading, found.from), found.to);
  return found;
}

/** "mi número de cédula es 1020345678": a number of hers that nobody can call. */
function isIdentity(reading: Reading, from: number): boolean {
  return hasCue(reading, Math.max(0, from - LONGEST_INTRO), from, 'identity');
}

/** Words of "mi cel es". */
const LONGEST_INTRO = 4;

/** Where the words begin that announce the number: "mi cel es" is no phone that is wanted. */
function introOf(reading: Reading, from: number): number {
  for (let at = Math.max(0, from - LONGEST_INTRO); at < from; at++) if (cueAt(reading, at, 'phone-intro') === from) return at;
  return from;
}

/** Words of a name that nothing announces: two at least, because one word may be anything. */
const UNANNOUNCED = { least: 2, most: 5 };

export interface NameFound {
  readonly text: string;
  readonly from: number;
}

/** The name that stands right before a telephone number, up to the comma before it. Its words are taken. */
export function nameBeside(reading: Reading, phone: Phone): NameFound | null {
  const to = isSeparator(reading, phone.from - 1) ? phone.from - 1 : phone.from;
  let from = to;
  while (from > 0 && isWord(reading, from - 1)) from--;
  const isBounded = from === 0 || isSeparator(reading, from - 1);
  const words = reading.tokens.slice(from, to);
  if (!isBounded || words.length < UNANNOUNCED.least || words.length > UNANNOUNCED.most) return null;
  const unknown = words.filter((_, index) => isUnknown(reading, from + index));
  const mayBeNames = words.every(({ raw }, index) => raw[0] !== raw[0]?.toLowerCase() || isUnknown(reading, from + index));
  if (unknown.length === 0 || !mayBeNames) return null;
  const text = spelling(reading, from, to);
  takeWholly(reading, from, to);
  return { text, from };
}

function isWord(reading: Reading, at: number): boolean {
  return reading.tokens[at]?.kind === 'word' && !reading.taken[at];
}

function isSeparator(reading: Reading, at: number): boolean {
  return /^[,;.:\n-]$/.test(reading.tokens[at]?.raw ?? '');
}

function isUnknown(reading: Reading, at: number): boolean {
  const { key } = reading.tokens[at] ?? { key: '' };
  const { lexicons, index } = reading.vocabulary;
  return !lexicons[reading.language ?? 'es'].words.has(key) && !index.owners.has(reading.stems[at] ?? '');
}

/** Where something else begins that an address does not run into. */
export function startsOf(...found: readonly ({ readonly from: number } | null)[]): readonly number[] {
  return found.flatMap((one) => (one ? [one.from] : []));
}
