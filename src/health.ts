/**
 * `GET /health`: whether the shop can take orders, and what stands in the way where it cannot.
 */
import { Hono } from 'hono';
import type { Channel } from './channels/port.ts';
import type { Store } from './store/port.ts';

export interface HealthParts {
  readonly store: Store;
  readonly channels: ReadonlyMap<string, Channel>;
  /** False where payments are practice. */
  readonly live: boolean;
  /** The seller's files have mistakes: the last good ones are in use. */
  readonly filesBroken: () => boolean;
}

/** 200 `{status:'ok'|'degraded', store, channels}`; 503 where orders cannot be kept or no channel works. */
export function healthRoutes(parts: HealthParts): Hono {
  const routes = new Hono();
  routes.get('/health', (context) => {
    const { ok, body } = healthOf(parts);
    return context.json(body, ok ? 200 : 503, { 'Cache-Control': 'no-store' });
  });
  return routes;
}

export function healthOf({ store, channels, live, filesBroken }: HealthParts) {
  const shelf = store.health();
  const open = [...channels].map(([name, channel]) => [name, channel.health()] as const);
  const working = open.filter(([, health]) => health.ok).length;
  const ok = shelf.ok && working > 0;
  const whole = ok && working === open.length && !filesBroken();
  return {
    ok,
    body: {
      status: whole ? 'ok' : ok ? 'degraded' : 'down',
      store: { ok: shelf.ok, words: shelf.words, durable: shelf.durable },
      channels: Object.fromEntries(open),
      payments: { mode: live ? 'live' : 'practice' },
      files: { ok: !filesBroken() },
    },
  };
}
