/** Customers ask for what fifteen products are called, in their own spelling. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  'Bombilla de acero',
  'Termo de acero',
];

const CATALOG = `categorias: { comida: Comida, ropa: Ropa }
productos:
${FOOD.map((name, index) => `  - { id: p${index + 1}, nombre: ${name}, descripcion: ${name}, categoria: comida, precio: 10.00, stock: 20 }`).join('\n')}
  - id: remera
    nombre: Remera básica
    descripcion: Remera básica de algodón
    categoria: ropa
    precio: 20.00
    opciones:
      color: [negro / negra, blanco / blanca]
      talle: [S, M, L]
    stock:
      negro:  { S: 3, M: 4, L: 5 }
      blanco: { S: 3, M: 4, L: 5 }
`;

let shop: TestShop;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ shop, close } = await openPayingShop('  formas: [efectivo]', async (home) => {
    await writeFile(join(home, 'catalog', 'products.yaml'), CATALOG);
    await writeFile(join(home, 'catalog', 'promotions.yaml'), 'promociones: []\n');
  }));
});
afterAll(() => close());

/** Which of the fifteen are named in everything the shop said to it. */
async function found(customer: string, words: string): Promise<readonly string[]> {
  const said = await shop.customer(customer).say(words);
  const all = said.map((message) => [message.text, ...(message.options ?? []).map(({ label }) => label)].join('\n')).join('\n');
  return [...FOOD, 'Remera básica (Negro, M)'].filter((name) => all.includes(name));
}

test.each([
  ['ana', 'empanada jamon', ['Empanada de jamón y queso']],
  ['eva', 'yerva mate', ['Yerba mate suave 500 g', 'Yerba mate con palo 1 kg']],
  ['luz', 'remera m negra', ['Remera básica (Negro, M)']],
  ['mar', 'pan dulze', ['Pan dulce con frutas']],
  ['sol', 'pizza', []],
])('S90 · %s asks for "%s" in a catalog of fifteen products', async (customer, words, names) => {
  expect(await found(customer, words)).toEqual(names);
});
