import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Currency, EXPONENTS, minor } from '../../commerce/money.ts';
import type { LinkInput } from '../port.ts';
import { fromWire, isCurrency } from './amount.ts';
import { LONGEST_TITLE, preferenceOf } from './link.ts';

const NOW = Date.parse('2026-11-25T17:00:00Z');

function order(change: Partial<LinkInput> = {}): LinkInput {
  return {
    reference: 'ord_1001.k3j9',
    key: 'link:1001:1',
    currency: 'PEN',
    shop: 'Retama',
    lines: [{ id: 'gorra', title: 'Gorra', qty: 1, unitPrice: minor(3500) }],
    delivery: minor(0),
    discount: minor(0),
    total: minor(3500),
    expiresAt: NOW + 3_600_000,
    notificationUrl: null,
    returnUrl: null,
    ...change,
  };
}

const anyOrder = fc
  .record({
    currency: fc.constantFrom<Currency>(...Object.keys(EXPONENTS).filter(isCurrency)),
    lines: fc.array(fc.record({ qty: fc.integer({ min: 1, max: 50 }), unitPrice: fc.integer({ min: 0, max: 5_000_000 }) }), {
      minLength: 1,
      maxLength: 12,
    }),
    delivery: fc.integer({ min: 0, max: 50_000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ currency, lines, delivery, part }) => {
    const whole = lines.reduce((sum, { qty, unitPrice }) => sum + qty * unitPrice, 0) + delivery;
    const discount = Math.floor(part * whole);
    return order({
      currency,
      lines: lines.map(({ qty, unitPrice }, index) => ({ id: `l${index}`, title: `Línea ${index}`, qty, unitPrice: minor(unitPrice) })),
      delivery: minor(delivery),
      discount: minor(discount),
      total: minor(whole - discount),
    });
  })
  .filter(({ total }) => total > 0);

describe('what Mercado Pago adds up', () => {
  test('is our total to the last minor unit, for any lines, delivery and discount; and nothing is free', () => {
    fc.assert(
      fc.property(anyOrder, (input) => {
        const { items } = preferenceOf(input, NOW);
        const sum = items.reduce((total, item) => total + (fromWire(item.unit_price, input.currency) ?? Number.NaN) * item.quantity, 0);
        expect(sum).toBe(input.total);
        expect(items.filter((item) => item.unit_price <= 0)).toEqual([]);
      }),
    );
  });

  test('keeps quantities as they were where there is no discount', () => {
    const lines = [{ id: 'polo', title: 'Polo', qty: 3, unitPrice: minor(4990) }];
    const { items } = preferenceOf(order({ lines, delivery: minor(800), total: minor(15770) }), NOW);
    expect(items.map(({ title, quantity, unit_price }) => [title, quantity, unit_price])).toEqual([
      ['Polo', 3, 49.9],
      ['Envío', 1, 8],
    ]);
  });

  test('leaves out what is free', () => {
    const lines = [
      { id: 'gorra', title: 'Gorra', qty: 1, unitPrice: minor(3500) },
      { id: 'sticker', title: 'Sticker', qty: 2, unitPrice: minor(0) },
    ];
    expect(preferenceOf(order({ lines }), NOW).items.map(({ id }) => id)).toEqual(['gorra']);
  });

  test('takes a discount that is more than the merchandise off the delivery', () => {
    const { items } = preferenceOf(order({ delivery: minor(800), discount: minor(3900), total: minor(400) }), NOW);
    expect(items.map(({ id, unit_price }) => [id, unit_price])).toEqual([['delivery', 4]]);
  });

  test('calls the delivery as the country does', () => {
    const input = order({ currency: 'BRL', delivery: minor(800), total: minor(4300) });
    expect(preferenceOf(input, NOW).items.at(-1)?.title).toBe('Entrega');
  });
});

describe('a preference', () => {
  test('has titles that fit, cut between characters and never inside one', () => {
    const long = '👕'.repeat(LONGEST_TITLE + 1);
    const lines = [{ id: 'x', title: long, qty: 1, unitPrice: minor(3500) }];
    const title = preferenceOf(order({ lines }), NOW).items[0]?.title ?? '';
    expect(Array.from(title)).toHaveLength(LONGEST_TITLE);
    expect(title).toBe(`${'👕'.repeat(LONGEST_TITLE - 1)}…`);
  });

  test('keeps what the notification address already asks for', () => {
    const { notification_url } = preferenceOf(order({ notificationUrl: 'https://tienda.pe/webhooks/mercadopago?shop=a' }), NOW);
    expect(notification_url).toBe('https://tienda.pe/webhooks/mercadopago?shop=a&source_news=webhooks');
  });

  test.each([
    { why: 'nothing to pay', change: { discount: minor(3500), total: minor(0) } },
    { why: 'a total that is not the sum', change: { total: minor(3501) } },
    { why: 'a reference that cannot be searched for', change: { reference: 'order 1' } },
    { why: 'no reference', change: { reference: '' } },
  ])('is not made for $why', ({ change }) => {
    expect(() => preferenceOf(order(change), NOW)).toThrow(expect.objectContaining({ kind: 'invalid', retryable: false }));
  });
});

test('the shop is named on the card statement in ten plain capitals, where its name has any', () => {
  const statement = (shop: string) => preferenceOf(order({ shop }), NOW).statement_descriptor;
  expect([statement('Retama'), statement('Panadería El Buen Día'), statement('Ñandú'), statement('🌿')]).toEqual([
    'RETAMA',
    'PANADERIA',
    'NANDU',
    undefined,
  ]);
});
