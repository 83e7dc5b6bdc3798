import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const KEYS = ['nombre', 'precio', 'opciones', 'stock', 'categoria', 'imagen'];

test.each([
  ['precoi', 'precio'],
  ['Precio', 'precio'],
  ['preço', 'precio'],
  ['categoría', 'categoria'],
  ['nombres', 'nombre'],
  ['stok', 'stock'],
])('"%s" was meant to be "%s"', (typed, meant) => {
  expect(nearest(typed, KEYS)).toBe(meant);
});

test('a word that is like none is not turned into one', () => {
  expect(['wifi', 'x', '', 'descuento'].map((word) => nearest(word, KEYS))).toEqual([null, null, null, null]);
});

test('a known word is nearest to itself', () => {
  fc.assert(fc.property(fc.constantFrom(...KEYS), (key) => nearest(key, KEYS) === key));
});
