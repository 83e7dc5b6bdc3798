/**
 * The words of this shop, prepared once: catalog names and aliases, option values, districts, the words
 * of `flows/words/*` and of the flows. A change of any of those files makes a new one.
 */
import type { Catalog, Language, Shop } from '../../commerce/catalog.ts';
import type { Promotion } from '../../commerce/promotions.ts';
import type { Flow } from '../flow/flow.ts';
import { type CatalogIndex, indexCatalog, type PlaceNode } from './catalog-index.ts';
import { type Signs, signsOf } from './language.ts';
import { LANGUAGES, type Lexicon, makeLexicon, phrasesOf } from './lexicon.ts';
import { plain } from './text.ts';
import { CATALOG_TWO_EDITS_FROM, makeSpeller, NEVER_TWO_EDITS, type Speller } from './typos.ts';
import type { AllWords, Cue } from './words.ts';

export interface Vocabulary {
  readonly index: CatalogIndex;
  readonly lexicons: Readonly<Record<Language, Lexicon>>;
  /** Corrects towards words of the catalog. */
  readonly catalogSpeller: Speller;
  /** Corrects towards words of a language. */
  readonly spellers: Readonly<Record<Language, Speller>>;
  readonly placeWords: ReadonlySet<string>;
  readonly signs: Signs;
  readonly cashMethods: ReadonlySet<string>;
  /** Codes of the shop, as `couponKey` writes them. */
  readonly coupons: ReadonlySet<string>;
}

/** Everything a vocabulary is made of. */
export interface VocabularySources {
  readonly shop: Shop;
  readonly catalog: Catalog;
  readonly promotions: readonly Promotion[];
  /** By flow id. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly words: AllWords;
}

export function prepareVocabulary({ shop, catalog, promotions, flows, words }: VocabularySources): Vocabulary {
  const starts = [...flows.values()].flatMap((flow) => flow.starts.map((phrase) => ({ phrase, flow: flow.id })));
  const index = indexCatalog(shop, catalog, words);
  const phrases = phrasesOf(words);
  const lexicons = perLanguage((language) => makeLexicon(language, words, phrases, starts));
  return {
    index,
    lexicons,
    catalogSpeller: makeSpeller(index.spellings, CATALOG_TWO_EDITS_FROM),
    spellers: perLanguage((language) => makeSpeller(Object.keys(correctable(words, language)), NEVER_TWO_EDITS)),
    placeWords: new Set(wordsOf(index.places)),
    signs: signsOf(words),
    coupons: new Set(promotions.flatMap(({ coupon }) => coupon ?? [])),
    cashMethods: new Set(LANGUAGES.flatMap((language) => words[language].cash)),
  };
}

function perLanguage<T>(make: (language: Language) => T): Record<Language, T> {
  return { es: make('es'), pt: make('pt'), en: make('en') };
}

/** Cues that customers use so often that a typo in them is likelier than another word. */
const FREQUENT: readonly Cue[] = [
  'want',
  'add',
  'remove',
  'change',
  'price',
  'how-much',
  'have',
  'catalog',
  'shipping',
  'payment',
  'hours',
  'cancel',
  'thanks',
  'greet',
  'paid',
  'order-noun',
];

/** From here on a number that was not written so is not taken for one. */
const LARGE_NUMBER = 100;

/** Words worth correcting towards. Correcting towards rare words or fillers turns unknown things into known ones. */
function correctable(words: AllWords, language: Language): Record<string, true> {
  const found: Record<string, true> = {};
  const own = words[language];
  const lists = [
    // "cierto" is no hundred: a large number is never guessed.
    Object.keys(own.numbers).filter((word) => (own.numbers[word] ?? 0) < LARGE_NUMBER),
    Object.keys(own.groups),
    Object.keys(own.weekdays),
    Object.keys(own.days),
    ...Object.values(own.synonyms),
    ...Object.values(own.methods),
    ...FREQUENT.map((cue) => own.cues[cue] ?? []),
  ];
  for (const phrase of lists.flat()) for (const word of phrase.split(/\s+/)) if (/^\p{L}/u.test(word)) found[plain(word)] = true;
  return found;
}

function wordsOf(node: PlaceNode): string[] {
  return [...node.next].flatMap(([word, next]) => [word, ...wordsOf(next)]);
}
