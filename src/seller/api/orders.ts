/** Orders through the API: lists by state, words and time, a page at a time from the newest; one order whole. */

import { z } from 'zod';
import { localDate, plusDays, startOfLocalDay } from '../../commerce/calendar.ts';
import type { Order } from '../../commerce/order.ts';
import type { OrderStatus } from '../../commerce/transitions.ts';
import type { ApiDeps } from './deps.ts';
import { dayInQuery, type Endpoint, endpoint, json, limitInQuery, nextLink } from './endpoint.ts';
import { orderJson } from './order-json.ts';
import { orderListSchema, orderSchema } from './order-shape.ts';
import { refused } from './problem.ts';

const STATES = {
  pending_approval: true,
  awaiting_payment: true,
  confirmed: true,
  preparing: true,
  ready: true,
  out_for_delivery: true,
  delivered: true,
  closed: true,
  cancelled: true,
  expired: true,
  returned: true,
} as const satisfies Record<OrderStatus, true>;

function isState(word: string): word is OrderStatus {
  return Object.hasOwn(STATES, word);
}

const statesInQuery = z
  .string()
  .optional()
  .transform((words, context): readonly OrderStatus[] => {
    const states = (words ?? '').split(',').filter(Boolean);
    const unknown = states.find((state) => !isState(state));
    if (unknown === undefined) return states.filter(isState);
    context.addIssue({ code: 'custom', message: `there is no state "${unknown}"; there are ${Object.keys(STATES).join(', ')}` });
    return z.NEVER;
  })
  .describe(`One or several with commas: ${Object.keys(STATES).join(', ')}`);

const listQuery = z.strictObject({
  state: statesInQuery,
  q: z.string().max(100).optional().describe('Number, name, telephone, product, code or payment'),
  from: dayInQuery,
  to: dayInQuery,
  limit: limitInQuery(50, 100),
  cursor: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .transform(Number)
    .optional()
    .describe('`next` of the page before'),
});
type Wanted = z.output<typeof listQuery>;

export const numberInPath = z.object({
  number: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .transform(Number)
    .describe('Number of the order'),
});

interface FoundPage {
  readonly orders: readonly Order[];
  readonly older: number | null;
}

export const ORDER_ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/orders',
    id: 'listOrders',
    scope: 'orders:read',
    summary: 'Orders, the newest first',
    params: z.object({}),
    query: listQuery,
    answer: orderListSchema,
    async handle(deps, { query, context }) {
      const { orders, older } = await pageOf(deps, query);
      const next = older === null ? null : String(older);
      return json({ orders: orders.map(orderJson), next }, nextLink(context, next));
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/orders/{number}',
    id: 'getOrder',
    scope: 'orders:read',
    summary: 'One order',
    params: numberInPath,
    query: z.strictObject({}),
    answer: orderSchema,
    async handle(deps, { params }) {
      const order = await deps.order(params.number);
      if (order) return json(orderJson(order));
      return refused({ ok: false, code: 'ORDER_NOT_FOUND', orderId: String(params.number) }, null, deps.shop().currency);
    },
  }),
];

function pageOf(deps: ApiDeps, wanted: Wanted): Promise<FoundPage> {
  const { q, from, to, state, limit, cursor } = wanted;
  if (q !== undefined && q.trim() !== '') return found(deps, q, wanted);
  if (from !== undefined || to !== undefined) return placedWithin(deps, wanted);
  if (state.length > 0) return deps.ordersInStates(state, { limit, before: cursor });
  return newest(deps, limit, cursor);
}

async function newest(deps: ApiDeps, limit: number, before: number | undefined): Promise<FoundPage> {
  const orders = await deps.newestOrders(limit + 1, before);
  return { orders: orders.slice(0, limit), older: orders.length > limit ? (orders[limit - 1]?.number ?? null) : null };
}

/** Pages of a search that are looked through for one answer; what is behind them comes with the next. */
const SEARCH_ROUNDS = 5;

async function found(deps: ApiDeps, words: string, wanted: Wanted): Promise<FoundPage> {
  const orders: Order[] = [];
  let before = wanted.cursor;
  for (let round = 0; round < SEARCH_ROUNDS; round += 1) {
    const page = await deps.ordersFound(words, { limit: wanted.limit - orders.length, before });
    orders.push(...page.orders.filter((order) => fits(order, wanted, deps.shop().timeZone)));
    if (page.older === null) return { orders, older: null };
    before = page.older;
    if (orders.length >= wanted.limit) break;
  }
  return { orders, older: before ?? null };
}

/** The last ones of the span below the cursor; only files with orders of that time are read. */
async function placedWithin(deps: ApiDeps, wanted: Wanted): Promise<FoundPage> {
  const { from, to, cursor = Number.POSITIVE_INFINITY, limit } = wanted;
  const { timeZone } = deps.shop();
  const startOf = (day: string) => new Date(startOfLocalDay(day, timeZone)).toISOString();
  const span = { from: from === undefined ? '' : startOf(from), before: to === undefined ? '9999' : startOf(plusDays(to, 1)) };
  const last: Order[] = [];
  for await (const order of deps.allOrders(span)) {
    if (order.number >= cursor || !fits(order, wanted, timeZone)) continue;
    last.push(order);
    if (last.length > limit + 1) last.shift();
  }
  const orders = last.toReversed().slice(0, limit);
  return { orders, older: last.length > limit ? (orders.at(-1)?.number ?? null) : null };
}

function fits(order: Order, { state, from = '', to = '9999-12-31' }: Wanted, timeZone: string): boolean {
  const day = localDate(Date.parse(order.placedAt), timeZone);
  return day >= from && day <= to && (state.length === 0 || state.includes(order.status));
}
