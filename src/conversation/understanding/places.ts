/**
 * Where something is to be brought: districts of the shop, and other places a message is about.
 */
import type { AddressFound } from './addresses.ts';
import { placeAt } from './naming.ts';
import { cueAt, find, type Reading, spelling } from './reading.ts';

export interface DistrictFound {
  readonly name: string;
  /** After "a", "en", "hasta", so that it is where to, and no name. */
  readonly isWhereTo: boolean;
  /** Nothing but this district and small words was said. */
  readonly isAlone: boolean;
}

/** The first district of the shop that is named; within an address one counts only after the number of the house. */
export function readDistrict(reading: Reading, address: AddressFound | null): DistrictFound | null {
  let inAddress: DistrictFound | null = null;
  let hasNumber = false;
  for (let at = 0; at < reading.tokens.length; at++) {
    const isInside = address !== null && at >= address.from && at < address.to;
    if (isInside && reading.tokens[at]?.kind === 'number') hasNumber = true;
    const found = placeAt(reading, at);
    if (!found || (reading.taken[at] && !isInside)) continue;
    const district = { name: found.place.district, isWhereTo: isAfterWhereTo(reading, at), isAlone: isAlone(reading, at, found.to) };
    if (!isInside) return district;
    if (hasNumber) inAddress ??= { ...district, isWhereTo: true };
    at = found.to - 1;
  }
  return inAddress;
}

/** "para" and "por" may be for a person: "para Magdalena". */
const WHERE_TO = new Set(['a', 'en', 'hasta', 'al', 'to', 'in', 'em', 'no', 'na', 'ate', 'pra']);

function isAfterWhereTo(reading: Reading, at: number): boolean {
  return WHERE_TO.has(reading.tokens[at - 1]?.key ?? '');
}

function isAlone(reading: Reading, from: number, to: number): boolean {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (at === from) at = to;
    const token = reading.tokens[at];
    if (!token || token.kind === 'sign') continue;
    if (token.kind === 'number' || (!find(reading, at, 'filler') && cueAt(reading, at, 'place-intro', 'correct', 'area', 'yes') === 0))
      return false;
  }
  return true;
}

const LONGEST_PLACE = 4;

/** The place a message is about: a district of the shop, else what stands after "a", "hasta", "en". */
export function readPlace(reading: Reading, from: number, to: number): { readonly name: string; readonly known: boolean } | null {
  for (let at = from; at < to; at++) {
    const found = placeAt(reading, at);
    if (found && !reading.taken[at]) return { name: found.place.district, known: true };
  }
  for (let at = from; at < to; at++) {
    const intro = cueAt(reading, at, 'place-intro');
    if (intro === 0) continue;
    const start = skipArticles(reading, intro);
    let end = start;
    while (end < to && end - start < LONGEST_PLACE && isPlaceWord(reading, end, end > start)) end++;
    if (end > start) return { name: spelling(reading, start, end).toLowerCase(), known: false };
  }
  return null;
}

function skipArticles(reading: Reading, at: number): number {
  let next = at;
  for (let i = 0; i < 3; i++) next = cueAt(reading, next, 'the', 'place-intro', 'area') || next;
  return next;
}

/** "mi casa", "la oficina" begin no name. */
const SHORTEST_FIRST = 4;

function hasMeaningAt(reading: Reading, at: number): boolean {
  return (reading.hitsAt[at] ?? []).some(({ meaning }) => meaning.is !== 'filler');
}

/** A word no list knows, or one with a capital; in the middle of a place also "de", "la". */
function isPlaceWord(reading: Reading, at: number, isInside: boolean): boolean {
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || reading.taken[at]) return false;
  if (reading.vocabulary.index.owners.has(reading.stems[at] ?? '')) return false;
  const isKnown = reading.vocabulary.lexicons[reading.language ?? 'es'].words.has(token.key);
  if (!isKnown) return true;
  // "hasta Nueva Córdoba" typed small: a word that else means nothing, before the one that names the place.
  const isFirstOfName =
    !isInside && token.key.length > SHORTEST_FIRST && find(reading, at, 'filler') !== null && !hasMeaningAt(reading, at);
  if (isFirstOfName && reading.tokens[at + 1]?.kind === 'word' && isPlaceWord(reading, at + 1, false)) return true;
  if (token.raw[0] !== token.raw[0]?.toLowerCase() && token.start > 0) return true;
  const next = reading.tokens[at + 1];
  return isInside && cueAt(reading, at, 'the', 'of') > 0 && next !== undefined && isPlaceWord(reading, at + 1, false);
}
