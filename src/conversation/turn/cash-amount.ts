/**
 * "¿Con cuánto pagas?": asked of whoever pays in cash at her door, after the order is placed, so that it
 * stands in nobody's way; the change is taken along.
 */

import { type Currency, EXPONENTS, formatMoney, fromDecimal, type Minor, minor, subtract, toDecimal } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance } from '../../commerce/payment-status.ts';
import type { Choice } from '../menu.ts';
import { offerToKeepAddress } from './saved-address.ts';
import { ask, money, restIfEmptyHanded, say, type Turn } from './turn.ts';

/** Notes that people carry, in whole units of the currency: what is handed over is a round sum of one of them. */
const NOTES: Readonly<Record<Currency, readonly number[]>> = {
  ARS: [1000, 2000, 10_000, 20_000],
  BOB: [10, 20, 50, 100, 200],
  BRL: [10, 20, 50, 100, 200],
  CLP: [1000, 2000, 5000, 10_000, 20_000],
  COP: [2000, 5000, 10_000, 20_000, 50_000, 100_000],
  MXN: [20, 50, 100, 200, 500, 1000],
  PEN: [10, 20, 50, 100, 200],
  PYG: [2000, 5000, 10_000, 20_000, 50_000, 100_000],
  USD: [1, 5, 10, 20, 50, 100],
  UYU: [20, 50, 100, 200, 500, 1000, 2000],
};
const MOST_SUGGESTED = 3;

/** Whether the shop would like to know what this order is paid with. */
export function asksForCash(order: Order): boolean {
  return order.method === 'cash' && order.delivery.kind === 'home' && order.paysWith === undefined && balance(order) > 0;
}

export function askCash(turn: Turn, order: Order): void {
  const { wording } = turn;
  const total = balance(order);
  ask(turn, {
    rich: wording.rich('cash.ask', { total: money(turn, total) }),
    choices: [exactly(turn, total), ...roundSums(total, order.currency).map((sum) => sumChoice(sum, order.currency))],
    pending: { slot: 'payment.cash' },
  });
}

function exactly(turn: Turn, total: Minor): Choice {
  const { currency } = turn.files.shop;
  return {
    ...sumChoice(total, currency),
    label: turn.wording.plain('cash.exact_choice'),
    synonyms: turn.wording.plain('cash.exact_words').split(/,\s*/),
  };
}

function sumChoice(sum: Minor, currency: Currency): Choice {
  return {
    label: formatMoney(sum, currency),
    commands: [{ do: 'answer', slot: 'payment.cash', value: { type: 'text', text: toDecimal(sum, currency) } }],
  };
}

function roundSums(total: Minor, currency: Currency): readonly Minor[] {
  const unit = 10 ** EXPONENTS[currency];
  const sums = NOTES[currency].map((note) => Math.ceil(total / (note * unit)) * note * unit).filter((sum) => sum > total);
  return [...new Set(sums)]
    .toSorted((a, b) => a - b)
    .slice(0, MOST_SUGGESTED)
    .map(minor);
}

export function takeCash(turn: Turn, text: string): void {
  const order = turn.counter
    .orders()
    .find(({ method, delivery, status }) => method === 'cash' && delivery.kind === 'home' && OPEN.has(status));
  turn.pendingTouched = true;
  if (!order) return;
  const amount = amountSaid(text, order.currency);
  const total = balance(order);
  restIfEmptyHanded(turn);
  if (amount === null || amount < total) {
    say(turn, turn.wording.rich('cash.too_little', { total: money(turn, total) }));
    return askCash(turn, order);
  }
  turn.counter.payWith(order.id, amount);
  const change = subtract(amount, total);
  if (change === 0) say(turn, turn.wording.rich('cash.exact'));
  else say(turn, turn.wording.rich('cash.change', { amount: money(turn, amount), change: money(turn, change) }));
  offerToKeepAddress(turn, order);
}

/** Nothing has been handed over yet. */
const OPEN: ReadonlySet<Order['status']> = new Set(['pending_approval', 'confirmed', 'preparing', 'ready', 'out_for_delivery']);

/** "con 200", "S/ 50.00", "$ 20.000", "20 mil": an amount as people write it; null where there is none. */
export function amountSaid(text: string, currency: Currency): Minor | null {
  const found = /(\d[\d.,\s]*)\s*(mil|k)?(?![\p{L}\d])/iu.exec(text);
  if (!found) return null;
  const [, digits = '', thousands] = found;
  const whole = digits.trim();
  const decimals = EXPONENTS[currency] === 0 ? null : /[.,](\d{1,2})$/.exec(whole);
  const integer = (decimals ? whole.slice(0, -decimals[0].length) : whole).replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (integer === '') return null;
  const amount = thousands ? `${integer}000` : integer;
  return fromDecimal(decimals && !thousands ? `${amount}.${decimals[1]}` : amount, currency);
}
