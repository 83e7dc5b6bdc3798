/**
 * What people do on Telegram besides writing and tapping: they come by a link, share their place and number, send a
 * photo of the transfer, correct a message, answer an old list, block the bot; and what the seller then knows.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOME } from './shop.ts';
import { type TelegramCustomer, TelegramShop } from './telegram-shop.ts';

const SURCO = { lat: -12.1416, lng: -76.9908 };
const HOUR_MS = 3600_000;
const MINUTE_MS = 60_000;

let at: TelegramShop;
beforeEach(async () => {
  at = await TelegramShop.open({ library: 'grammy', updates: 'polling' });
});
afterEach(async () => {
  expect(at.telegram.mistakes).toEqual([]);
  await at.close();
});

test('the link on a flyer opens the chat, and the campaign is known', async () => {
  const ana = at.customer('Ana');
  ana.app.starts('FERIA');
  await ana.hear();
  expect(ana.lastText).toContain('asistente de Retama');
  const facts = await at.shop.facts();
  expect(facts[0]).toMatchObject({ what: 'arrived', campaign: 'FERIA' });
});

test('she shares her place and her number with one key each, and sends the photo of her transfer', async () => {
  const eva = at.customer('Eva Salas');
  await eva.sayAll('quiero una tote', 'cerrar pedido');
  await eva.tap('Envío');
  await eva.say('Surco');
  eva.app.presses('📍', { at: SURCO });
  await eva.hear();
  await eva.say('Av. Caminos del Inca 1234, dpto 301');
  eva.app.presses('📱', { phone: '+51987654321' });
  await eva.hear();
  await eva.tap('Transferencia');
  await eva.tap('Confirmar');
  const photo = await readFile(join(HOME, 'catalog', 'images', 'tote.png'));
  eva.app.sendsPhoto({ bytes: photo, caption: 'listo, ya transferí' });
  await eva.hear();
  expect(eva.lastText).toContain('Recibí el comprobante del pedido #1001');
  expect(at.shop.alerts()).toEqual(['receipt-to-review']);
  const [order] = await at.shop.orders();
  expect(order).toMatchObject({
    customer: { name: 'Eva Salas', phone: '51987654321' },
    delivery: { pin: SURCO },
    paymentStatus: 'under_review',
  });
  const ref = order?.payments.manual?.[0]?.proof?.ref ?? '';
  expect(await readFile(join(at.shop.directory, 'media', ref))).toEqual(photo);
});

test('an album of receipts is thanked for once, and the seller has every picture of it', async () => {
  const eva = at.customer('Eva Salas');
  await eva.sayAll('quiero una tote', 'cerrar pedido');
  await eva.tap('Recojo');
  await eva.say('987 654 321');
  await eva.tap('Transferencia');
  await eva.tap('Confirmar');
  const before = eva.app.heard.length;
  for (const name of ['tote.png', 'gorra.png', 'panuelo.png'])
    eva.app.sendsPhoto({ bytes: await readFile(join(HOME, 'catalog', 'images', name)) });
  await eva.hear();
  expect(eva.app.heard.slice(before).map(({ text }) => text)).toEqual([expect.stringContaining('Recibí el comprobante del pedido #1001')]);
  const [receipt] = (await at.shop.orders())[0]?.payments.manual ?? [];
  expect([...(receipt?.earlierProofs ?? []), receipt?.proof]).toHaveLength(3);
  expect(at.shop.alerts()).toEqual(['receipt-to-review']);
});

test('a profile that is no whole name is offered as one, and nobody is delivered to under it without her word', async () => {
  const mari = at.customer('🌸 Mari 🌸');
  await mari.sayAll('quiero una tote', 'cerrar pedido');
  await mari.tap('Recojo');
  expect(mari.lastText).toContain('¿A nombre de Mari?');
  await mari.tap('No, otro nombre');
  expect(mari.lastText).toContain('¿A nombre de quién?');
  await mari.sayAll('Mariela Torres', '987 654 321');
  await mari.tap('Efectivo');
  expect(mari.lastText).toContain('A nombre de Mariela Torres');
  const luz = at.customer('Luz');
  await luz.sayAll('quiero una tote', 'cerrar pedido');
  await luz.tap('Recojo');
  await luz.tap('Sí, Luz');
  expect(luz.lastText).toContain('¿A qué celular');
});

test('the contact of somebody else is her telephone only where she says so', async () => {
  const eva = at.customer('Eva Salas');
  await eva.sayAll('quiero una tote', 'cerrar pedido');
  await eva.tap('Recojo');
  const somebody = { phone: '+51 999 888 777', own: false, name: 'Luis Pérez' };
  eva.app.sendsContact(somebody);
  await eva.hear();
  expect(eva.lastText).toContain('Me llegó el contacto de Luis Pérez, +51 999 888 777. ¿Es el celular para este pedido?');
  await eva.tap('No, es otro');
  expect(eva.lastText).toContain('¿A qué celular');
  eva.app.sendsContact(somebody);
  await eva.hear();
  await eva.say('sí');
  expect(eva.lastText).toContain('¿Cómo quieres pagar?');
  await eva.tap('Efectivo');
  expect(eva.lastText).toContain('A nombre de Eva Salas, +51 999 888 777');
});

test('a picture is uploaded once and shown to everybody', async () => {
  const people = ['Ana', 'Eva', 'Luis'].map((name) => at.customer(name));
  for (const person of people) await person.say('info de la gorra');
  const photos = people.flatMap(({ app }) => app.heard.flatMap(({ photo }) => (photo ? [photo.length] : [])));
  expect(photos).toHaveLength(3);
  expect(new Set(photos).size).toBe(1);
  const calls = at.telegram.calls.filter(({ method }) => method === 'sendPhoto');
  expect(calls.map(({ files }) => files.length)).toEqual([1, 0, 0]);
});

test('who corrects a message is asked how it shall be, and nothing is bought twice', async () => {
  const luis = at.customer('Luis');
  const said = luis.app.says('quiero 2 totes');
  await luis.hear();
  luis.app.edits(said, 'quiero 3 totes');
  await luis.hear();
  expect(luis.lastText).toContain('Vi que corregiste un mensaje');
  await luis.say('cómo va mi carrito');
  expect(luis.lastText).toContain('2 × Bolsa tote');
});

test('what she corrects before it was answered is what she said', async () => {
  const luis = at.customer('Luis');
  await luis.say('hola');
  const said = luis.app.says('quiero');
  luis.app.edits(said, 'quiero 2 totes');
  await luis.hear();
  expect(luis.lastText).toContain('Agregué 2 × Bolsa tote');
  expect(luis.app.heard.map(({ text }) => text).join()).not.toContain('corregiste');
});

test('a change that nobody can see is no change', async () => {
  const luis = at.customer('Luis');
  const said = luis.app.says('quiero 2 totes');
  await luis.hear();
  const heard = luis.app.heard.length;
  luis.app.edits(said, 'quiero 2 totes');
  await luis.hear();
  expect(luis.app.heard).toHaveLength(heard);
});

test('an old list still answers: quoted with a number, or tapped an hour and a restart later', async () => {
  const eva = at.customer('Eva');
  await eva.say('catálogo');
  const list = lastHeard(eva);
  await eva.say('5');
  expect(eva.lastText).toContain('Gorra de algodón — S/ 35.00');
  eva.app.says('7', { quoting: list.id });
  await eva.hear();
  expect(eva.lastText).toContain('Bolsa tote — S/ 29.00');
  await at.wait(HOUR_MS);
  await at.restart();
  const [medias] = list.buttons.flat().filter(({ text }) => text.includes('Medias'));
  eva.app.tapsData(list.id, medias?.callback_data ?? '');
  await eva.hear();
  expect(eva.lastText).toContain('Medias de algodón — S/ 12.00');
});

test('a button that the shop never made does nothing', async () => {
  const eva = at.customer('Eva');
  await eva.say('catálogo');
  const tap = eva.app.tapsData(lastHeard(eva).id, '2.forgedmenu.0');
  await eva.hear();
  expect(eva.app.answerTo(tap)).toBe('');
  expect(await at.shop.orders()).toEqual([]);
});

test('who blocked the bot is not written to; the seller knows, and it goes on when she comes back', async () => {
  const ana = at.customer('Ana Quispe');
  await ana.sayAll('quiero una tote', 'cerrar pedido');
  await ana.tap('Recojo');
  await ana.say('987 654 321');
  await ana.tap('Link');
  await ana.tap('Confirmar');
  const link = await ana.link();
  ana.app.blocks();
  await at.settle();
  const heard = ana.app.heard.length;
  await at.shop.practice.pay(link, 'approved');
  await at.wait(MINUTE_MS);
  expect(ana.app.heard).toHaveLength(heard);
  expect(at.shop.alerts()).toEqual(['customer-unreachable', 'order-paid']);
  ana.app.unblocks();
  await ana.say('mi pedido');
  expect(ana.lastText).toContain('Confirmado');
  expect(at.shop.alerts()).toEqual(['order-paid']);
});

test('a group that takes the bot in is left without a word', async () => {
  const group = at.telegram.group('Feria de Barranco');
  await at.settle();
  await at.telegram.until(() => group.shut === 'kicked');
  expect(group.messages.filter(({ from }) => from.is_bot)).toEqual([]);
});

test('a token that BotFather took back is said in words, and the shop goes on without Telegram', async () => {
  at.telegram.revokeToken();
  const health = () => fetch(`${at.shop.url}/health`).then((answer) => answer.text());
  await expect.poll(health).toContain('Telegram no acepta el token del bot');
  const web = at.shop.customer('web');
  await web.say('hola');
  expect(web.lastText).toContain('asistente de Retama');
});

function lastHeard({ app }: TelegramCustomer) {
  const message = app.heard.at(-1);
  if (!message) throw new Error('nothing was said');
  return message;
}
