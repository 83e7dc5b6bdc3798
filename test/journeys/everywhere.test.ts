/** One customer at every door of the shop: what she has goes with her from each to each, and what is forgotten of her is forgotten at all. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeSaid } from '../stand-ins/chats-shop.ts';
import type { ChattingCustomer } from './purchase.ts';
import { DOORS, type Door, ThreeDoors } from './three-doors.ts';

const MINUTE_MS = 60_000;

let at: ThreeDoors;
beforeEach(async () => {
  at = await ThreeDoors.open();
});
afterEach(() => at.close());

const SAYS = {
  es: {
    wants: 'quiero una gorra negra',
    closes: 'cerrar pedido',
    yes: 'sí',
    web: 'pasar a la web',
    telegram: 'seguir por telegram',
    whatsapp: 'seguir por whatsapp',
  },
  pt: {
    wants: 'quero um boné preto',
    closes: 'fechar pedido',
    yes: 'sim',
    web: 'continuar no site',
    telegram: 'continuar no telegram',
    whatsapp: 'continuar no whatsapp',
  },
  en: {
    wants: 'I want a black cap',
    closes: 'check out',
    yes: 'yes',
    web: 'continue on the website',
    telegram: 'continue on telegram',
    whatsapp: 'continue on whatsapp',
  },
} as const;
const HEARS = {
  es: {
    asked: '¿Es tuya',
    done: 'Listo, seguimos aquí',
    open: '¿Cómo lo recibes?',
    told: 'Tu conversación sigue',
    stale: 'Ese código ya no vale',
  },
  pt: {
    asked: 'É sua',
    done: 'Pronto, continuamos aqui',
    open: 'Como você quer receber?',
    told: 'A sua conversa continua',
    stale: 'Esse código já não vale',
  },
  en: {
    asked: 'Is it yours',
    done: 'Done: we go on here',
    open: 'How would you like to get it?',
    told: 'Your conversation continues',
    stale: 'That code is no longer valid',
  },
} as const;

const WAYS = DOORS.flatMap((from) => DOORS.filter((to) => to !== from).map((to) => ({ from, to })));
const customers = () => [...at.shop.app.store.query.all('customers')];

async function codeTo(door: Door, from: ChattingCustomer): Promise<string> {
  await from.say(SAYS.es[door]);
  return codeSaid(from.lastText);
}

/** As a person copies it from one telephone to another. */
const asTyped = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase();

test.each(['es', 'pt', 'en'] as const)(
  'in %s, from each door to each: cart, open question and language, by a code that is used once',
  async (language) => {
    const [says, hears] = [SAYS[language], HEARS[language]];
    for (const { from, to } of WAYS) {
      const [here, there] = [at.at(from, language), at.at(to, language)];
      const before = customers().length;
      const way = `from ${from} to ${to}`;
      await here.sayAll(says.wants, says.closes, says[to]);
      const code = codeSaid(here.lastText);
      await there.say(asTyped(code));
      expect(there.lastText, way).toContain(hears.asked);
      await there.say(says.yes);
      expect(there.lastText, way).toContain(hears.done);
      expect(there.lastText, way).toContain('1 × Gorra de algodón (Negro)');
      expect(there.lastText, way).toContain(hears.open);
      await here.hear();
      expect(here.lastText, way).toContain(hears.told);
      expect(customers(), way).toHaveLength(before + 1);
      await here.say(code);
      expect(here.lastText, way).toContain(hears.stale);
    }
  },
);

test('an order under way goes along from each door to each, and its news are told there', async () => {
  for (const [index, { from, to }] of WAYS.entries()) {
    const [here, there] = [at.at(from), at.at(to)];
    const way = `from ${from} to ${to}`;
    await here.sayAll('quiero una tote', 'cerrar pedido', 'recojo');
    if (here.lastText.includes('¿A nombre de')) await here.say('Ana Quispe');
    if (here.lastText.includes('¿A qué celular')) await here.say('987 654 321');
    await here.sayAll('efectivo', 'sí');
    await there.sayAll(await codeTo(to, here), 'sí');
    const order = (await at.shop.orders())[index];
    const act = (command: 'startPreparing' | 'markReady') =>
      at.shop.app.runtime.act({ do: 'order', orderId: order?.id ?? '', order: { command }, by: 'page' });
    await act('startPreparing');
    await act('markReady');
    await there.hear();
    expect(there.lastText, way).toContain(`#${order?.number}`);
    await here.hear();
    expect(here.lastText, way).not.toContain('listo para recoger');
    await here.say('estado de mi pedido');
    expect(here.lastText, way).toContain(`#${order?.number}`);
  }
});

test('at all three doors in turn she is one customer, and forgotten at all three', async () => {
  const [web, telegram, whatsApp] = DOORS.map((door) => at.at(door));
  if (!web || !telegram || !whatsApp) throw new Error('three doors');
  await web.say('quiero una gorra negra');
  await telegram.sayAll(await codeTo('telegram', web), 'sí');
  await telegram.say('quiero una tote');
  await whatsApp.sayAll(await codeTo('whatsapp', telegram), 'sí');
  expect(whatsApp.lastText).toMatch(/Gorra(.|\n)*tote/);
  const [customer] = customers();
  expect(customer?.conversations).toHaveLength(3);
  const erased = await fetch(`${at.shop.url}/seller/erase`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${at.shop.app.sellerKey}` },
    body: JSON.stringify({ phone: '+51987654323', erase: true }),
  });
  expect(await erased.json()).toMatchObject({
    person: { conversations: [expect.any(String), expect.any(String), expect.any(String)], left: [] },
  });
  expect(customers()).toEqual([]);
  expect([...at.shop.app.store.query.all('carts'), ...at.shop.app.store.query.all('conversations')]).toEqual([]);
  for (const door of [telegram, whatsApp]) {
    await door.say('mi carrito');
    expect(door.lastText).toContain('Todavía no hay nada en tu pedido');
  }
  expect(customers()).toHaveLength(2);
});

test('forgotten by her own word at one door, she is forgotten at the others', async () => {
  const [web, telegram] = [at.at('web'), at.at('telegram')];
  await web.say('quiero una gorra negra');
  await telegram.sayAll(await codeTo('telegram', web), 'sí');
  await telegram.say('borren mis datos');
  await telegram.tap('Sí, borrar todo');
  await at.wait(MINUTE_MS);
  const { query } = at.shop.app.store;
  expect(customers()).toEqual([]);
  expect([...query.all('conversations'), ...query.all('carts'), ...query.all('messages')]).toEqual([]);
  await telegram.say('mi carrito');
  expect(telegram.lastText).toContain('Todavía no hay nada en tu pedido');
});
