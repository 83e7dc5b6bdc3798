/**
 * A picture or a voice note at the wrong moment: the customer is told who will see or hear it, and the seller
 * really does.
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
    const src = /src="(\/seller\/sent\/[^"]+)"/.exec(page)?.[1];
    expect(page).toContain('así la quiero');
    const picture = await fetch(`${shop.url}${src}`, { headers: { cookie } });
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PIXEL);
    expect((await fetch(`${shop.url}${src}`)).status).toBe(401);
    expect((await fetch(`${shop.url}/seller/sent/..%2f..%2f..%2fetc/passwd.png`, { headers: { cookie } })).status).toBe(404);
  } finally {
    await shop.close();
  }
});

/** The beginning of an Opus file, as a telephone records it; what follows does not matter here. */
const NOTE = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(500, 7)]);

test('a voice note in the middle of a sale can be played by the seller, who is told, and the question stays open', async () => {
  const shop = await TestShop.open();
  try {
    const ana = shop.customer('ana');
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'envío');
    const form = new FormData();
    form.set('id', 'v1');
    form.set('file', new Blob([NOTE], { type: 'audio/ogg' }), 'note.ogg');
    expect((await fetch(`${shop.url}/chat/${ana.chat}/messages`, { method: 'POST', body: form })).status).toBe(202);
    await ana.hear();
    expect(ana.lastText).toContain('Recibí tu nota de voz. Yo no la puedo escuchar; el equipo sí.');
    expect(ana.lastText).toContain('¿A qué distrito');
    expect(shop.alerts()).toEqual(['voice-received']);

    const door = await fetch(`${shop.url}/seller/enter?key=${shop.app.sellerKey}`, { redirect: 'manual' });
    const cookie = door.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await fetch(`${shop.url}/seller`, { headers: { cookie } })).text()).toContain('te mandó una nota de voz');
    const page = await fetch(`${shop.url}/seller/conversations/web:main:${ana.chat}`, { headers: { cookie } });
    expect(page.headers.get('content-security-policy')).toContain("media-src 'self'");
    const src = /<audio controls[^>]* src="(\/seller\/sent\/[^"]+)"/.exec(await page.text())?.[1];
    const note = await fetch(`${shop.url}${src}`, { headers: { cookie, range: 'bytes=0-3' } });
    expect([note.status, note.headers.get('content-type')]).toEqual([206, 'audio/ogg']);
    expect(await note.text()).toBe('OggS');
    expect((await fetch(`${shop.url}${src}`)).status).toBe(401);
  } finally {
    await shop.close();
  }
});
