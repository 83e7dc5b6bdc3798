/**
 * What comes at the same instant through several doors: money, the end of the time to pay and a change of mind;
 * hands of the seller on one order; customers who want the last use of a code. Whoever is first, it adds up.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buyTotes, command, MINUTE, orderOf, sellerForm } from './paying-shop.ts';
import { type Customer, HOME, TestShop } from './shop.ts';

type Rival = 'money' | 'time' | 'change of mind';
const ORDERS_OF_RIVALS: readonly (readonly Rival[])[] = [
  ['money', 'time', 'change of mind'],
  ['money', 'change of mind', 'time'],
  ['time', 'money', 'change of mind'],
  ['time', 'change of mind', 'money'],
  ['change of mind', 'money', 'time'],
  ['change of mind', 'time', 'money'],
];
/** Of the sample shop. */
const MINUTES_TO_PAY = 60;

const RACES = ORDERS_OF_RIVALS.flatMap((rivals) =>
  (['at once', 'each on the heels of another'] as const).map((way) => ({ rivals, way, names: rivals.join(', ') })),
);

test.each(RACES)('$names, $way: what is first counts, and the money is seen whichever it is', async ({ rivals, way }) => {
  const shop = await TestShop.open();
  const before = shop.units('tote');
  const ana = shop.customer('ana');
  await buyTotes(ana, 'link');
  const link = await ana.link();
  await shop.wait(MINUTES_TO_PAY * MINUTE - 3000);
  await ana.say('cancela mi pedido');
  const yes = ana.last.flatMap(({ options = [] }) => options).find(({ label }) => label.startsWith('Sí, cancelar'))?.token;
  const happens: Readonly<Record<Rival, () => Promise<unknown>>> = {
    // On a link that is over nobody can pay.
    money: () => shop.practice.pay(link, 'approved').catch(() => null),
    time: () => shop.clock.advance(4000, async () => {}),
    'change of mind': () => ana.post({ id: 'no', choice: yes }),
  };
  if (way === 'at once') await Promise.all(rivals.map((rival) => happens[rival]()));
  else for (const rival of rivals) await happens[rival]();
  await shop.settle();
  await shop.wait(10 * MINUTE);
  const order = await orderOf(shop);
  const isAlive = order.status === 'confirmed';
  const isSeen = isAlive || shop.alerts().includes('payment-for-dead-order') || (order.cancellation?.refundDue ?? 0) > 0;
  const isPaid = shop.practice.paymentsOf(link).length > 0;
  expect([order.paymentStatus, isSeen], order.status).toEqual([isPaid ? 'paid' : 'unpaid', isPaid]);
  expect(shop.units('tote')).toEqual({ ...before, reserved: before.reserved + (isAlive ? 2 : 0) });
  await shop.close();
});

test('ten hands of the seller on one order, from her page and from terminals: every step is taken once', async () => {
  const shop = await TestShop.open();
  const before = shop.units('tote');
  await buyTotes(shop.customer('ana'), 'efectivo');
  const form = (name: string, fields: Readonly<Record<string, string>> = {}) =>
    sellerForm(shop, '/seller/orders/1001', { _command: name, _sure: 'yes', ...fields });
  const terminal = (name: string, fields: Readonly<Record<string, string>> = {}) => command(shop, 1001, name, fields);
  await Promise.all([
    terminal('start-preparing'),
    form('start-preparing'),
    terminal('mark-ready'),
    form('mark-ready'),
    terminal('hand-over', { collected: '58.00' }),
    terminal('hand-over', { collected: '58.00' }),
    form('hand-over', { collected: '58.00' }),
    terminal('cancel', { reason: 'other' }),
    terminal('cancel', { reason: 'out_of_stock' }),
    terminal('register-payment', { method: 'cash' }),
  ]);
  const order = await orderOf(shop);
  const steps = order.history.map(({ what }) => what);
  expect(['delivered', 'cancelled']).toContain(order.status);
  for (const once of ['preparing', 'ready', 'delivered', 'cancelled'])
    expect(steps.filter((step) => step === once).length, steps.join(' ')).toBeLessThan(2);
  expect(steps.filter((step) => step === 'delivered' || step === 'cancelled')).toHaveLength(1);
  const sold = order.status === 'delivered' ? 2 : 0;
  expect(shop.units('tote')).toEqual({ onHand: before.onHand - sold, reserved: before.reserved });
  await shop.close();
});

test('twenty customers say yes at once with a code that is good once: one pays less, the others see the full price first', async () => {
  const home = await mkdtemp(join(tmpdir(), 'tanteo-home-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  const only = '{ id: unico, nombre: Solo uno, tipo: descuento, valor: 10 %, cupon: UNICO, usos: 1 }';
  await writeFile(join(home, 'catalog', 'promotions.yaml'), `promociones:\n  - ${only}\n`);
  const shop = await TestShop.open({ home });
  const customers = Array.from({ length: 20 }, (_, index) => shop.customer(`rival-${String(index).padStart(2, '0')}`));
  for (const [index, customer] of customers.entries()) await upToTheYes(customer, `9876543${String(index).padStart(2, '0')}`);
  await Promise.all(customers.map((customer) => customer.post({ id: 'yes', text: 'sí' })));
  await shop.settle();
  const orders = await shop.orders();
  expect(orders.map(({ coupon, totals }) => [coupon, totals.discount > 0])).toEqual([['UNICO', true]]);
  for (const customer of customers) {
    await customer.hear();
    if (!orders.some(({ conversationId }) => conversationId.endsWith(customer.chat)))
      expect(customer.lastText).toContain('UNICO ya se usó');
  }
  await shop.close();
  await rm(home, { recursive: true, force: true });
});

const upToTheYes = (customer: Customer, phone: string) =>
  customer.sayAll('quiero una gorra negra', 'cupón UNICO', 'cerrar pedido', 'recojo', 'Ana Quispe', phone, 'efectivo');
