/**
 * What is taken out of the cart, or stays in it alone: refusals ("de pollo no"), removals, "solo la torta", and
 * what is left out of a dish.
 */
import type { CartLine } from '../../commerce/cart.ts';
import type { LineRef } from '../commands.ts';
import { type Bench, focusLine, linesMeant, productOf, quantityFor, say, valuesFor } from './bench.ts';
import type { Draft } from './draft.ts';
import type { IndexedProduct } from './indexed-product.ts';
import { isAllThatStays } from './line-meant.ts';
import { addDraft, askWhich, changeBy, notSold, removeLine, replaceLine, setLine } from './settle-line.ts';
import { makePartOtherwise } from './settle-shares.ts';

/** "no eran 2 tortas sino 1", "de pollo no, de carne". */
export function settleRefused(bench: Bench, draft: Draft, next: Draft | null): number {
  const line = linesMeant(bench, draft)[0];
  if (next && !next.negated && next.mode !== 'remove' && !isAllThatStays(bench, next)) {
    if (line) {
      replaceLine(bench, line, next);
      return 1;
    }
    return 0;
  }
  if (line && (draft.named || draft.values.length > 0)) removeLine(bench, line);
  return 0;
}

export function settleKeep(bench: Bench, draft: Draft, next: Draft | null): number {
  const keptLines = new Set(linesMeant(bench, draft).map(({ id }) => id));
  let used = 0;
  if (next?.mode === 'keep') {
    for (const { id } of linesMeant(bench, next)) keptLines.add(id);
    used = 1;
  }
  if (keptLines.size === 0) {
    if (draft.named) addDraft(bench, { ...draft, mode: 'add' });
    return used;
  }
  for (const line of [...bench.lines]) if (!keptLines.has(line.id)) removeLine(bench, line);
  const kept = linesMeant(bench, draft)[0];
  if (kept && draft.qty && !draft.qty.article) setLine(bench, kept, draft);
  return used;
}

export function settleRemove(bench: Bench, draft: Draft, next: Draft | null): number {
  if (next && isCountTakenBack(bench, draft, next)) {
    setLine(bench, linesMeant(bench, next)[0], next);
    return 1;
  }
  if (draft.unknown !== null) return removeIngredient(bench, draft, draft.unknown, next);
  const lines = linesMeant(bench, draft);
  const line = lines[0];
  if (!line) {
    if (!draft.named) return 0;
    say(bench, { do: 'remove', line: refOf(draft) }, 'order_remove');
    const there = bench.lines.map(({ productId }) => productId);
    if (there.length > 0) bench.result.clarify ??= { type: 'ambiguous', options: [...new Set(there)] };
    return 0;
  }
  const qty = draft.qty && !draft.definite ? quantityFor(draft.qty, productOf(bench, line)) : null;
  if (draft.mods.length > 0) setLine(bench, line, draft);
  else if (qty !== null && line.qty !== null && qty < line.qty) changeBy(bench, line, -qty);
  // "não quero 3 não" where there are 2: more than there is to take out.
  else if (qty !== null && draft.qty?.article === false && line.qty !== null && qty > line.qty)
    askWhich(bench, candidatesOf(bench, line), draft);
  else if (draft.plural && draft.named && draft.values.length === 0) for (const each of lines) removeLine(bench, each);
  else removeLine(bench, line);
  return 0;
}

/** "no quiero 2, quiero 3 velas" where there are 2. */
function isCountTakenBack(bench: Bench, { qty, named, values, unknown }: Draft, next: Draft): boolean {
  if (!qty || qty.article || named || values.length > 0 || unknown !== null || next.mode !== 'add' || !next.qty) return false;
  return linesMeant(bench, next)[0]?.qty === qty.value;
}

function candidatesOf(bench: Bench, line: CartLine): IndexedProduct[] {
  const product = productOf(bench, line);
  return product ? [product] : [];
}

/** "quítale el cilantro a los de pastor": a part of a dish, not a line. */
function removeIngredient(bench: Bench, draft: Draft, noun: string, next: Draft | null): number {
  const target = next?.mode === 'remove' && next.named ? linesMeant(bench, next)[0] : undefined;
  const line = target ?? (bench.lines.length === 1 ? bench.lines[0] : focusLine(bench));
  if (!line) return notSold(bench, draft);
  const without: Draft = { ...draft, qty: null, unknown: null, mods: [`sin:${noun}`] };
  const part = draft.partOf ? (draft.qty?.value ?? 0) : 0;
  if (line.qty !== null && part > 0 && part < line.qty) makePartOtherwise(bench, line, part, without);
  else setLine(bench, line, without);
  return target ? 1 : 0;
}

function refOf(draft: Draft): LineRef {
  const productId = draft.named?.candidates[0]?.product.id;
  return productId === undefined ? {} : { productId, options: valuesFor(draft, productId) };
}
