/**
 * Rows put together to products: rows of one name are one product with several variants. What is written
 * of a product in several rows has to agree, and its prices have to be such that the catalog can say them.
 */
import { type Currency, EXPONENTS, type Minor, minor } from '../commerce/money.ts';
import { slug } from '../config/fields.ts';
import { type List, wrongField, wrongOption } from './list.ts';
import type { Mistake } from './mistake.ts';
import { type ProductRow, SHARED, type Shared } from './rows.ts';

export interface SheetVariant {
  /** Label by option, in the order of the options. */
  readonly values: readonly string[];
  readonly price: Minor;
  /** null where it is not counted; undefined where the list does not say. */
  readonly count: number | null | undefined;
  /** Index of its row. */
  readonly row: number;
}

export interface SheetProduct {
  readonly name: string;
  readonly shared: Readonly<Record<Shared, string>>;
  readonly aliases: readonly string[];
  /** Those of its rows; the first is shown. */
  readonly images: readonly string[];
  readonly options: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly variants: readonly SheetVariant[];
  readonly price: Minor;
  /** Other prices, by label of a value of one option. */
  readonly prices: ReadonlyMap<string, Minor>;
  /** Indexes of its rows. */
  readonly rows: readonly number[];
}

export interface FoundProducts {
  readonly products: readonly SheetProduct[];
  readonly mistakes: readonly Mistake[];
}

export function productsOf(list: List, rows: readonly ProductRow[], currency: Currency): FoundProducts {
  const mistakes: Mistake[] = [];
  const byName = Map.groupBy(rows, ({ name }) => slug(name));
  const products = [...byName.values()].flatMap((some) => {
    const [first, ...others] = some;
    return first ? [productOf({ list, first, rows: [first, ...others], mistakes }, currency)] : [];
  });
  return { products, mistakes };
}

interface Grouping {
  readonly list: List;
  readonly first: ProductRow;
  readonly rows: readonly ProductRow[];
  readonly mistakes: Mistake[];
}

function productOf(grouping: Grouping, currency: Currency): SheetProduct {
  const { list, first, rows, mistakes } = grouping;
  const shared = sharedOf(grouping);
  const used = usedOptions(grouping);
  // Where every price is wrong, what else is wrong is looked for with one that would be right.
  const usual = usualPrice(rows) ?? minor(10 ** EXPONENTS[currency]);
  const variants = variantsOf(grouping, used, usual);
  if (list.columns.fields.stock && shared.leadDays === '') {
    mistakes.push(
      ...rows.filter(({ counts }) => counts === null).map(({ index }) => wrongField(list, index, 'stock', { what: 'stock-missing' })),
    );
  }
  const options = used.map((which, position) => ({
    label: list.columns.options[which]?.label ?? '',
    values: distinct(variants.map(({ values }) => values[position] ?? '')),
  }));
  refuseGaps(grouping, shared, options, variants.length);
  return {
    name: first.name,
    shared,
    aliases: distinct(rows.flatMap(({ aliases }) => aliases)),
    images: [...new Set(rows.map(({ image }) => image).filter((image) => image !== ''))],
    options,
    variants,
    price: usual,
    prices: otherPrices(grouping, variants, usual),
    rows: rows.map(({ index }) => index),
  };
}

function sharedOf({ list, first, rows, mistakes }: Grouping): SheetProduct['shared'] {
  const shared: Record<Shared, string> = { ...first.shared };
  for (const field of SHARED) {
    const said = rows.find((row) => row.shared[field] !== '');
    if (!said) continue;
    shared[field] = said.shared[field];
    for (const row of rows) {
      if (['', said.shared[field]].includes(row.shared[field])) continue;
      const facts = { first: said.index + 1, other: said.shared[field] };
      mistakes.push(wrongField(list, row.index, field, { what: 'differs', facts }));
    }
  }
  return shared;
}

/** The option columns this product has values of. A row without one leaves its customers without an answer. */
function usedOptions({ list, rows, mistakes, first }: Grouping): readonly number[] {
  return list.columns.options.flatMap(({ label }, which) => {
    const without = rows.filter(({ values }) => values[which]?.length === 0);
    if (without.length === rows.length) return [];
    const facts = { option: label, name: first.name };
    mistakes.push(...without.map(({ index }) => wrongOption(list, index, which, { what: 'option-missing', facts })));
    return [which];
  });
}

function variantsOf({ list, first, rows, mistakes }: Grouping, used: readonly number[], usual: Minor): readonly SheetVariant[] {
  const found = new Map<string, SheetVariant>();
  const labels = used.map(() => new Map<string, string>());
  for (const row of rows) {
    const lists = used.map((which) => row.values[which] ?? []);
    if (lists.some((values) => values.length === 0)) continue;
    for (const [position, written] of combinations(lists).entries()) {
      // The first spelling of a value is the one that is kept.
      const values = written.map((value, option) => remembered(labels[option], value));
      const key = values.map(keyOf).join('/');
      const same = found.get(key);
      if (!same) found.set(key, { values, price: row.price ?? usual, count: row.counts?.[position], row: row.index });
      else if (values.length === 0) {
        mistakes.push(wrongField(list, row.index, 'name', { what: 'product-twice', facts: { name: first.name, first: same.row + 1 } }));
      } else {
        const facts = { name: first.name, value: values.join(', '), first: same.row + 1 };
        mistakes.push(wrongOption(list, row.index, used[0] ?? 0, { what: 'variant-twice', facts }));
      }
    }
  }
  return [...found.values()];
}

/** The price of most rows; of several, the one that comes first. */
function usualPrice(rows: readonly ProductRow[]): Minor | undefined {
  const prices = rows.flatMap(({ price }) => (price === null ? [] : [price]));
  const times = (price: Minor) => prices.filter((other) => other === price).length;
  return prices.toSorted((a, b) => times(b) - times(a))[0];
}

/** The catalog can say another price for a value of one option; which one it is shows in the prices. */
function otherPrices({ list, first, mistakes }: Grouping, variants: readonly SheetVariant[], usual: Minor): ReadonlyMap<string, Minor> {
  if (variants.every(({ price }) => price === usual)) return new Map();
  for (const option of variants[0]?.values.keys() ?? []) {
    const byValue = Map.groupBy(variants, ({ values }) => values[option] ?? '');
    if ([...byValue.values()].some((some) => some.some(({ price }) => price !== some[0]?.price))) continue;
    const prices = new Map([...byValue].flatMap(([value, [some]]) => (some && some.price !== usual ? [[value, some.price] as const] : [])));
    // A value is named without its option: one that two options have would name the first of them.
    if ([...prices.keys()].every((value) => !isOfAnotherOption(variants, option, value))) return prices;
  }
  const row = variants.find(({ price }) => price !== usual)?.row ?? first.index;
  mistakes.push(wrongField(list, row, 'price', { what: 'prices-of-two-options', facts: { name: first.name } }));
  return new Map();
}

function isOfAnotherOption(variants: readonly SheetVariant[], option: number, value: string): boolean {
  return variants.some(({ values }) => values.some((other, index) => index !== option && keyOf(other) === keyOf(value)));
}

/** What is made to order has no table of stock, hence no combination that is left out of it. */
function refuseGaps(grouping: Grouping, shared: SheetProduct['shared'], options: SheetProduct['options'], variants: number): void {
  const all = options.reduce((count, { values }) => count * values.length, 1);
  if (shared.leadDays === '' || variants === 0 || variants === all) return;
  const { list, first, mistakes } = grouping;
  mistakes.push(
    wrongField(list, first.index, 'leadDays', { what: 'made-to-order-gaps', facts: { name: first.name, count: all - variants } }),
  );
}

function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (sofar, values) => sofar.flatMap((chosen) => values.map((value) => [...chosen, value])),
    [[]],
  );
}

function remembered(labels: Map<string, string> | undefined, value: string): string {
  const known = labels?.get(keyOf(value));
  if (known === undefined) labels?.set(keyOf(value), value);
  return known ?? value;
}

/** What makes two spellings one: as the catalog sees it. */
function keyOf(value: string): string {
  return slug(value) || value;
}

/** Without repetitions; of two spellings of one thing the first stays. */
function distinct(values: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const value of values) if (!byKey.has(keyOf(value))) byKey.set(keyOf(value), value);
  return [...byKey.values()];
}
