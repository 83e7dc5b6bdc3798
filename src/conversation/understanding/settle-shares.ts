/**
 * Some of a line, and not all of it: "uno rojo y uno verde" about a line of two, "a una ponle sin cebolla". The
 * line is told apart, and what is made otherwise becomes a line of its own.
 */
import type { CartLine } from '../../commerce/cart.ts';
import { type Bench, focusLine, say, valuesFor } from './bench.ts';
import type { Draft } from './draft.ts';
import type { Quantity } from './numbers.ts';
import { changeBy, removeLine } from './settle-line.ts';

/** "uno rojo y uno verde" about a line of two: the line is told apart. */
export function redistribute(bench: Bench, drafts: readonly Draft[]): boolean {
  const line = bench.lines.find(({ id }) => id === bench.context.pending?.lineId) ?? focusLine(bench);
  if (!line || line.qty === null) return false;
  const half: Quantity = { value: line.qty / 2, to: 0, article: false, bare: false, group: null, amount: null };
  const items = drafts.filter((draft) => !draft.negated).map((draft) => (draft.half ? { ...draft, qty: half } : draft));
  if (items.length < 2) return false;
  const isAboutLine = items.every(
    (draft) =>
      !draft.named &&
      !draft.verb &&
      draft.qty &&
      draft.values.every((values) => values.some(({ product }) => product.product.id === line.productId)) &&
      draft.values.length > 0,
  );
  const sum = items.reduce((total, draft) => total + (draft.qty?.value ?? 0), 0);
  if (!isAboutLine || sum !== line.qty) return false;
  removeLine(bench, line);
  bench.result.intents.splice(0);
  for (const draft of items) {
    const options = { ...line.options, ...valuesFor(draft, line.productId) };
    say(bench, { do: 'add', line: { productId: line.productId, options, qty: draft.qty?.value ?? 1 } }, 'order_change');
  }
  return true;
}

/** "a una ponle sin cebolla": some of the line are made otherwise, and become a line of their own. */
export function makePartOtherwise(bench: Bench, line: CartLine, part: number, draft: Draft): void {
  changeBy(bench, line, -part);
  const options = { ...line.options, ...valuesFor(draft, line.productId) };
  const mods = draft.mods.length > 0 ? { mods: draft.mods } : {};
  say(bench, { do: 'add', line: { productId: line.productId, options, qty: part, ...mods } }, 'order_change');
  bench.result.intents.splice(0, bench.result.intents.length, 'order_change');
}
