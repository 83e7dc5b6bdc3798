/**
 * A coupon in a message: "tengo un cupón VERANO", "aplica promo 10", "quita el cupón", or a code of the
 * shop and nothing else. Its words are taken out, so that a code is never read as a product or a number.
 */
import { couponKey } from '../../commerce/promotions.ts';
import type { Command } from '../commands.ts';
import { cueAt, find, hasCue, type Reading, spelling, takeWholly } from './reading.ts';
import type { Context } from './understanding.ts';
import type { Cue } from './words.ts';

/** Tokens that a code is written in: "PROMO 10", "dia - madre - 20". */
const LONGEST_CODE = 5;
/** A code has at least so many letters and digits, and a word that is none often fewer. */
const SHORTEST_CODE = 3;
/** Words between "cupón" and its code: "un cupón que dice VERANO". */
const LONGEST_GAP = 4;

/** Words before a coupon that belong to it: "quiero usar mi cupón". */
const BEFORE: readonly Cue[] = ['apply', 'with', 'article', 'the', 'of', 'have', 'want', 'add', 'remove', 'without', 'cancel', 'not'];
/** Words before it that take it out. */
const AWAY: readonly Cue[] = ['remove', 'without', 'cancel'];

interface Span {
  readonly from: number;
  readonly to: number;
}

/** null where nothing is said of a coupon. */
export function readCoupon(reading: Reading, context: Context): Command | null {
  const noun = nounIn(reading);
  const known = knownCode(reading, context, noun !== null);
  const named = known ?? (noun ? codeAfter(reading, noun) : null);
  const first = noun && (!named || noun.from < named.from) ? noun : named;
  const last = noun && (!named || noun.to > named.to) ? noun : named;
  if (!first || !last) return null;
  const from = beginOf(reading, first.from);
  const isAway = hasCue(reading, from, first.from, ...AWAY);
  // "tengo un cupón": its code is asked for; "¿tienen cupones?" asks what there is.
  if (!named && !isAway && !hasCue(reading, from, first.from, 'apply')) return null;
  takeWholly(reading, from, last.to);
  if (isAway) return { do: 'drop-coupon' };
  return named ? { do: 'coupon', code: spelling(reading, named.from, named.to) } : { do: 'coupon' };
}

function nounIn(reading: Reading): Span | null {
  for (let at = 0; at < reading.tokens.length; at++) {
    const to = cueAt(reading, at, 'coupon');
    if (to > 0) return { from: at, to };
  }
  return null;
}

/**
 * A code of this shop. Beside "cupón" or "aplica" it may be any word; by itself it is one where the message
 * is nothing else, or where it has a digit and is written in one piece: "quiero algo de verano" is none.
 */
function knownCode(reading: Reading, { vocabulary, pending }: Context, hasNoun: boolean): Span | null {
  const { tokens, text } = reading;
  if (vocabulary.coupons.size === 0) return null;
  const isSaid = hasNoun || hasCue(reading, 0, tokens.length, 'apply');
  for (let from = 0; from < tokens.length; from++) {
    for (let to = Math.min(tokens.length, from + LONGEST_CODE); to > from; to--) {
      if (tokens[from]?.kind === 'sign' || tokens[to - 1]?.kind === 'sign') continue;
      const written = spelling(reading, from, to);
      if (!vocabulary.coupons.has(couponKey(written))) continue;
      const isOnePiece = !/\s/.test(written);
      // "polo 20" is twenty of them, whatever the code.
      const isAlone = couponKey(text) === couponKey(written) && (isOnePiece || !vocabulary.index.owners.has(reading.stems[from] ?? ''));
      if (isSaid || isAlone || (isOnePiece && /\d/.test(written) && pending?.slot !== 'delivery.address')) return { from, to };
    }
  }
  return null;
}

/** What stands where a code would, though the shop has no such code: the first thing after "cupón" that is no other word. */
function codeAfter(reading: Reading, noun: Span): Span | null {
  const { tokens } = reading;
  for (let at = noun.to; at < Math.min(tokens.length, noun.to + LONGEST_GAP); at++) {
    const to = endOfPiece(reading, at);
    const written = spelling(reading, at, to);
    if (isCodeLike(reading, at, to, written)) return { from: at, to };
    if (tokens[at]?.kind === 'sign' ? !/[:"'«“#-]/.test(tokens[at]?.raw ?? '') : !find(reading, at, 'filler') && !isJoint(reading, at))
      return null;
  }
  return null;
}

function isJoint(reading: Reading, at: number): boolean {
  return cueAt(reading, at, 'of', 'the', 'article', 'question', 'be') > 0;
}

/** Tokens written without a space between. */
function endOfPiece({ tokens }: Reading, at: number): number {
  let to = at + 1;
  while (tokens[to] && tokens[to]?.start === tokens[to - 1]?.end && /[\p{L}\p{N}_-]/u.test(tokens[to]?.raw ?? '')) to++;
  return to;
}

/** Has a digit or is in capitals; else a word that means nothing else here. */
function isCodeLike(reading: Reading, at: number, to: number, written: string): boolean {
  if (couponKey(written).length < SHORTEST_CODE || reading.tokens[at]?.kind === 'sign') return false;
  const hasLetters = /\p{L}/u.test(written);
  if (hasLetters && (/\p{Nd}/u.test(written) || written === written.toUpperCase())) return true;
  return hasLetters && to === at + 1 && (reading.hitsAt[at] ?? []).length === 0;
}

/** Where the words that lead to the coupon begin. */
function beginOf(reading: Reading, noun: number): number {
  let from = noun;
  while (from > 0) {
    const before = from - 1;
    const isLead = cueAt(reading, before, ...BEFORE) === from || find(reading, before, 'filler')?.to === from;
    if (!isLead) return from;
    from = before;
  }
  return from;
}
