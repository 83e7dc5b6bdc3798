/**
 * From options and the table of stock to what can be sold:
 *
 *     stock:
 *       rojo:  { S: 6, M: 4 }
 *       negro: { S: 3, M: 0 }      # 0 or `agotado`: sold out
 *
 * A combination that is not in the table is not sold. `sin contar` stands where units are not counted.
 */
import type { ProductOption } from '../commerce/catalog.ts';
import type { Currency, Minor } from '../commerce/money.ts';
import { fromText, money, type Read, slug } from './fields.ts';
import { nearest } from './nearest.ts';
import { addProblem, childOf, childrenOf, type Place, type Report, readValue, requiredChild } from './place.ts';

/** A variant before it has a product: one value id per option, and how many there are. */
export interface VariantSeed {
  readonly values: readonly string[];
  readonly count: number | null;
}

/** Combinations of one product: 50 colours in 8 sizes. */
export const MOST_VARIANTS = 400;
const MOST_UNITS = 1_000_000;

export function readVariants(
  report: Report,
  product: Place,
  options: readonly ProductOption[],
  madeToOrder: boolean,
): readonly VariantSeed[] {
  if (madeToOrder) {
    const stock = childOf(product, 'stock');
    if (stock) addProblem(report, stock, 'stock-of-made-to-order');
    return boundedCombinations(report, product, options);
  }
  const at = requiredChild(report, product, 'stock');
  if (!at) return [];
  const before = report.problems.length;
  const seeds = readLevel(report, at, options, []);
  if (report.problems.length === before) refuseUnsoldValues(report, at, options, seeds);
  return seeds;
}

function readLevel(report: Report, at: Place, options: readonly ProductOption[], chosen: readonly string[]): readonly VariantSeed[] {
  const [option, ...rest] = options;
  if (!option) return readCount(report, at, chosen);
  if (at.node.kind === 'text' && isSame(at.node.text)) {
    const count = readValue(report, at, units) ?? null;
    return boundedCombinations(report, at, options).map(({ values }) => ({ values: [...chosen, ...values], count }));
  }
  if (at.node.kind !== 'map') {
    addProblem(report, at, 'stock-needs-table', { option: option.label });
    return [];
  }
  const seen = new Set<string>();
  return childrenOf(at).flatMap(([key, child]) => {
    const value = option.values.find(({ id }) => id === slug(key));
    if (!value) {
      refuseUnknownValue(report, child, key, option);
      return [];
    }
    if (seen.has(value.id)) addProblem(report, child, 'repeated', { value: key });
    seen.add(value.id);
    return readLevel(report, child, rest, [...chosen, value.id]);
  });
}

function readCount(report: Report, at: Place, values: readonly string[]): readonly VariantSeed[] {
  if (at.node.kind === 'map') {
    addProblem(report, at, 'stock-too-deep');
    return [];
  }
  const count = readValue(report, at, units);
  return count === undefined ? [] : [{ values, count }];
}

const SOLD_OUT = 'agotado';
const NOT_COUNTED = 'sin-contar';

/** What may stand for all combinations at once. A number may not: it would not say of which. */
function isSame(text: string): boolean {
  return [SOLD_OUT, NOT_COUNTED].includes(slug(text));
}

const units = fromText<number | null>((text): Read<number | null> => {
  if (slug(text) === NOT_COUNTED) return { value: null };
  if (slug(text) === SOLD_OUT) return { value: 0 };
  if (!/^\d{1,9}$/.test(text)) return { what: 'bad-stock', facts: { value: text } };
  return Number(text) > MOST_UNITS ? { what: 'out-of-range', facts: { value: text, least: 0, most: MOST_UNITS } } : { value: Number(text) };
});

function refuseUnknownValue(report: Report, at: Place, key: string, option: ProductOption): void {
  const labels = option.values.map(({ label }) => label);
  const meant = nearest(key, labels);
  if (meant === null) addProblem(report, at, 'stock-unknown-value', { value: key, option: option.label, known: labels.join(', ') });
  else addProblem(report, at, 'stock-unknown-value-nearest', { value: key, option: option.label, nearest: meant });
}

/** A value that customers can choose and never get is a row that was forgotten. */
function refuseUnsoldValues(report: Report, at: Place, options: readonly ProductOption[], seeds: readonly VariantSeed[]): void {
  for (const [index, option] of options.entries()) {
    for (const value of option.values) {
      if (!seeds.some(({ values }) => values[index] === value.id)) {
        addProblem(report, at, 'value-never-sold', { value: value.label, option: option.label });
      }
    }
  }
}

function boundedCombinations(report: Report, at: Place, options: readonly ProductOption[]): readonly VariantSeed[] {
  if (options.reduce((product, { values }) => product * values.length, 1) > MOST_VARIANTS) {
    addProblem(report, at, 'too-many', { most: MOST_VARIANTS });
    return [];
  }
  const combinations = options.reduce<readonly (readonly string[])[]>(
    (sofar, { values }) => sofar.flatMap((chosen) => values.map(({ id }) => [...chosen, id])),
    [[]],
  );
  return combinations.map((values) => ({ values, count: null }));
}

/** `precios: { XL: 49.00 }`: other prices for some values of one option, by `<option id>/<value id>`. */
export function readVariantPrices(
  report: Report,
  at: Place | null,
  options: readonly ProductOption[],
  currency: Currency,
): ReadonlyMap<string, Minor> {
  const prices = new Map<string, Minor>();
  if (!at) return prices;
  if (at.node.kind !== 'map') addProblem(report, at, 'expected-map');
  let priced: ProductOption | undefined;
  for (const [key, child] of childrenOf(at)) {
    const option = options.find(({ values }) => values.some(({ id }) => id === slug(key)));
    const price = readValue(report, child, money(currency, 'more-than-zero'));
    priced ??= option;
    if (!option) addProblem(report, child, 'price-of-unknown-value', { value: key });
    else if (option !== priced) addProblem(report, child, 'prices-of-two-options', { first: priced?.label ?? '', second: option.label });
    else if (price !== undefined) prices.set(`${option.id}/${slug(key)}`, price);
  }
  return prices;
}
