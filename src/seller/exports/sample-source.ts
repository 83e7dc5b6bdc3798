/** The shop of a list, in memory, for the tests: what it holds is an argument. */

import type { Order } from '../../commerce/order.ts';
import type { StockLevel, StockMovement } from '../../commerce/stock.ts';
import { aCatalog, aShop } from '../../commerce/test-shop.ts';
import type { Customer } from '../../conversation/conversation.ts';
import type { Fact } from '../../decisions/records.ts';
import type { CartLeft, ListSource, Span } from './source.ts';

interface Holds extends Partial<Pick<ListSource, 'shop' | 'catalog' | 'now'>> {
  /** By number. */
  readonly orders?: Iterable<Order> | AsyncIterable<Order>;
  readonly facts?: readonly Fact[];
  readonly movements?: readonly StockMovement[];
  readonly customers?: readonly Customer[];
  readonly carts?: readonly CartLeft[];
  readonly levels?: readonly StockLevel[];
}

/** Lima on Tuesday 24 November 2026, 15:30. */
export const LIMA = aShop({ name: 'Retama', country: 'PE', currency: 'PEN', language: 'es', timeZone: 'America/Lima' });

export function sampleSource({
  orders = [],
  facts = [],
  movements = [],
  customers = [],
  carts = [],
  levels = [],
  ...shop
}: Holds): ListSource {
  return {
    shop: LIMA,
    catalog: aCatalog(),
    now: Date.parse('2026-11-24T20:30:00.000Z'),
    ...shop,
    orders: (span) => placedIn(orders, span),
    ordersIn: async (states) => (await Array.fromAsync(oneByOne(orders))).filter(({ status }) => states.includes(status)),
    facts: () => oneByOne(facts),
    movements: () => oneByOne(movements),
    customers: () => oneByOne(customers),
    carts: () => oneByOne(carts),
    level: (variantId) => levels.find(({ id }) => id === variantId),
  };
}

async function* placedIn(orders: Iterable<Order> | AsyncIterable<Order>, span: Span | null): AsyncGenerator<Order> {
  for await (const order of orders) if (!span || (span.from <= order.placedAt && order.placedAt < span.before)) yield order;
}

async function* oneByOne<T>(all: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  yield* all;
}
