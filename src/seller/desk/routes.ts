/** The door by which commands on a terminal reach the desk of an open shop, by the seller's key alone. */

import { Hono } from 'hono';
import { z } from 'zod';
import { type KeyDeps, keyOnly } from '../upkeep/key-only.ts';
import { atComplaintDesk, type ComplaintDeps } from './complaint-desk.ts';
import { atDesk, type DeskDeps } from './order-desk.ts';
import { atStockDesk, type StockDeps } from './stock-desk.ts';

const askedSchema = z.object({
  number: z.number().int().positive(),
  command: z.string().nullable(),
  written: z.record(z.string(), z.string()),
  language: z.enum(['es', 'pt', 'en']),
});

const stockSchema = z.object({ variant: z.string().nullable(), count: z.string().nullable(), language: z.enum(['es', 'pt', 'en']) });

const complaintSchema = z.object({
  number: z.number().int().positive().nullable(),
  answer: z.string().nullable(),
  language: z.enum(['es', 'pt', 'en']),
});

/** Routes with their whole path; to be mounted before the pages of the seller, which ask for a session. */
export function deskRoutes(deps: DeskDeps & StockDeps & ComplaintDeps & KeyDeps): Hono {
  const routes = new Hono();
  routes.post('/seller/desk/order', keyOnly(deps), async (context) => {
    const asked = askedSchema.safeParse(await context.req.json().catch(() => null));
    if (!asked.success) return context.json({ error: 'number, command, written and language' }, 400);
    const { language, ...rest } = asked.data;
    return context.json(await atDesk(deps, rest, language, 'terminal'));
  });
  routes.post('/seller/desk/stock', keyOnly(deps), async (context) => {
    const asked = stockSchema.safeParse(await context.req.json().catch(() => null));
    if (!asked.success) return context.json({ error: 'variant, count and language' }, 400);
    const { language, ...rest } = asked.data;
    return context.json(await atStockDesk(deps, rest, language, 'terminal'));
  });
  routes.post('/seller/desk/complaint', keyOnly(deps), async (context) => {
    const asked = complaintSchema.safeParse(await context.req.json().catch(() => null));
    if (!asked.success) return context.json({ error: 'number, answer and language' }, 400);
    const { language, ...rest } = asked.data;
    return context.json(await atComplaintDesk(deps, rest, language, 'terminal'));
  });
  routes.onError((error, context) => {
    deps.log.error('a command for an order failed', { error });
    return context.json({ error: error.message }, 500);
  });
  return routes;
}
