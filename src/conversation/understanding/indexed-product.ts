/**
 * One product, prepared for being named: the words of its names, what kind of thing it is, sizes and
 * numbers in its name, what one unit is.
 */
import type { Language, Product } from '../../commerce/catalog.ts';
import { phraseKeys } from './lexicon.ts';
import { readDigits, stem } from './text.ts';
import type { Measure } from './words.ts';

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
  'de del d con y e o u el la los las lo al a en por para sin of with and the in on at by to from for or do da dos das os as com em no na sem pra ao pelo pela'.split(
    ' ',
  ),
);

export function indexProduct(
  product: Product,
  language: Language,
  measures: ReadonlyMap<string, Measure>,
  groups: ReadonlyMap<string, number>,
  containers: ReadonlySet<string>,
): IndexedProduct {
  const forms: string[][] = [];
  for (const name of [product.name, ...product.aliases]) {
    const content = contentOf(phraseKeys(name), measures);
    if (content.length > 0) forms.push(content.map(stem));
  }
  // An id that shortens the name ("lomito" for "Lomito completo") is no name of its own beside a "Lomito simple".
  const said = new Set(forms.flat());
  const id = contentOf(phraseKeys(product.id), measures).map(stem);
  if (id.some((word) => !said.has(word))) forms.push(id);
  const keys = phraseKeys(product.name);
  const acronyms = acronymsOf(keys);
  return {
    product,
    kind: kindIn(contentOf(beforePurpose(keys), measures), language, containers),
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
  return stem((language === 'en' ? from.at(-1) : from[0]) ?? '');
}

/** Words that name the thing: no joining words, no sizes. */
function contentOf(keys: readonly string[], measures: ReadonlyMap<string, Measure>): string[] {
  return keys.filter((key, i) => {
    if (JOINING.has(key) || !/^[\p{L}]/u.test(key)) return false;
    const isMeasure = measures.has(key) && /^\p{Nd}/u.test(keys[i - 1] ?? '');
    // "Remera talle M", "Vitamina C"; but not the beginning of "t-shirt".
    return !isMeasure && (key.length > 1 || i > 0);
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

export function amountIn(keys: readonly string[], measures: ReadonlyMap<string, Measure>): Amount | null {
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
