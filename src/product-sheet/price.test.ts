import { expect, test } from 'vitest';
import { readPrice } from './price.ts';

const read = (text: string, currency: Parameters<typeof readPrice>[1]) => {
  const result = readPrice({ text }, currency);
  return result.ok ? result.price : result.finding.what;
};

test.each([
  ['S/ 45.00', 'PEN', 4500],
  ['S/.45', 'PEN', 4500],
  ['s/45.5', 'PEN', 4550],
  ['45,00', 'PEN', 4500],
  ['45', 'PEN', 4500],
  ['45 soles', 'PEN', 4500],
  ['45.-', 'PEN', 4500],
  ['PEN 1,234.50', 'PEN', 123450],
  ['1.234,50', 'PEN', 123450],
  ['1 234.50', 'PEN', 123450],
  ["1'234.50", 'PEN', 123450],
  ['1,234', 'PEN', 123400],
  ['1,234,567', 'PEN', 123456700],
  ['0.500', 'PEN', 50],
  ['R$ 12,50', 'BRL', 1250],
  ['1.234', 'BRL', 123400],
  ['12.50 reais', 'BRL', 1250],
  ['$ 45.000', 'COP', 45000],
  ['45,000', 'COP', 45000],
  ['$45.000,00', 'COP', 45000],
  ['45000', 'CLP', 45000],
  ['$ 45.000', 'ARS', 4500000],
  ['US$ 12.50', 'USD', 1250],
  ['Bs. 12,50', 'BOB', 1250],
  ['₲ 150.000', 'PYG', 150000],
] as const)('"%s" in %s', (text, currency, minor) => {
  expect(read(text, currency)).toBe(minor);
});

test.each([
  ['cuarenta', 'PEN', 'bad-price'],
  ['consultar', 'PEN', 'bad-price'],
  ['-45', 'PEN', 'bad-price'],
  ['.50', 'PEN', 'bad-price'],
  ['45 50', 'PEN', 'bad-price'],
  ['1.23.456', 'PEN', 'bad-price'],
  ['12,34.567,8', 'PEN', 'bad-price'],
  ['45 a 50', 'PEN', 'bad-price'],
  ['=B2*2', 'PEN', 'bad-price'],
  ['S/ 45.00 c/u', 'PEN', 'bad-price'],
  ['$ 45', 'PEN', 'other-currency'],
  ['45 €', 'PEN', 'other-currency'],
  ['USD 45', 'CLP', 'other-currency'],
  ['45.555', 'PEN', 'price-two-ways'],
  ['45.000', 'MXN', 'price-two-ways'],
  ['1,234', 'BRL', 'price-two-ways'],
  ['45.5555', 'PEN', 'price-decimals'],
  ['45.50', 'CLP', 'price-no-decimals'],
  ['99999999999999999999', 'PEN', 'bad-price'],
] as const)('"%s" in %s is asked: %s', (text, currency, what) => {
  expect(read(text, currency)).toBe(what);
});

test('the number of a cell of numbers is what it is, whatever its decimals look like', () => {
  const number = (value: number, currency: 'PEN' | 'COP') => {
    const result = readPrice({ text: String(value), number: value }, currency);
    return result.ok ? result.price : result.finding.what;
  };
  expect([number(45.1, 'PEN'), number(1.005 * 100, 'PEN'), number(45000, 'COP')]).toEqual([4510, 10050, 45000]);
  expect([number(35.3882, 'PEN'), number(45.5, 'COP'), number(-3, 'PEN')]).toEqual(['price-decimals', 'price-no-decimals', 'bad-price']);
});
