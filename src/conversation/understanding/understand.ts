/**
 * The face of understanding: text → what it means. Reads the message once, finds details by their shape,
 * judges its parts, settles the order against the cart, and answers what was asked where nothing else is
 * said. Pure, deterministic, linear in the length of the text.
 */
import { cleanText } from '../clean.ts';
import type { Command } from '../commands.ts';
import { type Act, type ActName, type Facts, readActs } from './acts.ts';
import { type Answer, readAnswer } from './answers.ts';
import {
  type AddressFound,
  readAddress,
  readMethod,
  readMoney,
  readName,
  readOperation,
  readOrderNumber,
  readPhone,
  readPlace,
} from './details.ts';
import { valueAt } from './naming.ts';
import type { Draft } from './order.ts';
import { cueAt, find, hasCue, type Reading, read, take } from './reading.ts';
import { bySize, type Settled, settleOrder, valuesFor } from './settle.ts';
import type { Clarify, Context, Intent, Slots, Understanding } from './understanding.ts';
import { localNow, readWhen, type When } from './when.ts';

export { prepareVocabulary } from './vocabulary.ts';

/** What was found once for the whole message. */
interface Details {
  readonly money: number | null;
  readonly operation: string | null;
  readonly when: When | null;
  readonly address: AddressFound | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly orderNumber: string | null;
}

export function understand(raw: string, context: Context): Understanding {
  const { text } = cleanText(raw);
  const reading = read(text, context.vocabulary, context.language ?? context.shop.language);
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
    context.pending && !isDigression(acts, context) ? readAnswer(freshReading(reading), context.pending, context, details.when) : null;
  return answer ? fromAnswer(reading, answer, details) : fromActs(reading, acts, details, context);
}

function readDetails(reading: Reading, context: Context): Details {
  const money = readMoney(reading);
  const operation = hasCue(reading, 0, reading.tokens.length, 'paid') ? readOperation(reading) : null;
  const when = readWhen(reading, () => localNow(context.now, context.shop.timeZone));
  const phone = readPhone(reading);
  const isPhone =
    phone !== null &&
    (context.pending?.slot === 'contact.phone' || hasCue(reading, 0, phone.from, 'phone-intro') || phone.digits.startsWith('+'));
  if (phone && isPhone) take(reading, phone.from, phone.to);
  const name = readName(reading);
  const address = readAddress(reading, false);
  const orderNumber = readOrderNumber(reading);
  return { money, operation, when, address, name, phone: phone && isPhone ? phone.digits : null, orderNumber };
}

/** The same reading with nothing taken out: an answer is read from the whole text. */
function freshReading(reading: Reading): Reading {
  return { ...reading, taken: new Uint8Array(reading.tokens.length) };
}

// ── answers ───────────────────────────────────────────────────────────────────────────────────────────

/** Acts that leave a pending question open: they answer it, or say nothing of their own. */
const NO_DIGRESSION: ReadonlySet<ActName> = new Set([
  'greet',
  'thanks_bye',
  'bye',
  'confirm',
  'deny',
  'deliver-home',
  'pickup',
  'pay-with',
  'abuse',
  'help',
  'ask_product_info',
  'ask_availability',
  'ask_catalog',
  'ask_hours_location',
]);
/** Questions that are one only when they are asked as one: "Colonia Del Menú 5" is an address. */
const NEEDS_ASKING: ReadonlySet<ActName> = new Set(['ask_product_info', 'ask_availability', 'ask_catalog', 'ask_hours_location', 'help']);
/** Slots whose answer is any text. */
const FREE_TEXT = new Set(['contact.name', 'delivery.address', 'delivery.reference', 'line.personal', 'delivery.district']);

function isDigression(acts: readonly Act[], context: Context): boolean {
  const slot = context.pending?.slot ?? 'items';
  const isFree = FREE_TEXT.has(slot) || slot.startsWith('flow.');
  return acts.some((act) => {
    if (slot.startsWith('flow.') && context.pending?.expects === 'text' && act.name === 'order') return false;
    if (act.name === 'order') return isSureOrder(act, isFree ? null : context) || slot === 'items' || slot === 'confirm';
    if (NEEDS_ASKING.has(act.name)) return act.asks || act.to - act.from <= 2;
    if (act.name === 'ask_payment') return act.asks || slot !== 'payment.method';
    if (act.name === 'ask_shipping') return act.asks || (slot !== 'delivery.kind' && isFree);
    if ((act.name === 'greet' || act.name === 'confirm' || act.name === 'deny') && isFree)
      return acts.length === 1 && act.name !== 'greet' ? true : acts.every((other) => other.name === act.name);
    return !NO_DIGRESSION.has(act.name);
  });
}

/**
 * An order with a verb, or with a number and a product: a product's name alone may be a surname.
 * @param context given where the answer is no free text: there a product that is not the one asked about is an order.
 */
function isSureOrder(act: Act, context: Context | null): boolean {
  const asked = context?.cart.lines.find((line) => line.id === context.pending?.lineId)?.productId;
  return act.drafts.some((draft) => {
    if (draft.unknown !== null && draft.named === null) return draft.verb;
    if (draft.named === null) return false;
    const isOther = context !== null && draft.named.candidates.every(({ product }) => product.id !== asked);
    return draft.verb || (draft.qty !== null && (!draft.qty.article || isOther));
  });
}

function fromAnswer(reading: Reading, answer: Answer, details: Details): Understanding {
  return {
    intent: answer.intent,
    also: [],
    commands: answer.commands,
    slots: { ...slotsOf(details, null), ...answer.slots },
    clarify: null,
    language: reading.language,
    complete: true,
    confidence: 0.9,
    trace: ['answer to what was asked'],
  };
}

// ── acts ──────────────────────────────────────────────────────────────────────────────────────────────

/** Which intent of several is the first one: what costs most if it is missed. */
const RANK: readonly Intent[] = [
  'out_of_scope', 'opt_out', 'return_refund', 'payment_claim', 'order_status', 'complaint', 'talk_human', 'change_address', 'order_cancel', 'reorder',
  'order_add', 'order_change', 'order_remove', 'price_objection', 'ask_discount', 'ask_cart', 'ask_price', 'ask_shipping', 'ask_payment', 'ask_availability',
  'ask_product_info', 'ask_hours_location', 'ask_catalog', 'provide_address', 'provide_option', 'abuse', 'confirm', 'deny', 'provide_datetime', 'thanks_bye', 'greet', 'unintelligible',
]; // biome-ignore format: a list to be read as one

/** Acts after which nothing in the same message is an order: the products named there are old ones. */
const BLOCKS_ORDERS: ReadonlySet<ActName> = new Set(['complaint', 'return_refund', 'out_of_scope', 'opt_out']);

interface Building {
  readonly commands: Command[];
  readonly intents: Intent[];
  slots: Slots;
  clarify: Clarify | null;
  readonly trace: string[];
}

function fromActs(reading: Reading, acts: readonly Act[], details: Details, context: Context): Understanding {
  const building: Building = {
    commands: [],
    intents: [],
    slots: {},
    clarify: null,
    trace: acts.map(({ name, from, to }) => `${name} ${from}–${to}`),
  };
  const isBlocked = acts.some((act) => BLOCKS_ORDERS.has(act.name));
  const orders = isBlocked ? [] : acts.filter((act) => act.name === 'order');
  let settled: Settled | null = null;
  for (const act of acts) {
    if (act.name === 'order') {
      if (isBlocked || settled) continue;
      settled = settleOrder(
        orders.flatMap((order) => order.drafts),
        context,
      );
      building.commands.push(...settled.commands);
      building.intents.push(...settled.intents);
      building.clarify = settled.clarify;
    } else perform(building, act, reading, details, context);
  }
  addDetails(building, details, acts);
  const ranked = [...new Set(building.intents)].sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b));
  const intent = ranked[0] ?? 'unintelligible';
  const complete = isComplete(reading, acts, building, context);
  return {
    intent,
    also: ranked.slice(1),
    commands: building.commands,
    slots: { ...slotsOf(details, intent), ...building.slots },
    clarify: building.clarify,
    language: reading.language,
    complete,
    confidence: ranked.length === 0 ? 0 : building.clarify ? 0.5 : 0.9,
    trace: building.trace,
  };
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

function slotsOf(details: Details, intent: Intent | null): Slots {
  return {
    ...(details.when === null || (intent && DAY_IS_ASKED.has(intent)) ? {} : { when: details.when }),
    ...(details.name === null ? {} : { name: details.name }),
    ...(details.phone === null ? {} : { phone: details.phone }),
  };
}

/** Address, date and name said beside, or instead of, everything else. */
function addDetails(building: Building, details: Details, acts: readonly Act[]): void {
  const names = new Set(acts.map(({ name }) => name));
  if (details.address && !names.has('change_address') && !names.has('ask_hours_location')) {
    building.intents.push('provide_address');
    building.slots = { ...building.slots, address: details.address.text };
    building.commands.push({ do: 'answer', slot: 'delivery.address', value: { type: 'text', text: details.address.text } });
  }
  if (details.name !== null && !names.has('payment_claim'))
    building.commands.push({ do: 'answer', slot: 'contact.name', value: { type: 'text', text: details.name } });
  if (details.phone !== null) building.commands.push({ do: 'answer', slot: 'contact.phone', value: { type: 'text', text: details.phone } });
  const isAsked = ['ask_shipping', 'ask_hours_location', 'payment_claim', 'order_status', 'complaint', 'return_refund', 'reorder'].some(
    (name) => building.intents.some((intent) => intent === name),
  );
  if (details.when && !isAsked) {
    building.intents.push('provide_datetime');
    if (building.commands.length === 0) building.commands.push({ do: 'tell-shipping' });
  }
  if (building.intents.length === 0 && details.phone !== null) building.intents.push('provide_option');
  if (building.intents.length === 0 && details.name !== null) building.intents.push('provide_option');
}

/** Commands, intents and slots of one act that is no order. */
function perform(building: Building, act: Act, reading: Reading, details: Details, context: Context): void {
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
      if (method === null) return;
      const kind = context.vocabulary.cashMethods.has(method) ? 'cash' : 'link';
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
    case 'complaint':
    case 'return_refund':
      if (hasCue(reading, act.from, act.to, 'abuse')) intents.push('abuse');
      building.slots = { ...building.slots, ...numbered };
      return put(act.name, { do: 'complain' });
    case 'policy':
      return put('return_refund', { do: 'tell-policy' });
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
      if (place) building.slots = { ...building.slots, zone: place.name };
      return put('ask_shipping', { do: 'tell-shipping', ...(place ? { district: place.name } : {}) });
    }
    case 'ask_payment':
      return put('ask_payment', { do: 'tell-payment' });
    case 'ask_hours_location':
      return put('ask_hours_location', { do: 'tell-hours' });
    case 'ask_cart':
      return put('ask_cart', { do: 'show-cart' });
    case 'ask_catalog':
      return put('ask_catalog', { do: 'show-catalog' });
    case 'ask_price':
    case 'ask_availability':
    case 'ask_product_info':
      return askAboutThing(building, act, act.name, context);
    default:
      return;
  }
}

function cancelCommand(act: Act, reading: Reading, details: Details, context: Context): Command {
  if (details.orderNumber !== null) return { do: 'cancel-order', number: Number(details.orderNumber) };
  const namesOrder = hasCue(reading, act.from, act.to, 'order-noun');
  if (context.cart.lines.length === 0 && namesOrder) return { do: 'cancel-order' };
  return hasCue(reading, act.from, act.to, 'all') || namesOrder ? { do: 'empty-cart' } : { do: 'cancel' };
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
  if (unknown && intent !== 'ask_product_info' && (unknown.unknown !== null || unknown.named)) {
    const words = unknown.unknown ?? `${unknown.named?.candidates[0]?.product.name ?? ''} ${unknown.foreignValue ?? ''}`;
    building.commands.push({ do: 'not-in-catalog', words });
    building.clarify ??= { type: 'not_in_catalog', text: words };
    return;
  }
  building.slots = { ...building.slots, ...thingSlots(act.drafts, intent === 'ask_price') };
  const focus = context.cart.lines.find((line) => line.id === context.focus)?.productId;
  const ids = draft?.named ? draft.named.candidates.map(({ product }) => product.id) : focus === undefined ? [] : [focus];
  if (ids.length === 0) building.commands.push(intent === 'ask_price' ? { do: 'tell-price' } : { do: 'show-catalog' });
  for (const productId of ids) {
    const options = draft ? valuesFor(draft, productId) : {};
    if (intent === 'ask_price') building.commands.push({ do: 'tell-price', productId, options });
    else if (intent === 'ask_availability') building.commands.push({ do: 'tell-stock', productId, options });
    else building.commands.push({ do: 'show-product', productId });
  }
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

/** False where the customer has only begun to speak: a greeting, a verb without a thing, a lone number. */
function isComplete(reading: Reading, acts: readonly Act[], building: Building, context: Context): boolean {
  if (context.pending && context.pending.slot !== 'items') return acts.length > 0 || reading.tokens.length > 1;
  if (acts.length > 0 && !acts.every((act) => act.name === 'greet')) return true;
  if (building.commands.some((command) => command.do !== 'greet')) return true;
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
