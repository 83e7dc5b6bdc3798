/** The door by which the terminal makes and unmakes the team of an open shop, by the seller's key alone. */
import { Hono } from 'hono';
import { z } from 'zod';
import { type KeyDeps, keyOnly } from '../upkeep/key-only.ts';
import { atStaffDesk, type StaffDeps, staffAskedSchema } from './staff-desk.ts';

const askedSchema = z.object({ asked: staffAskedSchema, language: z.enum(['es', 'pt', 'en']) });

export function staffRoutes(deps: StaffDeps & KeyDeps): Hono {
  const routes = new Hono();
  routes.post('/seller/desk/staff', keyOnly(deps), async (context) => {
    const read = askedSchema.safeParse(await context.req.json().catch(() => null));
    if (!read.success) return context.json({ error: 'asked and language' }, 400);
    return context.json(await atStaffDesk(deps, read.data.asked, read.data.language, 'terminal'));
  });
  routes.onError((error, context) => {
    deps.log.error('a command for the team failed', { error });
    return context.json({ error: error.message }, 500);
  });
  return routes;
}
