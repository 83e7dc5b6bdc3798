/** Things that come back: sent back for their money or changed for others, as a customer says it and as the seller sees to it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buyTotes, command, openPayingShop, orderOf, sellerPage, TRANSFER, totesDelivered } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let ana: Customer;

beforeEach(async () => {
  ({ shop, close } = await openPayingShop(TRANSFER));
  ana = shop.customer('ana');
});
afterEach(() => close());

/** A polo in red, M, paid and fetched. */
async function poloDelivered(): Promise<void> {
  await ana.sayAll('quiero 1 polo rojo M', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'yape', 'sí');
  await command(shop, 1001, 'register-payment', { method: 'transfer' });
  await command(shop, 1001, 'hand-over');
  await ana.hear();
}

describe('a return', () => {
  test('S85 · two come back, one fit for sale: the shelf has one more, both are paid back, the order is returned', async () => {
    await totesDelivered(ana);
    const before = shop.units('tote').onHand;
    await ana.say('quiero devolver los totes');
    expect(ana.lastText).toContain('¿Cuántas unidades de Bolsa tote');
    await ana.say('2');
    expect(ana.lastText).toContain('¿Qué pasó con 2 × Bolsa tote');
    await ana.tap('Vino con una falla');
    await ana.tap('Devolver el dinero');
    expect(ana.lastText).toContain('¿Registro la devolución de 2 × Bolsa tote');
    await ana.say('sí');
    expect(ana.lastText).toContain('1001-D1');
    expect(shop.alerts()).toEqual(['return-to-approve']);
    expect(await sellerPage(shop, '/seller')).toContain('Quieren devolver o cambiar algo del pedido 1001');
    expect(await command(shop, 1001, 'approve-return')).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('Aceptamos la devolución del pedido #1001');
    expect(shop.alerts()).toEqual([]);
    expect(await command(shop, 1001, 'receive-return', { received: '1:2', damaged: '1:1' })).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('Vale S/ 58.00');
    expect(shop.units('tote').onHand).toBe(before + 1);
    expect(await orderOf(shop)).toMatchObject({ status: 'returned', lines: [{ returnReceived: 2 }] });
    expect(await command(shop, 1001, 'refund-return')).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('Te devolvimos S/ 58.00');
    expect(await orderOf(shop)).toMatchObject({
      paymentStatus: 'refunded',
      payments: { refunds: [{ amount: 5800, returnId: '1001-D1' }] },
      returns: [{ status: 'refunded', refunded: 5800 }],
    });
  });

  test('S86 · what is on its way back cannot be announced twice; called off, it can', async () => {
    await totesDelivered(ana);
    expect(await command(shop, 1001, 'request-return', { reason: 'size', units: '1:3' })).toMatchObject({
      ok: false,
      lines: ['De eso se puede devolver 2 como mucho.'],
    });
    await ana.say('quiero devolver los totes');
    await ana.sayAll('2', 'no me quedó');
    await ana.tap('Devolver el dinero');
    await ana.say('sí');
    await ana.say('quiero devolver un tote');
    expect(ana.lastText).toContain('ya está registrada: 2 × Bolsa tote');
    expect(await command(shop, 1001, 'request-return', { reason: 'size', units: '1:1' })).toMatchObject({ ok: false });
    await ana.say('quiero devolver un tote');
    await ana.tap('Anular la devolución');
    expect(ana.lastText).toContain('quedó anulada');
    expect(await command(shop, 1001, 'request-return', { reason: 'size', units: '1:1' })).toMatchObject({ ok: true });
  });

  test('S87 · what was not approved cannot be received, what did not come is not paid back', async () => {
    await totesDelivered(ana);
    await command(shop, 1001, 'request-return', { reason: 'defect' });
    for (const step of ['receive-return', 'refund-return'])
      expect(await command(shop, 1001, step)).toEqual({
        ok: false,
        lines: ['La devolución 1001-D1 está «pedida»: desde ahí no se puede. Puede pasar a: aceptada, rechazada, anulada.'],
      });
    expect(await command(shop, 1001, 'close')).toEqual({ ok: false, lines: ['Hay una devolución sin terminar: primero resuélvela.'] });
    expect(await command(shop, 1001, 'reject-return', { reason: 'pasaron 60 días' })).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('pasaron 60 días');
    expect(await orderOf(shop)).toMatchObject({ status: 'delivered', returns: [{ status: 'rejected' }] });
  });

  test('a polo is changed for another size: a new order knows the old one and is paid by what came back', async () => {
    await poloDelivered();
    await ana.say('quiero cambiar la talla');
    await ana.say('no me quedó');
    expect(ana.lastText).toContain('¿Por cuál cambiamos 1 × Polo');
    await ana.tap('Polo de algodón pima (Rojo, L)');
    expect(ana.lastText).toContain('por Polo de algodón pima (Rojo, L)?');
    await ana.say('sí');
    await command(shop, 1001, 'approve-return');
    await command(shop, 1001, 'receive-return');
    await ana.hear();
    expect(await command(shop, 1001, 'exchange-return')).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('Tu cambio del pedido #1001 ya es el pedido #1002');
    expect(await orderOf(shop, 1002)).toMatchObject({
      replaces: '1001',
      status: 'confirmed',
      paymentStatus: 'paid',
      lines: [{ detail: 'Rojo, L' }],
    });
    expect(await orderOf(shop)).toMatchObject({ status: 'returned', returns: [{ status: 'refunded', replacement: '1002' }] });
    expect(await sellerPage(shop, '/seller/orders/1001')).toContain('/seller/orders/1002');
    await ana.say('mi pedido');
    expect(ana.lastText).toContain('#1002');
  });

  test('what is not with her yet cannot come back; a person is told', async () => {
    await buyTotes(ana, 'yape');
    await ana.say('quiero devolver el tote');
    expect(ana.lastText).toContain('todavía no se entregó');
    expect(shop.alerts()).toContain('customer-in-trouble');
  });

  test.each([
    ['pt', 'quero devolver a tote', 'Quantas unidades', 'Devolução'],
    ['en', 'I want to return the totes', 'How many units', 'Return'],
  ])('in %s', async (language, words, asked) => {
    ana = shop.customer('ana', language);
    await totesDelivered(ana);
    await ana.say(words);
    expect(ana.lastText).toContain(asked);
  });
});
