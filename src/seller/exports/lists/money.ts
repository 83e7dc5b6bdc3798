/** Lists of money: what came and went, the cash of a day, and who still owes. */
import { localDate } from '../../../commerce/calendar.ts';
import type { PaymentMethod } from '../../../commerce/catalog.ts';
import { isPaidAtDoor } from '../../../commerce/leaving.ts';
import { add, type Currency, type Minor, subtract, ZERO } from '../../../commerce/money.ts';
import type { Order } from '../../../commerce/order.ts';
import { balance } from '../../../commerce/payment-status.ts';
import { contentOf, gathered, type List, type ListColumn } from '../list.ts';
import type { Period } from '../offered.ts';
import { happenedWithin, type ListSource, spanOf } from '../source.ts';
import { type MoneyMove, moneyMoves } from './money-moves.ts';
import { money, placedIn } from './orders.ts';
import { isSold, lastAt } from './sold.ts';

const PAYMENTS: readonly ListColumn<MoneyMove>[] = [
  { key: 'date', kind: 'date', width: 12, value: ({ at }, timeZone) => localDate(Date.parse(at), timeZone) },
  { key: 'number', header: 'orderNumber', kind: 'integer', width: 10, value: ({ order }) => order.number },
  { key: 'kind', kind: 'choice', width: 14, words: 'moneyKind', value: ({ kind }) => kind },
  { key: 'means', kind: 'choice', width: 16, words: 'means', value: ({ means }) => means },
  { key: 'amount', kind: 'money', width: 14, value: ({ order, amount }) => money(order, amount) },
  { key: 'operation', kind: 'text', width: 22, value: ({ operation }) => operation },
  { key: 'registeredBy', kind: 'choice', width: 16, words: 'byWhom', value: ({ by }) => by },
  { key: 'moneyNote', kind: 'text', width: 32, value: ({ note }) => note },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: ({ order }) => modeOf(order) },
  { key: 'currency', kind: 'text', width: 9, value: ({ order }) => order.currency },
];

/** By order, and within one by day: a period asks for days on which money moved, whenever the order was placed. */
export const payments: List = (source, period, texts) => contentOf(PAYMENTS, movesIn(source, period), source, texts);

async function* movesIn(source: ListSource, period: Period): AsyncGenerator<MoneyMove> {
  for await (const order of placedUntil(source, period))
    for (const move of moneyMoves(order)) if (happenedWithin(move.at, period, source.shop.timeZone)) yield move;
}

/** What happens to an order happens after it was placed, however long. */
export function placedUntil({ orders, shop }: ListSource, { to }: Period): AsyncIterable<Order> {
  return orders(spanOf(to === undefined ? {} : { to }, shop.timeZone));
}

export const modeOf = ({ live }: Pick<Order, 'live'>) => (live ? 'live' : 'practice');

interface CashOfMeans {
  readonly means: string;
  readonly live: boolean;
  readonly currency: Currency;
  readonly registered: Minor;
  /** What orders handed over on these days still owe. */
  readonly owed: Minor;
}

const CASH: readonly ListColumn<CashOfMeans>[] = [
  { key: 'means', kind: 'choice', width: 20, words: 'means', value: ({ means }) => means },
  { key: 'expected', kind: 'money', width: 14, value: ({ registered, owed, currency }) => ({ minor: add(registered, owed), currency }) },
  { key: 'registered', kind: 'money', width: 14, value: ({ registered, currency }) => ({ minor: registered, currency }) },
  { key: 'difference', kind: 'money', width: 14, value: ({ owed, currency }) => ({ minor: subtract(ZERO, owed), currency }) },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: modeOf },
  { key: 'currency', kind: 'text', width: 9, value: ({ currency }) => currency },
];

/** One row for each means: what came in less what went out, and what should have come. Without a period: today. */
export const cash: List = (source, period, texts) => gathered(CASH, () => cashOf(source, todayUnless(source, period)), source, texts);

/** The shop's day where no period was asked for. */
export function todayUnless({ now, shop }: ListSource, period: Period): Period {
  const today = localDate(now, shop.timeZone);
  return period.from === undefined && period.to === undefined ? { from: today, to: today } : period;
}

async function cashOf(source: ListSource, period: Period): Promise<readonly CashOfMeans[]> {
  const { timeZone } = source.shop;
  const rows = new Map<string, CashOfMeans>();
  const count = ({ live, currency }: Order, means: string, registered: Minor, owed: Minor) => {
    const key = JSON.stringify([means, live, currency]);
    const before = rows.get(key) ?? { means, live, currency, registered: ZERO, owed: ZERO };
    rows.set(key, { ...before, registered: add(before.registered, registered), owed: add(before.owed, owed) });
  };
  for await (const order of placedUntil(source, period)) {
    for (const { at, means, amount } of moneyMoves(order)) if (happenedWithin(at, period, timeZone)) count(order, means, amount, ZERO);
    const handedOver = lastAt(order, 'delivered');
    const owed = balance(order);
    if (isSold(order) && handedOver !== null && owed !== 0 && happenedWithin(handedOver, period, timeZone))
      count(order, isPaidAtDoor(order) ? 'cash' : MEANS[order.method], ZERO, owed);
  }
  return [...rows.values()].toSorted((a, b) => (a.means < b.means ? -1 : 1));
}

/** What an order is to be paid with, where nothing says what it was paid with. */
const MEANS: Readonly<Record<PaymentMethod, string>> = { link: 'link', pix: 'pix', transfer: 'transfer', cash: 'cash' };

interface Debt {
  readonly order: Order;
  readonly days: number;
}

const DEBTS: readonly ListColumn<Debt>[] = [
  { key: 'customer', kind: 'text', width: 24, value: ({ order }) => order.customer.name },
  { key: 'phone', kind: 'text', width: 17, value: ({ order }) => order.customer.phone },
  { key: 'number', kind: 'integer', width: 10, value: ({ order }) => order.number },
  { key: 'balance', kind: 'money', width: 14, value: ({ order }) => money(order, balance(order)) },
  { key: 'days', kind: 'integer', width: 8, value: ({ days }) => days },
  { key: 'status', kind: 'choice', width: 16, words: 'status', value: ({ order }) => order.status },
  { key: 'method', kind: 'choice', width: 18, words: 'method', value: ({ order }) => order.method },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: ({ order }) => modeOf(order) },
  { key: 'currency', kind: 'text', width: 9, value: ({ order }) => order.currency },
];

/** Orders that count, owe, and are not to be paid at the door any more; by number. */
export const debts: List = (source, period, texts) => contentOf(DEBTS, debtsIn(source, period), source, texts);

const DAY_MS = 86_400_000;

async function* debtsIn(source: ListSource, period: Period): AsyncGenerator<Debt> {
  for await (const order of placedIn(source, period)) {
    const delivered = lastAt(order, 'delivered');
    if (!isSold(order) || balance(order) <= 0 || (delivered === null && isPaidAtDoor(order))) continue;
    yield { order, days: Math.max(0, Math.floor((source.now - Date.parse(delivered ?? order.placedAt)) / DAY_MS)) };
  }
}
