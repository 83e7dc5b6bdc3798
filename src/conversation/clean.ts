/**
 * What a customer typed, made safe to keep and to show: no control characters, no invisible or
 * direction-changing ones, bounded in length. Names and addresses keep their accents and case.
 */

/** Longest text that is read, in characters (facts/validation.md B1); the rest is dropped, and the customer is told. */
export const LONGEST_TEXT = 4096;

/** Controls (but line breaks), zero-width, bidirectional and other format characters. Emoji joiners stay. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
const KEPT = new Set(['\n', '\u200d']);

export interface CleanText {
  readonly text: string;
  /** Part of it was dropped because it was too long. */
  readonly cut: boolean;
}

export function cleanText(raw: string): CleanText {
  const bounded = raw.length > LONGEST_TEXT ? raw.slice(0, LONGEST_TEXT) : raw;
  const text = bounded
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNWANTED, (character) => (KEPT.has(character) ? character : ''))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text, cut: bounded.length < raw.length };
}

/** A name, an address, a note: one line, at most `longest` characters. */
export function cleanLine(raw: string, longest: number): string {
  return Array.from(cleanText(raw).text.replace(/\s+/g, ' ')).slice(0, longest).join('');
}
