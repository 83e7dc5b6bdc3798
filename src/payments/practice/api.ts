/**
 * The practice provider's API: the endpoints of Mercado Pago that the shop calls, with its checks and its
 * error bodies. What is deliberately like the real one: preferences are not idempotent, refunds are.
 */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type Next } from 'hono';
import { z } from 'zod';
import { SITES } from '../mercado-pago/sites.ts';
import type { Faults } from './faults.ts';
import { isRefused, type Ledger, type LedgerOptions, type Refused, SELLER_ID } from './ledger.ts';
import { PaymentBody, type Preference, PreferenceBody } from './records.ts';

type Environment = { Bindings: HttpBindings };

export interface ApiOptions extends LedgerOptions {
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly accessToken: string;
  /** Sends the events of what just changed. */
  readonly announce: () => void;
  /** Where the pay page is, e.g. `http://127.0.0.1:3001`; known once the server listens. */
  readonly baseUrl: () => string;
}

const PreferenceChange = PreferenceBody.partial();
const RefundBody = z.object({ amount: z.number().positive().optional() });
const PaymentChange = z.object({ status: z.enum(['cancelled', 'canceled']) });
const SearchQuery = z.object({
  external_reference: z.string().optional(),
  range: z.enum(['date_created', 'date_last_updated']).optional(),
  begin_date: z.iso.datetime({ offset: true }).optional(),
  end_date: z.iso.datetime({ offset: true }).optional(),
  criteria: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(1000).default(30),
  offset: z.coerce.number().int().min(0).default(0),
});

export function apiRoutes(options: ApiOptions): Hono<Environment> {
  const { ledger, faults, shelf, currency, announce, baseUrl, accessToken } = options;
  const api = new Hono<Environment>();

  const shown = (preference: Preference) => {
    const init_point = `${baseUrl()}/checkout/v1/redirect?pref_id=${encodeURIComponent(preference.id)}`;
    return { ...preference, init_point, sandbox_init_point: init_point };
  };

  async function answer(c: Context, status: 200 | 201, body: object): Promise<Response> {
    await shelf.save();
    announce();
    return c.json(body, status);
  }

  api.use(seenAndFailed(faults));
  api.use(bearer(accessToken));

  const createPreference = async (c: Context) => {
    const body = await readBody(c, PreferenceBody);
    if (body instanceof Response) return body;
    const preference = ledger.createPreference(body);
    return isRefused(preference) ? refuse(c, preference) : await answer(c, 201, shown(preference));
  };
  api.post('/checkout/preferences', createPreference);
  api.post('/checkout/preferences/', createPreference);

  api.get('/checkout/preferences/:id', (c) => {
    const preference = ledger.preference(c.req.param('id'));
    return preference ? c.json(shown(preference)) : apiError(c, 404, null, 'Preference not found');
  });
  api.put('/checkout/preferences/:id', async (c) => {
    const body = await readBody(c, PreferenceChange);
    if (body instanceof Response) return body;
    const preference = ledger.changePreference(c.req.param('id'), body);
    return isRefused(preference) ? refuse(c, preference) : await answer(c, 200, shown(preference));
  });

  api.get('/v1/payments/search', (c) => {
    const query = SearchQuery.safeParse(c.req.query());
    if (!query.success) return apiError(c, 400, 1, 'Invalid search parameters');
    const { external_reference, range, begin_date, end_date, criteria, limit, offset } = query.data;
    const all = ledger.search(external_reference ?? null, faults.searchLagMs);
    const oldestFirst = range === undefined ? all : all.filter((payment) => isWithin(payment[range], begin_date, end_date));
    const found = criteria === 'asc' ? oldestFirst : oldestFirst.toReversed();
    return c.json({ paging: { total: found.length, limit, offset }, results: found.slice(offset, offset + limit) });
  });
  api.post('/v1/payments', idempotent(options), async (c) => {
    const body = await readBody(c, PaymentBody);
    if (body instanceof Response) return body;
    const payment = ledger.createCode(body, baseUrl());
    return isRefused(payment) ? refuse(c, payment) : await answer(c, 201, payment);
  });
  api.get('/v1/payments/:id', (c) => {
    const payment = ledger.payment(c.req.param('id'));
    return payment ? c.json(payment) : apiError(c, 404, 2000, 'Payment not found');
  });
  api.put('/v1/payments/:id', async (c) => {
    const body = await readBody(c, PaymentChange);
    if (body instanceof Response) return body;
    const payment = ledger.move(c.req.param('id'), 'cancel');
    return isRefused(payment) ? refuse(c, payment) : await answer(c, 200, payment);
  });
  api.post('/v1/payments/:id/refunds', idempotent(options), async (c) => {
    const body = await readBody(c, RefundBody);
    if (body instanceof Response) return body;
    if (faults.noBalance) return apiError(c, 400, null, 'Collector has not enough money to refund this payment');
    const refund = ledger.refund(c.req.param('id') ?? '', body.amount ?? null);
    return isRefused(refund) ? refuse(c, refund) : await answer(c, 201, refund);
  });

  api.get('/users/me', (c) => {
    const site = [...SITES].find(([, each]) => each.currency === currency);
    return c.json({ id: SELLER_ID, nickname: 'PRACTICE', site_id: site?.[0] ?? 'none', country_id: site?.[1].country ?? 'none' });
  });

  api.notFound((c) => apiError(c, 404, null, 'Resource not found'));
  return api;
}

function isWithin(instant: string, from: string | undefined, to: string | undefined): boolean {
  const at = Date.parse(instant);
  return (from === undefined || at >= Date.parse(from)) && (to === undefined || at <= Date.parse(to));
}

/** Remembers each call, and lets the next fault happen to it. */
function seenAndFailed(faults: Faults) {
  return async (c: Context<Environment>, next: Next) => {
    const key = c.req.header('x-idempotency-key') ?? null;
    faults.see({ method: c.req.method, path: c.req.path, key, body: await c.req.text() });
    const fault = faults.takeCallFault(c.req.path);
    switch (fault?.kind) {
      case undefined:
        return await next();
      case 'status':
        return Response.json(
          { message: fault.message ?? 'fault', error: 'internal_error', status: fault.status, cause: [] },
          { status: fault.status, headers: fault.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) } },
        );
      case 'html':
        return c.html('<!doctype html><title>gateway</title>');
      case 'stalled-body':
        return c.body(new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode('{')) }), 200, {
          'content-type': 'application/json',
        });
      case 'hang':
        return await new Promise<Response>(() => {});
      case 'lost-answer':
        await next();
        c.env.incoming.socket.destroy();
        return;
    }
  };
}

function bearer(accessToken: string) {
  return async (c: Context<Environment>, next: Next) => {
    if (c.req.header('authorization') !== `Bearer ${accessToken}`) return apiError(c, 401, null, 'invalid access token');
    await next();
  };
}

/** The same key with the same request gets the first answer again; with another request it is refused. */
function idempotent({ shelf, now }: Pick<ApiOptions, 'shelf' | 'now'>) {
  const { answered } = shelf.records;
  const underWay = new Set<string>();
  return async (c: Context<Environment>, next: Next) => {
    const key = c.req.header('x-idempotency-key');
    if (!key) return apiError(c, 400, 4292, "Header X-Idempotency-Key can't be null");
    const fingerprint = `${c.req.method} ${c.req.path} ${await c.req.text()}`;
    const before = Object.hasOwn(answered, key) ? answered[key] : undefined;
    if (before && before.fingerprint !== fingerprint) return apiError(c, 409, null, 'Idempotency key was used for another request');
    if (before) return Response.json(before.body, { status: before.status });
    if (underWay.has(key)) return apiError(c, 423, null, 'A request with this idempotency key is under way');
    underWay.add(key);
    await next();
    underWay.delete(key);
    // A refusal is not kept: the same request may be possible later.
    if (!c.res.ok) return;
    answered[key] = { fingerprint, status: c.res.status, body: await c.res.clone().json(), at: now() };
    await shelf.save();
  };
}

async function readBody<Body extends z.ZodType>(c: Context, schema: Body): Promise<z.output<Body> | Response> {
  const text = await c.req.text();
  const parsed = schema.safeParse(text === '' ? {} : parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return apiError(c, 400, null, `${issue?.path.join('.') || 'body'} invalid: ${issue?.message ?? 'not understood'}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(c: Context, { refused }: Refused): Response {
  return apiError(c, refused.status, refused.code, refused.message);
}

const ERROR_NAMES = {
  400: 'bad_request',
  401: 'unauthorized',
  404: 'not_found',
  409: 'idempotency_key_conflict',
  423: 'resource_locked',
} as const;

function apiError(c: Context, status: keyof typeof ERROR_NAMES, code: number | null, message: string): Response {
  const cause = code === null ? [] : [{ code, description: message, data: null }];
  return c.json({ message, error: ERROR_NAMES[status], status, cause }, status);
}
