/**
 * Option values as customers may say them: their own words, words for the same idea in three languages,
 * measures, and "la grande" where values can be ordered.
 */
import type { ProductOption } from '../../commerce/catalog.ts';
import { type Amount, amountIn, type IndexedProduct } from './indexed-product.ts';
import { LANGUAGES, phraseKeys } from './lexicon.ts';
import { root } from './text.ts';
import type { AllWords, Measure } from './words.ts';

export interface ValueOwner {
  readonly product: IndexedProduct;
  readonly option: string;
  readonly value: string;
  /** Only a word of the value was said ("medio" of "medio litro"): it counts right beside what has it. */
  readonly partly?: true;
}

export function isSameValue(a: ValueOwner, b: ValueOwner): boolean {
  return a.product === b.product && a.option === b.option && a.value === b.value;
}

export interface ValueNode {
  readonly next: Map<string, ValueNode>;
  readonly owners: ValueOwner[];
  /** Words of a value that no product has ("verde" where only red is sold): the idea. */
  idea: string | null;
}

/** Every word for an idea, in every language: idea → phrases as roots. */
export function ideaWords(words: AllWords): Map<string, string[]> {
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

/** Ideas of tastes and scents. */
const TASTE_IDEAS = new Set('vanilla chocolate-flavor strawberry lemon lavender cinnamon coconut coffee mint rose citrus'.split(' '));
/** Ideas that tell a colour, so that one that is not sold can be told from an unknown word. */
const COLOUR_IDEAS = new Set(
  'red wine black white blue navy sky green yellow orange-color pink purple brown gray beige turquoise gold silver mustard'.split(' '),
);

/** Sizes, so that "medium" of what comes small and large is told from nothing; letters alone are too many things. */
const SIZE_IDEAS = new Set(['s', 'm', 'l', 'xl']);
const SHORTEST_SIZE = 5;

export function indexValues(
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
      for (const [word, value] of tellingWords(option))
        if (!widened.has(word)) addValue(node, valueWords, word, { product, option: option.id, value, partly: true });
    }
  }
  for (const [idea, phrases] of ideas) {
    if (SIZE_IDEAS.has(idea)) for (const phrase of phrases) if (phrase.length >= SHORTEST_SIZE) addIdea(node, phrase, idea);
    if (COLOUR_IDEAS.has(idea) || TASTE_IDEAS.has(idea)) for (const phrase of phrases) addIdea(node, phrase, idea);
  }
  return { node, words: valueWords };
}

/** Whether an idea that this product does not have is one of the kind it is chosen by: "vainilla" where there are lavender and cinnamon. */
export function isForeignTo({ product }: IndexedProduct, idea: string, root: ValueNode): boolean {
  if (COLOUR_IDEAS.has(idea)) return product.options.length > 0;
  if (SIZE_IDEAS.has(idea))
    return product.options.some(({ values }) => values.some(({ label }) => SIZE_IDEAS.has(ideaOf(root, label) ?? '')));
  return product.options.some(({ values }) => values.some(({ label }) => TASTE_IDEAS.has(ideaOf(root, label) ?? '')));
}

function ideaOf(root: ValueNode, label: string): string | null {
  let node: ValueNode | undefined = root;
  for (const word of rootsOf(label).split(' ')) node = node?.next.get(word);
  return node?.idea ?? null;
}

export function amountKey({ base, value }: Amount): string {
  return `${base}:${Math.round(value)}`;
}

export function indexAmounts(products: readonly IndexedProduct[], measures: ReadonlyMap<string, Measure>): Map<string, ValueOwner[]> {
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

/** Shortest word that may stand for a value of several words. */
const SHORTEST_TELLING = 4;

/** "medio" for "medio litro", "calabaza" for "flor de calabaza": a word that only one value of the option has. */
function tellingWords({ values }: ProductOption): [string, string][] {
  const holders = new Map<string, Set<string>>();
  for (const { label, id } of values) {
    const words = phraseKeys(label).filter((key) => /^\p{L}/u.test(key));
    if (words.length < 2) continue;
    for (const key of words) holders.set(key, (holders.get(key) ?? new Set()).add(id));
  }
  return [...holders].flatMap(([key, ids]): [string, string][] => {
    const [only] = ids;
    return only !== undefined && ids.size === 1 && key.length >= SHORTEST_TELLING ? [[root(key), only]] : [];
  });
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

export function indexOptionNames(
  products: readonly IndexedProduct[],
  ideas: ReadonlyMap<string, readonly string[]>,
): Map<string, string[]> {
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

export function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
