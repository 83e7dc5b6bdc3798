/** The seller opens her pages with her link; nobody else does, and nobody makes her browser act for them. */
import { describe, expect, test } from 'vitest';
import { HOST, KEY, manyOrders, samplePages } from './sample-pages.ts';

const PRIVATE = [
  '/seller',
  '/seller/orders',
  '/seller/orders/1001',
  '/seller/conversations/web:main:x',
  '/seller/export?what=orders&format=csv',
];
const FROM_HERE = { 'sec-fetch-site': 'same-origin' };

describe('who comes in', () => {
  test('her link opens a session that lasts from page to page', async () => {
    const pages = samplePages({ orders: manyOrders(1) });
    const answer = await pages.request(`/seller/enter?key=${KEY}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/seller');
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^tanteo-seller=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const [pair = ''] = cookie.split(';');
    for (const path of PRIVATE) expect((await pages.request(path, { headers: { cookie: pair } })).status, path).toBe(200);
  });

  test('over https the cookie goes by https only and belongs to this host alone', async () => {
    const answer = await samplePages({ secureHost: HOST }).request(`/seller/enter?key=${KEY}`);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-tanteo-seller=.*; Secure/);
  });

  test('on the machine itself, without https, the link opens all the same', async () => {
    const pages = samplePages({ secureHost: 'tienda.retama.pe' });
    const cookie = (await pages.request(`/seller/enter?key=${KEY}`)).headers.get('set-cookie') ?? '';
    expect(cookie).not.toContain('Secure');
    expect((await pages.request('/seller', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
  });

  test.each(PRIVATE)('without a session %s tells where the link is found, and nothing else', async (path) => {
    const answer = await samplePages({ orders: manyOrders(3) }).request(path);
    const text = await answer.text();
    expect(answer.status).toBe(401);
    expect(text).toContain('/seller/enter');
    expect(text).not.toContain('Rosa');
    expect(text).not.toContain(KEY);
  });

  test.each(['', 'otra', `${KEY}x`, KEY.slice(1), KEY.toUpperCase()])('the key %j does not open', async (key) => {
    const answer = await samplePages().request(`/seller/enter?key=${encodeURIComponent(key)}`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).toContain('Ese enlace no abre');
  });

  test('an invented cookie opens nothing', async () => {
    const pages = samplePages();
    await pages.enter();
    expect((await pages.request('/seller', { headers: { cookie: `tanteo-seller=${'a'.repeat(43)}` } })).status).toBe(401);
  });

  test('after ten wrong keys an address has to wait; another one does not', async () => {
    const pages = samplePages();
    for (let tries = 0; tries < 10; tries += 1) expect((await pages.request('/seller/enter?key=no')).status).toBe(401);
    const refused = await pages.request(`/seller/enter?key=${KEY}`);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('600');
    expect((await pages.request(`/seller/enter?key=${KEY}`, { headers: { 'x-test-address': '10.0.0.2' } })).status).toBe(303);
    pages.pass(10 * 60_000);
    expect((await pages.request(`/seller/enter?key=${KEY}`)).status).toBe(303);
  });

  test('the log never has the key that was tried', async () => {
    const pages = samplePages();
    await pages.request('/seller/enter?key=casi-la-llave');
    expect(pages.logged).toHaveLength(1);
    expect(pages.logged.join()).not.toContain('casi');
  });
});

describe('how long a session lasts', () => {
  test('half an hour without a page closes it', async () => {
    const pages = samplePages();
    const cookie = await pages.enter();
    pages.pass(30 * 60_000);
    expect((await pages.request('/seller', { headers: { cookie } })).status).toBe(200);
    pages.pass(30 * 60_000 + 1);
    expect((await pages.request('/seller', { headers: { cookie } })).status).toBe(401);
  });

  test('twelve hours close it, however busy it was', async () => {
    const pages = samplePages();
    const cookie = await pages.enter();
    for (let minutes = 0; minutes <= 12 * 60; minutes += 20) {
      expect((await pages.request('/seller', { headers: { cookie } })).status, `${minutes} min`).toBe(200);
      pages.pass(20 * 60_000);
    }
    expect((await pages.request('/seller', { headers: { cookie } })).status).toBe(401);
  });

  test('leaving closes it at once, and only this one', async () => {
    const pages = samplePages();
    const [mine, helper] = [await pages.enter(), await pages.enter()];
    const left = await pages.post('/seller/leave', {}, { cookie: mine, ...FROM_HERE });
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await pages.request('/seller', { headers: { cookie: mine } })).status).toBe(401);
    expect((await pages.request('/seller', { headers: { cookie: helper } })).status).toBe(200);
  });

  test('of very many sessions the one unused longest makes room', async () => {
    const pages = samplePages();
    const [old, used] = [await pages.enter(), await pages.enter()];
    for (let more = 0; more < 48; more += 1) await pages.enter();
    expect((await pages.request('/seller', { headers: { cookie: used } })).status).toBe(200);
    await pages.enter();
    expect((await pages.request('/seller', { headers: { cookie: old } })).status).toBe(401);
    expect((await pages.request('/seller', { headers: { cookie: used } })).status).toBe(200);
  });
});

describe('who may order', () => {
  test.each([
    ['this page', FROM_HERE, 303],
    ['this page in a browser that sends only the origin', { origin: `http://${HOST}` }, 303],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['another host of the same domain', { 'sec-fetch-site': 'same-site' }, 403],
    ['another site in a browser that sends only the origin', { origin: 'https://evil.example' }, 403],
    ['a page that hides where it is', { origin: 'null' }, 403],
    ['nobody knows whom', {}, 403],
  ])('an order from %s', async (_who, headers, status) => {
    const pages = samplePages();
    const answer = await pages.post('/seller/alerts/dismiss', { alert: 'order-paid:1001' }, { cookie: await pages.enter(), ...headers });
    expect(answer.status).toBe(status);
    expect(pages.done).toEqual(status === 303 ? [{ do: 'dismiss-alert', alertId: 'order-paid:1001' }] : []);
  });

  test('an order from this page without a session is not carried out', async () => {
    const pages = samplePages();
    expect((await pages.post('/seller/alerts/dismiss', { alert: 'x' }, FROM_HERE)).status).toBe(401);
    expect(pages.done).toEqual([]);
  });
});

describe('a link in a mail or in a web chat', () => {
  test('asks for itself once more, because the strict cookie stayed at home', async () => {
    const pages = samplePages({ orders: manyOrders(1) });
    const answer = await pages.request('/seller/orders?state=done&before=5', { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.headers.get('refresh')).toBe('0;url=/seller/orders?state=done&before=5');
    expect(await answer.text()).not.toContain('Rosa');
  });
});

describe('what every page carries', () => {
  test.each(['/seller', '/seller/enter?key=no', '/seller/none', '/seller/orders/9'])(
    '%s is not kept, framed, nor may anything run in it',
    async (path) => {
      const pages = samplePages();
      const answer = await pages.request(path, { headers: { cookie: await pages.enter() } });
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src|unsafe/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const page = await answer.text();
      expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    },
  );

  test('a page that fails says so in words and shows no stack', async () => {
    const pages = samplePages({
      newestOrders: async () => {
        throw new Error('shard 7 is damaged');
      },
    });
    const answer = await pages.request('/seller', { headers: { cookie: await pages.enter() } });
    expect(answer.status).toBe(500);
    const page = await answer.text();
    expect(page).toContain('Algo falló de nuestro lado');
    expect(page).not.toContain('shard 7');
    expect(pages.logged).toContain('a page of the seller failed');
  });
});
