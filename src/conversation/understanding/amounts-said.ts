/**
 * Amounts that a customer says without being asked: a price she offers, what another shop takes, what she has
 * paid or has not. None of them is an order, whatever it stands beside.
 */
import { isOrderVerbWithThing } from './is-order.ts';
import { readNumber } from './numbers.ts';
import type { Part } from './parts.ts';
import { cueAt, firstCue, isAfterCue, type Reading } from './reading.ts';

/** "en la feria hay 3 por 20 soles": what another shop takes. */
export function isElsewhere(part: Part): boolean {
  const { has, facts, drafts } = part;
  const isCounted = drafts.some(({ qty }) => qty !== null && !qty.article);
  return has('elsewhere') && (facts.hasMoney || has('expensive') || (isCounted && !isOrderVerbWithThing(part)));
}

/** "¿5 yoyos a 20 pesos cada uno?": an amount of money after "a", "por", "for", asked with a thing, is an offer. */
export function isPriceProposed(part: Part): boolean {
  const { reading, from, to, asks, facts, has, drafts } = part;
  if (facts.hasMoney && drafts.some(({ named }) => named) && !has('want', 'add') && isMoneyGiven(part)) return true;
  if (!asks || has('price', 'how-much', 'have', 'payment', 'shipping') || !drafts.some(({ named }) => named)) return false;
  for (let at = from + 1; at < to; at++) {
    const begins = reading.taken[at] && !reading.taken[at - 1] && reading.tokens[at]?.kind !== 'word';
    if (facts.hasMoney && begins && isAfterCue(reading, at, 'place-intro')) return true;
    if (
      reading.tokens[at - 1]?.end !== reading.tokens[at]?.start &&
      IN_EXCHANGE.has(reading.tokens[at - 1]?.key ?? '') &&
      isLastAmount(reading, at, to)
    )
      return true;
  }
  return false;
}

/** "100 pesos por dos tortas": an amount stands before the thing it is to be given for. */
function isMoneyGiven({ reading, from, to }: Part): boolean {
  for (let at = from + 1; at < to; at++)
    if (reading.taken[at - 1] === 1 && !reading.taken[at] && FOR_IT.has(reading.tokens[at]?.key ?? '')) return true;
  return false;
}

/** "200 por una bolsa", "18 bucks for a candle?": what one of it costs is too much, and nothing is wanted. */
export function isPriceExclaimed({ reading, from, to, drafts }: Part): boolean {
  if (!drafts.some(({ named }) => named)) return false;
  for (let at = from + 1; at < to; at++) {
    if (!FOR_IT.has(reading.tokens[at]?.key ?? '') || cueAt(reading, at + 1, 'article', 'plural') === 0) continue;
    if (reading.taken[at - 1] === 1 || isLargeAmountBefore(reading, from, at)) return true;
  }
  return false;
}

function isLargeAmountBefore(reading: Reading, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const number = readNumber(reading, at);
    if (number && number.value >= SMALLEST_BARE_AMOUNT && (number.to === end || cueAt(reading, number.to, 'currency') === end)) return true;
  }
  return false;
}

const FOR_IT = new Set(['por', 'for', 'pelos', 'pelas', 'pelo', 'pela']);

/** What stands between a thing and what is given for it. */
const IN_EXCHANGE = new Set(['por', 'for', 'a', 'at']);

/** "3 difusores por 100 mil": a number no count would be, and nothing is counted by it. */
function isLastAmount(reading: Reading, at: number, to: number): boolean {
  const number = reading.taken[at] ? null : readNumber(reading, at);
  if (!number || number.article || number.value < SMALLEST_BARE_AMOUNT) return false;
  return number.to >= to || reading.tokens[number.to]?.kind === 'sign' || cueAt(reading, number.to, 'each') > 0;
}

export function saysAmount({ drafts }: Part): boolean {
  return drafts.some(({ qty }) => qty !== null && !qty.article && qty.value >= SMALLEST_BARE_AMOUNT);
}

/** A bare number too large to be anything but money. */
const SMALLEST_BARE_AMOUNT = 10;

/** "todavía no pagué", "yo pagué 2": a claim that is denied is none, and two things are no amount. */
export function isUnpaid({ reading, from, to, facts, drafts }: Part): boolean {
  if (!facts.hasMoney && drafts.some(({ qty, named }) => qty && !named && !qty.article && qty.value < SMALLEST_BARE_AMOUNT)) return true;
  const paid = firstCue(reading, from, to, 'paid', 'sent');
  return paid !== null && (isAfterCue(reading, paid.from, 'not') || isStillToCome(reading, paid.from));
}

/** "cuando me paguen", "once I paid": words between it and what is still to come. */
const TO_COME_REACH = 5;
const TO_COME = new Set([
  'cuando',
  'apenas',
  'falta',
  'espero',
  'esperando',
  'voy',
  'va',
  'quando',
  'assim',
  'vou',
  'vai',
  'when',
  'once',
  'unless',
  'will',
  'gonna',
]);

function isStillToCome({ tokens }: Reading, at: number): boolean {
  return tokens.slice(Math.max(0, at - TO_COME_REACH), at).some(({ key }) => TO_COME.has(key));
}
