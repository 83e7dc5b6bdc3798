/** A customer's own data: shown to her, given to her as a file, forgotten when she says so. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buyTotes, command, DAY, HOUR, MINUTE, openPayingShop, orderOf, TRANSFER, totesDelivered } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let ana: Customer;

beforeEach(async () => {
  ({ shop, close } = await openPayingShop(TRANSFER));
  ana = shop.customer('ana');
});
afterEach(() => close());

/** Files of the data folder that hold these words. */
async function filesWith(words: string): Promise<readonly string[]> {
  const files = (await readdir(shop.directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const held = await Promise.all(
    files.map(async ({ parentPath, name }) => ((await readFile(join(parentPath, name), 'latin1')).includes(words) ? [name] : [])),
  );
  return held.flat();
}

const fileOf = (customer: Customer) => customer.last.find(({ kind }) => kind === 'link')?.url ?? '';

describe('her data', () => {
  test('she reads what is kept of her, and has all of it as a file for a day', async () => {
    await totesDelivered(ana, 'Filomena Huanca');
    await ana.say('mis datos');
    expect(ana.lastText).toContain('Nombre: Filomena Huanca');
    expect(ana.lastText).toContain('Teléfono: +51 987 654 321');
    expect(ana.lastText).toContain('Pedidos: #1001 (S/ 58.00)');
    const url = fileOf(ana);
    expect(url).toMatch(/\/my-data\/[a-z0-9]{40}$/);
    const file = await fetch(url);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(await file.json()).toMatchObject({
      customer: { name: 'Filomena Huanca', phone: '51987654321' },
      orders: [{ number: 1001, totals: { total: 5800 } }],
    });
    expect((await fetch(url.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')))).status).toBe(404);
    await shop.wait(DAY);
    expect((await fetch(url)).status).toBe(404);
  });

  test('her data given for an order ask for nothing', async () => {
    await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'recojo', 'estos son mis datos: Filomena Huanca');
    expect(ana.lastText).not.toContain('datos que guardamos');
  });

  test('forgotten when she is sure: no file holds her, the accounts keep their numbers', async () => {
    await totesDelivered(ana, 'Filomena Huanca');
    await ana.say('borren mis datos');
    expect(ana.lastText).toContain('No se puede deshacer');
    await ana.tap('No, dejarlo así');
    await shop.wait(5 * MINUTE);
    expect(await filesWith('Filomena')).not.toEqual([]);
    await ana.say('borren mis datos');
    await ana.tap('Sí, borrar todo');
    expect(ana.lastText).toContain('En un minuto no queda nada tuyo aquí');
    await shop.wait(2 * MINUTE);
    expect(await filesWith('Filomena')).toEqual([]);
    expect(await filesWith('51987654321')).toEqual([]);
    expect(await filesWith(ana.chat)).toEqual([]);
    expect(await ana.history()).toEqual([]);
    expect(await orderOf(shop)).toMatchObject({ number: 1001, totals: { total: 5800 }, customer: { name: '—', phone: '' } });
  });

  test('and of whom a person attended, who carried a code, and whom the channel knows by another id, nothing is left either', async () => {
    await totesDelivered(ana, 'Filomena Quispe');
    await ana.say('seguir en otro chat');
    const news = { channel: 'web', account: 'main', chat: ana.chat, at: shop.clock.now() };
    await shop.app.runtime.note({ ...news, id: 'news-1', what: 'moved', to: 'another-id-of-hers' });
    await shop.app.runtime.note({ ...news, id: 'news-2', what: 'typed-by-seller', body: { kind: 'text', text: 'hola Filomena' } });
    const kinds = () => [...shop.app.store.query.all('timers')].map(({ kind }) => kind);
    expect(kinds()).toContain('takeover');
    const erased = await fetch(`${shop.url}/seller/erase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
      body: JSON.stringify({ phone: '987654321', erase: true }),
    });
    expect(await erased.json()).toMatchObject({ person: { left: [] } });
    for (const trace of ['Filomena', ana.chat, 'another-id-of-hers']) expect(await filesWith(trace)).toEqual([]);
    expect(kinds()).not.toContain('takeover');
    expect([...shop.app.store.query.all('aliases')]).toEqual([]);
  });

  test('nor where somebody else gave her telephone and was sent a code, or a file of hers was still to be brought', async () => {
    const bea = shop.customer('bea');
    await totesDelivered(ana, 'Filomena Quispe');
    await buyTotes(bea, 'yape', 'Bea Rojas', '987654321');
    await bea.sayAll('estado del pedido 1001', 'sí');
    expect(bea.lastText).toContain('mandé ahí un código');
    const message = {
      ...{ channel: 'web', account: 'main', chat: ana.chat, messageId: 'late', sender: { name: 'Filomena' }, at: shop.clock.now() },
      body: { kind: 'file-elsewhere', media: 'image', source: 'elsewhere', caption: '' } as const,
    };
    const { store } = shop.app;
    await store.commit(store.openHot(), [
      {
        ...{ put: 'jobs', id: 'fetch-file:late' },
        doc: { id: 'fetch-file:late', task: { kind: 'fetch-file', message }, attempts: 1, dueAt: shop.clock.now() + HOUR },
      },
    ]);
    const erased = await fetch(`${shop.url}/seller/erase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
      body: JSON.stringify({ conversation: ana.conversationId, erase: true }),
    });
    expect(await erased.json()).toMatchObject({ person: { left: [] } });
    await shop.wait(HOUR);
    for (const trace of ['Filomena', ana.chat]) expect(await filesWith(trace)).toEqual([]);
    expect([...store.query.all('jobs')].filter(({ task }) => task.kind === 'fetch-file')).toEqual([]);
    await bea.say('hola');
    expect(bea.lastText).not.toBe('');
  });

  test('an order on its way is finished first', async () => {
    await buyTotes(ana, 'yape');
    await command(shop, 1001, 'register-payment', { method: 'transfer' });
    await ana.hear();
    await ana.say('quiero borrar mis datos');
    expect(ana.lastText).toContain('El pedido #1001 está en camino');
    expect(shop.alerts()).toContain('person-wanted');
  });

  test.each([
    ['pt', 'meus dados', 'Isto é o que guardamos', 'apagar meus dados', 'Não dá para desfazer'],
    ['en', 'my data', 'This is what we keep of you', 'delete my data', "It can't be undone"],
  ])('in %s', async (language, see, seen, forget, asked) => {
    ana = shop.customer('ana', language);
    await ana.say(see);
    expect(ana.lastText).toContain(seen);
    await ana.say(forget);
    expect(ana.lastText).toContain(asked);
  });
});
