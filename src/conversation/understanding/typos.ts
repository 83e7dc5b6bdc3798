/**
 * Which known word a mistyped word means. Known words are indexed by what they sound like with up to
 * two letters left out (symmetric deletion), so a look-up costs the same with 20 or 20,000 words.
 */
import { differences } from '../../commerce/place-words.ts';
import { fold } from './text.ts';

/** Words shorter than this are never corrected by edits, and none longer is worth its variants. */
const SHORTEST = 4;
const LONGEST = 18;
/** Words of the catalog (facts/validation.md B1): one edit up to six letters, two from seven. */
export const CATALOG_TWO_EDITS_FROM = 7;
/** Words of a language are many, so two edits too often make another word ("burritos", "brutos"). */
export const NEVER_TWO_EDITS = Number.POSITIVE_INFINITY;

export interface Speller {
  /** The known word meant, with how far off it was written; null where none is near enough. */
  meant(word: string): Correction | null;
}

export interface Correction {
  readonly word: string;
  readonly cost: number;
}

/** @param twoEditsFrom letters from which two edits are allowed. */
export function makeSpeller(words: Iterable<string>, twoEditsFrom: number): Speller {
  const limits: Limits = { twoEditsFrom };
  const bySound = new Map<string, string[]>();
  const byDeletion = new Map<string, string[]>();
  for (const word of new Set(words)) {
    if (word.length < SHORTEST || word.length > LONGEST) continue;
    const sound = fold(word);
    push(bySound, sound, word);
    for (const variant of deletions(sound, limits)) push(byDeletion, variant, word);
  }
  return {
    meant(word) {
      if (word.length < SHORTEST || word.length > LONGEST) return null;
      const sound = fold(word);
      const alike = bySound.get(sound);
      if (alike) return nearest(word, alike, limits);
      const near = new Set<string>();
      for (const variant of deletions(sound, limits)) for (const candidate of byDeletion.get(variant) ?? []) near.add(candidate);
      return nearest(word, [...near], limits);
    },
  };
}

interface Limits {
  readonly twoEditsFrom: number;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function editsAllowed(length: number, { twoEditsFrom }: Limits): number {
  return length >= twoEditsFrom ? 2 : 1;
}

/** The sound itself and every way to leave out as many letters as edits are allowed. */
function deletions(sound: string, limits: Limits): Set<string> {
  const found = new Set([sound]);
  let last = [sound];
  for (let edit = 0; edit < editsAllowed(sound.length, limits); edit++) {
    const next: string[] = [];
    for (const word of last) {
      for (let i = 0; i < word.length; i++) {
        const shorter = word.slice(0, i) + word.slice(i + 1);
        if (shorter.length >= 2 && !found.has(shorter)) {
          found.add(shorter);
          next.push(shorter);
        }
      }
    }
    last = next;
  }
  return found;
}

function nearest(word: string, candidates: readonly string[], limits: Limits): Correction | null {
  const sound = fold(word);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const other = fold(candidate);
    const soundDistance = differences(sound, other, 2);
    if (!isNearEnough(sound, other, soundDistance, limits)) continue;
    const total = soundDistance * 10 + differences(word, candidate, LONGEST);
    if (total < bestDistance) {
      best = candidate;
      bestDistance = total;
    }
  }
  return best === null ? null : { word: best, cost: bestDistance };
}

function isNearEnough(sound: string, other: string, edits: number, limits: Limits): boolean {
  if (edits === 0) return true;
  if (sound[0] !== other[0]) return false;
  const shorter = Math.min(sound.length, other.length);
  if (shorter < SHORTEST) return false;
  // In a word of four letters one changed letter makes another word ("cosa", "coca"); a lost or swapped one does not.
  if (shorter === SHORTEST && sound.length === other.length && !isSwap(sound, other)) return false;
  return edits <= editsAllowed(shorter, limits);
}

function isSwap(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}
