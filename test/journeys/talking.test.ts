/** A helper speaks with a customer from her own chat: what the customer answers comes there, and money too. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capBroughtHome, helperOf, later, openHelpedShop } from './helping.ts';
import { buyTotes, HOUR, sendPicture } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let rosa: Customer;
let ana: Customer;

beforeEach(async () => {
  ({ shop, close, rosa, ana } = await openHelpedShop());
});
afterEach(() => close());

const heard = async (who: Customer) => (await who.hear()).map(({ text }) => text);

test('every answer of the customer comes to the chat of who wrote to her, and to nobody else twice', async () => {
  const luis = await helperOf(shop, 'Luis', 'seller');
  await capBroughtHome(ana);
  await heard(luis);
  await rosa.hear();
  await rosa.sayAll('escribir 1001', '¿te la llevo hoy?');
  await heard(luis);
  await ana.hear();
  await ana.say('sí por favor');
  await ana.say('después de las 5');
  const told = (await heard(rosa)).join('\n');
  expect(told.match(/sí por favor/g)).toHaveLength(1);
  expect(told.match(/después de las 5/g)).toHaveLength(1);
  expect((await heard(luis)).join('\n').match(/después de las 5/g)).toBeNull();
});

test('a courier at the door reads the answer to what she wrote', async () => {
  const eva = await helperOf(shop, 'Eva', 'courier');
  await capBroughtHome(ana);
  await rosa.say('1001 enviado');
  await heard(eva);
  await eva.sayAll('escribir 1001', 'Estoy en la puerta');
  expect((await ana.history()).map(({ text }) => text)).toContain('Estoy en la puerta');
  await ana.say('ya bajo');
  expect((await heard(eva)).join('\n')).toContain('“ya bajo”');
});

test('a command that is written where a message was asked for is neither sent nor done before she says which', async () => {
  await capBroughtHome(ana);
  await later(shop);
  await rosa.hear();
  await rosa.sayAll('escribir 1001', '1001 enviado');
  expect(rosa.lastText).toContain('no un mensaje para Bea Rojas');
  expect((await heard(ana)).join()).not.toContain('1001 enviado');
  await rosa.tap('Hacerlo yo');
  expect(rosa.lastText).toContain('Listo. Pedido 1001');
});

test('a receipt that comes while they speak is looked at as ever; its news reach the customer, nudges do not', async () => {
  await buyTotes(ana, 'yape');
  await rosa.hear();
  await rosa.sayAll('escribir 1001', 'Hola, ¿todo bien con el pago?');
  await ana.hear();
  await sendPicture(ana, 7);
  const told = (await heard(rosa)).join('\n');
  expect(told).toContain('Comprobante del pedido 1001');
  await later(shop);
  await rosa.say('confirmar pago 1001');
  expect(rosa.lastText).toContain('Listo. Pedido 1001');
  const news = (await heard(ana)).join('\n');
  expect(news).toMatch(/1001/);
  await shop.wait(HOUR);
  expect(await heard(ana)).toEqual([]);
});
