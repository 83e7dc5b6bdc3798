/**
 * Commands, intents and slots of one act of a message that is no order.
 */

import { postalCodeIn } from '../../commerce/postal-code.ts';
import { asksFor } from '../../commerce/zone.ts';
import type { Command, Door, ReturnAsked } from '../commands.ts';
import type { Act } from './acts.ts';
import type { AddressFound } from './addresses.ts';
import { valuesFor } from './bench.ts';
import { readMethod } from './details.ts';
import type { Draft } from './draft.ts';
import { phraseKeys } from './lexicon.ts';
import { methodMeant } from './pay-by.ts';
import { type DistrictFound, readPlace } from './places.ts';
import { cueAt, hasCue, type Reading } from './reading.ts';
import { bySize } from './settle-line.ts';
import { stem } from './text.ts';
import type { Clarify, Context, Intent, Slots } from './understanding.ts';
import type { When } from './when.ts';
import type { Cue } from './words.ts';

/** What was found once for the whole message. */
export interface Details {
  readonly money: number | null;
  readonly operation: string | null;
  readonly when: When | null;
  readonly address: AddressFound | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly district: DistrictFound | null;
  /** What is to stand on a product. */
  readonly personal: string | null;
  /** Where several texts are said for several things: all of them, `personal` the last. */
  readonly personals: readonly string[];
  /** The way to pay after "pago con". */
  readonly payBy: string | null;
  readonly orderNumber: string | null;
  /** What is said of a coupon. */
  readonly coupon: Command | null;
}

export interface Building {
  readonly commands: Command[];
  readonly intents: Intent[];
  slots: Slots;
  clarify: Clarify | null;
}

/** Commands, intents and slots of one act that is no order. */
export function perform(building: Building, act: Act, reading: Reading, details: Details, context: Context): void {
  const { commands, intents } = building;
  const put = (intent: Intent, ...more: readonly Command[]): void => {
    intents.push(intent);
    commands.push(...more);
  };
  const number = details.orderNumber === null ? {} : { number: Number(details.orderNumber) };
  const numbered = details.orderNumber === null ? {} : { orderId: details.orderNumber };
  switch (act.name) {
    case 'greet':
      return put('greet', { do: 'greet' });
    case 'thanks_bye':
    case 'bye':
      return put('thanks_bye', { do: 'thanks' });
    case 'confirm':
      return put('confirm', { do: 'confirm' });
    case 'deny':
      return put('deny', { do: 'deny' });
    case 'back':
    case 'skip':
      return put('deny', { do: act.name });
    case 'repeat':
      return put('unintelligible', { do: 'repeat' });
    case 'restart':
      return put('order_cancel', { do: 'restart' });
    case 'resume':
    case 'checkout':
      return put('confirm', context.pending?.slot === 'confirm' ? { do: 'confirm' } : { do: act.name });
    case 'change-something':
      return put('order_change', { do: 'change-something' });
    case 'help':
      return put('ask_catalog', { do: 'tell-help' });
    case 'speak-es':
      return put('talk_human', { do: 'speak', language: 'es' });
    case 'speak-pt':
      return put('talk_human', { do: 'speak', language: 'pt' });
    case 'speak-en':
      return put('talk_human', { do: 'speak', language: 'en' });
    case 'start-flow':
      return act.flow === null ? undefined : put('out_of_scope', { do: 'start-flow', flow: act.flow });
    case 'pickup':
      return put('provide_option', { do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'pickup' } });
    case 'deliver-home':
      return put('provide_option', { do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'home' } });
    case 'pay-with': {
      const method = readMethod(reading, act.from, act.to);
      // "no tengo tarjeta": which ways there are besides.
      if (method === null) return put('ask_payment', { do: 'tell-payment' });
      const kind = methodMeant(method, context.shop, context.vocabulary);
      return put('provide_option', { do: 'answer', slot: 'payment.method', value: { type: 'payment', method: kind } });
    }
    case 'order_cancel':
      return put('order_cancel', cancelCommand(act, reading, details, context));
    case 'reorder':
      return put('reorder', { do: 'order-again', ...number });
    case 'order_status':
      building.slots = { ...building.slots, ...numbered };
      return put('order_status', { do: 'order-status', ...number });
    case 'talk_human':
      return put('talk_human', { do: 'person' });
    case 'return_refund':
      building.slots = { ...building.slots, ...numbered };
      if (hasCue(reading, act.from, act.to, 'abuse')) intents.push('abuse');
      return put('return_refund', { do: 'return', asked: { ...number, ...whatComesBack(act, reading) } });
    case 'complaint':
      if (hasCue(reading, act.from, act.to, 'abuse')) intents.push('abuse');
      building.slots = { ...building.slots, ...numbered };
      return put(act.name, { do: 'complain' });
    case 'policy':
      return put('return_refund', tellPolicy(act, reading, context));
    case 'go-elsewhere':
      return put('talk_human', { do: 'go-elsewhere', to: doorNamed(act, reading) });
    case 'my-data':
      return put('talk_human', { do: 'my-data' });
    case 'forget-me':
      return put('opt_out', { do: 'forget-me' });
    case 'opt_out':
      return put('opt_out', { do: 'opt-out' });
    case 'abuse':
      return put('abuse', { do: 'refuse', why: 'abuse' });
    case 'out_of_scope':
      return put('out_of_scope', { do: 'refuse', why: hasCue(reading, act.from, act.to, 'injection') ? 'injection' : 'out-of-scope' });
    case 'price_objection':
      return put('price_objection', { do: 'object-price' });
    case 'ask_discount':
      building.slots = { ...building.slots, ...thingSlots(act.drafts, true) };
      return put('ask_discount', { do: 'refuse', why: 'discount' });
    case 'payment_claim':
      return claimPayment(building, act, reading, details);
    case 'change_address':
      if (!details.address) return put('change_address', { do: 'change', what: 'delivery.address' });
      building.slots = { ...building.slots, address: details.address.text };
      return put('change_address', { do: 'answer', slot: 'delivery.address', value: { type: 'text', text: details.address.text } });
    case 'ask_shipping': {
      const place = readPlace(reading, act.from, act.to);
      const table = context.pending?.productId;
      // "¿cuánto demora?" of something that is made to order: its own page says so.
      if (!place && table !== undefined && context.vocabulary.index.byId.get(table)?.product.kind === 'made_to_order')
        return put('ask_shipping', { do: 'show-product', productId: table });
      if (place) building.slots = { ...building.slots, zone: place.name };
      const district = (place?.known ? null : codeAsked(reading, context)) ?? place?.name;
      return put('ask_shipping', { do: 'tell-shipping', ...(district === undefined ? {} : { district }) });
    }
    case 'ask_payment':
      return put('ask_payment', { do: 'tell-payment' });
    case 'ask_hours_location':
      return put('ask_hours_location', { do: 'tell-hours' });
    case 'ask_cart':
      return put('ask_cart', { do: 'show-cart' });
    case 'ask_catalog':
    case 'want-unsaid':
      return put('ask_catalog', { do: 'show-catalog' });
    case 'ask_price':
    case 'ask_availability':
    case 'ask_product_info':
      return askAboutThing(building, act, act.name, context);
    default:
      return;
  }
}

/** The product that was named, and whether something else is wanted for it. */
function whatComesBack({ drafts, from, to }: Act, reading: Reading): Pick<ReturnAsked, 'productId' | 'how'> {
  const [only, another] = drafts.find(({ named }) => named !== null)?.named?.candidates ?? [];
  return {
    ...(only && !another && { productId: only.product.id }),
    ...(hasCue(reading, from, to, 'exchange') && { how: 'exchange' as const }),
  };
}

/** The policy whose title has a word of the question; "¿y si no me queda?" means the one about changes. */
function tellPolicy({ from, to }: Act, reading: Reading, { shop, vocabulary }: Context): Command {
  const titles = shop.policies.map(({ id, title }) => ({ id, words: phraseKeys(`${title} ${id}`).map(stem) }));
  const said = new Set(reading.stems.slice(from, to));
  const { root } = vocabulary.lexicons[shop.language];
  const isAboutChanges = (word: string): boolean =>
    [word, `${word}s`].some((form) => root.next.get(form)?.meanings.some((meaning) => meaning.is === 'cue' && meaning.cue === 'policy'));
  const policy =
    titles.find(({ words }) => words.some((word) => word.length > 2 && said.has(word))) ??
    titles.find(({ words }) => words.some(isAboutChanges));
  return policy ? { do: 'tell-policy', policy: policy.id } : { do: 'tell-policy' };
}

function cancelCommand(act: Act, reading: Reading, details: Details, context: Context): Command {
  if (details.orderNumber !== null) return { do: 'cancel-order', number: Number(details.orderNumber) };
  if (context.cart.lines.length === 0 && mentions(reading, act, 'order-noun')) return { do: 'cancel-order' };
  return mentions(reading, act, 'all') ? { do: 'empty-cart' } : { do: 'cancel' };
}

/** Whether the words of a cue are there, also inside a longer phrase ("cancela todo"). */
function mentions(reading: Reading, { from, to }: Act, cue: Cue): boolean {
  for (let at = from; at < to; at++) if (cueAt(reading, at, cue) > 0) return true;
  return false;
}

/** "¿llegan al CEP 01310-100?", where zones are drawn by codes. */
function codeAsked({ text }: Reading, { shop }: Context): string | null {
  return asksFor(shop.delivery).postal ? postalCodeIn(text, shop.country) : null;
}

function claimPayment(building: Building, act: Act, reading: Reading, details: Details): void {
  const method = readMethod(reading, 0, reading.tokens.length);
  const amount = details.money ?? amountSaid(reading, act);
  building.slots = {
    ...building.slots,
    ...(method === null ? {} : { method }),
    ...(amount === null ? {} : { amount }),
    ...(details.operation === null ? {} : { operation: details.operation }),
    ...(details.orderNumber === null ? {} : { orderId: details.orderNumber }),
  };
  building.intents.push('payment_claim');
  building.commands.push({
    do: 'claim-paid',
    ...(amount === null ? {} : { amount }),
    ...(details.operation === null ? {} : { operation: details.operation }),
  });
}

/** A bare number as long as this is the number of an operation, not an amount. */
const SMALLEST_OPERATION = 10_000_000;

/** The number said beside a payment, without a currency. */
function amountSaid(_reading: Reading, act: Act): number | null {
  const quantity = act.drafts.find((draft) => draft.qty !== null && !draft.qty.article)?.qty;
  return quantity && quantity.value < SMALLEST_OPERATION ? quantity.value : null;
}

/** Price, stock or facts of the products named; nothing is asked back, all that fit are told. */
function askAboutThing(
  building: Building,
  act: Act,
  intent: 'ask_price' | 'ask_availability' | 'ask_product_info',
  context: Context,
): void {
  building.intents.push(intent);
  const draft = act.drafts.find((one) => one.named !== null);
  const unknown = act.drafts.find((one) => (one.unknown !== null || one.foreignValue !== null) && (one.named !== null || !draft));
  if (unknown && (intent !== 'ask_product_info' || unknown.foreignValue !== null) && (unknown.unknown !== null || unknown.named)) {
    const words = unknown.unknown ?? `${unknown.named?.candidates[0]?.product.name ?? ''} ${unknown.foreignValue ?? ''}`;
    building.commands.push({ do: 'not-in-catalog', words });
    building.clarify ??= { type: 'not_in_catalog', text: words };
    return;
  }
  // What was named first is what is asked about: "¿es vegano? ¿dura todo el día?" names no other.
  building.slots = { ...thingSlots(act.drafts, intent === 'ask_price'), ...building.slots };
  const focus = context.cart.lines.find((line) => line.id === context.focus)?.productId;
  const ids = draft?.named ? meantOf(draft, focus, context) : focus === undefined ? [] : [focus];
  if (ids.length === 0) building.commands.push(intent === 'ask_price' ? { do: 'tell-price' } : { do: 'show-catalog' });
  for (const productId of ids) {
    const options = draft ? valuesFor(draft, productId) : {};
    if (intent === 'ask_price') building.commands.push({ do: 'tell-price', productId, options });
    else if (intent === 'ask_availability') building.commands.push({ do: 'tell-stock', productId, options });
    else building.commands.push({ do: 'show-product', productId });
  }
}

/** "¿es algodón?" of several things of cotton: the one that is talked about. */
function meantOf({ named }: Draft, focus: string | undefined, { pending }: Context): string[] {
  const ids = (named?.candidates ?? []).map(({ product }) => product.id);
  const talkedAbout = pending?.productId ?? focus;
  return named?.elliptic && talkedAbout !== undefined && ids.includes(talkedAbout) ? [talkedAbout] : ids;
}

/** A larger number in a question is a price that was proposed, not a quantity. */
const MOST_COUNTED = 999;

function thingSlots(drafts: readonly Draft[], withQty: boolean): Slots {
  const draft = drafts.find((one) => one.named !== null);
  const candidates = draft?.named ? bySize(draft.named.candidates, draft) : [];
  const [only] = candidates;
  const quantity = drafts.find((one) => one.qty !== null && !one.qty.article)?.qty;
  const qty = withQty && quantity && !(quantity.amount && quantity.bare) && quantity.value <= MOST_COUNTED ? { qty: quantity.value } : {};
  if (!draft || !only || candidates.length !== 1) return qty;
  const options = valuesFor(draft, only.product.id);
  return { product: only.product.id, ...(Object.keys(options).length > 0 ? { options } : {}), ...qty };
}

function doorNamed({ from, to }: Act, reading: Reading): Door | null {
  if (hasCue(reading, from, to, 'to-telegram')) return 'telegram';
  if (hasCue(reading, from, to, 'to-whatsapp')) return 'whatsapp';
  return hasCue(reading, from, to, 'to-web') ? 'web' : null;
}
