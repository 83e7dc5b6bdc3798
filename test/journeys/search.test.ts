/** Customers ask for what fifteen products are called, in their own spelling. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPayingShop } from './paying-shop.ts';
import type { TestShop } from './shop.ts';

const FOOD = [
  'Empanada de carne',
  'Empanada de jamón y queso',
  'Empanada de verdura',
  'Yerba mate suave 500 g',
  'Yerba mate con palo 1 kg',
  'Mate de calabaza',
  'Pan dulce con frutas',
  'Pan de campo',
  'Medialunas de manteca',
  'Alfajor de maicena',
  'Torta de chocolate',
  'Dulce de leche',
];
const SHIRTS = ['Remera básica negra talle M', 'Remera básica negra talle L', 'Remera básica blanca talle M'];

const plain = (name: string, index: number) =>
  `  - { id: p${index}, nombre: ${name}, descripcion: ${name}, categoria: todo, precio: 10.00, stock: 20 }\n`;

const WITH_OPTIONS = `  - id: remera
    nombre: Remera básica
    descripcion: Remera básica de algodón
    categoria: todo
    precio: 20.00
    opciones:
      color: [negro / negra, blanco / blanca]
      talle: [S, M, L]
    stock:
      negro:  { S: 3, M: 4, L: 5 }
      blanco: { S: 3, M: 4, L: 5 }
`;

const inSizes = (name: string, index: number) =>
  `  - { id: r${index}, nombre: ${name}, descripcion: ${name}, categoria: todo, precio: 20.00, opciones: { talle: [S, M, L] }, stock: { S: 3, M: 4, L: 5 } }\n`;

/** How sellers write the same shirts down, and what the black one in M is called then. */
const WAYS = [
  {
    way: 'each its own product',
    shirts: SHIRTS.map((name, index) => plain(name, FOOD.length + index)).join(''),
    shirt: 'Remera básica negra talle M',
  },
  { way: 'one product with options', shirts: WITH_OPTIONS, shirt: 'Remera básica (Negro, M)' },
  {
    way: 'a product of each colour',
    shirts: ['Remera básica negra', 'Remera básica blanca'].map(inSizes).join(''),
    shirt: 'Remera básica negra (M)',
  },
];

describe.each(WAYS)('shirts are $way', ({ shirts, shirt }) => {
  const products = FOOD.map(plain).join('') + shirts;

  let shop: TestShop;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ shop, close } = await openPayingShop('  formas: [efectivo]', async (home) => {
      await writeFile(join(home, 'catalog', 'products.yaml'), `categorias: { todo: Todo }\nproductos:\n${products}`);
      await writeFile(join(home, 'catalog', 'promotions.yaml'), 'promociones: []\n');
    }));
  });
  afterAll(() => close());

  /** Names of things in everything the shop said to it. */
  async function found(customer: string, words: string): Promise<readonly string[]> {
    const said = await shop.customer(customer).say(words);
    const all = said.flatMap((message) => [message.text, ...(message.options ?? []).map(({ label }) => label)]).join('\n');
    return [...FOOD, ...new Set([...SHIRTS, 'Remera básica blanca', shirt])].filter((name) => all.includes(name));
  }

  test.each([
    ['ana', 'empanada jamon', ['Empanada de jamón y queso']],
    ['eva', 'yerva mate', ['Yerba mate suave 500 g', 'Yerba mate con palo 1 kg']],
    ['luz', 'remera m negra', [shirt]],
    ['paz', 'quiero una remera negra m', [shirt]],
    ['mar', 'pan dulze', ['Pan dulce con frutas']],
    ['sol', 'pizza', []],
  ])('S90 · %s asks for "%s" in a small catalog', async (customer, words, names) => {
    expect(await found(customer, words)).toEqual(names);
  });
});
