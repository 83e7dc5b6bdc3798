/**
 * The first sale: from "hola" to an order that is paid or promised, through the public doors.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestShop } from './shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await TestShop.open();
});
afterEach(() => shop.close());

test('a customer orders in her own words, pays by link and is confirmed', async () => {
  const ana = shop.customer('ana');
  await ana.say('hola, quiero 2 polos rojos talla M y una gorra');
  expect(ana.lastText).toContain('2 × Polo de algodón pima (Rojo, M)');
  expect(ana.lastText).toContain('¿Qué color para Gorra de algodón?');
  await ana.tap('Negro');
  expect(ana.lastText).toContain('S/ 125.00');
  await ana.tap('Cerrar pedido');
  expect(ana.lastText).toContain('¿Cómo lo recibes?');
  await ana.tap('Envío');
  await ana.say('Surco');
  expect(ana.lastText).toContain('Santiago de Surco');
  await ana.say('Av. Caminos del Inca 1234, dpto 301');
  await ana.say('Ana Quispe');
  await ana.say('987 654 321');
  await ana.tap('Link de');
  expect(ana.lastText).toContain('2 × Polo de algodón pima (Rojo, M) — S/ 90.00');
  expect(ana.lastText).toContain('¿Lo confirmo?');
  await ana.tap('Confirmar');
  expect(ana.lastText).toContain('Pedido #1001');

  await shop.practice.pay(await ana.link(), 'approved');
  await ana.hear();
  expect(ana.lastText).toContain('Recibí tu pago');
  const [order] = await shop.orders();
  expect(order).toMatchObject({ number: 1001, status: 'confirmed', paymentStatus: 'paid', customer: { name: 'Ana Quispe' }, live: false });
  expect(order?.lines.map((line) => [line.name, line.detail, line.qty, line.unitPrice])).toEqual([
    ['Polo de algodón pima', 'Rojo, M', 2, 4500],
    ['Gorra de algodón', 'Negro', 1, 3500],
  ]);
  expect(shop.alerts()).toEqual(['order-paid']);
  await ana.say('¿cómo va mi pedido?');
  expect(ana.lastText).toContain('Confirmado');
});

test('a customer picks up and pays in cash: the order is confirmed at once', async () => {
  const luis = shop.customer('luis');
  await luis.sayAll('quiero una tote', 'cerrar pedido');
  await luis.tap('Recojo');
  await luis.sayAll('Luis Rojas', '912345678');
  await luis.tap('Efectivo');
  await luis.say('sí');
  expect(luis.lastText).toContain('puedes recogerlo');
  expect(await shop.orders()).toMatchObject([{ status: 'confirmed', paymentStatus: 'unpaid', delivery: { kind: 'pickup' } }]);
  expect(shop.alerts()).toEqual(['order-to-deliver']);
});

test('a customer is served in Portuguese', async () => {
  const bia = shop.customer('beatriz', 'pt-BR');
  await bia.say('oi, quero duas camisetas brancas tamanho G');
  await bia.say('boa tarde! queria 2 polos brancos tamanho L, por favor');
  expect(bia.lastText).toContain('2 × Polo de algodón pima (Blanco, L)');
  await bia.say('fechar pedido');
  expect(bia.lastText).toMatch(/receber/i);
});

test('a customer is served in English', async () => {
  const joe = shop.customer('joseph', 'en');
  await joe.say('hi, I want 2 red polos size M please');
  expect(joe.lastText).toContain('2 × Polo de algodón pima (Rojo, M)');
  await joe.say("that's all");
  expect(joe.lastText).toMatch(/\?/);
});

test('where a customer came from is known from her first message', async () => {
  const eva = shop.customer('eva');
  await eva.say('hola, vengo por el polo #FERIA');
  const facts = await shop.facts();
  expect(facts[0]).toMatchObject({ what: 'arrived', campaign: 'FERIA' });
});
