/**
 * Payments scenarios (P…): what the provider tells, in whatever order, how often and by whomever it is told.
 * Through the doors, with the real SDK against the practice provider.
 */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '../../src/commerce/money.ts';
import { readSecrets } from '../../src/secrets.ts';
import { buyTotes, command, confirmationsTo, DAY, HOUR, MINUTE, orderOf, sellerPage } from './paying-shop.ts';
import { type Customer, TestShop } from './shop.ts';

let shop: TestShop;
let ana: Customer;
let link: string;
beforeEach(async () => {
  shop = await TestShop.open();
  ana = shop.customer('ana');
  await buyTotes(ana, 'link');
  link = await ana.link();
});
afterEach(() => shop.close());

const order = () => orderOf(shop);
const confirmations = () => confirmationsTo(ana);

/** A notification signed as Mercado Pago signs, with one thing as the story wants it. */
async function notify(of: {
  readonly id: string;
  readonly body?: string;
  readonly ts?: string;
  readonly manifest?: string;
  readonly type?: string;
}) {
  const { practiceWebhookSecret } = await readSecrets(shop.directory);
  const { id, body = id, ts = String(shop.clock.now()), type = 'payment' } = of;
  const manifest = of.manifest ?? `id:${id};request-id:r-${ts}-${id};ts:${ts};`;
  const v1 = createHmac('sha256', practiceWebhookSecret).update(manifest).digest('hex');
  const answer = await fetch(`${shop.url}/webhooks/mercadopago?data.id=${id}&type=${type}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-signature': `ts=${ts},v1=${v1}`, 'x-request-id': `r-${ts}-${id}` },
    body: JSON.stringify({ type, data: { id: body } }),
  });
  await shop.settle();
  return answer.status;
}

/** Pays, and the provider's own news of it get lost. */
async function paySilently(...[outcome, options]: Parameters<TestShop['practice']['pay']> extends [string, ...infer Rest] ? Rest : never) {
  shop.practice.failNotifications({ kind: 'drop' });
  return shop.practice.pay(link, outcome, options);
}

test('P1 · approved: one confirmation for the customer, one notice for the seller', async () => {
  await shop.practice.pay(link, 'approved');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  expect([await confirmations(), shop.alerts()]).toEqual([1, ['order-paid']]);
});

test('S68, P2 · the same notification five times at once is one confirmation', async () => {
  shop.practice.failNotifications({ kind: 'duplicate', times: 5 });
  await shop.practice.pay(link, 'approved');
  await ana.hear();
  expect([await confirmations(), shop.alerts()]).toEqual([1, ['order-paid']]);
});

test('P3 · "approved" comes before "created": it stays paid', async () => {
  shop.practice.failNotifications({ kind: 'hold' }, 2);
  const payment = await shop.practice.pay(link, 'voucher');
  await shop.practice.move(payment, 'approve');
  await shop.practice.releaseHeld();
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  expect(await confirmations()).toBe(1);
});

test('P4 · a notification that never comes: the payment is found, and looking again changes nothing', async () => {
  await paySilently('approved');
  await shop.wait(3 * MINUTE);
  const found = await order();
  expect(found).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  await shop.wait(HOUR);
  expect((await order()).version).toBe(found.version);
  expect(await confirmations()).toBe(1);
});

test('P5 · a forged notification is refused, changes nothing and makes the shop fetch nothing', async () => {
  const calls = shop.practice.calls.length;
  for (const headers of [{}, { 'x-signature': 'ts=1764082800000,v1=deadbeef', 'x-request-id': 'x' }]) {
    const answer = await fetch(`${shop.url}/webhooks/mercadopago?data.id=1&type=payment`, { method: 'POST', headers });
    expect(answer.status).toBe(401);
  }
  await shop.settle();
  expect(shop.practice.calls.length).toBe(calls);
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
});

test('P6 · the id that was signed counts, not the one in the body', async () => {
  const payment = await paySilently('approved');
  expect(await notify({ id: '999', body: payment })).toBe(200);
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
  expect(await notify({ id: payment, body: '999' })).toBe(200);
  expect(await order()).toMatchObject({ status: 'confirmed' });
});

test('P7 · the provider fails while the news are looked into: they are kept, and confirmed later', async () => {
  shop.practice.failCalls({ kind: 'status', status: 500 }, 4, '/v1/payments/');
  await shop.practice.pay(link, 'approved');
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
  await shop.wait(2 * MINUTE);
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('P8 · one céntimo less is not paid, and both are told what is missing', async () => {
  await shop.practice.pay(link, 'approved', { amount: minor(5799) });
  await ana.hear();
  expect(ana.lastText).toContain('faltan S/ 0.01');
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'partially_paid' });
  expect(await sellerPage(shop, '/seller')).toContain('le faltan S/ 0.01');
});

test('P9 · two parts: confirmed once, when their sum is there', async () => {
  await shop.practice.pay(link, 'approved', { amount: minor(2000) });
  await shop.practice.pay(link, 'approved', { amount: minor(3800) });
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  expect(await confirmations()).toBe(1);
});

test('too little money is a person’s business: the shop does not ask the provider every ten minutes for ever', async () => {
  await shop.practice.pay(link, 'approved', { amount: minor(2000) });
  await shop.wait(2 * HOUR);
  const before = shop.practice.calls.length;
  await shop.wait(DAY);
  expect(shop.practice.calls.length - before).toBeLessThan(30);
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'partially_paid' });
});

test('S71, P13 · rejected with its reason, then approved on the same link', async () => {
  await shop.practice.pay(link, 'rejected', { detail: 'cc_rejected_insufficient_amount' });
  await ana.hear();
  expect(ana.lastText).toContain('no tiene saldo suficiente');
  await shop.practice.pay(link, 'approved');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('P14 · in review: said so, no second link, the products are kept, and then approved', async () => {
  const payment = await shop.practice.pay(link, 'review');
  await ana.hear();
  expect(ana.lastText).toContain('en revisión');
  await ana.say('mi pedido');
  expect(ana.last.some(({ kind }) => kind === 'link')).toBe(false);
  await shop.wait(3 * HOUR);
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'pending' });
  expect(shop.units('tote').reserved).toBe(2);
  await shop.practice.move(payment, 'approve');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('P15 · a cash voucher that nobody pays: the stock is free again, and she can have the same again', async () => {
  const voucher = await shop.practice.pay(link, 'voucher');
  await shop.wait(30 * HOUR);
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'pending' });
  await shop.practice.move(voucher, 'expire');
  await shop.wait(MINUTE);
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'expired', paymentStatus: 'unpaid' });
  expect(shop.units('tote').reserved).toBe(0);
  await ana.tap('Armarlo otra vez');
  expect(ana.lastText).toContain('2 × Bolsa tote');
});

test('P20 · a payment for a reference of nobody is an alert, and touches no order', async () => {
  const before = await order();
  await shop.practice.payElsewhere('1001.xxxxxxxxxxxxxxxx.1', minor(5800), `${shop.url}/webhooks/mercadopago`);
  await shop.settle();
  expect(shop.alerts()).toEqual(['payment-unknown']);
  expect(await order()).toEqual(before);
});

test('P21 · the same number in another currency never pays', async () => {
  await shop.practice.pay(link, 'approved', { currency: 'USD' });
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'unpaid' });
  expect(shop.alerts()).toEqual(['payment-wrong-currency']);
});

test('P29 · news of anything else are answered, so that they stop, and ignored', async () => {
  const calls = shop.practice.calls.length;
  expect(await notify({ id: '4711', type: 'topic_merchant_order_wh' })).toBe(200);
  expect(shop.practice.calls.length).toBe(calls);
});

test('P30 · signed in seconds or in milliseconds, both are believed', async () => {
  const payment = await paySilently('approved');
  expect(await notify({ id: payment, ts: String(Math.floor(shop.clock.now() / 1000)) })).toBe(200);
  expect(await notify({ id: payment })).toBe(200);
  expect(await order()).toMatchObject({ status: 'confirmed' });
});

test('P32 · found by its id but not yet by the search: what is known does not go back', async () => {
  shop.practice.lagSearch(DAY);
  await shop.practice.pay(link, 'approved');
  await shop.wait(2 * HOUR);
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('P35 · a good signature over a manifest without an id is refused', async () => {
  const payment = await paySilently('approved');
  const ts = String(shop.clock.now());
  expect(await notify({ id: payment, ts, manifest: `request-id:r-${ts}-${payment};ts:${ts};` })).toBe(401);
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
});

test('what changed at the provider and was never told is found by the daily look, also weeks after the order', async () => {
  const payment = await shop.practice.pay(link, 'approved');
  await shop.wait(20 * DAY);
  shop.practice.failNotifications({ kind: 'drop' });
  await shop.practice.refundInApp(payment, minor(800));
  await shop.wait(DAY + MINUTE);
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'partially_refunded' });
  expect(shop.alerts()).toContain('payment-refunded');
});

test('P28 · an old page is paid after the total rose: too little, not confirmed, and the rest is asked', async () => {
  const begun = await shop.practice.pay(link, 'voucher');
  expect(await command(shop, 1001, 'edit', { line: 'tote+1', agreed: 'yes' })).toMatchObject({ ok: true });
  await shop.practice.move(begun, 'approve');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'partially_paid', totals: { total: 8700 } });
  expect([await confirmations(), shop.alerts()]).toEqual([0, ['payment-short']]);
  expect(ana.lastText).toContain('S/ 29.00');
});
