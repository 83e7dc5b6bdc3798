/** A placed order is changed: by its customer in the chat, as far as the shop lets her, and by the seller at her doors. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { buyTotes, command, HOUR, openPayingShop, orderOf, sellerForm, sellerPage, TRANSFER } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let ana: Customer;
afterEach(() => close());

/** With other lines in the file of the shop. */
async function open(from = '', to = ''): Promise<void> {
  ({ shop, close } = await openPayingShop(TRANSFER, async (home) => {
    const path = join(home, 'catalog', 'shop.yaml');
    const text = await readFile(path, 'utf8');
    if (!text.includes(from)) throw new Error(`shop.yaml has no "${from}"`);
    await writeFile(path, text.replace(from, to));
  }));
  ana = shop.customer('ana');
}
const paidByLink = async () => {
  await buyTotes(ana, 'link');
  await shop.practice.pay(await ana.link(), 'approved');
  await ana.hear();
};
const edit = (written: Readonly<Record<string, string>>) => command(shop, 1001, 'edit', written);

describe('a customer, of an order that she has placed', () => {
  test('adds to it by its number: the whole, the difference, and nothing is written before her yes', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await ana.say('agrega una gorra negra a mi pedido 1001');
    expect(ana.lastText).toContain('Así quedaría tu pedido #1001');
    expect(ana.lastText).toContain('2 × Bolsa tote');
    expect(ana.lastText).toContain('1 × Gorra de algodón (Negro)');
    expect(ana.lastText).toContain('Total: S/ 93.00');
    expect(ana.lastText).toContain('Antes: S/ 58.00. Son S/ 35.00 más.');
    expect(ana.lastText).toContain('¿Lo cambio?');
    expect(await orderOf(shop)).toMatchObject({ version: 1, totals: { total: 5800 } });
    expect(shop.units('gorra/negro').reserved).toBe(0);
    await ana.say('sí');
    expect(ana.lastText).toContain('quedó cambiado. Total: S/ 93.00');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', totals: { total: 9300 } });
    expect(shop.units('gorra/negro').reserved).toBe(1);
    expect(shop.alerts()).toContain('order-edited');
    expect(await shop.orders()).toHaveLength(1);
  });

  test('"mejor 3", "quita una", "no": the last wins, and a no leaves it as it was', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await ana.say('mejor 3');
    expect(ana.lastText).toContain('Total: S/ 87.00');
    await ana.say('quita una tote');
    await ana.say('mejor 1');
    expect(ana.lastText).toContain('Total: S/ 29.00');
    await ana.say('no');
    expect(ana.lastText).toContain('sigue como estaba');
    expect(await orderOf(shop)).toMatchObject({ version: 1, totals: { total: 5800 } });
    expect(shop.units('tote').reserved).toBe(2);
  });

  test('"cámbiala a beige" right after it is her order, not one more; what she wants new is new', async () => {
    await open();
    await ana.sayAll('quiero una gorra negra', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    await ana.say('cámbiala a beige');
    expect(ana.lastText).toContain('Así quedaría tu pedido #1001\n1 × Gorra de algodón (Beige)');
    await ana.say('sí');
    expect(shop.units('gorra/beige').reserved).toBe(1);
    expect(shop.units('gorra/negro').reserved).toBe(0);
    await ana.say('quiero una gorra azul');
    expect(ana.lastText).toContain('Agregué 1 × Gorra de algodón (Azul)');
    expect(ana.lastText).not.toContain('Así quedaría');
  });

  test('S79 · paid, and one less: the unit can be sold, the money is owed, the seller is told to give it back', async () => {
    await open();
    await paidByLink();
    await ana.say('quita una tote de mi pedido');
    expect(ana.lastText).toContain('Te devolvemos S/ 29.00');
    await ana.say('sí, cámbialo');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'overpaid', totals: { total: 2900 } });
    expect(shop.units('tote').reserved).toBe(1);
    expect(shop.alerts()).toContain('refund-due');
  });

  test('S84 · paid, and one more: a link for the rest, and it does not leave before that is paid', async () => {
    await open();
    await paidByLink();
    const first = await ana.link();
    await ana.say('agrega una tote a mi pedido');
    expect(ana.lastText).toContain('Por pagar: S/ 29.00');
    await ana.say('dale');
    await ana.hear();
    expect(await orderOf(shop)).toMatchObject({ paymentStatus: 'partially_paid', totals: { total: 8700 } });
    expect(await command(shop, 1001, 'hand-over')).toMatchObject({ ok: false });
    const second = await ana.link();
    expect(second).not.toBe(first);
    await shop.practice.pay(second, 'approved');
    expect(await orderOf(shop)).toMatchObject({ paymentStatus: 'paid', status: 'confirmed' });
    expect(await command(shop, 1001, 'hand-over')).toMatchObject({ ok: true });
  });

  test('waiting for its link: the old one is closed, the new one is for the new total, and the time begins anew', async () => {
    await open();
    await buyTotes(ana, 'link');
    await ana.hear();
    const first = await ana.link();
    await shop.wait(30 * 60_000);
    await ana.sayAll('mejor 3', 'sí');
    await ana.hear();
    expect(await ana.link()).not.toBe(first);
    const [old, anew] = (await orderOf(shop)).payments.attempts;
    expect([old?.status, anew?.status, anew?.amount]).toEqual(['closed', 'open', 8700]);
    await shop.wait(45 * 60_000);
    expect(await orderOf(shop)).toMatchObject({ status: 'awaiting_payment' });
    await shop.practice.pay(await ana.link(), 'approved');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  });

  test('by transfer: the accounts again with the new amount', async () => {
    await open();
    await buyTotes(ana, 'yape');
    await ana.sayAll('agrega una tote a mi pedido', 'sí');
    expect(ana.lastText).toContain('Transfiere S/ 87.00');
  });

  test('her receipt is being looked at: she is not asked to transfer the whole again', async () => {
    await open();
    await buyTotes(ana, 'yape');
    await ana.say('operación 123456');
    await ana.sayAll('agrega una tote a mi pedido', 'sí');
    expect(ana.lastText).toContain('quedó cambiado. Total: S/ 87.00');
    expect(ana.lastText).toContain('no hace falta pagar otra vez');
    expect(ana.lastText).not.toContain('Transfiere');
  });

  test('has it brought instead of fetching it, then fetches it after all; the fee comes and goes', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await ana.sayAll('cambia a envío a domicilio', 'Miraflores', 'Av. Larco 345');
    expect(ana.lastText).toContain('Dirección: Av. Larco 345');
    await ana.say('sí');
    const brought = await orderOf(shop);
    expect(brought.delivery).toMatchObject({ kind: 'home', address: 'Av. Larco 345' });
    expect(brought.totals.total).toBe(5800 + brought.totals.delivery);
    expect(brought.totals.delivery).toBeGreaterThan(0);
    await ana.say('cambia la dirección de mi pedido');
    await ana.say('Calle Berlín 120');
    await ana.say('sí');
    expect((await orderOf(shop)).delivery).toMatchObject({ address: 'Calle Berlín 120' });
    await ana.say('que me lo traigan a Surco mejor');
    expect(ana.lastText).toContain('¿Cuál es la dirección?');
    await ana.sayAll('Av. Primavera 123', 'sí');
    expect((await orderOf(shop)).delivery).toMatchObject({ district: 'Santiago de Surco', address: 'Av. Primavera 123' });
    await ana.sayAll('mejor lo recojo en tienda', 'sí');
    expect(await orderOf(shop)).toMatchObject({ delivery: { kind: 'pickup' }, totals: { total: 5800 } });
  });

  test('her cart and her order do not mix: she is asked which, and the cart is there again afterwards', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await ana.say('quiero 3 gorras negras');
    await ana.say('agrega una tote a mi pedido');
    expect(ana.lastText).toContain('¿En cuál lo cambio?');
    await ana.tap('En el pedido #1001');
    expect(ana.lastText).toContain('Total: S/ 87.00');
    expect(ana.lastText).not.toContain('3 × Gorra');
    await ana.say('sí');
    expect(ana.lastText).toContain('3 × Gorra de algodón (Negro)');
    expect(await orderOf(shop)).toMatchObject({ lines: [{ variantId: 'tote', qty: 3 }] });
    await ana.say('cerrar pedido');
    expect(ana.lastText).toContain('¿Cómo lo recibes?');
  });

  test('what she wants right after her order may go with it, with one tap', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await ana.say('también quiero una gorra negra');
    await ana.tap('Sumarlo al pedido #1001');
    expect(ana.lastText).toContain('Total: S/ 93.00');
    await ana.say('no');
    expect(ana.lastText).toContain('1 × Gorra de algodón (Negro)');
    await ana.tap('Sumarlo al pedido #1001');
    await ana.say('sí');
    expect(await orderOf(shop)).toMatchObject({ totals: { total: 9300 } });
    await ana.say('ver mi pedido');
    expect(ana.lastText).toContain('Pedido #1001');
    expect(await shop.orders()).toHaveLength(1);
  });

  test('a change that she did not say yes to is forgotten: hours later she begins something new', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await ana.say('agrega una tote a mi pedido');
    await shop.wait(3 * HOUR);
    await ana.say('quiero una gorra negra');
    expect(ana.lastText).not.toContain('Bolsa tote');
    expect(await orderOf(shop)).toMatchObject({ version: 1 });
  });

  test('an order of which nothing is left is one to cancel, and she is asked that', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await ana.say('quita las totes del pedido');
    expect(ana.lastText).toContain('¿Cancelo el pedido #1001?');
    await ana.say('no');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', lines: [{ qty: 2 }] });
  });

  test('beyond what the shop lets her: a person does it', async () => {
    await open('editar_hasta: confirmado', 'editar_hasta: por-cobrar');
    await buyTotes(ana, 'efectivo');
    await ana.say('agrega una tote a mi pedido 1001');
    expect(ana.lastText).toContain('el cambio lo hace una persona');
    expect(shop.alerts()).toContain('person-wanted');
    expect(await orderOf(shop)).toMatchObject({ version: 1 });
  });

  test('S73 · it left while she was thinking: her yes changes nothing, and a person is called', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await ana.say('agrega una tote a mi pedido');
    await command(shop, 1001, 'start-preparing');
    await command(shop, 1001, 'mark-ready');
    await ana.say('sí');
    expect(ana.lastText).toContain('el cambio lo hace una persona');
    expect(await orderOf(shop)).toMatchObject({ status: 'ready', lines: [{ qty: 2 }] });
  });

  test('in Portuguese', async () => {
    await open();
    const rita = shop.customer('rita', 'pt');
    await rita.sayAll('oi, quero 2 bolsas tote', 'fechar pedido', 'retirada', 'Rita Souza', '987654321', 'dinheiro', 'sim');
    await rita.say('tira uma tote do pedido 1001');
    expect(rita.lastText).toContain('Seu pedido #1001 ficaria assim');
    await rita.say('sim');
    expect(await orderOf(shop)).toMatchObject({ totals: { total: 2900 } });
  });

  test('in English', async () => {
    await open();
    const john = shop.customer('john', 'en');
    await john.sayAll('hi, I want 2 tote bags', 'check out', 'pick up', 'John Smith', '987654321', 'cash', 'yes');
    await john.say('add one more tote to my order');
    expect(john.lastText).toContain('This is how your order #1001 would be');
    await john.say('yes');
    expect(await orderOf(shop)).toMatchObject({ totals: { total: 8700 } });
  });
});

describe('the seller', () => {
  test('sees first what would be, and nothing is written', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    const told = await edit({ line: 'tote=1', dryRun: 'yes' });
    expect(told.lines.join('\n')).toContain('Antes S/ 58.00, total S/ 29.00');
    expect(await orderOf(shop)).toMatchObject({ version: 1 });
    await ana.hear();
    expect(ana.lastText).not.toContain('El equipo cambió');
  });

  test('takes one out while it is prepared: done, the customer reads it', async () => {
    await open();
    await paidByLink();
    await command(shop, 1001, 'start-preparing');
    expect(await edit({ line: 'tote-1' })).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('El equipo cambió tu pedido #1001');
    expect(ana.lastText).toContain('Te devolvemos S/ 29.00');
    expect(await orderOf(shop)).toMatchObject({ status: 'preparing', totals: { total: 2900 } });
    expect(shop.units('tote').reserved).toBe(1);
    expect(shop.alerts()).toContain('refund-due');
  });

  test('what costs more waits for the yes of the customer, and both are written down', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    const told = await edit({ line: 'gorra/negro+1' });
    expect(told.lines.join('\n')).toContain('cuando diga que sí');
    expect(await orderOf(shop)).toMatchObject({ totals: { total: 5800 }, proposal: { newTotal: 9300 } });
    await ana.hear();
    expect(ana.lastText).toContain('Son S/ 35.00 más');
    await ana.say('sí');
    const order = await orderOf(shop);
    expect(order).toMatchObject({ totals: { total: 9300 } });
    expect(order.proposal).toBeUndefined();
    expect(order.history.map(({ what, by }) => [what, by])).toEqual([
      ['placed', 'customer'],
      ['edit-proposed', 'seller'],
      ['edited', 'customer'],
    ]);
  });

  test('her no leaves the order as it is, and the seller hears of it', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await edit({ line: 'tote=5' });
    await ana.hear();
    await ana.tap('No, déjalo');
    expect(ana.lastText).toContain('sigue como estaba');
    expect(shop.alerts()).toContain('edit-declined');
    expect(await orderOf(shop)).toMatchObject({ lines: [{ qty: 2 }] });
  });

  test('S80 · more than there are, or nothing at all, is refused in words', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    expect(await edit({ line: 'tote-3' })).toMatchObject({ ok: false, lines: ['De tote hay 2 en el pedido: no se pueden quitar más.'] });
    expect(await edit({})).toMatchObject({ ok: false, lines: ['El pedido quedaría igual: di qué cambia.'] });
    expect(await edit({ line: 'tote=900' })).toMatchObject({ ok: false });
    expect(await edit({ line: 'nada' })).toMatchObject({ ok: false });
  });

  test('S73 · a delivered order is refused with where it could have been', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    await command(shop, 1001, 'hand-over', { collected: '58' });
    const told = await edit({ line: 'tote=1' });
    expect(told.ok).toBe(false);
    expect(told.lines.join(' ')).toContain('ya no se cambia');
  });

  test('on the page of the order: the form, the preview before it is done, and the change', async () => {
    await open();
    await buyTotes(ana, 'efectivo');
    expect(await sellerPage(shop, '/seller/orders/1001')).toContain('Cambiar el pedido');
    const shown = await sellerForm(shop, '/seller/orders/1001', { _command: 'edit', line: 'tote=1', delivery: '', note: 'timbre roto' });
    expect(await shown.text()).toContain('total S/ 29.00');
    expect(await orderOf(shop)).toMatchObject({ version: 1 });
    await sellerForm(shop, '/seller/orders/1001', { _command: 'edit', _sure: 'yes', line: 'tote=1', note: 'timbre roto' });
    expect(await orderOf(shop)).toMatchObject({ totals: { total: 2900 }, note: 'timbre roto' });
    expect(await sellerPage(shop, '/seller/orders/1001')).toContain('Se cambió el pedido');
  });
});
