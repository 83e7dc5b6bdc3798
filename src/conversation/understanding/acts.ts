/**
 * What each part of a message does: a message is cut where a new sentence or a new question begins, and each part
 * is named by the first rule of `act-rules.ts` that fits. What a part means may depend on the one before it.
 */

import { type ActName, nameOf } from './act-rules.ts';
import type { Draft } from './draft.ts';
import { isOrder } from './is-order.ts';
import { meanTable, onTheTable } from './on-the-table.ts';
import { readOrder } from './order.ts';
import { cut, type Facts, hasProduct, isAgreed, isAsking, isGreeted, type Part } from './parts.ts';
import { cuesWithin, find, type Reading } from './reading.ts';
import { readQuotations, withoutTold } from './told.ts';
import type { Context } from './understanding.ts';
import type { Cue } from './words.ts';

export interface Act {
  readonly name: ActName;
  readonly from: number;
  readonly to: number;
  readonly drafts: readonly Draft[];
  /** A question mark or a word that asks. */
  readonly asks: boolean;
  readonly flow: string | null;
}

export function readActs(reading: Reading, context: Context, facts: Facts): Act[] {
  const acts: Act[] = [];
  let head: Draft | null = null;
  let table = onTheTable(context);
  const { index } = context.vocabulary;
  const quotations = readQuotations(reading);
  const inCart = context.cart.lines.flatMap((line) => index.byId.get(line.productId) ?? []);
  for (const { from, to } of cut(reading)) {
    const present = cuesWithin(reading, from, to);
    const has = (...cues: readonly Cue[]): boolean => cues.some((cue) => present.has(cue));
    const isQuestion = has('have', 'price', 'info', 'attribute', 'how-much');
    // What was chosen of it is added afterwards: here a value that is said stands for itself.
    const said = readOrder(reading, from, to, isQuestion, head ?? (table && { ...table, values: [] }), inCart);
    const meant = head === null && table ? meanTable(said, table, reading, from, to) : said;
    const { drafts, isTold } = withoutTold(reading, from, to, meant, quotations);
    const part: Part = { reading, context, facts, from, to, asks: isAsking(reading, from, to), drafts, isTold, has };
    const flow = hasProduct(part) ? null : flowIn(reading, from, to, isOrder(part) ? SURE_PHRASE : 1);
    const name = flow === null ? nameOf(part) : 'start-flow';
    if (from === 0 && name !== 'greet' && name !== null && isGreeted(reading))
      acts.push({ name: 'greet', from: 0, to: 0, drafts: [], asks: false, flow: null });
    // "sí, pero la taza en blanco": what is changed comes first, and the rest was agreed to.
    if (from === 0 && name === 'order' && context.pending?.slot === 'confirm' && isAgreed(reading))
      acts.push({ name: 'confirm', from: 0, to: 0, drafts: [], asks: false, flow: null });
    const mentioned = part.asks ? onlyMentioned(acts, drafts, name) : null;
    if (mentioned) acts.splice(-1, 1, { ...mentioned, name: name === 'ask_price' ? name : 'ask_product_info', to });
    else if (name !== null) acts.push({ name: afterShipping(name, drafts, acts), from, to, drafts, asks: part.asks, flow });
    // "sácame el taladro que está muy caro": it is taken out, and why is worth knowing.
    if (name === 'order' && has('expensive')) acts.push({ name: 'price_objection', from, to, drafts: [], asks: part.asks, flow });
    if (name === 'order') head = drafts.findLast((draft) => draft.named !== null) ?? head;
    else if (name !== null && ASKS_ABOUT.has(name)) table = drafts.find(isOneProduct) ?? table;
  }
  return acts;
}

/** "¿tienen playeras blancas? quiero 3": what was asked about is on the table. */
const ASKS_ABOUT: ReadonlySet<ActName> = new Set(['ask_availability', 'ask_price', 'ask_product_info']);

function isOneProduct({ named, unknown, foreignValue }: Draft): boolean {
  return named?.candidates.length === 1 && unknown === null && foreignValue === null;
}

/**
 * "el plato de talavera, ¿mide 20 cm?", "necesito cable calibre 14, ¿cuánto el metro?": what was named, or wanted
 * without a number, is what the question is about.
 */
function onlyMentioned(acts: readonly Act[], drafts: readonly Draft[], asked: ActName | null): Act | null {
  const before = acts.at(-1);
  if (before?.name !== 'order' || (asked !== null && !ASKS_ABOUT.has(asked))) return null;
  const isOpen = drafts.every(({ named, verb }) => named === null && !verb);
  const isUncounted = before.drafts.every(
    ({ qty, mode, named, verb }) => qty === null && mode === 'add' && named !== null && (asked === 'ask_price' || !verb),
  );
  return isOpen && isUncounted ? before : null;
}

/** "hacen envíos a Lima? cuánto cobran?": the price of the shipping. */
function afterShipping(name: ActName, drafts: readonly Draft[], acts: readonly Act[]): ActName {
  const isOpen = name === 'ask_price' && drafts.every((draft) => draft.named === null);
  return isOpen && acts.at(-1)?.name === 'ask_shipping' ? 'ask_shipping' : name;
}

/** Words of a phrase that starts a flow although an unknown thing is wanted too: "quiero ejercer el derecho de retracto". */
const SURE_PHRASE = 2;

function flowIn(reading: Reading, from: number, to: number, fewest: number): string | null {
  for (let at = from; at < to; at++) {
    const flow = find(reading, at, 'flow');
    if (flow && flow.to <= to && flow.to - at >= fewest) return flow.meaning.flow;
  }
  return null;
}
