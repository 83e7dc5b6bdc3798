/**
 * Which of the three languages a message is written in. Words that only one language uses decide; what
 * all share (names, numbers, products) says nothing.
 */
import type { Language } from '../../commerce/catalog.ts';
import { LANGUAGES, phraseKeys } from './lexicon.ts';
import type { Token } from './text.ts';
import { plain } from './text.ts';
import type { AllWords } from './words.ts';

/** Word → weight for each language. */
export type Signs = ReadonlyMap<string, Readonly<Record<Language, number>>>;

/** A word listed as a sign of its language weighs more than one that merely is in its lists. */
const SIGN = 3;
const MENTION = 1;
/** How much more evidence than the runner-up is needed. */
const MARGIN = 0.5;

export function signsOf(words: AllWords): Signs {
  const sets = new Map<string, Record<Language, number>>();
  const add = (word: string, language: Language, weight: number): void => {
    let entry = sets.get(word);
    if (!entry) {
      entry = { es: 0, pt: 0, en: 0 };
      sets.set(word, entry);
    }
    entry[language] = Math.max(entry[language], weight);
  };
  for (const language of LANGUAGES) {
    for (const sign of words[language].signs) for (const key of phraseKeys(sign)) add(key, language, SIGN);
    const lists = [
      words[language].fillers,
      Object.keys(words[language].numbers),
      Object.keys(words[language].abbreviations),
      ...Object.values(words[language].cues),
    ];
    for (const phrase of lists.flat()) for (const key of phraseKeys(phrase)) if (key.length > 1) add(key, language, MENTION);
  }
  for (const weights of sets.values()) shareAlike(weights);
  return sets;
}

/** A word of two languages tells neither from the other. */
function shareAlike(weights: Record<Language, number>): void {
  const most = Math.max(...LANGUAGES.map((language) => weights[language]));
  for (const language of LANGUAGES) if (weights[language] > 0) weights[language] = most;
}

/** Lead of one language over the language of the conversation that one or two words must have to change it. */
const STRONG = SIGN;
const FEW_WORDS = 2;

/**
 * null where it cannot be told.
 * @param expected the language of the conversation so far: one or two words that exist in it ("no",
 * "dos") do not change it.
 */
export function detectLanguage(tokens: readonly Token[], signs: Signs, expected: Language): Language | null {
  const score: Record<Language, number> = { es: 0, pt: 0, en: 0 };
  let words = 0;
  for (const token of tokens) {
    if (token.kind === 'sign') {
      if (token.raw === '¿' || token.raw === '¡') score.es += SIGN;
      continue;
    }
    if (token.kind === 'number') continue;
    words++;
    addLetters(token.raw, score);
    const weights = signs.get(plain(token.raw)) ?? signs.get(token.key);
    if (!weights) continue;
    for (const language of LANGUAGES) score[language] += weights[language];
  }
  const [first, second] = [...LANGUAGES].sort((a, b) => score[b] - score[a]);
  if (!first || !second || score[first] - score[second] < MARGIN) return null;
  const isWeak = first !== expected && words <= FEW_WORDS && score[expected] > 0 && score[first] - score[expected] < STRONG;
  return isWeak ? null : first;
}

function addLetters(raw: string, score: Record<Language, number>): void {
  if (/[ñÑ]/.test(raw)) score.es += SIGN;
  if (/[ãõçâêôÃÕÇÂÊÔ]/.test(raw)) score.pt += SIGN;
}
