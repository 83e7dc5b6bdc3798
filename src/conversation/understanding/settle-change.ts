/**
 * What of the cart becomes something else: a line or some of it, its number, its options, or another product in
 * its place. Where nothing of it is in the cart, it is asked.
 */
import type { CartLine } from '../../commerce/cart.ts';
import { type Bench, focusLine, linesMeant, productOf } from './bench.ts';
import type { Draft } from './draft.ts';
import { aboutProduct } from './on-the-table.ts';
import { addDraft, askWhich, changeBy, replaceLine, setLine } from './settle-line.ts';

/** "troca a preta pela branca" where a shirt and a cap are black: the one that comes in white. */
function lineToChange(bench: Bench, draft: Draft, next: Draft | null): CartLine | undefined {
  const lines = linesMeant(bench, draft);
  if (draft.named || draft.values.length === 0 || !next || next.named || next.values.length === 0) return lines[0];
  const isOf = ({ values }: Draft, line: CartLine): boolean =>
    values.every((owners) => owners.some(({ product }) => product.product.id === line.productId));
  return (
    lines.find(
      (line) => isOf(next, line) && draft.values.every((owners) => owners.some(({ option, value }) => line.options[option] === value)),
    ) ?? lines[0]
  );
}

export function settleChange(bench: Bench, draft: Draft, next: Draft | null): number {
  const line = lineToChange(bench, draft, next);
  // "la correa que sea L y añade plantillas": what is put on top replaces nothing.
  const replacement = next && (next.mode === 'change' || (next.mode === 'add' && !next.adds)) && !next.negated ? next : null;
  if (!line && draft.named && replacement?.named) {
    // "swap the tea with chamomile", and no tea is in the cart: nothing is put in for it without asking.
    askWhich(bench, replacement.named.candidates, replacement);
    return 1;
  }
  const focused = focusLine(bench);
  if (
    focused &&
    replacement?.named &&
    !draft.named &&
    draft.qty &&
    draft.values.length === 0 &&
    focused.qty !== null &&
    draft.qty.value < focused.qty
  ) {
    // "cambia uno por miel": some of the line become something else.
    changeBy(bench, focused, -draft.qty.value);
    addDraft(bench, { ...replacement, qty: replacement.qty ?? draft.qty, mode: 'change' });
    bench.result.intents.splice(0, bench.result.intents.length, 'order_change');
    return 1;
  }
  const part = draft.named || draft.values.length > 0 ? (draft.qty?.value ?? 0) : 0;
  if (line && line.qty !== null && replacement && part > 0 && part < line.qty && !draft.definite) {
    // "cambia una manilla negra por una azul": the others stay as they are.
    changeBy(bench, line, -part);
    const isOther = replacement.named !== null;
    const values = isOther ? replacement.values : [...replacement.values, ...keptValues(bench, line, replacement)];
    const named = replacement.named ?? draft.named ?? nameOf(bench, line);
    addDraft(bench, { ...replacement, named, values, qty: replacement.qty ?? draft.qty, mode: 'change' });
    bench.result.intents.splice(0, bench.result.intents.length, 'order_change');
    return 1;
  }
  if (line && replacement && !hasNewFacts(draft) && (replacement.named || replacement.values.length > 0 || replacement.qty)) {
    replaceLine(bench, line, replacement);
    return 1;
  }
  // "no lleve la hamaca, déjeme la ruana": what is pointed at stays as it is.
  if (line && draft.named && draft.definite && !draft.qty && draft.values.length + draft.mods.length === 0) return 0;
  if (line && (draft.named !== null || draft.values.length > 0 || draft.qty || draft.mods.length > 0)) {
    setLine(bench, line, draft);
    return 0;
  }
  const focus = focusLine(bench);
  if (!focus && !replacement && isOnlyPointedAt(draft)) return askNothingThere(bench, draft);
  if (focus && draft.named && bench.lines.length === 1) replaceLine(bench, focus, draft);
  else addDraft(bench, draft);
  return 0;
}

function isOnlyPointedAt({ named, definite, qty, values }: Draft): boolean {
  return named !== null && definite && qty === null && values.length === 0;
}

/** "cámbieme las trufas", and no trufa was ordered: it is asked, not added. */
function askNothingThere(bench: Bench, draft: Draft): number {
  askWhich(bench, draft.named?.candidates ?? [], draft);
  return 0;
}

function nameOf(bench: Bench, line: CartLine): Draft['named'] {
  const product = productOf(bench, line);
  return product ? aboutProduct(product).named : null;
}

/** Values of a line for the options that the draft says nothing of. */
function keptValues(bench: Bench, line: CartLine, draft: Draft): Draft['values'] {
  const product = productOf(bench, line);
  const said = new Set(draft.values.flat().map(({ option }) => option));
  if (!product) return [];
  return Object.entries(line.options).flatMap(([option, value]) => (said.has(option) ? [] : [[{ product, option, value }]]));
}

function hasNewFacts(draft: Draft): boolean {
  return draft.qty !== null && !draft.qty.article && draft.named === null;
}
