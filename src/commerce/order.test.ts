import { describe, expect, it } from 'vitest';
import { type Cart, type CartLine, emptyCart } from './cart.ts';
import type { CancelUntil } from './catalog.ts';
import { minor } from './money.ts';
import type { Order } from './order.ts';
import { cancelOrder, expireOrder, settle, withPayments } from './order-moves.ts';
import { mayCustomerCancel } from './order-policy.ts';
import { mergeReport } from './payment-reports.ts';
import { balance } from './payment-status.ts';
import type { PaymentReport } from './payments.ts';
import { type Placement, placeOrder } from './placement.ts';
import { NO_DEALS } from './promotions.ts';
import { A_PLACEMENT, aCatalog, aProduct, aShop, gorra, polo, stockOf } from './test-shop.ts';
import { allowedNext, nextActions, type OrderStatus, TRANSITIONS } from './transitions.ts';

const NOW = Date.parse('2027-03-03T15:00:00Z');
const catalog = aCatalog();
const redM = { color: 'rojo', talla: 'm' };
const line = (of: Partial<CartLine> & { readonly productId: string }): CartLine => ({ id: of.productId, options: {}, qty: 1, ...of });
const cartOf = (of: Partial<Cart> = {}): Cart => ({
  ...emptyCart('c1'),
  lines: [line({ productId: 'polo', options: redM, qty: 2 }), line({ productId: 'gorra' })],
  delivery: { kind: 'home', district: 'Miraflores', zoneId: 'cerca', address: 'Larco 345' },
  contact: { name: 'Ana', phone: '51987654321' },
  payment: 'link',
  ...of,
});
const place = (of: Partial<Placement> = {}) =>
  placeOrder({
    cart: cartOf(),
    shop: aShop(),
    catalog,
    stock: stockOf({ 'polo/rojo/m': 5, gorra: 5 }),
    deals: NO_DEALS,
    expectedTotal: minor(10800),
    ...A_PLACEMENT,
    campaign: 'feria',
    live: false,
    now: NOW,
    ...of,
  });
function placed(of: Partial<Placement> = {}): Order {
  const result = place(of);
  if (!result.ok) throw new Error(`not placed: ${result.code}`);
  return result.order;
}
const inStatus = (status: OrderStatus, of: Partial<Order> = {}): Order => ({ ...placed(), status, ...of });
const report = (of: Partial<PaymentReport> = {}): PaymentReport => ({
  paymentId: '77',
  status: 'approved',
  detail: 'accredited',
  amount: minor(10800),
  refunded: minor(0),
  currency: 'PEN',
  reference: 'ord_1.1',
  live: false,
  updatedAt: '2027-03-03T15:10:00.000Z',
  means: 'visa',
  ...of,
});
const paidBy = (order: Order, of: Partial<PaymentReport> = {}): Order => withPayments(order, mergeReport(order.payments, report(of)));
const minutesLater = (minutes: number): number => NOW + minutes * 60_000;

describe('placing', () => {
  it('two polos and a gorra become order 1001, with its units promised and an hour to pay', () => {
    const result = place();
    expect(result).toMatchObject({
      ok: true,
      reservations: [
        { variantId: 'gorra', qty: 1 },
        { variantId: 'polo/rojo/m', qty: 2 },
      ],
      order: {
        id: '1001',
        status: 'awaiting_payment',
        paymentStatus: 'unpaid',
        customer: { name: 'Ana', phone: '51987654321', language: 'es' },
        delivery: { kind: 'home', zoneName: 'cerca', address: 'Larco 345' },
        totals: { merchandise: 10000, discount: 0, delivery: 800, total: 10800 },
        placedAt: '2027-03-03T15:00:00.000Z',
        dueAt: '2027-03-03T16:00:00.000Z',
        version: 1,
        campaign: 'feria',
      },
    });
    expect(placed().lines[0]).toEqual({
      id: 'polo',
      productId: 'polo',
      variantId: 'polo/rojo/m',
      name: 'Polo de algodón',
      detail: 'Rojo, M',
      unitPrice: 3500,
      category: 'ropa',
      qty: 2,
      net: 7000,
      discountShare: 0,
      tracked: true,
    });
  });
  it('invariant 1: lines and delivery of an order sum to its total', () => {
    const { lines, totals } = placed();
    expect(lines.reduce((sum, { net }) => sum + net, 0) + totals.delivery).toBe(totals.total);
  });
  it('cash on delivery is confirmed at once and waits for no payment', () => {
    expect(placed({ cart: cartOf({ payment: 'cash' }) })).toMatchObject({
      status: 'confirmed',
      method: 'cash',
      dueAt: null,
      paymentStatus: 'unpaid',
    });
  });
  it('S63 · an order that costs nothing is paid and confirmed', () => {
    const gift = aCatalog(aProduct({ id: 'muestra', price: minor(0) }));
    const cart = cartOf({ lines: [line({ productId: 'muestra' })], delivery: { kind: 'pickup' }, payment: null });
    expect(placed({ cart, catalog: gift, expectedTotal: minor(0) })).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'paid',
      dueAt: null,
    });
  });
  it('S59 · what is not counted is promised without limit and reserves nothing', () => {
    const result = place({ stock: stockOf({}) });
    expect(result).toMatchObject({ ok: true, reservations: [], order: { lines: [{ tracked: false }, { tracked: false }] } });
  });
  it('two texts on one product are two lines and one promise', () => {
    const cart = cartOf({
      lines: [line({ id: 'a', productId: 'torta', personal: 'Ana', qty: 2 }), line({ id: 'b', productId: 'torta', personal: 'Luis' })],
    });
    const result = place({ cart, stock: stockOf({ torta: 3 }), expectedTotal: minor(18800) });
    expect(result).toMatchObject({ ok: true, reservations: [{ variantId: 'torta', qty: 3 }] });
    expect(result.ok && result.order.lines.map(({ personal }) => personal)).toEqual(['Ana', 'Luis']);
  });
  it('a way to deliver and to pay that needs no question is written on the order', () => {
    const counter = aShop({ delivery: { ...aShop().delivery, zones: [] }, payment: { methods: ['cash'], linkMinutes: 60 } });
    const cart = cartOf({ delivery: null, payment: null });
    expect(placed({ cart, shop: counter, expectedTotal: minor(10000) })).toMatchObject({ delivery: { kind: 'pickup' }, method: 'cash' });
  });
});

describe('what is not placed', () => {
  it('S26 · a product taken off sale, named', () => {
    expect(place({ catalog: aCatalog({ ...gorra, active: false }, polo) })).toEqual({
      ok: false,
      code: 'PRODUCT_UNAVAILABLE',
      lineId: 'gorra',
      productId: 'gorra',
    });
  });
  it('S27 · an empty cart', () => expect(place({ cart: cartOf({ lines: [] }) })).toEqual({ ok: false, code: 'CART_EMPTY' }));
  it('S30 · a price that changed since the total was shown', () => {
    const cart = cartOf({ lines: [line({ productId: 'gorra', qty: 2 })], delivery: { kind: 'pickup' } });
    const at = (price: number) =>
      aCatalog({ ...gorra, price: minor(price), variants: gorra.variants.map((v) => ({ ...v, price: minor(price) })) });
    expect(placed({ cart, catalog: at(5374), expectedTotal: minor(10748) }).totals.total).toBe(10748);
    expect(place({ cart, catalog: at(6000), expectedTotal: minor(10748) })).toEqual({
      ok: false,
      code: 'CART_CHANGED',
      old: 10748,
      new: 12000,
    });
    expect(placed({ cart, catalog: at(6000), expectedTotal: minor(12000) }).lines[0]?.unitPrice).toBe(6000);
  });
  it('S58 · the last gorra, when another customer was quicker', () => {
    expect(place({ stock: stockOf({ gorra: 0 }) })).toEqual({
      ok: false,
      code: 'INSUFFICIENT_STOCK',
      available: 0,
      lineId: 'gorra',
      productId: 'gorra',
      variantId: 'gorra',
    });
  });
  it('S45 · an address in a zone that is not served any more', () => {
    const cart = cartOf({ delivery: { kind: 'home', zoneId: 'norte', address: 'x' } });
    expect(place({ cart })).toEqual({ ok: false, code: 'ZONE_NOT_COVERED', alternatives: ['pickup'] });
  });
  it('S47 · less than the zone asks for', () => {
    const cart = cartOf({ lines: [line({ productId: 'gorra' })], delivery: { kind: 'home', zoneId: 'lejos', address: 'x' } });
    expect(place({ cart })).toEqual({ ok: false, code: 'BELOW_MINIMUM', missing: 2000 });
  });
  it('something that was never asked', () => {
    expect(place({ cart: cartOf({ contact: { name: 'Ana' } }) })).toEqual({
      ok: false,
      code: 'CART_INCOMPLETE',
      missing: { slot: 'contact.phone' },
    });
    expect(place({ cart: cartOf({ delivery: { kind: 'home', address: 'x' } }) })).toMatchObject({ missing: { slot: 'delivery.district' } });
  });
});

describe('paying', () => {
  it('the whole amount confirms, once', () => {
    const change = settle(paidBy(placed()), minutesLater(11));
    expect(change).toMatchObject({
      ok: true,
      order: { status: 'confirmed', paymentStatus: 'paid', dueAt: null, version: 3 },
      releases: [],
    });
    if (!change.ok) return;
    expect(change.order.history.at(-1)).toEqual({ at: '2027-03-03T15:11:00.000Z', what: 'confirmed', by: 'provider' });
    expect(settle(change.order, minutesLater(12))).toMatchObject({ ok: false, code: 'ILLEGAL_TRANSITION' });
  });
  it('one céntimo less does not, and says what is missing', () => {
    expect(settle(paidBy(placed(), { amount: minor(10799) }), minutesLater(11))).toEqual({ ok: false, code: 'BALANCE_DUE', missing: 1 });
  });
  it('S71 · a rejected card leaves the order waiting', () => {
    const order = paidBy(placed(), { status: 'rejected' });
    expect(order).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'unpaid' });
    expect(settle(order, minutesLater(11))).toMatchObject({ code: 'BALANCE_DUE', missing: 10800 });
  });
  it.each(['cancelled', 'expired'] as const)('money for an order that is %s confirms nothing and is owed back', (status) => {
    const order = paidBy(inStatus(status));
    expect(settle(order, minutesLater(90))).toMatchObject({ ok: false, code: 'ILLEGAL_TRANSITION', from: status, allowed: [] });
    expect(balance(order)).toBe(-10800);
  });
});

describe('expiring', () => {
  it('an unpaid order goes at its hour, not before, and gives its units back', () => {
    expect(expireOrder(placed(), minutesLater(60) - 1)).toEqual({ ok: false, code: 'NOT_DUE', dueAt: '2027-03-03T16:00:00.000Z' });
    expect(expireOrder(placed(), minutesLater(60))).toMatchObject({
      ok: true,
      order: { status: 'expired', history: [{ what: 'placed' }, { what: 'expired', by: 'clock', reason: 'unpaid' }] },
      releases: [
        { variantId: 'gorra', qty: 1 },
        { variantId: 'polo/rojo/m', qty: 2 },
      ],
    });
  });
  it.each(['approved', 'pending', 'in_process', 'authorized', 'in_mediation', 'unknown'] as const)(
    'never while a payment is %s',
    (status) =>
      expect(expireOrder(paidBy(placed(), { status, amount: minor(5000) }), minutesLater(90))).toEqual({
        ok: false,
        code: 'PAYMENT_UNDERWAY',
      }),
  );
  it('also not under money in another currency: the seller decides', () => {
    expect(expireOrder(paidBy(placed(), { currency: 'other' }), minutesLater(90))).toMatchObject({ code: 'PAYMENT_UNDERWAY' });
  });
  it.each(['rejected', 'cancelled', 'refunded'] as const)('a payment that was %s does not hold it', (status) => {
    expect(expireOrder(paidBy(placed(), { status }), minutesLater(90)).ok).toBe(true);
  });
  it('an order that waits for nothing never expires', () => {
    expect(expireOrder({ ...placed(), dueAt: null }, minutesLater(9999))).toEqual({ ok: false, code: 'NOT_DUE', dueAt: null });
    expect(expireOrder(inStatus('confirmed'), minutesLater(90))).toMatchObject({ code: 'ILLEGAL_TRANSITION', command: 'expire' });
  });
});

describe('cancelling', () => {
  it('S74 · gives everything back', () => {
    expect(cancelOrder(placed(), 'customer', { reason: 'customer' }, minutesLater(1))).toMatchObject({
      ok: true,
      order: { status: 'cancelled', dueAt: null },
      releases: [{ qty: 1 }, { qty: 2 }],
    });
  });
  it('a paid order may be cancelled, and then its money is owed', () => {
    const change = cancelOrder(paidBy(inStatus('confirmed')), 'seller', { reason: 'out_of_stock' }, minutesLater(1));
    expect(change.ok && balance(change.order)).toBe(-10800);
  });
  it('a customer cancels until the shop says so, usually until preparing begins; the seller until it leaves', () => {
    const may = (status: OrderStatus, cancelUntil?: CancelUntil) =>
      mayCustomerCancel(inStatus(status), { orders: { ...aShop().orders, ...(cancelUntil && { cancelUntil }) } });
    expect([may('awaiting_payment'), may('confirmed'), may('preparing')]).toEqual([true, true, false]);
    expect([may('ready', 'ready'), may('out_for_delivery', 'ready'), may('confirmed', 'awaiting_payment')]).toEqual([true, false, false]);
    expect(may('awaiting_payment', 'never')).toBe(false);
    expect(cancelOrder(inStatus('preparing'), 'seller', { reason: 'other' }, NOW).ok).toBe(true);
  });
  it('what was promised to it, what is owed for it, and why it ended stay with it', () => {
    const change = cancelOrder(
      paidBy(inStatus('confirmed')),
      'seller',
      { reason: 'out_of_stock', note: 'no llegó la tela', who: 'page' },
      NOW,
    );
    expect(change.ok && change.order.cancellation).toEqual({
      reason: 'out_of_stock',
      actor: 'seller',
      note: 'no llegó la tela',
      restocked: true,
      refundDue: 10800,
    });
    expect(change.ok && change.order.history.at(-1)).toMatchObject({
      what: 'cancelled',
      by: 'seller',
      who: 'page',
      note: 'no llegó la tela',
    });
  });
  it('S75 · once it left, it is not cancelled but returned', () => {
    expect(cancelOrder(inStatus('out_for_delivery'), 'seller', { reason: 'other' }, NOW)).toEqual({
      ok: false,
      code: 'ILLEGAL_TRANSITION',
      command: 'cancel',
      from: 'out_for_delivery',
      to: 'cancelled',
      allowed: ['delivered', 'ready'],
    });
  });
  it('twice is once', () => {
    expect(cancelOrder(inStatus('cancelled'), 'seller', { reason: 'other' }, NOW)).toMatchObject({ ok: false, allowed: [] });
  });
});

describe('the table of transitions', () => {
  const ALLOWED: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
    pending_approval: ['awaiting_payment', 'confirmed', 'cancelled', 'expired'],
    awaiting_payment: ['confirmed', 'cancelled', 'expired'],
    confirmed: ['preparing', 'ready', 'out_for_delivery', 'delivered', 'cancelled'],
    preparing: ['ready', 'out_for_delivery', 'delivered', 'cancelled'],
    ready: ['out_for_delivery', 'delivered', 'cancelled'],
    out_for_delivery: ['delivered', 'ready'],
    delivered: ['closed', 'returned'],
    closed: ['returned'],
    expired: ['awaiting_payment', 'confirmed'],
    cancelled: [],
    returned: [],
  };
  it.each(Object.entries(ALLOWED))('from %s leads to %s', (from, targets) => {
    const reached = TRANSITIONS.filter((row) => row.from.some((status) => status === from)).flatMap(({ to }) => to);
    expect([...new Set(reached)]).toEqual(targets);
  });
  it('S72 · a delivered order is not prepared again; it is closed or returned', () => {
    expect(allowedNext(inStatus('delivered'), 'seller')).toEqual(['closed', 'returned']);
  });
  it('S77 · an order to pick up is handed over, never sent', () => {
    const pickup = inStatus('confirmed', { delivery: { kind: 'pickup' } });
    expect(allowedNext(pickup, 'seller')).toEqual(['preparing', 'ready', 'delivered', 'cancelled']);
    expect(nextActions(pickup, 'seller')).toEqual(['startPreparing', 'markReady', 'handOver', 'cancel']);
    expect(nextActions(inStatus('ready'), 'seller')).toEqual(['dispatch', 'cancel']);
  });
  it('nobody but the clock lets an order expire, nobody but the seller brings it back', () => {
    expect(allowedNext(inStatus('awaiting_payment'), 'clock')).toEqual(['expired']);
    expect(allowedNext(inStatus('awaiting_payment'), 'customer')).toEqual(['cancelled']);
    expect(allowedNext(inStatus('expired'), 'provider')).toEqual([]);
    expect(nextActions(inStatus('expired'), 'seller')).toEqual(['reactivate']);
  });
});
