/**
 * From what was said to what must be done: drafts of an order are spelled out (totals and their items,
 * corrections, "each"), compared with the cart and become commands. Where two products fit equally, or
 * nothing fits, the command asks or says so; nothing is guessed.
 */
import type { CartLine } from '../../commerce/cart.ts';
import type { Command, LineRef } from '../commands.ts';
import { type Bench, focusLine, isInCart, linesMeant, productOf, quantityFor, type Settled, say, valuesFor } from './bench.ts';
import { correctWithin } from './correct-within.ts';
import { type Draft, MOST_DRAFTS } from './draft.ts';
import type { IndexedProduct } from './indexed-product.ts';
import type { Quantity } from './numbers.ts';
import { aboutProduct } from './on-the-table.ts';
import { addDraft, askWhich, changeBy, notSold, removeLine, replaceLine, setLine } from './settle-line.ts';
import { carryHeads, eachOfHead, itemise, nameByValues, preferKin, spreadValues } from './spell-out.ts';
import type { Context } from './understanding.ts';

/** `texts`: how many things have a text of their own; two with different texts are not one. */
export function settleOrder(said: readonly Draft[], context: Context, texts = 0): Settled {
  const drafts = said.slice(0, MOST_DRAFTS);
  const bench: Bench = { context, result: { commands: [], intents: [], clarify: null }, lines: [...context.cart.lines] };
  if (redistribute(bench, drafts)) return bench.result;
  const effective = spreadValues(itemise(carryHeads(eachOfHead(preferKin(nameByValues(correctWithin(drafts, bench), bench))))));
  for (let i = 0; i < effective.length; i++) {
    const draft = effective[i];
    if (draft) i += settleDraft(bench, draft, effective[i + 1] ?? null);
  }
  const commands = texts > 1 ? bench.result.commands : mergeAdds(bench.result.commands);
  const taken = commands.slice(0, MOST_COMMANDS);
  if (taken.length === commands.length && drafts.length === said.length) return { ...bench.result, commands };
  return { ...bench.result, commands: [...taken, { do: 'not-all-taken', taken: taken.length }] };
}

/** One message changes a cart in so many ways at most; more is no order that a person reads back, and it is said. */
const MOST_COMMANDS = 30;

/** The same thing added twice is added once, as many as both. */
function mergeAdds(commands: readonly Command[]): Command[] {
  const merged = new Map<string, Command>();
  for (const [i, command] of commands.entries()) {
    const key = command.do === 'add' ? JSON.stringify({ ...command.line, qty: 0 }) : `${i}`;
    const before = merged.get(key);
    if (command.do === 'add' && before?.do === 'add') {
      const qty = before.line.qty === null || command.line.qty === null ? null : before.line.qty + command.line.qty;
      merged.set(key, { do: 'add', line: { ...before.line, qty } });
    } else merged.set(key, command);
  }
  return [...merged.values()];
}

/** "uno rojo y uno verde" about a line of two: the line is told apart. */
function redistribute(bench: Bench, drafts: readonly Draft[]): boolean {
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

/** Settles one draft; how many of the following drafts it has used up. */
function settleDraft(bench: Bench, draft: Draft, next: Draft | null): number {
  if (draft.negated) return settleRefused(bench, draft, next);
  if (draft.mode === 'keep' || isAllThatStays(bench, draft)) return settleKeep(bench, draft, next);
  if (draft.mode === 'remove') return settleRemove(bench, draft, next);
  if (next?.negated && isInCart(bench, next) && !(draft.named && isInCart(bench, draft))) {
    // "uno negro en vez del rojo"
    replaceLine(bench, linesMeant(bench, next)[0], draft);
    return 1;
  }
  if (draft.mode === 'change') return settleChange(bench, draft, next);
  const whole = linesMeant(bench, draft)[0];
  const part = draft.qty?.value ?? 0;
  const isPart =
    draft.partOf || (draft.named === null && draft.mods.length > 0 && draft.values.length === 0 && draft.by === null && !draft.another);
  if (isPart && whole && whole.qty !== null && part > 0 && part < whole.qty && (draft.mods.length > 0 || draft.values.length > 0)) {
    makePartOtherwise(bench, whole, part, draft);
    return 0;
  }
  const focus = focusLine(bench);
  if (
    draft.corrects &&
    draft.named &&
    focus &&
    !isInCart(bench, draft) &&
    !hasRemoved(bench) &&
    ((bench.lines.length === 1 && !draft.verb) || isOfFamily(bench, draft, focus))
  )
    replaceLine(bench, focus, draft);
  else if (isSettingOfLine(bench, draft)) setLine(bench, linesMeant(bench, draft)[0], draft);
  else if (isUnsaid(bench, draft)) askWhich(bench, draft.named?.candidates ?? [], draft);
  else addDraft(bench, draft);
  return 0;
}

/** "a una ponle sin cebolla": some of the line are made otherwise, and become a line of their own. */
function makePartOtherwise(bench: Bench, line: CartLine, part: number, draft: Draft): void {
  changeBy(bench, line, -part);
  const options = { ...line.options, ...valuesFor(draft, line.productId) };
  const mods = draft.mods.length > 0 ? { mods: draft.mods } : {};
  say(bench, { do: 'add', line: { productId: line.productId, options, qty: part, ...mods } }, 'order_change');
  bench.result.intents.splice(0, bench.result.intents.length, 'order_change');
}

/** "ya no el guacamole, mejor una gringa": what gave way is gone already. */
function hasRemoved({ lines, context }: Bench): boolean {
  return lines.length < context.cart.lines.length;
}

/** "solo la correa": of several lines, the one that stays. */
function isAllThatStays(bench: Bench, draft: Draft): boolean {
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

/** "no eran 2 tortas sino 1", "de pollo no, de carne". */
function settleRefused(bench: Bench, draft: Draft, next: Draft | null): number {
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

function settleKeep(bench: Bench, draft: Draft, next: Draft | null): number {
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

function settleRemove(bench: Bench, draft: Draft, next: Draft | null): number {
  if (next && isCountTakenBack(bench, draft, next)) {
    setLine(bench, linesMeant(bench, next)[0], next);
    return 1;
  }
  const noun = draft.unknown ?? (draft.named === null ? null : null);
  if (noun !== null) return removeIngredient(bench, draft, noun, next);
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

function settleChange(bench: Bench, draft: Draft, next: Draft | null): number {
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

/** Whether a draft without a verb of change still means a line that is there. */
function isSettingOfLine(bench: Bench, draft: Draft): boolean {
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
function isUnsaid(bench: Bench, draft: Draft): boolean {
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
function isOfFamily(bench: Bench, draft: Draft, line: CartLine): boolean {
  const product = productOf(bench, line);
  return product !== undefined && (draft.named?.candidates ?? []).some((other) => other.stems.has(product.kind));
}

function refOf(draft: Draft): LineRef {
  const productId = draft.named?.candidates[0]?.product.id;
  return productId === undefined ? {} : { productId, options: valuesFor(draft, productId) };
}
