import { expect, test } from 'vitest';
import { filesWith, NEEDS, patched } from './good-files.ts';
import { formatProblems } from './problem.ts';
import { checkSources } from './read-shop-files.ts';

const PRODUCTS = 'catalog/products.yaml';

function productsWith(find = '', replace = '') {
  const result = checkSources(filesWith({ [PRODUCTS]: patched(PRODUCTS, find, replace) }), NEEDS);
  if (!result.ok) throw new Error(formatProblems(result.problems, 'en'));
  return new Map(result.files.catalog.products.map((product) => [product.id, product]));
}

const countsOf = (product: { readonly variants: readonly { readonly id: string; readonly count: number | null }[] } | undefined) =>
  Object.fromEntries((product?.variants ?? []).map(({ id, count }) => [id, count]));

test('a table of colours and sizes becomes one variant for each cell', () => {
  expect(countsOf(productsWith().get('polo'))).toEqual({
    'polo/rojo/s': 6,
    'polo/rojo/m': 4,
    'polo/rojo/l': 3,
    'polo/negro/s': 2,
    'polo/negro/m': 0,
    'polo/negro/l': null,
  });
});

test('a cell left out is a combination that is not sold', () => {
  expect(Object.keys(countsOf(productsWith('M: agotado, ', '').get('polo')))).not.toContain('polo/negro/m');
});

test('a whole row can be sold out or not counted in one word', () => {
  const { polo: row } = { polo: countsOf(productsWith('{ S: 2, M: agotado, L: sin contar }', 'agotado').get('polo')) };
  expect([row['polo/negro/s'], row['polo/negro/m'], row['polo/negro/l']]).toEqual([0, 0, 0]);
});

test('a product without options has one variant', () => {
  expect(productsWith().get('tote')?.variants).toEqual([
    { id: 'tote', productId: 'tote', options: {}, price: 2900, active: true, count: 12, buffer: 2, backorder: 5 },
  ]);
});

test('what is made to order is not counted and says how long it takes', () => {
  const casaca = productsWith().get('casaca');
  expect(casaca).toMatchObject({
    kind: 'made_to_order',
    dailyCapacity: 4,
    leadDays: 5,
    personal: { label: 'Nombre para bordar', required: false, maxLength: 12 },
  });
  expect(countsOf(casaca)).toEqual({ 'casaca/s': null, 'casaca/m': null });
});

test('a size may have a price of its own', () => {
  const prices = new Map(
    productsWith()
      .get('polo')
      ?.variants.map(({ id, price }) => [id, price]),
  );
  expect([prices.get('polo/rojo/s'), prices.get('polo/rojo/l')]).toEqual([4500, 4900]);
});

test('what follows a slash is another way of saying the same value', () => {
  expect(productsWith().get('polo')?.options[0]).toEqual({
    id: 'color',
    label: 'Color',
    values: [
      { id: 'rojo', label: 'Rojo', aliases: ['vermelho', 'red'] },
      { id: 'negro', label: 'Negro', aliases: [] },
    ],
  });
});

test('a price may be written with two decimals, one or none', () => {
  for (const [written, minor] of [
    ['45.00', 4500],
    ['45.5', 4550],
    ['45', 4500],
    ['"45.05"', 4505],
  ] as const) {
    expect(productsWith('precio: 45.00', `precio: ${written}`).get('polo')?.price).toBe(minor);
  }
});

test('a currency without decimals takes whole numbers only', () => {
  const shop = patched('catalog/shop.yaml', 'moneda: PEN', 'moneda: COP')
    .replace('costo: 8.00', 'costo: 8000')
    .replace('150.00', '150000')
    .replace('minimo: 20.00', 'minimo: 20000')
    .replace('costo: 15.00', 'costo: 15000');
  const result = checkSources(filesWith({ 'catalog/shop.yaml': shop }), NEEDS);
  const told = result.ok ? [] : result.problems.map(({ what, facts }) => `${what} ${facts.value}`);
  expect(told).toEqual(['money-no-decimals 45.00', 'money-no-decimals 49.00', 'money-no-decimals 29.00', 'money-no-decimals 189.00']);
});
