/**
 * The seller in her own chat over WhatsApp Web, where nothing has a button: she writes from her own telephone to the
 * shop's, and answers its cards by number.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { chromium } from '../stand-ins/whatsapp-web/line.ts';
import { codeFor } from './helping.ts';
import { orderOf } from './paying-shop.ts';
import { WhatsAppShop } from './whatsapp-shop.ts';

describe.skipIf(!chromium)('the seller in her own chat on WhatsApp Web', () => {
  let at: WhatsAppShop;
  afterEach(() => at.close());

  test('linked by a code; the card of an order is answered by number; "pedidos"; the list arrives as a file', async () => {
    at = await WhatsAppShop.open({ linked: true });
    const rosa = at.customer({ name: 'Rosa', phone: '911 111 111' });
    await rosa.say(await codeFor(at.shop, 'Rosa', 'owner'));
    expect(rosa.lastText).toContain('este chat ya es del equipo');

    const ana = at.customer({ name: 'Ana Quispe', phone: '987 654 321' });
    await ana.sayAll('quiero una tote', 'cerrar pedido');
    await ana.tap('Recojo');
    await ana.tap('Efectivo');
    await ana.say('sí');
    await rosa.hear();
    expect(rosa.lastText).toContain('Pedido nuevo');
    expect(rosa.lastText).toMatch(/^1\. /m);

    // What has just come may not be what she answers: a number means it moments later.
    await at.shop.wait(10_000);
    await rosa.tap('Empezar');
    expect(rosa.lastText).toContain('Ahora está');
    expect(await orderOf(at.shop)).toMatchObject({ status: 'preparing' });
    await rosa.say('pedidos');
    expect(rosa.lastText).toContain('1001');

    await rosa.say('exportar');
    await at.whatsapp.until('the file', () => rosa.person.hears().some(({ type }) => type === 'document'));
    const file = rosa.person.hears().find(({ type }) => type === 'document')?.media;
    expect(file?.filename).toMatch(/^pedidos-.*\.xlsx$/);
    const bytes = at.whatsapp.network.files.get(file?.path ?? '') ?? new Uint8Array();
    expect(Buffer.from(bytes.subarray(0, 2)).toString()).toBe('PK');
    ana.expectAllOnce();
  });
});
