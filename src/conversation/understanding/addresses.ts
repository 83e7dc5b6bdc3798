/**
 * An address within a message: found by a street word and the number of a house, or by the words that
 * announce one, and kept as it was typed.
 */
import { isCueStart, tailOf } from './free-text.ts';
import { isCounting } from './naming.ts';
import { cueAt, find, firstCue, type Reading, spelling, takeWholly } from './reading.ts';
import type { Cue } from './words.ts';

export interface AddressFound {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What ends an address: the next thing that is said. */
const AFTER_ADDRESS: readonly Cue[] = ['thanks', 'bye', 'want', 'add', 'paid', 'how-much', 'price', 'phone-intro', 'pay-by', 'question'];
/** How near a number must stand to "calle", "av". */
const STREET_REACH = 6;

/**
 * @param asked the address was asked for: the whole text is one, if it can be.
 * @param ends places where something else begins: a telephone number, the name beside it.
 */
export function readAddress(reading: Reading, asked: boolean, ends: readonly number[] = []): AddressFound | null {
  const start = addressStart(reading, asked);
  if (start === null) return null;
  const to = addressEnd(reading, start, ends);
  if (to <= start) return null;
  const text = trimEdges(spelling(reading, start, to));
  if (!/\p{L}/u.test(text)) return null;
  takeWholly(reading, start, to);
  return { text, from: start, to };
}

function addressStart(reading: Reading, asked: boolean): number | null {
  const { tokens } = reading;
  const intro = firstCue(reading, 0, tokens.length, 'address-intro', 'change-address');
  if (intro) {
    const from = skipPlaceWords(reading, intro.to);
    if (looksLikeAddress(reading, from, Math.min(tokens.length, from + 8))) return from;
  }
  if (asked && !intro) return skipPlaceWords(reading, 0);
  for (let at = 0; at < tokens.length; at++) if (isStreetAt(reading, at)) return streetStart(reading, at);
  return asked && tokens.length > 0 ? skipPlaceWords(reading, intro?.to ?? 0) : null;
}

function skipPlaceWords(reading: Reading, at: number): number {
  let next = at;
  while (
    next < reading.tokens.length &&
    (cueAt(reading, next, 'place-intro', 'address-intro') > 0 ||
      /[:,]/.test(reading.tokens[next]?.raw ?? '') ||
      isPlainFiller(reading, next))
  )
    next = cueAt(reading, next, 'place-intro', 'address-intro') || next + 1;
  return next;
}

/** "es": a small word that begins no name. */
function isPlainFiller(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  return (
    token?.kind === 'word' &&
    token.raw === token.raw.toLowerCase() &&
    find(reading, at, 'filler') !== null &&
    cueAt(reading, at, 'address-word', 'the') === 0
  );
}

/** A street word or a house number among these tokens. */
function looksLikeAddress(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (cueAt(reading, at, 'address-word') > 0 && cueAt(reading, at, 'address-inner') === 0) return true;
    if (reading.tokens[at]?.kind === 'number' && !reading.taken[at] && !isCounting(reading, at + 1)) return true;
  }
  return false;
}

function isStreetAt(reading: Reading, at: number): boolean {
  if (reading.taken[at] || cueAt(reading, at, 'address-word') === 0 || cueAt(reading, at, 'address-inner') > 0) return false;
  const from = Math.max(0, at - STREET_REACH);
  for (let i = from; i <= Math.min(reading.tokens.length - 1, at + STREET_REACH); i++) {
    if (reading.tokens[i]?.kind === 'number' && !reading.taken[i] && (i > at || isHouseBefore(reading, i, at))) return true;
  }
  return false;
}

/** "1420 Elm St": the number stands first, and words of a name stand between. */
function isHouseBefore(reading: Reading, number: number, street: number): boolean {
  for (let i = number + 1; i < street; i++) {
    if (reading.tokens[i]?.kind !== 'word' || reading.vocabulary.index.owners.has(reading.stems[i] ?? '')) return false;
  }
  return street > number + 1;
}

function streetStart(reading: Reading, at: number): number {
  for (let i = Math.max(0, at - STREET_REACH); i < at; i++) {
    if (reading.tokens[i]?.kind === 'number' && !reading.taken[i] && isHouseBefore(reading, i, at)) return i;
  }
  // "Insurgentes Sur 1234 int 5": names before the street word belong to it.
  return at;
}

function addressEnd(reading: Reading, from: number, ends: readonly number[]): number {
  const { tokens } = reading;
  const tail = tailOf(reading);
  for (let at = from; at < tokens.length; at++) {
    const raw = tokens[at]?.raw ?? '';
    if (raw === '?' || raw === '¿' || raw === '!') return at;
    if (ends.includes(at)) return at;
    if (at === from || cueAt(reading, at, 'address-word') > 0) continue;
    // "soy" is short, and no street has it in its name.
    if (cueAt(reading, at, 'name-intro') > 0 || AFTER_ADDRESS.some((cue) => isCueStart(reading, at, cue))) return at;
    if (at >= tail && find(reading, at, 'filler')) return at;
  }
  return tokens.length;
}
function trimEdges(text: string): string {
  return text.replace(/^[\s,.:;-]+/, '').replace(/[\s,;:-]+$/, '');
}
