/**
 * Where drafts meet the cart: the lines that are still there while a message is worked through, and
 * which of them a draft means.
 */
import type { CartLine } from '../../commerce/cart.ts';
import type { Command } from '../commands.ts';
import type { Draft } from './draft.ts';
import type { IndexedProduct } from './indexed-product.ts';
import type { Quantity } from './numbers.ts';
import type { Clarify, Context, Intent } from './understanding.ts';

export interface Settled {
  readonly commands: Command[];
  readonly intents: Intent[];
  clarify: Clarify | null;
}

/** Units of one product in one order where neither product nor shop say (Saleor's default). */
export interface Bench {
  readonly context: Context;
  readonly result: Settled;
  /** Lines of the cart that are still there while this message is worked through. */
  lines: CartLine[];
}

export function isInCart(bench: Bench, draft: Draft): boolean {
  return linesMeant(bench, draft).length > 0;
}

/** Lines a draft can mean, the likeliest first. Without name and options: the line in focus. */
export function linesMeant(bench: Bench, draft: Draft): CartLine[] {
  const focus = focusLine(bench);
  const order = (lines: CartLine[]): CartLine[] =>
    focus && lines.includes(focus) ? [focus, ...lines.filter((line) => line !== focus)] : lines;
  if (draft.named) {
    const ids = draft.named.candidates.map(({ product }) => product.id);
    const ofProduct = bench.lines.filter((line) => ids.includes(line.productId));
    const exact = ofProduct.filter((line) =>
      draft.values.every((values) => values.some(({ option, value }) => line.options[option] === value)),
    );
    if (exact.length > 0) return order(exact);
    return order(ofProduct);
  }
  if (draft.unknown) return [];
  if (draft.values.length > 0) {
    const holding = bench.lines.filter((line) =>
      draft.values.every((values) =>
        values.some(({ option, value, product }) => product.product.id === line.productId && line.options[option] === value),
      ),
    );
    if (holding.length > 0 && draft.mode !== 'change' && !draft.corrects) return order(holding);
    return order(
      bench.lines.filter((line) => draft.values.every((values) => values.some(({ product }) => product.product.id === line.productId))),
    );
  }
  return focus ? [focus] : [];
}

export function focusLine(bench: Bench): CartLine | undefined {
  const { focus } = bench.context;
  const asked = bench.context.pending?.lineId;
  return bench.lines.find((line) => line.id === (asked ?? focus)) ?? bench.lines.at(-1);
}

export function productOf(bench: Bench, line: CartLine): IndexedProduct | undefined {
  return bench.context.vocabulary.index.byId.get(line.productId);
}

export function say(bench: Bench, command: Command, intent: Intent): void {
  bench.result.commands.push(command);
  if (!bench.result.intents.includes(intent)) bench.result.intents.push(intent);
}

/** Pieces or measures as units of sale: a dozen of something sold in boxes of 12 is one box. */
export function quantityFor(quantity: Quantity, product: IndexedProduct | undefined): number {
  const sold = product?.sold;
  if (quantity.amount && sold?.amount && sold.amount.base === quantity.amount.base) return round(quantity.amount.value / sold.amount.value);
  const { group, value } = quantity;
  if (group !== null && sold?.pieces && (group === sold.pieces || (sold.pieces > 2 && value % sold.pieces === 0)))
    return value / sold.pieces;
  return value;
}

const PARTS = 1000;

function round(value: number): number {
  return Math.round(value * PARTS) / PARTS;
}

/** Option id → value id for one product. */
export function valuesFor(draft: Draft, productId: string): Record<string, string> {
  const options: Record<string, string> = {};
  for (const values of draft.values) {
    const owner = values.find(({ product, option }) => product.product.id === productId && options[option] === undefined);
    if (owner) options[owner.option] = owner.value;
  }
  return options;
}
