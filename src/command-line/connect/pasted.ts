/**
 * A secret as it was meant. It is pasted unseen, so nobody notices what came along: the quotes of a manual, the name it
 * has in a file, the blanks that a page put between, a whole message with the token in it.
 */

/** Blanks of every kind, signs of no width, quotes. No secret that is asked for has any of them. */
const AROUND = /[\s\p{Cf}"'`«»“”‘’]+/gu;
const NAME = /^\s*(?:export\s+)?[A-Z]+(?:_[A-Z]+)+\s*=/;
const SCHEME = /^\s*(?:authorization\s*:\s*)?bearer\s+/i;

/** `within`: what it looks like, to be found in a longer text. */
export function pastedSecret(text: string, within?: RegExp): string {
  return within?.exec(text)?.[0] ?? text.replace(NAME, '').replace(SCHEME, '').replace(AROUND, '');
}
