import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cart, emptyCart } from './cart.ts';
import {
  addLine,
  type CartChange,
  emptyLines,
  type LineWish,
  removeLine,
  setContact,
  setDelivery,
  setLine,
  setNote,
  setPayment,
  showTotal,
  withLinesOf,
} from './cart-changes.ts';
import { variantOf } from './catalog.ts';
import { minor } from './money.ts';
import { aCatalog, aProduct, aVariant, casaca, gorra, polo, stockOf, torta } from './test-shop.ts';

const catalog = aCatalog();
const limits = { maxPerVariant: 50 };
const plenty = stockOf({});
const redM = { color: 'rojo', talla: 'm' };

let nextLine = 0;
const add = (cart: Cart, wish: Partial<LineWish> & { readonly productId: string }, stock = plenty, of = catalog): CartChange =>
  addLine(cart, of, stock, { options: {}, qty: 1, ...wish }, limits, `l${nextLine++}`);

/** A cart with these lines, which must all be accepted. */
function cartWith(...wishes: readonly (Partial<LineWish> & { readonly productId: string })[]): Cart {
  return wishes.reduce((cart, wish) => accepted(add(cart, wish)).cart, emptyCart('c1'));
}
function accepted(change: CartChange): Extract<CartChange, { ok: true }> {
  if (!change.ok) throw new Error(`refused: ${change.code}`);
  return change;
}
const firstId = (cart: Cart): string => cart.lines[0]?.id ?? '';
const units = (cart: Cart): (number | null)[] => cart.lines.map((line) => line.qty);
const set = (cart: Cart, change: Parameters<typeof setLine>[4], stock = plenty, lineId = firstId(cart)): CartChange =>
  setLine(cart, catalog, stock, lineId, change, limits);

describe('adding', () => {
  it('S18 · one gorra and then two more are one line of three', () => {
    expect(units(cartWith({ productId: 'gorra' }, { productId: 'gorra', qty: 2 }))).toEqual([3]);
  });
  it('S19 · cakes for Ana are one line and the one for Luis is another', () => {
    const cart = cartWith(
      { productId: 'torta', personal: 'Ana' },
      { productId: 'torta', personal: ' Ana ' },
      { productId: 'torta', personal: 'Luis' },
    );
    expect(cart.lines.map((line) => [line.personal, line.qty])).toEqual([
      ['Ana', 2],
      ['Luis', 1],
    ]);
  });
  it('burgers without onion are one line, in whatever order it was said, and the one as it comes is another', () => {
    const cart = cartWith(
      { productId: 'gorra', wishes: ['sin cebolla', 'con extra queso'] },
      { productId: 'gorra', wishes: ['con extra queso', ' Sin cebolla ', ''] },
      { productId: 'gorra' },
    );
    expect(units(cart)).toEqual([2, 1]);
    expect(cart.lines[0]?.wishes).toEqual(['sin cebolla', 'con extra queso']);
  });
  it('more wishes than can be read at a glance are refused', () => {
    expect(add(emptyCart('c1'), { productId: 'gorra', wishes: ['x'.repeat(60), 'y'.repeat(61)] })).toEqual({
      ok: false,
      code: 'WISHES_TOO_LONG',
      max: 120,
      length: 121,
    });
  });
  it('a red polo and a blue one are two lines', () => {
    const blue = { color: 'azul', talla: 'm' };
    expect(units(cartWith({ productId: 'polo', options: redM }, { productId: 'polo', options: blue }))).toEqual([1, 1]);
  });
  it.each([0, -3, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('S20 · %d units cannot be added', (qty) => {
    expect(add(emptyCart('c1'), { productId: 'gorra', qty })).toEqual({ ok: false, code: 'INVALID_QUANTITY', qty });
  });
  it('S21 · with a limit of 50 the second 26 are refused, and 24 could still be had', () => {
    const cart = cartWith({ productId: 'gorra', qty: 26 });
    expect(add(cart, { productId: 'gorra', qty: 26 })).toEqual({ ok: false, code: 'QUANTITY_LIMIT', max: 50, inCart: 26 });
    expect(units(accepted(add(cart, { productId: 'gorra', qty: 24 })).cart)).toEqual([50]);
  });
  it('S22 · two texts on the same cake share the limit', () => {
    const cart = cartWith({ productId: 'torta', personal: 'Ana', qty: 30 });
    expect(add(cart, { productId: 'torta', personal: 'Luis', qty: 21 })).toMatchObject({ code: 'QUANTITY_LIMIT', inCart: 30 });
  });
  it('a product with a limit of its own counts all its colours', () => {
    const few = aCatalog({ ...polo, maxPerOrder: 3 });
    const cart = accepted(add(emptyCart('c1'), { productId: 'polo', options: redM, qty: 2 }, plenty, few)).cart;
    const wish = { productId: 'polo', options: { color: 'azul', talla: 's' }, qty: 2 };
    expect(add(cart, wish, plenty, few)).toEqual({ ok: false, code: 'QUANTITY_LIMIT', max: 3, inCart: 2 });
  });
  it('S23 · of three left, five are refused with the number that is left, never cut down in silence', () => {
    expect(add(emptyCart('c1'), { productId: 'gorra', qty: 5 }, stockOf({ gorra: 3 }))).toEqual({
      ok: false,
      code: 'INSUFFICIENT_STOCK',
      available: 3,
      productId: 'gorra',
      variantId: 'gorra',
    });
  });
  it('S24 · three cakes for Ana leave none for Luis', () => {
    const stock = stockOf({ torta: 3 });
    const cart = cartWith({ productId: 'torta', personal: 'Ana', qty: 3 });
    expect(add(cart, { productId: 'torta', personal: 'Luis' }, stock)).toMatchObject({ code: 'INSUFFICIENT_STOCK', available: 0 });
  });
  it('S25 · what is sold out stops nothing else', () => {
    const stock = stockOf({ gorra: 5, torta: 0, casaca: 5 });
    const wishes = [{ productId: 'gorra' }, { productId: 'torta', personal: 'Ana' }, { productId: 'casaca', qty: 2 }];
    const codes: string[] = [];
    let cart = emptyCart('c1');
    for (const wish of wishes) {
      const change = add(cart, wish, stock);
      codes.push(change.ok ? 'ok' : change.code);
      if (change.ok) cart = change.cart;
    }
    expect(codes).toEqual(['ok', 'INSUFFICIENT_STOCK', 'ok']);
    expect(units(cart)).toEqual([1, 2]);
  });
  it('what is not sold (any more, or in this combination) is refused by name', () => {
    const refusal = (wish: Parameters<typeof add>[1], of = catalog) => add(emptyCart('c1'), wish, plenty, of);
    expect(refusal({ productId: 'zapato' })).toEqual({ ok: false, code: 'PRODUCT_UNAVAILABLE', productId: 'zapato' });
    expect(refusal({ productId: 'gorra' }, aCatalog({ ...gorra, active: false }))).toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
    expect(refusal({ productId: 'polo', options: { color: 'azul', talla: 'l' } })).toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
    expect(refusal({ productId: 'polo', options: { color: 'verde' } })).toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
  });
  it('an option of another product is not kept', () => {
    expect(cartWith({ productId: 'gorra', options: { talla: 'm' }, personal: 'Ana' }).lines[0]).toMatchObject({ options: {} });
    expect(cartWith({ productId: 'gorra', personal: 'Ana' }).lines[0]?.personal).toBeUndefined();
  });
  it('a text longer than what fits on the cake is refused, counted as a person counts', () => {
    const text = '🎂'.repeat(21);
    expect(add(emptyCart('c1'), { productId: 'torta', personal: text })).toEqual({
      ok: false,
      code: 'PERSONAL_TOO_LONG',
      max: 20,
      length: 21,
    });
    expect(add(emptyCart('c1'), { productId: 'torta', personal: '🎂'.repeat(20) }).ok).toBe(true);
  });
  it('S16 · a cart never becomes worth more than can be counted exactly', () => {
    const dear = aCatalog(aProduct({ id: 'oro', price: minor(Number.MAX_SAFE_INTEGER - 1) }));
    expect(add(emptyCart('c1'), { productId: 'oro', qty: 2 }, plenty, dear)).toEqual({ ok: false, code: 'AMOUNT_TOO_LARGE' });
  });
});

describe('lines that are not complete yet', () => {
  it('a polo without size or number is kept until the rest is said', () => {
    const cart = cartWith({ productId: 'polo', options: { color: 'rojo' }, qty: null });
    const sized = accepted(set(cart, { options: { talla: 'm' } }));
    expect(sized.line).toMatchObject({ options: redM, qty: null });
    expect(accepted(set(sized.cart, { qty: 2 })).line).toMatchObject({ options: redM, qty: 2 });
  });
  it('two polos whose size is not known are not taken for the same', () => {
    const wish = { productId: 'polo', options: { color: 'rojo' } };
    expect(units(cartWith(wish, wish))).toEqual([1, 1]);
  });
  it('the size that makes a line the same as another one joins them', () => {
    const cart = cartWith({ productId: 'polo', options: redM, qty: 2 }, { productId: 'polo', options: { color: 'rojo' }, qty: 1 });
    const change = accepted(set(cart, { options: { talla: 'm' } }, plenty, cart.lines[1]?.id));
    expect(change.cart.lines).toEqual([{ ...cart.lines[0], qty: 3 }]);
    expect(change.line).toEqual(change.cart.lines[0]);
    expect(change.before).toEqual(cart.lines[1]);
  });
  it('two cakes still without a text stay apart, so that each can have its own', () => {
    expect(units(cartWith({ productId: 'torta' }, { productId: 'torta' }))).toEqual([1, 1]);
  });
  it('a casaca asked about and wanted without a name is the same as another such one', () => {
    const cart = cartWith({ productId: 'casaca', personal: '' }, { productId: 'casaca' });
    expect(units(accepted(set(cart, { personal: null }, plenty, cart.lines[1]?.id)).cart)).toEqual([2]);
  });
  it('a product of which nothing is left is refused before its colour is asked', () => {
    const none = stockOf(Object.fromEntries(polo.variants.map(({ id }) => [id, 0])));
    expect(add(emptyCart('c1'), { productId: 'polo', qty: null }, none)).toEqual({
      ok: false,
      code: 'INSUFFICIENT_STOCK',
      available: 0,
      productId: 'polo',
    });
    const some = (id: string) => (id === 'polo/azul/s' ? 1 : 0);
    expect(add(emptyCart('c1'), { productId: 'polo', qty: null }, some).ok).toBe(true);
    expect(add(emptyCart('c1'), { productId: 'polo', options: { color: 'rojo' }, qty: null }, some)).toMatchObject({ available: 0 });
  });
});

describe('changing one’s mind', () => {
  const cart = cartWith({ productId: 'gorra', qty: 2 }, { productId: 'polo', options: redM });

  it('"no, mejor 3"', () => expect(units(accepted(set(cart, { qty: 3 })).cart)).toEqual([3, 1]));
  it('S20 · none at all takes the line out', () => {
    const change = accepted(set(cart, { qty: 0 }));
    expect(units(change.cart)).toEqual([1]);
    expect([change.line.qty, change.before?.qty]).toEqual([0, 2]);
  });
  it.each([-3, 1.5])('S20 · %d units change nothing', (qty) => {
    expect(set(cart, { qty })).toEqual({ ok: false, code: 'INVALID_QUANTITY', qty });
  });
  it('going from two to three needs only one more', () => {
    expect(set(cart, { qty: 3 }, stockOf({ gorra: 3 })).ok).toBe(true);
    expect(set(cart, { qty: 4 }, stockOf({ gorra: 3 }))).toMatchObject({ code: 'INSUFFICIENT_STOCK', available: 3 });
  });
  it('the text on it can be corrected even where stock ran out meanwhile', () => {
    const cake = cartWith({ productId: 'torta', personal: 'Anna', qty: 2 });
    expect(accepted(set(cake, { personal: 'Ana' }, stockOf({ torta: 0 }))).line.personal).toBe('Ana');
  });
  it('a colour that does not exist in this size leaves the line as it was', () => {
    const large = cartWith({ productId: 'polo', options: { color: 'rojo', talla: 'l' } });
    expect(set(large, { options: { color: 'azul' } })).toMatchObject({ ok: false, code: 'PRODUCT_UNAVAILABLE' });
  });
  it('S26 · what was taken off sale can still be taken out', () => {
    const gone = aCatalog({ ...gorra, active: false }, polo);
    expect(setLine(cart, gone, plenty, firstId(cart), { qty: 3 }, limits)).toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
    expect(setLine(cart, aCatalog(polo), plenty, firstId(cart), { qty: 3 }, limits)).toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
    expect(setLine(cart, gone, plenty, firstId(cart), { qty: 0 }, limits).ok).toBe(true);
    expect(units(accepted(removeLine(cart, firstId(cart))).cart)).toEqual([1]);
  });
  it('a line that is gone is not found', () => {
    expect(removeLine(cart, 'x')).toEqual({ ok: false, code: 'LINE_NOT_FOUND', lineId: 'x' });
    expect(set(cart, { qty: 1 }, plenty, 'x')).toMatchObject({ code: 'LINE_NOT_FOUND' });
  });
});

describe('two carts of one customer', () => {
  const there = cartWith({ productId: 'gorra', qty: 2 }, { productId: 'torta', personal: 'Ana' });
  const here = cartWith({ productId: 'gorra', qty: 3 }, { productId: 'torta', personal: 'Luis' }, { productId: 'polo', options: redM });

  it('are one order: what is in both counts once, as often as it was wanted more', () => {
    const both = withLinesOf(there, here, catalog);
    expect(both.lines.map(({ productId, personal, qty }) => [productId, personal ?? '', qty])).toEqual([
      ['gorra', '', 3],
      ['torta', 'Ana', 1],
      ['torta', 'Luis', 1],
      ['polo', '', 1],
    ]);
    expect(both.version).toBe(there.version + 1);
  });
  it('a polo whose size is not known is not taken for the one of the other', () => {
    expect(withLinesOf(cartWith({ productId: 'polo' }), cartWith({ productId: 'polo' }), catalog).lines).toHaveLength(2);
  });
  it('nothing of either is lost where both are more than one cart takes; then no more goes in', () => {
    const many = (name: string): Cart => ({
      ...emptyCart(name),
      lines: Array.from({ length: 30 }, (_, n) => ({
        id: `${name}${n}`,
        productId: 'torta',
        options: {},
        qty: 1,
        personal: `${name}${n}`,
      })),
    });
    const both = withLinesOf(many('a'), many('b'), catalog);
    expect(both.lines).toHaveLength(60);
    expect(add(both, { productId: 'gorra' })).toMatchObject({ ok: false, code: 'TOO_MANY_LINES' });
  });
  it('what she said of the order besides counts where the other one says nothing else', () => {
    const named = setContact(setPayment(here, 'cash'), { name: 'Luisa', phone: '+51987654321' });
    const both = withLinesOf(setContact(there, { name: 'Ana Quispe' }), named, catalog);
    expect(both).toMatchObject({ contact: { name: 'Ana Quispe', phone: '+51987654321' }, payment: 'cash', shownTotal: null });
  });
});

describe('what was shown', () => {
  const shown = showTotal(cartWith({ productId: 'gorra' }), minor(3000));
  it('stays while nothing changes, also the version that buttons were made for', () => {
    expect(shown).toMatchObject({ shownTotal: 3000, version: 1 });
  });
  it.each([
    ['a line more', (cart: Cart) => accepted(add(cart, { productId: 'casaca' })).cart],
    ['a line less', (cart: Cart) => accepted(removeLine(cart, firstId(cart))).cart],
    ['no line', emptyLines],
    ['another delivery', (cart: Cart) => setDelivery(cart, { kind: 'pickup' })],
    ['another way to pay', (cart: Cart) => setPayment(cart, 'cash')],
    ['another name', (cart: Cart) => setContact(cart, { name: 'Ana' })],
    ['a note', (cart: Cart) => setNote(cart, 'sin bolsa')],
  ] as const)('is void after %s', (_, change) => {
    expect(change(shown)).toMatchObject({ shownTotal: null, version: 2 });
  });
  it('a note can be taken back', () => expect(setNote(setNote(shown, 'hola'), '')).not.toHaveProperty('note'));
});

describe('whatever a customer does', () => {
  const variants = [...polo.variants, ...gorra.variants, ...torta.variants, ...casaca.variants, aVariant({ id: 'nada' })];
  const stock = stockOf(Object.fromEntries(variants.filter(({ count }) => count !== null).map(({ id }, index) => [id, index % 5])));
  const action = fc.record({
    do: fc.constantFrom('add', 'set', 'remove'),
    productId: fc.constantFrom('polo', 'torta', 'gorra', 'casaca', 'nada'),
    options: fc.record({ color: fc.constantFrom('rojo', 'azul', 'verde'), talla: fc.constantFrom('s', 'm', 'l') }, { requiredKeys: [] }),
    qty: fc.option(fc.integer({ min: -1, max: 6 })),
    personal: fc.constantFrom(undefined, '', 'Ana', 'Luis'),
    line: fc.nat(5),
  });

  it('never more units than there are, no two lines alike, and every change counted', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        let cart = emptyCart('c1');
        for (const [index, { qty, personal, line, ...rest }] of actions.entries()) {
          const lineId = cart.lines[line]?.id ?? 'none';
          const change =
            rest.do === 'add'
              ? addLine(
                  cart,
                  catalog,
                  stock,
                  { ...rest, qty, ...(personal !== undefined && { personal }) },
                  { maxPerVariant: 4 },
                  `p${index}`,
                )
              : rest.do === 'set'
                ? setLine(cart, catalog, stock, lineId, { options: rest.options, ...(qty !== null && { qty }) }, { maxPerVariant: 4 })
                : removeLine(cart, lineId);
          if (!change.ok) continue;
          expect(change.cart.version).toBe(cart.version + 1);
          cart = change.cart;
        }
        const taken = new Map<string, number>();
        const alike = new Set<string>();
        for (const line of cart.lines) {
          const product = catalog.products.find(({ id }) => id === line.productId);
          const variant = product ? variantOf(product, line.options) : null;
          if (line.qty !== null) expect(line.qty).toBeGreaterThan(0);
          if (!variant) continue;
          taken.set(variant.id, (taken.get(variant.id) ?? 0) + (line.qty ?? 0));
          if (line.qty === null || (product?.personal && line.personal === undefined)) continue;
          if (product?.personal?.required && line.personal === '') continue;
          const key = `${variant.id} ${line.personal ?? ''}`;
          expect(alike).not.toContain(key);
          alike.add(key);
        }
        for (const [variantId, qty] of taken) expect(qty).toBeLessThanOrEqual(Math.min(4, stock(variantId) ?? 4));
      }),
    );
  });
});
