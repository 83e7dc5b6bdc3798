import { expect, test } from 'vitest';
import { fitsPostalRule, postalCode, postalCodeIn } from './postal-code.ts';

test.each([
  ['AR', 'C1043AAZ', '1043'],
  ['AR', '1043', '1043'],
  ['BR', '01310-100', '01310100'],
  ['BR', '01310 100', '01310100'],
  ['PE', '15 074', '15074'],
  ['MX', 'cp 06700', null],
  ['PE', 'Miraflores', null],
  ['VE', '1060-a', '1060A'],
])('in %s "%s" is %s', (country, typed, code) => expect(postalCode(typed, country)).toBe(code));

test('a code is found within what she writes about her address', () => {
  expect(postalCodeIn('meu cep é 01310-100, apto 12', 'BR')).toBe('01310100');
  expect(postalCodeIn('CP 06700, colonia Roma', 'MX')).toBe('06700');
  expect(postalCodeIn('Av. Corrientes 1234, C1043AAZ', 'AR')).toBe('1043');
  expect(postalCodeIn('Av. Corrientes 1234', 'AR')).toBeNull();
  expect(postalCodeIn('Av. Corrientes 1234 CP 1043', 'AR')).toBe('1043');
  expect(postalCodeIn('cerca de la plaza', 'MX')).toBeNull();
});

test('a zone takes codes that begin alike, and codes of a range with both its ends', () => {
  expect(fitsPostalRule('06700', { prefix: '06' })).toBe(true);
  expect(fitsPostalRule('16700', { prefix: '06' })).toBe(false);
  const microcentro = { from: '1000', to: '1100' };
  expect(['1000', '1043', '1100', '1101', '999'].map((code) => fitsPostalRule(code, microcentro))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
