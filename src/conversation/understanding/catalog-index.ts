/**
 * How customers may name what is sold and where it is brought: products by every word of their names,
 * option values with their synonyms, districts. Prepared once per catalog.
 */

import type { Catalog, Shop } from '../../commerce/catalog.ts';
import { type IndexedProduct, indexProduct, JOINING } from './indexed-product.ts';
import { LANGUAGES, phraseKeys } from './lexicon.ts';
import { ideaWords, indexAmounts, indexOptionNames, indexValues, pushTo, type ValueNode, type ValueOwner } from './option-values.ts';
import { root, type Token } from './text.ts';
import { type AllWords, MEASURES, type Measure } from './words.ts';

export interface Place {
  readonly zoneId: string;
  readonly district: string;
}

export interface CatalogIndex {
  readonly products: readonly IndexedProduct[];
  readonly byId: ReadonlyMap<string, IndexedProduct>;
  /** First words of names: "kilo" in "Kilo de helado" is a thing, not a weight. */
  readonly beginnings: ReadonlySet<string>;
  /** Stem → products with that word. */
  readonly owners: ReadonlyMap<string, readonly IndexedProduct[]>;
  /** Root (stem without gender) → stems, for "polito", "negra". */
  readonly roots: ReadonlyMap<string, readonly string[]>;
  /** Stems in order, for words that were shortened ("muzza"). */
  readonly sorted: readonly string[];
  readonly values: ValueNode;
  /** Option values that are measures, by `amountKey`: "dos metros" finds "2 m". */
  readonly amounts: ReadonlyMap<string, readonly ValueOwner[]>;
  /** Roots of every word of an option value. */
  readonly valueWords: ReadonlySet<string>;
  /** Words for an option itself ("talla", "size") → its ids. */
  readonly optionNames: ReadonlyMap<string, readonly string[]>;
  readonly places: PlaceNode;
  /** Every word as it is written in the catalog, for the correction of typos. */
  readonly spellings: readonly string[];
}

export interface PlaceNode {
  readonly next: Map<string, PlaceNode>;
  place: Place | null;
}

/** The longest district name that begins at `at`. */
export function placeIn(tokens: readonly Token[], at: number, root: PlaceNode): { readonly place: Place; readonly to: number } | null {
  let node = root;
  let found: { readonly place: Place; readonly to: number } | null = null;
  for (let i = at; i < tokens.length; i++) {
    const next = node.next.get(tokens[i]?.key ?? '');
    if (!next) break;
    node = next;
    if (node.place) found = { place: node.place, to: i + 1 };
  }
  return found;
}

export function indexCatalog(shop: Shop, catalog: Catalog, words: AllWords): CatalogIndex {
  const measures = measureWords(words);
  const groups = groupWords(words);
  // "media" is a half, "medias" are socks: compared as they are written.
  const containers = new Set(
    LANGUAGES.flatMap((language) =>
      [...words[language].containers, ...words[language].halves, ...(words[language].cues.quarter ?? [])].map(
        (word) => phraseKeys(word)[0] ?? '',
      ),
    ),
  );
  const products = catalog.products
    .filter((product) => product.active)
    .map((product) => indexProduct(product, shop.language, measures, groups, containers));
  const owners = new Map<string, IndexedProduct[]>();
  for (const product of products) for (const word of product.stems) pushTo(owners, word, product);
  const roots = new Map<string, string[]>();
  for (const word of owners.keys()) pushTo(roots, root(word), word);
  const ideas = ideaWords(words);
  const values = indexValues(products, ideas, measures);
  return {
    products,
    beginnings: new Set(products.flatMap(({ forms }) => forms[0]?.[0] ?? [])),
    byId: new Map(products.map((product) => [product.product.id, product])),
    owners,
    roots,
    sorted: [...owners.keys()].sort(),
    values: values.node,
    amounts: indexAmounts(products, measures),
    valueWords: values.words,
    optionNames: indexOptionNames(products, ideas),
    places: indexPlaces(shop),
    spellings: spellingsOf(products),
  };
}

function measureWords(words: AllWords): Map<string, Measure> {
  // In a catalog "2 m" is a length, while a customer's "m" may be a size.
  const found = new Map<string, Measure>(MEASURES.map((measure) => [measure, measure]));
  for (const language of LANGUAGES) {
    for (const measure of MEASURES)
      for (const word of words[language].measures[measure] ?? []) found.set(phraseKeys(word).join(' '), measure);
  }
  return found;
}

function groupWords(words: AllWords): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of LANGUAGES)
    for (const [word, value] of Object.entries(words[language].groups)) found.set(phraseKeys(word).join(' '), value);
  return found;
}

function indexPlaces(shop: Shop): PlaceNode {
  const node: PlaceNode = { next: new Map(), place: null };
  for (const zone of shop.delivery.zones) {
    for (const district of zone.districts) {
      for (const name of [district.name, ...district.aliases]) {
        let at = node;
        for (const key of phraseKeys(name)) {
          let next = at.next.get(key);
          if (!next) {
            next = { next: new Map(), place: null };
            at.next.set(key, next);
          }
          at = next;
        }
        if (at !== node) at.place = { zoneId: zone.id, district: district.name };
      }
    }
  }
  return node;
}

function spellingsOf(products: readonly IndexedProduct[]): string[] {
  const found = new Set<string>();
  for (const { product } of products) {
    const phrases = [product.name, ...product.aliases, ...product.options.flatMap((o) => o.values.flatMap((v) => [v.label, ...v.aliases]))];
    for (const phrase of phrases)
      for (const key of phraseKeys(phrase))
        if (/^\p{L}/u.test(key) && !JOINING.has(key)) for (const form of withPlural(key)) found.add(form);
  }
  return [...found];
}

/** "rojo", "rojos": typos are made in plurals too. */
function withPlural(key: string): readonly string[] {
  return /[aeo]$/.test(key) ? [key, `${key}s`] : [key];
}

/** Shortest piece of a word that may stand for the whole ("muzza"). */
export const SHORTEST_PIECE = 4;

/** The only word of the catalog that begins like this one, which may have a plural ending ("choris"). */
export function wordBeginning(sorted: readonly string[], word: string): string | null {
  const piece = word.endsWith('s') ? word.slice(0, -1) : word;
  if (piece.length < SHORTEST_PIECE) return null;
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < piece) low = middle + 1;
    else high = middle;
  }
  const found = sorted[low];
  if (!found?.startsWith(piece)) return null;
  return sorted[low + 1]?.startsWith(piece) ? null : found;
}
