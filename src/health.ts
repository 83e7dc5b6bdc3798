/**
 * `GET /health`: whether the shop can take orders, for everybody; what stands in the way where it cannot, in words
 * only for those who look after it: words name the seller's number, her accounts, her files.
 */
import { type Context, Hono } from 'hono';
import type { Channel } from './channels/port.ts';
import type { Standing } from './payments/standing.ts';
import type { Store } from './store/port.ts';

export interface HealthParts {
  readonly store: Store;
  readonly channels: ReadonlyMap<string, Channel>;
  /** True where real money moves. */
  readonly live: boolean;
  readonly mode: 'practice' | 'test' | 'live';
  readonly standing: () => Standing;
  /** The seller's files have mistakes: the last good ones are in use. */
  readonly filesBroken: () => boolean;
}

/**
 * 200 `{status:'ok'|'degraded', store, channels, payments, files}`; 503 where orders cannot be kept or no channel works.
 * `isOfTheHouse`: whoever asks may know the words.
 */
export function healthRoutes(parts: HealthParts, isOfTheHouse: (context: Context) => boolean): Hono {
  const routes = new Hono();
  routes.get('/health', (context) => {
    const { ok, body } = healthOf(parts);
    return context.json(isOfTheHouse(context) ? body : withoutWords(body), ok ? 200 : 503, { 'Cache-Control': 'no-store' });
  });
  return routes;
}

/** A user made for tests takes money that is not real: the seller has to know. */
const TAKES_MONEY: ReadonlySet<Standing['kind']> = new Set(['unknown', 'good']);

/** Each part of the shop and whether it works. */
export function healthParts({
  store,
  channels,
  standing,
}: HealthParts): { readonly name: string; readonly ok: boolean; readonly words: string }[] {
  const { kind } = standing();
  return [
    { name: 'store', ...store.health() },
    ...[...channels].map(([name, channel]) => ({ name, ...channel.health() })),
    { name: 'payments', ok: TAKES_MONEY.has(kind), words: kind },
  ];
}

function healthOf(parts: HealthParts) {
  const { mode, filesBroken } = parts;
  const store = parts.store.health();
  const [, ...others] = healthParts(parts);
  const channels = others.filter(({ name }) => name !== 'payments');
  const { kind } = parts.standing();
  const working = channels.filter((channel) => channel.ok).length;
  const ok = store.takes && working > 0;
  const whole = ok && store.ok && working === channels.length && !filesBroken() && TAKES_MONEY.has(kind);
  return {
    ok,
    body: {
      status: whole ? 'ok' : ok ? 'degraded' : 'down',
      store: { ok: store.ok, words: store.words },
      channels: Object.fromEntries(channels.map(({ name, ok, words }) => [name, { ok, words }])),
      payments: { mode, ok: TAKES_MONEY.has(kind), words: kind },
      files: { ok: !filesBroken() },
    },
  };
}

function withoutWords({ status, store, channels, payments, files }: ReturnType<typeof healthOf>['body']) {
  return {
    status,
    store: { ok: store.ok },
    channels: Object.fromEntries(Object.entries(channels).map(([name, { ok }]) => [name, { ok }])),
    payments: { ok: payments.ok },
    files,
  };
}
