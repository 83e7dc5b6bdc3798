/**
 * Showing what is sold: the catalog as a menu, a product as a card with its picture, its price and what
 * can still be had of it.
 */
import { type Product, type ProductOption, possibleValues, productOf, variantOf } from '../../commerce/catalog.ts';
import { type Choice, MENU_SIZE } from '../menu.ts';
import type { Picture, Rich } from '../message.ts';
import type { Pending } from '../understanding/understanding.ts';
import { joinLines } from '../wording/wording.ts';
import { offerOn, priceWords } from './prices.ts';
import { ask, money, note, type Turn } from './turn.ts';

/** Option id → value id. */
type Chosen = Readonly<Record<string, string>>;

/** Products of one page: one row of the menu is kept for the way back to the order. */
const PAGE_SIZE = MENU_SIZE - 1;

export function showCatalog(turn: Turn, page = 0, category: string | null = null): void {
  const products = turn.files.catalog.products.filter((product) => product.active && (category === null || product.category === category));
  const shown = products.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  if (shown.length === 0) return showCatalog(turn);
  const choices: Choice[] = shown.map((product) => ({
    label: product.name,
    description: soldOut(turn, product) ? turn.wording.plain('product.sold_out_short') : money(turn, offerOn(turn, product).price),
    ...withPicture(product),
    commands: [{ do: 'show-product', productId: product.id }],
  }));
  const other = otherPage(turn, products.length, page, category);
  if (turn.cart.lines.length > 0) choices.push({ ...goOn(turn), ...(!other && { last: true as const }) });
  if (other) choices.push(other);
  note(turn, 'saw-catalog');
  ask(turn, { rich: turn.wording.rich('catalog.intro'), choices, pending: { slot: 'items' } });
}

/** The next page, or from the last one back to the first: the list may have taken the place of what was before it. */
function otherPage({ wording }: Turn, products: number, page: number, category: string | null): Choice | null {
  const more = products > (page + 1) * PAGE_SIZE;
  if (!more && page === 0) return null;
  return {
    label: wording.plain(more ? 'catalog.more' : 'catalog.first'),
    commands: [{ do: 'show-catalog', page: more ? page + 1 : 0, ...(category !== null && { category }) }],
    last: true,
  };
}

/** Back from looking around to the question that was open, or to closing the order. */
function goOn(turn: Turn): Choice {
  return { label: turn.wording.plain('nav.go_on'), commands: [{ do: 'checkout' }] };
}

export function showProduct(turn: Turn, productId: string): void {
  const product = productOf(turn.files.catalog, productId);
  if (!product?.active) return showCatalog(turn);
  note(turn, 'saw-product', { productId, price: product.price });
  ask(turn, {
    rich: cardText(turn, product),
    choices: waysOn(turn, product, {}),
    image: pictureOf(product),
    pending: aboutProduct(product, {}),
  });
}

/** After its price or stock was told: the question of its card that is still open, without the rest of the card. */
export function offerProduct(turn: Turn, product: Product, chosen: Chosen = {}): void {
  if (soldOut(turn, product)) return;
  ask(turn, { rich: questionOf(turn, product, chosen), choices: waysOn(turn, product, chosen), pending: aboutProduct(product, chosen) });
}

/** What is said next without a name is about this product, and what is said of it is added to what was chosen. */
export function aboutProduct(product: Pick<Product, 'id'>, chosen: Chosen): Pending {
  return { slot: 'items', productId: product.id, ...(Object.keys(chosen).length > 0 && { options: chosen }) };
}

function waysOn(turn: Turn, product: Product, chosen: Chosen): Choice[] {
  const away: Choice =
    turn.cart.lines.length > 0 ? goOn(turn) : { label: turn.wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }] };
  return [...(soldOut(turn, product) ? [] : waysToAdd(turn, product, chosen)), { ...away, last: true }];
}

/** The last option of a product that can be answered otherwise, with the values that there are: "M" for "L" of the same colour. */
export function insteadOf(
  turn: Turn,
  productId: string,
  wanted: Readonly<Record<string, string>>,
): { readonly option: ProductOption; readonly values: readonly ProductOption['values'][number][] } | null {
  const product = productOf(turn.files.catalog, productId);
  for (const option of product?.options.toReversed() ?? []) {
    const asked = wanted[option.id];
    const values = product && asked !== undefined ? valuesLeft(turn, product, option, wanted).filter(({ id }) => id !== asked) : [];
    if (values.length > 0) return { option, values: values.slice(0, MENU_SIZE) };
  }
  return null;
}

function cardText(turn: Turn, product: Product): Rich {
  const { wording } = turn;
  const lines: Rich[] = [
    wording.rich('product.title', { name: product.name, price: priceOf(turn, product) }),
    [{ t: product.description }],
  ];
  for (const option of product.options) {
    const left = valuesLeft(turn, product, option).map((value) => value.label);
    const gone = option.values.filter((value) => !left.includes(value.label)).map((value) => value.label);
    if (left.length > 0) lines.push(wording.rich('product.option', { option: option.label, values: left.join(', ') }));
    if (left.length > 0 && gone.length > 0) lines.push(wording.rich('product.gone', { values: gone.join(', ') }));
  }
  if (product.kind === 'made_to_order') lines.push(wording.rich('product.made_to_order', { days: product.leadDays }));
  if (soldOut(turn, product)) lines.push(wording.rich('product.sold_out'));
  else lines.push(questionOf(turn, product, {}));
  return joinLines(lines);
}

function questionOf(turn: Turn, product: Product, chosen: Chosen): Rich {
  const option = openOption(product, chosen);
  return option
    ? turn.wording.rich('product.which', { option: option.label.toLowerCase(), example: exampleOf(product) })
    : turn.wording.rich('product.how_many');
}

/** "polo rojo M": what the customer may type for this product. Words that need no agreement in any language. */
export function exampleOf(product: Product): string {
  const noun = product.aliases[0] ?? product.name;
  const values = product.options.map((option) => option.values[0]?.label ?? '');
  return [noun, ...values].map((word) => (word.length > 2 ? word.toLowerCase() : word)).join(' ');
}

/** Quantities that one tap adds; any other is written. */
const QUANTITIES = [1, 2, 3];

/** The values of the first option that is open, else how many. */
function waysToAdd(turn: Turn, product: Product, chosen: Chosen): Choice[] {
  const option = openOption(product, chosen);
  const add = (options: Chosen, qty: number): Choice['commands'] => [{ do: 'add', line: { productId: product.id, options, qty } }];
  if (option) {
    const values = valuesLeft(turn, product, option, chosen).slice(0, MENU_SIZE);
    return values.map((value) => ({ ...namesOf(value), commands: add({ ...chosen, [option.id]: value.id }, 1) }));
  }
  const variant = variantOf(product, chosen);
  const units = variant && turn.counter.available(variant.id);
  return QUANTITIES.filter((qty) => units === null || qty <= units).map((qty) => ({
    label: turn.wording.plain('product.add', { qty }),
    commands: add(chosen, qty),
    ...(qty === 1 && { means: 'yes' as const }),
  }));
}

function openOption(product: Product, chosen: Chosen): ProductOption | undefined {
  return product.options.find(({ id }) => chosen[id] === undefined);
}

/** A value as an option of a menu: by its label, and by whatever else the catalog says it is called. */
export function namesOf({ label, aliases }: ProductOption['values'][number]): Pick<Choice, 'label' | 'synonyms'> {
  return aliases.length > 0 ? { label, synonyms: aliases } : { label };
}

/** Values of an option that still lead to a variant with units, given what was chosen already. */
export function valuesLeft(turn: Turn, product: Product, option: ProductOption, chosen: Readonly<Record<string, string>> = {}) {
  const { [option.id]: _replaced, ...others } = chosen;
  const possible = new Set(possibleValues(product, others, option.id).map((value) => value.id));
  return option.values.filter(
    (value) =>
      possible.has(value.id) &&
      product.variants.some(
        (variant) => fits(variant.options, { ...others, [option.id]: value.id }) && canBeSold(turn, variant.id, variant.active),
      ),
  );
}

function fits(options: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([option, value]) => options[option] === value);
}

function canBeSold(turn: Turn, variantId: string, active: boolean): boolean {
  const units = turn.counter.available(variantId);
  return active && (units === null || units > 0);
}

export function soldOut(turn: Turn, product: Product): boolean {
  return !product.variants.some((variant) => canBeSold(turn, variant.id, variant.active));
}

/** "S/ 45.00", or "S/ 12.00 el par" where a unit is not a piece. */
export function priceOf(turn: Turn, product: Product): string {
  const offer = offerOn(turn, product);
  const price = priceWords(turn, offer.price, offer.before);
  return product.unit ? turn.wording.plain('product.per_unit', { price, unit: product.unit }) : price;
}

function pictureOf(product: Product): Picture | null {
  return product.image ? { name: product.image, alt: product.imageAlt ?? product.name } : null;
}

function withPicture(product: Product): { readonly image?: Picture } {
  const image = pictureOf(product);
  return image ? { image } : {};
}
