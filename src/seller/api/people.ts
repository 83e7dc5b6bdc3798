/** Customers through the API: everybody who ever wrote, and what each bought. */
import { z } from 'zod';
import type { Customer } from '../../conversation/conversation.ts';
import type { ApiDeps } from './deps.ts';
import { type Endpoint, endpoint, json, limitInQuery, nextLink } from './endpoint.ts';
import { NAMED } from './named.ts';
import { problem } from './problem.ts';

const customerSchema = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    language: z.string().nullable(),
    firstSeenAt: z.iso.datetime(),
    campaign: z.string().nullable(),
    conversations: z.array(z.string()).describe('Ids of her conversations'),
  })
  .register(NAMED, { id: 'Customer' });

const customerListSchema = z
  .strictObject({ customers: z.array(customerSchema), next: z.string().nullable() })
  .register(NAMED, { id: 'CustomerList' });

const customerWithOrders = z
  .strictObject({ customer: customerSchema, orders: z.array(z.int()).describe('Numbers, the newest first; the last hundred') })
  .register(NAMED, { id: 'CustomerWithOrders' });

const LAST_ORDERS = 100;

export const PEOPLE_ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/customers',
    id: 'listCustomers',
    scope: 'customers:read',
    summary: 'Everybody who ever wrote, by id',
    params: z.object({}),
    query: z.strictObject({ limit: limitInQuery(50, 100), cursor: z.string().max(200).optional().describe('`next` of the page before') }),
    answer: customerListSchema,
    async handle(deps, { query, context }) {
      const after = (await everybody(deps)).filter(({ id }) => query.cursor === undefined || id > query.cursor);
      const page = after.slice(0, query.limit);
      const next = after.length > page.length ? (page.at(-1)?.id ?? null) : null;
      return json({ customers: page.map(customerJson), next }, nextLink(context, next));
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/customers/{id}',
    id: 'getCustomer',
    scope: 'customers:read',
    summary: 'One customer and the numbers of her orders',
    params: z.object({ id: z.string().min(1).max(200) }),
    query: z.strictObject({}),
    answer: customerWithOrders,
    async handle(deps, { params }) {
      const customer = (await everybody(deps)).find(({ id }) => id === params.id);
      if (!customer) return problem('NOT_FOUND', 'There is no such customer.');
      const numbers: number[] = [];
      let before: number | undefined;
      do {
        const page = await deps.ordersOfCustomer(customer.id, { limit: LAST_ORDERS - numbers.length, before });
        numbers.push(...page.orders.map(({ number }) => number));
        before = page.older ?? undefined;
      } while (before !== undefined && numbers.length < LAST_ORDERS);
      return json({ customer: customerJson(customer), orders: numbers });
    },
  }),
];

async function everybody(deps: ApiDeps): Promise<readonly Customer[]> {
  const all = await Array.fromAsync(deps.customers());
  return all.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function customerJson({ id, name = '', phone = '', language, firstSeenAt, campaign, conversations }: Customer) {
  return { id, name: name === '' ? null : name, phone: phone === '' ? null : phone, language, firstSeenAt, campaign, conversations };
}
