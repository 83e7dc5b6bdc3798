/**
 * Reading a message, once: its language, its tokens with typos corrected and abbreviations written out, and
 * every phrase of the shop's words that stands in it. What was read is looked at through `reading.ts`.
 */
import type { Language } from '../../commerce/catalog.ts';
import { type PlaceNode, placeIn, wordBeginning } from './catalog-index.ts';
import { detectLanguage } from './language.ts';
import { GAP, type Node } from './lexicon.ts';
import type { Hit, Reading } from './reading.ts';
import { root, stem, type Token, tokenize } from './text.ts';
import type { Correction } from './typos.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Cue } from './words.ts';

/** Words of the longest message people write; what stands beyond them in 4,096 characters is one letter over and over. */
const MOST_TOKENS = 800;
/** Unknown words beyond this many are left as they are: a long text of nonsense stays cheap. */
const MOST_CORRECTIONS = 40;
/** Words that an answer such as a name has. */
const LONGEST_UNCORRECTED = 4;

/**
 * @param fallback the language to read in where the text does not tell.
 * @param isName a name, a district or an address was asked: a few words are left as they are written, for
 * names resemble anything ("Carlos", "caro").
 */
export function read(text: string, vocabulary: Vocabulary, fallback: Language, isName: boolean): Reading {
  const written = tokenize(text).slice(0, MOST_TOKENS);
  const language = detectLanguage(withoutPlaces(written, vocabulary.index.places), vocabulary.signs, fallback);
  const lexicon = vocabulary.lexicons[language ?? fallback];
  const tokens: Token[] = [];
  let corrections = isName && written.length <= LONGEST_UNCORRECTED ? MOST_CORRECTIONS : 0;
  for (const [index, token] of written.entries()) {
    const long = token.kind === 'word' ? lexicon.abbreviations.get(token.key) : undefined;
    if (long && !isSizeLetter(token, vocabulary) && !isUnit(token, written[index - 1])) {
      for (const key of long) tokens.push({ ...token, key });
      continue;
    }
    const short = token.kind === 'word' ? withoutHeldVowel(token.key, lexicon.words, vocabulary) : null;
    if (short !== null) {
      tokens.push({ ...token, key: short });
      continue;
    }
    const verb = token.kind === 'word' && !lexicon.words.has(token.key) ? verbOf(token.key, lexicon.root) : null;
    if (verb !== null) {
      tokens.push({ ...token, key: verb });
      continue;
    }
    if (
      token.kind === 'word' &&
      corrections < MOST_CORRECTIONS &&
      !isProperName(token, written[0]) &&
      !isKnown(token.key, language ?? fallback, vocabulary)
    ) {
      corrections++;
      const meant = correct(token.key, language ?? fallback, vocabulary);
      if (meant && !(isCount(meant, lexicon.root) && isWhereTo(tokens.at(-1)))) {
        tokens.push({ ...token, key: meant });
        continue;
      }
    }
    tokens.push(token);
  }
  const hitsAt = tokens.map((_, i) => hitsFrom(tokens, i, lexicon.root));
  const activeAt = activeCues(hitsAt).map((hits, at) => (isCountedAt(tokens, hitsAt, at) ? withoutHours(hits) : hits));
  return {
    text,
    tokens,
    language,
    vocabulary,
    hitsAt,
    activeAt,
    stems: tokens.map((token) => stem(token.key)),
    taken: new Uint8Array(tokens.length),
    names: [],
  };
}

/** "envío a Ate" is no Portuguese: names of districts say nothing about the language. */
function withoutPlaces(tokens: readonly Token[], places: PlaceNode): readonly Token[] {
  if (places.next.size === 0) return tokens;
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const found = placeIn(tokens, at, places);
    const token = tokens[at];
    if (found) at = found.to - 1;
    else if (token) kept.push(token);
  }
  return kept;
}

/** "bom diaa", "graciass": the known word without the letter that is held; null where it is known as it is. */
function withoutHeldVowel(key: string, words: ReadonlySet<string>, { index }: Vocabulary): string | null {
  const held = key.replace(/([aeious])\1$/, '$1');
  return held !== key && words.has(held) && !words.has(key) && !index.owners.has(stem(key)) ? held : null;
}

/** "no centro" is a place, and no hundred. */
function isCount(key: string, root: Node): boolean {
  return root.next.get(key)?.meanings.some(({ is }) => is === 'number' || is === 'group') ?? false;
}

const WHERE_TO = new Set(['a', 'al', 'en', 'hasta', 'no', 'na', 'em', 'ate', 'to', 'in']);

function isWhereTo(before: Token | undefined): boolean {
  return before !== undefined && WHERE_TO.has(before.key);
}

/** Written onto a number it is a unit ("100k", "14h"), no abbreviation. */
function isUnit(token: Token, before: Token | undefined): boolean {
  return before?.kind === 'number' && before.end === token.start;
}

/** "P", "M", "G" in capitals are sizes where the catalog has such a size, not abbreviations. */
function isSizeLetter(token: Token, vocabulary: Vocabulary): boolean {
  return token.raw.length === 1 && token.raw !== token.key && vocabulary.index.valueWords.has(token.key);
}

const CLITICS = /(?:me|te|se|nos)?(?:l[aeo]s?|me|nos)$/;
const SHORTEST_VERB = 3;
const VERBS: ReadonlySet<Cue> = new Set(['want', 'add', 'remove', 'change', 'cancel']);

/** "bórrale", "quítamelos": the verb without the pronouns written onto it; null where it is no verb that matters. */
function verbOf(key: string, root: Node): string | null {
  const match = CLITICS.exec(key);
  const bare = match ? key.slice(0, match.index) : key;
  // "saquen", "quítenmela": said to several people.
  for (const verb of match ? [bare, bare.replace(/n$/, '')] : [bare.replace(/n$/, '')]) {
    if (verb === key || verb.length < SHORTEST_VERB) continue;
    const isVerb = root.next.get(verb)?.meanings.some((meaning) => meaning.is === 'cue' && VERBS.has(meaning.cue)) ?? false;
    if (isVerb) return verb;
  }
  return null;
}

/** A capital inside a sentence: a name, whatever it resembles. */
function isProperName(token: Token, first: Token | undefined): boolean {
  const [initial = '', second = ''] = token.raw;
  return token !== first && initial !== initial.toLowerCase() && second === second.toLowerCase();
}

function isKnown(key: string, language: Language, { lexicons, index, placeWords }: Vocabulary): boolean {
  if (lexicons[language].words.has(key) || placeWords.has(key) || lexicons[language].roots.has(root(key))) return true;
  if (wordBeginning(index.sorted, key) !== null) return true;
  const base = stem(key);
  return index.owners.has(base) || index.valueWords.has(root(key)) || index.optionNames.has(root(key));
}

function correct(key: string, language: Language, { catalogSpeller, spellers }: Vocabulary): string | null {
  const product: Correction | null = catalogSpeller.meant(key);
  const word = spellers[language].meant(key);
  if (!product) return word?.word ?? null;
  return word && word.cost < product.cost ? word.word : product.word;
}

function hitsFrom(tokens: readonly Token[], from: number, root: Node): Hit[] {
  const hits: Hit[] = [];
  walk(tokens, from, from, root, hits, false);
  return hits;
}

function walk(tokens: readonly Token[], from: number, at: number, node: Node, hits: Hit[], gap: boolean): void {
  for (const meaning of node.meanings) hits.push({ from, to: at, meaning, gap });
  const token = tokens[at];
  if (!token) return;
  const next = node.next.get(token.key);
  if (next) walk(tokens, from, at + 1, next, hits, gap);
  if (!node.gap) return;
  for (let skipped = 0; skipped <= GAP; skipped++) {
    const after = tokens[at + skipped];
    const beyond = after && node.gap.next.get(after.key);
    if (beyond) walk(tokens, from, at + skipped + 1, beyond, hits, true);
  }
}

/** Cues of structure: a long phrase of theirs hides no other ("entrega en" is still a delivery). */
const STRUCTURAL: ReadonlySet<Cue> = new Set<Cue>([
  'by-time',
  'place-intro',
  'address-intro',
  'name-intro',
  'in-time',
  'after',
  'before',
  'next',
  'to-time',
  'past-time',
  'between',
  'until',
  'from-now',
  'this',
  'last',
  'weekend',
  'midnight',
  'sharp',
  'ordinal-mark',
  'decimal-point',
]);

/** "in 2.5 hours": what is counted is time, and no opening hours are asked. */
function isCountedAt(tokens: readonly Token[], hitsAt: readonly (readonly Hit[])[], at: number): boolean {
  return (
    tokens[at - 1]?.kind === 'number' || (hitsAt[at - 1] ?? []).some(({ meaning }) => meaning.is === 'number' || meaning.is === 'half')
  );
}

function withoutHours(hits: readonly Hit[]): readonly Hit[] {
  return hits.filter(({ from, to, meaning }) => meaning.is !== 'cue' || meaning.cue !== 'hours' || to > from + 1);
}

/** A phrase inside a longer one is not counted ("quiero" in "ya no quiero"). */
function activeCues(hitsAt: readonly (readonly Hit[])[]): Hit[][] {
  let reach = 0;
  return hitsAt.map((hits) => {
    const cues = hits.filter(({ meaning }) => meaning.is === 'cue');
    const longest = cues.reduce(
      (furthest, { to, meaning }) => (meaning.is === 'cue' && STRUCTURAL.has(meaning.cue) ? furthest : Math.max(furthest, to)),
      0,
    );
    const active = cues.filter(
      ({ to, meaning }) => to > reach && (to === longest || (meaning.is === 'cue' && STRUCTURAL.has(meaning.cue))),
    );
    reach = Math.max(reach, longest, endOfDayPart(hits));
    return active.filter(({ to, meaning }) => meaning.is !== 'cue' || STRUCTURAL.has(meaning.cue) || to >= endOfDayPart(hits));
  });
}

/** "late afternoon" is a part of the day, in which nothing is late. */
function endOfDayPart(hits: readonly Hit[]): number {
  return hits.reduce((end, { from, to, meaning }) => (meaning.is === 'part' && to - from > 1 ? Math.max(end, to) : end), 0);
}
