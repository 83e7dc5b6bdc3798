/**
 * `/.well-known/tanteo`: by which anyone who stands at the shop's own door can tell whether an address on the
 * internet leads to that same shop, and whether what lies between lets everything through: a body as it was sent,
 * and a stream as it is written. It tells nothing else.
 */
import { createHash, createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { Clock } from './clock.ts';

export const REACH_PATH = '/.well-known/tanteo';

/** What the one who asks made up: the answer cannot have been kept from before. */
const NONCE = /^[a-z0-9]{16,64}$/;
const LARGEST_BODY = 4096;
/** ms a stream stays open behind its first event: who gets nothing until it ends has something between that holds it back. */
const STREAM_HELD_MS = 10_000;
/** At once: each holds a connection. */
const MOST_STREAMS = 8;

export interface ReachParts {
  readonly newId: (length: number) => string;
  readonly clock: Pick<Clock, 'after'>;
}

const INSTANCE_LENGTH = 32;

/**
 * `GET ?nonce=` → `{shop}`, the same for the same nonce in this process only. `POST` → `{bytes, sha256}` of the body.
 * `GET /stream?nonce=` → an event stream with the same answer at once, which ends later.
 */
export function reachRoutes({ newId, clock }: ReachParts): Hono {
  const instance = newId(INSTANCE_LENGTH);
  const shopOf = (nonce: string) => createHmac('sha256', instance).update(nonce).digest('hex');
  let streams = 0;
  const routes = new Hono();
  routes.use(`${REACH_PATH}/*`, async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  routes.get(REACH_PATH, (context) => {
    const nonce = context.req.query('nonce') ?? '';
    return NONCE.test(nonce) ? context.json({ shop: shopOf(nonce) }) : context.json({ error: 'nonce' }, 400);
  });
  const limit = bodyLimit({ maxSize: LARGEST_BODY, onError: (context) => context.body(null, 413) });
  routes.post(REACH_PATH, limit, async (context) => {
    const body = new Uint8Array(await context.req.arrayBuffer());
    return context.json({ bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') });
  });
  routes.get(`${REACH_PATH}/stream`, (context) => {
    const nonce = context.req.query('nonce') ?? '';
    if (!NONCE.test(nonce)) return context.json({ error: 'nonce' }, 400);
    if (streams >= MOST_STREAMS) return context.json({ error: 'too many' }, 429);
    streams += 1;
    context.header('X-Accel-Buffering', 'no');
    return streamSSE(context, async (stream) => {
      const over = Promise.withResolvers<void>();
      stream.onAbort(over.resolve);
      const cancel = clock.after(STREAM_HELD_MS, over.resolve);
      try {
        await stream.writeSSE({ data: shopOf(nonce) });
        await over.promise;
      } finally {
        cancel();
        streams -= 1;
      }
    });
  });
  return routes;
}
