/**
 * The seller in her own chat on Telegram, with both client libraries: her card has buttons, the receipt comes as
 * it was sent, the list as a document; who helps her on another channel is told what she did.
 */
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { codeFor, helperOf } from './helping.ts';
import { buyTotes, orderOf, payingHome, sendPicture, TRANSFER } from './paying-shop.ts';
import { TelegramShop, type TelegramWay } from './telegram-shop.ts';

test.each<TelegramWay['library']>(['grammy', 'telegraf'])(
  '%s: linked by the link of her code, from the receipt to the list',
  async (library) => {
    const home = await payingHome(TRANSFER);
    const at = await TelegramShop.open({ library, updates: 'polling', home });
    const luis = await helperOf(at.shop, 'Luis', 'seller');
    const rosa = at.customer('Rosa');
    rosa.app.starts(await codeFor(at.shop, 'Rosa', 'owner'));
    await rosa.hear();
    expect(rosa.lastText).toContain('este chat ya es del equipo');

    const ana = at.shop.customer('ana');
    await buyTotes(ana, 'yape');
    await rosa.hear();
    expect(rosa.lastText).toContain('Pedido nuevo\nPedido 1001');
    await sendPicture(ana, 1);
    await rosa.hear();
    expect(rosa.app.heard.at(-2)).toMatchObject({
      text: 'Comprobante del pedido 1001',
      photo: expect.any(Uint8Array),
    });
    const card = rosa.app.heard.at(-1);
    await sendPicture(ana, 2);
    await rosa.hear();
    expect(rosa.app.heard.at(-1)).toMatchObject({ text: 'Comprobante del pedido 1001', photo: expect.any(Uint8Array), buttons: [] });
    rosa.app.taps('1. Aceptar el comprobante');
    await rosa.hear();
    expect(rosa.lastText).toContain('se aceptó el comprobante. Ahora está Confirmado');
    await luis.hear();
    expect(luis.lastText).toContain('Rosa · pedido 1001: se aceptó el comprobante.');
    const accept = card?.buttons.flat().find(({ text }) => text.includes('Aceptar'));
    rosa.app.tapsData(card?.id ?? 0, accept?.callback_data ?? '');
    await rosa.hear();
    expect(rosa.lastText).toContain('Ya lo hiciste a las 10:00');
    expect((await orderOf(at.shop)).history.map(({ what, who }) => [what, who])).toContainEqual(['receipt-accepted', 'chat:Rosa']);

    await rosa.say('escribir 1001');
    await rosa.say('¡Gracias, Ana!');
    expect((await ana.history()).at(-1)).toMatchObject({ from: 'seller', text: '¡Gracias, Ana!' });
    await rosa.say('exportar');
    await rosa.hear();
    const { document } = rosa.app.heard.at(-1) ?? {};
    expect(document?.name).toMatch(/^pedidos-.*\.xlsx$/);
    expect(
      Buffer.from(document?.bytes ?? [])
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(at.telegram.mistakes).toEqual([]);
    await at.close();
    await rm(home, { recursive: true, force: true });
  },
);
