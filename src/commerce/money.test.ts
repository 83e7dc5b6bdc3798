import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmountTooLarge,
  add,
  type Currency,
  distribute,
  EXPONENTS,
  formatMoney,
  fromDecimal,
  type Minor,
  minor,
  percentOf,
  subtract,
  times,
  toDecimal,
  ZERO,
} from './money.ts';

const amounts = (...numbers: number[]): Minor[] => numbers.map(minor);
const anyAmount = fc.maxSafeInteger().map((amount) => minor(amount === 0 ? 0 : amount));
const anyWeight = fc.nat({ max: Number.MAX_SAFE_INTEGER }).map(minor);
const anyCurrency = fc.constantFrom(...(Object.keys(EXPONENTS) as Currency[]));

describe('splitting a discount over the lines', () => {
  it('S01 · 299 over 4300, 1400 and 2300 is 161, 52 and 86', () => {
    expect(distribute(minor(299), amounts(4300, 1400, 2300))).toEqual([161, 52, 86]);
  });
  it('S02 · among equal lines the odd céntimo goes to the earliest', () => {
    expect(distribute(minor(299), amounts(1000, 1000, 1000))).toEqual([100, 100, 99]);
    expect(distribute(minor(1000), amounts(1, 1, 1))).toEqual([334, 333, 333]);
    expect(distribute(minor(1), amounts(1, 1, 1))).toEqual([1, 0, 0]);
  });
  it('S03 · a gift line takes no share of the discount', () => {
    expect(distribute(percentOf(minor(12000), 2000), amounts(12000, 0))).toEqual([2400, 0]);
  });
  it('S05 · the discount is taken once on the whole, 102 and not 104', () => {
    const lines = amounts(106, 206, 306, 406);
    const discount = percentOf(add(...lines), 1000);
    expect(discount).toBe(102);
    expect(distribute(discount, lines)).toEqual([11, 21, 30, 40]);
    expect(subtract(add(...lines), discount)).toBe(922);
  });
  it('S07 · two polos at half price and a casaca share 15 %', () => {
    expect(distribute(percentOf(minor(600000), 1500), amounts(100000, 500000))).toEqual([15000, 75000]);
  });
  it('S17 · the discount for paying by transfer falls on merchandise only', () => {
    const lines = amounts(1299900, 919800);
    expect(distribute(percentOf(add(...lines), 1000), lines)).toEqual([129990, 91980]);
  });
  it('without any weight everything falls to the first line', () => {
    expect(distribute(minor(5), amounts(0, 0))).toEqual([5, 0]);
    expect(distribute(minor(5), [])).toEqual([]);
  });
  it('the parts always sum to the whole, and none is a unit away from its exact share', () => {
    fc.assert(
      fc.property(anyAmount, fc.array(anyWeight, { minLength: 1, maxLength: 12 }), (total, weights) => {
        const parts = distribute(total, weights);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
        if (whole === 0n) return;
        parts.forEach((part, index) => {
          const difference = BigInt(part) * whole - BigInt(total) * BigInt(weights[index] ?? 0);
          expect(difference < whole && difference > -whole).toBe(true);
        });
      }),
    );
  });
  it('a line never gets less than a smaller one before it', () => {
    fc.assert(
      fc.property(anyWeight, fc.array(anyWeight, { minLength: 2, maxLength: 8 }), (total, weights) => {
        const sorted = weights.toSorted((a, b) => b - a);
        const parts = distribute(total, sorted);
        expect(parts.toSorted((a, b) => b - a)).toEqual(parts);
      }),
    );
  });
});

describe('percentages', () => {
  it('S04 · 10.5 % of 6000 is 630', () => expect(percentOf(minor(6000), 1050)).toBe(630));
  it('S09 · 15 % of 27960 Chilean pesos is 4194, split 1949 and 2245', () => {
    expect(percentOf(minor(27960), 1500)).toBe(4194);
    expect(distribute(minor(4194), amounts(12990, 14970))).toEqual([1949, 2245]);
  });
  it('S10 · 7.5 % of 106500 guaraníes is 7988, the half going away from zero', () => {
    expect(percentOf(minor(106500), 750)).toBe(7988);
    expect(percentOf(minor(-106500), 750)).toBe(-7988);
  });
  it('S14 · 33 % off 1990 is 1333 a piece, and seven are 9331', () => {
    const unit = subtract(minor(1990), percentOf(minor(1990), 3300));
    expect([unit, times(unit, 7)]).toEqual([1333, 9331]);
  });
  it('S16 · 10.5 % of 9999999000000 loses nothing on the way', () => expect(percentOf(minor(9999999000000), 1050)).toBe(1049999895000));
  it('S39 · a fifth of eight million is 1600000', () => expect(percentOf(minor(8000000), 2000)).toBe(1600000));
});

describe('amounts that can be kept', () => {
  it('S16 · twice 99999990000 is exact', () => expect(times(minor(99999990000), 2)).toBe(199999980000));
  it('S16 · an amount beyond 2^53−1 is refused rather than rounded', () => {
    expect(() => times(minor(Number.MAX_SAFE_INTEGER), 2)).toThrow(AmountTooLarge);
    expect(() => add(minor(Number.MAX_SAFE_INTEGER), minor(1))).toThrow(AmountTooLarge);
    expect(() => subtract(minor(-Number.MAX_SAFE_INTEGER), minor(1))).toThrow(AmountTooLarge);
    expect(() => minor(2 ** 53)).toThrow(AmountTooLarge);
  });
  it('half a céntimo is a mistake of the program', () => {
    expect(() => minor(0.5)).toThrow(TypeError);
    expect(() => minor(Number.NaN)).toThrow(TypeError);
    expect(() => times(minor(333), 1.5)).toThrow(TypeError);
  });
  it('the sum of nothing is nothing', () => expect(add()).toBe(ZERO));
  it('nothing times minus one is still plain zero', () => expect(Object.is(times(ZERO, -1), 0)).toBe(true));
});

describe('amounts as text', () => {
  it.each([
    [13300, 'PEN', 'S/ 133.00'],
    [123456789, 'PEN', 'S/ 1,234,567.89'],
    [5, 'PEN', 'S/ 0.05'],
    [0, 'PEN', 'S/ 0.00'],
    [-250, 'PEN', '-S/ 2.50'],
    [123450, 'ARS', '$ 1.234,50'],
    [27266, 'CLP', '$27.266'],
    [990, 'CLP', '$990'],
    [45000, 'COP', '$ 45.000'],
    [1250, 'BRL', 'R$ 12,50'],
    [123450, 'MXN', '$1,234.50'],
    [98512, 'PYG', '₲ 98.512'],
    [123450, 'UYU', '$ 1.234,50'],
    [3500, 'BOB', 'Bs 35,00'],
    [123450, 'USD', 'US$ 1,234.50'],
  ] as const)('%i %s is read as %s', (amount, currency, text) => expect(formatMoney(minor(amount), currency)).toBe(text));

  it('programs read 133.00 and 27266', () => {
    expect(toDecimal(minor(13300), 'PEN')).toBe('133.00');
    expect(toDecimal(minor(27266), 'CLP')).toBe('27266');
    expect(toDecimal(minor(-7), 'PEN')).toBe('-0.07');
  });
  it.each([
    ['12.50', 'PEN', 1250],
    ['12.5', 'PEN', 1250],
    ['12', 'PEN', 1200],
    ['0.07', 'PEN', 7],
    ['-3', 'PEN', -300],
    ['-0', 'PEN', 0],
    ['45000', 'COP', 45000],
  ] as const)('%s %s is %i', (text, currency, amount) => expect(fromDecimal(text, currency)).toBe(amount));
  it.each([
    ['10.005', 'PEN'],
    ['100.5', 'COP'],
    ['100.0', 'COP'],
    ['1,234.50', 'PEN'],
    ['12,50', 'PEN'],
    ['12.', 'PEN'],
    ['.5', 'PEN'],
    ['007', 'PEN'],
    ['1e3', 'PEN'],
    [' 12', 'PEN'],
    ['S/ 12', 'PEN'],
    ['', 'PEN'],
    ['90071992547409.92', 'PEN'],
    ['٣', 'PEN'],
  ] as const)('"%s" %s is not an amount', (text, currency) => expect(fromDecimal(text, currency)).toBeNull());

  it('every amount survives being written and read again', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, (amount, currency) => {
        expect(fromDecimal(toDecimal(amount, currency), currency)).toBe(amount);
      }),
    );
  });
  it('what a customer reads has the same digits as the amount', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, (amount, currency) => {
        expect(Number(formatMoney(amount, currency).replace(/\D/g, ''))).toBe(Math.abs(amount));
      }),
    );
  });
});
