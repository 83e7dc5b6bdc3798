/**
 * The grammar of an order, left to right: [how many] [what] [options] [without …], again and again, with
 * verbs that say what to do with it and words that take something back. The result is drafts: what was
 * said, not yet compared with the cart (`settle.ts` does that).
 */
import { blankDraft, type Draft, MOST_DRAFTS } from './draft.ts';
import type { IndexedProduct } from './indexed-product.ts';
import { readQuantity } from './numbers.ts';
import { readAmount, readSizeHint } from './order-amounts.ts';
import { readMod } from './order-mods.ts';
import { readName, readUnknown } from './order-names.ts';
import { readSmallWord } from './order-small-words.ts';
import { readOptionName, readValue } from './order-values.ts';
import { readCorrector, readVerb } from './order-verbs.ts';
import { cueAt, find, type Reading, spelling } from './reading.ts';
import { begin, close, type Scan } from './scan.ts';
import { plain } from './text.ts';

/** @param asking true within a question: nouns nobody knows are what is asked for. */
export function readOrder(
  reading: Reading,
  from: number,
  to: number,
  asking: boolean,
  head: Draft | null,
  inCart: readonly IndexedProduct[],
): Draft[] {
  const scan: Scan = {
    reading,
    end: to,
    drafts: head ? [head] : [],
    current: null,
    mode: 'add',
    step: null,
    verb: false,
    adds: false,
    only: false,
    correcting: false,
    refusing: false,
    negating: false,
    asking,
    inCart,
    last: 'start',
    option: [],
  };
  let at = from;
  while (at < to && scan.drafts.length <= MOST_DRAFTS) at = Math.max(step(scan, at), at + 1);
  close(scan);
  const last = scan.drafts.at(-1);
  // "ponme tres mejor": the word of correction stands last.
  if (scan.correcting && last && last !== head) last.corrects = true;
  const drafts = head ? scan.drafts.slice(1) : scan.drafts;
  if (drafts.length === 0 && scan.mode === 'remove' && scan.verb && isPointing(reading, from, to))
    return [{ ...blankDraft(from), mode: 'remove', verb: true, pointed: true, to }];
  const named = drafts.filter((draft) => draft.named).length;
  for (const [i, draft] of drafts.entries()) {
    // "3 polos: 1 ..." are shares of what was said before.
    if (named > (draft.named ? 1 : 0) && !drafts[i - 1]?.opens) nameLeftover(draft, reading, to);
  }
  const hasStrong = drafts.some((draft) => draft.named && !draft.named.weak);
  return hasStrong ? drafts.filter((draft) => !draft.named?.weak || draft.qty !== null || draft.values.length > 0) : drafts;
}

/** "2 polos y 3 ...": a number whose thing was not understood is asked, not dropped. */
function nameLeftover(draft: Draft, reading: Reading, end: number): void {
  const { qty, named, values, unknown, mods, corrects, negated, by, another, half, mode, only, each, mixed } = draft;
  const isBare = named === null && values.length === 0 && unknown === null && mods.length === 0 && draft.foreignValue === null;
  if (!qty || qty.article || !isBare || corrects || negated || by !== null || another || half || only || each || mixed || mode !== 'add')
    return;
  let to = qty.to;
  while (to < end && to - qty.to < LONGEST_LEFTOVER && reading.tokens[to]?.kind !== 'sign') to++;
  if (to > qty.to) draft.unknown = spelling(reading, qty.to, to);
}

/** Words that are said back of what was not understood. */
const LONGEST_LEFTOVER = 3;

/** "quítalo", "tira esse": a verb of taking out, a pronoun, and nothing else. */
function isPointing(reading: Reading, from: number, to: number): boolean {
  let points = false;
  for (let at = from; at < to; at++) {
    const token = reading.tokens[at];
    const end =
      cueAt(reading, at, 'remove', 'the', 'yes', 'no', 'not', 'thanks', 'greet', 'correct') || find(reading, at, 'filler')?.to || 0;
    if (token?.kind === 'word' && end === 0) return false;
    points ||= POINTING.test(plain(token?.raw ?? ''));
    at = Math.max(end, at + 1) - 1;
  }
  return points;
}

/** "eso", "esse", "it", or a pronoun written onto the verb. */
const POINTING = /^(?:es[aeo]s?|est[aeo]s?|ess[ae]s?|isso|it|that|those|them|.{3,}l[ao]s?)$/;

/** Reads what stands at `at`; where to go on. */
function step(scan: Scan, at: number): number {
  const { reading } = scan;
  if (reading.taken[at]) {
    scan.last = 'other';
    return at + 1;
  }
  return (
    readSign(scan, at) ??
    readCorrector(scan, at) ??
    readMod(scan, at) ??
    readVerb(scan, at) ??
    readSizeHint(scan, at) ??
    readValue(scan, at) ??
    readAmount(scan, at) ??
    readOptionName(scan, at) ??
    readName(scan, at) ??
    readSmallWord(scan, at) ??
    readUnknown(scan, at)
  );
}

function readSign(scan: Scan, at: number): number | null {
  const token = scan.reading.tokens[at];
  if (token?.kind !== 'sign') return null;
  const after = scan.reading.tokens[at + 1];
  if (token.raw === '-' && after?.kind === 'number' && after.start === token.end && scan.reading.tokens[at - 1]?.end !== token.start) {
    const number = readQuantity(scan.reading, at + 1);
    if (number) {
      begin(scan, at).qty = { ...number, value: -number.value };
      scan.last = 'qty';
      return number.to;
    }
  }
  if (token.raw === ':' && scan.current) scan.current.opens = true;
  if (token.raw === '×' || token.raw === '*') return at + 1;
  if (/[,.;:\n+&(]/.test(token.raw)) {
    if (scan.negating) {
      // "no pues, quería dos": the refusal stands alone.
      scan.negating = false;
      scan.correcting = true;
    }
    if (scan.refusing && (scan.current?.named || scan.current?.qty) && token.raw === ',') {
      close(scan);
      scan.refusing = false;
      scan.mode = 'add';
      scan.verb = false;
      scan.correcting = true;
    }
    scan.last = 'and';
  }
  return at + 1;
}
