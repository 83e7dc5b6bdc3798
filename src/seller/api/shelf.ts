/** What is sold and what is on the shelf, through the API. */
import { z } from 'zod';
import { type Product, variantById } from '../../commerce/catalog.ts';
import { shortage, unitsLeft } from '../../commerce/stock.ts';
import type { ApiDeps } from './deps.ts';
import { type Endpoint, endpoint, json } from './endpoint.ts';
import { NAMED } from './named.ts';
import { moneyIn } from './order-json.ts';
import { moneySchema } from './order-shape.ts';
import { refused } from './problem.ts';
import { onceAnswer, onceOf } from './writing.ts';

const stockSchema = z
  .strictObject({
    variant: z.string(),
    onHand: z.int().describe('On the shelf, with what is promised'),
    reserved: z.int().describe('Promised to orders that have not left'),
    available: z.int().describe('Can still be sold'),
    missing: z.int().describe('Promised and not there'),
  })
  .register(NAMED, { id: 'StockLevel' });

const stockListSchema = z.strictObject({ stock: z.array(stockSchema) }).register(NAMED, { id: 'StockList' });

const catalogSchema = z
  .strictObject({
    currency: z.string(),
    products: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        category: z.string(),
        kind: z.enum(['stock', 'made_to_order']),
        active: z.boolean(),
        options: z.array(
          z.strictObject({ id: z.string(), label: z.string(), values: z.array(z.strictObject({ id: z.string(), label: z.string() })) }),
        ),
        variants: z.array(
          z.strictObject({ id: z.string(), options: z.record(z.string(), z.string()), price: moneySchema, active: z.boolean() }),
        ),
      }),
    ),
  })
  .register(NAMED, { id: 'Catalog' });

const countBody = z.strictObject({ onHand: z.int().min(0).max(1_000_000) }).register(NAMED, { id: 'Count' });

/** An id of a variant has slashes ("polo/rojo/m"), also where the address writes them as %2F. */
const variantInPath = z.object({ variant: z.string().min(1).max(200).describe('As in the catalog: polo/rojo/m') });

export const SHELF_ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/catalog',
    id: 'getCatalog',
    scope: 'catalog:read',
    summary: 'What is sold, as the files of the shop say now',
    params: z.object({}),
    query: z.strictObject({}),
    answer: catalogSchema,
    async handle(deps) {
      return json({ currency: deps.shop().currency, products: deps.catalog().products.map((product) => productJson(deps, product)) });
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/stock',
    id: 'listStock',
    scope: 'stock:read',
    summary: 'Every variant whose units are counted',
    params: z.object({}),
    query: z.strictObject({}),
    answer: stockListSchema,
    async handle(deps) {
      const ids = deps.catalog().products.flatMap(({ variants }) => variants.map(({ id }) => id));
      return json({ stock: ids.flatMap((id) => levelJson(deps, id) ?? []) });
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/stock/{variant}',
    id: 'countStock',
    scope: 'stock:write',
    summary: 'The shelf was counted: this many are there',
    params: variantInPath,
    query: z.strictObject({}),
    body: countBody,
    answer: stockSchema,
    async handle(deps, asked) {
      const once = onceOf(asked);
      if (once instanceof Response) return once;
      const { variant } = asked.params;
      const reply = await deps.countOnce(variant, asked.body.onHand, `api:${asked.token.name}`, once);
      return onceAnswer(reply, (outcome) => {
        if (!outcome.ok) return refused(outcome, null, deps.shop().currency);
        if (!('level' in outcome)) throw new Error('a count of the shelf answered something else');
        return json(shownLevel(deps, variant, outcome.level));
      });
    },
  }),
];

function levelJson(deps: ApiDeps, variantId: string) {
  const level = deps.level(variantId);
  return level && shownLevel(deps, variantId, level);
}

function shownLevel(deps: ApiDeps, variant: string, level: NonNullable<ReturnType<ApiDeps['level']>>) {
  const { onHand, reserved } = level;
  const found = variantById(deps.catalog(), variant);
  const available = found ? (unitsLeft(found.product, found.variant, level) ?? 0) : 0;
  return { variant, onHand, reserved, available, missing: shortage(level) };
}

function productJson({ shop }: ApiDeps, { id, name, description, category, kind, active, options, variants }: Product) {
  const money = moneyIn(shop().currency);
  return {
    ...{ id, name, description, category, kind, active },
    options: options.map((option) => ({
      id: option.id,
      label: option.label,
      values: option.values.map((value) => ({ id: value.id, label: value.label })),
    })),
    variants: variants.map((variant) => ({
      id: variant.id,
      options: variant.options,
      price: money(variant.price),
      active: variant.active,
    })),
  };
}
