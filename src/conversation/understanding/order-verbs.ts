/**
 * What is to be done within an order: verbs that add, take out, change, lower or raise, wherever they stand,
 * and words that take back what was said ("no, mejor").
 */
import type { Draft, Mode } from './draft.ts';
import { nameAt } from './naming.ts';
import { readQuantity } from './numbers.ts';
import { endOfNoun } from './order-names.ts';
import { activeCueAt, cueAt, isAfterCue, type Reading, spelling } from './reading.ts';
import { close, isUnknownNoun, type Scan, skipThe } from './scan.ts';

export function readCorrector(scan: Scan, at: number): number | null {
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

export function readVerb(scan: Scan, at: number): number | null {
  if ((scan.reading.hitsAt[at] ?? []).length === 0) return null;
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
