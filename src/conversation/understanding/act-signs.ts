/**
 * What tells one act from another where a single word does not: whether something is given back to be mended,
 * whether a way of delivery is chosen or asked about, whether a person is wished for. The rules of `acts.ts` ask.
 */
import { isOrder, isOrderVerbWithThing } from './is-order.ts';
import { placeAt } from './naming.ts';
import { hasPhrase, hasProduct, hasThing, isOnly, isOnlyWith, type Part } from './parts.ts';
import { cueAt } from './reading.ts';

/** "saca la gorra que está cara": what is expensive goes. */
export function isTakenOut(part: Part): boolean {
  return part.has('remove', 'change') && hasProduct(part) && isOrder(part);
}

/** "me equivoqué de talla": something is to be changed, and not yet what. */
export function isChangeUnsaid(part: Part): boolean {
  return (
    part.has('change-something') && !part.asks && !hasProduct(part) && part.drafts.every(({ values, qty }) => values.length === 0 && !qty)
  );
}

/** "no, la polera no era gris": what it should be is not said yet, and nothing is taken out. */
export function isMisread(part: Part): boolean {
  const { context, asks, drafts } = part;
  if (context.cart.lines.length === 0 || asks || drafts.length === 0 || !saysNotSo(part)) return false;
  return drafts.every(
    ({ negated, qty, values, unknown, mods }) => negated || (!qty && values.length + mods.length === 0 && unknown === null),
  );
}

function saysNotSo({ reading, from, to }: Part): boolean {
  for (let at = from; at < to; at++) {
    const not = cueAt(reading, at, 'not');
    if (not > 0 && (ISNT.has(reading.tokens[at]?.key ?? '') || cueAt(reading, not, 'be') > 0)) return true;
  }
  return false;
}

const ISNT = new Set(['isnt', 'wasnt', 'arent', 'werent']);

/** "envío", "a domicilio", "mejor envío a Surco": how it is brought, once there is something to bring; no question. */
export function isWayOfDelivery(part: Part): boolean {
  const { context, asks, has } = part;
  const isBegun = context.cart.lines.length > 0 || (context.pending !== null && context.pending.slot !== 'items');
  return isBegun && !asks && has('deliver-home') && isOnlyWith(part, ['deliver-home', 'shipping', 'correct', 'yes'], 'place');
}

/** "¿cuánto sería con envío a La Molina?" */
export function isDeliveryTo({ has, facts, from, to }: Part): boolean {
  return has('deliver-home') && facts.hasPlace(from, to);
}

/** "¿y a Surco?": a district is asked about, and nothing else. */
export function isPlaceAsked(part: Part): boolean {
  const { reading, from, to, asks, drafts } = part;
  if (!asks || drafts.length > 0) return false;
  for (let at = from; at < to; at++) if (placeAt(reading, at)) return true;
  return false;
}

/** Something came, or is, as it should not be. */
export function isDefect(part: Part): boolean {
  const { has, asks } = part;
  if (asks || isOrderVerbWithThing(part)) return false;
  return (has('arrived') && (hasProduct(part) || has('defect'))) || (has('defect') && (has('be') || !has('want', 'add', 'with')));
}

/** One word such as "persona" is a wish for one only where little else is said. */
const SHORT_WISH = 4;

export function isForPerson(part: Part): boolean {
  const { from, to, has } = part;
  if (!has('person') || hasThing(part)) return false;
  return hasPhrase(part, 'person') || to - from <= SHORT_WISH || has('want', 'can', 'bot', 'inquire', 'have');
}

export function isAboutCart(part: Part): boolean {
  if (hasProduct(part)) return false;
  const { has, context } = part;
  if (isDeliveryTo(part)) return false;
  if (has('how-much', 'price') && has('whole') && !has('shipping')) return true;
  if (!has('cart')) return false;
  return !has('price') || context.cart.lines.length > 0;
}

export function isAboutShipping(part: Part): boolean {
  const { has, asks, facts, from, to } = part;
  if (facts.hasAddress) return asks && has('shipping');
  if (has('deliver-home') && asks) return true;
  if (has('shipping')) return asks || !facts.hasWhen;
  return has('arrive') && (asks || facts.hasPlace(from, to)) && (facts.hasWhen || facts.hasPlace(from, to) || has('how-much', 'question'));
}

/** "Quiero seguir por Telegram", "código": and no thing is named that would be passed on or changed. */
export function isForAnotherChat(part: Part): boolean {
  if (part.has('carry-code') && isOnly(part, 'carry-code', 'want', 'article', 'greet')) return true;
  return part.has('to-telegram', 'to-whatsapp', 'to-web', 'to-other-chat') && !hasProduct(part);
}
