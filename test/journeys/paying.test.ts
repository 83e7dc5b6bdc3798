/**
 * Paying by link: the hour it is valid, what the customer says of it, and a provider that stumbles. The numbered
 * payment scenarios are told in `payment-news`, `payment-back` and `payment-trouble`.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
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

test('the provider stumbles when a link is made: it comes a moment later, and only once', async () => {
  shop.practice.failCalls({ kind: 'status', status: 500 }, 2);
  const luis = shop.customer('luis');
  await luis.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Luis Rojas', '987654322', 'link', 'sí');
  await shop.wait(MINUTE);
  await luis.hear();
  expect((await luis.history()).filter((message) => message.kind === 'link')).toHaveLength(1);
});
