/**
 * What a line of the cart may be: which wishes the counter refuses and why, when a line is complete, and
 * when two lines are one. The cart (`cart.ts`) only puts lines where they belong.
 */
import type { CartLimits, CartLine, StockCheck } from './cart.ts';
import { type Catalog, missingOptions, type Product, productOf, type Variant, variantOf, variantsLeft } from './catalog.ts';
import type { RefusalOf } from './refusal.ts';

/** Characters of all wishes of one line together: what a cook reads at a glance. */
const LONGEST_WISHES = 120;

/** A line with only what its product has: no options of another product, no text where none is written. */
export function fitLine(product: Product, line: CartLine): CartLine {
  const { personal, wishes: said = [], ...rest } = line;
  const wishes = [...new Set(said.map((wish) => wish.trim()).filter((wish) => wish !== ''))];
  const options = Object.fromEntries(product.options.flatMap(({ id }) => (line.options[id] === undefined ? [] : [[id, line.options[id]]])));
  return {
    ...rest,
    options,
    ...(personal !== undefined && product.personal && { personal: personal.trim() }),
    ...(wishes.length > 0 && { wishes }),
  };
}

/** Everything is known that makes it one variant, one text and a number of units. */
function isComplete(product: Product, line: CartLine): boolean {
  return line.qty !== null && !lacksText(product, line) && missingOptions(product, line.options).length === 0;
}

/** The text to be written on it is still to be asked for: a required one until there is one, another until it was answered. */
export function lacksText(product: Product, line: CartLine): boolean {
  if (!product.personal) return false;
  return product.personal.required ? (line.personal ?? '') === '' : line.personal === undefined;
}

type LineRefusal = RefusalOf<
  'PRODUCT_UNAVAILABLE' | 'INVALID_QUANTITY' | 'PERSONAL_TOO_LONG' | 'WISHES_TOO_LONG' | 'QUANTITY_LIMIT' | 'INSUFFICIENT_STOCK'
>;

/** `others`: the lines that stay besides it. `counts`: null where the units do not change. */
export function refuseLine(
  product: Product,
  line: CartLine,
  others: readonly CartLine[],
  counts: { readonly stock: StockCheck; readonly limits: CartLimits } | null,
): LineRefusal | null {
  if (line.qty !== null && (!Number.isSafeInteger(line.qty) || line.qty < 1)) return { ok: false, code: 'INVALID_QUANTITY', qty: line.qty };
  const variants = variantsLeft(product, line.options);
  if (!product.active || variants.length === 0) return { ok: false, code: 'PRODUCT_UNAVAILABLE', productId: product.id };
  const tooLong = refuseText(product, line) ?? refuseWishes(line);
  if (tooLong || !counts) return tooLong;
  const same = others.filter((other) => other.productId === product.id);
  return refuseLimit(product, line, same, counts.limits) ?? refuseStock(product, line, same, variants, counts.stock);
}

function refuseText(product: Product, line: CartLine): RefusalOf<'PERSONAL_TOO_LONG'> | null {
  const length = Array.from(line.personal ?? '').length;
  const max = product.personal?.maxLength ?? 0;
  return length > max ? { ok: false, code: 'PERSONAL_TOO_LONG', max, length } : null;
}

function refuseWishes({ wishes = [] }: CartLine): RefusalOf<'WISHES_TOO_LONG'> | null {
  const length = wishes.reduce((sum, wish) => sum + Array.from(wish).length, 0);
  return length > LONGEST_WISHES ? { ok: false, code: 'WISHES_TOO_LONG', max: LONGEST_WISHES, length } : null;
}

function refuseLimit(product: Product, line: CartLine, same: readonly CartLine[], limits: CartLimits): RefusalOf<'QUANTITY_LIMIT'> | null {
  const qty = line.qty ?? 1;
  const variant = variantOf(product, line.options);
  const ofVariant = variant ? unitsOf(same, product, variant) : 0;
  if (ofVariant + qty > limits.maxPerVariant) return { ok: false, code: 'QUANTITY_LIMIT', max: limits.maxPerVariant, inCart: ofVariant };
  const max = product.maxPerOrder ?? Number.POSITIVE_INFINITY;
  const ofProduct = same.reduce((sum, other) => sum + (other.qty ?? 0), 0);
  return ofProduct + qty > max ? { ok: false, code: 'QUANTITY_LIMIT', max, inCart: ofProduct } : null;
}

/**
 * Lines of one variant share its units (S24). A line whose variant is not known yet is refused only where
 * nothing is left of any: how many there are is known once it is chosen.
 */
function refuseStock(
  product: Product,
  line: CartLine,
  same: readonly CartLine[],
  variants: readonly Variant[],
  stock: StockCheck,
): RefusalOf<'INSUFFICIENT_STOCK'> | null {
  const variant = variantOf(product, line.options);
  const left = (of: Variant) => (stock(of.id) ?? Number.POSITIVE_INFINITY) - unitsOf(same, product, of);
  const refusal = { ok: false, code: 'INSUFFICIENT_STOCK', productId: product.id } as const;
  if (!variant) return variants.every((of) => left(of) < 1) ? { ...refusal, available: 0 } : null;
  return left(variant) < (line.qty ?? 1) ? { ...refusal, available: Math.max(0, left(variant)), variantId: variant.id } : null;
}

/** Units of a variant in lines of its product. */
function unitsOf(lines: readonly CartLine[], product: Product, variant: Variant): number {
  return lines.reduce((sum, line) => sum + (variantOf(product, line.options)?.id === variant.id ? (line.qty ?? 0) : 0), 0);
}

/** Two complete lines of the same variant, text and wishes become the earlier of the two, with the units of both. */
export function joinSame(
  lines: readonly CartLine[],
  line: CartLine,
  product: Product,
): { readonly lines: readonly CartLine[]; readonly line: CartLine } {
  const twin = isComplete(product, line) ? lines.find((other) => other.id !== line.id && isSame(other, line, product)) : undefined;
  if (!twin) return { lines, line };
  const kept = lines.find((other) => other.id === line.id || other.id === twin.id) ?? line;
  const joined = { ...kept, qty: (line.qty ?? 0) + (twin.qty ?? 0) };
  return {
    lines: lines.flatMap((other) => (other.id === kept.id ? [joined] : other.id === line.id || other.id === twin.id ? [] : [other])),
    line: joined,
  };
}

/** The same complete variant with the same text and wishes. */
export function isSame(other: CartLine, line: CartLine, product: Product): boolean {
  return (
    other.productId === line.productId &&
    isComplete(product, other) &&
    product.options.every(({ id }) => other.options[id] === line.options[id]) &&
    (other.personal ?? '') === (line.personal ?? '') &&
    wishKey(other) === wishKey(line)
  );
}

/** In whatever order they were said. */
function wishKey({ wishes = [] }: CartLine): string {
  return JSON.stringify(wishes.map((wish) => wish.toLowerCase()).sort());
}

/** Whether the worth of all lines is still an amount that can be kept exactly (S16). */
export function mayHoldTotal(lines: readonly CartLine[], catalog: Catalog): boolean {
  let worth = 0n;
  for (const line of lines) {
    const product = productOf(catalog, line.productId);
    const dearest = product ? Math.max(product.price, ...product.variants.map(({ price }) => price)) : 0;
    worth += BigInt(dearest) * BigInt(line.qty ?? 0);
  }
  return worth <= BigInt(Number.MAX_SAFE_INTEGER);
}
