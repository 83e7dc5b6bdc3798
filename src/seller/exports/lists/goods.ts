/**
 * Goods over all orders: what has to be prepared, one row per thing that is made alike; and what sells best.
 * Practice never counts with what is real.
 */
import { add, type Currency, type Minor, mulDiv, subtract, ZERO } from '../../../commerce/money.ts';
import type { OrderLine } from '../../../commerce/order.ts';
import { gathered, type List, type ListColumn } from '../list.ts';
import type { Period } from '../offered.ts';
import { isWithin, type ListSource } from '../source.ts';
import { placedIn } from './orders.ts';
import { isSold } from './sold.ts';

interface ToPrepare {
  readonly line: OrderLine;
  readonly live: boolean;
  readonly units: number;
  /** Numbers of the orders it is for. */
  readonly orders: readonly number[];
  /** null where they are not counted. */
  readonly onHand: number | null;
  /** Of this variant, over all rows. */
  readonly missing: number;
}

const PREPARE: readonly ListColumn<ToPrepare>[] = [
  { key: 'product', kind: 'text', width: 28, value: ({ line }) => line.name },
  { key: 'variant', kind: 'text', width: 20, value: ({ line }) => line.detail },
  { key: 'units', kind: 'integer', width: 10, value: ({ units }) => units },
  { key: 'orders', kind: 'text', width: 24, value: ({ orders }) => orders.join(', ') },
  { key: 'personal', kind: 'text', width: 28, value: ({ line }) => personalOf(line) },
  { key: 'onHand', kind: 'integer', width: 14, value: ({ onHand }) => onHand },
  { key: 'missing', kind: 'integer', width: 8, value: ({ missing }) => missing },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: ({ live }) => (live ? 'live' : 'practice') },
];

/** What is confirmed or being prepared and promised for a day of the period; without one, all of it. */
export const prepare: List = (source, period, texts) => gathered(PREPARE, () => toPrepare(source, period), source, texts);

async function toPrepare({ ordersIn, level }: ListSource, period: Period): Promise<readonly ToPrepare[]> {
  const wanted = (await ordersIn(['confirmed', 'preparing'])).filter(({ promise }) => isWithin(promise.date, period));
  const lines = wanted.flatMap(({ lines, number, live }) => lines.map((line) => ({ line, number, live })));
  const needed = Map.groupBy(lines, ({ line }) => line.variantId);
  return [
    ...Map.groupBy(lines, ({ line, live }) => JSON.stringify([line.variantId, line.name, line.detail, personalOf(line), live])).values(),
  ]
    .flatMap((alike) => {
      const [first] = alike;
      if (!first) return [];
      const { line, live } = first;
      const onHand = line.tracked ? (level(line.variantId)?.onHand ?? null) : null;
      const all = unitsOf(needed.get(line.variantId) ?? []);
      const orders = [...new Set(alike.map(({ number }) => number))];
      return { line, live, units: unitsOf(alike), orders, onHand, missing: onHand === null ? 0 : Math.max(0, all - onHand) };
    })
    .toSorted((a, b) => compare(nameOf(a.line), nameOf(b.line)));
}

const unitsOf = (lines: readonly { readonly line: OrderLine }[]) => lines.reduce((sum, { line }) => sum + line.qty, 0);
const nameOf = ({ name, detail }: OrderLine) => `${name} ${detail}`;

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'es');
}

/** "ANA, sin etiqueta": what makes this unit another one than its like. */
export function personalOf({ personal, wishes = [] }: Pick<OrderLine, 'personal' | 'wishes'>): string {
  return [personal, ...wishes].filter(Boolean).join(', ');
}

interface Sold {
  readonly line: OrderLine;
  readonly live: boolean;
  readonly currency: Currency;
  readonly units: number;
  readonly orders: number;
  readonly amount: Minor;
}

const BEST: readonly ListColumn<Sold>[] = [
  { key: 'product', kind: 'text', width: 28, value: ({ line }) => line.name },
  { key: 'variant', kind: 'text', width: 20, value: ({ line }) => line.detail },
  { key: 'units', kind: 'integer', width: 10, value: ({ units }) => units },
  { key: 'orderCount', kind: 'integer', width: 10, value: ({ orders }) => orders },
  { key: 'amount', kind: 'money', width: 14, value: ({ amount, currency }) => ({ minor: amount, currency }) },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: ({ live }) => (live ? 'live' : 'practice') },
  { key: 'currency', kind: 'text', width: 9, value: ({ currency }) => currency },
];

/** Of orders placed in the period that count as sold, without what came back; most units first. */
export const bestSellers: List = (source, period, texts) => gathered(BEST, () => sold(source, period), source, texts);

async function sold(source: ListSource, period: Period): Promise<readonly Sold[]> {
  const counted = new Map<string, Sold>();
  for await (const order of placedIn(source, period)) {
    if (!isSold(order)) continue;
    const seen = new Set<string>();
    for (const line of order.lines) {
      const key = JSON.stringify([line.variantId, order.live, order.currency]);
      const before = counted.get(key);
      const units = line.qty - (line.returnReceived ?? 0);
      counted.set(key, {
        ...{ line, live: order.live, currency: order.currency },
        units: (before?.units ?? 0) + units,
        orders: (before?.orders ?? 0) + (seen.has(key) ? 0 : 1),
        amount: add(before?.amount ?? ZERO, keptOf(line)),
      });
      seen.add(key);
    }
  }
  return [...counted.values()].filter(({ units }) => units > 0).toSorted((a, b) => b.units - a.units || b.amount - a.amount);
}

/** What was paid for the units that did not come back. */
function keptOf({ net, qty, returnReceived = 0 }: OrderLine): Minor {
  return subtract(net, mulDiv(net, returnReceived, qty));
}
