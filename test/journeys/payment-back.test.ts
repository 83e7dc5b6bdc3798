/**
 * Payments scenarios (P…): money that was too much, came too late, goes back, or is taken back. Through the
 * doors, with the real SDK against the practice provider.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buyTotes, command, confirmationsTo, MINUTE, orderOf, sellerPage } from './paying-shop.ts';
import { type Customer, TestShop } from './shop.ts';

let shop: TestShop;
let ana: Customer;
let link: string;
beforeEach(async () => {
  shop = await TestShop.open();
  ana = shop.customer('ana');
  await buyTotes(ana, 'link');
  link = await ana.link();
});
afterEach(() => shop.close());

const order = () => orderOf(shop);
const confirmations = () => confirmationsTo(ana);
const refundsAtProvider = () => shop.practice.paymentsOf(link).map((payment) => payment.transaction_amount_refunded);

/** The link is open in two tabs, and both pay before the shop hears of either. */
async function payTwice(): Promise<void> {
  shop.practice.failNotifications({ kind: 'hold' }, 2);
  await shop.practice.pay(link, 'approved');
  await shop.practice.pay(link, 'approved');
  await shop.practice.releaseHeld();
  await ana.hear();
}

test('P10 · the same link paid twice: confirmed once, flagged, and giving the excess back makes it paid', async () => {
  await payTwice();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'overpaid' });
  expect([await confirmations(), shop.alerts()]).toEqual([1, ['order-paid', 'payment-twice']]);
  expect(await command(shop, 1001, 'refund', { reason: 'pagó dos veces' })).toMatchObject({ ok: true });
  await ana.hear();
  expect(ana.lastText).toContain('Te devolvimos S/ 58.00');
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  expect(shop.alerts()).toEqual(['order-paid']);
  expect(refundsAtProvider().toSorted()).toEqual([0, 58]);
});

test('a third payment does not hide what the second one said', async () => {
  shop.practice.failNotifications({ kind: 'hold' }, 3);
  for (let time = 0; time < 3; time += 1) await shop.practice.pay(link, 'approved');
  await shop.practice.releaseHeld();
  await shop.settle();
  expect(shop.alerts()).toEqual(['order-paid', 'payment-twice', 'payment-twice']);
});

test('P11 · a voucher that is paid after the order was cancelled: not confirmed, the stock untouched, the seller gives it back', async () => {
  const voucher = await shop.practice.pay(link, 'voucher');
  await ana.hear();
  await ana.say('cancelar');
  await ana.tap('Sí, cancelar');
  const units = shop.units('tote');
  await shop.practice.move(voucher, 'approve');
  await ana.hear();
  expect(ana.lastText).toContain('Tu dinero está a salvo');
  expect(await order()).toMatchObject({ status: 'cancelled', paymentStatus: 'paid' });
  expect([shop.units('tote'), shop.alerts()]).toEqual([units, ['payment-for-dead-order']]);
  expect(await command(shop, 1001, 'refund', { reason: 'estaba cancelado' })).toMatchObject({ ok: true });
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded' });
  expect(shop.alerts()).toEqual([]);
});

test('P12 · the link of a cancelled order leads to a page that says it is over', async () => {
  await ana.say('cancelar');
  await ana.tap('Sí, cancelar');
  await shop.wait(MINUTE);
  const url = (await ana.history()).findLast(({ kind }) => kind === 'link')?.url ?? '';
  expect((await fetch(url)).status).toBe(410);
  expect(shop.practice.isClosed(link)).toBe(true);
});

test('P16 · the refund is done and its answer lost: one refund', async () => {
  await shop.practice.pay(link, 'approved');
  await shop.settle();
  shop.practice.failCalls({ kind: 'lost-answer' }, 3, '/refunds');
  expect(await command(shop, 1001, 'refund', { amount: '20', reason: 'falla' })).toMatchObject({ ok: true });
  await shop.wait(5 * MINUTE);
  await ana.hear();
  expect(refundsAtProvider()).toEqual([20]);
  expect(await order()).toMatchObject({
    paymentStatus: 'partially_refunded',
    payments: { refunds: [{ status: 'settled', amount: 2000 }] },
  });
});

test('P17 · "give back" pressed twice is one refund', async () => {
  await shop.practice.pay(link, 'approved');
  await shop.settle();
  await Promise.all([
    command(shop, 1001, 'refund', { amount: '58', reason: 'falla' }),
    command(shop, 1001, 'refund', { amount: '58', reason: 'falla' }),
  ]);
  await ana.hear();
  expect(refundsAtProvider()).toEqual([58]);
  expect((await order()).payments.refunds).toHaveLength(1);
  expect(await order()).toMatchObject({ paymentStatus: 'refunded' });
});

test('P18 · without a balance: said plainly, nothing is marked, and it can be tried again', async () => {
  await shop.practice.pay(link, 'approved');
  await shop.settle();
  shop.practice.emptyAccount(true);
  await command(shop, 1001, 'refund', { amount: '58', reason: 'falla' });
  await ana.hear();
  expect(await order()).toMatchObject({ paymentStatus: 'paid', payments: { refunds: [{ status: 'failed', problem: 'no-balance' }] } });
  expect(await sellerPage(shop, '/seller')).toContain(
    'No se pudo devolver S/ 58.00 del pedido 1001: tu cuenta de Mercado Pago no tiene saldo',
  );
  shop.practice.emptyAccount(false);
  await shop.wait(2 * MINUTE);
  await command(shop, 1001, 'refund', { amount: '58', reason: 'falla' });
  expect(await order()).toMatchObject({ paymentStatus: 'refunded' });
});

test('P19 · a dispute: lost, or won back and paid again without a second confirmation', async () => {
  const payment = await shop.practice.pay(link, 'approved');
  await shop.settle();
  await shop.practice.move(payment, 'dispute');
  await shop.settle();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'disputed' });
  await shop.practice.move(payment, 'open-charge-back');
  await shop.settle();
  expect(await order()).toMatchObject({ paymentStatus: 'disputed' });
  await shop.practice.move(payment, 'charge-back');
  await shop.settle();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'charged_back' });
  expect(shop.alerts()).toEqual(['order-paid', 'payment-lost']);
  await shop.practice.move(payment, 'win-back');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  expect([await confirmations(), shop.alerts()]).toEqual([1, ['order-paid', 'payment-won-back']]);
});

test('P19 · a dispute that is settled for the seller is paid again, and nobody is confirmed twice', async () => {
  const payment = await shop.practice.pay(link, 'approved');
  await shop.practice.move(payment, 'dispute');
  await shop.settle();
  await shop.practice.move(payment, 'settle');
  await ana.hear();
  expect(await order()).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  expect([await confirmations(), shop.alerts()]).toEqual([1, ['order-paid', 'payment-won-back']]);
});

test('S81, S82, S83 · never more than came, and what failed does not count', async () => {
  expect(await command(shop, 1001, 'refund', { amount: '10', reason: 'falla' })).toMatchObject({
    ok: false,
    lines: ['No hay ningún pago que se pueda devolver.'],
  });
  await shop.practice.pay(link, 'approved');
  await shop.settle();
  await command(shop, 1001, 'refund', { amount: '30', reason: 'una falla' });
  expect(await command(shop, 1001, 'refund', { amount: '30', reason: 'otra falla' })).toMatchObject({
    ok: false,
    lines: ['Se puede devolver S/ 28.00 como mucho.'],
  });
  expect(await order()).toMatchObject({ paymentStatus: 'partially_refunded' });
});

test('a refund that was said to have failed and happened all the same is kept as it happened, and told', async () => {
  const payment = await shop.practice.pay(link, 'approved');
  await shop.settle();
  shop.practice.emptyAccount(true);
  await command(shop, 1001, 'refund', { amount: '58', reason: 'falla' });
  await shop.settle();
  await shop.practice.refundInApp(payment, null);
  await ana.hear();
  expect(await order()).toMatchObject({ paymentStatus: 'refunded' });
  expect(shop.alerts()).toContain('refund-contradicted');
});

test('what a payment cost and what is left, as the provider says it: on the page and in the list', async () => {
  await shop.practice.pay(link, 'approved');
  await shop.settle();
  const page = await sellerPage(shop, '/seller/orders/1001');
  expect(page).toMatch(/Comisión de Mercado Pago.*S\/ 2\.32.*Te queda.*S\/ 55\.68/s);
});
