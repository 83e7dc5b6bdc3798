/** A file of old documents that the disk has spoiled stops nobody but who needs it, and is not kept silent about. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestShop } from './shop.ts';

const DAY_MS = 24 * 60 * 60_000;

test('who comes back to a damaged file is set aside, the seller is told which file, and everybody else buys on', async () => {
  const shop = await TestShop.open();
  try {
    const [ana, luis] = [shop.customer('ana'), shop.customer('luis')];
    await ana.say('quiero una tote');
    await shop.wait(31 * DAY_MS);
    await shop.restart();
    const file = join(shop.directory, 'resting', '000000.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('tote', 'tota'));

    expect((await ana.post({ id: 'back', text: 'mi pedido' })).status).toBe(202);
    await shop.settle();
    expect(shop.alerts()).toEqual(['data-damaged', 'not-processed']);
    expect([...shop.app.store.query.all('alerts')].map(({ data }) => data.file ?? null)).toContain(file);
    expect((await ana.post({ id: 'again', text: 'hola' })).status).toBe(202);
    await shop.settle();
    expect(shop.alerts().filter((kind) => kind === 'data-damaged')).toHaveLength(1);

    const chat = `${shop.url}/chat/${ana.chat}`;
    const read = await fetch(`${chat}/messages`, { headers: { 'accept-language': 'es' } });
    expect([read.status, read.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await read.json()).toMatchObject({
      error: { code: 'unreadable', message: expect.stringContaining('no podemos abrir esta conversación') },
    });
    expect(await (await fetch(`${chat}/events`)).text()).toContain('event: unreadable');
    const door = await fetch(`${shop.url}/seller/enter?key=${shop.app.sellerKey}`, { redirect: 'manual' });
    const headers = { cookie: door.headers.get('set-cookie')?.split(';')[0] ?? '' };
    const page = await fetch(`${shop.url}/seller/conversations/web:main:${ana.chat}`, { headers });
    expect([page.status, (await page.text()).includes('está en un archivo dañado')]).toEqual([200, true]);

    const health = await fetch(`${shop.url}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'degraded', store: { ok: false, words: expect.stringContaining(file) } });

    await luis.say('quiero 2 gorras negras');
    expect(luis.lastText).toContain('2 × Gorra de algodón (Negro)');
  } finally {
    await shop.close({ unsound: true });
  }
});

test('a customer who only opens her old conversation is told, and so is the seller', async () => {
  const shop = await TestShop.open();
  try {
    const ana = shop.customer('ana');
    await ana.say('quiero una tote');
    await shop.wait(31 * DAY_MS);
    await shop.restart();
    const file = join(shop.directory, 'resting', '000000.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('tote', 'tota'));
    expect((await fetch(`${shop.url}/chat/${ana.chat}/messages`)).status).toBe(503);
    await shop.settle();
    expect(shop.alerts()).toEqual(['data-damaged']);
  } finally {
    await shop.close({ unsound: true });
  }
});
