/**
 * Whether something that is said without a verb of change still means a line that is in the cart: a correction,
 * an option that was missing, "solo la correa".
 */
import type { CartLine } from '../../commerce/cart.ts';
import { type Bench, isInCart, linesMeant, productOf } from './bench.ts';
import type { Draft } from './draft.ts';

/** "ya no el guacamole, mejor una gringa": what gave way is gone already. */
export function hasRemoved({ lines, context }: Bench): boolean {
  return lines.length < context.cart.lines.length;
}

/** "solo la correa": of several lines, the one that stays. */
export function isAllThatStays(bench: Bench, draft: Draft): boolean {
  return (
    draft.only &&
    draft.definite &&
    draft.named !== null &&
    draft.qty === null &&
    draft.mode === 'add' &&
    (bench.lines.length > 1 || hasRemoved(bench)) &&
    isInCart(bench, draft)
  );
}

/** Whether a draft without a verb of change still means a line that is there. */
export function isSettingOfLine(bench: Bench, draft: Draft): boolean {
  const line = linesMeant(bench, draft)[0];
  if (!line) return false;
  if (draft.corrects) return true;
  if ((draft.by !== null || draft.another) && draft.named === null) return draft.mods.length === 0 && draft.values.length === 0;
  if (draft.by === -1 || (draft.only && draft.qty !== null)) return true;
  const isBare = draft.qty === null && !draft.verb && !draft.another;
  if (draft.named === null)
    return draft.mods.length > 0 || (draft.values.length > 0 && draft.qty === null && !draft.adds && !draft.another);
  const isSaidOfIt = draft.qty === null && draft.definite && !draft.adds && draft.mods.length > 0;
  return isSaidOfIt || (isBare && draft.definite && (addsOption(draft, line) || isOtherThanOnly(bench, draft, line)));
}

/** "sáquenla la gorra": a thing that is in the cart already, pointed at, and no word says what to do with it. */
export function isUnsaid(bench: Bench, draft: Draft): boolean {
  return draft.definite && draft.named !== null && !draft.verb && draft.qty === null && draft.values.length === 0 && isInCart(bench, draft);
}

/** "sí, pero la taza en blanco" about the only cup there is, a blue one, when the order is read back. */
function isOtherThanOnly(bench: Bench, draft: Draft, line: CartLine): boolean {
  const isReadBack = bench.context.pending?.slot === 'confirm';
  return isReadBack && draft.values.length > 0 && bench.lines.filter(({ productId }) => productId === line.productId).length === 1;
}

function addsOption(draft: Draft, line: CartLine): boolean {
  return draft.values.some((values) => values.every(({ option }) => line.options[option] === undefined));
}

/** "no, de miel" about a soap of oats: another of its kind. */
export function isOfFamily(bench: Bench, draft: Draft, line: CartLine): boolean {
  const product = productOf(bench, line);
  return product !== undefined && (draft.named?.candidates ?? []).some((other) => other.stems.has(product.kind));
}
