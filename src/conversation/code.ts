/**
 * Codes that a person carries from one of her conversations to another. Consonants only, and no two alike: a code is
 * never a word, a number of units, a letter taken for a digit, or somebody who laughs ("jsjsjs", "kkkkkk").
 */

const LETTERS = 'BCDFGHJKLMNPQRSTVX';
/** Sent to a conversation that the shop knows, and tried three times: 13 million ways. */
export const SENT_CODE = 6;
/** Carried by herself to any chat, where anybody may try: 1,764 million ways, far more than can be tried while one is good. */
export const CARRIED_CODE = 8;
/** Chance that a letter takes, in characters of `newId`: with one alone some letters would be likelier by half. */
const CHANCE_PER_LETTER = 2;

/** @param newId unguessable text of `[a-z0-9]` */
export function makeCode(newId: (length: number) => string, length: number): string {
  const random = newId(length * CHANCE_PER_LETTER);
  const left = [...LETTERS];
  return Array.from({ length }, (_, at) => {
    const chance = Number.parseInt(random.slice(at * CHANCE_PER_LETTER, (at + 1) * CHANCE_PER_LETTER), 36);
    return left.splice(chance % left.length, 1).join('');
  }).join('');
}

/** The code in a text: all of it in any spelling ("bcdf ghjk"), or a word of it in capitals; null where there is none. */
export function codeIn(text: string): string | null {
  const whole = text.replaceAll(/[\s#*.-]/g, '').toUpperCase();
  if (isCode(whole)) return whole;
  return text.split(/[^\p{L}\p{N}]+/u).find(isCode) ?? null;
}

/** What could be a code among other words, in any spelling and in one piece or two: to be taken for one only where it opens something. */
export function possibleCodes(text: string): readonly string[] {
  const words = text.toUpperCase().split(/[^\p{L}\p{N}]+/u);
  return words.flatMap((word, index) => [word, `${word}${words[index + 1] ?? ''}`]).filter(isCode);
}

export function isCode(word: string): boolean {
  if (word.length !== SENT_CODE && word.length !== CARRIED_CODE) return false;
  return new Set(word).size === word.length && [...word].every((letter) => LETTERS.includes(letter));
}
