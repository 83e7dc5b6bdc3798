/** The shelf: what is promised, kept back, counted, and what the seller is told of it. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { command, HOUR, openPayingShop, orderOf, sellerForm, sellerPage, TRANSFER } from './paying-shop.ts';
import { type Customer, HOME, TestShop } from './shop.ts';

const run = promisify(execFile);
const told = z.object({ ok: z.boolean(), lines: z.array(z.string()) });

/** What `npm run -s stock -- …` says in the open shop. */
async function stock(of: TestShop, variant: string | null, count: string | null = null) {
  const answer = await fetch(`${of.url}/seller/desk/stock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${of.app.sellerKey}` },
    body: JSON.stringify({ variant, count, language: 'es' }),
  });
  expect(answer.status).toBe(200);
  return told.parse(await answer.json());
}
const buy = (customer: Customer, what: string, name = 'Ana Quispe', method = 'efectivo') =>
  customer.sayAll(`quiero ${what}`, 'cerrar pedido', 'recojo', name, '987654321', method, 'sí');

describe('a shop of its own', () => {
  let shop: TestShop;
  let close: () => Promise<void>;
  const open = async (from: string, to: string, file = 'products.yaml') => {
    ({ shop, close } = await openPayingShop(TRANSFER, async (home) => {
      const path = join(home, 'catalog', file);
      const text = await readFile(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
      await writeFile(path, text.replace(from, to));
    }));
  };
  afterEach(() => close());

  test('S59 · what is not counted is sold without a limit and reserves nothing', async () => {
    await open('    stock: 15', '    stock: sin contar');
    const ana = shop.customer('ana');
    await buy(ana, '20 totes');
    expect((await orderOf(shop)).lines).toMatchObject([{ qty: 20, tracked: false }]);
    expect(shop.app.store.openHot().get('stock', 'tote')).toBeUndefined();
    expect(await command(shop, 1001, 'hand-over', { onTrust: 'paga luego' })).toMatchObject({ ok: true });
    expect(await stock(shop, 'tote', '3')).toMatchObject({ ok: false });
  });

  test('S60 · units kept back are not sold', async () => {
    await open('    stock: 15', '    stock: 3\n    stock_de_seguridad: 2');
    const ana = shop.customer('ana');
    await ana.say('quiero 2 totes');
    expect(ana.lastText).toContain('solo tengo 1');
  });

  test('S60 · units still to come are promised, so many and no more; they leave when they are there', async () => {
    await open('    stock: 15', '    stock: 3\n    vender_sin_stock: 5');
    await buy(shop.customer('ana'), '8 totes');
    expect(shop.units('tote')).toEqual({ onHand: 3, reserved: 8 });
    const luis = shop.customer('luis');
    await luis.say('quiero 1 tote');
    expect(luis.lastText).toContain('agotado');
    const early = await command(shop, 1001, 'hand-over', { collected: '232' });
    expect(early).toMatchObject({ ok: false });
    expect(early.lines.join(' ')).toContain('hay 3');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'unpaid' });
    await stock(shop, 'tote', '10');
    expect(await command(shop, 1001, 'hand-over', { collected: '232' })).toMatchObject({ ok: true });
    expect(shop.units('tote')).toEqual({ onHand: 2, reserved: 0 });
  });

  test('of what is made to order so many are made for a day: who comes later gets a later day, and a cancelled one makes room', async () => {
    await open('    dias_de_encargo: 5', '    dias_de_encargo: 5\n    cupo_por_dia: 2');
    const order = (customer: Customer, what: string) =>
      customer.sayAll(`quiero ${what}`, 'sin nombre', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    await order(shop.customer('ana'), '3 casacas talla M');
    await order(shop.customer('luis'), '1 casaca talla S');
    await order(shop.customer('eva'), '1 casaca talla S');
    const dates = (await shop.orders()).map(({ promise }) => promise);
    expect(dates.map(({ making }) => making?.map(({ units }) => units))).toEqual([[2, 1], [1], [1]]);
    const [ana, luis, eva] = dates.map(({ date }) => date);
    expect(luis).toBe(ana);
    expect(eva && luis && eva > luis).toBe(true);
    await command(shop, 1001, 'cancel', { reason: 'customer' });
    await order(shop.customer('raul'), '2 casacas talla M');
    const [raul] = (await shop.orders()).slice(-1).map(({ promise }) => promise);
    expect(raul?.date).toBe(dates[0]?.making?.[0]?.date);
  });

  test('the seller is told once that few are left, and no more when there are enough again', async () => {
    await open('  # avisar_stock_bajo: 3', '  avisar_stock_bajo: 3', 'shop.yaml');
    const before = shop.alerts().filter((kind) => kind === 'stock-low').length;
    const low = () => [...shop.app.store.query.all('alerts')].find(({ id }) => id === 'stock-low:tote');
    await buy(shop.customer('ana'), '11 totes');
    expect(low()).toBeUndefined();
    await buy(shop.customer('luis'), '1 tote', 'Luis Rojas');
    expect(low()?.data).toMatchObject({ left: 3, product: 'Bolsa tote' });
    expect((await stock(shop, 'tote')).lines.join(' ')).toContain('Quedan pocas');
    await stock(shop, 'tote', '40');
    expect(low()).toBeUndefined();
    expect(shop.alerts().filter((kind) => kind === 'stock-low')).toHaveLength(before);
  });
});

describe('the sample shop', () => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await TestShop.open();
  });
  afterEach(() => shop.close());

  test('S58 · two have the last unit in their carts: one gets it, the other reads which, and keeps her cart', async () => {
    await stock(shop, 'tote', '1');
    const ana = shop.customer('ana');
    const luis = shop.customer('luis');
    for (const customer of [ana, luis])
      await customer.sayAll('quiero 1 tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo');
    await ana.say('sí');
    await luis.say('sí');
    expect(shop.units('tote')).toEqual({ onHand: 1, reserved: 1 });
    expect(luis.lastText).toContain('tote');
    expect(luis.lastText).toContain('agotado');
    await luis.say('mi pedido');
    expect(luis.lastText).toContain('tote');
    expect(await shop.orders()).toHaveLength(1);
  });

  test('S74 · an order that is cancelled while it waits gives its units back, with a movement for each way', async () => {
    await stock(shop, 'tote', '100');
    const ana = shop.customer('ana');
    await buy(ana, '2 totes', 'Ana Quispe', 'link');
    expect(shop.units('tote')).toEqual({ onHand: 100, reserved: 2 });
    await ana.say('cancela mi pedido');
    await ana.say('sí');
    expect(await orderOf(shop)).toMatchObject({ status: 'cancelled' });
    expect(shop.units('tote')).toEqual({ onHand: 100, reserved: 0 });
    const movements = (await Array.fromAsync(shop.app.store.query.each('movements'))).filter(({ variantId }) => variantId === 'tote');
    expect(movements.map(({ kind, qty }) => [kind, qty])).toEqual([
      ['count', 15],
      ['count', 85],
      ['reserve', 2],
      ['release', 2],
    ]);
    expect(new Set(movements.map(({ key }) => key)).size).toBe(4);
  });

  test('a count below what was promised cancels nothing: the orders are flagged and named', async () => {
    await buy(shop.customer('ana'), '3 totes');
    await buy(shop.customer('luis'), '2 totes', 'Luis Rojas');
    const counted = await stock(shop, 'tote', '2');
    expect(counted.ok).toBe(true);
    expect(counted.lines.join(' ')).toContain('Faltan 3');
    expect(counted.lines.join(' ')).toContain('1001, 1002');
    expect(shop.alerts()).toContain('stock-short');
    expect((await shop.orders()).map(({ status }) => status)).toEqual(['confirmed', 'confirmed']);
    expect((await command(shop, 1002, null)).lines.join(' ')).toContain('stock insuficiente');
    expect(await sellerPage(shop, '/seller/orders')).toContain('stock insuficiente');
    expect(await sellerPage(shop, '/seller/orders/1001')).toContain('stock insuficiente');
    const eva = shop.customer('eva');
    await eva.say('quiero 1 tote');
    expect(eva.lastText).toContain('agotado');
    await stock(shop, 'tote', '5');
    expect(shop.alerts()).not.toContain('stock-short');
    expect(await sellerPage(shop, '/seller/orders/1001')).not.toContain('stock insuficiente');
  });

  test('on the page the seller writes down what she counted', async () => {
    expect(await sellerPage(shop, '/seller/stock')).toContain('Bolsa tote');
    const found = await sellerPage(shop, '/seller/stock?q=ALGODON+polo+rojo');
    expect(found).toContain('Rojo, M');
    expect(found).not.toContain('Bolsa tote');
    expect(await sellerPage(shop, '/seller/stock?q=zapatos')).toContain('No hay nada que se llame «zapatos».');
    expect((await sellerForm(shop, '/seller/stock', { variant: 'tote', count: '12' })).status).toBe(200);
    expect(shop.units('tote').onHand).toBe(12);
    const wrong = await sellerForm(shop, '/seller/stock', { variant: 'tote', count: 'doce' });
    expect(wrong.status).toBe(409);
    expect(await wrong.text()).toContain('«doce» no es una cantidad');
    await shop.restart();
    expect(shop.units('tote').onHand).toBe(12);
  });

  test('a closed shop is counted and its orders are commanded from the terminal; the customer hears of it when it opens', async () => {
    const ana = shop.customer('ana');
    await buy(ana, '2 totes');
    await shop.app.stop();
    const tanteo = (...argv: string[]) =>
      run(process.execPath, [join(HOME, 'src/main.ts'), ...argv], {
        cwd: HOME,
        env: { ...process.env, DATA_DIR: shop.directory, PORT: '0', LANG: 'es_PE.UTF-8', LC_ALL: 'es_PE.UTF-8' },
      });
    expect((await tanteo('stock', 'tote', '12')).stderr).toContain('12 en mano · 2 prometidas · 10 para vender');
    expect((await tanteo('order', '1001', 'mark-ready')).stderr).toContain('Ahora está Listo');
    const refused = await tanteo('order', '1001', 'start-preparing').catch((problem: unknown) => problem);
    expect(z.object({ code: z.number(), stderr: z.string() }).parse(refused)).toMatchObject({ code: 1 });
    await shop.restart();
    await ana.hear();
    expect(ana.lastText).toContain('Pedido #1001 listo');
    expect(shop.units('tote')).toEqual({ onHand: 12, reserved: 2 });
    await shop.wait(HOUR);
  });
});
