/** One customer goes on in another chat: with a code that she carries there, and all that she had. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleShop } from '../stand-ins/chat-story.ts';
import { type Chat, ChatsShop, codeSaid } from '../stand-ins/chats-shop.ts';

const files = await sampleShop();
const MINUTE_MS = 60_000;

let shop: ChatsShop;
let here: Chat;
let there: Chat;
beforeEach(async () => {
  shop = await ChatsShop.open(files);
  here = shop.chat(shop.whatsApp, 'ana');
  there = shop.chat(shop.telegram, '55');
});
afterEach(async () => {
  expect(await shop.close()).toEqual([]);
});

const customers = () => [...shop.store.query.all('customers')];
const orders = () => Array.fromAsync(shop.store.query.each('orders'));

async function codeFrom(chat: Chat): Promise<string> {
  return codeSaid(await chat.say('quiero seguir por telegram'));
}

describe('going on in another chat', () => {
  test.each([
    [
      'es',
      'quiero una gorra negra',
      'quiero seguir por telegram',
      'Para seguir en otro chat',
      'sí',
      'Listo, seguimos aquí',
      '¿Cómo lo recibes?',
      'cerrar pedido',
    ],
    [
      'pt',
      'quero um boné preto',
      'continuar no telegram',
      'Para continuar em outra conversa',
      'sim',
      'Pronto, continuamos aqui',
      'Como você',
      'fechar pedido',
    ],
    ['en', 'I want a black cap', 'move to telegram', 'To go on in another chat', 'yes', 'Done: we go on here', 'How', 'checkout'],
  ])('in %s: the cart, the open question and the language come along', async (_language, order, wish, how, yes, done, question, close) => {
    await here.sayAll(order, close);
    const said = await here.say(wish);
    expect(said).toContain(how);
    const code = codeSaid(said);
    expect(said).toContain(`https://telegram.example/${code}`);
    expect(said).not.toContain('https://whatsapp-web.example');
    const asked = await there.say(code);
    expect(asked).toMatch(/WhatsApp/);
    const moved = await there.say(yes);
    expect(moved).toContain(done);
    expect(moved).toContain('35.00');
    expect(moved).toContain(question);
    expect(customers()).toHaveLength(1);
    expect(there.conversation).toMatchObject({ language: here.conversation?.language, pending: { slot: 'delivery.kind' } });
    expect(here.conversation?.pending).toBeNull();
  });

  test('over there she is told, because a code may be stolen', async () => {
    await here.say('quiero una gorra negra');
    const code = await codeFrom(here);
    await there.sayAll(code, 'sí');
    expect(await here.hear()).toContain('Tu conversación sigue por Telegram. Si no fuiste tú, escribe persona.');
  });

  test('opening the link is enough: whatever the app writes for her, the code is what she says', async () => {
    await here.say('quiero una gorra negra');
    const code = await codeFrom(here);
    expect(await there.send({ kind: 'text', text: '/start' }, { campaign: code })).toContain('¿Es tuya y la seguimos aquí?');
    expect(there.conversation?.campaign).toBeNull();
    expect(await there.tap('Sí')).toContain('Gorra');
  });

  test('orders that are under way are told of in the new chat from then on, and found from either', async () => {
    await here.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    const code = await codeFrom(here);
    await there.sayAll(code, 'sí');
    await here.hear();
    const [order] = await orders();
    if (!order) throw new Error('no order');
    expect(order).toMatchObject({ conversationId: there.id, customerId: customers()[0]?.id });
    await shop.act({ do: 'order', orderId: order.id, order: { command: 'startPreparing' }, by: 'page' });
    await shop.act({ do: 'order', orderId: order.id, order: { command: 'markReady' }, by: 'page' });
    expect(await there.hear()).toContain(`#${order.number}`);
    expect(await here.hear()).toBe('');
    expect(await here.say('estado de mi pedido')).toContain(`#${order.number}`);
  });

  test('what she had there and what she has here are one order; the same thing in both counts once', async () => {
    await here.sayAll('quiero una gorra negra', 'quiero 2 totes');
    await there.sayAll('quiero una tote', 'quiero un pañuelo');
    const moved = await there.sayAll(await codeFrom(here), 'sí');
    expect(moved).toMatch(/1 × Gorra(.|\n)*2 × Bolsa tote(.|\n)*1 × Pañuelo/);
    expect(moved).not.toContain('3 × Bolsa tote');
  });

  test('what she has here stays where she had nothing there', async () => {
    await here.say('hola');
    const code = await codeFrom(here);
    await there.say('quiero una tote');
    expect(await there.sayAll(code, 'sí')).toContain('tote');
  });

  test('whoever has said nothing here yet is asked in the language she spoke there', async () => {
    await here.say('I want a black cap');
    const code = codeSaid(await here.say('move to telegram'));
    expect(await there.say(code)).toContain('That code is from a conversation on WhatsApp. Is it yours');
  });

  test.each([
    ['mi código es bcdfghjk', (code: string) => `hola, mi código es ${code.toLowerCase()} gracias`],
    ['in two pieces', (code: string) => `el código: ${code.slice(0, 4)} ${code.slice(4)}`],
    ['with a dash', (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase()],
    ['with a mark before it', (code: string) => `#${code}`],
  ])('however she writes it: %s', async (_how, written) => {
    await here.say('quiero una gorra negra');
    expect(await there.say(written(await codeFrom(here)))).toContain('¿Es tuya');
  });

  test('and back again, as often as she likes: she is one customer', async () => {
    await here.say('quiero una gorra negra');
    await there.sayAll(await codeFrom(here), 'sí');
    const back = codeSaid(await there.say('seguir en whatsapp'));
    expect(await here.sayAll(back, 'sí')).toContain('Gorra');
    expect(customers()).toHaveLength(1);
  });

  test('where she is already, and where nobody is, she is told', async () => {
    expect(await here.say('seguir por whatsapp')).toContain('Ya estamos hablando por WhatsApp');
    expect(await here.say('pasar a la web')).toMatch(/^Todavía no atendemos por la web(.|\n)*telegram\.example/);
  });

  test('what was said to her before the code is not lost on the way: asked twice, it is the same code', async () => {
    await here.say('hola');
    const first = await codeFrom(here);
    await shop.wait(10 * MINUTE_MS);
    expect(await codeFrom(here)).toBe(first);
    await shop.wait(10 * MINUTE_MS);
    expect(await there.say(first)).toContain('¿Es tuya');
  });
});

describe('known by her telephone', () => {
  test('that WhatsApp tells with her messages: bought elsewhere with the same one, she is asked, and the code goes there', async () => {
    const known = { sender: { phone: '+51987654321' } };
    await here.send({ kind: 'text', text: 'quiero una tote' }, known);
    for (const text of ['cerrar pedido', 'recojo', 'Ana Quispe', 'efectivo', 'sí']) await here.send({ kind: 'text', text }, known);
    await there.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987 654 321', 'efectivo', 'sí');
    expect(await there.say('estado del pedido 1001')).toContain('¿Compraste desde otro chat con el mismo teléfono?');
    await there.say('sí');
    const code = codeSaid(await here.hear());
    expect(await there.say(code)).toContain('se encuentran en cualquiera');
    expect(customers()).toHaveLength(1);
  });
});

describe('a code that is none', () => {
  test('used once, it is used', async () => {
    await here.say('quiero una gorra negra');
    const code = await codeFrom(here);
    await there.sayAll(code, 'sí');
    const third = shop.chat(shop.telegram, '99');
    expect(await third.say(code)).toContain('Ese código ya no vale');
    expect(customers()).toHaveLength(2);
  });

  test('two chats that were asked at once: the first yes has it', async () => {
    await here.say('quiero una gorra negra');
    const code = await codeFrom(here);
    const thief = shop.chat(shop.telegram, '99');
    await there.say(code);
    await thief.say(code);
    expect(await there.say('sí')).toContain('Gorra');
    expect(await thief.say('sí')).toContain('Ese código ya no vale');
    expect(customers()).toHaveLength(2);
  });

  test('after a quarter of an hour it is too old', async () => {
    await here.say('hola');
    const code = await codeFrom(here);
    await shop.wait(15 * MINUTE_MS);
    expect(await there.say(code)).toContain('Ese código ya no vale: dura 15 minutos');
    expect([...shop.store.query.all('timers')].filter(({ kind }) => kind === 'carried-code')).toEqual([]);
  });

  test('in the chat that gave it she is told where it belongs', async () => {
    await here.say('hola');
    expect(await here.say(await codeFrom(here))).toContain('Ese código es para tu otro chat');
  });

  test('somebody who tries codes is not told of any after three', async () => {
    await here.say('hola');
    const code = await codeFrom(here);
    const thief = shop.chat(shop.telegram, '99');
    for (const guess of ['BCDFGHJK', 'KJHGFDCB', 'PQRSTVXB']) expect(await thief.say(guess)).toContain('ya no vale');
    expect(await thief.say(code)).toContain('Van varios códigos que no valen');
    await shop.wait(14 * MINUTE_MS);
    expect(await thief.say(code)).toContain('Van varios códigos');
  });

  test('a code that somebody sent her names him, and nothing moves without her yes', async () => {
    await here.say('quiero una gorra negra');
    const code = await codeFrom(here);
    const victim = shop.chat(shop.telegram, '99');
    await victim.say('quiero una tote');
    const asked = await victim.say(code);
    expect(asked).toContain('Ese código es de una conversación por WhatsApp. ¿Es tuya');
    expect(asked).toContain('Si te lo pasó otra persona no lo es');
    expect(await victim.say('no')).toContain('no toco nada');
    expect(customers()).toHaveLength(2);
    expect(await victim.say('mi carrito')).toContain('tote');
  });
});
