/**
 * What the lists are made of, however the shop is: open (its runtime's files and store) or closed (a command
 * that opened the folder). Everything is a function, so that a list reads only what it lists.
 */

import { localDate, plusDays, startOfLocalDay } from '../../commerce/calendar.ts';
import type { Cart } from '../../commerce/cart.ts';
import type { Catalog, Shop } from '../../commerce/catalog.ts';
import type { Order } from '../../commerce/order.ts';
import type { StockLevel, StockMovement } from '../../commerce/stock.ts';
import type { OrderStatus } from '../../commerce/transitions.ts';
import type { Conversation, Customer } from '../../conversation/conversation.ts';
import type { Fact } from '../../decisions/records.ts';
import type { Queries, Store } from '../../store/port.ts';
import type { Period } from './offered.ts';

export interface ListSource {
  readonly shop: Shop;
  readonly catalog: Catalog;
  /** ms since the epoch. */
  readonly now: number;
  readonly orders: OrdersPlaced;
  /** Those in any of these states, by number. They are read into memory: only for states that orders leave again. */
  readonly ordersIn: (states: readonly OrderStatus[]) => Promise<readonly Order[]>;
  readonly facts: () => AsyncIterable<Fact>;
  /** Oldest first. */
  readonly movements: () => AsyncIterable<StockMovement>;
  readonly customers: () => AsyncIterable<Customer>;
  readonly carts: () => AsyncIterable<CartLeft>;
  /** undefined where it was never counted. */
  readonly level: (variantId: string) => StockLevel | undefined;
}

/** Every order by number, or those placed in a span of time. */
export type OrdersPlaced = (span: Span | null) => AsyncIterable<Order>;

/** UTC ISO instants: at `from` or later, and before `before`. */
export interface Span {
  readonly from: string;
  readonly before: string;
}

/** A cart and whose it is. */
export interface CartLeft {
  readonly cart: Cart;
  readonly customer: Customer | undefined;
  readonly conversation: Conversation | undefined;
}

/** Orders read at once. */
const PAGE = 200;

export function listSourceOf(
  store: Pick<Store, 'query' | 'openHot'>,
  { shop, catalog }: Pick<ListSource, 'shop' | 'catalog'>,
  now: number,
): ListSource {
  const { query } = store;
  return {
    ...{ shop, catalog, now },
    orders: (span) => (span ? query.orders.placed(span.from, span.before) : query.each('orders')),
    ordersIn: (states) => ordersIn(query, states),
    facts: () => withoutHelpers(store, query.each('facts'), ({ conversationId }) => [conversationId]),
    movements: () => query.each('movements'),
    customers: () => withoutHelpers(store, everyCustomer(query), ({ conversations }) => conversations),
    carts: () => withoutHelpers(store, everyCart(store), ({ customer }) => customer?.conversations ?? []),
    level: (variantId) => store.openHot().get('stock', variantId),
  };
}

/** Who helps in the shop is no customer of it, also where she tries it out: whatever is all hers is left out. */
async function* withoutHelpers<T>(
  store: Pick<Store, 'openHot'>,
  all: AsyncIterable<T>,
  conversationsOf: (one: T) => readonly string[],
): AsyncGenerator<T> {
  const helpers = new Set(
    store
      .openHot()
      .get('staff', 'staff')
      ?.helpers.map(({ conversationId }) => conversationId),
  );
  for await (const one of all) {
    const conversations = conversationsOf(one);
    if (conversations.length === 0 || !conversations.every((id) => helpers.has(id))) yield one;
  }
}

/** Everybody who ever wrote, in no order, those at rest too. */
async function* everyCustomer(query: Pick<Queries, 'all' | 'each'>): AsyncGenerator<Customer> {
  yield* query.all('customers');
  for await (const { customer } of query.each('resting')) if (customer) yield customer;
}

async function* everyCart(store: Pick<Store, 'query' | 'openHot'>): AsyncGenerator<CartLeft> {
  const hot = store.openHot();
  for (const cart of store.query.all('carts')) {
    const customer = hot.get('customers', cart.id);
    yield { cart, customer, conversation: hot.get('conversations', customer?.conversations.at(-1) ?? '') };
  }
  for await (const { cart, customer, conversation } of store.query.each('resting')) {
    if (cart) yield { cart, customer: customer ?? undefined, conversation };
  }
}

async function ordersIn({ orders }: Pick<Queries, 'orders'>, states: readonly OrderStatus[]): Promise<readonly Order[]> {
  const found: Order[] = [];
  let before: number | undefined;
  do {
    const page = await orders.byState(states, { limit: PAGE, before });
    found.push(...page.orders);
    before = page.older ?? undefined;
  } while (before !== undefined);
  return found.toReversed();
}

/** null for a period without ends. */
export function spanOf({ from, to }: Period, timeZone: string): Span | null {
  if (from === undefined && to === undefined) return null;
  return {
    from: from === undefined ? '' : startOf(from, timeZone),
    before: to === undefined ? '9999' : startOf(plusDays(to, 1), timeZone),
  };
}

/** From the first to the last local day, both of them. */
export function spanOfDays(first: string, last: string, timeZone: string): Span {
  return { from: startOf(first, timeZone), before: startOf(plusDays(last, 1), timeZone) };
}

function startOf(day: string, timeZone: string): string {
  return new Date(startOfLocalDay(day, timeZone)).toISOString();
}

/** Whether a local day is in the period; both ends are. */
export function isWithin(day: string, { from = '', to = '9999-12-31' }: Period): boolean {
  return day >= from && day <= to;
}

/** The same for an instant (ISO), by the shop's clock. */
export function happenedWithin(instant: string, period: Period, timeZone: string): boolean {
  return isWithin(localDate(Date.parse(instant), timeZone), period);
}
