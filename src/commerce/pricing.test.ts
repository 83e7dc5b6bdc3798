import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cart, type CartLine, emptyCart } from './cart.ts';
import { minor } from './money.ts';
import { priceCart } from './pricing.ts';
import { NO_DEALS } from './promotions.ts';
import { aCatalog, aProduct, aPromotion, aShop, aZone, policy } from './test-shop.ts';

const catalog = aCatalog();
const shop = aShop();
const redM = { color: 'rojo', talla: 'm' };
const line = (of: Partial<CartLine> & { readonly productId: string }): CartLine => ({ id: of.productId, options: {}, qty: 1, ...of });
const cartOf = (lines: readonly CartLine[], of: Partial<Cart> = {}): Cart => ({ ...emptyCart('c1'), lines, ...of });
const toMiraflores = { kind: 'home', district: 'Miraflores', zoneId: 'cerca' } as const;

describe('what a cart costs', () => {
  it('S16 · twice 99999990000 is 199999980000 to the last céntimo', () => {
    const dear = aCatalog(aProduct({ id: 'casa', price: minor(99999990000) }));
    expect(priceCart(cartOf([line({ productId: 'casa', qty: 2 })]), shop, dear, NO_DEALS).total).toBe(199999980000);
  });
  it('two polos and a gorra to Miraflores are 70 + 30 + 8 soles', () => {
    const cart = cartOf([line({ productId: 'polo', options: redM, qty: 2 }), line({ productId: 'gorra' })], { delivery: toMiraflores });
    expect(priceCart(cart, shop, catalog, NO_DEALS)).toMatchObject({ merchandise: 10000, discount: 0, delivery: 800, total: 10800 });
    expect(priceCart(cart, shop, catalog, NO_DEALS).lines[0]).toEqual({
      lineId: 'polo',
      productId: 'polo',
      category: 'ropa',
      variantId: 'polo/rojo/m',
      name: 'Polo de algodón',
      detail: 'Rojo, M',
      listPrice: 3500,
      unitPrice: 3500,
      offer: null,
      qty: 2,
      gross: 7000,
      discountShare: 0,
      net: 7000,
      taxBps: null,
      tax: 0,
    });
  });
  it('the size decides the price', () => {
    const large = cartOf([line({ productId: 'polo', options: { color: 'rojo', talla: 'l' } })]);
    expect(priceCart(large, shop, catalog, NO_DEALS).total).toBe(3900);
  });
  it('what was named without a number costs nothing yet; without a size, what the product costs', () => {
    const cart = cartOf([line({ productId: 'gorra', qty: null }), line({ productId: 'polo', options: { color: 'rojo' } })]);
    const priced = priceCart(cart, shop, catalog, NO_DEALS);
    expect(priced.total).toBe(3500);
    expect(priced.lines.map(({ variantId, gross, detail }) => [variantId, gross, detail])).toEqual([
      ['gorra', 0, ''],
      [null, 3500, 'Rojo'],
    ]);
  });
  it('what the catalog forgot costs nothing, and nothing breaks', () => {
    expect(priceCart(cartOf([line({ productId: 'zapato', qty: 3 })]), shop, catalog, NO_DEALS).total).toBe(0);
  });
  it('S48 · a cart without lines has no delivery fee', () => {
    expect(priceCart(cartOf([], { delivery: toMiraflores }), shop, catalog, NO_DEALS)).toMatchObject({
      delivery: 0,
      total: 0,
      freeDelivery: null,
    });
  });
  it('picking it up costs nothing, nor does a zone nobody knows yet', () => {
    const lines = [line({ productId: 'gorra' })];
    expect(priceCart(cartOf(lines, { delivery: { kind: 'pickup' } }), shop, catalog, NO_DEALS).total).toBe(3000);
    expect(priceCart(cartOf(lines, { delivery: { kind: 'home' } }), shop, catalog, NO_DEALS).total).toBe(3000);
  });
  it('says how much is missing for free delivery', () => {
    const cart = (qty: number) => cartOf([line({ productId: 'gorra', qty })], { delivery: toMiraflores });
    expect(priceCart(cart(6), shop, catalog, NO_DEALS)).toMatchObject({ delivery: 800, freeDelivery: { missing: 2000 } });
    expect(priceCart(cart(7), shop, catalog, NO_DEALS)).toMatchObject({ delivery: 0, freeDelivery: null });
  });
  it('S43 · free delivery is measured after the discount, or before it where the seller says so', () => {
    const tenPercent = aPromotion({ coupon: 'VERANO' });
    const deals = { ...NO_DEALS, promotions: [tenPercent] };
    const cart = cartOf([line({ productId: 'sofa', qty: 2 })], { delivery: { kind: 'home', zoneId: 'z' }, coupon: 'VERANO' });
    const zone = aZone({ id: 'z', fee: minor(150000), freeFrom: minor(2000000) });
    const sofas = aCatalog(aProduct({ id: 'sofa', price: minor(1050000) }));
    const inShop = (freeFromBase: 'before_discount' | 'after_discount') =>
      priceCart(cart, aShop({ delivery: { ...policy, zones: [zone], freeFromBase } }), sofas, deals);
    expect(inShop('after_discount')).toMatchObject({ total: 2040000, delivery: 150000, freeDelivery: { missing: 110000 } });
    expect(inShop('before_discount')).toMatchObject({ total: 1890000, delivery: 0, freeDelivery: null });
  });
  it('S44 · free from exactly the amount, not from one céntimo less', () => {
    const zoned = aShop({ delivery: { ...policy, zones: [aZone({ id: 'z', fee: minor(150000), freeFrom: minor(2000000) })] } });
    const total = (price: number) => {
      const cart = cartOf([line({ productId: 'x' })], { delivery: { kind: 'home', zoneId: 'z' } });
      return priceCart(cart, zoned, aCatalog(aProduct({ id: 'x', price: minor(price) })), NO_DEALS).total;
    };
    expect([total(2000000), total(1999999)]).toEqual([2000000, 2149999]);
  });
  it('the tax of a product is its own, else that of the shop', () => {
    const taxed = aShop({ taxes: { productBps: 1800 } });
    const products = aCatalog(aProduct({ id: 'a', price: minor(1180) }), aProduct({ id: 'b', price: minor(1105), taxBps: 1050 }));
    const { lines } = priceCart(cartOf([line({ productId: 'a' }), line({ productId: 'b' })]), taxed, products, NO_DEALS);
    expect(lines.map(({ taxBps, tax }) => [taxBps, tax])).toEqual([
      [1800, 180],
      [1050, 105],
    ]);
  });
  it('invariant 1: the lines, less discount, plus delivery are the total, whatever the prices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ price: fc.nat(10_000_000), qty: fc.option(fc.integer({ min: 1, max: 50 })) }), { maxLength: 8 }),
        fc.nat(100_000),
        (wishes, fee) => {
          const products = wishes.map(({ price }, index) => aProduct({ id: `p${index}`, price: minor(price) }));
          const cart = cartOf(
            wishes.map(({ qty }, index) => line({ productId: `p${index}`, qty })),
            { delivery: { kind: 'home', zoneId: 'z' } },
          );
          const zoned = aShop({ delivery: { ...policy, zones: [aZone({ id: 'z', fee: minor(fee) })] } });
          const priced = priceCart(cart, zoned, aCatalog(...products, aProduct({ id: 'x' })), NO_DEALS);
          const net = priced.lines.reduce((sum, { net }) => sum + net, 0);
          expect(net + priced.delivery).toBe(priced.total);
          expect(priced.merchandise - priced.discount).toBe(net);
          expect(priced.total).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
