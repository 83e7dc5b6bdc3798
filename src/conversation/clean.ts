/**
 * What a customer typed, made safe to keep and to show: no control characters, no invisible or
 * direction-changing ones, bounded in length. Names and addresses keep their accents and case.
 */

/** Longest text that is read, in characters (facts/validation.md B1); the rest is dropped, and the customer is told. */
export const LONGEST_TEXT = 4096;

/**
 * Controls but line breaks, zero-width, bidirectional and other format characters. A joiner stays only
 * where it holds an emoji together: anywhere else it is one more invisible character.
 */
const UNWANTED =
  /(?!\n|(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Words of the Latin alphabets with single blanks between them: nearly every message, and clean as it is. */
const PLAIN = /^[!-~\u00a1-\u00ac\u00ae-\u024f]+(?: [!-~\u00a1-\u00ac\u00ae-\u024f]+)*$/;

export interface CleanText {
  readonly text: string;
  /** Part of it was dropped because it was too long. */
  readonly cut: boolean;
}

export function cleanText(raw: string): CleanText {
  const bounded = raw.length > LONGEST_TEXT ? raw.slice(0, LONGEST_TEXT) : raw;
  return { text: PLAIN.test(bounded) ? bounded : cleaned(bounded), cut: bounded.length < raw.length };
}

function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNWANTED, '')
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A name, an address, a note: one line, at most `longest` characters. */
export function cleanLine(raw: string, longest: number): string {
  const line = cleanText(raw).text.replace(/\s+/g, ' ');
  return line.length <= longest ? line : Array.from(line).slice(0, longest).join('').trimEnd();
}

/** A person's name: one line, and no address of the internet, which the apps of whoever reads it would turn into a link. */
export function cleanName(raw: string, longest: number): string {
  const apart = raw.replaceAll(/[/\\@<>]+|:(?=\S)/g, ' ').replaceAll(/\.(?=\p{L}{2})/gu, '. ');
  return cleanLine(apart, longest);
}
