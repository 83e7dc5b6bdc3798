/**
 * Programs of the seller over HTTP: her accountant reads, her stock program writes, and neither does more than
 * its token says.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { REQUESTS_A_MINUTE } from '../../src/seller/api/guard.ts';
import { orderBriefSchema, orderListSchema, orderSchema } from '../../src/seller/api/order-shape.ts';
import { problemSchema } from '../../src/seller/api/problem.ts';
import { API_SCOPES } from '../../src/seller/api/scopes.ts';
import { buyTotes, DAY, orderOf } from './paying-shop.ts';
import { HOME, TestShop } from './shop.ts';

const ALL = API_SCOPES.join(',');

let shop: TestShop;
beforeEach(async () => {
  shop = await TestShop.open();
});
afterEach(() => shop.close());

const told = z.object({ ok: z.boolean(), lines: z.array(z.string()) });

async function desk(asked: object): Promise<z.output<typeof told>> {
  const answer = await fetch(`${shop.url}/seller/desk/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
    body: JSON.stringify({ asked, language: 'es' }),
  });
  expect(answer.status).toBe(200);
  return told.parse(await answer.json());
}

async function makeToken(name: string, scopes: string, expires: string | null = null): Promise<string> {
  const { ok, lines } = await desk({ do: 'create', name, scopes, expires });
  expect(ok, lines.join()).toBe(true);
  return lines[0] ?? '';
}

function get(token: string, path: string): Promise<Response> {
  return fetch(`${shop.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

function send(token: string, method: string, path: string, body: unknown, key?: string): Promise<Response> {
  return fetch(`${shop.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
  });
}

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const read = problemSchema.parse(await answer.json());
  expect(read.status).toBe(answer.status);
  return read;
}

const sell = () => buyTotes(shop.customer('ana'), 'efectivo');

describe('tokens', () => {
  test('without one, with a wrong one, without the scope: 401, 401, 403, each with a problem in JSON', async () => {
    const token = await makeToken('contador', 'orders:read');
    const none = await fetch(`${shop.url}/api/orders`);
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="tanteo"']);
    expect((await problemOf(none)).code).toBe('UNAUTHENTICATED');
    expect((await get(`${token}x`, '/api/orders')).status).toBe(401);
    expect((await problemOf(await get(token, '/api/stock'))).code).toBe('FORBIDDEN_SCOPE');
    expect((await get(token, '/api/orders')).status).toBe(200);
  });

  test.each([
    ['GET', '/api/orders', 'orders:read'],
    ['GET', '/api/orders/1001', 'orders:read'],
    ['POST', '/api/orders/1001/commands', 'orders:write'],
    ['POST', '/api/orders/1001/refunds', 'refunds:write'],
    ['GET', '/api/customers', 'customers:read'],
    ['GET', '/api/customers/x', 'customers:read'],
    ['POST', '/api/conversations/x/messages', 'conversations:write'],
    ['PUT', '/api/conversations/x/attention', 'conversations:write'],
    ['GET', '/api/catalog', 'catalog:read'],
    ['GET', '/api/stock', 'stock:read'],
    ['PUT', '/api/stock/tote', 'stock:write'],
    ['GET', '/api/exports/orders', 'exports:read'],
  ])('%s %s is closed to a token that has all but %s', async (method, path, scope) => {
    const others = await makeToken('others', API_SCOPES.filter((one) => one !== scope).join(','));
    const refused = await fetch(`${shop.url}${path}`, { method, headers: { authorization: `Bearer ${others}` } });
    expect([refused.status, (await problemOf(refused)).code]).toEqual([403, 'FORBIDDEN_SCOPE']);
    const hers = await makeToken('hers', scope);
    expect((await fetch(`${shop.url}${path}`, { method, headers: { authorization: `Bearer ${hers}` } })).status).not.toBe(403);
  });

  test('the token is nowhere in the data, its day of use is; revoked it opens nothing any more', async () => {
    const token = await makeToken('Contador', 'orders:read');
    await get(token, '/api/orders');
    const [kept] = [...shop.app.store.query.all('tokens')];
    expect(kept).toMatchObject({ name: 'Contador', scopes: ['orders:read'], lastUsedDay: '2026-11-25' });
    expect(JSON.stringify(kept)).not.toContain(token);
    expect((await desk({ do: 'list' })).lines.join()).toContain(
      'Contador · orders:read · creada el 2026-11-25 · no vence · usada el 2026-11-25',
    );
    expect((await desk({ do: 'create', name: 'contador', scopes: 'orders:read', expires: null })).ok).toBe(false);
    expect((await desk({ do: 'revoke', name: 'contador' })).ok).toBe(true);
    expect((await get(token, '/api/orders')).status).toBe(401);
  });

  test('one that expires opens until its last day is over, also after a restart', async () => {
    const token = await makeToken('feria', 'orders:read', '2d');
    await shop.restart();
    await shop.wait(DAY);
    expect((await get(token, '/api/orders')).status).toBe(200);
    await shop.wait(DAY);
    expect((await problemOf(await get(token, '/api/orders'))).detail).toContain('expired');
  });

  test('who guesses has to wait, and a program that asks too fast too', async () => {
    const token = await makeToken('contador', 'orders:read');
    for (let asked = 0; asked < REQUESTS_A_MINUTE; asked += 1) await get(token, '/api/orders');
    const tooFast = await get(token, '/api/orders');
    expect(tooFast.status).toBe(429);
    expect(Number(tooFast.headers.get('retry-after'))).toBeGreaterThan(0);
    for (let tried = 0; tried < 10; tried += 1) expect((await get(`guess-${tried}`, '/api/orders')).status).toBe(401);
    expect((await get('guess-11', '/api/orders')).status).toBe(429);
  });

  test('made, listed and revoked on the terminal of a closed shop', async () => {
    await shop.app.stop();
    const environment = { ...process.env, DATA_DIR: shop.directory, PORT: '0', LANG: 'es_PE.UTF-8', LC_ALL: 'es_PE.UTF-8' };
    const tanteo = (...argv: string[]) =>
      promisify(execFile)(process.execPath, [join(HOME, 'src/main.ts'), 'token', ...argv], { cwd: HOME, env: environment });
    const made = await tanteo('create', 'contador', '--scopes', 'orders:read,exports:read', '--expires', '90d');
    expect(made.stdout).toMatch(/^tanteo_[a-z0-9]{48}\n$/);
    expect((await tanteo('list')).stdout).toContain('vence el');
    expect((await tanteo('revoke', 'contador')).stderr).toContain('anulada');
    expect((await tanteo('list')).stdout).toContain('Todavía no hay llaves');
  });
});

describe('orders', () => {
  test('one order whole, and pages of many from the newest, by state, words and day', async () => {
    const token = await makeToken('contador', ALL);
    for (const name of ['Ana Quispe', 'Eva Luna', 'Luis Rojas'])
      await buyTotes(shop.customer(name.slice(0, 3).toLowerCase()), 'efectivo', name);
    const one = orderSchema.parse(await (await get(token, '/api/orders/1001')).json());
    expect(one).toMatchObject({ number: 1001, customer: { name: 'Ana Quispe' }, totals: { total: { amount: 5800, currency: 'PEN' } } });
    expect(one.commands).toContain('start-preparing');
    const numbers = async (query: string) => {
      const answer = await get(token, `/api/orders?${query}`);
      expect(answer.status, await answer.clone().text()).toBe(200);
      return orderListSchema.parse(await answer.json());
    };
    const first = await get(token, '/api/orders?limit=2');
    expect(first.headers.get('link')).toBe('</api/orders?limit=2&cursor=1002>; rel="next"');
    const walked: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: z.output<typeof orderListSchema> = await numbers(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      walked.push(...page.orders.map(({ number }) => number));
      cursor = page.next;
    }
    expect(walked).toEqual([1003, 1002, 1001]);
    const found = async (query: string) => (await numbers(query)).orders.map(({ number }) => number);
    expect(await found('q=eva')).toEqual([1002]);
    expect(await found('state=confirmed')).toEqual([1003, 1002, 1001]);
    expect(await found('state=cancelled,expired')).toEqual([]);
    expect(await found('from=2026-11-25&to=2026-11-25&limit=2')).toEqual([1003, 1002]);
    expect(await found('from=2026-11-26')).toEqual([]);
    expect(await found('q=luis&state=confirmed&from=2026-11-25')).toEqual([1003]);
  });

  test.each([
    ['/api/orders?limit=101', 400],
    ['/api/orders?state=perdido', 400],
    ['/api/orders?from=25-11-2026', 400],
    ['/api/orders?limite=5', 400],
    ['/api/orders/9999', 404],
    ['/api/orders/abc', 404],
    ['/api/nothing', 404],
  ])('%s is %i', async (path, status) => {
    const token = await makeToken('contador', ALL);
    const answer = await get(token, path);
    expect(answer.status).toBe(status);
    await problemOf(answer);
  });

  test('HEAD and OPTIONS are answered, other methods are refused with what may be done, and no other site may read', async () => {
    const token = await makeToken('contador', ALL);
    const head = await fetch(`${shop.url}/api/orders`, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const options = await fetch(`${shop.url}/api/orders`, { method: 'OPTIONS', headers: { origin: 'https://example.com' } });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'OPTIONS, GET, HEAD']);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
    const wrong = await send(token, 'DELETE', '/api/orders', {});
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'OPTIONS, GET, HEAD']);
  });
});

describe('writing', () => {
  const prepare = { command: 'start-preparing' };
  const commands = '/api/orders/1001/commands';

  test('S57 · the same key with the same body is done once and answered alike; with another body it is refused', async () => {
    await sell();
    const token = await makeToken('almacén', ALL);
    const [first, again] = await Promise.all([
      send(token, 'POST', commands, prepare, 'k-1'),
      send(token, 'POST', commands, prepare, 'k-1'),
    ]);
    expect([first.status, again.status]).toEqual([200, 200]);
    const answer = orderBriefSchema.parse(await first.json());
    expect(answer.order).toMatchObject({ number: 1001, status: 'preparing', balance: { amount: 5800, currency: 'PEN' } });
    expect(await again.json()).toEqual(answer);
    await shop.restart();
    const later = await send(token, 'POST', commands, prepare, 'k-1');
    expect(later.headers.get('idempotent-replayed')).toBe('true');
    expect(await later.json()).toEqual(answer);
    const reused = await send(token, 'POST', commands, { command: 'mark-ready' }, 'k-1');
    expect(reused.status).toBe(409);
    expect((await problemOf(reused)).code).toBe('IDEMPOTENCY_KEY_REUSED');
    const order = await orderOf(shop);
    expect(order.status).toBe('preparing');
    expect(order.history.filter(({ what }) => what === 'preparing')).toHaveLength(1);
    expect(order.history.at(-1)?.who).toBe('api:almacén');
  });

  test('a day later the key is free again, and nothing is left of the answer', async () => {
    await sell();
    const token = await makeToken('almacén', ALL);
    await send(token, 'POST', commands, prepare, 'k-1');
    await shop.wait(2 * DAY);
    expect([...shop.app.store.query.all('answers')]).toEqual([]);
    expect((await problemOf(await send(token, 'POST', commands, prepare, 'k-1'))).code).toBe('ILLEGAL_TRANSITION');
  });

  test('without a key, with a body that cannot be read, or with a command that cannot be: nothing changes', async () => {
    await sell();
    const token = await makeToken('almacén', ALL);
    const before = await orderOf(shop);
    expect((await problemOf(await send(token, 'POST', commands, prepare))).code).toBe('IDEMPOTENCY_KEY_MISSING');
    expect((await problemOf(await send(token, 'POST', commands, { command: 'fly' }, 'a'))).code).toBe('BAD_REQUEST');
    const foreign = { command: 'register-payment', arguments: { method: 'cash', amount: { amount: 100, currency: 'USD' } } };
    expect((await problemOf(await send(token, 'POST', commands, foreign, 'b'))).code).toBe('BAD_REQUEST');
    const illegal = await send(token, 'POST', commands, { command: 'mark-delivered' }, 'c');
    expect(illegal.status).toBe(409);
    expect(await problemOf(illegal)).toMatchObject({ code: 'ILLEGAL_TRANSITION', facts: { from: 'confirmed' } });
    expect((await send(token, 'POST', '/api/orders/9/commands', prepare, 'd')).status).toBe(404);
    expect(await orderOf(shop)).toEqual(before);
  });

  test('money is registered and given back by amounts in minor units, never more than came', async () => {
    await sell();
    const token = await makeToken('caja', ALL);
    const paid = { command: 'register-payment', arguments: { method: 'cash', amount: { amount: 5800, currency: 'PEN' } } };
    expect(orderBriefSchema.parse(await (await send(token, 'POST', commands, paid, 'p')).json()).order.paid.amount).toBe(5800);
    const tooMuch = { amount: { amount: 5801, currency: 'PEN' }, reason: 'sobra', byHand: true };
    const refused = await problemOf(await send(token, 'POST', '/api/orders/1001/refunds', tooMuch, 'r1'));
    expect(refused).toMatchObject({ code: 'REFUND_EXCEEDS', facts: { max: { amount: 5800, currency: 'PEN' } } });
    const back = { amount: { amount: 800, currency: 'PEN' }, reason: 'una mancha', byHand: true };
    const answer = orderBriefSchema.parse(await (await send(token, 'POST', '/api/orders/1001/refunds', back, 'r2')).json());
    expect(answer.order).toMatchObject({ paid: { amount: 5000 }, refunds: [{ amount: { amount: 800 }, status: 'settled' }] });
  });

  test('whoever may write orders may not give money back by it', async () => {
    await sell();
    const token = await makeToken('almacén', 'orders:write');
    const refund = { command: 'refund', arguments: { reason: 'porque sí' } };
    expect((await send(token, 'POST', commands, refund, 'x')).status).toBe(403);
    expect((await send(token, 'POST', '/api/orders/1001/refunds', { reason: 'porque sí' }, 'y')).status).toBe(403);
  });
});

test('customers, the catalog, the shelf and the lists', async () => {
  await sell();
  const token = await makeToken('todo', ALL);
  const people = z
    .object({ customers: z.array(z.looseObject({ id: z.string() })) })
    .parse(await (await get(token, '/api/customers')).json());
  expect(people.customers).toMatchObject([{ name: 'Ana Quispe' }]);
  const id = encodeURIComponent(people.customers[0]?.id ?? '');
  expect(await (await get(token, `/api/customers/${id}`)).json()).toMatchObject({ customer: { name: 'Ana Quispe' }, orders: [1001] });
  expect((await get(token, '/api/customers/nobody')).status).toBe(404);
  expect(JSON.stringify(await (await get(token, '/api/catalog')).json())).toContain('"polo/rojo/m"');
  const counted = await send(token, 'PUT', '/api/stock/polo/rojo/m', { onHand: 5 }, 'count');
  expect(await counted.json()).toEqual({ variant: 'polo/rojo/m', onHand: 5, reserved: 0, available: 5, missing: 0 });
  expect(shop.units('polo/rojo/m').onHand).toBe(5);
  expect(JSON.stringify(await (await get(token, '/api/stock')).json())).toContain('{"variant":"polo/rojo/m","onHand":5');
  expect((await send(token, 'PUT', '/api/stock/nada', { onHand: 5 }, 'other')).status).toBe(404);
  const csv = await get(token, '/api/exports/orders?format=csv&from=2026-11-25');
  expect(csv.headers.get('content-disposition')).toContain('.csv');
  expect(await csv.text()).toContain('Ana Quispe');
  expect((await get(token, '/api/exports/orders')).status).toBe(400);
});

test('the description is valid OpenAPI 3.1 by an independent reader, and names every door', async () => {
  const description = z
    .looseObject({ paths: z.record(z.string(), z.unknown()) })
    .parse(await (await fetch(`${shop.url}/api/openapi.json`)).json());
  const validator = new Validator();
  const { valid, errors } = await validator.validate(description);
  expect(errors).toBeUndefined();
  expect([valid, validator.version]).toEqual([true, '3.1']);
  expect(Object.keys(description.paths)).toHaveLength(12);
});
