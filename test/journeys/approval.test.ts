/** An order that the seller looks at before it counts, because the shop, a zone or something in it asks for that. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { command, DAY, HOUR, openPayingShop, orderOf, TRANSFER } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let ana: Customer;
afterEach(() => close());

/** The sample shop with other lines in one of its files. */
async function open(file: string, from: string, to: string, pago = TRANSFER): Promise<void> {
  ({ shop, close } = await openPayingShop(pago, async (home) => {
    const path = join(home, 'catalog', file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
    await writeFile(path, text.replace(from, to));
  }));
  ana = shop.customer('ana');
}
const everyOrder = (pago?: string) => open('shop.yaml', '  cancelar_hasta:', '  requiere_aprobacion: sí\n  cancelar_hasta:', pago);
const buy = (method: string) => ana.sayAll('quiero 2 totes', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', method, 'sí');

describe('every order', () => {
  test('waits for the seller with its units kept; approved, the customer reads how to pay', async () => {
    await everyOrder();
    await buy('yape');
    expect(ana.lastText).toContain('El equipo lo revisa');
    expect(ana.lastText).not.toContain('Transfiere');
    expect(await orderOf(shop)).toMatchObject({ status: 'pending_approval' });
    expect(shop.units('tote').reserved).toBe(2);
    expect(shop.alerts()).toEqual(['order-to-approve']);
    await ana.say('¿cómo va mi pedido?');
    expect(ana.lastText).toContain('Esperando que el equipo lo apruebe');
    await command(shop, 1001, 'approve', { note: 'Sale el viernes' });
    await ana.hear();
    expect(ana.lastText).toContain('aprobado');
    expect(ana.lastText).toContain('Sale el viernes');
    expect(ana.lastText).toContain('Transfiere S/ 58.00');
    expect(await orderOf(shop)).toMatchObject({ status: 'awaiting_payment' });
    expect(shop.alerts()).toEqual([]);
    await shop.wait(25 * HOUR);
    expect(await orderOf(shop)).toMatchObject({ status: 'expired' });
  });

  test('paid in cash, an approved order is confirmed', async () => {
    await everyOrder();
    await buy('efectivo');
    await command(shop, 1001, 'approve');
    await ana.hear();
    expect(ana.lastText).toContain('Pagas S/ 58.00 en efectivo');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', dueAt: null });
  });

  test('S78 · rejected: cancelled for that reason, its units can be sold, and the customer is told why', async () => {
    await everyOrder();
    await buy('yape');
    await command(shop, 1001, 'reject', { reason: 'Esta semana no llegamos' });
    await ana.hear();
    expect(ana.lastText).toContain('Esta semana no llegamos');
    expect(await orderOf(shop)).toMatchObject({
      status: 'cancelled',
      cancellation: { reason: 'rejected_by_seller', actor: 'seller', refundDue: 0 },
    });
    expect(shop.units('tote').reserved).toBe(0);
    expect(shop.alerts()).toEqual([]);
    expect(await command(shop, 1001, 'approve')).toMatchObject({ ok: false });
  });

  test('nobody looked for two days: it lapses, its units can be sold, and the customer is told', async () => {
    await everyOrder();
    await buy('yape');
    await shop.wait(2 * DAY - HOUR);
    expect(await orderOf(shop)).toMatchObject({ status: 'pending_approval' });
    await shop.wait(2 * HOUR);
    await ana.hear();
    expect(ana.lastText).toContain('quedó sin efecto');
    expect(await orderOf(shop)).toMatchObject({ status: 'expired' });
    expect(shop.units('tote').reserved).toBe(0);
  });

  test('the customer cancels it herself while it waits', async () => {
    await everyOrder();
    await buy('yape');
    await ana.say('cancela mi pedido');
    await ana.say('sí');
    expect(ana.lastText).toContain('quedó cancelado');
    expect(await orderOf(shop)).toMatchObject({ status: 'cancelled', cancellation: { actor: 'customer' } });
  });
});

test('only what asks for it: a product of the catalog', async () => {
  await open('products.yaml', '  - id: tote\n', '  - id: tote\n    requiere_aprobacion: sí\n');
  await buy('yape');
  expect(await orderOf(shop)).toMatchObject({ status: 'pending_approval' });
  await shop.customer('luis').sayAll('quiero 1 gorra negra', 'cerrar pedido', 'recojo', 'Luis Rojas', '987654322', 'yape', 'sí');
  expect(await orderOf(shop, 1002)).toMatchObject({ status: 'awaiting_payment' });
});

test('a shop in which nobody cancels by herself hands the wish to a person', async () => {
  await open('shop.yaml', 'cancelar_hasta: confirmado', 'cancelar_hasta: nunca');
  await buy('efectivo');
  await ana.say('cancela mi pedido');
  expect(ana.lastText).toContain('ya no se puede cancelar desde aquí');
  expect(await orderOf(shop)).toMatchObject({ status: 'confirmed' });
});

test('S66 · with its deposit an order is confirmed, and does not leave before the rest is paid or let go with a word why', async () => {
  await open('products.yaml', '    precio: 29.00', '    precio: 12345.67', `${TRANSFER}  anticipo: 30 %\n`);
  await ana.sayAll('quiero 1 tote', 'cerrar pedido', 'envío', 'Barranco', 'Av. Grau 123', 'Ana Quispe', '987654321', 'yape', 'sí');
  const { totals, deposit } = await orderOf(shop);
  expect([totals.total, deposit]).toEqual([1234567, 370370]);
  await command(shop, 1001, 'register-payment', { method: 'transfer', amount: '3703.70' });
  expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'partially_paid' });
  const refused = await command(shop, 1001, 'dispatch');
  expect(refused).toMatchObject({ ok: false });
  expect(refused.lines.join(' ')).toContain('8,641.97');
  await command(shop, 1001, 'dispatch', { onTrust: 'lo conozco' });
  expect(await orderOf(shop)).toMatchObject({ status: 'out_for_delivery' });
});
