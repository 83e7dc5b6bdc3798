/** What a cart lets happen to it, in the words of customers: scenarios S18 to S31 of orders and catalogs. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { command, openPayingShop, orderOf, TRANSFER } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let home: string;
let close: () => Promise<void>;
let ana: Customer;
afterEach(() => close());

/** The sample shop with cakes that have a text on them. */
async function open(cakes: number): Promise<void> {
  ({ shop, close } = await openPayingShop(TRANSFER, async (folder) => {
    home = folder;
    const path = join(folder, 'catalog', 'products.yaml');
    await writeFile(path, `${(await readFile(path, 'utf8')).trimEnd()}\n${cake(cakes)}`);
  }));
  ana = shop.customer('ana');
}

const cake = (stock: number) => `
  - id: torta
    nombre: Torta de chocolate
    descripcion: Para diez personas.
    categoria: accesorios
    tambien: [torta, tortas, cake]
    precio: 60.00
    stock: ${stock}
    texto_personal:
      pregunta: Texto
      ejemplo: Feliz día
      obligatorio: sí
      maximo: 20
`;

/** The seller saves her list while the shop is open; `isThere`: what can be seen of it. */
async function sellerWrites(change: (text: string) => string, isThere: () => boolean): Promise<void> {
  const path = join(home, 'catalog', 'products.yaml');
  const text = await readFile(path, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
  await vi.waitFor(() => expect(isThere()).toBe(true), 5000);
}
const product = (id: string) => shop.app.runtime.files.catalog.products.find((one) => one.id === id);
const toSummary = (...wanted: readonly string[]) => ana.sayAll(...wanted, 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo');

test('S18 · one cap, then two more of it: one line of three', async () => {
  await open(9);
  await toSummary('quiero una gorra negra', 'quiero 2 gorras negras');
  expect(ana.lastText).toContain('3 × Gorra de algodón (Negro)');
  await ana.say('sí');
  expect((await orderOf(shop)).lines).toMatchObject([{ variantId: 'gorra/negro', qty: 3 }]);
});

test('S19 · cakes for Ana are one line, the one for Luis is another', async () => {
  await open(9);
  await toSummary('una torta que diga Ana', 'quiero una torta que diga Ana', 'una torta que diga Luis');
  await ana.say('sí');
  expect((await orderOf(shop)).lines.map(({ personal, qty }) => [personal, qty])).toEqual([
    ['Ana', 2],
    ['Luis', 1],
  ]);
});

test('S19 · and so they are where she says both at once', async () => {
  await open(9);
  await toSummary('2 tortas que digan Ana y 3 tortas que digan Luis');
  await ana.say('sí');
  expect((await orderOf(shop)).lines.map(({ personal, qty }) => [personal, qty])).toEqual([
    ['Ana', 2],
    ['Luis', 3],
  ]);
});

test('S20 · none of it takes it out; fewer than none, or a part of one, changes nothing', async () => {
  await open(9);
  await ana.sayAll('quiero 3 totes', 'quiero -3 totes');
  expect(ana.lastText).toContain('Escribe un número entero');
  await ana.say('mejor 1.5 totes');
  expect(ana.lastText).toContain('Escribe un número entero');
  await ana.say('ver mi pedido');
  expect(ana.lastText).toContain('3 × Bolsa tote');
  await ana.say('mejor 0 totes');
  expect(ana.lastText).toContain('Quité 3 × Bolsa tote');
  await ana.say('ver mi pedido');
  expect(ana.lastText).toContain('Todavía no hay nada');
});

test('S21 · 26 and 26 of one thing, where 50 is the most: the second is refused with what still fits', async () => {
  await open(200);
  await ana.sayAll('quiero 26 tortas que digan Ana', 'quiero 26 tortas que digan Ana');
  expect(ana.lastText).toContain('hasta 50 por pedido');
  expect(ana.lastText).toContain('Llevar 24');
  await ana.say('ver mi pedido');
  expect(ana.lastText).toContain('26 × Torta');
});

test('S22 · 30 and 21 of one thing with different texts in one message: none of it is taken', async () => {
  await open(200);
  await ana.say('30 tortas que digan Ana y 21 tortas que digan Luis');
  expect(ana.lastText).toContain('hasta 50 por pedido');
  await ana.say('ver mi pedido');
  expect(ana.lastText).toContain('Todavía no hay nada');
});

test('S23 · five where three are left: she is told, and three are hers only when she says so', async () => {
  await open(3);
  await ana.say('quiero 5 tortas que digan Ana');
  expect(ana.lastText).toContain('solo tengo 3');
  expect(ana.lastText).toContain('Llevar 3');
  await ana.say('ver mi pedido');
  expect(ana.lastText).toContain('Todavía no hay nada');
  await ana.sayAll('quiero 5 tortas que digan Ana', 'sí');
  expect(ana.lastText).toContain('Agregué 3 × Torta de chocolate (Ana)');
});

test('S24 · all three are for Ana: there is none for Luis', async () => {
  await open(3);
  await ana.sayAll('quiero 3 tortas que digan Ana', 'una torta que diga Luis');
  expect(ana.lastText).toContain('lo que hay ya está en tu pedido');
  await ana.say('ver mi pedido');
  expect(ana.lastText).toContain('3 × Torta de chocolate (Ana)');
  expect(ana.lastText).not.toContain('Luis');
});

test('S25 · of three things in one message the one that is sold out is said, the others are taken', async () => {
  await open(0);
  await ana.say('quiero una gorra negra, una torta y 2 totes');
  expect(ana.lastText).toContain('Torta de chocolate: agotado');
  expect(ana.lastText).toContain('Agregué 1 × Gorra de algodón (Negro)');
  expect(ana.lastText).toContain('Agregué 2 × Bolsa tote');
});

test('S26 · taken off the list while it is in her cart: it is not sold, she is told which, and can take it out', async () => {
  await open(9);
  await toSummary('quiero una gorra negra', 'quiero una torta que diga Ana');
  await sellerWrites(
    (text) => text.replace(cake(9), ''),
    () => product('torta') === undefined,
  );
  await ana.say('sí');
  expect(await shop.orders()).toEqual([]);
  expect(ana.lastText).toContain('torta');
  await ana.say('tienen tortas?');
  expect(ana.lastText).toContain('No tenemos «tortas»');
  await ana.say('sigamos');
  await ana.tap('Quitar');
  await ana.say('sí');
  expect((await orderOf(shop)).lines).toMatchObject([{ variantId: 'gorra/negro' }]);
});

test('S27 · a yes with nothing in the cart places nothing and asks for something to sell', async () => {
  await open(9);
  await ana.say('confirmar');
  expect(ana.lastText).toContain('¿Qué te gustaría llevar?');
  await ana.sayAll('quiero una tote', 'quita la tote', 'cerrar pedido');
  expect(ana.lastText).toContain('Todavía no hay nada en tu pedido');
  expect(await shop.orders()).toEqual([]);
});

test('S29 · to her home, without address nor a way to pay: the address is asked first', async () => {
  await open(9);
  await ana.sayAll('quiero una tote', 'cerrar pedido', 'envío a Miraflores');
  expect(ana.lastText).toContain('¿Cuál es la dirección?');
  await ana.sayAll('Av. Larco 345', 'Ana Quispe', '987654321');
  expect(ana.lastText).toContain('¿Cómo quieres pagar?');
});

test('S30 · a price that rises between the total and her yes: no order; her yes to the new total is one', async () => {
  await open(9);
  await toSummary('quiero 2 totes');
  expect(ana.lastText).toContain('Total: S/ 58.00');
  await sellerWrites(
    (text) => text.replace('precio: 29.00', 'precio: 32.50'),
    () => product('tote')?.price === 3250,
  );
  await ana.say('sí');
  expect(ana.lastText).toContain('antes S/ 58.00, ahora S/ 65.00');
  expect(await shop.orders()).toEqual([]);
  expect(shop.units('tote').reserved).toBe(0);
  await ana.say('sí');
  expect((await orderOf(shop)).lines).toMatchObject([{ unitPrice: 3250, qty: 2 }]);
});

test('S31 · what was ordered keeps its name and its price: when it costs less, is called otherwise, and is gone', async () => {
  await open(9);
  await toSummary('quiero 2 tortas que digan Ana', 'quiero una tote');
  await ana.say('sí');
  const renamed = cake(9).replace('60.00', '30.00').replace('Torta de chocolate', 'Torta de lúcuma');
  await sellerWrites(
    (text) => text.replace(cake(9), renamed),
    () => product('torta')?.price === 3000,
  );
  await sellerWrites(
    (text) => text.replace(renamed, ''),
    () => product('torta') === undefined,
  );
  expect((await command(shop, 1001, null)).lines.join('\n')).toContain('2 × Torta de chocolate');
  await ana.sayAll('agrega una tote a mi pedido', 'sí');
  expect(await orderOf(shop)).toMatchObject({
    totals: { total: 17_800 },
    lines: [
      { name: 'Torta de chocolate', unitPrice: 6000, qty: 2 },
      { variantId: 'tote', qty: 2 },
    ],
  });
});

test('what is sold out is said again where she asks for it again, and no line is made of it', async () => {
  await open(9);
  await ana.sayAll('polo negro', 'M', 'M');
  expect(ana.lastText).toContain('(Negro, M): agotado por ahora');
  await ana.say('la L');
  await ana.say('mi pedido');
  expect(ana.lastText).toContain('• 1 × Polo de algodón pima (Negro, L)');
  expect(ana.lastText.match(/•/g)).toHaveLength(1);
});

test('what is so already is said to be so; how it is brought is said back', async () => {
  await open(9);
  await ana.sayAll('un polo rojo M', 'mejor M');
  expect(ana.lastText).toContain('Ya está así: 1 × Polo de algodón pima (Rojo, M)');
  await ana.say('a domicilio');
  expect(ana.lastText).toContain('Anotado: Envío a domicilio');
});

test('what was asked about is what is wanted: of the colour and the size that were named', async () => {
  await open(9);
  await ana.sayAll('¿tienes polo negro L?', 'quiero 2');
  expect(ana.lastText).toContain('Agregué 2 × Polo de algodón pima (Negro, L)');
});

test('where a size is sold out, the one she takes instead is of the same colour', async () => {
  await open(9);
  await ana.sayAll('polo negro M', 'dame la L', '1', 'mi pedido');
  expect(ana.lastText).toContain('Polo de algodón pima (Negro, L)');
});
