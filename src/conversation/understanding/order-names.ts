/**
 * Products within an order, and nouns nobody knows: things that are not sold, where a thing is expected.
 */

import type { Draft } from './draft.ts';
import type { Named } from './named.ts';
import { nameAt, valueAt } from './naming.ts';
import { cueAt, find, isAfterCue, type Reading, spelling } from './reading.ts';
import { begin, close, hasContent, isUnknownNoun, lastHead, open, type Scan } from './scan.ts';
import type { Cue } from './words.ts';

export function readName(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const named = nameAt(reading, at);
  if (!named) return null;
  const draft = scan.current;
  // "funda para mi celular": whom or what it is for, not another thing.
  if (scan.last === 'for' && draft?.named && named.candidates.some((product) => draft.named?.candidates.includes(product))) return named.to;
  // "un regalo para bebé": whom it is for, where what it is is not sold.
  if (scan.last === 'for' && draft?.unknown && draft.named === null && named.elliptic) return named.to;
  const isSame = draft?.named?.candidates.some((product) => named.candidates.includes(product)) ?? false;
  if (scan.last === 'of' && draft?.named && isSame && draft.values.length > 0) {
    // "medias blancas de fútbol": the rest of the name, after a value.
    draft.named = { ...draft.named, candidates: draft.named.candidates.filter((product) => named.candidates.includes(product)) };
    draft.to = named.to;
    return named.to;
  }
  const isMismatch = scan.last === 'of' && draft?.named && !draft.named.weak && !draft.carried;
  if (isMismatch && draft?.named && draft.to >= at - 2) {
    draft.unknown = spelling(reading, draft.from, named.to);
    draft.to = named.to;
    return named.to;
  }
  if (draft?.unknown && draft.named === null && draft.to === at && scan.asking) {
    // "do you have shampoo bars": the unknown word makes it another thing.
    draft.unknown = spelling(reading, draft.from, named.to);
    draft.to = named.to;
    return named.to;
  }
  if (draft?.unknown && draft.named === null && draft.to === at && draft.qty) draft.unknown = null;
  if (draft?.unknown && draft.named === null && scan.last === 'of' && !named.elliptic && draft.to >= at - 2) {
    // "una tandita de tequeños", "un dibujo de la torta": of the thing, or the thing.
    draft.unknown = null;
    draft.doubtful = true;
  }
  if (named.candidates.length > 1 && isAfterForeign(reading, at)) {
    // "a lavender soap" where there are oat and rose: another thing, and not one of them.
    const other = draft && draft.named === null && draft.unknown === null ? draft : begin(scan, at);
    other.unknown = spelling(reading, at - 1, named.to);
    other.to = named.to;
    scan.last = 'product';
    return named.to;
  }
  if (draft && narrowsDown(scan, named, at)) {
    draft.named = named;
    draft.to = named.to;
    scan.last = 'product';
    return named.to;
  }
  const isNewThing = draft !== null && draft.values.length > 0 && !hasAnyOf(draft, named) && isApart(reading, draft.to, at);
  const target =
    draft && !isNewThing && (draft.named === null || (draft.named.weak && draft.to >= at - 3)) && draft.unknown === null
      ? draft
      : begin(scan, at);
  target.named = preferFamily(scan, named);
  target.plural = target.plural || (named.plural && !isAfterSingular(reading, at));
  target.to = named.to;
  if (scan.last === 'the') target.definite = true;
  scan.last = 'product';
  return named.to;
}

/** Whether a value that was said can be of what is named now: "uno de avena, y la crema" begins a second thing. */
function hasAnyOf({ values }: Draft, { candidates }: Named): boolean {
  return values.every((owners) => owners.some(({ product }) => candidates.includes(product)));
}

function isApart(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (reading.tokens[at]?.kind === 'sign' || cueAt(reading, at, 'and') > 0) return true;
  return false;
}

/** "remera m negra": after its size, which of the shirts it is. */
function narrowsDown({ current }: Scan, { candidates }: Named, at: number): boolean {
  const before = current?.named?.candidates ?? [];
  const isWithin = candidates.length < before.length && candidates.every((product) => before.includes(product));
  return isWithin && current?.to === at && current.values.length > 0;
}

function isAfterForeign(reading: Reading, at: number): boolean {
  const before = at > 0 && !reading.taken[at - 1] ? valueAt(reading, at - 1) : null;
  return before !== null && before.foreign !== null && before.to === at;
}

/** "el rompecabezas": one, though the word ends like a plural. */
function isAfterSingular(reading: Reading, at: number): boolean {
  return reading.language !== 'en' && isAfterCue(reading, at, 'the') && !(reading.tokens[at - 1]?.key ?? '').endsWith('s');
}

/** "de carne" after "empanadas" is an empanada, even where tacos have the same filling. */
function preferFamily(scan: Scan, named: Named): Named {
  if (named.candidates.length < 2) return named;
  const head = lastHead(scan);
  const family = head?.named?.candidates ?? [];
  const within = named.candidates.filter((product) => family.includes(product));
  if (within.length > 0 && within.length < named.candidates.length) return { ...named, candidates: within };
  const first = family[0]?.forms[0]?.[0];
  const alike = first === undefined ? [] : named.candidates.filter((product) => product.stems.has(first));
  return alike.length > 0 && alike.length < named.candidates.length ? { ...named, candidates: alike } : named;
}

/** Words between a number and what it counts. */
const LONGEST_DELAY = 2;
/** What these words say is no thing of its own. */
const DESCRIBING: readonly Cue[] = ['with', 'of', 'bigger', 'smaller', 'extra', 'mixed'];

function isRightAfter({ reading }: Scan, from: number, at: number): boolean {
  if (at - from > LONGEST_DELAY) return false;
  for (let between = from; between < at; between++) {
    if (reading.tokens[between]?.kind !== 'word') return false;
    for (const { meaning } of reading.hitsAt[between] ?? []) if (meaning.is === 'cue' && !DESCRIBING.includes(meaning.cue)) return false;
  }
  return true;
}

/** A noun nobody knows: something that is not sold, where an order or a question expects a thing. */
export function readUnknown(scan: Scan, at: number): number {
  const { reading } = scan;
  if (cueAt(reading, at, 'place-intro', 'by-time') > 0 && cueAt(reading, at, 'with') === 0) {
    // "cambia uno por miel", "change the frame to oak": what it becomes stands after the word.
    if (scan.mode === 'change' && scan.current && hasContent(scan.current)) close(scan);
    // "gusto a pistacho": what stands after is still the option.
    if (scan.last !== 'option') scan.last = 'for';
    return at + 1;
  }
  if (find(reading, at, 'container')) return at + 1;
  if (isForNobody(scan, at)) {
    const { current } = scan;
    const to = endOfNoun(scan, at);
    if (current) current.unknown = spelling(reading, current.from, to);
    return to;
  }
  if (isVerbOfWish(scan, at)) return at + 1;
  if (!isUnknownNoun(scan, at) && !isForeignThing(scan, at)) {
    if (find(reading, at, 'filler') === null) scan.last = 'other';
    return at + 1;
  }
  // "ya no quiere mi hermana": a refusal without an article takes nothing out of a dish.
  if (scan.refusing && scan.last === 'verb') return at + 1;
  const draft = scan.current;
  const to = endOfNoun(scan, at);
  if (draft?.named) {
    // "tem pizza doce?": one of several that share a name, told by a word nobody knows.
    const isVariant = scan.asking && scan.last === 'product' && draft.named.candidates.length > 1;
    if (isVariant || (scan.last === 'of' && draft.to >= at - 2)) {
      draft.unknown = spelling(reading, draft.from, to);
      draft.to = to;
    }
    return to;
  }
  const expectsThing =
    scan.last === 'qty' ||
    scan.last === 'verb' ||
    (scan.last === 'the' && (scan.verb || scan.asking)) ||
    (scan.last === 'of' && draft !== null) ||
    (scan.asking && scan.last !== 'for') ||
    (scan.last === 'and' && scan.verb && scan.mode === 'add') ||
    // "a medium cheese", "un combo con vacío": what was counted is still to come.
    (draft !== null && draft.qty !== null && draft.values.length === 0 && isRightAfter(scan, draft.to, at));
  if (!expectsThing || draft?.unknown) return to;
  const target = open(scan, at);
  target.unknown = spelling(reading, at, to);
  target.to = to;
  scan.last = 'product';
  return to;
}

/** "¿tenés alimento para conejo?" where there is food for cats and dogs. */
function isForNobody(scan: Scan, at: number): boolean {
  const { current, asking, last } = scan;
  return (
    asking && last === 'for' && (current?.named?.candidates.every(({ purpose }) => purpose.size > 0) ?? false) && isUnknownNoun(scan, at)
  );
}

/** "quiero inscribirme al taller", "quiero alquilar 2 sillas": what is wished is to do something with a thing that follows. */
function isVerbOfWish({ reading, last, mode, end }: Scan, at: number): boolean {
  if (last !== 'verb' || mode !== 'add' || reading.language === 'en') return false;
  const key = reading.tokens[at]?.key ?? '';
  if (WITH_PRONOUN.test(key)) return true;
  const isBeforeThing =
    cueAt(reading, at + 1, 'the', 'article') > 0 || reading.tokens[at + 1]?.kind === 'number' || nameAt(reading, at + 1) !== null;
  return INFINITIVE.test(key) && at + 1 < end && isBeforeThing && nameAt(reading, at) === null;
}

const INFINITIVE = /.{3,}[aei]r$/;
const WITH_PRONOUN = /.{3,}[aei]r(?:me|te|se|nos|l[aeo]s?)$/;

/** "a coffee", "3 cinnamon rolls": a taste or colour that nothing has, counted as a thing. */
function isForeignThing({ reading, last, current }: Scan, at: number): boolean {
  const isWeighed = last === 'of' && current?.qty?.amount && current.named === null && current.values.length === 0;
  // "dos kilos de papa": what is weighed is a thing, though "papá" may also be said to a person.
  if (isWeighed && reading.tokens[at]?.kind === 'word' && cueAt(reading, at, 'the', 'of', 'each', 'all') === 0) return true;
  return last === 'qty' && current?.named === null && current.values.length === 0 && (valueAt(reading, at)?.foreign ?? null) !== null;
}

/** "bolo de aniversário": the noun with what belongs to it. */
export function endOfNoun(scan: Scan, at: number): number {
  const { reading } = scan;
  let to = at + 1;
  while (to < scan.end && isUnknownNoun(scan, to)) to++;
  const of = cueAt(reading, to, 'of');
  return of > 0 && isUnknownNoun(scan, of) ? of + 1 : to;
}
