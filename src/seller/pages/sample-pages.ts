/** The seller's pages on a shop in memory, for the tests: what it holds is an argument, what is done to it is kept. */
import { createHash } from 'node:crypto';
import { aCatalog, aShop } from '../../commerce/test-shop.ts';
import type { SellerAction } from '../../decisions/event.ts';
import { sampleSource } from '../exports/sample-source.ts';
import { sampleOrder } from '../order-sample.ts';
import type { SellerDeps } from './deps.ts';
import { sellerPages } from './pages.ts';

export const KEY = 'llave-de-la-tienda-0123456789abcdef';
export const HOST = 'shop.test';

/** Tuesday 24 November 2026, 15:30 in Lima. */
export const NOW = Date.parse('2026-11-24T20:30:00.000Z');

const SHOP = aShop({ name: 'Retama', country: 'PE', currency: 'PEN', language: 'es', timeZone: 'America/Lima' });

/** `orders`: newest first. */
export function samplePages(change: Partial<SellerDeps> & { readonly orders?: readonly ReturnType<typeof sampleOrder>[] } = {}) {
  const { orders = [], ...deps } = change;
  const done: SellerAction[] = [];
  const logged: string[] = [];
  let tokens = 0;
  let at = NOW;
  const note = (words: string) => void logged.push(words);
  const routes = sellerPages({
    shop: () => SHOP,
    key: KEY,
    practice: false,
    secureHost: null,
    now: () => at,
    newToken: () => createHash('sha256').update(String(++tokens)).digest('base64url'),
    addressOf: (context) => context.req.header('x-test-address') ?? '10.0.0.1',
    newestOrders: async (limit, before = Number.POSITIVE_INFINITY) => orders.filter((order) => order.number < before).slice(0, limit),
    order: async (number) => orders.find((order) => order.number === number),
    ordersInStates: async (states, { before = Number.POSITIVE_INFINITY, limit }) =>
      pageOf(
        orders.filter((order) => states.includes(order.status) && order.number < before),
        limit,
      ),
    ordersFound: async (words, { before = Number.POSITIVE_INFINITY, limit }) =>
      pageOf(
        orders.filter((order) => order.customer.name.includes(words) && order.number < before),
        limit,
      ),
    lists: () => sampleSource({ orders: orders.toReversed(), shop: SHOP, now: at }),
    catalog: () => aCatalog(),
    level: () => undefined,
    count: async (variantId) => ({ ok: false, code: 'NOT_COUNTED', variantId }),
    ordersHolding: async () => [],
    complaints: () => [],
    answerComplaint: async (complaintId) => ({ ok: false, code: 'COMPLAINT_NOT_FOUND', complaintId }),
    sentFile: async () => null,
    channels: () => [],
    staff: () => undefined,
    actOnStaff: async (action) => {
      done.push(action);
      return { ok: true, staff: { id: 'staff', helpers: [], codes: [], paused: null } };
    },
    invites: () => [],
    telephone: null,
    promotions: () => [],
    redemptions: () => [],
    alerts: () => [],
    act: async (action) => void done.push(action),
    command: async (orderId, order, by) => {
      done.push({ do: 'order', orderId, order, by });
      const found = orders.find(({ id }) => id === orderId);
      return found ? { ok: true, order: found } : { ok: false, code: 'ORDER_NOT_FOUND', orderId };
    },
    health: () => [{ name: 'store', ok: true, words: 'fine' }],
    messages: async () => [],
    conversation: () => undefined,
    talk: async ({ conversationId }) => ({ ok: false, code: 'CONVERSATION_NOT_FOUND', conversationId }),
    log: { info: note, warn: note, error: note },
    ...deps,
  });

  const request = async (path: string, init: RequestInit = {}): Promise<Response> =>
    routes.request(`http://${HOST}${path}`, { ...init, headers: { host: HOST, ...headersOf(init) } });
  /** The cookie of a session just opened. */
  const enter = async (): Promise<string> => {
    const answer = await request(`/seller/enter?key=${KEY}`);
    return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  const page = async (path: string, cookie?: string): Promise<string> =>
    (await request(path, { headers: { cookie: cookie ?? (await enter()) } })).text();
  const post = (path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) =>
    request(path, { method: 'POST', body: new URLSearchParams(form), headers });
  const pass = (ms: number) => {
    at += ms;
  };
  return { routes, request, enter, page, post, done, logged, pass };
}

function headersOf(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers).entries());
}

function pageOf(found: readonly ReturnType<typeof sampleOrder>[], limit: number) {
  return { orders: found.slice(0, limit), older: found.length > limit ? (found[limit - 1]?.number ?? null) : null };
}

/** `count` orders, newest first, the newest placed now and each an hour before the next. */
export function manyOrders(count: number, change: Partial<ReturnType<typeof sampleOrder>> = {}) {
  return Array.from({ length: count }, (_, index) =>
    sampleOrder({ number: 1000 + count - index, placedAt: new Date(NOW - index * 3_600_000).toISOString(), ...change }),
  );
}
