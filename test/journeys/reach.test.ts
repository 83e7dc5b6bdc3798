/** Whether customers can be reached: blocked, moved to another id, out of WhatsApp's window, or not delivered. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleShop } from '../stand-ins/chat-story.ts';
import { type Chat, ChatsShop, NO_NETWORK } from '../stand-ins/chats-shop.ts';

const files = await sampleShop();

let shop: ChatsShop;
let ana: Chat;
beforeEach(async () => {
  shop = await ChatsShop.open(files);
  ana = shop.chat(shop.telegram, 'ana');
});
afterEach(async () => {
  expect(await shop.close()).toEqual([]);
});

const alerts = () => shop.alerts().map(({ kind, data }) => [kind, data.because ?? data.orders ?? null]);
const outbox = () => [...shop.store.query.all('outbox')];
const FINAL = { ...NO_NETWORK, final: true } as const;

async function buys(chat: Chat): Promise<string> {
  await chat.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
  return (await Array.fromAsync(shop.store.query.each('orders'))).at(-1)?.id ?? '';
}

const prepareAndFinish = async (orderId: string) => {
  await shop.act({ do: 'order', orderId, order: { command: 'startPreparing' }, by: 'page' });
  await shop.act({ do: 'order', orderId, order: { command: 'markReady' }, by: 'page' });
};

describe('a customer who blocked the shop', () => {
  test('with nothing under way is no news for the seller, and nothing is queued for her', async () => {
    await ana.say('hola');
    await ana.tell({ what: 'blocked' });
    expect(shop.alerts()).toEqual([]);
    expect(ana.conversation?.unreachable).toEqual({ because: 'blocked' });
  });

  test('with an order under way: the seller is told which, and what she is not told of it stays in the conversation', async () => {
    const orderId = await buys(ana);
    for (const { id } of shop.alerts()) await shop.act({ do: 'dismiss-alert', alertId: id });
    await ana.tell({ what: 'blocked' });
    expect(shop.alerts()).toMatchObject([
      { kind: 'customer-unreachable', conversationId: ana.id, data: { orders: `#${orderId}`, because: 'blocked' } },
    ]);
    await prepareAndFinish(orderId);
    expect(outbox()).toEqual([]);
    expect(ana.log.at(-1)).toMatchObject({ unsent: 'unreachable', orderId });
    expect(await ana.hear()).not.toContain('listo');
  });

  test('who writes again is answered, and the seller has nothing left to worry about', async () => {
    await buys(ana);
    await ana.tell({ what: 'blocked' });
    expect(await ana.say('estado de mi pedido')).toContain('#1001');
    expect(alerts().map(([kind]) => kind)).not.toContain('customer-unreachable');
    expect(ana.conversation?.unreachable).toBeUndefined();
  });

  test('who unblocks it is told what comes next', async () => {
    const orderId = await buys(ana);
    await ana.tell({ what: 'blocked' });
    await ana.tell({ what: 'unblocked' });
    await prepareAndFinish(orderId);
    expect(await ana.hear()).toContain(`#${orderId}`);
  });

  test('found out by a send: that message and those behind it are taken back, and the seller can send it again', async () => {
    await ana.say('hola');
    shop.telegram.failing = { ...FINAL, reason: '403', because: 'blocked' };
    await ana.say('catálogo');
    shop.telegram.failing = null;
    expect(alerts()).toEqual([['not-sent', 'blocked']]);
    expect(ana.conversation?.unreachable).toEqual({ because: 'blocked' });
    expect(outbox()).toEqual([]);
    await ana.tell({ what: 'unblocked' });
    const [alert] = shop.alerts();
    await shop.act({ do: 'try-again', alertId: alert?.id ?? '' });
    expect(await ana.hear()).toContain('Gorra');
    expect(ana.log.filter(({ unsent }) => unsent)).toEqual([]);
  });
});

describe('a message of which a part left', () => {
  const half = { ...FINAL, refs: ['photo'] } as const;
  const again = async () => {
    const [alert] = shop.alerts();
    await shop.act({ do: 'try-again', alertId: alert?.id ?? '' });
    return shop.telegram.arrived.at(-1)?.before;
  };

  test('and the rest is refused: sent again, it begins where it ended', async () => {
    await ana.say('hola');
    shop.telegram.failing = { ...half, reason: '400' };
    await ana.say('catálogo');
    shop.telegram.failing = null;
    expect(ana.log.at(-1)?.sentAs).toEqual(['photo']);
    expect(await again()).toEqual(['photo']);
    expect(ana.log.at(-1)?.sentAs).toEqual(['photo', expect.any(String)]);
  });

  test('and then she blocks the shop: the same', async () => {
    await ana.say('hola');
    shop.telegram.failing = { ...half, reason: '403', because: 'blocked' };
    await ana.say('catálogo');
    shop.telegram.failing = null;
    await ana.tell({ what: 'unblocked' });
    expect(await again()).toEqual(['photo']);
  });

  test('and while the rest waits she blocks the shop: what left is known', async () => {
    await ana.say('hola');
    shop.telegram.failing = { ...NO_NETWORK, refs: ['photo'] };
    await ana.say('catálogo');
    await ana.tell({ what: 'blocked' });
    shop.telegram.failing = null;
    expect(ana.log.at(-1)).toMatchObject({ unsent: 'unreachable', sentAs: ['photo'] });
  });
});

describe('a message that does not arrive', () => {
  test('outside of WhatsApp’s window it is that message only: she can be reached as soon as she writes', async () => {
    await ana.say('hola');
    shop.telegram.failing = { ...FINAL, reason: '131047', because: 'window-closed' };
    await ana.say('catálogo');
    shop.telegram.failing = null;
    expect(alerts()).toEqual([['not-sent', 'window-closed']]);
    expect(ana.conversation?.unreachable).toBeUndefined();
    expect(await ana.say('catálogo')).toContain('Gorra');
  });

  test('news of an order outside of it are one thing to do, the newest of them, and told as soon as she writes', async () => {
    const orderId = await buys(ana);
    for (const { id } of shop.alerts()) await shop.act({ do: 'dismiss-alert', alertId: id });
    const arrived = shop.telegram.arrived.length;
    shop.telegram.failing = { ...FINAL, reason: '131047', because: 'window-closed' };
    await prepareAndFinish(orderId);
    shop.telegram.failing = null;
    expect(shop.alerts()).toMatchObject([{ kind: 'not-sent', orderId, conversationId: ana.id, data: { because: 'late-news' } }]);
    await ana.say('hola');
    expect(shop.alerts()).toEqual([]);
    const [news, answer, ...more] = shop.telegram.arrived.slice(arrived).map(({ message }) => message.text);
    expect([news, answer, more]).toEqual([expect.stringContaining(`#${orderId}`), expect.stringContaining('Hola'), []]);
  });

  test('told by the channel later, the seller sees it and sends it again', async () => {
    await ana.say('hola');
    const { ref } = shop.telegram.arrived.at(-1) ?? { ref: '' };
    await shop.note({
      channel: 'telegram',
      account: '7',
      chat: 'ana',
      id: 'f1',
      at: shop.clock.now(),
      what: 'failed',
      ref,
      reason: '131026',
    });
    expect(shop.alerts()).toMatchObject([{ kind: 'not-sent', conversationId: ana.id, data: { reason: '131026' } }]);
    await ana.hear();
    await shop.act({ do: 'try-again', alertId: shop.alerts()[0]?.id ?? '' });
    expect(await ana.hear()).toContain('asistente');
    expect(shop.telegram.arrived.at(-1)?.before, 'it leaves whole').toEqual([]);
    expect(shop.alerts()).toEqual([]);
  });

  test('a channel that is down is said once, and no more when it works', async () => {
    const channel = { channel: 'telegram', account: '7', at: shop.clock.now() };
    for (const id of ['d1', 'd2']) await shop.note({ ...channel, id, what: 'down', words: 'no network' });
    expect(shop.alerts()).toMatchObject([{ kind: 'channel-down', data: { channel: 'telegram', words: 'no network' } }]);
    await shop.note({ ...channel, id: 'u1', what: 'up' });
    expect(shop.alerts()).toEqual([]);
  });
});

/** A chat of the team. */
async function linked(chat: Chat, name: string): Promise<Chat> {
  const invited = await shop.act({ do: 'invite-helper', name, role: 'owner', language: null, by: 'terminal' });
  if (!invited?.ok || !('staff' in invited) || invited.invited === undefined) throw new Error('no code');
  expect(await chat.say(invited.invited)).toContain(name);
  return chat;
}

test('what does not reach one helper is no news for another: two closed chats would tell each other for ever', async () => {
  const rosa = await linked(shop.chat(shop.telegram, 'rosa'), 'Rosa');
  const luz = await linked(shop.chat(shop.whatsApp, 'luz'), 'Luz');
  await rosa.hear();
  shop.telegram.failing = FINAL;
  await buys(shop.chat(shop.whatsApp, 'bea'));
  expect(await luz.hear()).toContain('Pedido nuevo');
  expect(alerts()).toContainEqual(['not-sent', null]);
  expect(luz.log.filter(({ body }) => JSON.stringify(body).includes('try-again'))).toEqual([]);
});

describe('a customer whom the channel knows by another id', () => {
  test('goes on where she was: cart, question, orders', async () => {
    const orderId = await buys(ana);
    await ana.sayAll('quiero una gorra negra', 'cerrar pedido');
    const before = ana.id;
    await ana.tell({ what: 'moved', to: 'ana-2' });
    ana.moved('ana-2');
    expect(await ana.say('recojo')).toContain('¿Cómo quieres pagar?');
    expect([...shop.store.query.all('conversations')].map(({ id, chat }) => [id, chat])).toEqual([[before, 'ana-2']]);
    await prepareAndFinish(orderId);
    expect(await ana.hear()).toContain(`#${orderId}`);
    await ana.tell({ what: 'moved', to: 'ana-3' });
    ana.moved('ana-3');
    expect(await ana.say('estado de mi pedido')).toContain(`#${orderId}`);
    expect([...shop.store.query.all('customers')]).toHaveLength(1);
  });

  test('who wrote from there before the shop heard of it is one customer, with what she had', async () => {
    const orderId = await buys(ana);
    const early = shop.chat(shop.telegram, 'ana-2');
    await early.say('hola');
    await ana.tell({ what: 'moved', to: 'ana-2' });
    expect([...shop.store.query.all('customers')]).toHaveLength(1);
    expect(await early.say('estado de mi pedido')).toContain(`#${orderId}`);
    await prepareAndFinish(orderId);
    expect(await early.hear()).toContain(`#${orderId}`);
  });

  test.each(['before', 'after'])('who helps in the shop helps from there, also where she wrote %s the shop heard of it', async (when) => {
    const rosa = await linked(shop.chat(shop.telegram, 'rosa'), 'Rosa');
    const there = shop.chat(shop.telegram, 'rosa-2');
    if (when === 'before') await there.say('hola');
    await rosa.tell({ what: 'moved', to: 'rosa-2' });
    expect(await there.say('equipo')).toContain('Rosa');
    const orderId = await buys(ana);
    await there.hear();
    expect(await there.say(`${orderId} listo`)).toContain(`Pedido ${orderId}`);
  });

  test('of whom nothing is known is no news', async () => {
    await ana.tell({ what: 'moved', to: 'ana-2' });
    await ana.tell({ what: 'blocked' });
    expect([...shop.store.query.all('conversations')]).toEqual([]);
  });
});
