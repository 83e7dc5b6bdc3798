/**
 * One message, read once: tokens with typos corrected and abbreviations written out, and everything the
 * words of the shop say about them. All later steps look here and never at the text again, except where
 * the customer's own spelling must be kept (names, addresses).
 */
import type { Language } from '../../commerce/catalog.ts';
import type { Meaning } from './lexicon.ts';
import type { Named } from './named.ts';
import type { Token } from './text.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Cue } from './words.ts';

/** A phrase that was recognised: tokens `from` (inclusive) to `to` (exclusive). */
export interface Hit {
  readonly from: number;
  readonly to: number;
  readonly meaning: Meaning;
  /** Words that the phrase does not name stand inside it. */
  readonly gap: boolean;
}

export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Language of this text; null where it cannot be told. */
  readonly language: Language | null;
  readonly vocabulary: Vocabulary;
  /** By first token. */
  readonly hitsAt: readonly (readonly Hit[])[];
  /** Cues by first token, without those that are part of a longer phrase. */
  readonly activeAt: readonly (readonly Hit[])[];
  /** Stem of each token. */
  readonly stems: readonly string[];
  /** Tokens that are part of a time, an amount of money, an address…: not for the order. */
  readonly taken: Uint8Array;
  /** What `nameAt` found at each token, kept until more is taken: the grammar asks for the same word many times. */
  readonly names: (Named | null | undefined)[];
}

/** The longest phrase with this meaning that begins at token `at`. */
export function find<K extends Meaning['is']>(
  reading: Reading,
  at: number,
  is: K,
): { readonly to: number; readonly meaning: Extract<Meaning, { is: K }> } | null {
  let best: { readonly to: number; readonly meaning: Extract<Meaning, { is: K }> } | null = null;
  for (const { to, meaning } of reading.hitsAt[at] ?? []) {
    if (isA(meaning, is) && (!best || to > best.to)) best = { to, meaning };
  }
  return best;
}

function isA<K extends Meaning['is']>(meaning: Meaning, is: K): meaning is Extract<Meaning, { is: K }> {
  return meaning.is === is;
}

/** End of the longest of these cues that begins at token `at`; 0 where none does. */
export function cueAt(reading: Reading, at: number, ...cues: readonly Cue[]): number {
  let end = 0;
  for (const { to, meaning } of reading.hitsAt[at] ?? []) {
    if (meaning.is === 'cue' && to > end && cues.includes(meaning.cue)) end = to;
  }
  return end;
}

/** Whether one of these cues ends right before token `at`. */
export function isAfterCue(reading: Reading, at: number, ...cues: readonly Cue[]): boolean {
  return at > 0 && cueAt(reading, at - 1, ...cues) === at;
}

/** As `cueAt`, without phrases that are part of a longer one. */
export function activeCueAt(reading: Reading, at: number, ...cues: readonly Cue[]): number {
  let end = 0;
  for (const { to, meaning } of reading.activeAt[at] ?? []) if (meaning.is === 'cue' && to > end && cues.includes(meaning.cue)) end = to;
  return end;
}

/** Whether any of these cues lies within tokens `from` to `to`. */
export function hasCue(reading: Reading, from: number, to: number, ...cues: readonly Cue[]): boolean {
  return firstCue(reading, from, to, ...cues) !== null;
}

export function firstCue(reading: Reading, from: number, to: number, ...cues: readonly Cue[]): Hit | null {
  for (let at = Math.max(0, from); at < to; at++) {
    if (reading.taken[at] === TAKEN_WHOLLY) continue;
    for (const hit of reading.activeAt[at] ?? [])
      if (hit.to <= to && hit.meaning.is === 'cue' && cues.includes(hit.meaning.cue)) return hit;
  }
  return null;
}

/** Why tokens are taken: words of an address or a name mean nothing else. */
const TAKEN = 1;
const TAKEN_WHOLLY = 2;

export function take(reading: Reading, from: number, to: number): void {
  reading.names.length = 0;
  reading.taken.fill(TAKEN, from, to);
}

/** Also what these words would mean otherwise is gone ("Av. Fría 20" is no complaint). */
export function takeWholly(reading: Reading, from: number, to: number): void {
  reading.names.length = 0;
  reading.taken.fill(TAKEN_WHOLLY, from, to);
}

/** Every cue that lies within tokens `from` to `to`. */
export function cuesWithin(reading: Reading, from: number, to: number): Set<Cue> {
  const found = new Set<Cue>();
  for (let at = from; at < to; at++) {
    if (reading.taken[at] === TAKEN_WHOLLY) continue;
    for (const { to: end, meaning } of reading.activeAt[at] ?? []) if (end <= to && meaning.is === 'cue') found.add(meaning.cue);
  }
  return found;
}

/** The customer's own spelling of some tokens. */
export function spelling(reading: Reading, from: number, to: number): string {
  const first = reading.tokens[from];
  const last = reading.tokens[to - 1];
  return first && last ? reading.text.slice(first.start, last.end) : '';
}
