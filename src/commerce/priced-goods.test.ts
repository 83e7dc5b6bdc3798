import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, type Minor, minor } from './money.ts';
import type { Goods } from './offers.ts';
import { type PricingTerms, priceGoods } from './priced-goods.ts';
import { type Benefit, type Deals, NO_DEALS, type Promotion } from './promotions.ts';
import { aPromotion } from './test-shop.ts';

type Line = readonly [price: number, qty?: number | null, of?: Partial<Goods>];
const goods = (...lines: readonly Line[]): readonly Goods[] =>
  lines.map(([price, qty = 1, of], index) => ({
    lineId: `l${index + 1}`,
    productId: `p${index + 1}`,
    category: 'ropa',
    listPrice: minor(price),
    qty,
    taxBps: null,
    ...of,
  }));

const termsOf = (promotions: readonly Promotion[], of: Partial<PricingTerms> & { readonly fee?: number } = {}): PricingTerms => ({
  deals: { ...NO_DEALS, promotions },
  coupon: promotions.find(({ coupon }) => coupon !== null)?.coupon ?? null,
  method: 'link',
  deliveryFee: () => minor(of.fee ?? 0),
  isDelivered: (of.fee ?? 0) > 0,
  deliveryTaxBps: null,
  cashStep: null,
  ...of,
});

const price = (lines: readonly Goods[], promotions: readonly Promotion[], of: Parameters<typeof termsOf>[1] = {}) =>
  priceGoods(lines, termsOf(promotions, of));

const percent = (bps: number, of: Partial<Promotion> = {}, most: number | null = null): Promotion =>
  aPromotion({ benefit: { kind: 'order_percent', bps, most: most === null ? null : minor(most) }, ...of });
const fixed = (amount: number, of: Partial<Promotion> = {}): Promotion =>
  aPromotion({ benefit: { kind: 'order_fixed', amount: minor(amount) }, ...of });
const offer = (bps: number, of: Partial<Promotion> = {}): Promotion =>
  aPromotion({ benefit: { kind: 'product_offer', off: { bps } }, ...of });
const coupon = { coupon: 'PROMO' };
const shares = ({ lines }: { readonly lines: readonly { readonly discountShare: Minor }[] }) =>
  lines.map(({ discountShare }) => discountShare);

describe('a discount on the order', () => {
  it('S03 · 20 % of a polo and a gift is 2400, all of it on the polo', () => {
    const priced = price(goods([12000], [0]), [percent(2000, coupon)]);
    expect([priced.discount, shares(priced), priced.total]).toEqual([2400, [2400, 0], 9600]);
  });
  it('S04 · 10.5 % of 6000 is 630', () => {
    expect(price(goods([6000]), [percent(1050, coupon)])).toMatchObject({ discount: 630, total: 5370 });
  });
  it('S05 · it is rounded once, on the whole, and shared out to the last céntimo', () => {
    const priced = price(goods([106], [206], [306], [406]), [percent(1000, coupon)]);
    expect([priced.discount, shares(priced), priced.total]).toEqual([102, [11, 21, 30, 40], 922]);
  });
  it('S06 · an amount larger than the merchandise takes the merchandise and leaves the delivery', () => {
    expect(price(goods([10000]), [fixed(100000, coupon)], { fee: 50000 })).toMatchObject({
      discount: 10000,
      delivery: 50000,
      total: 50000,
    });
  });
  it('S09 · in CLP, two products, 15 % and a delivery are $27.266', () => {
    const priced = price(goods([12990], [4990, 3]), [percent(1500, coupon)], { fee: 3500 });
    expect([priced.merchandise, priced.discount, shares(priced), priced.total]).toEqual([27960, 4194, [1949, 2245], 27266]);
    expect(formatMoney(priced.total, 'CLP')).toBe('$27.266');
  });
  it('S10 · in PYG, half a guaraní is rounded up', () => {
    expect(price(goods([35500, 3]), [percent(750, coupon)])).toMatchObject({ discount: 7988, total: 98512 });
  });
  it('S16 · 10.5 % of 9999999000000 loses nothing', () => {
    expect(price(goods([9999999000000]), [percent(1050, coupon)]).discount).toBe(1049999895000);
    expect(price(goods([99999990000, 2]), []).total).toBe(199999980000);
    expect(() => price(goods([9_007_199_254_740_991, 2]), [])).toThrow('largest amount');
  });
  it('S38 · what a promotion asked for is gone with the line that made it, and no share is left', () => {
    const automatic = fixed(1000, { minimum: minor(10000) });
    expect(price(goods([1000, 8], [5000]), [automatic]).total).toBe(12000);
    const less = price(goods([1000, 8]), [automatic]);
    expect([less.total, shares(less)]).toEqual([8000, [0]]);
  });
  it('S39 · 20 % of 8000000 stops at 1000000', () => {
    expect(price(goods([8000000]), [percent(2000, coupon, 1000000)])).toMatchObject({ discount: 1000000, total: 7000000 });
  });
  it('S40 · 25 % of one category leaves the others as they are', () => {
    const category = percent(2500, { ...coupon, scope: { products: [], categories: ['k'] } });
    const priced = price(goods([100000, 2, { category: 'k' }], [300000]), [category]);
    expect([priced.discount, shares(priced), priced.total]).toEqual([50000, [50000, 0], 450000]);
  });
  it('S42 · take three pay two: one of three, two of six, one of five', () => {
    const threeForTwo = aPromotion({ benefit: { kind: 'n_for_m', take: 3, pay: 2 } });
    expect([3, 6, 5, 2].map((qty) => price(goods([4000, qty]), [threeForTwo]).discount)).toEqual([4000, 8000, 4000, 0]);
  });
  it('of different prices the cheapest unit is free', () => {
    const threeForTwo = aPromotion({ benefit: { kind: 'n_for_m', take: 3, pay: 2 } });
    expect(price(goods([4000, 2], [1500]), [threeForTwo])).toMatchObject({ discount: 1500, total: 8000 });
  });
  it('S17 · 10 % for paying one way is on the merchandise only, and gone with another way to pay', () => {
    const byLink = aPromotion({ benefit: { kind: 'payment_method', method: 'link', bps: 1000, most: null } });
    const lines = goods([1299900], [459900, 2]);
    const priced = price(lines, [byLink], { fee: 250000 });
    expect([priced.discount, shares(priced), priced.total]).toEqual([221970, [129990, 91980], 2247730]);
    expect(price(lines, [byLink], { fee: 250000, method: 'cash' })).toMatchObject({ discount: 0, total: 2469700 });
    expect(price(lines, [byLink], { fee: 250000, method: null }).discount).toBe(0);
  });
});

describe('offers', () => {
  it('S07 · the offer is in the price, the coupon is on what is left', () => {
    const half = offer(5000, { id: 'half', scope: { products: ['p1'], categories: [] } });
    const priced = price(goods([100000, 2], [500000]), [half, percent(1500, coupon)]);
    expect([priced.merchandise, priced.discount, shares(priced), priced.total]).toEqual([600000, 90000, [15000, 75000], 510000]);
    expect(priced.lines[0]).toMatchObject({ listPrice: 100000, unitPrice: 50000, offer: { id: 'half' } });
    expect(priced.applied.map(({ promotion, amount }) => [promotion.id, amount])).toEqual([
      ['half', 100000],
      ['promo', 90000],
    ]);
    expect(priced.saved).toBe(190000);
  });
  it('S08 · of two offers the better one counts, and nothing is paid back', () => {
    expect(price(goods([100000]), [offer(2000, { id: 'a' }), offer(10000, { id: 'b' })])).toMatchObject({ total: 0 });
  });
  it('S14 · the line is what the customer sees times how many', () => {
    const priced = price(goods([1990, 7]), [offer(3300)]);
    expect([priced.lines[0]?.unitPrice, priced.total]).toEqual([1333, 9331]);
  });
  it('S15 · a céntimo with an offer of 10 % stays a céntimo; ten of them with a coupon are nine', () => {
    expect(price(goods([1, 10]), [offer(1000)]).total).toBe(10);
    expect(price(goods([1, 10]), [percent(1000, coupon)]).total).toBe(9);
  });
  it('a fixed price is an offer only where it is lower', () => {
    const to = (amount: number) => aPromotion({ benefit: { kind: 'product_offer', off: { price: minor(amount) } } });
    expect(price(goods([5000]), [to(3990)]).total).toBe(3990);
    expect(price(goods([5000]), [to(6000)])).toMatchObject({ total: 5000, applied: [] });
  });
});

describe('several promotions at once', () => {
  const automatic = percent(1000, { id: 'auto' });
  const worse = fixed(200000, { id: 'cupon', ...coupon });
  it('S41 · only the larger discount counts; without it the coupon does', () => {
    const both = price(goods([2500000]), [automatic, worse]);
    expect(both).toMatchObject({ total: 2250000, coupon: { counts: false, lacks: { what: 'better' } } });
    expect(price(goods([2500000]), [worse])).toMatchObject({ total: 2300000, coupon: { counts: true, amount: 200000 } });
  });
  it('between equals the coupon counts: it is what the customer asked for', () => {
    const same = fixed(250000, { id: 'cupon', ...coupon });
    expect(price(goods([2500000]), [automatic, same]).applied).toMatchObject([{ promotion: { id: 'cupon' } }]);
    expect(price(goods([2500000]), [same, automatic]).applied).toMatchObject([{ promotion: { id: 'cupon' } }]);
  });
  it('an offer, a discount and a free delivery go together', () => {
    const free = aPromotion({ id: 'envio', benefit: { kind: 'free_delivery' }, minimum: minor(4000) });
    const priced = price(goods([10000]), [offer(5000, { id: 'oferta' }), percent(1000), free], { fee: 800 });
    expect(priced.applied.map(({ promotion, amount }) => [promotion.id, amount])).toEqual([
      ['oferta', 5000],
      ['promo', 500],
      ['envio', 800],
    ]);
    expect(priced.total).toBe(4500);
  });
  it('a code nobody typed gives nothing', () => {
    expect(price(goods([10000]), [percent(1000, coupon)], { coupon: null })).toMatchObject({ total: 10000, coupon: null });
  });
});

describe('the code on the cart', () => {
  const big = percent(1000, { ...coupon, minimum: minor(3000) });
  it('S28 · does not count yet, counts, and does not count again, with what is in the cart', () => {
    const state = (...lines: readonly Line[]) => price(goods(...lines), [big]).coupon;
    expect(state([1000])).toMatchObject({ counts: false, lacks: { what: 'amount', missing: 2000 } });
    expect(state([1000], [2500])).toMatchObject({ counts: true, amount: 350 });
    expect(state([1000])).toMatchObject({ counts: false });
    expect(state([3000])).toMatchObject({ counts: true });
  });
  it.each<[string, Partial<Promotion>, Partial<Deals>, unknown]>([
    ['S32 · nobody knows it', { coupon: 'OTHER' }, {}, { code: 'COUPON_INVALID', coupon: 'PROMO' }],
    ['S32 · it is over', { endsAt: 1000 }, { now: 1000 }, { code: 'COUPON_EXPIRED' }],
    ['it counts until the last ms', { endsAt: 1000 }, { now: 999 }, null],
    ['S32 · it has not begun', { startsAt: 1000 }, { now: 999 }, { code: 'COUPON_NOT_STARTED', startsAt: 1000 }],
    ['it begins with its first ms', { startsAt: 1000 }, { now: 1000 }, null],
    ['S32 · the seller put it away', { active: false }, {}, { code: 'COUPON_INVALID' }],
    [
      'S36 · it was for one',
      { usageLimit: 1 },
      { uses: () => ({ total: 1, customer: 0 }) },
      { code: 'COUPON_LIMIT', scope: 'total', limit: 1 },
    ],
    [
      'S35 · once for each',
      { perCustomer: 1 },
      { uses: () => ({ total: 9, customer: 1 }) },
      { code: 'COUPON_LIMIT', scope: 'customer', limit: 1 },
    ],
    ['another may still use it', { perCustomer: 1 }, { uses: () => ({ total: 9, customer: 0 }) }, null],
    ['it is for the first order', { firstOrder: true }, { isFirstOrder: () => false }, { code: 'COUPON_INVALID', why: 'first-order' }],
    ['and this is the first', { firstOrder: true }, {}, null],
  ])('%s', (_story, of, deals, refused) => {
    const promotion = percent(1000, { ...coupon, ...of });
    const priced = price(goods([10000]), [promotion], { coupon: 'PROMO', deals: { ...NO_DEALS, promotions: [promotion], ...deals } });
    if (refused === null) expect(priced).toMatchObject({ total: 9000, coupon: { counts: true } });
    else expect(priced).toMatchObject({ total: 10000, coupon: { counts: false, refused } });
  });
  it('says what it lacks: units, products, a way to pay', () => {
    const lacks = (benefit: Benefit, of: Partial<Promotion> = {}) =>
      price(goods([1000]), [aPromotion({ benefit, ...coupon, ...of })], { method: 'cash' }).coupon;
    expect(lacks({ kind: 'n_for_m', take: 3, pay: 2 })).toMatchObject({ lacks: { what: 'units', missing: 2 } });
    const elsewhere = { scope: { products: ['other'], categories: [] } };
    expect(lacks({ kind: 'order_percent', bps: 1000, most: null }, elsewhere)).toMatchObject({ lacks: { what: 'products' } });
    expect(lacks({ kind: 'product_offer', off: { bps: 1000 } }, elsewhere)).toMatchObject({ lacks: { what: 'products' } });
    expect(lacks({ kind: 'payment_method', method: 'link', bps: 1000, most: null })).toMatchObject({
      lacks: { what: 'method', method: 'link' },
    });
  });
  it('S46 · takes off the delivery, and the fee is back without it', () => {
    const free = aPromotion({ benefit: { kind: 'free_delivery' }, ...coupon });
    expect(price(goods([1000]), [free], { fee: 34500 })).toMatchObject({ delivery: 0, coupon: { counts: true, amount: 34500 } });
    expect(price(goods([1000]), [free], { fee: 34500, coupon: null }).delivery).toBe(34500);
    expect(price(goods([1000]), [free]).coupon).toMatchObject({ counts: false, lacks: { what: 'fee' } });
    expect(price(goods([1000]), [free], { isDelivered: true }).coupon).toMatchObject({ counts: true, amount: 0 });
  });
});

describe('taxes, inside the price', () => {
  const taxed = (amount: number, qty: number, taxBps: number) => [amount, qty, { taxBps }] as const;
  it('S11 · two rates are summed apart', () => {
    const priced = price(goods(taxed(121000, 1, 2100), taxed(110500, 2, 1050)), []);
    expect(priced.lines.map(({ tax }) => tax)).toEqual([21000, 21000]);
    expect(priced.total).toBe(342000);
    expect(priced.taxes).toEqual([
      { bps: 1050, net: 200000, tax: 21000 },
      { bps: 2100, net: 100000, tax: 21000 },
    ]);
  });
  it('S12 · in PYG', () => {
    const priced = price(goods(taxed(110000, 1, 1000), taxed(20000, 1, 500), taxed(106500, 1, 1000)), []);
    expect(priced.lines.map(({ tax }) => tax)).toEqual([10000, 952, 9682]);
  });
  it('S13 · they are on what is paid after the discount', () => {
    const priced = price(goods(taxed(99999, 1, 2100), taxed(50000, 1, 1050)), [percent(1000, coupon)]);
    expect([priced.discount, shares(priced), priced.total]).toEqual([15000, [10000, 5000], 134999]);
    expect(priced.lines.map(({ tax }) => tax)).toEqual([15620, 4276]);
  });
  it('the delivery has a rate of its own, or says nothing', () => {
    expect(price(goods(taxed(11800, 1, 1800)), [], { fee: 1180 }).taxes).toEqual([{ bps: 1800, net: 10000, tax: 1800 }]);
    expect(price(goods(taxed(11800, 1, 1800)), [], { fee: 1180, deliveryTaxBps: 1800 }).taxes).toEqual([
      { bps: 1800, net: 11000, tax: 1980 },
    ]);
  });
});

describe('rounding of cash', () => {
  it.each([
    [12990, 0],
    [12991, -1],
    [12995, -5],
    [12996, 4],
    [12999, 1],
  ])('in Chile %d paid in cash moves by %d', (amount, rounding) => {
    expect(price(goods([amount]), [], { method: 'cash', cashStep: minor(10) })).toMatchObject({ rounding, total: amount + rounding });
  });
  it('is for cash only, and only where the seller says so', () => {
    expect(price(goods([12991]), [], { method: 'link', cashStep: minor(10) }).rounding).toBe(0);
    expect(price(goods([12991]), [], { method: 'cash' }).rounding).toBe(0);
  });
});

/** Any promotion a seller could write for products p1 to p4 of two categories. */
const anyPromotion: fc.Arbitrary<Promotion> = fc
  .record({
    id: fc.stringMatching(/^[a-z]{4}$/),
    benefit: fc.oneof(
      fc.integer({ min: 0, max: 10000 }).map((bps): Benefit => ({ kind: 'product_offer', off: { bps } })),
      fc.nat(5000).map((amount): Benefit => ({ kind: 'product_offer', off: { price: minor(amount) } })),
      fc
        .record({ bps: fc.integer({ min: 0, max: 10000 }), most: fc.option(fc.nat(5000)) })
        .map(({ bps, most }): Benefit => ({ kind: 'order_percent', bps, most: most === null ? null : minor(most) })),
      fc.nat(20000).map((amount): Benefit => ({ kind: 'order_fixed', amount: minor(amount) })),
      fc.integer({ min: 2, max: 5 }).map((take): Benefit => ({ kind: 'n_for_m', take, pay: take - 1 })),
      fc.constant<Benefit>({ kind: 'free_delivery' }),
      fc.integer({ min: 0, max: 10000 }).map((bps): Benefit => ({ kind: 'payment_method', method: 'cash', bps, most: null })),
    ),
    coupon: fc.option(fc.constant('PROMO')),
    scope: fc.option(fc.record({ products: fc.subarray(['p1', 'p2', 'p3']), categories: fc.subarray(['a', 'b']) })),
    minimum: fc.option(fc.nat(20000).map((amount) => minor(amount))),
  })
  .map((of) => aPromotion(of));

const anyGoods = fc
  .array(
    fc.record({
      price: fc.nat(8000),
      qty: fc.option(fc.integer({ min: 1, max: 9 })),
      category: fc.constantFrom('a', 'b'),
      tax: fc.constantFrom(null, 1050, 1800, 2100),
    }),
    { maxLength: 8 },
  )
  .map((lines) => goods(...lines.map(({ price, qty, category, tax }) => [price, qty, { category, taxBps: tax }] as const)));

describe('whatever a seller gives away', () => {
  const anyTerms = fc.record({ promotions: fc.array(anyPromotion, { maxLength: 8 }), fee: fc.nat(3000), cash: fc.boolean() });
  it('invariant 1: lines, delivery and rounding are the total, shares are the discount, nothing is below zero', () => {
    fc.assert(
      fc.property(anyGoods, anyTerms, (lines, { promotions, fee, cash }) => {
        const priced = price(lines, promotions, { fee, method: cash ? 'cash' : 'link', cashStep: minor(10) });
        const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
        expect(sum(priced.lines.map(({ net }) => net)) + priced.delivery + priced.rounding).toBe(priced.total);
        expect(priced.total).toBeGreaterThanOrEqual(0);
        expect(sum(shares(priced))).toBe(priced.discount);
        for (const line of priced.lines) {
          expect(line.discountShare).toBeGreaterThanOrEqual(0);
          expect(line.discountShare).toBeLessThanOrEqual(line.gross);
          expect(line.unitPrice).toBeGreaterThanOrEqual(0);
          expect(line.unitPrice).toBeLessThanOrEqual(line.listPrice);
        }
        const orderLevel = priced.applied.filter(({ promotion }) => !['product_offer', 'free_delivery'].includes(promotion.benefit.kind));
        expect(orderLevel.length).toBeLessThanOrEqual(1);
        expect(sum(priced.taxes.map(({ net, tax }) => net + tax))).toBe(
          sum(priced.lines.flatMap(({ net, taxBps }) => (taxBps === null ? [] : [net]))),
        );
      }),
    );
  });
  it('with promotions nobody pays more than without them, and what she saved is the difference', () => {
    fc.assert(
      fc.property(anyGoods, anyTerms, (lines, { promotions, fee }) => {
        const without = price(lines, [], { fee }).total;
        const priced = price(lines, promotions, { fee });
        expect(priced.total + priced.saved).toBe(without);
      }),
    );
  });
});
