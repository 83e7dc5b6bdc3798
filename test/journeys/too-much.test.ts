/** Whoever writes more than a person does is kept, not answered: two taps of one finger, a flood, a program that answers ours. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleShop } from '../stand-ins/chat-story.ts';
import { type Chat, ChatsShop } from '../stand-ins/chats-shop.ts';

const files = await sampleShop();
const MINUTE_MS = 60_000;

let shop: ChatsShop;
let ana: Chat;
beforeEach(async () => {
  shop = await ChatsShop.open(files);
  ana = shop.chat(shop.telegram, '55');
});
afterEach(async () => {
  expect(await shop.close()).toEqual([]);
});

const heard = () => ana.log.filter(({ from }) => from === 'customer').length;
const kinds = () => shop.alerts().map(({ kind }) => kind);

test('two taps of one finger add it once; a second tap later adds one more', async () => {
  await ana.say('info de la gorra');
  await ana.tap('Negro');
  const [add] = shop.telegram.arrived.flatMap(({ message: { body } }) => (body.kind === 'menu' ? body.menu.options : []));
  await shop.wait(MINUTE_MS);
  const twice = { kind: 'choice', token: add?.token ?? '' } as const;
  await Promise.all([ana.send(twice), ana.send(twice)]);
  expect(await ana.say('mi carrito')).toContain('2 × Gorra');
  await shop.wait(MINUTE_MS);
  await ana.send(twice);
  expect(await ana.say('mi carrito')).toContain('3 × Gorra');
});

test('who floods the chat is told once, and answered again a minute later; all of it is kept', async () => {
  const answers: string[] = [];
  for (let count = 0; count < 60; count += 1) answers.push(await ana.say(`hola ${count % 7}`));
  expect(answers.filter((answer) => answer.includes('Me llegaron muchos mensajes seguidos'))).toHaveLength(1);
  expect(answers.slice(-5)).not.toContain(expect.stringContaining('catálogo'));
  expect(heard()).toBe(60);
  await shop.wait(MINUTE_MS);
  expect(await ana.say('quiero una tote')).toContain('Bolsa tote');
});

test('what she wrote while the shop was away is no flood', async () => {
  for (let count = 0; count < 60; count += 1)
    await ana.send({ kind: 'text', text: 'quiero una tote' }, { at: shop.clock.now() - (60 - count) * MINUTE_MS });
  expect(ana.log.map(({ text }) => text).join('\n')).not.toContain('Me llegaron muchos mensajes seguidos');
});

test('a program that answers ours with the same words is left alone, and the seller knows; other words are answered', async () => {
  const reply = 'Gracias por escribir a Ferretería Sol. Te respondemos en breve.';
  const answers: string[] = [];
  for (let count = 0; count < 8; count += 1) answers.push(await ana.say(reply));
  expect(answers.map((answer) => answer !== '')).toEqual([true, true, true, false, false, false, false, false]);
  expect(kinds()).toContain('customer-in-trouble');
  expect(await ana.say('quiero una tote')).toContain('Bolsa tote');
});

test('the same words again because nobody answered are no echo', async () => {
  const words = { kind: 'text', text: '¿hacen envíos a Surco?' } as const;
  await Promise.all(Array.from({ length: 6 }, () => ana.send(words)));
  await shop.wait(MINUTE_MS);
  expect(kinds()).toEqual([]);
  expect(await ana.say('¿hacen envíos a Surco?')).not.toBe('');
});
