/**
 * What it costs to price a cart: ten lines of a shop that gives away everything it can, with a code on the
 * cart. Every answer of the chat prices the cart several times, so it has to cost nothing.
 */
import type { Cart } from '../src/commerce/cart.ts';
import { minor } from '../src/commerce/money.ts';
import { priceCart } from '../src/commerce/pricing.ts';
import { type Deals, NO_DEALS, type Promotion } from '../src/commerce/promotions.ts';
import { aCatalog, aProduct, aPromotion, aShop } from '../src/commerce/test-shop.ts';
import { median, tableOf } from './table.ts';

/** Issue 5: 50 µs at the median for ten lines with promotions. */
const MOST_US = 50;
const LINES = 10;
const WARM_UP = 5000;
const CARTS = 20_000;
const US_PER_MS = 1000;

/** @returns the table; the numbers are medians of the rounds */
export function benchPricing(rounds: number): string {
  const measured = Array.from({ length: rounds }, () => ({ none: timesWith(NO_DEALS), many: timesWith(deals()) }));
  const row = (what: string, of: 'none' | 'many', goal: boolean) => {
    const middle = median(measured.map((round) => round[of].median));
    const told = goal ? `< ${MOST_US} µs ${middle < MOST_US ? 'met' : 'missed'}` : '';
    return [what, middle.toPrecision(2), median(measured.map((round) => round[of].p99)).toPrecision(2), told];
  };
  return tableOf(
    ['pricing a cart of 10 lines, µs', 'median', 'p99', 'goal'],
    [row('without promotions', 'none', false), row(`with ${promotions().length} promotions and a code`, 'many', true)],
  );
}

function timesWith(deals: Deals): { readonly median: number; readonly p99: number } {
  const { cart, shop, catalog } = tenLines();
  const once = (): number => {
    const before = performance.now();
    priceCart(cart, shop, catalog, deals);
    return (performance.now() - before) * US_PER_MS;
  };
  for (let n = 0; n < WARM_UP; n++) once();
  const times = Array.from({ length: CARTS }, once).sort((a, b) => a - b);
  return { median: median(times), p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN };
}

function tenLines() {
  const products = Array.from({ length: LINES }, (_, n) => aProduct({ id: `p${n}`, price: minor(1990 + 317 * n), taxBps: 1800 }));
  const cart: Cart = {
    id: 'cart',
    lines: products.map(({ id }, n) => ({ id, productId: id, options: {}, qty: 1 + (n % 4) })),
    delivery: { kind: 'home', district: 'Miraflores', zoneId: 'cerca' },
    contact: {},
    payment: 'cash',
    coupon: 'VERANO',
    shownTotal: null,
    version: 0,
  };
  return { cart, shop: aShop(), catalog: aCatalog(...products) };
}

/** Every kind there is, on everything, on products and on a category. */
function promotions(): readonly Promotion[] {
  return [
    aPromotion({ id: 'a', benefit: { kind: 'product_offer', off: { bps: 1500 } }, scope: { products: ['p1', 'p4'], categories: [] } }),
    aPromotion({ id: 'b', benefit: { kind: 'product_offer', off: { price: minor(1500) } }, scope: { products: [], categories: ['ropa'] } }),
    aPromotion({ id: 'c', coupon: 'VERANO', usageLimit: 1000, perCustomer: 1 }),
    aPromotion({ id: 'd', benefit: { kind: 'order_fixed', amount: minor(1000) }, minimum: minor(20_000) }),
    aPromotion({ id: 'e', benefit: { kind: 'n_for_m', take: 3, pay: 2 }, scope: { products: ['p2', 'p3', 'p5'], categories: [] } }),
    aPromotion({ id: 'f', benefit: { kind: 'free_delivery' }, minimum: minor(10_000) }),
    aPromotion({ id: 'g', benefit: { kind: 'payment_method', method: 'cash', bps: 500, most: minor(2000) } }),
    aPromotion({ id: 'h', endsAt: 0 }),
  ];
}

const deals = (): Deals => ({ ...NO_DEALS, promotions: promotions(), now: 1 });
