import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Currency, EXPONENTS, minor } from '../../commerce/money.ts';
import { fromWire, isCurrency, toWire } from './amount.ts';

const currencies = Object.keys(EXPONENTS).filter(isCurrency);

describe('money on the wire', () => {
  test('P34 · comes back as it went, for every amount up to 10,000.00', () => {
    let wrong = 0;
    for (let amount = 0; amount <= 1_000_000; amount++) {
      const parsed: unknown = JSON.parse(JSON.stringify(toWire(minor(amount), 'PEN')));
      if (typeof parsed !== 'number' || fromWire(parsed, 'PEN') !== amount) wrong++;
    }
    expect(wrong).toBe(0);
  });

  test('comes back as it went in every currency', () => {
    fc.assert(
      fc.property(fc.constantFrom<Currency>(...currencies), fc.integer({ min: 0, max: 1e13 }), (currency, amount) => {
        expect(fromWire(toWire(minor(amount), currency), currency)).toBe(amount);
      }),
    );
  });

  test('has no decimals where the currency has none', () => {
    expect([toWire(minor(27266), 'CLP'), toWire(minor(27266), 'COP'), toWire(minor(27266), 'PEN')]).toEqual([27266, 27266, 272.66]);
  });

  test.each([
    { amount: 10.005, currency: 'PEN' },
    { amount: 100.5, currency: 'COP' },
    { amount: 0.1, currency: 'CLP' },
    { amount: Number.MAX_VALUE, currency: 'PEN' },
  ] as const)('$amount is no amount in $currency, and is not rounded into one', ({ amount, currency }) => {
    expect(fromWire(amount, currency)).toBeNull();
  });

  test('forgives the noise of sums that others make with fractions', () => {
    expect(fromWire(0.1 + 0.2, 'PEN')).toBe(30);
  });
});
