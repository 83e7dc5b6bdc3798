/**
 * Stock: what two customers want at once only one can have, and no more is promised than there is.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestShop } from './shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await TestShop.open();
});
afterEach(() => shop.close());

test('the last units bought by many at once go to as many as there are', async () => {
  const { onHand } = shop.units('tote');
  const customers = Array.from({ length: onHand + 3 }, (_, index) => shop.customer(`customer-${String(index).padStart(2, '0')}`));
  for (const customer of customers)
    await customer.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo');
  await Promise.all(customers.map((customer) => customer.post({ id: 'yes', text: 'sí' })));
  await shop.settle();
  const orders = await shop.orders();
  expect(orders).toHaveLength(onHand);
  expect(orders.map((order) => order.number)).toEqual(Array.from({ length: onHand }, (_, index) => 1001 + index));
  expect(shop.units('tote')).toEqual({ onHand, reserved: onHand });
  const unlucky = customers.filter((customer) => !orders.some((order) => order.conversationId.endsWith(customer.chat)));
  for (const customer of unlucky) {
    await customer.hear();
    expect(customer.lastText).toContain('agotado');
  }
});

test('S58 · fifty customers say yes to the last unit at once: exactly one has it, the others read that it is gone', async () => {
  const { onHand } = shop.units('tote');
  await shop.customer('early').sayAll(`quiero ${onHand - 1} totes`, 'cerrar pedido', 'recojo', 'Luis Rojas', '987654322', 'efectivo', 'sí');
  const customers = Array.from({ length: 50 }, (_, index) => shop.customer(`rival-${String(index).padStart(2, '0')}`));
  const ready = ['quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo'];
  for (const customer of customers)
    for (const [index, text] of ready.entries()) expect((await customer.post({ id: `m-${index}`, text })).status).toBe(202);
  await shop.settle();
  await shop.wait(1000);
  const answers = await Promise.all(customers.map((customer) => customer.post({ id: 'yes', text: 'sí' })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  await shop.settle();
  await shop.wait(1000);
  const orders = await shop.orders();
  expect(orders.map(({ number }) => number)).toEqual([1001, 1002]);
  expect(shop.units('tote')).toEqual({ onHand, reserved: onHand });
  const said = await Promise.all(
    customers.map(async (customer) => (await customer.history()).filter(({ from }) => from === 'shop').at(-1)?.text ?? ''),
  );
  const placed = await Promise.all(
    customers.map(async (customer) => (await customer.history()).some(({ text }) => text.includes('Pedido #1002'))),
  );
  expect(placed.filter(Boolean)).toHaveLength(1);
  expect(said.filter((text) => text.includes('agotado'))).toHaveLength(49);
});

test('a size that is sold out is said to be, and cannot be ordered', async () => {
  const ana = shop.customer('ana');
  await ana.say('quiero un polo negro talla M');
  expect(ana.lastText).toContain('agotado');
  await ana.say('tienes el polo negro en M?');
  expect(ana.lastText).toContain('agotado');
});

test('when the last red one goes to somebody else while the size is asked, there is still a way on', async () => {
  const ana = shop.customer('ana');
  await ana.say('quiero un polo rojo');
  expect(ana.lastText).toContain('talla');
  for (const [index, size] of ['S', 'M', 'L', 'XL'].entries()) {
    const { onHand } = shop.units(`polo/rojo/${size.toLowerCase()}`);
    await shop
      .customer(`buyer-${index}`)
      .sayAll(`quiero ${onHand} polos rojos talla ${size}`, 'cerrar pedido', 'recojo', 'Luis Rojas', '987654321', 'efectivo', 'sí');
  }
  await ana.say('M');
  await ana.say('repite');
  expect(ana.lastText).toContain('agotado');
  await ana.tap('Quitar');
  expect(ana.lastText).toMatch(/\?/);
});
