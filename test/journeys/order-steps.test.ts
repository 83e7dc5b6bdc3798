/**
 * An order's way from the counter to the customer's hands, told through the doors: she writes in the web chat, the
 * seller commands from the terminal's door and from her page.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, DAY, orderOf, sellerForm, sellerPage } from './paying-shop.ts';
import { DELIVERED_AND_PAID_BY_LINK, takeAll } from './sale.ts';
import { type Customer, TestShop } from './shop.ts';

let shop: TestShop;
let ana: Customer;
beforeEach(async () => {
  shop = await TestShop.open();
  ana = shop.customer('ana');
});
afterEach(() => shop.close());

const cash = (what: string, delivery = 'recojo', name = 'Ana Quispe') => [
  what,
  'cerrar pedido',
  delivery,
  name,
  '987654321',
  'efectivo',
  'sí',
];
/** Two red polos and a cap to Surco, paid by link. */
async function sellByLink(): Promise<void> {
  await takeAll(ana, DELIVERED_AND_PAID_BY_LINK);
  await ana.tap('Confirmar');
  await shop.practice.pay(await ana.link(), 'approved');
  await ana.hear();
}
const asked = async (): Promise<string> => {
  await ana.say('¿dónde está mi pedido?');
  return ana.lastText;
};

describe('placing', () => {
  test('S56 · the same yes twice is one order, one reservation, one message', async () => {
    await ana.sayAll(...cash('quiero 2 totes').slice(0, -1));
    await ana.post({ id: 'yes', text: 'sí' });
    await ana.post({ id: 'yes', text: 'sí' });
    await ana.hear();
    expect(await shop.orders()).toHaveLength(1);
    expect(shop.units('tote').reserved).toBe(2);
    expect((await ana.history()).filter(({ text }) => text.includes('Pedido #1001'))).toHaveLength(1);
  });

  test('S61 · the first three orders are 1001, 1002 and 1003, and one that is refused in between takes no number', async () => {
    await ana.sayAll(...cash('quiero 15 totes').slice(0, -1));
    await shop.customer('luis').sayAll(...cash('quiero 1 tote', 'recojo', 'Luis Rojas'));
    await ana.say('sí');
    expect(ana.lastText).toContain('solo tengo 14');
    await shop.customer('eva').sayAll(...cash('quiero 1 gorra negra', 'recojo', 'Eva Luna'));
    await shop.customer('raul').sayAll(...cash('quiero 1 gorra negra', 'recojo', 'Raúl Paz'));
    expect((await shop.orders()).map(({ number }) => number)).toEqual([1001, 1002, 1003]);
  });

  test('S62 · two yeses at once place one order', async () => {
    await ana.sayAll(...cash('quiero 2 totes').slice(0, -1));
    await Promise.all([ana.post({ id: 'yes-1', text: 'sí' }), ana.post({ id: 'yes-2', text: 'sí' })]);
    await ana.hear();
    expect(await shop.orders()).toHaveLength(1);
    expect(shop.units('tote').reserved).toBe(2);
  });
});

describe('the way of an order', () => {
  test('prepared, sent with its tracking, delivered: the customer hears what she cares about and can ask at every step', async () => {
    await sellByLink();
    expect(await command(shop, 1001, 'start-preparing')).toMatchObject({ ok: true });
    await ana.hear();
    expect(await asked()).toContain('Lo estamos preparando');
    const sent = await command(shop, 1001, 'dispatch', { carrier: 'Olva', tracking: 'OLV-123' });
    expect(sent.lines.join(' ')).toContain('En camino');
    await ana.hear();
    expect(ana.lastText).toContain('Pedido #1001 en camino');
    expect(ana.lastText).toContain('OLV-123');
    expect(await asked()).toContain('OLV-123');
    await command(shop, 1001, 'mark-delivered');
    await ana.hear();
    expect(ana.lastText).toContain('entregado');
    const order = await orderOf(shop);
    expect(order.history.map(({ what }) => what)).toEqual(['placed', 'confirmed', 'preparing', 'out_for_delivery', 'delivered']);
    expect(order.history.at(-1)).toMatchObject({ by: 'seller', who: 'terminal' });
    expect(shop.alerts()).toEqual([]);
  });

  test('S72 · a delivered order is not prepared again: it is said where it can go, and nothing changes', async () => {
    await ana.sayAll(...cash('quiero 2 totes'));
    await command(shop, 1001, 'hand-over', { collected: '58' });
    const before = await orderOf(shop);
    const told = await command(shop, 1001, 'start-preparing');
    expect(told.ok).toBe(false);
    expect(told.lines.join(' ')).toContain('Entregado');
    expect(told.lines.join(' ')).toContain('Cerrado, Devuelto');
    expect(await orderOf(shop)).toEqual(before);
  });

  test('S75 · what was sent has left the shelf and is not cancelled any more: it can only come back', async () => {
    await sellByLink();
    expect(shop.units('polo/rojo/m')).toEqual({ onHand: 9, reserved: 2 });
    await command(shop, 1001, 'dispatch');
    expect(shop.units('polo/rojo/m')).toEqual({ onHand: 7, reserved: 0 });
    const told = await command(shop, 1001, 'cancel', { reason: 'other' });
    expect(told.ok).toBe(false);
    expect(told.lines.join(' ')).toContain('devolución');
    await ana.hear();
    await ana.say('cancela mi pedido');
    expect(ana.lastText).toContain('ya no se puede cancelar');
  });

  test('S76 · nobody was at home: it is back on the shelf, still promised, and the customer is told', async () => {
    await sellByLink();
    for (const attempt of [1, 2]) {
      await command(shop, 1001, 'dispatch');
      expect(await command(shop, 1001, 'delivery-failed', { reason: 'No había nadie' })).toMatchObject({ ok: true });
      expect(await orderOf(shop)).toMatchObject({ status: 'ready', shipment: { attempts: attempt } });
      expect(shop.units('polo/rojo/m')).toEqual({ onHand: 9, reserved: 2 });
    }
    await ana.hear();
    expect(ana.lastText).toContain('No había nadie');
    expect(await asked()).toContain('Salidas sin poder entregarlo: 2');
  });

  test('two hands that send it at the same time send it once', async () => {
    await sellByLink();
    const told = await Promise.all([
      command(shop, 1001, 'dispatch'),
      command(shop, 1001, 'dispatch'),
      command(shop, 1001, 'cancel', { reason: 'other' }),
    ]);
    expect(told.filter(({ ok }) => ok)).toHaveLength(1);
    const { status } = await orderOf(shop);
    expect(shop.units('polo/rojo/m')).toEqual(status === 'cancelled' ? { onHand: 9, reserved: 0 } : { onHand: 7, reserved: 0 });
  });

  test('S77 · an order to pick up is handed over at once, with the cash that is taken', async () => {
    await ana.sayAll(...cash('quiero 2 totes'));
    const unpaid = await command(shop, 1001, 'hand-over');
    expect(unpaid).toMatchObject({ ok: false });
    expect(unpaid.lines.join(' ')).toContain('Falta cobrar S/ 58.00');
    expect(await command(shop, 1001, 'hand-over', { collected: '60' })).toMatchObject({ ok: false });
    expect(await command(shop, 1001, 'hand-over', { collected: '58.00' })).toMatchObject({ ok: true });
    expect(await orderOf(shop)).toMatchObject({ status: 'delivered', paymentStatus: 'paid' });
    expect(shop.units('tote')).toEqual({ onHand: 13, reserved: 0 });
  });

  test('an order to pick up that is ready says where it is', async () => {
    await ana.sayAll(...cash('quiero 2 totes'));
    await command(shop, 1001, 'mark-ready');
    await ana.hear();
    expect(ana.lastText).toContain('Pedido #1001 listo');
    expect(ana.lastText).toContain('Jr. Las Retamas 214');
  });

  test('S70 · paid at the door: it leaves unpaid, and what is collected pays it', async () => {
    await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'envío', 'Barranco', 'Av. Grau 123', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    const { totals } = await orderOf(shop);
    expect(await command(shop, 1001, 'dispatch')).toMatchObject({ ok: true });
    await ana.hear();
    expect(ana.lastText).toContain('Al recibir pagas S/ 66.00');
    await command(shop, 1001, 'mark-delivered', { collected: '66' });
    const order = await orderOf(shop);
    expect(order).toMatchObject({ status: 'delivered', paymentStatus: 'paid' });
    expect(order.payments.manual).toMatchObject([{ method: 'cash', amount: totals.total, status: 'settled' }]);
  });
});

describe('money before goods', () => {
  test('an order that is taken without its money leaves only with a word why, which stays with it', async () => {
    await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'envío', 'Barranco', 'Av. Grau 123', 'Ana Quispe', '987654321', 'link', 'sí');
    expect(await command(shop, 1001, 'confirm-unpaid')).toMatchObject({ ok: false, lines: ['Falta «Motivo».'] });
    await command(shop, 1001, 'confirm-unpaid', { reason: 'clienta de años' });
    await shop.wait(2 * DAY);
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'unpaid' });
    const refused = await command(shop, 1001, 'dispatch');
    expect(refused).toMatchObject({ ok: false });
    expect(refused.lines.join(' ')).toContain('Falta cobrar S/ 66.00');
    expect(await command(shop, 1001, 'dispatch', { 'on-trust': 'paga el viernes' })).toMatchObject({ ok: false });
    expect(await command(shop, 1001, 'dispatch', { onTrust: 'paga el viernes' })).toMatchObject({ ok: true });
    expect((await orderOf(shop)).history.at(-1)).toMatchObject({ note: 'paga el viernes', who: 'terminal' });
  });
});

describe('the end of an order', () => {
  test('the seller cancels a paid one: the customer reads why and that her money comes back', async () => {
    await sellByLink();
    await command(shop, 1001, 'cancel', { reason: 'out_of_stock', note: 'la tela no llegó' });
    await ana.hear();
    expect(ana.lastText).toContain('la tela no llegó');
    expect(ana.lastText).toContain('Te devolvemos');
    const { cancellation, totals } = await orderOf(shop);
    expect(cancellation).toEqual({
      reason: 'out_of_stock',
      actor: 'seller',
      note: 'la tela no llegó',
      restocked: true,
      refundDue: totals.total,
    });
    expect(shop.units('polo/rojo/m').reserved).toBe(0);
    expect((await command(shop, 1001, null)).lines.join('\n')).toContain('Devolver');
  });

  test('it is closed by itself once it owes nothing; what is owed keeps it open until it is paid or let go', async () => {
    await ana.sayAll(...cash('quiero 2 totes'));
    await command(shop, 1001, 'hand-over', { onTrust: 'paga mañana' });
    await shop.wait(16 * DAY);
    expect((await orderOf(shop)).status).toBe('delivered');
    expect(await command(shop, 1001, 'close')).toMatchObject({ ok: false });
    await command(shop, 1001, 'register-payment', { method: 'cash' });
    await shop.wait(15 * DAY);
    expect((await orderOf(shop)).status).toBe('closed');
  });

  test('an expired one is brought back with its units, more time and a new link', async () => {
    await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'link', 'sí');
    const first = await ana.link();
    await shop.wait(2 * 60 * 60_000);
    expect(await orderOf(shop)).toMatchObject({ status: 'expired' });
    expect(shop.units('tote').reserved).toBe(0);
    expect(await command(shop, 1001, 'reactivate')).toMatchObject({ ok: true });
    expect(shop.units('tote').reserved).toBe(2);
    await ana.hear();
    expect(await ana.link()).not.toBe(first);
    await shop.practice.pay(await ana.link(), 'approved');
    await ana.hear();
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  });

  test('an expired one is not brought back when its units were sold to others', async () => {
    await ana.sayAll('quiero 15 totes', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'link', 'sí');
    await shop.wait(2 * 60 * 60_000);
    await shop.customer('luis').sayAll(...cash('quiero 3 totes', 'recojo', 'Luis Rojas'));
    const told = await command(shop, 1001, 'reactivate');
    expect(told).toMatchObject({ ok: false });
    expect(told.lines.join(' ')).toContain('quedan 12');
    expect(await orderOf(shop)).toMatchObject({ status: 'expired' });
  });
});

describe('in her language', () => {
  test.each([
    [
      'pt',
      ['quero 2 totes', 'fechar pedido', 'entrega', 'Barranco', 'Av. Grau 123', 'Ana Silva', '987654321', 'dinheiro', 'sim'],
      'cadê meu pedido?',
      'Estamos preparando',
      'a caminho',
      'Ao receber você paga S/ 66.00',
      'entregue',
    ],
    [
      'en',
      ['I want 2 totes', 'checkout', 'delivery', 'Barranco', 'Av. Grau 123', 'Ann Smith', '987654321', 'cash', 'yes'],
      'where is my order?',
      'getting it ready',
      'on its way',
      'You pay S/ 66.00',
      'delivered',
    ],
  ] as const)(
    '%s: what happens to her order is told and answered as she speaks',
    async (language, buys, question, preparing, onItsWay, pays, delivered) => {
      const eva = shop.customer('eva', language);
      await eva.sayAll(...buys);
      await command(shop, 1001, 'start-preparing');
      await eva.say(question);
      expect(eva.lastText).toContain(preparing);
      await command(shop, 1001, 'dispatch');
      await eva.hear();
      expect(eva.lastText).toContain(onItsWay);
      expect(eva.lastText).toContain(pays);
      await command(shop, 1001, 'mark-delivered', { collected: '66' });
      await eva.hear();
      expect(eva.lastText).toContain(delivered);
    },
  );
});

describe('on the page', () => {
  test('what can be done are buttons; what moves goods is asked twice; a refusal is said where it happened', async () => {
    await sellByLink();
    expect(await sellerPage(shop, '/seller/orders/1001')).toContain('Empezar a preparar');
    const sure = await sellerForm(shop, '/seller/orders/1001', { _command: 'dispatch', tracking: 'OLV-9' });
    expect(await sure.text()).toContain('¿Seguro?');
    expect((await orderOf(shop)).status).toBe('confirmed');
    const done = await sellerForm(shop, '/seller/orders/1001', { _command: 'dispatch', tracking: 'OLV-9', _sure: 'yes' });
    expect(done.status).toBe(303);
    expect(await orderOf(shop)).toMatchObject({ status: 'out_for_delivery', shipment: { tracking: 'OLV-9' } });
    const again = await sellerForm(shop, '/seller/orders/1001', { _command: 'dispatch', _sure: 'yes' });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('desde ahí no se puede');
    const page = await sellerPage(shop, '/seller/orders/1001');
    expect(page).toContain('Salió');
    expect(page).not.toContain('Empezar a preparar');
  });
});
