/**
 * The doors that other programs rely on: their contracts as design.md §7 writes them, at the whole shop.
 */
import { once } from 'node:events';
import { get } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeDoor } from '../../src/door.ts';
import { healthRoutes } from '../../src/health.ts';
import { openEventStream } from '../stand-ins/event-stream.ts';
import { startWebChatServer } from '../stand-ins/web-chat-server.ts';
import { CONFIRM, DELIVERED_AND_PAID_BY_LINK, PICKED_UP_AND_PAID_IN_CASH, take, takeAll } from './sale.ts';
import { type Customer, TestShop } from './shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open();
});
afterAll(() => shop.close());

/** Another customer each time, in the same shop. */
let ana: Customer;
let customers = 0;
beforeEach(() => {
  customers += 1;
  ana = shop.customer(`ana-${customers}`);
});

const picture = z.strictObject({ url: z.string().startsWith('/'), alt: z.string() });

/** Nothing but what the contract names, and all of it. */
const message = z.strictObject({
  n: z.int().positive(),
  at: z.iso.datetime(),
  from: z.enum(['customer', 'shop', 'seller']),
  kind: z.string(),
  text: z.string(),
  spans: z.array(z.strictObject({ t: z.string(), b: z.literal(true).optional(), url: z.string().optional() })).optional(),
  image: picture.optional(),
  options: z
    .array(
      z.strictObject({
        number: z.int().min(0),
        label: z.string().min(1),
        token: z.string().min(1),
        description: z.string().optional(),
        image: picture.optional(),
      }),
    )
    .optional(),
  url: z.url().optional(),
  label: z.string().optional(),
  what: z.enum(['location', 'contact', 'text']).optional(),
});
const page = z.strictObject({ messages: z.array(message) });
const acceptance = z.strictObject({ accepted: z.literal(true), duplicate: z.boolean() });

const KINDS = { shop: ['text', 'menu', 'ask', 'link', 'file'], customer: ['text', 'choice', 'location', 'media'] };

/** The smallest PNG there is: one transparent dot. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function messages(customer: Customer, after = 0) {
  const answer = await fetch(`${shop.url}/chat/${customer.chat}/messages?after=${after}`);
  expect(answer.status).toBe(200);
  return page.parse(await answer.json()).messages;
}

async function ordersOf(customer: Customer): Promise<number> {
  return (await shop.orders()).filter((order) => order.conversationId.endsWith(`:${customer.chat}`)).length;
}

/** As a program with these headers hears it; `fetch` lets nobody choose the name that was asked. */
async function healthFor(headers: Readonly<Record<string, string>>): Promise<unknown> {
  const [answer] = await once(get(`${shop.url}/health`, { headers }), 'response');
  return json(answer);
}

describe('GET /health', () => {
  test('an open shop says that it is well, and what it consists of', async () => {
    const answer = await fetch(`${shop.url}/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      status: 'ok',
      store: { ok: true },
      channels: { web: { ok: true } },
      payments: { mode: 'practice' },
    });
  });

  test('a shop whose only channel does not receive cannot take orders, and says so', async () => {
    const closed = await startWebChatServer({ started: false });
    const channels = new Map([['web', closed.channel]]);
    const health = healthRoutes(
      {
        ...{ store: shop.app.store, channels, live: false, mode: 'practice' },
        standing: () => ({ kind: 'good' }),
        filesBroken: () => false,
      },
      () => true,
    );
    const answer = await health.request('/health');
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { status: 'down', store: { ok: true }, channels: { web: { ok: false } } },
    ]);
    await closed.close();
  });

  test.each([
    ['passed on by a tunnel', { 'x-forwarded-for': '190.1.2.3' }],
    ['asked by a name of the internet', { host: 'tienda.retama.pe' }],
    ['with a key that somebody guessed', { host: 'tienda.retama.pe', authorization: 'Bearer 0123456789abcdef' }],
  ])('a stranger hears that it is well, and no words: %s', async (_how, headers) => {
    expect(await healthFor(headers)).toEqual({
      status: 'ok',
      store: { ok: true },
      channels: { web: { ok: true } },
      payments: { ok: true },
      files: { ok: true },
    });
  });

  test('who has the seller’s key hears the words from anywhere', async () => {
    const headers = { host: 'tienda.retama.pe', authorization: `Bearer ${shop.app.sellerKey}` };
    expect(await healthFor(headers)).toMatchObject({ payments: { mode: 'practice', words: 'good' } });
  });

  test('behind a proxy, who guesses keys shuts the door for nobody else', async () => {
    const behind = await TestShop.open({ settings: { trustProxy: true } });
    try {
      const enter = (key: string, address: string) =>
        fetch(`${behind.url}/seller/enter?key=${key}`, { headers: { 'x-forwarded-for': `10.0.0.1, ${address}` }, redirect: 'manual' });
      for (let tried = 0; tried < 10; tried += 1) expect((await enter(`guess-${tried}`, '190.1.2.3')).status).toBe(401);
      expect((await enter(behind.app.sellerKey, '190.1.2.3')).status).toBe(429);
      expect((await enter(behind.app.sellerKey, '181.4.5.6')).status).toBe(303);
    } finally {
      await behind.close();
    }
  });

  test('a shop that is still opening says so, and when to ask again', async () => {
    const door = await makeDoor('127.0.0.1', 0);
    const answer = await fetch(`${door.url}/health`);
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([503, '1', { status: 'opening' }]);
    await door.close();
  });
});

describe('POST and GET /chat/:conversation/messages', () => {
  test('a message is accepted once it is on disk; the same id again is a repeat', async () => {
    const first = await ana.post({ id: 'm1', text: 'hola' });
    expect([first.status, await first.json()]).toEqual([202, { accepted: true, duplicate: false }]);
    const again = await ana.post({ id: 'm1', text: 'hola' });
    expect([again.status, await again.json()]).toEqual([202, { accepted: true, duplicate: true }]);
    await ana.hear();
    expect((await messages(ana)).filter((one) => one.from === 'customer')).toHaveLength(1);
  });

  test('a repeat is still known after a restart', async () => {
    await ana.post({ id: 'm1', text: 'hola' });
    await shop.restart();
    expect(await (await ana.post({ id: 'm1', text: 'hola' })).json()).toEqual({ accepted: true, duplicate: true });
  });

  test('a conversation reads as it was: numbered from 1 without gaps, in order, in the shape of the contract', async () => {
    await takeAll(ana, [...DELIVERED_AND_PAID_BY_LINK, CONFIRM]);
    const all = await messages(ana);
    expect(all.map((one) => one.n)).toEqual(all.map((_, index) => index + 1));
    for (const one of all) expect(one.from === 'shop' ? KINDS.shop : KINDS.customer).toContain(one.kind);
    for (const one of all.filter(({ kind }) => kind === 'menu')) expect(one.options?.length).toBeGreaterThan(0);
    const link = all.find(({ kind }) => kind === 'link');
    expect(link?.text).toContain(link?.url);
    expect(link?.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    for (const { options = [], text } of all) for (const { label } of options) expect(text).toContain(label);
  });

  test('only what is new is answered', async () => {
    await ana.say('hola');
    const all = await messages(ana);
    expect(await messages(ana, 1)).toEqual(all.slice(1));
    expect(await messages(ana, all.length)).toEqual([]);
  });

  test('a conversation that never wrote is empty', async () => {
    expect(await messages(shop.customer('nobody'))).toEqual([]);
  });

  test('a place and a picture are in the history as what they are', async () => {
    await ana.post({ id: 'm1', location: { lat: -12.1, lng: -77 } });
    const form = new FormData();
    form.set('id', 'm2');
    form.set('file', new Blob([DOT], { type: 'image/png' }), 'recibo.png');
    form.set('caption', 'mi comprobante');
    const sent = await fetch(`${shop.url}/chat/${ana.chat}/messages`, { method: 'POST', body: form });
    expect(sent.status).toBe(202);
    await ana.hear();
    const [place, photo] = (await messages(ana)).filter((one) => one.from === 'customer');
    expect(place).toMatchObject({ kind: 'location', text: '-12.1, -77' });
    expect(photo).toMatchObject({ kind: 'media', text: 'mi comprobante' });
    const kept = await fetch(shop.url + photo?.image?.url);
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(DOT);
  });
});

describe('one thing, sent many times at once', () => {
  test('five copies of a first message are one message and one greeting', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => ana.post({ id: 'm1', text: 'hola' })));
    const accepted = await Promise.all(answers.map(async (answer) => acceptance.parse(await answer.json())));
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202, 202, 202]);
    expect(accepted.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    await ana.hear();
    expect((await messages(ana)).filter((one) => one.from === 'customer')).toHaveLength(1);
  });

  test('five copies of the confirmation are one order', async () => {
    await takeAll(ana, PICKED_UP_AND_PAID_IN_CASH);
    const choice = confirmation(ana);
    await Promise.all(Array.from({ length: 5 }, () => ana.post({ id: 'yes', choice })));
    const said = await ana.hear();
    expect(said.map((one) => one.text).join()).toMatch(/Pedido #\d+/);
    expect(await ordersOf(ana)).toBe(1);
  });

  test('a button tapped five times, each tap a message of its own, is one order', async () => {
    await takeAll(ana, PICKED_UP_AND_PAID_IN_CASH);
    const choice = confirmation(ana);
    await Promise.all(Array.from({ length: 5 }, (_, index) => ana.post({ id: `yes-${index}`, choice })));
    await ana.hear();
    expect(await ordersOf(ana)).toBe(1);
  });
});

function confirmation(customer: Customer): string {
  const option = customer.last.flatMap(({ options = [] }) => options).find(({ label }) => label === 'Confirmar');
  if (!option) throw new Error(`nothing to confirm; the shop said:\n${customer.lastText}`);
  return option.token;
}

describe('GET /chat/:conversation/events', () => {
  const events = (customer: Customer, headers: Record<string, string> = {}, query = '') =>
    openEventStream(`${shop.url}/chat/${customer.chat}/events${query}`, headers);

  test('tells every message in order, first what was, then what comes', async () => {
    await ana.say('hola');
    const stream = await events(ana);
    await take(ana, { say: 'quiero 1 gorra negra' });
    const all = await messages(ana);
    for (const one of all) {
      const told = await stream.next('message');
      expect(told.id).toBe(String(one.n));
      expect(message.parse(JSON.parse(told.data))).toEqual(one);
    }
    stream.close();
  });

  test('goes on after the last one that was heard', async () => {
    await ana.say('hola');
    const dropped = await events(ana);
    const heard = await dropped.next('message');
    dropped.close();
    await ana.say('quiero 1 gorra negra');
    const rest = (await messages(ana)).filter((one) => one.n > Number(heard.id));
    const resumed = await events(ana, { 'last-event-id': heard.id ?? '' });
    for (const one of rest) expect(JSON.parse((await resumed.next('message')).data)).toEqual(one);
    resumed.close();
    const asked = await events(ana, {}, `?after=${heard.id}`);
    expect((await asked.next('message')).id).toBe(String(rest[0]?.n));
    asked.close();
  });

  test('a page that listens from before the first message hears the first answer', async () => {
    const stream = await events(ana);
    await ana.post({ id: 'm1', text: 'hola' });
    expect(JSON.parse((await stream.next('message')).data)).toMatchObject({ n: 1, from: 'customer' });
    await shop.wait(1000);
    expect(JSON.parse((await stream.next('message')).data)).toMatchObject({ n: 2, from: 'shop' });
    stream.close();
  });
});

describe('POST /webhooks/mercadopago', () => {
  const knock = (headers: Record<string, string>, body = '{"type":"payment","data":{"id":"123"}}') =>
    fetch(`${shop.url}/webhooks/mercadopago?data.id=123&type=payment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  test.each([
    ['no signature', {}],
    ['a signature of nothing', { 'x-signature': 'ts=,v1=' }],
    ['a signature made up', { 'x-signature': `ts=1764082800,v1=${'0'.repeat(64)}`, 'x-request-id': 'made-up' }],
  ])('what Mercado Pago did not sign is not believed: %s', async (_what, headers) => {
    const { calls } = shop.practice;
    const before = calls.length;
    const answer = await knock(headers);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    await shop.settle();
    expect(calls.length, 'the provider was not even asked').toBe(before);
  });

  test('more than a notification ever has is not read', async () => {
    expect((await knock({}, JSON.stringify({ long: 'a'.repeat(100_000) }))).status).toBe(413);
  });
});

test('where there is no door there is no stack trace either', async () => {
  for (const path of ['/nowhere', '/chat', '/webhooks/mercadopago', '/.env', '/..%2f..%2fetc/passwd', '/images/..%2fshop.yaml']) {
    const answer = await fetch(shop.url + path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toMatch(/\bat .*:\d+|node_modules|Error/);
  }
});
