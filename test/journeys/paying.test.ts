/**
 * Paying by link: every way a payment can come, told through the practice provider and the real SDK.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '../../src/commerce/money.ts';
import { type Customer, TestShop } from './shop.ts';

const MINUTE = 60_000;

let shop: TestShop;
let ana: Customer;
let link: string;
beforeEach(async () => {
  shop = await TestShop.open();
  ana = shop.customer('ana');
  await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'link', 'sí');
  link = await ana.link();
});
afterEach(() => shop.close());

const order = async () => (await shop.orders())[0];
const confirmations = async () => (await ana.history()).filter((message) => message.text.startsWith('Recibí tu pago')).length;

test('approved: the customer and the seller are told once', async () => {
  await shop.practice.pay(link, 'approved');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  expect(await confirmations()).toBe(1);
  expect(shop.alerts()).toEqual(['order-paid']);
});

test('the same notification five times is still one confirmation', async () => {
  shop.practice.failNotifications({ kind: 'duplicate', times: 5 });
  await shop.practice.pay(link, 'approved');
  await ana.hear();
  expect(await confirmations()).toBe(1);
});

test('in review and then approved', async () => {
  const payment = await shop.practice.pay(link, 'review');
  await ana.hear();
  expect(ana.lastText).toContain('en revisión');
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'pending' });
  await shop.practice.move(payment, 'approve');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('a payment in review keeps its products beyond the hour', async () => {
  await shop.practice.pay(link, 'review');
  await shop.wait(3 * 60 * MINUTE);
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'pending' });
  expect(shop.units('tote').reserved).toBe(2);
});

test('rejected with its reason, and then approved on the same link', async () => {
  await shop.practice.pay(link, 'rejected');
  await ana.hear();
  expect(ana.lastText).toContain('no pasó');
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
  await shop.practice.pay(link, 'approved');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('paid twice: confirmed once, and the seller is told to give one back', async () => {
  shop.practice.failNotifications({ kind: 'hold' }, 2);
  await shop.practice.pay(link, 'approved');
  await shop.practice.pay(link, 'approved');
  await shop.practice.releaseHeld();
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'overpaid' });
  expect(await confirmations()).toBe(1);
  expect(shop.alerts()).toEqual(['order-paid', 'payment-twice']);
});

test('a notification that never comes: the payment is found two minutes later', async () => {
  shop.practice.failNotifications({ kind: 'drop' });
  await shop.practice.pay(link, 'approved');
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
  await shop.wait(3 * MINUTE);
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('"ya pagué" makes the shop look at once', async () => {
  shop.practice.failNotifications({ kind: 'drop' });
  await shop.practice.pay(link, 'approved');
  await ana.say('ya pagué');
  expect(await order()).toMatchObject({ status: 'confirmed' });
});

test('"ya pagué" without a payment promises nothing', async () => {
  await ana.say('ya pagué');
  expect(ana.lastText).toContain('Todavía no me figura');
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
});

test('a forged notification changes nothing and makes the shop fetch nothing', async () => {
  const calls = shop.practice.calls.length;
  for (const headers of [{}, { 'x-signature': 'ts=1764082800000,v1=deadbeef', 'x-request-id': 'x' }]) {
    const answer = await fetch(`${shop.url}/webhooks/mercadopago?data.id=1&type=payment`, { method: 'POST', headers });
    expect(answer.status).toBe(401);
  }
  await shop.settle();
  expect(shop.practice.calls.length).toBe(calls);
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
});

test('a payment of another amount does not confirm the order', async () => {
  await shop.practice.pay(link, 'approved', { amount: minor(100) });
  await ana.hear();
  expect(ana.lastText).toContain('faltan');
  expect(await order()).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'partially_paid' });
  expect(shop.alerts()).toEqual(['payment-short']);
});

test('nobody pays: a reminder, and after the hour the products are free again', async () => {
  expect(shop.units('tote').reserved).toBe(2);
  await shop.wait(41 * MINUTE);
  await ana.hear();
  expect(ana.lastText).toContain('sigue esperando el pago');
  await shop.wait(20 * MINUTE);
  await ana.hear();
  expect(ana.lastText).toContain('venció');
  expect(await order()).toMatchObject({ status: 'expired' });
  expect(shop.units('tote').reserved).toBe(0);
  await ana.tap('Armarlo otra vez');
  expect(ana.lastText).toContain('2 × Bolsa tote');
});

test('the hour survives a restart', async () => {
  await shop.wait(30 * MINUTE);
  await shop.restart();
  await shop.wait(31 * MINUTE);
  expect(await order()).toMatchObject({ status: 'expired' });
});

test('paid at the last moment with its notification lost: the order is asked about before it expires', async () => {
  await shop.wait(59 * MINUTE);
  shop.practice.failNotifications({ kind: 'drop' });
  await shop.practice.pay(link, 'approved');
  await shop.wait(2 * MINUTE);
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('the provider cannot be reached when the order should expire: it waits', async () => {
  await shop.wait(59 * MINUTE);
  shop.practice.failCalls({ kind: 'status', status: 500 }, 1000);
  await shop.wait(2 * MINUTE);
  expect(await order()).toMatchObject({ status: 'awaiting_payment' });
});

test('a cancelled order that is paid all the same stays cancelled, and the seller must decide', async () => {
  const late = await shop.practice.pay(link, 'review');
  await ana.hear();
  await ana.say('cancelar');
  await ana.tap('Sí, cancelar');
  expect(await order()).toMatchObject({ status: 'cancelled' });
  await shop.practice.move(late, 'approve');
  await ana.hear();
  expect(ana.lastText).toContain('Tu dinero está a salvo');
  expect(await order()).toMatchObject({ status: 'cancelled', paymentStatus: 'paid' });
  expect(shop.alerts()).toEqual(['payment-for-dead-order']);
});

test("a dispute and money given back in the provider's own app are shown to the seller", async () => {
  const payment = await shop.practice.pay(link, 'approved');
  await ana.hear();
  await shop.practice.move(payment, 'dispute');
  await shop.settle();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'disputed' });
  expect(shop.alerts()).toEqual(['order-paid', 'payment-disputed']);
});

test('the provider stumbles when a link is made: it comes a moment later, and only once', async () => {
  shop.practice.failCalls({ kind: 'status', status: 500 }, 2);
  const luis = shop.customer('luis');
  await luis.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Luis Rojas', '987654322', 'link', 'sí');
  await shop.wait(MINUTE);
  await luis.hear();
  expect((await luis.history()).filter((message) => message.kind === 'link')).toHaveLength(1);
});
