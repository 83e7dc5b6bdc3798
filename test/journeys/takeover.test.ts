/** A person of the shop speaks with a customer herself: the program is silent, loses nothing, and comes back. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InboundBody } from '../../src/conversation/message.ts';
import { sampleShop } from '../stand-ins/chat-story.ts';
import { type Chat, ChatsShop, NO_NETWORK, TAKEOVER_MS } from '../stand-ins/chats-shop.ts';

const files = await sampleShop();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CHAT = { channel: 'whatsapp-web', account: 'main', chat: 'ana' };

let shop: ChatsShop;
let ana: Chat;
beforeEach(async () => {
  shop = await ChatsShop.open(files);
  ana = shop.chat(shop.whatsApp, 'ana');
});
afterEach(async () => {
  expect(await shop.close()).toEqual([]);
});

const kinds = () => shop.alerts().map(({ kind }) => kind);

describe('typed on her own telephone', () => {
  test('the program is silent from then on; the customer is told once, and what she writes is kept', async () => {
    await ana.say('quiero una gorra negra');
    await ana.sellerTypes('Hola Ana, soy Rosa');
    expect(await ana.hear()).toContain('Ahora te atiende una persona');
    expect(await ana.say('¿me la guardas?')).toBe('');
    await ana.sellerTypes('claro que sí');
    expect(await ana.sayAll('gracias', 'quiero 2 polos rojos talla M')).toBe('');
    expect(ana.log.filter(({ from }) => from === 'seller').map(({ text }) => text)).toEqual(['Hola Ana, soy Rosa', 'claro que sí']);
    expect(ana.log.slice(-2).map(({ from, text }) => [from, text])).toEqual([
      ['customer', 'gracias'],
      ['customer', 'quiero 2 polos rojos talla M'],
    ]);
    expect(kinds()).toEqual([]);
  });

  test('each message of hers renews it; some hours after the last one the program answers again', async () => {
    await ana.say('hola');
    await ana.sellerTypes('¿en qué te ayudo?');
    await shop.wait(3 * HOUR_MS);
    await ana.sellerTypes('¿sigues ahí?');
    await shop.wait(3 * HOUR_MS);
    await ana.hear();
    expect(await ana.say('catálogo')).toBe('');
    await ana.sellerTypes('ahora te lo paso');
    await shop.wait(TAKEOVER_MS);
    expect(await ana.hear()).toBe('');
    expect(await ana.say('catálogo')).toContain('Gorra');
  });

  test('it outlives a restart', async () => {
    await ana.say('quiero una gorra negra');
    await ana.sellerTypes('hola');
    await shop.restart();
    await ana.hear();
    expect(await ana.say('cerrar pedido')).toBe('');
    await shop.wait(TAKEOVER_MS);
    expect(await ana.hear()).toContain('Soy otra vez el asistente');
  });

  test('a customer who was left waiting is told that the assistant is back, with what was open; the seller sees it', async () => {
    await ana.sayAll('quiero una gorra negra', 'cerrar pedido');
    await ana.sellerTypes('un momento');
    await ana.say('¿entonces?');
    await shop.wait(TAKEOVER_MS);
    const back = await ana.hear();
    expect(back).toContain('Soy otra vez el asistente');
    expect(back).toContain('Gorra');
    expect(back).toContain('¿Cómo lo recibes?');
    expect(kinds()).toEqual(['customer-waits']);
  });

  test('news of an order in between are no answer to her', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    for (const { id } of shop.alerts()) await shop.act({ do: 'dismiss-alert', alertId: id });
    await ana.sellerTypes('gracias, Ana');
    await ana.say('¿me lo puedes envolver?');
    const [order] = await Array.fromAsync(shop.store.query.each('orders'));
    for (const command of ['startPreparing', 'markReady'] as const)
      await shop.act({ do: 'order', orderId: order?.id ?? '', order: { command }, by: 'page' });
    await ana.hear();
    await shop.wait(TAKEOVER_MS);
    expect(kinds()).toEqual(['customer-waits']);
    expect(await ana.hear()).toContain('Soy otra vez el asistente');
  });

  test.each(['bot', 'Bot.', '/bot'])('“%s” typed by the customer brings the assistant back at once, with her question', async (word) => {
    await ana.sayAll('quiero una gorra negra', 'cerrar pedido');
    await ana.sellerTypes('hola');
    const back = await ana.say(word);
    expect(back).toContain('Soy otra vez el asistente');
    expect(back).toContain('¿Cómo lo recibes?');
    expect(await ana.say('recojo')).not.toBe('');
  });

  test('“bot” typed by the seller too; where the program speaks already it changes nothing', async () => {
    await ana.sayAll('quiero una gorra negra');
    await ana.sellerTypes('bot');
    expect(await ana.hear()).toBe('');
    await ana.sellerTypes('yo la atiendo');
    await ana.sellerTypes('bot');
    expect(await ana.hear()).toContain('Soy otra vez el asistente');
    expect(await ana.say('cerrar pedido')).not.toBe('');
  });

  test('words that waited for more are not answered over her', async () => {
    await shop.accept({ ...CHAT, messageId: 'x', sender: {}, at: shop.clock.now(), body: { kind: 'text', text: 'quiero' } });
    await ana.sellerTypes('dime');
    expect(await ana.hear()).toBe('');
    expect(ana.conversation?.burst).toEqual([]);
  });

  test('what came while the shop was away, and she answered from her telephone meanwhile, is not answered again', async () => {
    await ana.say('hola');
    await shop.wait(20 * HOUR_MS);
    const sixHoursAgo = shop.clock.now() - 6 * HOUR_MS;
    await shop.accept({ ...CHAT, messageId: 'late', sender: {}, at: sixHoursAgo, body: { kind: 'text', text: '¿tienen gorras?' } });
    await ana.sellerTypes('sí, negras', sixHoursAgo + MINUTE_MS);
    expect(await ana.hear()).toBe('');
    // Long past: the program answers what comes now.
    expect(await ana.say('catálogo')).toContain('Gorra');
  });

  test('an edited message, a picture, a place: all kept, none answered', async () => {
    await ana.say('quiero una gorra negra');
    await ana.sellerTypes('hola');
    await ana.hear();
    expect(await ana.send({ kind: 'edited', of: 'm1', text: 'quiero dos' })).toBe('');
    expect(await ana.send({ kind: 'media', media: 'voice', ref: '', mime: 'audio/ogg', bytes: 9, caption: '' })).toBe('');
    expect(await ana.send({ kind: 'location', lat: -12.1, lng: -77 })).toBe('');
    expect(ana.log.slice(-3).map(({ body }) => body.kind)).toEqual(['edited', 'media', 'location']);
  });

  test('whatever she does meanwhile, none of it is answered, and her cart is as it was', async () => {
    const bodies: readonly InboundBody[] = [
      ...['quiero 2 polos rojos talla M', 'sí', '1', 'vacía el carrito', 'cerrar pedido', 'cancelar', 'jsjsjs', 'BCDFGHJK'].map(
        (text) => ({ kind: 'text', text }) as const,
      ),
      { kind: 'location', lat: -12.1, lng: -77 },
      { kind: 'contact', phone: '987654321', name: 'Ana', own: true },
      { kind: 'media', media: 'sticker', ref: '', mime: 'image/webp', bytes: 9, caption: '' },
      { kind: 'edited', of: 'm1', text: 'quiero tres' },
      { kind: 'unsupported', what: 'poll' },
      { kind: 'choice', token: '2.aaaaaaaaaa.0' },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...bodies), { maxLength: 8 }), async (moves) => {
        const other = await ChatsShop.open(files);
        const bea = other.chat(other.telegram, 'bea');
        await bea.sayAll('quiero una gorra negra', 'cerrar pedido');
        await bea.sellerTypes('yo te atiendo');
        await bea.hear();
        const carts = [...other.store.query.all('carts')];
        for (const body of moves) expect(await bea.send(body)).toBe('');
        expect([...other.store.query.all('carts')]).toEqual(carts);
        // A second change to the same words changes nothing.
        const kept = moves.filter(({ kind }, at) => kind !== 'edited' || moves[at - 1]?.kind !== 'edited');
        expect(bea.log.filter(({ from }) => from === 'customer')).toHaveLength(2 + kept.length);
        expect(await other.close()).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ['arrepentimiento', 'pedido'],
    ['libro de reclamaciones', 'eclamaci'],
    ['borra mis datos', 'lo borramos'],
  ])('“%s” is a right, and is answered whoever is at the counter', async (words, answer) => {
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    await ana.sellerTypes('hola Ana');
    await ana.hear();
    expect(await ana.say(words)).toContain(answer);
    expect(ana.conversation?.takenOver).toBeUndefined();
  });

  test('whom the seller wrote to first is no customer; her answer is the seller’s, and is told nothing of any assistant', async () => {
    const mother = shop.chat(shop.whatsApp, 'mother');
    await mother.sellerTypes('mamá, ¿a qué hora almorzamos?');
    expect(mother.conversation).toBeUndefined();
    expect(await mother.say('a la una')).toBe('');
    await shop.wait(TAKEOVER_MS);
    expect(await mother.hear()).toBe('');
    expect([...shop.store.query.all('timers')].filter(({ kind }) => kind === 'takeover')).toEqual([]);
  });

  test('a conversation at rest wakes, and goes back to rest with the seller’s words in it', async () => {
    await ana.say('hola');
    await shop.wait(40 * 24 * HOUR_MS);
    expect(ana.conversation).toBeUndefined();
    await ana.sellerTypes('Ana, llegaron las gorras');
    expect(ana.log.at(-1)).toMatchObject({ from: 'seller', text: 'Ana, llegaron las gorras' });
    // She has not spoken with the program for weeks: there is no assistant to speak of.
    expect(await ana.hear()).toBe('');
  });
});

describe('what the program had queued', () => {
  test('is not sent after she wrote, and a number of its menu chooses nothing', async () => {
    await ana.say('hola');
    shop.whatsApp.failing = NO_NETWORK;
    await ana.say('catálogo');
    await ana.sellerTypes('te cuento yo');
    shop.whatsApp.failing = null;
    await shop.wait(HOUR_MS);
    expect(await ana.hear()).not.toContain('Gorra');
    const withdrawn = ana.log.filter(({ unsent }) => unsent === 'seller-wrote');
    expect(withdrawn.length).toBeGreaterThan(0);
    expect(ana.conversation?.lastMenuN).toBeNull();
  });

  test('a reply that is on its way while her message arrives is not sent again, whatever became of it', async () => {
    await ana.say('hola');
    const { promise, resolve } = Promise.withResolvers<void>();
    shop.whatsApp.held = promise;
    shop.whatsApp.failing = NO_NETWORK;
    const asked = ana.send({ kind: 'text', text: 'catálogo' });
    await new Promise((done) => setImmediate(done));
    const typed = ana.sellerTypes('te cuento yo');
    await new Promise((done) => setImmediate(done));
    shop.whatsApp.held = null;
    resolve();
    await Promise.all([asked, typed]);
    shop.whatsApp.failing = null;
    await shop.wait(HOUR_MS);
    expect(await ana.hear()).not.toContain('Gorra');
    expect([...shop.store.query.all('outbox')]).toEqual([]);
  });

  test('one that reached her at that very moment did reach her, and is not said to have stayed behind', async () => {
    await ana.say('hola');
    const { promise, resolve } = Promise.withResolvers<void>();
    shop.whatsApp.held = promise;
    const asked = ana.send({ kind: 'text', text: 'catálogo' });
    await new Promise((done) => setImmediate(done));
    const typed = ana.sellerTypes('te cuento yo');
    await new Promise((done) => setImmediate(done));
    resolve();
    await Promise.all([asked, typed]);
    const said = ana.log.filter(({ from, text }) => from === 'shop' && text.includes('Gorra'));
    expect(said).toMatchObject([{ sentAs: [expect.any(String)] }]);
    expect(said[0]?.unsent).toBeUndefined();
  });

  test('but for news of an order, which waited for the network like everything else', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    const [order] = await Array.fromAsync(shop.store.query.each('orders'));
    if (!order) throw new Error('no order');
    shop.whatsApp.failing = NO_NETWORK;
    await shop.act({ do: 'order', orderId: order.id, order: { command: 'markReady' }, by: 'page' });
    await ana.say('catálogo');
    await ana.sellerTypes('te cuento yo');
    shop.whatsApp.failing = null;
    await shop.wait(HOUR_MS);
    const heard = await ana.hear();
    expect(heard).toContain(`#${order.number}`);
    expect(heard).not.toContain('Gorra');
  });

  test('what a person writes does not wait behind it', async () => {
    await ana.say('hola');
    shop.whatsApp.failing = { ...NO_NETWORK, retryAfterMs: HOUR_MS };
    await ana.say('catálogo');
    shop.whatsApp.failing = null;
    await shop.act({ do: 'write-to-customer', conversationId: ana.id, text: 'te cuento yo', by: 'page' });
    expect(await ana.hear()).toContain('te cuento yo');
  });

  test('news of her order are told all the same, and their buttons answer', async () => {
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    await ana.sellerTypes('gracias por tu compra');
    await ana.hear();
    const [order] = await Array.fromAsync(shop.store.query.each('orders'));
    if (!order) throw new Error('no order');
    const same = { delivery: null, place: null, address: null, slot: null, method: null, note: null } as const;
    const change = { ...same, line: [{ how: 'to', variantId: 'tote', qty: 2 } as const], agreed: false, dryRun: false };
    await shop.act({ do: 'order', orderId: order.id, order: { command: 'edit', ...change }, by: 'page' });
    expect(await ana.hear()).toContain(`#${order.number}`);
    // On a channel without buttons she answers with the number.
    expect(await ana.say('1')).toContain(`#${order.number}`);
    expect((await Array.fromAsync(shop.store.query.each('orders'))).map(({ lines }) => lines.map(({ qty }) => qty))).toEqual([[2]]);
    expect(await ana.say('gracias')).toBe('');
  });
});

describe('from the page, the API or her own chat', () => {
  test('what she writes arrives as hers, after a word about who speaks', async () => {
    await ana.say('quiero una gorra negra');
    const reply = await shop.act({
      do: 'write-to-customer',
      conversationId: ana.id,
      text: ' Te la guardo hasta el viernes ',
      by: 'chat:Rosa',
    });
    expect(reply).toMatchObject({ ok: true, talk: { takenOver: { by: 'chat:Rosa' } } });
    expect(await ana.hear()).toMatch(/Ahora te atiende.*\n---\nTe la guardo hasta el viernes$/);
    expect(ana.log.at(-1)).toMatchObject({ from: 'seller', sentAs: [expect.any(String)] });
  });

  test('she is told when the customer writes again, because her telephone does not show it', async () => {
    await ana.say('quiero hablar con una persona');
    expect(kinds()).toEqual(['person-wanted']);
    await shop.act({ do: 'take-over', conversationId: ana.id, by: 'page' });
    expect(kinds()).toEqual([]);
    await ana.sayAll('hola', '¿hay alguien?');
    expect(kinds()).toEqual(['customer-waits']);
    await shop.act({ do: 'write-to-customer', conversationId: ana.id, text: 'aquí estoy', by: 'page' });
    expect(kinds()).toEqual([]);
    await shop.act({ do: 'hand-back', conversationId: ana.id, by: 'page' });
    expect(await ana.hear()).toContain('Soy otra vez el asistente');
    expect(await ana.say('catálogo')).toContain('Gorra');
  });

  test('nothing is written where there is nobody, or nothing to say', async () => {
    await ana.say('hola');
    expect(await shop.act({ do: 'write-to-customer', conversationId: 'web:main:nobody', text: 'hola', by: 'page' })).toMatchObject({
      ok: false,
      code: 'CONVERSATION_NOT_FOUND',
    });
    await ana.tell({ what: 'blocked' });
    expect(await shop.act({ do: 'write-to-customer', conversationId: ana.id, text: 'hola', by: 'page' })).toMatchObject({
      ok: false,
      code: 'CUSTOMER_UNREACHABLE',
    });
  });
});

test('what is written to a helper from the page silences nothing there, and takes no card back', async () => {
  const rosa = shop.chat(shop.whatsApp, 'rosa');
  const reply = await shop.act({ do: 'invite-helper', name: 'Rosa', role: 'owner', language: null, by: 'terminal' });
  if (!reply?.ok || !('staff' in reply) || reply.invited === undefined) throw new Error('no code');
  expect(await rosa.say(reply.invited)).toContain('Rosa');
  shop.whatsApp.failing = NO_NETWORK;
  await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
  await shop.act({ do: 'write-to-customer', conversationId: rosa.id, text: 'mira el panel', by: 'page' });
  shop.whatsApp.failing = null;
  await shop.wait(HOUR_MS);
  const heard = await rosa.hear();
  for (const words of ['Pedido nuevo', 'mira el panel']) expect(heard).toContain(words);
  expect(heard).not.toContain('Ahora te atiende');
  expect(rosa.conversation?.takenOver).toBeUndefined();
});
