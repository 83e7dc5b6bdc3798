/**
 * Where a text ends that is kept as it was typed, such as an address or a name on a product: at a phrase
 * that begins something else, or where only courtesies follow.
 */
import { activeCueAt, find, type Reading } from './reading.ts';
import type { Cue } from './words.ts';

/** A phrase of this cue, or a word of it that is long enough to be sure. */
export function isCueStart(reading: Reading, at: number, cue: Cue): boolean {
  const end = activeCueAt(reading, at, cue);
  return end > 0 && (end - at > 1 || (reading.tokens[at]?.key.length ?? 0) > 3);
}

/** From where on only words that mean nothing stand ("porfa"). */
export function tailOf(reading: Reading): number {
  for (let at = reading.tokens.length - 1; at >= 0; at--) {
    const token = reading.tokens[at];
    const isEmpty = token?.kind === 'sign' || (token?.kind === 'word' && find(reading, at, 'filler') !== null);
    if (!isEmpty || token?.raw[0] !== token?.raw[0]?.toLowerCase()) return at + 1;
  }
  return 0;
}
