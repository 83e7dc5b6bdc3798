/**
 * The first sale over the web chat: from "hola" to an order that is paid or promised, through the public doors.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PURCHASES } from './purchase.ts';
import { TestShop } from './shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await TestShop.open();
});
afterEach(() => shop.close());

test.each(PURCHASES)('$name', ({ language, tell }) => tell(shop, shop.customer('ana', language)));

test('a customer says in Portuguese what she wants', async () => {
  const bia = shop.customer('beatriz', 'pt-BR');
  await bia.say('oi, quero duas camisetas brancas tamanho G');
  await bia.say('boa tarde! queria 2 polos brancos tamanho L, por favor');
  expect(bia.lastText).toContain('2 × Polo de algodón pima (Blanco, L)');
  await bia.say('fechar pedido');
  expect(bia.lastText).toMatch(/receber/i);
});

test('where a customer came from is known from her first message', async () => {
  const eva = shop.customer('eva');
  await eva.say('hola, vengo por el polo #FERIA');
  const facts = await shop.facts();
  expect(facts[0]).toMatchObject({ what: 'arrived', campaign: 'FERIA' });
});
