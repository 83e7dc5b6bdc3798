/**
 * From what was said to what must be done: drafts of an order are spelled out (totals and their items,
 * corrections, "each"), compared with the cart and become commands. Where two products fit equally, or
 * nothing fits, the command asks or says so; nothing is guessed. What happens to a line is in `settle-line.ts`,
 * what is taken out in `settle-removal.ts`, what becomes something else in `settle-change.ts`.
 */
import type { Command } from '../commands.ts';
import { type Bench, focusLine, isInCart, linesMeant, type Settled } from './bench.ts';
import { correctWithin } from './correct-within.ts';
import { type Draft, MOST_DRAFTS } from './draft.ts';
import { hasRemoved, isAllThatStays, isOfFamily, isSettingOfLine, isUnsaid } from './line-meant.ts';
import { settleChange } from './settle-change.ts';
import { addDraft, askWhich, replaceLine, setLine } from './settle-line.ts';
import { settleKeep, settleRefused, settleRemove } from './settle-removal.ts';
import { makePartOtherwise, redistribute } from './settle-shares.ts';
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
