/**
 * The words of `flows/words/*` as one tree of phrases per language, with what each phrase means. The
 * language of the message comes first; phrases of the two others are kept where they contradict
 * nothing, because people mix ("quiero 2 t-shirts").
 */
import type { Language } from '../../commerce/catalog.ts';
import { plain, root as rootOf, tokenize } from './text.ts';
import type { AllWords, Cue, DayPart, Measure, Span, Words } from './words.ts';

export type Meaning =
  | { readonly is: 'cue'; readonly cue: Cue }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'multiplier'; readonly value: number }
  | { readonly is: 'group'; readonly value: number }
  | { readonly is: 'half' }
  | { readonly is: 'container' }
  | { readonly is: 'measure'; readonly measure: Measure }
  | { readonly is: 'synonym'; readonly idea: string }
  | { readonly is: 'method'; readonly method: string }
  | { readonly is: 'ordinal'; readonly value: number }
  | { readonly is: 'weekday'; readonly day: number }
  | { readonly is: 'month'; readonly month: number }
  | { readonly is: 'holiday'; readonly month: number; readonly day: number }
  | { readonly is: 'day'; readonly offset: number }
  | { readonly is: 'part'; readonly part: DayPart }
  | { readonly is: 'span'; readonly span: Span }
  | { readonly is: 'filler' }
  | { readonly is: 'flow'; readonly flow: string };

export interface Node {
  next: Map<string, Node>;
  /** Up to `GAP` words of anything stand here. */
  gap: Node | null;
  readonly meanings: Meaning[];
}

/** Words that `...` may stand for. */
export const GAP = 3;

export interface Lexicon {
  readonly root: Node;
  /** Every word of any phrase. */
  readonly words: ReadonlySet<string>;
  /** Their roots: another gender or number of a known word is no typo. */
  readonly roots: ReadonlySet<string>;
  readonly abbreviations: ReadonlyMap<string, readonly string[]>;
}

interface Entry {
  /** Of the phrase. */
  readonly keys: readonly string[];
  readonly meaning: Meaning;
}

/** The phrases of each language, read once: every lexicon takes from all of them. */
export type Phrases = Readonly<Record<Language, readonly Entry[]>>;

export const phrasesOf = ({ es, pt, en }: AllWords): Phrases => ({ es: entriesOf(es), pt: entriesOf(pt), en: entriesOf(en) });

export const LANGUAGES = ['es', 'pt', 'en'] as const satisfies readonly Language[];

/** @param flows phrases that start a flow, by flow id: the same in every language. */
export function makeLexicon(
  language: Language,
  all: AllWords,
  phrases: Phrases,
  flows: readonly { readonly phrase: string; readonly flow: string }[],
): Lexicon {
  const root = makeNode();
  const words = new Set<string>();
  const own = phrases[language];
  const ownPhrases = new Set(own.map(({ keys }) => keys.join(' ')));
  const ownWords = new Set(
    [...ownPhrases, ...all[language].signs.map((sign) => phraseKeys(sign).join(' '))].flatMap((phrase) => phrase.split(' ')),
  );
  const add = ({ keys, meaning }: Entry): void => {
    for (const key of keys) if (key !== '...') words.add(key);
    insert(root, keys, meaning);
  };
  for (const entry of own) add(entry);
  for (const other of LANGUAGES) {
    if (other === language) continue;
    for (const entry of phrases[other]) if (isForeignAllowed(entry.keys, ownPhrases, ownWords)) add(entry);
  }
  for (const { phrase, flow } of flows) add({ keys: phraseKeys(phrase), meaning: { is: 'flow', flow } });
  const abbreviations = new Map<string, readonly string[]>();
  for (const source of [language, ...LANGUAGES.filter((other) => other !== language)]) {
    for (const [short, long] of Object.entries(all[source].abbreviations)) {
      const key = plain(short);
      const isForeign = source !== language && (key.length <= LONGEST_FOREIGN_DOUBT || ownWords.has(key));
      if (!abbreviations.has(key) && !isForeign) abbreviations.set(key, phraseKeys(long));
    }
  }
  return { root, words, roots: new Set([...words].map(rootOf)), abbreviations };
}

/** Words this short mean something else in every language. */
const LONGEST_FOREIGN_DOUBT = 2;

function isForeignAllowed(keys: readonly string[], ownPhrases: ReadonlySet<string>, ownWords: ReadonlySet<string>): boolean {
  if (ownPhrases.has(keys.join(' '))) return false;
  if (keys.length > 1) return !keys.every((key) => ownWords.has(key));
  const key = keys[0] ?? '';
  return key.length > LONGEST_FOREIGN_DOUBT && !ownWords.has(key);
}

export function phraseKeys(phrase: string): string[] {
  const keys: string[] = [];
  for (const part of phrase.split(/\s+/)) {
    if (part === '...') keys.push('...');
    else for (const token of tokenize(part)) keys.push(token.key);
  }
  return keys;
}

/** What follows the last word of a phrase: most nodes are one, and a map of its own each would be half of the tree. */
const NOTHING: Map<string, Node> = new Map();

function makeNode(): Node {
  return { next: NOTHING, gap: null, meanings: [] };
}

function insert(root: Node, keys: readonly string[], meaning: Meaning): void {
  let node = root;
  for (const key of keys) {
    if (key === '...') {
      node.gap ??= makeNode();
      node = node.gap;
      continue;
    }
    let next = node.next.get(key);
    if (!next) {
      next = makeNode();
      if (node.next === NOTHING) node.next = new Map();
      node.next.set(key, next);
    }
    node = next;
  }
  if (node !== root) node.meanings.push(meaning);
}

function entriesOf(words: Words): Entry[] {
  const entries: Entry[] = [];
  const each = (phrases: readonly string[], meaning: Meaning): void => {
    for (const phrase of phrases) entries.push({ keys: phraseKeys(phrase), meaning });
  };
  for (const [word, value] of Object.entries(words.numbers)) each([word], { is: 'number', value });
  for (const [word, value] of Object.entries(words.multipliers)) each([word], { is: 'multiplier', value });
  for (const [word, value] of Object.entries(words.groups)) each([word], { is: 'group', value });
  each(words.halves, { is: 'half' });
  each(words.containers, { is: 'container' });
  for (const [measure, phrases] of entriesOfRecord(words.measures)) each(phrases, { is: 'measure', measure });
  for (const [idea, phrases] of Object.entries(words.synonyms)) each(phrases, { is: 'synonym', idea });
  for (const [method, phrases] of Object.entries(words.methods)) each(phrases, { is: 'method', method });
  for (const [word, value] of Object.entries(words.ordinals)) each([word], { is: 'ordinal', value });
  for (const [word, day] of Object.entries(words.weekdays)) each([word], { is: 'weekday', day });
  for (const [word, month] of Object.entries(words.months)) each([word], { is: 'month', month });
  for (const [word, date] of Object.entries(words.holidays))
    each([word], { is: 'holiday', month: Math.floor(date / 100), day: date % 100 });
  for (const [word, offset] of Object.entries(words.days)) each([word], { is: 'day', offset });
  for (const [part, phrases] of entriesOfRecord(words.parts)) each(phrases, { is: 'part', part });
  for (const [span, phrases] of entriesOfRecord(words.spans)) each(phrases, { is: 'span', span });
  for (const [cue, phrases] of entriesOfRecord(words.cues)) each(phrases, { is: 'cue', cue });
  each(words.fillers, { is: 'filler' });
  return entries;
}

/** The entries of a record whose keys are known by type. */
function entriesOfRecord<K extends string>(record: Readonly<Partial<Record<K, readonly string[]>>>): [K, readonly string[]][] {
  const entries: [K, readonly string[]][] = [];
  for (const key in record) {
    const phrases = record[key];
    if (phrases) entries.push([key, phrases]);
  }
  return entries;
}
