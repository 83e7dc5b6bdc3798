/**
 * What each part of a message does: a message is cut where a new sentence or a new question begins, and
 * for each part the first rule of one table that fits says what it is. Rules look at named lists of
 * words and at what the order grammar found; the order of the table is their priority.
 */

import {
  isAboutCart,
  isAboutShipping,
  isChangeUnsaid,
  isDefect,
  isDeliveryTo,
  isForAnotherChat,
  isForPerson,
  isMisread,
  isPlaceAsked,
  isTakenOut,
  isWayOfDelivery,
} from './act-signs.ts';
import { isElsewhere, isPriceExclaimed, isPriceProposed, isUnpaid, saysAmount } from './amounts-said.ts';
import type { Draft } from './draft.ts';
import { isOrder, isOrderVerbWithThing } from './is-order.ts';
import { meanTable, onTheTable } from './on-the-table.ts';
import { readOrder } from './order.ts';
import {
  beginsWith,
  cut,
  type Facts,
  hasMethod,
  hasPhrase,
  hasProduct,
  hasThing,
  isAgreed,
  isAsking,
  isGreeted,
  isOnly,
  type Part,
} from './parts.ts';
import { cuesWithin, find, type Reading } from './reading.ts';
import { readQuotations, withoutTold } from './told.ts';
import type { Context, Intent } from './understanding.ts';
import { hasUnexplained } from './unexplained.ts';
import type { Cue } from './words.ts';

/** Intents of a part, and what is no intent of its own but moves the conversation. */
export type ActName =
  | Intent
  | 'back'
  | 'skip'
  | 'repeat'
  | 'restart'
  | 'resume'
  | 'checkout'
  | 'change-something'
  | 'want-unsaid'
  | 'help'
  | 'speak-es'
  | 'speak-pt'
  | 'speak-en'
  | 'pickup'
  | 'deliver-home'
  | 'pay-with'
  | 'policy'
  | 'start-flow'
  | 'go-elsewhere'
  | 'my-data'
  | 'forget-me'
  | 'bye'
  | 'order';

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
    const said = readOrder(reading, from, to, isQuestion, head ?? table, inCart);
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

/** Words of "ya nequi listo 73000 soles": a claim without a word for paying says little more. */
const LONGEST_BARE_CLAIM = 6;

interface Rule {
  readonly act: ActName;
  readonly fits: (part: Part) => boolean;
}

/** First rule that fits. Above the line: what must never be mistaken for an order. */
const RULES: readonly Rule[] = [
  { act: 'out_of_scope', fits: ({ has }) => has('injection') },
  { act: 'forget-me', fits: ({ has }) => has('forget-me') },
  // "estos son mis datos: …" gives them; "mis datos" alone asks for them.
  { act: 'my-data', fits: (part) => part.has('my-data') && (part.asks || isOnly(part, 'my-data', 'want', 'greet', 'can')) },
  { act: 'go-elsewhere', fits: isForAnotherChat },
  // "baja" alone; "quiero bajar 5 kilos" leaves nothing.
  { act: 'opt_out', fits: (part) => part.has('opt-out') && (hasPhrase(part, 'opt-out') || isOnly(part, 'opt-out', 'want')) },
  { act: 'restart', fits: (part) => isOnly(part, 'restart') },
  { act: 'back', fits: (part) => isOnly(part, 'back') },
  { act: 'reorder', fits: ({ has }) => has('reorder') },
  { act: 'repeat', fits: (part) => isOnly(part, 'repeat') },
  { act: 'skip', fits: (part) => part.context.pending !== null && isOnly(part, 'skip') },
  {
    act: 'deny',
    fits: (part) => part.context.pending?.slot === 'contact.phone' && part.has('skip') && isOnly(part, 'skip', 'phone-intro'),
  },
  { act: 'resume', fits: (part) => isOnly(part, 'resume') },
  { act: 'speak-es', fits: ({ has, drafts }) => has('speak-es') && drafts.length === 0 },
  { act: 'speak-pt', fits: ({ has, drafts }) => has('speak-pt') && drafts.length === 0 },
  { act: 'speak-en', fits: ({ has, drafts }) => has('speak-en') && drafts.length === 0 },
  { act: 'return_refund', fits: ({ has, asks }) => has('refund') && !(asks && has('policy')) },
  {
    act: 'payment_claim',
    fits: (part) =>
      part.has('paid') && !part.has('arrived') && !isUnpaid(part) && !(part.asks && part.has('payment')) && !isOrderVerbWithThing(part),
  },
  {
    // "nequi listo 73000": a way to pay and an amount, and nothing is asked.
    act: 'payment_claim',
    fits: (part) =>
      !part.asks &&
      !part.has('payment') &&
      !hasThing(part) &&
      part.to - part.from <= LONGEST_BARE_CLAIM &&
      hasMethod(part.reading, part.from, part.to) &&
      (part.facts.hasMoney || saysAmount(part)),
  },
  {
    act: 'payment_claim',
    fits: (part) => part.has('sent') && !part.asks && (part.facts.hasMoney || hasMethod(part.reading, part.from, part.to)),
  },
  { act: 'change_address', fits: ({ has }) => has('change-address') },
  {
    act: 'order_status',
    fits: (part) =>
      part.has('status') ||
      (part.facts.hasOrderNumber &&
        part.has('order-noun', 'cart') &&
        !part.has('cancel', 'complaint', 'add', 'remove', 'change') &&
        // In English the noun is also the verb: "any news on order 1023?".
        (!part.has('want') || (part.asks && !hasProduct(part)))),
  },
  { act: 'complaint', fits: (part) => part.has('complaint', 'waiting') || isDefect(part) },
  { act: 'talk_human', fits: isForPerson },
  {
    act: 'order_cancel',
    fits: (part) =>
      (part.has('cancel', 'never-mind') || (part.has('remove') && part.has('all'))) &&
      !hasThing(part) &&
      !part.drafts.some((draft) => draft.values.length > 0 || (draft.qty && (draft.corrects || !draft.qty.article))),
  },
  { act: 'ask_discount', fits: ({ has, asks }) => asks && has('suppose') && has('expensive') },
  { act: 'price_objection', fits: isElsewhere },
  { act: 'price_objection', fits: isPriceExclaimed },
  { act: 'price_objection', fits: (part) => part.has('expensive') && !isOrderVerbWithThing(part) && !isTakenOut(part) },
  { act: 'checkout', fits: (part) => part.has('checkout') && isOnly(part, 'checkout', 'yes', 'correct') },
  { act: 'confirm', fits: (part) => part.context.pending?.slot === 'confirm' && part.has('yes') && isOnly(part, 'yes', 'correct') },
  { act: 'deny', fits: (part) => part.context.pending?.slot === 'confirm' && isOnly(part, 'no') },
  { act: 'ask_cart', fits: isAboutCart },
  { act: 'ask_discount', fits: (part) => part.has('discount') && (part.asks || !isOrderVerbWithThing(part)) },
  { act: 'ask_discount', fits: (part) => part.has('set-price') && (part.asks || part.facts.hasMoney || part.has('want', 'change')) },
  {
    act: 'ask_discount',
    fits: (part) => part.facts.hasMoney && part.has('want', 'change') && !hasProduct(part) && part.drafts.length === 0,
  },
  { act: 'ask_discount', fits: isPriceProposed },
  { act: 'ask_discount', fits: (part) => part.has('offer') && !part.has('expensive') && (part.facts.hasMoney || saysAmount(part)) },
  { act: 'out_of_scope', fits: (part) => part.has('out-of-scope') && !hasProduct(part) },
  { act: 'change-something', fits: isChangeUnsaid },
  { act: 'change-something', fits: isMisread },
  { act: 'order', fits: isOrder },
  { act: 'deliver-home', fits: isWayOfDelivery },
  {
    act: 'ask_payment',
    fits: (part) => {
      const named = hasMethod(part.reading, part.from, part.to);
      return part.has('payment') ? part.asks || !named || hasPhrase(part, 'payment') : part.asks && named;
    },
  },
  { act: 'pay-with', fits: ({ reading, from, to }) => hasMethod(reading, from, to) },
  { act: 'ask_price', fits: (part) => part.asks && hasPhrase(part, 'cart') && hasProduct(part) },
  { act: 'ask_price', fits: (part) => part.has('price', 'how-much') && !part.has('shipping', 'arrive') && !isDeliveryTo(part) },
  { act: 'pickup', fits: ({ has, asks }) => has('pickup') && !asks },
  { act: 'policy', fits: ({ has }) => has('policy') },
  { act: 'ask_hours_location', fits: ({ has, asks }) => (has('hours') || (has('location') && !(asks && has('info')))) && !has('shipping') },
  { act: 'ask_shipping', fits: isAboutShipping },
  {
    act: 'ask_product_info',
    fits: (part) => part.has('attribute') || (part.has('info') && (hasThing(part) || !hasPhrase(part, 'catalog'))),
  },
  { act: 'ask_product_info', fits: (part) => part.asks && part.has('have') && part.drafts.some((draft) => draft.mods.length > 0) },
  { act: 'ask_catalog', fits: (part) => part.has('catalog') && !hasProduct(part) },
  { act: 'help', fits: ({ has }) => has('help') },
  // "una consulta": the question is still to come, and invited.
  { act: 'help', fits: (part) => part.has('inquire') && !part.has('no', 'not') && isOnly(part, 'inquire', 'article') },
  {
    act: 'ask_availability',
    fits: (part) =>
      (part.has('have') && hasThing(part)) ||
      (part.asks && hasProduct(part) && !part.has('be', 'question', 'can', 'compare') && !hasUnexplained(part)) ||
      (part.has('have') && part.drafts.some((draft) => draft.values.length > 0)),
  },
  { act: 'ask_product_info', fits: (part) => part.asks && (hasProduct(part) || part.has('compare')) },
  { act: 'deliver-home', fits: (part) => part.has('deliver-home') && !part.facts.hasWhen && !part.isTold && !hasUnexplained(part) },
  { act: 'abuse', fits: ({ has }) => has('abuse') },
  { act: 'ask_shipping', fits: isPlaceAsked },
  { act: 'confirm', fits: (part) => part.has('yes') && !part.has('thanks') && isOnly(part, 'yes', 'correct') },
  { act: 'deny', fits: (part) => isOnly(part, 'no') },
  { act: 'deny', fits: (part) => part.context.pending?.slot === 'confirm' && part.drafts.length === 0 && beginsWith(part, 'no') },
  { act: 'thanks_bye', fits: ({ has }) => has('thanks') },
  { act: 'bye', fits: ({ has }) => has('bye') },
  { act: 'greet', fits: ({ has }) => has('greet') },
  { act: 'deny', fits: (part) => !hasThing(part) && beginsWith(part, 'no') },
  // "¿hacen medida de vista?": something is asked for, and not a word of it is known.
  { act: 'ask_availability', fits: ({ has, asks }) => asks && has('have') },
  // "mi hermana les pidió 3 carteras": what is only talked about is shown.
  { act: 'ask_product_info', fits: hasProduct },
  {
    act: 'want-unsaid',
    fits: (part) =>
      part.has('want') &&
      (part.context.pending?.slot ?? 'items') === 'items' &&
      isOnly(part, 'want', 'add', 'order-noun', 'article', 'greet'),
  },
];

function nameOf(part: Part): ActName | null {
  return RULES.find((rule) => rule.fits(part))?.act ?? null;
}
