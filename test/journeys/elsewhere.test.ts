/** The same person across real channels: from the web to Telegram by a link, and back by the code. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeSaid } from '../stand-ins/chats-shop.ts';
import type { Customer } from './shop.ts';
import { type TelegramCustomer, TelegramShop } from './telegram-shop.ts';

let at: TelegramShop;
let onTheWeb: Customer;
let onTelegram: TelegramCustomer;
beforeEach(async () => {
  at = await TelegramShop.open({ library: 'grammy', updates: 'polling' });
  onTheWeb = at.shop.customer('ana');
  onTelegram = at.customer('Ana');
});
afterEach(() => at.close());

const linkIn = (customer: Customer) => customer.last.find(({ url }) => url)?.url ?? 'no link';

test('begun on the web, gone on with on Telegram by the link, and back by the code', async () => {
  await onTheWeb.sayAll('quiero 2 polos rojos talla M', 'cerrar pedido', 'quiero seguir por telegram');
  const link = new URL(linkIn(onTheWeb));
  expect(link.origin).toBe('https://t.me');
  const code = link.searchParams.get('start') ?? '';
  await onTelegram.say(`/start ${code}`);
  expect(onTelegram.lastText).toContain('Ese código es de una conversación por la web. ¿Es tuya y la seguimos aquí?');
  await onTelegram.tap('Sí, seguir aquí');
  expect(onTelegram.lastText).toContain('Listo, seguimos aquí con lo que tenías por la web.');
  expect(onTelegram.lastText).toContain('Llevas S/ 90.00');
  expect(onTelegram.lastText).toContain('¿Cómo lo recibes?');
  await onTheWeb.hear();
  expect(onTheWeb.lastText).toContain('Tu conversación sigue por Telegram.');

  await onTelegram.sayAll('recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
  expect(onTelegram.lastText).toContain('#1001');
  await onTheWeb.say('estado de mi pedido');
  expect(onTheWeb.lastText).toContain('#1001');

  await onTelegram.say('quiero una gorra negra');
  await onTelegram.say('pasar a la web');
  const back = codeSaid(onTelegram.lastText);
  await onTheWeb.sayAll(back, 'sí');
  expect(onTheWeb.lastText).toContain('Gorra');
  expect([...at.shop.app.store.query.all('customers')]).toHaveLength(1);
});

test('the seller answers a customer on Telegram from her page; the assistant is silent there, and comes back on her word', async () => {
  await onTelegram.sayAll('quiero una gorra negra', 'cerrar pedido');
  const [conversation] = at.shop.app.store.query.all('conversations');
  const conversationId = conversation?.id ?? '';
  await at.shop.app.runtime.act({ do: 'write-to-customer', conversationId, text: 'Hola Ana, ¿te la envuelvo?', by: 'page' });
  await onTelegram.hear();
  expect(onTelegram.lastText).toMatch(/Ahora te atiende una persona(.|\n)*Hola Ana, ¿te la envuelvo\?/);
  await onTelegram.say('sí, porfa');
  expect(onTelegram.lastText).toContain('¿te la envuelvo?');
  await onTelegram.say('bot');
  expect(onTelegram.lastText).toContain('Soy otra vez el asistente');
  expect(onTelegram.lastText).toContain('¿Cómo lo recibes?');
});
