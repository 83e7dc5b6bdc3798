/**
 * A seller's list becomes her catalog: each test is a list as she keeps it, and what her shop then sells.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Product } from '../commerce/catalog.ts';
import type { Note } from './notes.ts';
import { HEADING, headingOf } from './products-yaml.ts';
import { catalogOf, type ListSample, mistakesIn, sheetsOf } from './sample-lists.ts';

const sold = (written: string, sample: ListSample = {}) => catalogOf(sheetsOf(written), sample);
const counts = (product: Product | undefined) => Object.fromEntries((product?.variants ?? []).map(({ id, count }) => [id, count]));
const prices = (product: Product | undefined) => Object.fromEntries((product?.variants ?? []).map(({ id, price }) => [id, price]));
const told = (notes: readonly Note[]) =>
  Object.fromEntries(notes.map(({ what, names, columns, facts }) => [what, names ?? columns?.map(({ title }) => title) ?? facts]));

test('a name and a price are enough', () => {
  const { catalog, notes } = sold(`
    Producto | Precio
    Bolsa tote | S/ 29.00
    Gorra de algodón | 35`);
  expect(catalog).toEqual({
    categories: [{ id: 'productos', name: 'Productos' }],
    products: [
      {
        id: 'bolsa-tote',
        name: 'Bolsa tote',
        description: 'Bolsa tote',
        category: 'productos',
        aliases: [],
        price: 2900,
        options: [],
        variants: [{ id: 'bolsa-tote', productId: 'bolsa-tote', options: {}, price: 2900, active: true, count: null }],
        kind: 'stock',
        leadDays: 0,
        active: true,
      },
      expect.objectContaining({ id: 'gorra-de-algodon', price: 3500 }),
    ],
  });
  expect(told(notes)).toMatchObject({ 'no-description': { count: 2 }, 'no-category': { count: 2 }, 'no-stock': {} });
});

test('everything a catalog keeps can stand in a list', () => {
  const { catalog } = sold(`
    PRODUCTO * | Descripción | Categoría | También | Precio (S/) | Unidad | Foto | Descripción de la foto | Máximo por pedido | A la venta | Cantidad
    Polo | Suave. | Ropa | camiseta, remera | 45 | UND | C:\\fotos\\polo.png | Un polo rojo. | 10 | no | 1.200`);
  expect(catalog.products[0]).toMatchObject({
    description: 'Suave.',
    category: 'ropa',
    aliases: ['camiseta', 'remera'],
    image: 'polo.png',
    imageAlt: 'Un polo rojo.',
    maxPerOrder: 10,
    active: false,
    variants: [{ count: 1200 }],
  });
  expect(catalog.products[0]).not.toHaveProperty('unit');
});

test('the titles are found under a title of the list, in any of three languages', () => {
  for (const titles of ['Nombre | Precio | Talla | Stock', 'Produto | Preço | Tamanho | Estoque', 'NAME | Price | Size | Quantity']) {
    const { catalog } = sold(`
      Lista de precios de Retama
      Actualizada | 12/11/2026
      ${titles}
      Polo | 45 | S | 3`);
    expect(counts(catalog.products[0])).toEqual({ 'polo/s': 3 });
  }
});

test('rows of one name are one product with a variant each; a combination without a row is not sold', () => {
  const { catalog } = sold(`
    Producto | Precio | Color | Talla | Stock
    Polo | 45 | rojo | S | 6
    polo | 45 | Rojo | M | agotado
    Gorra | 35 | negro | única | sin contar
    POLO | 45 | negro | S | 2`);
  expect(catalog.products.map(({ name }) => name)).toEqual(['Polo', 'Gorra']);
  expect(counts(catalog.products[0])).toEqual({ 'polo/rojo/s': 6, 'polo/rojo/m': 0, 'polo/negro/s': 2 });
  expect(counts(catalog.products[1])).toEqual({ 'gorra/negro/unica': null });
});

test('a product written once above its variants, as merged cells are', () => {
  const { catalog } = sold(`
    Producto | Precio | Talla | Stock
    Polo | 45 | S | 6
     | | M | 5
     | 49 | XL | 4
     | | XXL | 1`);
  expect(prices(catalog.products[0])).toEqual({ 'polo/s': 4500, 'polo/m': 4500, 'polo/xl': 4900, 'polo/xxl': 4900 });
});

test('a product in one row, with its sizes in one cell', () => {
  const { catalog } = sold(`
    Producto | Precio | Color | Talla | Stock
    Polo | 45 | rojo | S, M, L | 4, 0, 2
    Medias | 12 | gris; azul | 36,5; 38 | sin contar
    Body | 38 | crudo | 0-3 meses | 7`);
  expect(counts(catalog.products[0])).toEqual({ 'polo/rojo/s': 4, 'polo/rojo/m': 0, 'polo/rojo/l': 2 });
  expect(Object.keys(counts(catalog.products[1]))).toEqual(['medias/gris/36-5', 'medias/gris/38', 'medias/azul/36-5', 'medias/azul/38']);
  expect(counts(catalog.products[2])).toEqual({ 'body/crudo/0-3-meses': 7 });
});

test('sizes that are numbers stay in the order of the list', () => {
  const { catalog } = sold(`
    Producto | Precio | Talla | Color | Stock
    Zapatilla | 120 | 38 | rojo | 1
    Zapatilla | 120 | 36 | rojo | 2`);
  expect(catalog.products[0]?.options[0]?.values.map(({ label }) => label)).toEqual(['38', '36']);
  expect(counts(catalog.products[0])).toEqual({ 'zapatilla/38/rojo': 1, 'zapatilla/36/rojo': 2 });
});

test('what depends on the size is written by size, even where colours come first', () => {
  const { catalog, yaml } = sold(`
    Producto | Precio | Color | Talla
    Polo | 45 | rojo | S
    Polo | 49 | rojo | XL
    Polo | 45 | negro | S
    Polo | 49 | negro | XL`);
  expect(yaml).toContain('precios: {XL: 49.00}');
  expect(prices(catalog.products[0])).toMatchObject({ 'polo/negro/s': 4500, 'polo/negro/xl': 4900 });
});

test('what is made to order needs no stock', () => {
  const { catalog } = sold(`
    Producto | Precio | Talla | Stock | Días de encargo
    Casaca | 189 | S, M | | 5
    Tote | 29 | | 4 | `);
  expect(catalog.products[0]).toMatchObject({ kind: 'made_to_order', leadDays: 5 });
  expect(counts(catalog.products[0])).toEqual({ 'casaca/s': null, 'casaca/m': null });
});

test('a price without decimals in a country that has none', () => {
  const { catalog, yaml } = sold(
    `
    Producto | Precio
    Ruana | $ 145.000`,
    { currency: 'COP' },
  );
  expect(catalog.products[0]?.price).toBe(145_000);
  expect(yaml).toContain('precio: 145000\n');
});

test('long names that begin alike get different internal names', () => {
  const { catalog } = sold(`
    Producto | Precio
    Camiseta de algodón pima peruano roja | 45
    Camiseta de algodón pima peruano azul | 45`);
  expect(catalog.products.map(({ id }) => id)).toEqual(['camiseta-de-algodon-pima-perua', 'camiseta-de-algodon-pima-p-2']);
});

test('columns nobody knows are told and not used; one becomes an option when she says so', () => {
  const list = `
    SKU | Producto | Precio | Relleno | Proveedor
    A1 | Alfajor | 5 | manjar | Gamarra
    A2 | Alfajor | 5 | fresa | Gamarra`;
  expect(mistakesIn(list)).toEqual(['3:name product-twice']);
  const { catalog, notes } = sold(list, { options: ['relleno'] });
  expect(catalog.products[0]?.options).toMatchObject([{ id: 'relleno', label: 'Relleno', values: [{ id: 'manjar' }, { id: 'fresa' }] }]);
  expect(told(notes)).toMatchObject({ options: ['Relleno'], unused: ['Proveedor'], ignored: ['SKU'] });
});

test('words that mean something to YAML are only words', () => {
  const { catalog } = sold(`
    Producto | Precio | Descripción | Color | Stock
    no | 1 | "comillas": & * ! % @ # - [x] {y} | sí | 1
    ~ null | 2 | - guion: dos puntos # nota | null | 2
    1e3 | 3 | 'simples' | 0x1F | 3`);
  expect(catalog.products.map(({ name, description, options }) => [name, description, options[0]?.values[0]?.label])).toEqual([
    ['no', '"comillas": & * ! % @ # - [x] {y}', 'Sí'],
    ['~ null', '- guion: dos puntos # nota', 'Null'],
    ['1e3', "'simples'", '0x1F'],
  ]);
});

test('a list of prices leaves the rest of a product as it was, and its internal name', () => {
  const before = sold(`
    Producto | Precio | Descripción | También | Foto | Descripción de la foto | Categoría | Talla | Stock
    Polo de algodón | 45 | Suave. | camiseta | polo.png | Un polo. | Ropa | S, M | 3, 4
    Gorra | 20 | Visera curva. | | | | Accesorios | | 2`).catalog;
  const renamed = {
    ...before,
    products: before.products.map((product) => ({ ...product, id: product.id === 'gorra' ? 'gorra' : 'polo' })),
  };
  const { catalog, notes } = sold(
    `
    Producto | Precio | Talla
    Polo de algodón | 50 | S, L
    Polo | 30 | S`,
    { before: renamed },
  );
  expect(catalog.products[0]).toMatchObject({
    id: 'polo',
    price: 5000,
    description: 'Suave.',
    aliases: ['camiseta'],
    image: 'polo.png',
    imageAlt: 'Un polo.',
    category: 'ropa',
  });
  expect(catalog.products[1]).toMatchObject({ id: 'polo-2', category: 'productos' });
  expect(told(notes)).toMatchObject({ new: ['Polo'], gone: ['Gorra'], kept: { count: 1 } });
});

test('counts stay where the list has no stock', () => {
  const before = sold(`
    Producto | Precio | Talla | Stock
    Polo | 45 | S, M | 3, 4`).catalog;
  const { catalog, notes } = sold(
    `
    Producto | Precio | Talla
    Polo | 50 | S, L`,
    { before },
  );
  expect(counts(catalog.products[0])).toEqual({ 'polo/s': 3, 'polo/l': null });
  expect(told(notes)['variants-gone']).toEqual(['Polo, M']);
});

test('the file begins with its explanations: those of the sample shop, or her own', () => {
  const sample = readFileSync(new URL('../../catalog/products.yaml', import.meta.url), 'utf8');
  expect(headingOf(sample)).toBe(HEADING);
  expect(sold('Producto | Precio\nPolo | 45').yaml).toContain(`${HEADING}\n\ncategorias:`);
  expect(headingOf('\ufeff# Mis notas\r\n\r\n#  de noviembre\r\ncategorias:\r\n  # otra\r\n')).toBe('# Mis notas\n\n#  de noviembre');
  expect(headingOf('categorias: {}\n# al final')).toBe('');
});

test('the list that the guide shows is one that works', () => {
  const guide = readFileSync(new URL('../../docs/importar-productos.md', import.meta.url), 'utf8');
  const [, table = ''] = /(\| Producto [\s\S]*?)\n\n/.exec(guide) ?? [];
  const { catalog } = sold(table.replace(/^\| ---.*\n/m, ''));
  expect(counts(catalog.products[0])).toEqual({
    'polo-de-algodon/rojo/s': 4,
    'polo-de-algodon/rojo/m': 9,
    'polo-de-algodon/rojo/l': 0,
    'polo-de-algodon/rojo/xl': 3,
  });
  expect(prices(catalog.products[0])).toMatchObject({ 'polo-de-algodon/rojo/xl': 4900 });
  expect(catalog.products[1]).toMatchObject({ name: 'Bolsa tote', price: 2900 });
});
