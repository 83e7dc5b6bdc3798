/** The right to withdraw, as each country has it: asked for in the chat, with a code at once, without anybody's leave. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { buyTotes, command, DAY, openPayingShop, orderOf, sellerPage, TRANSFER } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let ana: Customer;
afterEach(() => close());

/** The sample shop, moved to another country. */
async function open(country: string): Promise<void> {
  ({ shop, close } = await openPayingShop(TRANSFER, async (home) => {
    const path = join(home, 'catalog', 'shop.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('pais: PE', `pais: ${country}`));
  }));
  ana = shop.customer('ana');
}

/** Two totes, paid and fetched. `phone`: as it is written in that country. */
async function totesDelivered(phone: string): Promise<void> {
  await buyTotes(ana, 'transferencia', 'Ana Quispe', phone);
  await command(shop, 1001, 'register-payment', { method: 'transfer' });
  await command(shop, 1001, 'hand-over');
  await ana.hear();
}

describe('the right to withdraw', () => {
  test('in Argentina: one word, a code at once, nothing to approve, and the money goes back', async () => {
    await open('AR');
    await totesDelivered('11 2345-6789');
    await ana.say('ayuda');
    expect(ana.lastText).toContain('arrepentimiento');
    await ana.say('botón de arrepentimiento');
    expect(ana.lastText).toContain('hasta el sáb 5 dic');
    await ana.say('sí');
    const { withdrawal, returns } = await orderOf(shop);
    expect(withdrawal).toMatchObject({ deadline: '2026-12-05', inTime: true, excluded: [] });
    expect(ana.lastText).toContain(withdrawal?.code ?? 'a code');
    expect(ana.lastText).toContain('no tiene costo');
    expect(returns).toMatchObject([{ kind: 'withdrawal', status: 'approved', lines: [{ qty: 2 }] }]);
    expect(shop.alerts()).toEqual(['withdrawal']);
    expect(await sellerPage(shop, '/seller')).toContain('su plazo, hasta el 2026-12-05');
    expect(await sellerPage(shop, '/seller/orders/1001')).toContain(withdrawal?.code ?? 'a code');
    expect(await command(shop, 1001, 'receive-return')).toMatchObject({ ok: true });
    expect(await command(shop, 1001, 'refund-return')).toMatchObject({ ok: true });
    expect(shop.alerts()).toEqual([]);
    expect(await orderOf(shop)).toMatchObject({ status: 'returned', paymentStatus: 'refunded' });
    await ana.say('arrepentimiento');
    expect(ana.lastText).toContain('ya está registrado');
  });

  test('asked late it is registered all the same, and the seller decides', async () => {
    await open('AR');
    await totesDelivered('11 2345-6789');
    await shop.wait(11 * DAY);
    await ana.say('arrepentimiento');
    await ana.say('sí');
    expect(ana.lastText).toContain('El plazo venció el sáb 5 dic');
    expect((await orderOf(shop)).returns).toBeUndefined();
    expect(shop.alerts()).toContain('withdrawal-late');
  });

  test('before it is sent, the seller cancels it; "cancel" of what was delivered leads to the right', async () => {
    await open('CO');
    await buyTotes(ana, 'transferencia', 'Ana Quispe', '300 1234567');
    await ana.say('retracto');
    await ana.say('sí');
    expect(ana.lastText).toContain('El equipo detiene el pedido');
    expect(shop.alerts()).toContain('withdrawal');
    await command(shop, 1001, 'cancel', { reason: 'customer' });
    expect(shop.alerts()).not.toContain('withdrawal');
  });

  test('"cancelar pedido" after the delivery leads there', async () => {
    await open('CL');
    await totesDelivered('9 8765 4321');
    await ana.say('cancelar pedido');
    expect(ana.lastText).toContain('El plazo de arrepentimiento llega hasta el');
  });

  test('in Peru there is no such right: a return is offered', async () => {
    await open('PE');
    await totesDelivered('987654321');
    await ana.say('arrepentimiento');
    expect(ana.lastText).toContain('no hay aquí un derecho general');
    expect(ana.lastText).toContain('¿Cuántas unidades');
  });

  test.each([
    ['pt', 'quero exercer meu direito de arrependimento', 'Registro o arrependimento'],
    ['en', 'right of withdrawal', 'Shall I register your withdrawal'],
  ])('in %s', async (language, words, asked) => {
    await open('BR');
    ana = shop.customer('ana', language);
    await totesDelivered('11 98765-4321');
    await ana.say(words);
    expect(ana.lastText).toContain(asked);
  });
});
