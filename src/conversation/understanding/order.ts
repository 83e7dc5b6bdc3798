/**
 * The grammar of an order, left to right: [how many] [what] [options] [without …], again and again, with
 * verbs that say what to do with it and words that take something back. The result is drafts: what was
 * said, not yet compared with the cart (`settle.ts` does that).
 */

import { blankDraft, type Draft, type Mode } from './draft.ts';
import type { IndexedProduct } from './indexed-product.ts';
import { nameAt } from './naming.ts';
import { readQuantity } from './numbers.ts';
import { readAmount, readSizeHint } from './order-amounts.ts';
import { readMod } from './order-mods.ts';
import { endOfNoun, readName, readUnknown } from './order-names.ts';
import { readOptionName, readSame, readValue } from './order-values.ts';
import { activeCueAt, cueAt, find, isAfterCue, type Reading, spelling } from './reading.ts';
import { begin, close, isUnknownNoun, open, type Scan, skipThe } from './scan.ts';
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
  while (at < to) at = Math.max(step(scan, at), at + 1);
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
    if (scan.refusing && scan.current?.named && token.raw === ',') {
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

function readCorrector(scan: Scan, at: number): number | null {
  const end = activeCueAt(scan.reading, at, 'correct');
  if (end === 0) return null;
  close(scan);
  scan.correcting = true;
  scan.negating = false;
  scan.last = 'other';
  if (scan.mode === 'remove') {
    // "quita la gorra, mejor el polo": what comes now is wanted.
    scan.mode = 'add';
    scan.verb = false;
  }
  return end;
}

const MODES: readonly (readonly [Mode, 'remove' | 'cancel' | 'change' | 'lower' | 'raise' | 'keep-only' | 'add' | 'want'])[] = [
  ['keep', 'keep-only'],
  ['remove', 'remove'],
  ['remove', 'cancel'],
  ['change', 'change'],
  ['change', 'lower'],
  ['change', 'raise'],
  ['add', 'add'],
  ['add', 'want'],
];

function readVerb(scan: Scan, at: number): number | null {
  const instead = cueAt(scan.reading, at, 'instead-of');
  if (instead > 0) {
    close(scan);
    scan.negating = true;
    scan.mode = 'change';
    scan.verb = true;
    scan.last = 'verb';
    return instead;
  }
  let [mode, end, adds, step]: [Mode | null, number, boolean, Scan['step']] = [null, 0, false, null];
  for (const [candidate, cue] of MODES) {
    const to = cueAt(scan.reading, at, cue);
    if (to > end) [mode, end, adds, step] = [candidate, to, cue === 'add', cue === 'lower' ? -1 : cue === 'raise' ? 1 : null];
  }
  // In Portuguese "é" is, "e" joins.
  const isJoint = cueAt(scan.reading, at, 'and') > 0 && scan.reading.tokens[at]?.raw === scan.reading.tokens[at]?.key;
  const being = isJoint ? 0 : cueAt(scan.reading, at, 'be');
  const isThere = scan.inCart.length > 0 || scan.drafts.length > 0 || scan.current !== null;
  if (mode === null && being > 0 && isThere && isExplicitNumber(scan.reading, being)) [mode, end] = ['change', being];
  if (mode === null) return null;
  if (scan.negating && !isAfterCue(scan.reading, at, 'not')) {
    // "no espera, agrega": the refusal stood alone.
    scan.negating = false;
    scan.correcting = true;
  } else if (scan.negating && isAfterCue(scan.reading, at, 'no') && scan.reading.language !== 'pt') {
    // "no make it 3", "no ponme dos": only in Portuguese does "não" forbid with this form of a verb.
    scan.negating = false;
    scan.correcting = true;
  }
  // "take the honey out": what is meant stands inside the phrase.
  if (isSplit(scan.reading, at, end)) end = at + 1;
  const draft = scan.current;
  const ingredient = mode === 'remove' && draft?.named && draft.definite ? skipThe(scan.reading, end) : 0;
  if (draft && ingredient > end && isUnknownNoun(scan, ingredient)) {
    // "a la hamburguesa sácale el tomate": a part of what was just named.
    const to = endOfNoun(scan, ingredient);
    draft.mods.push(`sin:${spelling(scan.reading, ingredient, to).toLowerCase()}`);
    draft.mode = 'change';
    draft.verb = true;
    draft.to = to;
    scan.last = 'other';
    return to;
  }
  if (draft && isReversed(scan, draft) && !hasOwnObject(scan, end)) {
    // "la gorra quítala": the verb comes after what it means.
    draft.mode = mode;
    draft.verb = true;
    scan.last = 'verb';
    return end;
  }
  if (draft && isPartBeforeVerb(scan.reading, draft)) {
    // "a una ponle sin cebolla"
    draft.partOf = true;
    draft.mode = mode;
    draft.verb = true;
    scan.mode = mode;
    scan.verb = true;
    scan.last = 'verb';
    return end;
  }
  close(scan);
  scan.refusing = mode === 'remove' && end - at > 1 && (cueAt(scan.reading, at, 'not') > 0 || cueAt(scan.reading, at + 1, 'not') > 0);
  scan.mode = mode;
  scan.step = step;
  scan.adds = adds;
  scan.verb = true;
  scan.last = 'verb';
  return end;
}

/** "eran 4": a number after "to be" puts something right. */
function isExplicitNumber(reading: Reading, at: number): boolean {
  const quantity = readQuantity(reading, at);
  return quantity !== null && !quantity.article && !quantity.bare && nameAt(reading, at) === null;
}

function isSplit(reading: Reading, at: number, end: number): boolean {
  return (reading.hitsAt[at] ?? []).some((hit) => hit.gap && hit.to === end);
}

function isPartBeforeVerb(reading: Reading, { qty, named, values, unknown, from }: Draft): boolean {
  return (
    qty !== null && named === null && values.length === 0 && unknown === null && ['a', 'to'].includes(reading.tokens[from - 1]?.key ?? '')
  );
}

/** "..., tira o resto": the verb has something of its own after it. */
function hasOwnObject(scan: Scan, at: number): boolean {
  return cueAt(scan.reading, at, 'rest') > 0 || nameAt(scan.reading, skipThe(scan.reading, at)) !== null;
}

function isReversed(scan: Scan, draft: Draft): boolean {
  const only = scan.drafts.length === 0 && !draft.verb && draft.definite;
  return only && draft.named !== null;
}

function readSmallWord(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const rest = cueAt(reading, at, 'rest');
  if (rest > 0 && scan.mode === 'remove') {
    // "solo la torta, quita lo demás": what was named stays.
    for (const draft of scan.drafts) draft.mode = 'keep';
    return rest;
  }
  const except = cueAt(reading, at, 'except') || (isAfterCue(reading, at, 'all') ? cueAt(reading, at, 'less') : 0);
  if (except > 0 && scan.mode === 'remove') {
    // "saca todo menos la cartera"
    close(scan);
    scan.mode = 'keep';
    return except;
  }
  const draft = scan.current;
  const only = cueAt(reading, at, 'only');
  if (only > 0) {
    if (draft?.qty) draft.only = true;
    else scan.only = true;
    if (scan.last === 'and' && scan.mode === 'remove') {
      // "drop the bits, just the drill": what comes now stays.
      close(scan);
      scan.mode = 'add';
      scan.verb = false;
    }
    return only;
  }
  const namely = cueAt(reading, at, 'namely');
  if (namely > 0) {
    if (draft) draft.opens = true;
    scan.last = 'and';
    return namely;
  }
  const inAll = cueAt(reading, at, 'in-all');
  if (inAll > 0) {
    // "en total serían 5": that many and no more.
    if (draft?.qty) draft.only = true;
    else scan.only = true;
    return inAll;
  }
  const not = cueAt(reading, at, 'not');
  if (not > 0) return readNot(scan, at, not);
  const less = cueAt(reading, at, 'less');
  if (less > 0 && draft?.qty && draft.named) {
    draft.by = -1;
    return less;
  }
  const each = cueAt(reading, at, 'each');
  if (each > 0) {
    open(scan, at).each = true;
    scan.last = 'of';
    return each;
  }
  const mixed = cueAt(reading, at, 'mixed');
  if (mixed > 0) {
    open(scan, at).mixed = true;
    return mixed;
  }
  const same = readSame(scan, at);
  if (same !== null) return same;
  const other = cueAt(reading, at, 'other');
  if (other > 0 && (!draft?.named || scan.last === 'and' || scan.last === 'other')) {
    const next = draft?.qty && !draft.named && draft.values.length === 0 ? draft : begin(scan, at);
    next.another = true;
    scan.last = 'the';
    return other;
  }
  if (draft?.named && draft.named.candidates.length > 1) {
    const bigger = cueAt(reading, at, 'bigger');
    const smaller = cueAt(reading, at, 'smaller');
    if (bigger > 0) draft.bigger = true;
    else if (smaller > 0) draft.smaller = true;
    if (bigger || smaller) return bigger || smaller;
  }
  const plural = cueAt(reading, at, 'plural');
  if (plural > 0) {
    begin(scan, at).plural = true;
    scan.last = 'qty';
    return plural;
  }
  const and = cueAt(reading, at, 'and');
  if (and > 0) {
    scan.last = 'and';
    return and;
  }
  const of = cueAt(reading, at, 'of');
  if (of > 0) {
    if (scan.last === 'qty' && draft && cueAt(reading, of, 'the') > 0) draft.partOf = true;
    scan.last = 'of';
    return of;
  }
  const the = cueAt(reading, at, 'the');
  if (the > 0) {
    if (scan.last !== 'of') scan.last = 'the';
    if ((reading.tokens[at]?.key ?? '').endsWith('s') && scan.current === null) open(scan, at).plural = true;
    if (scan.current) scan.current.definite ||= scan.current.qty === null && scan.current.named === null;
    return the;
  }
  return null;
}

/** Words between a comma and a "no" that belong to it. */
const LONGEST_ASIDE = 3;

/** ", bueno no": what is refused is not the thing right before it. */
function isAfterSign(reading: Reading, at: number): boolean {
  let before = at - 1;
  for (let i = 0; i < LONGEST_ASIDE && find(reading, before, 'filler') && nameAt(reading, before) === null; i++) before--;
  return reading.tokens[before]?.kind === 'sign';
}

/** "no" takes back what stands before it ("de pollo no") or refuses what follows ("no de pollo"). */
function readNot(scan: Scan, at: number, to: number): number {
  const draft = scan.current;
  const after = scan.reading.tokens[to];
  const endsHere = to >= scan.end || after?.kind === 'sign';
  const isInterjection = isAfterSign(scan.reading, at);
  if (draft && (draft.named || draft.values.length > 0) && endsHere && !isInterjection) {
    draft.negated = true;
    close(scan);
    scan.correcting = true;
    return to;
  }
  close(scan);
  if (endsHere) scan.correcting = true;
  else scan.negating = true;
  return to;
}
