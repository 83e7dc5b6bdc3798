import { describe, expect, it } from 'vitest';
import { type Cart, type CartLine, emptyCart } from './cart.ts';
import { minor } from './money.ts';
import { paymentOf } from './payment-choice.ts';
import { NO_DEALS } from './promotions.ts';
import { requirements } from './requirements.ts';
import { aCatalog, aProduct, aShop, aZone, gorra, policy, polo, stockOf } from './test-shop.ts';

const catalog = aCatalog();
const shop = aShop();
const line = (of: Partial<CartLine> & { readonly productId: string }): CartLine => ({ id: of.productId, options: {}, qty: 1, ...of });
const toMiraflores = { kind: 'home', district: 'Miraflores', zoneId: 'cerca', address: 'Larco 345' } as const;
/** A cart that could be placed, but for what the story takes away. */
const cartOf = (of: Partial<Cart> = {}): Cart => ({
  ...emptyCart('c1'),
  lines: [line({ productId: 'gorra' })],
  delivery: toMiraflores,
  contact: { name: 'Ana', phone: '51987654321' },
  payment: 'link',
  ...of,
});
const missing = (
  cart: Cart,
  of: { readonly shop?: typeof shop; readonly catalog?: typeof catalog; readonly stock?: Record<string, number> } = {},
) => requirements(cart, of.shop ?? shop, of.catalog ?? catalog, stockOf(of.stock ?? {}), NO_DEALS);
const slots = (...args: Parameters<typeof missing>): string[] => missing(...args).map(({ slot }) => slot);

describe('what is still to be asked', () => {
  it('nothing, when everything is known', () => expect(missing(cartOf())).toEqual([]));
  it('S27 · an empty cart is asked for something to sell first', () => {
    expect(slots(emptyCart('c1'))).toEqual(['items', 'delivery.kind', 'contact.name', 'contact.phone', 'payment.method']);
  });
  it('S29 · the address comes before the way to pay', () => {
    const { address: _, ...noAddress } = toMiraflores;
    expect(slots(cartOf({ delivery: noAddress, payment: null }))).toEqual(['delivery.address', 'payment.method']);
  });
  it('a pin on the map is an address; spaces are none', () => {
    expect(slots(cartOf({ delivery: { ...toMiraflores, address: ' ', pin: { lat: -12.1, lng: -77 } } }))).toEqual([]);
    expect(slots(cartOf({ delivery: { ...toMiraflores, address: ' ' } }))).toEqual(['delivery.address']);
    expect(slots(cartOf({ contact: { name: ' ' } }))).toEqual(['contact.name', 'contact.phone']);
  });
  it('how many, then which, then the text on it', () => {
    expect(missing(cartOf({ lines: [line({ productId: 'polo', qty: null }), line({ productId: 'torta' })] }))).toEqual([
      { slot: 'line.qty', lineId: 'polo' },
      { slot: 'line.option', lineId: 'polo', option: 'color' },
      { slot: 'line.option', lineId: 'polo', option: 'talla' },
      { slot: 'line.personal', lineId: 'torta' },
    ]);
  });
  it('a name that may be embroidered is asked once; "none" is an answer', () => {
    expect(slots(cartOf({ lines: [line({ productId: 'casaca' })] }))).toEqual(['line.personal']);
    expect(slots(cartOf({ lines: [line({ productId: 'casaca', personal: '' })] }))).toEqual([]);
    expect(slots(cartOf({ lines: [line({ productId: 'torta', personal: '' })] }))).toEqual(['line.personal']);
  });
  it('S26 · what is not sold any more is to be taken out before anything else of it is asked', () => {
    const lines = [line({ productId: 'gorra', qty: null })];
    expect(missing(cartOf({ lines }), { catalog: aCatalog({ ...gorra, active: false }) })).toEqual([
      { slot: 'line.unavailable', lineId: 'gorra' },
    ]);
    expect(slots(cartOf({ lines }), { catalog: aCatalog(polo) })).toEqual(['line.unavailable']);
    const noRedM = aProduct({ ...polo, variants: polo.variants.map((variant) => ({ ...variant, active: variant.id !== 'polo/rojo/m' })) });
    const redM = [line({ productId: 'polo', options: { color: 'rojo', talla: 'm' } })];
    expect(slots(cartOf({ lines: redM }), { catalog: aCatalog(noRedM) })).toEqual(['line.unavailable']);
  });
  it('S24 · the line that runs out is the later one, with what the earlier one leaves', () => {
    const lines = [
      line({ id: 'a', productId: 'torta', personal: 'Ana', qty: 2 }),
      line({ id: 'b', productId: 'torta', personal: 'Luis', qty: 2 }),
    ];
    expect(missing(cartOf({ lines }), { stock: { torta: 3 } })).toEqual([{ slot: 'line.stock', lineId: 'b', available: 1 }]);
    expect(missing(cartOf({ lines }), { stock: { torta: 4 } })).toEqual([]);
  });
});

describe('where it goes', () => {
  it('the district is asked where no zone is known, or the zone is no longer served', () => {
    expect(slots(cartOf({ delivery: { kind: 'home', address: 'Larco 345' } }))).toEqual(['delivery.district']);
    expect(slots(cartOf({ delivery: { ...toMiraflores, zoneId: 'norte' } }))).toEqual(['delivery.district']);
  });
  it('S47 · one céntimo under the minimum is said before the address is asked', () => {
    const zoned = aShop({ delivery: { ...policy, zones: [aZone({ id: 'z', minimum: minor(3001) })] } });
    expect(missing(cartOf({ delivery: { kind: 'home', zoneId: 'z' } }), { shop: zoned })).toEqual([
      { slot: 'delivery.minimum', missing: 1 },
      { slot: 'delivery.address' },
    ]);
  });
  it('a shop with one way to deliver and one to be paid does not ask which', () => {
    const counter = aShop({ delivery: { ...policy, zones: [] }, payment: { methods: ['cash'], linkMinutes: 60 } });
    const cart = cartOf({ delivery: null, payment: null });
    expect(slots(cart, { shop: counter })).toEqual([]);
    expect(slots(cart, { shop: aShop({ delivery: { ...policy, pickup: null } }) })).toEqual([
      'delivery.district',
      'delivery.address',
      'payment.method',
    ]);
    expect(slots(cart)).toEqual(['delivery.kind', 'payment.method']);
  });
});

describe('how it is paid', () => {
  it('a way the shop gave up is asked again', () => {
    const onlyLink = aShop({ payment: { methods: ['link'], linkMinutes: 60 } });
    expect(paymentOf(cartOf({ payment: 'cash' }), onlyLink)).toBe('link');
    expect(paymentOf(cartOf({ payment: null }), shop)).toBeNull();
  });
  it('S63 · what costs nothing is not asked how it is paid', () => {
    const gift = aCatalog(aProduct({ id: 'muestra', price: minor(0) }));
    const cart = cartOf({ lines: [line({ productId: 'muestra' })], delivery: { kind: 'pickup' }, payment: null });
    expect(slots(cart, { catalog: gift })).toEqual([]);
  });
});
