/** The second time: the same again at today's prices and from today's shelf, to an address that she let the shop keep. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, openPayingShop, TRANSFER } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let ana: Customer;

beforeEach(async () => {
  ({ shop, close } = await openPayingShop(TRANSFER));
  ana = shop.customer('ana');
});
afterEach(() => close());

async function totesHome(): Promise<void> {
  await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'a domicilio', 'Surco', 'Av. Primavera 123', 'Ana Quispe', '987654321', 'yape', 'sí');
}

/** The seller changes her file. */
async function changeProducts(change: (text: string) => string): Promise<void> {
  const path = join(shop.home, 'catalog', 'products.yaml');
  await writeFile(path, change(await readFile(path, 'utf8')));
  await shop.restart();
}

describe('her address', () => {
  test('is kept when she says so, and is one tap the next time', async () => {
    await totesHome();
    expect(ana.lastText).toContain('¿Guardo esta dirección para la próxima?');
    await ana.say('sí');
    expect(ana.lastText).toContain('Guardada');
    await ana.sayAll('quiero un pañuelo', 'cerrar pedido');
    expect(ana.lastText).toContain('A la misma dirección');
    expect(ana.lastText).toContain('Av. Primavera 123');
    await ana.tap('A la misma dirección');
    await ana.sayAll('yape', 'sí');
    expect(ana.lastText).toContain('#1002');
    expect(ana.lastText).not.toContain('¿Guardo esta dirección');
  });

  test('is not kept when she says no, and she is not asked again', async () => {
    await totesHome();
    await ana.say('no');
    expect(ana.lastText).toContain('no la guardo');
    await ana.sayAll('quiero un pañuelo', 'cerrar pedido');
    expect(ana.lastText).not.toContain('A la misma dirección');
    await ana.sayAll('a domicilio', 'Surco', 'Av. Primavera 123', 'yape', 'sí');
    expect(ana.lastText).not.toContain('¿Guardo esta dirección');
  });
});

describe('"lo mismo de la otra vez"', () => {
  test('tells what costs something else than then', async () => {
    await totesHome();
    await changeProducts((text) => text.replace('precio: 29.00', 'precio: 32.00'));
    await ana.say('lo mismo de la otra vez');
    expect(ana.lastText).toContain('Bolsa tote: antes S/ 29.00, ahora S/ 32.00');
    expect(ana.lastText).toContain('72.00');
  });

  test('tells what there is less of, and what is gone', async () => {
    await totesHome();
    await count('tote', 3);
    await ana.say('lo mismo de la otra vez');
    expect(ana.lastText).toContain('De Bolsa tote quedan 1: puse 1 en lugar de 2');
    await ana.say('vaciar carrito');
    await command(shop, 1001, 'register-payment', { method: 'transfer' });
    await count('tote', 2);
    await ana.say('lo mismo de la otra vez');
    expect(ana.lastText).toContain('Ya no queda Bolsa tote');
  });

  test('says nothing of what is as it was', async () => {
    await totesHome();
    await ana.say('lo mismo de la otra vez');
    expect(ana.lastText).toContain('2 × Bolsa tote');
    expect(ana.lastText).not.toContain('antes');
  });
});

async function count(variant: string, units: number): Promise<void> {
  const answer = await fetch(`${shop.url}/seller/desk/stock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
    body: JSON.stringify({ variant, count: String(units), language: 'es' }),
  });
  expect(answer.status).toBe(200);
  await shop.settle();
}
