/**
 * How customers may name what is sold and where it is brought: products by every word of their names,
 * option values with their synonyms, districts. Prepared once per catalog.
 */
import type { Catalog, Language, Product, ProductOption, Shop } from '../../commerce/catalog.ts';
import { LANGUAGES, phraseKeys } from './lexicon.ts';
import { readDigits, root, stem } from './text.ts';
import type { AllWords, Measure } from './words.ts';
import { MEASURES } from './words.ts';

/** A product, with everything that is looked up about it. */
export interface IndexedProduct {
  readonly product: Product;
  /** Stem of the word that says what it is: "torta" in "Porción de torta", "tea" in "Green tea". */
  readonly kind: string;
  /** Words of its name as they are written. */
  readonly written: ReadonlySet<string>;
  /** Words after "para", "for": whom it is for, not what it is. */
  readonly purpose: ReadonlySet<string>;
  /** Stems of every word of its names; connecting words are left out. */
  readonly stems: ReadonlySet<string>;
  /** The words of each name and alias, as stems. */
  readonly forms: readonly (readonly string[])[];
  /** "500 ml", "1,5 L" in its name, in base units. */
  readonly size: Amount | null;
  /** Numbers in its name: "500" in "Rompecabezas 500 piezas". */
  readonly numbers: ReadonlySet<number>;
  /** What one unit is, where `unit` says it: `kg`, `par`, "caja de 12". */
  readonly sold: Sold;
}

export interface Amount {
  readonly value: number;
  readonly base: 'g' | 'ml' | 'mm';
}

export interface Sold {
  readonly amount: Amount | null;
  /** Pieces in one unit; null where nothing is said. */
  readonly pieces: number | null;
}

export interface ValueOwner {
  readonly product: IndexedProduct;
  readonly option: string;
  readonly value: string;
}

export interface ValueNode {
  readonly next: Map<string, ValueNode>;
  readonly owners: ValueOwner[];
  /** Words of a value that no product has ("verde" where only red is sold): the idea. */
  idea: string | null;
}

export interface Place {
  readonly zoneId: string;
  readonly district: string;
}

export interface CatalogIndex {
  readonly products: readonly IndexedProduct[];
  readonly byId: ReadonlyMap<string, IndexedProduct>;
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

const BASES: Readonly<Record<Measure, { readonly base: Amount['base']; readonly factor: number }>> = {
  g: { base: 'g', factor: 1 },
  kg: { base: 'g', factor: 1000 },
  lb: { base: 'g', factor: 453.59237 },
  oz: { base: 'g', factor: 28.349523125 },
  ml: { base: 'ml', factor: 1 },
  l: { base: 'ml', factor: 1000 },
  cm: { base: 'mm', factor: 10 },
  m: { base: 'mm', factor: 1000 },
};

export function toAmount(value: number, measure: Measure): Amount {
  const { base, factor } = BASES[measure];
  return { value: value * factor, base };
}

/** Words that join the words of a name and name nothing themselves. */
export const JOINING = new Set(
  'de del d con y e la el las los al a en para sin of with and the in for do da dos das o os as com em no na sem pra ao'.split(' '),
);

export function indexCatalog(shop: Shop, catalog: Catalog, words: AllWords): CatalogIndex {
  const measures = measureWords(words);
  const groups = groupWords(words);
  const containers = new Set(
    LANGUAGES.flatMap((language) =>
      [...words[language].containers, ...words[language].halves, ...(words[language].cues.quarter ?? [])].map((word) =>
        stem(phraseKeys(word)[0] ?? ''),
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

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function indexProduct(
  product: Product,
  language: Language,
  measures: ReadonlyMap<string, Measure>,
  groups: ReadonlyMap<string, number>,
  containers: ReadonlySet<string>,
): IndexedProduct {
  const forms: string[][] = [];
  for (const name of [product.name, ...product.aliases, product.id]) {
    const content = contentOf(phraseKeys(name), measures);
    if (content.length > 0) forms.push(content.map(stem));
  }
  const keys = phraseKeys(product.name);
  const acronyms = acronymsOf(keys);
  return {
    product,
    kind: kindIn(contentOf(beforePurpose(keys), measures).map(stem), language, containers),
    written: new Set(keys),
    purpose: new Set(contentOf(keys.slice(beforePurpose(keys).length), measures).map(stem)),
    forms: [...forms, ...acronyms.map((acronym) => [acronym])],
    stems: new Set([...forms.flat(), ...acronyms]),
    size: amountIn(keys, measures),
    numbers: new Set(keys.flatMap((key) => (/^\p{Nd}/u.test(key) ? (readDigits(key) ?? []) : []))),
    sold: readUnit(product.unit, measures, groups),
  };
}

/** Whether a bare number ("la de 500", "1.5") can be the size in a product's name. */
export function isOfSize({ size, numbers }: IndexedProduct, value: number): boolean {
  return numbers.has(value) || size?.value === value || size?.value === value * 1000;
}

const PURPOSE = new Set(['para', 'pra', 'for']);

function beforePurpose(keys: readonly string[]): readonly string[] {
  const at = keys.findIndex((key) => PURPOSE.has(key));
  return at > 0 ? keys.slice(0, at) : keys;
}

/** English names end in what the thing is, Spanish and Portuguese names begin with it. */
function kindIn(words: readonly string[], language: Language, containers: ReadonlySet<string>): string {
  const things = words.filter((word) => !containers.has(word));
  const from = things.length > 0 ? things : words;
  return (language === 'en' ? from.at(-1) : from[0]) ?? '';
}

/** Words that name the thing: no joining words, no sizes. */
function contentOf(keys: readonly string[], measures: ReadonlyMap<string, Measure>): string[] {
  return keys.filter((key, i) => {
    if (JOINING.has(key) || !/^[\p{L}]/u.test(key)) return false;
    const isMeasure = measures.has(key) && /^\p{Nd}/u.test(keys[i - 1] ?? '');
    return !isMeasure && key.length > 1;
  });
}

/** "Empanada de jamón y queso" → "jyq": how people shorten a filling of two words. */
function acronymsOf(keys: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 1; i + 1 < keys.length; i++) {
    const joint = keys[i];
    const before = keys[i - 1];
    const after = keys[i + 1];
    if (before && after && (joint === 'y' || joint === 'e' || joint === 'and')) found.push(`${before[0]}${joint[0]}${after[0]}`);
  }
  return found;
}

function amountIn(keys: readonly string[], measures: ReadonlyMap<string, Measure>): Amount | null {
  for (let i = 0; i < keys.length; i++) {
    const value = /^\p{Nd}/u.test(keys[i] ?? '') ? readDigits(keys[i] ?? '') : null;
    const measure = measures.get(keys[i + 1] ?? '');
    if (value !== null && measure) return toAmount(value, measure);
  }
  return null;
}

/** `kg`, `500 g`, `par`, `docena`, "caja de 12", "pack x6". */
function readUnit(unit: string | undefined, measures: ReadonlyMap<string, Measure>, groups: ReadonlyMap<string, number>): Sold {
  if (unit === undefined) return { amount: null, pieces: null };
  const keys = phraseKeys(unit);
  const written = amountIn(keys, measures);
  const bare = measures.get(keys[0] ?? '');
  const group = keys.map((key) => groups.get(key)).find((value) => value !== undefined);
  const number = keys.map((key) => (/^\p{Nd}+$/u.test(key) ? Number(key) : null)).find((value) => value !== null);
  return { amount: written ?? (bare ? toAmount(1, bare) : null), pieces: written || bare ? null : (group ?? number ?? null) };
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

/** Every word for an idea, in every language: idea → phrases as roots. */
function ideaWords(words: AllWords): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const language of LANGUAGES) {
    for (const [idea, phrases] of Object.entries(words[language].synonyms)) {
      for (const phrase of phrases) pushTo(found, idea, rootsOf(phrase));
    }
  }
  return found;
}

function rootsOf(phrase: string): string {
  return phraseKeys(phrase)
    .filter((key) => /^[\p{L}\p{N}]/u.test(key))
    .map(root)
    .join(' ');
}

/** Ideas that are kinds of options, not values. */
const OPTION_IDEAS = new Set(['size', 'color', 'flavor', 'scent', 'model', 'material']);
/** Ideas that tell a colour, so that one that is not sold can be told from an unknown word. */
const COLOUR_IDEAS = new Set(
  'red wine black white blue navy sky green yellow orange-color pink purple brown gray beige turquoise gold silver mustard'.split(' '),
);

function indexValues(
  products: readonly IndexedProduct[],
  ideas: ReadonlyMap<string, readonly string[]>,
  measures: ReadonlyMap<string, Measure>,
) {
  const node: ValueNode = { next: new Map(), owners: [], idea: null };
  const valueWords = new Set<string>();
  for (const product of products) {
    for (const option of product.product.options) {
      const own = new Map<string, string>();
      for (const value of option.values) {
        for (const phrase of [value.label, value.id, ...value.aliases]) own.set(rootsOf(phrase), value.id);
      }
      const widened = new Map(own);
      for (const [phrase, value] of measuredShorts(option)) if (!widened.has(phrase)) widened.set(phrase, value);
      for (const [idea, value] of relativeSizes(option, measures))
        for (const phrase of ideas.get(idea) ?? []) if (!widened.has(phrase)) widened.set(phrase, value);
      for (const [idea, phrases] of ideas) {
        if (OPTION_IDEAS.has(idea)) continue;
        const meant = new Set(phrases.map((phrase) => own.get(phrase)).filter((value) => value !== undefined));
        const [only] = meant;
        if (meant.size !== 1 || only === undefined) continue;
        for (const phrase of phrases) if (!widened.has(phrase)) widened.set(phrase, only);
      }
      for (const [phrase, value] of widened) addValue(node, valueWords, phrase, { product, option: option.id, value });
    }
  }
  for (const [idea, phrases] of ideas) {
    if (COLOUR_IDEAS.has(idea)) for (const phrase of phrases) addIdea(node, phrase, idea);
  }
  return { node, words: valueWords };
}

export function amountKey({ base, value }: Amount): string {
  return `${base}:${Math.round(value)}`;
}

function indexAmounts(products: readonly IndexedProduct[], measures: ReadonlyMap<string, Measure>): Map<string, ValueOwner[]> {
  const found = new Map<string, ValueOwner[]>();
  for (const product of products) {
    for (const option of product.product.options) {
      for (const value of option.values) {
        const amount = amountIn(phraseKeys(value.label), measures);
        if (amount) pushTo(found, amountKey(amount), { product, option: option.id, value: value.id });
      }
    }
  }
  return found;
}

/** "300" for the value "300 ml", "24" for "24 mm". */
function measuredShorts(option: ProductOption): [string, string][] {
  return option.values.flatMap((value): [string, string][] => {
    const keys = phraseKeys(value.label);
    const [number, unit] = keys;
    return number !== undefined && /^\p{Nd}/u.test(number) && unit !== undefined && keys.length === 2 ? [[root(number), value.id]] : [];
  });
}

/** Values that are measures also have a small, a large and, where there are three, a middle one. */
function relativeSizes(option: ProductOption, measures: ReadonlyMap<string, Measure>): [string, string][] {
  const sized = option.values.map((value) => ({ id: value.id, size: amountIn(phraseKeys(value.label), measures)?.value ?? null }));
  if (sized.length < 2 || sized.some(({ size }) => size === null)) return [];
  const ordered = sized.toSorted((a, b) => (a.size ?? 0) - (b.size ?? 0));
  const [first, last, middle] = [ordered[0], ordered.at(-1), ordered[1]];
  if (!first || !last || !middle) return [];
  return [['s', first.id], ['l', last.id], ...(ordered.length === 3 ? [['m', middle.id] satisfies [string, string]] : [])];
}

function addValue(rootNode: ValueNode, valueWords: Set<string>, phrase: string, owner: ValueOwner): void {
  if (phrase === '') return;
  const node = nodeOf(rootNode, phrase);
  if (!node.owners.some((known) => known.product === owner.product && known.option === owner.option)) node.owners.push(owner);
  for (const word of phrase.split(' ')) valueWords.add(word);
}

function addIdea(rootNode: ValueNode, phrase: string, idea: string): void {
  if (phrase !== '') nodeOf(rootNode, phrase).idea ??= idea;
}

function nodeOf(rootNode: ValueNode, phrase: string): ValueNode {
  let node = rootNode;
  for (const word of phrase.split(' ')) {
    let next = node.next.get(word);
    if (!next) {
      next = { next: new Map(), owners: [], idea: null };
      node.next.set(word, next);
    }
    node = next;
  }
  return node;
}

function indexOptionNames(products: readonly IndexedProduct[], ideas: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { product } of products) {
    for (const option of product.options) {
      const own = new Set([rootsOf(option.id), rootsOf(option.label)]);
      for (const idea of OPTION_IDEAS) {
        const phrases = ideas.get(idea) ?? [];
        if (phrases.some((phrase) => own.has(phrase))) for (const phrase of phrases) own.add(phrase);
      }
      for (const name of own) if (name !== '' && !names.get(name)?.includes(option.id)) pushTo(names, name, option.id);
    }
  }
  return names;
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
    for (const phrase of phrases) for (const key of phraseKeys(phrase)) if (/^\p{L}/u.test(key) && !JOINING.has(key)) found.add(key);
  }
  return [...found];
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
