/** The door by which the terminal makes and revokes tokens in an open shop, by the seller's key alone. */
import { Hono } from 'hono';
import { z } from 'zod';
import { type KeyDeps, keyOnly } from '../upkeep/key-only.ts';
import { atTokenDesk, type TokenDeps, tokenAskedSchema } from './token-desk.ts';

const askedSchema = z.object({ asked: tokenAskedSchema, language: z.enum(['es', 'pt', 'en']) });

export function tokenRoutes(deps: TokenDeps & KeyDeps): Hono {
  const routes = new Hono();
  routes.post('/seller/desk/token', keyOnly(deps), async (context) => {
    const read = askedSchema.safeParse(await context.req.json().catch(() => null));
    if (!read.success) return context.json({ error: 'asked and language' }, 400);
    return context.json(await atTokenDesk(deps, read.data.asked, read.data.language));
  });
  routes.onError((error, context) => {
    deps.log.error('a command for a token failed', { error });
    return context.json({ error: error.message }, 500);
  });
  return routes;
}
