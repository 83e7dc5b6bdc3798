/**
 * A picture at the wrong moment: the customer is told who will see it, and the seller really does.
 */
import { expect, test } from 'vitest';
import { TestShop } from './shop.ts';

/** The smallest thing that is a PNG: one transparent pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

test('a picture in the middle of a sale reaches the seller, and the question stays open', async () => {
  const shop = await TestShop.open();
  try {
    const ana = shop.customer('ana');
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'envío');
    const form = new FormData();
    form.set('id', 'p1');
    form.set('caption', 'así la quiero');
    form.set('file', new Blob([PIXEL], { type: 'image/png' }), 'photo.png');
    const sent = await fetch(`${shop.url}/chat/${ana.chat}/messages`, { method: 'POST', body: form });
    expect(sent.status).toBe(202);
    await ana.hear();
    expect(ana.lastText).toContain('¿A qué distrito');
    expect(shop.alerts()).toEqual(['file-received']);

    const door = await fetch(`${shop.url}/seller/enter?key=${shop.app.sellerKey}`, { redirect: 'manual' });
    const cookie = door.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await (await fetch(`${shop.url}/seller/conversations/web:main:${ana.chat}`, { headers: { cookie } })).text();
    const src = /src="(\/seller\/pictures\/[^"]+)"/.exec(page)?.[1];
    expect(page).toContain('así la quiero');
    const picture = await fetch(`${shop.url}${src}`, { headers: { cookie } });
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PIXEL);
    expect((await fetch(`${shop.url}${src}`)).status).toBe(401);
    expect((await fetch(`${shop.url}/seller/pictures/..%2f..%2f..%2fetc/passwd.png`, { headers: { cookie } })).status).toBe(404);
  } finally {
    await shop.close();
  }
});
