/** The practice provider itself: what it keeps over a restart, and what it refuses as the real one does. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMercadoPago } from '../../../src/payments/mercado-pago/mercado-pago.ts';
import type { Practice } from '../../../src/payments/practice/practice.ts';
import { ACCESS_TOKEN, anOrder, openPractice, standingClock, WEBHOOK_SECRET } from './fixture.ts';

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'new', 'practice.json');
}

function adapterOf(practice: Practice, now: () => number) {
  return createMercadoPago({ accessToken: ACCESS_TOKEN, webhookSecrets: [WEBHOOK_SECRET], baseUrl: practice.url, live: false, now });
}

describe('after a restart', () => {
  test('links, payments and refund keys are still there', async () => {
    const clock = standingClock();
    const file = await aFile();
    const before = await openPractice(clock, { file });
    const shop = adapterOf(before, clock.now);
    const link = await shop.createLink(anOrder());
    const paid = await before.control.pay(link.providerRef, 'approved');
    const refund = await shop.refund(paid, null, 'refund:1');
    await before.close();

    const after = await openPractice(clock, { file });
    const again = adapterOf(after, clock.now);
    expect(await again.fetchPayment(paid)).toMatchObject({ status: 'refunded', reference: 'ord_1001.k3j9' });
    expect(await again.refund(paid, null, 'refund:1')).toEqual(refund);
    expect(await after.control.pay(link.providerRef, 'approved')).not.toBe(paid);
  });

  test('news that the shop did not answer are sent again', async () => {
    const clock = standingClock();
    const file = await aFile();
    const closedShop = async () => new Response(null, { status: 503 });
    const before = await openPractice(clock, { file, fetch: closedShop, retryPausesMs: [60_000] });
    const link = await adapterOf(before, clock.now).createLink(anOrder({ notificationUrl: 'http://127.0.0.1:9/webhooks/mercadopago' }));
    const paid = await before.control.pay(link.providerRef, 'approved');
    await before.close();

    clock.pass(60_000);
    const told = Promise.withResolvers<URL>();
    await openPractice(clock, {
      file,
      fetch: async (url) => {
        told.resolve(new URL(String(url)));
        return new Response(null, { status: 200 });
      },
    });
    expect(Object.fromEntries((await told.promise).searchParams)).toEqual({ source_news: 'webhooks', 'data.id': paid, type: 'payment' });
  });

  test('what is older than anybody asks for is gone', async () => {
    const clock = standingClock();
    const file = await aFile();
    const before = await openPractice(clock, { file });
    const link = await adapterOf(before, clock.now).createLink(anOrder());
    await before.control.pay(link.providerRef, 'approved');
    await before.close();
    clock.pass(61 * 24 * 60 * 60_000);
    await (await openPractice(clock, { file })).close();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ preferences: {}, payments: {} });
  });

  test('a file that is broken is named, with what to do', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'practice-')), 'practice.json');
    await writeFile(file, '{"version":1,');
    await expect(openPractice(standingClock(), { file })).rejects.toThrow(
      `The practice payments in ${file} cannot be read. Move the file away`,
    );
  });
});

describe('the API, asked without the SDK', () => {
  const preference = { items: [{ id: 'a', title: 'Polo', quantity: 1, unit_price: 45 }] };

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const practice = await openPractice(standingClock());
    const answer = await fetch(`${practice.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${ACCESS_TOKEN}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.text() };
  }

  test.each<[why: string, body: unknown]>([
    ['no items', { items: [] }],
    ['more decimals than soles have', { items: [{ title: 'Polo', quantity: 1, unit_price: 10.005 }] }],
    ['a price that is text', { items: [{ title: 'Polo', quantity: 1, unit_price: '10' }] }],
    ['a price of nothing', { items: [{ title: 'Polo', quantity: 1, unit_price: 0 }] }],
    ['half a piece', { items: [{ title: 'Polo', quantity: 0.5, unit_price: 10 }] }],
    ['another currency', { items: [{ title: 'Polo', quantity: 1, unit_price: 10, currency_id: 'ARS' }] }],
    ['an automatic return to nowhere', { ...preference, auto_return: 'approved' }],
    ['no JSON', '{"items":'],
  ])('refuses a preference with %s as Mercado Pago would', async (_why, body) => {
    const answer = await ask('POST', '/checkout/preferences', body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'bad_request', status: 400, cause: [] });
  });

  test('takes a preference with or without the last slash of the address', async () => {
    expect((await ask('POST', '/checkout/preferences', preference)).status).toBe(201);
    expect((await ask('POST', '/checkout/preferences/', preference)).status).toBe(201);
  });

  test('knows its own seller only', async () => {
    expect((await ask('GET', '/users/me', undefined, { authorization: 'Bearer other' })).status).toBe(401);
    expect((await ask('GET', '/v1/payments/search', undefined, { authorization: '' })).status).toBe(401);
  });

  test('wants a key for a refund, and says what it does not know', async () => {
    expect(JSON.parse((await ask('POST', '/v1/payments/1/refunds', {})).body)).toMatchObject({ status: 400, cause: [{ code: 4292 }] });
    expect(JSON.parse((await ask('GET', '/v1/payments/1')).body)).toMatchObject({ status: 404, cause: [{ code: 2000 }] });
    expect((await ask('GET', '/checkout/preferences/__proto__')).status).toBe(404);
    expect((await ask('GET', '/control')).status).toBe(404);
  });

  test('cancels a payment that is pending, and no other', async () => {
    const clock = standingClock();
    const practice = await openPractice(clock);
    const link = await adapterOf(practice, clock.now).createLink(anOrder());
    const cancel = async (id: string): Promise<unknown> => {
      const answer = await fetch(`${practice.url}/v1/payments/${id}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${ACCESS_TOKEN}` },
        body: '{"status":"cancelled"}',
      });
      return await answer.json();
    };
    expect(await cancel(await practice.control.pay(link.providerRef, 'voucher'))).toMatchObject({ status: 'cancelled' });
    expect(await cancel(await practice.control.pay(link.providerRef, 'approved'))).toMatchObject({ status: 400, cause: [{ code: 3005 }] });
  });
});
