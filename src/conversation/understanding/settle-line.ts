/**
 * What happens to one line: it is added, set, changed, removed or replaced; or it is asked which product
 * is meant, or said that there is none.
 */
import type { CartLine } from '../../commerce/cart.ts';
import type { Command } from '../commands.ts';
import { type Bench, focusLine, productOf, quantityFor, say, valuesFor } from './bench.ts';
import type { Draft } from './draft.ts';
import { type IndexedProduct, isOfSize } from './indexed-product.ts';
import type { Quantity } from './numbers.ts';
import { valuesOfOnly } from './spell-out.ts';

export function removeLine(bench: Bench, line: CartLine): void {
  bench.lines = bench.lines.filter((other) => other !== line);
  say(bench, { do: 'remove', line: { lineId: line.id } }, 'order_remove');
}

export function changeBy(bench: Bench, line: CartLine, by: number): void {
  say(bench, { do: 'change-by', line: { lineId: line.id }, by }, by > 0 ? 'order_change' : 'order_remove');
}

/** "te dije 41": a bare number that is a value of the line's product says which, not how many. */
function asValue(draft: Draft, product: IndexedProduct | undefined): Draft {
  const { qty, named, values } = draft;
  if (!product || !qty || qty.article || qty.group !== null || qty.amount || named || values.length > 0 || draft.by !== null) return draft;
  for (const option of product.product.options) {
    const value = option.values.find(({ label }) => label === String(qty.value));
    if (value) return { ...draft, qty: null, values: [[{ product, option: option.id, value: value.id }]] };
  }
  return draft;
}

/** New quantity, options or mods for a line that is there. */
export function setLine(bench: Bench, line: CartLine | undefined, said: Draft): void {
  if (!line) return;
  const product = productOf(bench, line);
  const draft = asValue(said, product);
  const qty =
    draft.qty && !(draft.qty.article && draft.qty.value === 1 && (draft.values.length > 0 || draft.mods.length > 0))
      ? quantityFor(draft.qty, product)
      : null;
  if (draft.by !== null || draft.another) return changeBy(bench, line, (draft.by ?? 1) * (qty ?? 1));
  if (qty !== null && product && isOutOfRange(bench, product, qty)) return outOfRange(bench, product, qty);
  if (draft.foreignValue) return void notSold(bench, draft);
  const options = valuesFor(draft, line.productId);
  if (qty === null && Object.keys(options).length === 0 && draft.mods.length === 0) return;
  const command: Command = {
    do: 'set',
    line: { lineId: line.id },
    ...(qty === null ? {} : { qty }),
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(draft.mods.length > 0 ? { mods: draft.mods } : {}),
  };
  say(bench, command, 'order_change');
}

/** The line goes, something else comes in its place: another product, or the same with other facts. */
export function replaceLine(bench: Bench, line: CartLine | undefined, draft: Draft): void {
  if (!line) return;
  const candidates = draft.named ? narrow(bench, draft) : [];
  if (!draft.named || candidates.some(({ product }) => product.id === line.productId)) return setLine(bench, line, { ...draft, by: null });
  const before = bench.result.commands.length;
  const clarifyBefore = bench.result.clarify;
  const qty: Quantity | null =
    draft.qty && !draft.qty.article
      ? draft.qty
      : line.qty === null
        ? draft.qty
        : { value: line.qty, to: 0, article: false, bare: false, group: null, amount: null };
  addDraft(bench, { ...draft, qty });
  if (bench.result.clarify !== clarifyBefore) return;
  const added = bench.result.commands.splice(before);
  bench.lines = bench.lines.filter((other) => other !== line);
  bench.result.commands.push({ do: 'remove', line: { lineId: line.id } }, ...added);
  bench.result.intents.splice(bench.result.intents.indexOf('order_add'), 1, 'order_change');
}

export function addDraft(bench: Bench, draft: Draft): void {
  if (!draft.named && draft.values.length > 0 && (draft.mode === 'change' || draft.corrects)) return changeToForeign(bench, draft);
  if (draft.unknown !== null || draft.foreignValue !== null) return void notSold(bench, draft);
  if (!draft.named) return addUnnamed(bench, draft);
  const candidates = narrow(bench, draft);
  if (draft.each && candidates.length > 1) {
    for (const product of candidates) addProduct(bench, product, draft);
    return;
  }
  const [only] = candidates;
  const values = draft.each && draft.named ? valuesOfOnly({ ...draft, named: { ...draft.named, candidates } }) : null;
  if (only && values) for (const value of values) addProduct(bench, only, { ...draft, values: [...draft.values, [value]] });
  else if (candidates.length === 1 && only && !draft.doubtful) addProduct(bench, only, draft);
  else askWhich(bench, candidates, draft);
}

/** "change the size to XL" where nothing that is ordered has one: nothing is added, it is said. */
function changeToForeign(bench: Bench, draft: Draft): void {
  const focus = focusLine(bench);
  const product = focus && productOf(bench, focus);
  const [value] = draft.values.flat();
  const label = value?.product.product.options.find(({ id }) => id === value.option)?.values.find(({ id }) => id === value.value)?.label;
  if (product) notSold(bench, { ...draft, unknown: `${product.product.name} ${label ?? ''}`.trim() });
  else addUnnamed(bench, { ...draft, corrects: false });
}

/** A value without a product: the only product that has it, else it is asked. A bare number says nothing. */
function addUnnamed(bench: Bench, draft: Draft): void {
  const products = [...new Set(draft.values.flat().map(({ product }) => product))].filter((product) =>
    draft.values.every((values) => values.some((owner) => owner.product === product)),
  );
  const [only] = products;
  if (products.length === 1 && only && (draft.qty || draft.verb)) addProduct(bench, only, draft);
  else if (products.length > 1 && draft.qty) askWhich(bench, products, draft);
  else if ((draft.by === 1 || draft.another) && draft.mods.length > 0) addLikeFocus(bench, draft);
  else if (draft.another && draft.values.length > 0) addAnother(bench, draft);
  else if (draft.by !== null || draft.another) {
    const focus = focusLine(bench);
    if (focus) changeBy(bench, focus, draft.by === -1 ? -(draft.qty?.value ?? 1) : (draft.qty?.value ?? 1));
  } else if (draft.values.length === 0 && draft.qty && !draft.qty.article)
    setLine(bench, focusLine(bench), draft.adds ? { ...draft, by: 1 } : draft);
}

/** "agrega otro verde L": one more of what is talked about, made otherwise, where it is made so. */
function addAnother(bench: Bench, draft: Draft): void {
  const focus = focusLine(bench);
  const product = focus && productOf(bench, focus);
  const fits = product && draft.values.every((values) => values.some((owner) => owner.product === product));
  if (product && fits) addProduct(bench, product, draft);
}

/** "agrégale uno más sin cebolla": another of the line in focus, made otherwise. */
function addLikeFocus(bench: Bench, draft: Draft): void {
  const focus = focusLine(bench);
  if (focus)
    say(
      bench,
      { do: 'add', line: { productId: focus.productId, options: focus.options, qty: draft.qty?.value ?? 1, mods: draft.mods } },
      'order_add',
    );
}

/** Candidates that fit the options, the size and "grande" or "chica". */
function narrow(bench: Bench, draft: Draft): readonly IndexedProduct[] {
  let products = draft.named?.candidates ?? [];
  const fitting = products.filter((product) => draft.values.every((values) => values.some((owner) => owner.product === product)));
  if (fitting.length > 0) products = fitting;
  if (products.length > 1) products = bySize(products, draft);
  if (products.length > 1 && (draft.mode === 'change' || draft.corrects)) products = kinOfFocus(bench, products);
  return products.length > 1 && draft.mode !== 'add' ? inCartFirst(bench, products) : products;
}

/** "troca por uma de queijo" about a tapioca: another tapioca. */
function kinOfFocus(bench: Bench, products: readonly IndexedProduct[]): readonly IndexedProduct[] {
  const focus = focusLine(bench);
  const known = focus && productOf(bench, focus);
  return known
    ? orAll(
        products.filter((product) => product.kind === known.kind),
        products,
      )
    : products;
}

function inCartFirst(bench: Bench, products: readonly IndexedProduct[]): readonly IndexedProduct[] {
  const there = products.filter(({ product }) => bench.lines.some((line) => line.productId === product.id));
  return there.length > 0 ? there : products;
}

export function bySize(products: readonly IndexedProduct[], { size, bareSize, bigger, smaller }: Draft): readonly IndexedProduct[] {
  const sized = products.filter((product) => product.size !== null);
  if (size)
    return orAll(
      sized.filter((p) => p.size?.base === size.base && Math.abs(p.size.value - size.value) < 1),
      products,
    );
  if (bareSize !== null)
    return orAll(
      products.filter((product) => isOfSize(product, bareSize)),
      products,
    );
  if ((!bigger && !smaller) || sized.length < 2) return products;
  const values = sized.map((product) => product.size?.value ?? 0);
  const wanted = bigger ? Math.max(...values) : Math.min(...values);
  return sized.filter((product) => product.size?.value === wanted);
}

function orAll<T>(some: readonly T[], all: readonly T[]): readonly T[] {
  return some.length > 0 ? some : all;
}

function addProduct(bench: Bench, product: IndexedProduct, draft: Draft): void {
  const qty = draft.qty ? quantityFor(draft.qty, product) : draft.plural ? null : 1;
  if (qty !== null && (isOutOfRange(bench, product, qty) || isMeasuredOtherwise(draft, product))) return outOfRange(bench, product, qty);
  const { id } = product.product;
  const same = draft.another || draft.by === 1 ? bench.lines.filter((line) => line.productId === id) : [];
  const [line] = same;
  if (line && same.length === 1 && draft.values.length === 0 && draft.mods.length === 0) return changeBy(bench, line, qty ?? 1);
  const options = valuesFor(draft, id);
  say(bench, { do: 'add', line: { productId: id, options, qty, ...(draft.mods.length > 0 ? { mods: draft.mods } : {}) } }, 'order_add');
}

export function askWhich(bench: Bench, candidates: readonly IndexedProduct[], draft: Draft): void {
  const ids = candidates.map(({ product }) => product.id);
  const qty = draft.qty ? draft.qty.value : draft.plural ? null : 1;
  const options = Object.fromEntries(draft.values.flatMap((values) => values.slice(0, 1)).map(({ option, value }) => [option, value]));
  const mods = draft.mods.length > 0 ? { mods: draft.mods } : {};
  say(bench, { do: 'clarify-product', candidates: ids, line: { options, qty, ...mods } }, 'order_add');
  bench.result.clarify ??= { type: 'ambiguous', options: ids, ...(qty === null ? {} : { qty }) };
}

export function notSold(bench: Bench, draft: Draft): number {
  const words = draft.unknown ?? `${draft.named?.candidates[0]?.product.name ?? ''} ${draft.foreignValue ?? ''}`.trim();
  say(bench, { do: 'not-in-catalog', words }, 'order_add');
  bench.result.clarify ??= { type: 'not_in_catalog', text: words };
  return 0;
}

function outOfRange(bench: Bench, product: IndexedProduct, qty: number): void {
  say(bench, { do: 'quantity-out-of-range', productId: product.product.id, qty }, 'order_add');
  bench.result.clarify ??= { type: 'qty_out_of_range', product: product.product.id };
}

/** "2 oz" of what is sold by the piece. */
function isMeasuredOtherwise({ qty }: Draft, { sold, size }: IndexedProduct): boolean {
  return qty?.amount != null && sold.amount?.base !== qty.amount.base && size?.base !== qty.amount.base;
}

function isOutOfRange({ context }: Bench, product: IndexedProduct, qty: number): boolean {
  const most = product.product.maxPerOrder ?? context.shop.orders.maxPerVariant;
  return qty <= 0 || qty > most || (!Number.isInteger(qty) && product.sold.amount === null);
}
