/**
 * A customer who does not write for a month leaves the memory of the shop, not the shop: whenever she comes
 * back, or there is news of her old order, all is as it was.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestShop } from './shop.ts';

const DAY_MS = 24 * 60 * 60_000;

let shop: TestShop;
beforeEach(async () => {
  shop = await TestShop.open();
});
afterEach(() => shop.close());

/** How many documents of customers lie in memory. */
function inMemory(): readonly number[] {
  const { query } = shop.app.store;
  return [query.all('conversations'), query.all('customers'), query.all('carts'), query.all('messages')].map((all) => [...all].length);
}

test('after a month she is out of memory; her conversation can still be read, and she goes on where she was', async () => {
  const ana = shop.customer('ana');
  await ana.say('quiero 2 gorras negras');
  const before = await ana.history();
  await shop.wait(29 * DAY_MS);
  expect(inMemory()).toEqual([1, 1, 1, before.length]);
  await shop.wait(2 * DAY_MS);
  expect(inMemory()).toEqual([0, 0, 0, 0]);
  expect(await ana.history()).toEqual(before);

  await shop.restart();
  expect(readdirSync(join(shop.directory, 'resting'))).toEqual(['000000.json']);
  expect(await ana.history()).toEqual(before);
  await ana.say('mi pedido');
  expect(ana.lastText).toContain('2 × Gorra de algodón (Negro)');
  expect((await ana.history()).slice(0, before.length)).toEqual(before);
  expect(inMemory()).toEqual([1, 1, 1, (await ana.history()).length]);
});

test('she may rest again and again, through restarts', async () => {
  const ana = shop.customer('ana');
  await ana.say('quiero una tote');
  for (let visit = 1; visit <= 3; visit++) {
    await shop.wait(31 * DAY_MS);
    expect(inMemory()).toEqual([0, 0, 0, 0]);
    if (visit > 1) await shop.restart();
    await ana.say('mi pedido');
    expect(ana.lastText, `visit ${visit}`).toContain('tote');
  }
  const arrivals = (await shop.facts()).filter(({ what }) => what === 'arrived');
  expect(arrivals).toHaveLength(1);
});

test('whoever writes stays awake while others rest', async () => {
  const [ana, luis] = [shop.customer('ana'), shop.customer('luis')];
  await ana.say('quiero una tote');
  await luis.say('quiero una gorra negra');
  await shop.wait(20 * DAY_MS);
  await luis.say('mi pedido');
  await shop.wait(15 * DAY_MS);
  expect(inMemory().slice(0, 3)).toEqual([1, 1, 1]);
  await luis.say('mi pedido');
  expect(luis.lastText).toContain('Gorra');
});

test('a voucher paid when she has long been at rest wakes her: the order is confirmed, and she is told', { timeout: 120_000 }, async () => {
  const ana = shop.customer('ana');
  await ana.sayAll(
    'quiero 1 gorra negra',
    'cerrar pedido',
    'recojo en tienda',
    'Ana Quispe',
    '987 654 321',
    'link de mercado pago',
    'confirmar',
  );
  const payment = await shop.practice.pay(await ana.link(), 'voucher');
  await shop.wait(33 * DAY_MS);
  expect(inMemory()).toEqual([0, 0, 0, 0]);
  await shop.practice.move(payment, 'approve');
  await shop.settle();
  expect((await shop.orders()).map(({ status }) => status)).toEqual(['confirmed']);
  expect(inMemory()[0]).toBe(1);
  await ana.hear();
  expect(ana.lastText).toContain('1001');
});
