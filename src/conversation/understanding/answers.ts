/**
 * Answers to what the shop asked. A question or a command in between wins ("¿cuánto sale el envío?"
 * while the address is asked); everything else is tried as the answer that is waited for.
 */
import { cleanText } from '../clean.ts';
import type { Command } from '../commands.ts';
import { type Answer, answerText, give, text } from './answer.ts';
import { answerAddress, answerDelivery, answerDistrict, answerName, answerPayment, answerPhone } from './answers-of-her.ts';
import { quantityFor } from './bench.ts';
import { valueAt } from './naming.ts';
import { readQuantity } from './numbers.ts';
import { cueAt, find, firstCue, hasCue, type Reading } from './reading.ts';
import { readPersonals } from './said-names.ts';
import type { Context, Pending } from './understanding.ts';
import type { When } from './when.ts';

/** Questions about herself, which a question of hers or "todavía no sé" does not answer. */
const ABOUT_HER: ReadonlySet<string> = new Set(['delivery.address', 'delivery.district', 'contact.name', 'contact.phone']);

/** null where the text does not answer what is pending. */
export function readAnswer(reading: Reading, pending: Pending, context: Context, when: When | null): Answer | null {
  if (ABOUT_HER.has(pending.slot) && isLeftOpen(reading)) return null;
  switch (pending.slot) {
    case 'confirm':
    case 'items':
      return null;
    case 'line.qty':
      return answerQuantity(reading, pending, context);
    case 'line.option':
      return answerOption(reading, pending, context);
    case 'line.personal':
      return answerPersonal(reading, pending);
    case 'delivery.kind':
      return answerDelivery(reading);
    case 'delivery.district':
      return answerDistrict(reading, pending);
    case 'delivery.address':
      return answerAddress(reading, context);
    case 'delivery.reference':
      return answerText(reading, pending);
    case 'delivery.slot':
      return when ? give('delivery.slot', { type: 'when', when }, 'provide_datetime') : null;
    case 'contact.name':
      return answerName(reading, context);
    case 'contact.phone':
      return answerPhone(reading, pending);
    case 'payment.method':
      return answerPayment(reading, context);
    case 'payment.receipt':
    case 'payment.cash':
      return /\d/.test(reading.text) ? answerText(reading, pending) : null;
    case 'coupon':
      return answerCoupon(reading);
    default:
      return answerFlow(reading, pending, when);
  }
}

function isLeftOpen(reading: Reading): boolean {
  // Inside a link a question mark asks nothing.
  const isAsked = reading.tokens.some(({ raw, end }) => raw === '¿' || (raw === '?' && !/\S/.test(reading.text.charAt(end))));
  return isAsked || firstCue(reading, 0, reading.tokens.length, 'unknown-yet') !== null;
}

/** Letters and digits of the longest code that is tried; more is a sentence. */
const LONGEST_COUPON = 24;

function answerCoupon(reading: Reading): Answer | null {
  const code = text(reading);
  return code.length > LONGEST_COUPON ? null : { commands: [{ do: 'coupon', code }], intent: 'ask_discount', slots: {} };
}

function answerQuantity(reading: Reading, pending: Pending, context: Context): Answer | null {
  const at = firstQuantity(reading);
  const quantity = at === null ? null : readQuantity(reading, at);
  if (!quantity || !isAllSmallWords(reading, quantity.to)) return answerValues(reading, pending, context);
  const line = context.cart.lines.find((known) => known.id === pending.lineId);
  const product = line && context.vocabulary.index.byId.get(line.productId);
  const number = quantityFor(quantity, product);
  const most = product?.product.maxPerOrder ?? context.shop.orders.maxPerVariant;
  if (product && (number <= 0 || number > most)) {
    return { commands: [{ do: 'quantity-out-of-range', productId: product.product.id, qty: number }], intent: 'provide_option', slots: {} };
  }
  return give('line.qty', { type: 'number', number }, 'provide_option');
}

/** "M" while the number is asked: a size or a colour of that line; the question stays. */
function answerValues(reading: Reading, pending: Pending, context: Context): Answer | null {
  const line = context.cart.lines.find((known) => known.id === pending.lineId);
  const options = line && valuesOf(reading, line.productId, null);
  if (!line || !options || Object.keys(options).length === 0) return null;
  return { commands: [{ do: 'set', line: { lineId: line.id }, options }], intent: 'provide_option', slots: {} };
}

function firstQuantity(reading: Reading): number | null {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (readQuantity(reading, at)) return at;
    if (
      reading.tokens[at]?.kind === 'word' &&
      !find(reading, at, 'filler') &&
      cueAt(reading, at, 'want', 'yes', 'correct', 'the', 'with') === 0
    )
      return null;
  }
  return null;
}

/** "2 nomás", "3 unidades por favor": nothing after the number that counts. */
function isAllSmallWords(reading: Reading, from: number): boolean {
  for (let at = from; at < reading.tokens.length; at++) {
    const token = reading.tokens[at];
    if (
      token?.kind === 'word' &&
      !find(reading, at, 'filler') &&
      !find(reading, at, 'container') &&
      cueAt(reading, at, 'thanks', 'of', 'the') === 0
    )
      return false;
  }
  return true;
}

/** "seco", "la mediana": nothing but values of the line that is asked about, whatever else the words may mean. */
export function isBareValue(reading: Reading, pending: Pending, context: Context): boolean {
  if (hasCue(reading, 0, reading.tokens.length, 'price', 'how-much', 'question', 'have')) return false;
  const productId = context.cart.lines.find(({ id }) => id === pending.lineId)?.productId;
  let seen = false;
  for (let at = 0; at < reading.tokens.length; at++) {
    const named = valueAt(reading, at);
    if (named?.owners.some(({ product, option }) => product.product.id === productId && option === pending.option)) {
      seen = true;
      at = named.to - 1;
    } else if (
      reading.tokens[at]?.kind !== 'sign' &&
      !find(reading, at, 'filler') &&
      cueAt(reading, at, 'the', 'of', 'with', 'thanks') === 0
    )
      return false;
  }
  return seen;
}

function answerOption(reading: Reading, pending: Pending, context: Context): Answer | null {
  const line =
    context.cart.lines.find((known) => known.id === pending.lineId) ??
    context.cart.lines.find((known) => pending.option !== undefined && known.options[pending.option] === undefined);
  if (!line || pending.option === undefined) return null;
  const found = valuesOf(reading, line.productId, pending.option);
  if (!found) return null;
  const answer = found[pending.option];
  const rest = Object.fromEntries(Object.entries(found).filter(([option]) => option !== pending.option));
  const commands: Command[] = [];
  if (Object.keys(rest).length > 0) commands.push({ do: 'set', line: { lineId: line.id }, options: rest });
  if (answer !== undefined)
    commands.push({ do: 'answer', slot: 'line.option', value: { type: 'option', option: pending.option, value: answer } });
  return commands.length === 0 ? null : { commands, intent: 'provide_option', slots: {} };
}

/** Option id → value id of one product; null where two values of one option are said: "uno de naranja y uno de piña". */
function valuesOf(reading: Reading, productId: string, asked: string | null): Record<string, string> | null {
  const found: Record<string, string> = {};
  for (let at = 0; at < reading.tokens.length; at++) {
    const named = valueAt(reading, at);
    const owners = named?.owners.filter(({ product }) => product.product.id === productId) ?? [];
    const owner = owners.find(({ option }) => option === asked) ?? owners[0];
    if (named && owner) {
      if (found[owner.option] !== undefined && found[owner.option] !== owner.value) return null;
      found[owner.option] = owner.value;
      at = named.to - 1;
    }
  }
  return found;
}

/** "sin bordado", "no name": nothing is to stand on it. */
const LONGEST_REFUSAL = 3;

function answerPersonal(reading: Reading, pending: Pending): Answer | null {
  const isRefused = reading.tokens.length <= LONGEST_REFUSAL && cueAt(reading, 0, 'without', 'not', 'no') > 0;
  if (isRefused) return { commands: [{ do: 'skip' }], intent: 'deny', slots: {} };
  const [said] = readPersonals(reading);
  return said === undefined ? answerText(reading, pending) : give(pending.slot, { type: 'text', text: said }, 'provide_option');
}

function answerFlow(reading: Reading, pending: Pending, when: When | null): Answer | null {
  switch (pending.expects) {
    case 'number': {
      const at = firstQuantity(reading);
      const quantity = at === null ? null : readQuantity(reading, at);
      return quantity ? give(pending.slot, { type: 'number', number: quantity.value }, 'provide_option') : null;
    }
    case 'story':
      return give(pending.slot, { type: 'text', text: cleanText(reading.text).text }, 'provide_option');
    case 'phone':
      return answerPhone(reading, pending);
    case 'date':
      return when?.date === undefined
        ? null
        : give(
            pending.slot,
            { type: 'date', date: when.date, ...(when.time === undefined ? {} : { from: when.time }) },
            'provide_datetime',
          );
    case 'district':
      return answerDistrict(reading, pending);
    default:
      return answerText(reading, pending);
  }
}
