/** Paying outside the provider: transfers with their receipts, deposits, cash and its change. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buyTotes, command, HOUR, openPayingShop, orderOf, sellerPage, sendPicture, TRANSFER } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let ana: Customer;
const open = async (pago: string) => {
  ({ shop, close } = await openPayingShop(pago));
  ana = shop.customer('ana');
};
afterEach(() => close());

describe('a transfer', () => {
  beforeEach(() => open(TRANSFER));

  test('S64 · the customer chooses her wallet, reads where to pay, and shows the receipt: it is under review and nothing expires', async () => {
    await buyTotes(ana, 'yape');
    expect(ana.lastText).toContain('Transfiere S/ 58.00');
    expect(ana.lastText).toContain('Yape: 987 654 321 — Rosa Quispe');
    expect(await orderOf(shop)).toMatchObject({ method: 'transfer', status: 'awaiting_payment', dueAt: '2026-11-26T15:00:06.000Z' });
    await sendPicture(ana, 1);
    expect(ana.lastText).toContain('El equipo lo está revisando');
    expect(await orderOf(shop)).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'under_review' });
    expect(shop.alerts()).toEqual(['receipt-to-review']);
    await shop.wait(30 * HOUR);
    expect(await orderOf(shop)).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'under_review' });
    expect(shop.units('tote').reserved).toBe(2);
    expect(await sellerPage(shop, '/seller/orders/1001')).toMatch(/src="\/seller\/sent\/ana-[^"]+\.png"/);
  });

  test('S65 · rejected with its reason, shown again, accepted: confirmed once', async () => {
    await buyTotes(ana, 'transferencia');
    await sendPicture(ana, 1);
    expect(await command(shop, 1001, 'reject-receipt', { reason: 'no llegó a la cuenta' })).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('no llegó a la cuenta');
    expect(await orderOf(shop)).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'unpaid' });
    await sendPicture(ana, 2);
    expect(await command(shop, 1001, 'accept-receipt')).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('Recibí tu pago');
    const order = await orderOf(shop);
    expect(order).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
    expect(order.payments.manual?.map(({ status }) => status)).toEqual(['rejected', 'settled']);
    expect(order.history.map(({ what }) => what)).toEqual(['placed', 'receipt-rejected', 'receipt-accepted', 'confirmed']);
    expect(await command(shop, 1001, 'accept-receipt')).toMatchObject({ ok: false });
  });

  test('"ya pagué, operación 123456" is a claim; the same operation for another order is noticed', async () => {
    await buyTotes(ana, 'yape');
    await ana.say('ya pagué, operación 00123456');
    expect(ana.lastText).toContain('Anoté la operación 00123456');
    expect(await orderOf(shop)).toMatchObject({ paymentStatus: 'under_review' });
    const luis = shop.customer('luis');
    await buyTotes(luis, 'yape', 'Luis Rojas', '987654322');
    await luis.say('ya pagué');
    expect(luis.lastText).toContain('mándame la foto o el PDF del comprobante');
    await luis.say('op 00-123456');
    expect((await orderOf(shop, 1002)).payments.manual).toMatchObject([{ status: 'under_review', seenIn: ['1001-P1'] }]);
    expect(shop.alerts()).toEqual(['receipt-repeated', 'receipt-to-review']);
    expect(await sellerPage(shop, '/seller')).toContain('ya se usó en 1001-P1');
  });

  test('who showed her receipt already and writes its number is not asked for the receipt again', async () => {
    await buyTotes(ana, 'yape');
    await ana.say('ya pagué, operación 123456');
    expect(ana.lastText).toContain('Si tienes el comprobante');
    await sendPicture(ana, 1);
    const luis = shop.customer('luis');
    await buyTotes(luis, 'yape', 'Luis Rojas', '987654322');
    await sendPicture(luis, 2);
    await luis.say('ya pagué, operación 654321');
    expect(luis.lastText).toContain('Anoté la operación 654321');
    expect(luis.lastText).not.toContain('comprobante');
  });

  test.each(['00123456', 'operación 00123456', 'n° de operación: 00123456'])(
    'the shop asked for the number of the operation: "%s" is it',
    async (written) => {
      await buyTotes(ana, 'yape');
      await ana.say(written);
      expect(ana.lastText).toContain('Anoté la operación 00123456');
      expect(ana.lastText).not.toContain('¿Qué');
      expect(await orderOf(shop)).toMatchObject({ paymentStatus: 'under_review', payments: { manual: [{ operation: '00123456' }] } });
    },
  );

  test('a number of somebody who owes no transfer is no operation', async () => {
    await ana.say('00123456');
    expect(ana.lastText).not.toContain('Anoté');
  });

  test('the same picture shown for two orders is noticed, whatever its name', async () => {
    await buyTotes(ana, 'yape');
    await sendPicture(ana, 7);
    const luis = shop.customer('luis');
    await buyTotes(luis, 'yape', 'Luis Rojas', '987654322');
    await sendPicture(luis, 7);
    expect((await orderOf(shop, 1002)).payments.manual).toMatchObject([{ seenIn: ['1001-P1'] }]);
    expect(await sellerPage(shop, '/seller/orders/1002')).toContain('Ya se mostró para 1001-P1');
  });

  test('S67, S69 · accepted for less, completed by hand, then too much: the rest is asked, the excess given back by hand', async () => {
    await buyTotes(ana, 'yape');
    await sendPicture(ana, 1);
    await command(shop, 1001, 'accept-receipt', { amount: '50.00' });
    await ana.hear();
    expect(ana.lastText).toContain('faltan S/ 8.00');
    expect(await orderOf(shop)).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'partially_paid' });
    await command(shop, 1001, 'register-payment', { method: 'transfer', amount: '10' });
    await ana.hear();
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'overpaid' });
    expect(shop.alerts()).toContain('payment-twice');
    expect(await command(shop, 1001, 'refund', { reason: 'sobraba' })).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('Te devolvimos S/ 2.00');
    expect(await orderOf(shop)).toMatchObject({ paymentStatus: 'paid', payments: { refunds: [{ via: 'registered', status: 'settled' }] } });
    expect(shop.alerts()).not.toContain('payment-twice');
  });

  test('nobody transfers: a reminder with the account, and after a day the products are free again', async () => {
    await buyTotes(ana, 'yape');
    await shop.wait(17 * HOUR);
    await ana.hear();
    expect(ana.lastText).toContain('sigue esperando la transferencia');
    expect(ana.lastText).toContain('987 654 321');
    await shop.wait(8 * HOUR);
    await ana.hear();
    expect(await orderOf(shop)).toMatchObject({ status: 'expired' });
    expect(shop.units('tote').reserved).toBe(0);
  });
});

describe('a deposit', () => {
  test('S66 · 30 % confirms, the rest is asked and paid later', async () => {
    await open(`${TRANSFER}  anticipo: 30 %\n`);
    await buyTotes(ana, 'yape');
    expect(ana.lastText).toContain('anticipo de S/ 17.40');
    expect(ana.lastText).toContain('Transfiere S/ 17.40');
    await sendPicture(ana, 1);
    await command(shop, 1001, 'accept-receipt');
    await ana.hear();
    expect(ana.lastText).toContain('Queda un saldo de S/ 40.60');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'partially_paid', deposit: 1740 });
    await ana.say('quiero pagar el saldo');
    expect(ana.lastText).toContain('Falta pagar S/ 40.60');
    await sendPicture(ana, 2);
    await command(shop, 1001, 'accept-receipt');
    await ana.hear();
    expect(ana.lastText).toContain('está pagado por completo');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  });

  test('S66 · by link: the link is for the deposit only, and the seller asks for the balance with another', async () => {
    await open('  formas: [link, efectivo]\n  anticipo: 20.00\n');
    await buyTotes(ana, 'link');
    const link = await ana.link();
    expect(shop.practice.total(link)).toBe(2000);
    await shop.practice.pay(link, 'approved');
    await ana.hear();
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'partially_paid' });
    expect(await command(shop, 1001, 'ask-for-payment')).toMatchObject({ ok: true });
    await ana.hear();
    const second = await ana.link();
    expect(second).not.toBe(link);
    expect(shop.practice.total(second)).toBe(3800);
    await shop.practice.pay(second, 'approved');
    await ana.hear();
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
    expect(await command(shop, 1001, 'ask-for-payment')).toMatchObject({ ok: false, lines: ['Este pedido no tiene nada por cobrar.'] });
  });
});

test('S70 · cash at the door: what it is paid with is asked, the change is on the page and in the list', async () => {
  await open(TRANSFER);
  await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'envío', 'Surco', 'Av. Primavera 123', 'Ana Quispe', '987654321', 'efectivo', 'sí');
  expect(ana.lastText).toContain('¿Con cuánto vas a pagar los S/ 66.00?');
  await ana.say('50');
  expect(ana.lastText).toContain('Necesito un monto de S/ 66.00 o más');
  await ana.say('con 100 soles');
  expect(ana.lastText).toContain('llevamos S/ 34.00 de vuelto');
  expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'unpaid', paysWith: 10000 });
  expect(await sellerPage(shop, '/seller/orders/1001')).toMatch(/Vuelto.*S\/ 34\.00/s);
  expect(await command(shop, 1001, 'register-payment', { method: 'cash' })).toMatchObject({ ok: true });
  expect(await orderOf(shop)).toMatchObject({ paymentStatus: 'paid' });
});

test('a wallet by its name, and the ways to pay when they are asked', async () => {
  await open(TRANSFER);
  await ana.say('¿cómo puedo pagar?');
  expect(ana.lastText).toContain('Por transferencia a Yape, BCP');
  await buyTotes(ana, 'bcp');
  expect(await orderOf(shop)).toMatchObject({ method: 'transfer' });
});
