/**
 * The words by which documents are found: what a person remembers of an order (a name, the end of a
 * telephone, a product, the code), what a provider knows of it (the payment), and its state. Terms only say
 * where to look; whether a document fits is decided on the document itself. Changing them needs the indexes
 * to be built anew: `TERMS_VERSION`.
 */

import type { Order } from '../commerce/order.ts';
import type { OrderStatus } from '../commerce/transitions.ts';
import type { Resting } from '../decisions/records.ts';

export const TERMS_VERSION = 1;

/** Shorter words ("de", "M") fit half of all orders. */
const SHORTEST_WORD = 3;
/** People give the whole number, the number without the country, or its end. */
const PHONE_ENDS = [4, 6, 9];
/** Words of a search that are looked up; further ones only narrow what was found. */
const MOST_WORDS = 3;
/** Digits of an order number, and of a telephone without its country, at most and at least. */
const LONGEST_NUMBER = 12;
const SHORTEST_PHONE = 7;

/** No word begins so: words are letters and digits. */
export const stateTerm = (status: OrderStatus) => `=${status}`;

export function orderTerms(order: Order): ReadonlySet<string> {
  const { customer, lines, payments, publicCode, customerId, status } = order;
  const phone = customer.phone.replaceAll(/\D/g, '');
  return new Set([
    stateTerm(status),
    customerId,
    publicCode,
    ...Object.keys(payments.reports),
    ...wordsIn(customer.name),
    ...lines.flatMap((line) => wordsIn(`${line.name} ${line.detail}`)),
    ...(phone === '' ? [] : [phone]),
    ...PHONE_ENDS.filter((length) => phone.length > length).map((length) => phone.slice(-length)),
  ]);
}

export function restingTerms({ conversation }: Resting): ReadonlySet<string> {
  return new Set([conversation.id]);
}

/** One word of a search: an order fits if it has any of the terms, or is the one with this number. */
export interface WantedWord {
  readonly terms: readonly string[];
  /** What a telephone has to end in, where the terms know only a part of it. */
  readonly phoneEnd: string | null;
  readonly number: number | null;
}

/** The words of a search, the longest first: they are the rarest. */
export function wantedWords(text: string): readonly WantedWord[] {
  return phonesJoined(text)
    .split(/\s+/)
    .flatMap((part) => (ONLY_DIGITS.test(part) ? [part] : wordsIn(part)))
    .toSorted((a, b) => b.length - a.length)
    .map((word) => (ONLY_DIGITS.test(word) ? wantedDigits(word) : { terms: [word], phoneEnd: null, number: null }));
}

export const lookedUp = (words: readonly WantedWord[]) => words.slice(0, MOST_WORDS);

export function fits(order: Order, words: readonly WantedWord[]): boolean {
  const terms = orderTerms(order);
  return words.every(
    ({ terms: wanted, phoneEnd, number }) =>
      number === order.number ||
      (phoneEnd === null ? wanted.some((term) => terms.has(term)) : order.customer.phone.replaceAll(/\D/g, '').endsWith(phoneEnd)),
  );
}

const ONLY_DIGITS = /^\d+$/;

/** An order number, a payment's id, or the end of a telephone. */
function wantedDigits(digits: string): WantedWord {
  const number = digits.length <= LONGEST_NUMBER ? Number(digits) : null;
  const end = PHONE_ENDS.findLast((length) => length <= digits.length);
  if (end === undefined || end === digits.length) return { terms: [digits], phoneEnd: null, number };
  const known = digits.slice(-end);
  return end === PHONE_ENDS.at(-1) ? { terms: [digits, known], phoneEnd: null, number } : { terms: [known], phoneEnd: digits, number };
}

/** "+51 987 654-321" is one word: groups of at most four digits that make at least seven. */
function phonesJoined(text: string): string {
  return text.replaceAll(/\+?\(?\d{1,4}(?:[\s().-]{1,2}\d{1,4})+(?!\d)/g, (found) => {
    const digits = found.replaceAll(/\D/g, '');
    return digits.length < SHORTEST_PHONE ? found : ` ${digits} `;
  });
}

function wordsIn(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= SHORTEST_WORD);
}
