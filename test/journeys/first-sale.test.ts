/**
 * The first sale: from "hola" to a paid order, through the public doors.
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
  console.log(ana.lastText);
  for (const t of ['negra','cerrar pedido','envío','Surco','Av. Caminos del Inca 1234, dpto 301','Ana Quispe','987 654 321','1','1']) { await ana.say(t); console.log('>>>',t,'\n',ana.lastText); }
});
