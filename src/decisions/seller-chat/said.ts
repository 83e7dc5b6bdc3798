/**
 * What was written, as words: folded, numbers in digits, each with where it stands in the text, so that what is
 * passed on to a customer is what the helper typed. "un", "por favor" and the like say nothing here.
 */
import { foldLabel } from '../../conversation/menu.ts';

export interface Word {
  readonly folded: string;
  /** Where it begins in the text. */
  readonly at: number;
  /** Typed in digits. */
  readonly digits: boolean;
}

export interface Said {
  readonly raw: string;
  readonly words: readonly Word[];
  /** Without what says nothing; the whole where nothing would be left. */
  readonly telling: readonly Word[];
  /** It asks: nothing that is only asked about is done. */
  readonly question: boolean;
}

export interface SmallWords {
  readonly fillers: ReadonlySet<string>;
  /** Numbers in words. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Words that begin a question where no sign does. */
  readonly asking: ReadonlySet<string>;
  readonly not: ReadonlySet<string>;
  /** "por favor": nothing of it is part of what is said. */
  readonly polite: RegExp;
}

/** "1023's" and "what's" are "1023" and "what"; a plus before a number adds. */
const WORD = /\+|[\p{L}\p{N}\p{M}]+(?:['’`´][\p{L}\p{M}]+)*/gu;
const POSSESSIVE = /['’`´]s$/i;

export function readSaid(raw: string, small: SmallWords): Said {
  const words = [...raw.replaceAll(small.polite, blank).matchAll(WORD)].flatMap(({ 0: written, index }) => {
    const folded = foldLabel(written.replace(POSSESSIVE, '').replaceAll(/['’`´]/g, ''));
    const number = small.numbers.get(folded);
    const word = written === '+' ? '+' : number === undefined ? folded : String(number);
    return word === '' ? [] : [{ folded: word, at: index, digits: /^[0-9]+$/.test(folded) }];
  });
  return { raw, words, telling: telling(words, small), question: /[?¿]/.test(raw) || small.asking.has(words[0]?.folded ?? '') };
}

/** As long as it was, so that every word stays where it stands. */
function blank(text: string): string {
  return ' '.repeat(text.length);
}

export function telling(words: readonly Word[], { fillers }: Pick<SmallWords, 'fillers'>): readonly Word[] {
  const left = words.filter(({ folded }) => !fillers.has(folded));
  return left.length === 0 ? words : left;
}

export function joined(words: readonly Word[]): string {
  return words.map(({ folded }) => folded).join(' ');
}
