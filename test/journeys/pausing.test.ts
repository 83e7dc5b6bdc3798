/** The shop is closed for a while from the seller's chat, and opens again: at her word, or by itself by its hours. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capBroughtHome, helperOf, openHelpedShop } from './helping.ts';
import { DAY, HOUR } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let rosa: Customer;
let ana: Customer;

beforeEach(async () => {
  ({ shop, close, rosa, ana } = await openHelpedShop());
});
afterEach(() => close());

const wantsTotes = (customer: Customer) => customer.sayAll('quiero 2 totes', 'cerrar pedido');

test('who wanted to buy meanwhile is told once that it is open again, and asked what was still to be asked', async () => {
  await rosa.say('cierra la tienda');
  await wantsTotes(ana);
  await ana.say('cerrar pedido');
  expect(ana.lastText).toContain('no estamos tomando pedidos nuevos');
  const bea = shop.customer('bea');
  await bea.say('hola');
  await bea.hear();
  await rosa.say('abre');
  expect(rosa.lastText).toContain('vuelve a tomar pedidos');
  await ana.hear();
  expect(ana.lastText).toContain('ya estamos tomando pedidos');
  expect(ana.lastText).toContain('Bolsa tote');
  expect(await bea.hear()).toEqual([]);
  expect(shop.alerts()).toEqual([]);
  await rosa.sayAll('pausa', 'abre');
  expect(await ana.hear()).toEqual([]);
});

test('closed until tomorrow it opens by itself when the shop opens, also where it was off then', async () => {
  await rosa.say('ciérrame hasta mañana');
  expect(rosa.lastText).toContain('en pausa hasta el jue 26 nov, 10:00');
  await wantsTotes(ana);
  await shop.restart(() => void shop.clock.advance(DAY, async () => {}));
  await shop.wait(1);
  await ana.hear();
  expect(ana.lastText).toContain('ya estamos tomando pedidos');
  const said = (await rosa.hear()).map(({ text }) => text).join('\n');
  expect(said).toContain('Según el horario: la tienda vuelve a tomar pedidos.');
  expect(shop.app.store.openHot().get('staff', 'staff')?.paused).toBeNull();
});

test('a pause with an end may lose it, and one without may be given one', async () => {
  await rosa.say('pausa');
  await rosa.say('cierra hasta mañana');
  expect(rosa.lastText).toContain('en pausa hasta');
  await rosa.say('pausa');
  await shop.wait(2 * DAY);
  expect(shop.app.store.openHot().get('staff', 'staff')?.paused).not.toBeNull();
});

test('who speaks with a person when it opens is not interrupted', async () => {
  await rosa.say('pausa');
  await wantsTotes(ana);
  await rosa.hear();
  await rosa.tap('Escribir al cliente');
  await rosa.say('te aviso apenas abra');
  await ana.hear();
  await rosa.say('abre');
  await shop.wait(HOUR);
  expect((await ana.hear()).filter(({ from }) => from === 'shop')).toEqual([]);
});

test('what was still to be sent to a helper who is taken away is not hers any more', async () => {
  const luis = await helperOf(shop, 'Luis', 'seller');
  expect(luis.lastText).toContain('Luis');
  await rosa.say('quitar Luis');
  await rosa.tap('Sí, quitar');
  await ana.say('quiero hablar con una persona');
  await luis.hear();
  expect(luis.lastText).toContain('ya no es del equipo');
});

test('a shop that was off when it closed sums the day up when it is on again, under that day, once', async () => {
  await capBroughtHome(ana);
  await rosa.hear();
  await shop.restart(() => void shop.clock.advance(23 * HOUR, async () => {}));
  await shop.wait(1);
  const closings = (await rosa.hear()).map(({ text }) => text).filter((text) => text.startsWith('Cierre'));
  expect(closings).toHaveLength(1);
  expect(closings[0]).toMatch(/^Cierre del mié 25 nov\nVendido: 1 · S\/ 43\.00\n/);
});

test('how yesterday and the week went is one question away', async () => {
  await rosa.say('cuánto vendí ayer');
  expect(rosa.lastText).toMatch(/^Ayer, mar 24 nov\nVendido: 0/);
  await rosa.say('cuánto vendí esta semana');
  expect(rosa.lastText).toMatch(/^Los últimos 7 días/);
});
