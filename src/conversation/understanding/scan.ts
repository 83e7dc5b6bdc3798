/**
 * The state of reading an order from left to right: the draft under construction, those put away, and
 * what stood last, which decides what the next word can be.
 */

import { blankDraft, type Draft, type Mode } from './draft.ts';
import type { IndexedProduct } from './indexed-product.ts';
import { nameAt, placeAt, valueAt } from './naming.ts';
import { cueAt, isAfterCue, type Reading } from './reading.ts';
import { root } from './text.ts';

export interface Scan {
  readonly reading: Reading;
  readonly end: number;
  readonly drafts: Draft[];
  current: Draft | null;
  mode: Mode;
  /** The verb says fewer or more ("bájale", "súbele"), where a number follows it at once. */
  step: 1 | -1 | null;
  verb: boolean;
  adds: boolean;
  /** "solo" was said before what follows. */
  only: boolean;
  correcting: boolean;
  /** The verb refused ("ya no", "no quiero"): after a comma comes what is wanted instead. */
  refusing: boolean;
  negating: boolean;
  /** Unknown nouns are things to remove from a dish, or things that are not sold; never both. */
  readonly asking: boolean;
  /** What stood last: decides what a number or an unknown word can be. */
  last: 'start' | 'verb' | 'qty' | 'product' | 'value' | 'and' | 'for' | 'of' | 'the' | 'option' | 'other';
  /** Products in the cart: what a bare "sin tarjeta" or "en 41" can be about. */
  readonly inCart: readonly IndexedProduct[];
  /** Option id named just before ("talla"). */
  option: readonly string[];
}

function makeDraft(scan: Scan, at: number): Draft {
  const draft: Draft = {
    ...blankDraft(at),
    mode: scan.mode,
    only: scan.only,
    verb: scan.verb,
    adds: scan.verb && scan.adds,
    definite: scan.last === 'the',
    negated: scan.negating,
    corrects: scan.correcting,
  };
  scan.correcting = false;
  scan.negating = false;
  scan.only = false;
  return draft;
}

/** The draft under construction, begun here where there is none. */
export function open(scan: Scan, at: number): Draft {
  scan.current ??= makeDraft(scan, at);
  return scan.current;
}

/** A new draft, after the one under construction is put away. */
export function begin(scan: Scan, at: number): Draft {
  close(scan);
  return open(scan, at);
}

export function close(scan: Scan): void {
  const draft = scan.current;
  scan.current = null;
  if (draft && hasContent(draft)) scan.drafts.push(draft);
}

export function hasContent(draft: Draft): boolean {
  return (
    draft.qty !== null ||
    draft.named !== null ||
    draft.values.length > 0 ||
    draft.unknown !== null ||
    draft.foreignValue !== null ||
    draft.mods.length > 0 ||
    draft.by !== null ||
    draft.another ||
    draft.mixed
  );
}

export function skipThe(reading: Reading, at: number): number {
  let next = at;
  for (let i = 0; i < 2; i++) next = cueAt(reading, next, 'the', 'of') || next;
  return next;
}

export function lastHead(scan: Scan): Draft | null {
  for (let i = scan.drafts.length - 1; i >= 0; i--) {
    const draft = scan.drafts[i];
    if (draft?.named) return draft;
  }
  return null;
}

const SHORTEST_NOUN = 3;

export function isUnknownNoun(scan: Scan, at: number): boolean {
  const { reading } = scan;
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || token.key.length < SHORTEST_NOUN || reading.taken[at] || isInPlace(reading, at)) return false;
  if (reading.vocabulary.lexicons[reading.language ?? 'es'].words.has(token.key) || isAfterCue(reading, at, 'pronoun')) return false;
  return nameAt(reading, at) === null && !isSoldValue(reading, at) && !reading.vocabulary.index.valueWords.has(root(token.key));
}

/** Words of the longest name of a district. */
const LONGEST_DISTRICT = 4;

function isInPlace(reading: Reading, at: number): boolean {
  for (let from = Math.max(0, at - LONGEST_DISTRICT + 1); from <= at; from++) if ((placeAt(reading, from)?.to ?? 0) > at) return true;
  return false;
}

/** A value that some product has; words for colours and tastes that nothing has are no values here. */
function isSoldValue(reading: Reading, at: number): boolean {
  return valueAt(reading, at)?.foreign === null;
}
