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

/** Each part of the shop and whether it works. */
export function healthParts({ store, channels }: HealthParts): { readonly name: string; readonly ok: boolean; readonly words: string }[] {
  return [{ name: 'store', ...store.health() }, ...[...channels].map(([name, channel]) => ({ name, ...channel.health() }))];
}

function healthOf(parts: HealthParts) {
  const { live, filesBroken } = parts;
  const store = parts.store.health();
  const [, ...channels] = healthParts(parts);
  const working = channels.filter((channel) => channel.ok).length;
  const ok = store.takes && working > 0;
  const whole = ok && store.ok && working === channels.length && !filesBroken();
  return {
    ok,
    body: {
      status: whole ? 'ok' : ok ? 'degraded' : 'down',
      store: { ok: store.ok, words: store.words },
      channels: Object.fromEntries(channels.map(({ name, ...health }) => [name, health])),
      payments: { mode: live ? 'live' : 'practice' },
      files: { ok: !filesBroken() },
    },
  };
}
