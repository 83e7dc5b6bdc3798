import { describe, expect, test } from 'vitest';
import { type Cart, emptyCart } from './cart.ts';
import { setDelivery, setLine, setNote } from './cart-changes.ts';
import type { Catalog } from './catalog.ts';
import { dealsOfOrder, editOrder } from './edit.ts';
import { cartOfOrder, stockBesides } from './edit-cart.ts';
import { editLines } from './edit-lines.ts';
import { minor } from './money.ts';
import type { LineEdit, Order } from './order.ts';
import { editableIn } from './order-policy.ts';
import { balance } from './payment-status.ts';
import { placeOrder } from './placement.ts';
import { priceCart } from './pricing.ts';
import { type Deals, NO_DEALS } from './promotions.ts';
import { aReport, reported } from './test-order.ts';
import { A_PLACEMENT, aCatalog, aProduct, aPromotion, aShop, aZone, policy, stockOf } from './test-shop.ts';
import type { OrderStatus } from './transitions.ts';

const NOW = Date.parse('2027-03-03T15:00:00Z');
const laptop = aProduct({ id: 'laptop', price: minor(333_300) });
const desk = aProduct({ id: 'desk', price: minor(500_000) });
const pen = aProduct({ id: 'pen', price: minor(300) });
const catalog = aCatalog(laptop, desk, pen);
const shop = aShop({ delivery: { ...policy, zones: [aZone({ id: 'cerca', fee: minor(120_000) })] } });
const COUPON = aPromotion({ id: 'diez', coupon: 'DIEZ' });
const deals: Deals = { ...NO_DEALS, promotions: [COUPON], now: NOW };
const HOME = { kind: 'home', district: 'Lince', zoneId: 'cerca', address: 'Larco 345' } as const;

function placed(lines: Readonly<Record<string, number>>, of: Partial<Cart> = {}, more: Partial<Order> = {}): Order {
  const cart: Cart = {
    ...emptyCart('c1'),
    lines: Object.entries(lines).map(([productId, qty]) => ({ id: productId, productId, options: {}, qty })),
    delivery: HOME,
    contact: { name: 'Ana', phone: '51987654321' },
    payment: 'link',
    ...of,
  };
  const order = placeOrder({
    cart,
    shop,
    catalog,
    stock: stockOf({ laptop: 9, desk: 9, pen: 9 }),
    deals,
    expectedTotal: priceCart(cart, shop, catalog, deals).total,
    ...A_PLACEMENT,
    now: NOW,
  });
  if (!order.ok) throw new Error(order.code);
  return { ...order.order, ...more };
}

interface Story {
  readonly lines?: readonly LineEdit[];
  readonly change?: (cart: Cart) => Cart;
  readonly catalog?: Catalog;
  readonly free?: Readonly<Record<string, number>>;
  readonly deals?: Deals;
  readonly by?: 'customer' | 'seller';
}

function edit(order: Order, story: Story = {}) {
  const { lines = [], change = (cart: Cart) => cart, free = { laptop: 6, desk: 8, pen: 9 }, by = 'seller' } = story;
  const today = story.catalog ?? catalog;
  const stock = stockBesides(order, stockOf(free));
  const changed = editLines(
    { cart: cartOfOrder(order, today, null), catalog: today, stock, limits: { maxPerVariant: 50 }, newLineId: () => 'fresh' },
    lines,
  );
  if (!changed.ok) return changed;
  const cart = change(changed.cart);
  const own = dealsOfOrder(order, story.deals ?? deals);
  return editOrder({ order, cart, shop, catalog: today, stock, deals: own, promise: order.promise, by });
}

const to = (variantId: string, qty: number): LineEdit => ({ variantId, how: 'to', qty });
const more = (variantId: string, qty: number): LineEdit => ({ variantId, how: 'more', qty });
const fewer = (variantId: string, qty: number): LineEdit => ({ variantId, how: 'fewer', qty });
const paid = (order: Order): Order => ({ ...order, payments: reported(aReport({ amount: order.totals.total })), paymentStatus: 'paid' });

describe('a placed order is changed', () => {
  test('S79 · one laptop less before it is packed: the coupon, the new total, the money to give back and the unit', () => {
    const order = paid(placed({ laptop: 3, desk: 1 }, { coupon: 'DIEZ' }, { status: 'confirmed' }));
    expect(order.totals.total).toBe(1_469_910);
    expect(edit(order, { lines: [fewer('laptop', 1)] })).toMatchObject({
      ok: true,
      before: 1_469_910,
      newTotal: 1_169_940,
      due: 0,
      refundDue: 299_970,
      reserves: [],
      releases: [{ variantId: 'laptop', qty: 1 }],
      order: { paymentStatus: 'overpaid', version: 2, coupon: 'DIEZ' },
    });
  });

  test('S84 · something more for a paid order: a part is still to be paid, and nothing of the order is touched by looking', () => {
    const order = paid(placed({ pen: 2 }, {}, { status: 'confirmed' }));
    const before = JSON.stringify(order);
    const preview = edit(order, { lines: [more('pen', 1)] });
    expect(preview).toMatchObject({ ok: true, due: 300, refundDue: 0, order: { status: 'confirmed', paymentStatus: 'partially_paid' } });
    expect(JSON.stringify(order)).toBe(before);
    if (preview.ok) expect(balance(preview.order)).toBe(300);
  });

  test('S80 · two are taken out where one is left; nothing is named', () => {
    const order = placed({ pen: 1 });
    expect(edit(order, { lines: [fewer('pen', 2)] })).toEqual({ ok: false, code: 'QUANTITY_TOO_GREAT', max: 1, variantId: 'pen' });
    expect(edit(order)).toEqual({ ok: false, code: 'NOTHING_SELECTED' });
    expect(edit(order, { lines: [to('pen', 1)] })).toEqual({ ok: false, code: 'NOTHING_SELECTED' });
  });

  test('S73 · what is on its way is not changed, and it is said where it could be', () => {
    const order = placed({ pen: 1 }, {}, { status: 'out_for_delivery' });
    expect(edit(order, { lines: [to('pen', 2)] })).toEqual({
      ok: false,
      code: 'NOT_EDITABLE',
      status: 'out_for_delivery',
      editableIn: ['pending_approval', 'awaiting_payment', 'confirmed', 'preparing'],
    });
  });

  test('from 3 to 4 one has to be free, not four; without it the order stays as it is', () => {
    const order = placed({ laptop: 3 });
    expect(edit(order, { lines: [to('laptop', 4)], free: { laptop: 1 } })).toMatchObject({ reserves: [{ variantId: 'laptop', qty: 1 }] });
    expect(edit(order, { lines: [to('laptop', 4)], free: { laptop: 0 } })).toMatchObject({ code: 'INSUFFICIENT_STOCK', available: 3 });
    expect(edit(order, { lines: [to('laptop', 2)], free: { laptop: 0 } })).toMatchObject({ releases: [{ variantId: 'laptop', qty: 1 }] });
  });

  test('S31 · what was ordered keeps its price and its name, whatever the catalog says today; what is new costs what it costs today', () => {
    const order = placed({ pen: 2 });
    const today = aCatalog(
      { ...pen, name: 'Pluma', price: minor(900), variants: pen.variants.map((one) => ({ ...one, price: minor(900) })) },
      desk,
    );
    const preview = edit(order, { catalog: today, lines: [to('pen', 3), to('desk', 1)] });
    expect(preview).toMatchObject({ newTotal: 3 * 300 + 500_000 + 120_000 });
    if (preview.ok)
      expect(preview.order.lines.map(({ name, unitPrice }) => [name, unitPrice])).toEqual([
        ['pen', 300],
        ['desk', 500_000],
      ]);
    const gone = aCatalog(desk);
    expect(edit(order, { catalog: gone, lines: [to('desk', 1)] })).toMatchObject({ newTotal: 2 * 300 + 500_000 + 120_000 });
  });

  test('a coupon that ended meanwhile stays with the order; the delivery costs what it cost where the place is the same', () => {
    const order = placed({ laptop: 3 }, { coupon: 'DIEZ' });
    const later: Deals = { ...deals, promotions: [], now: NOW + 1 };
    expect(edit(order, { lines: [to('laptop', 2)], deals: later })).toMatchObject({ newTotal: 2 * 333_300 * 0.9 + 120_000 });
    const fetched = edit(order, { change: (cart) => setDelivery(cart, { kind: 'pickup' }) });
    expect(fetched).toMatchObject({ newTotal: 3 * 333_300 * 0.9, order: { delivery: { kind: 'pickup' } } });
  });

  test('a note alone costs nothing and moves nothing', () => {
    expect(edit(placed({ pen: 1 }), { change: (cart) => setNote(cart, 'timbre roto') })).toMatchObject({
      ok: true,
      reserves: [],
      releases: [],
      order: { note: 'timbre roto' },
    });
  });

  test('an order that changed meanwhile is not changed by what was made for the old one', () => {
    const order = placed({ pen: 1 });
    const cart = cartOfOrder(order, catalog, null);
    const changed = setLine(cart, catalog, stockOf({ pen: 9 }), 'pen', { qty: 2 }, { maxPerVariant: 50 });
    if (!changed.ok) throw new Error(changed.code);
    const now = { ...order, version: 7 };
    expect(
      editOrder({ order: now, cart: changed.cart, shop, catalog, stock: stockOf({ pen: 9 }), deals, promise: now.promise, by: 'customer' }),
    ).toMatchObject({ code: 'ORDER_CHANGED', version: 7 });
  });
});

test('how far a customer changes her order by herself is the shop’s to say', () => {
  const until = (editUntil?: 'never' | 'awaiting_payment' | 'preparing'): readonly OrderStatus[] =>
    editableIn('customer', { orders: { ...shop.orders, ...(editUntil && { editUntil }) } });
  expect(until()).toEqual(['pending_approval', 'awaiting_payment', 'confirmed']);
  expect(until('never')).toEqual([]);
  expect(until('awaiting_payment')).toEqual(['pending_approval', 'awaiting_payment']);
  expect(until('preparing')).toContain('preparing');
});
