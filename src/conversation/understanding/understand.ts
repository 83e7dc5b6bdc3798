/**
 * The face of understanding: text → what it means. Reads the message once, finds details by their shape,
 * judges its parts, settles the order against the cart, and answers what was asked where nothing else is
 * said. Pure, deterministic, linear in the length of the text.
 */

import { cleanText } from '../clean.ts';
import type { ActName } from './act-rules.ts';
import { type Act, readActs } from './acts.ts';
import type { Answer } from './answer.ts';
import { readAnswer } from './answers.ts';
import type { Settled } from './bench.ts';
import { addBeside, readDetails } from './beside.ts';
import { FREE_TEXT, isDigression } from './digression.ts';
import { explainWords } from './explain.ts';
import { valueAt, withoutJudgingNames } from './naming.ts';
import { type Facts, isAsking } from './parts.ts';
import { type Building, type Details, perform } from './perform.ts';
import { readPlace } from './places.ts';
import { read } from './read.ts';
import { cueAt, find, hasCue, type Reading } from './reading.ts';
import { settleOrder } from './settle.ts';
import type { Context, Intent, Slots, Understanding } from './understanding.ts';

export { prepareVocabulary } from './vocabulary.ts';

export function understand(raw: string, context: Context): Understanding {
  const { text } = cleanText(raw);
  const isName = FREE_TEXT.has(context.pending?.slot ?? 'items');
  const reading = withoutJudgingNames(read(text, context.vocabulary, context.language ?? context.shop.language, isName));
  const details = readDetails(reading, context);
  const facts: Facts = {
    hasWhen: details.when !== null,
    hasAddress: details.address !== null,
    hasMoney: details.money !== null,
    hasOrderNumber: details.orderNumber !== null,
    hasPlace: (from, to) => readPlace(reading, from, to) !== null,
  };
  const acts = readActs(reading, context, facts);
  const answer =
    context.pending && !details.coupon && !isDigression(reading, acts, context, details)
      ? readAnswer(freshReading(reading), context.pending, context, details.when)
      : null;
  return answer ? fromAnswer(reading, answer, details, isName) : fromActs(reading, acts, details, context);
}

/** The same reading with nothing taken out: an answer is read from the whole text. */
function freshReading(reading: Reading): Reading {
  return { ...reading, taken: new Uint8Array(reading.tokens.length), names: [] };
}

function fromAnswer(reading: Reading, answer: Answer, details: Details, isName: boolean): Understanding {
  return {
    intent: answer.intent,
    also: [],
    commands: answer.commands,
    slots: { ...slotsOf(details, null), ...answer.slots },
    clarify: null,
    // A name or an address says nothing about the language.
    language: isName ? null : reading.language,
    complete: true,
    confidence: 0.9,
    get trace() {
      return ['answer to what was asked', ...explainWords(reading)];
    },
  };
}

/** Which intent of several is the first one: what costs most if it is missed. */
const RANK: readonly Intent[] = [
  'out_of_scope',
  'opt_out',
  'return_refund',
  'payment_claim',
  'order_status',
  'complaint',
  'talk_human',
  'change_address',
  'order_cancel',
  'reorder',
  'order_add',
  'order_change',
  'order_remove',
  'price_objection',
  'ask_discount',
  'ask_cart',
  'ask_price',
  'ask_shipping',
  'ask_payment',
  'ask_availability',
  'ask_product_info',
  'ask_hours_location',
  'ask_catalog',
  'provide_address',
  'provide_option',
  'abuse',
  'confirm',
  'deny',
  'provide_datetime',
  'thanks_bye',
  'greet',
  'unintelligible',
];

/** Acts after which nothing in the same message is an order: the products named there are old ones. */
const BLOCKS_ORDERS: ReadonlySet<ActName> = new Set(['complaint', 'return_refund', 'out_of_scope', 'opt_out']);

function fromActs(reading: Reading, acts: readonly Act[], details: Details, context: Context): Understanding {
  const building: Building = {
    commands: [],
    intents: [],
    slots: {},
    clarify: null,
  };
  const isBlocked = acts.some((act) => BLOCKS_ORDERS.has(act.name));
  const orders = isBlocked ? [] : acts.filter((act) => act.name === 'order');
  let settled: Settled | null = null;
  for (const act of acts) {
    // "saca la gorra, me arrepentí": what is regretted was just said, and not the whole order.
    if (act.name === 'order_cancel' && orders.length > 0 && !isWholeCancelled(reading, act)) continue;
    if (act.name === 'order') {
      if (isBlocked || settled) continue;
      settled = settleOrder(
        orders.flatMap((order) => order.drafts),
        context,
        details.personals.length,
      );
      building.commands.push(...settled.commands);
      building.intents.push(...settled.intents);
      building.clarify = settled.clarify;
    } else if (isYesOrNo(act) && (details.address || acts.some((other) => !isYesOrNo(other) && !COURTESIES.has(other.name)))) {
      // "sí, pero agrega una gorra": what else was said comes first; a yes to something that changes is none.
      building.intents.push(act.name === 'confirm' ? 'confirm' : 'deny');
    } else if (isWithheld(act, reading, context)) building.intents.push('confirm');
    else perform(building, act, reading, details, context);
  }
  // "sí, pero que no llegue el lunes": what she would agree to is read to her once more.
  if (building.commands.length === 0 && building.intents.includes('confirm') && context.pending?.slot === 'confirm')
    building.commands.push({ do: 'repeat' });
  addBeside(building, details, acts, reading, context);
  const ranked = [...new Set(building.intents)].sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b));
  const intent = ranked[0] ?? 'unintelligible';
  const complete = isComplete(reading, acts, building, context);
  return {
    intent,
    also: ranked.slice(1),
    commands: building.commands,
    slots: { ...slotsOf(details, intent), ...building.slots },
    clarify: building.clarify,
    ...placedOrder(reading, details),
    language: reading.language,
    complete,
    confidence: ranked.length === 0 ? 0 : building.clarify ? 0.5 : 0.9,
    get trace() {
      return [...acts.map(({ name, from, to }) => `${name}: words ${from} to ${to}`), ...explainWords(reading)];
    },
  };
}

function placedOrder(reading: Reading, { orderNumber }: Details): Pick<Understanding, 'placedOrder'> {
  if (orderNumber !== null) return { placedOrder: { number: Number(orderNumber) } };
  return reading.tokens.some((_, at) => cueAt(reading, at, 'order-noun') > 0) ? { placedOrder: { number: null } } : {};
}

function isWholeCancelled(reading: Reading, { from, to }: Act): boolean {
  for (let at = from; at < to; at++) if (cueAt(reading, at, 'all', 'order-noun') > 0) return true;
  return false;
}

/** Intents in which a day is what is asked about, not when the order is wanted. */
const DAY_IS_ASKED: ReadonlySet<Intent> = new Set([
  'ask_hours_location',
  'order_status',
  'complaint',
  'return_refund',
  'payment_claim',
  'reorder',
]);

/** Acts that place the order where it is read back. */
const PLACES: ReadonlySet<ActName> = new Set(['confirm', 'checkout', 'resume']);

/** A yes with a condition, or with a question, is none. */
function isWithheld({ name }: Act, reading: Reading, { pending }: Context): boolean {
  if (pending?.slot !== 'confirm' || !PLACES.has(name)) return false;
  return hasCue(reading, 0, reading.tokens.length, 'condition') || isAsking(reading, 0, reading.tokens.length);
}

/** Acts that ask for nothing. */
const COURTESIES: ReadonlySet<ActName> = new Set(['greet', 'thanks_bye', 'bye']);

function isYesOrNo({ name }: Act): boolean {
  return name === 'confirm' || name === 'deny';
}

function slotsOf(details: Details, intent: Intent | null): Slots {
  return {
    ...(details.when === null || (intent && DAY_IS_ASKED.has(intent)) ? {} : { when: details.when }),
    ...(details.name === null ? {} : { name: details.name }),
    ...(details.phone === null ? {} : { phone: details.phone }),
  };
}

/** False where the customer has only begun to speak: a greeting, a verb without a thing, a lone number. */
function isComplete(reading: Reading, acts: readonly Act[], building: Building, context: Context): boolean {
  if (context.pending && context.pending.slot !== 'items') return acts.length > 0 || reading.tokens.length > 1;
  const isBegun = acts.every(({ name }) => name === 'greet' || name === 'want-unsaid');
  if (!isBegun) return true;
  if (building.commands.some((command) => command.do !== 'greet' && command.do !== 'show-catalog')) return true;
  for (let at = 0; at < reading.tokens.length; at++) {
    const isPiece =
      reading.tokens[at]?.kind !== 'word' ||
      find(reading, at, 'filler') ||
      cueAt(reading, at, 'greet', 'want', 'add', 'and', 'the', 'of') > 0 ||
      find(reading, at, 'number') ||
      valueAt(reading, at);
    if (!isPiece) return true;
  }
  return false;
}
