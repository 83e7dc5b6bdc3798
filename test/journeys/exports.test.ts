/** The seller takes the lists of her shop along: from her pages, from her terminal, by a program of hers; as a spreadsheet and on paper. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXPORT_FORMATS, EXPORT_LISTS } from '../../src/seller/exports/offered.ts';
import { readPdf } from '../../src/seller/exports/paper/reading-back.ts';
import { readCsv } from '../../src/seller/exports/reading-back.ts';
import { buyTotes, command, openPayingShop, sellerPage } from './paying-shop.ts';
import { DELIVERED_AND_PAID_BY_LINK, takeAll } from './sale.ts';
import { HOME, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;

function download(what: string, format: string, more = ''): Promise<Response> {
  return fetch(`${shop.url}/seller/export?what=${what}&format=${format}${more}`, {
    headers: { authorization: `Bearer ${shop.app.sellerKey}` },
  });
}

/** Each row by its headers. */
async function rows(what: string, more = '', separator = ';'): Promise<readonly Readonly<Record<string, string>>[]> {
  const answer = await download(what, 'csv', more);
  expect(answer.status, what).toBe(200);
  const [header = [], ...cells] = readCsv((await answer.text()).replace('\uFEFF', ''), separator);
  return cells.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

describe('in Lima', () => {
  beforeEach(async () => {
    shop = await TestShop.open();
    close = () => shop.close();
  });
  afterEach(() => close());

  test('what is to be prepared, packed and brought, and what each order still has to bring home', async () => {
    await buyTotes(shop.customer('ana'), 'efectivo');
    await takeAll(shop.customer('eva'), [...DELIVERED_AND_PAID_BY_LINK.slice(0, -1), { tap: 'Efectivo' }, { tap: 'Confirmar' }]);
    expect((await shop.orders()).map(({ status }) => status)).toEqual(['confirmed', 'confirmed']);
    const tote = (await rows('prepare')).find(({ Producto }) => Producto?.includes('tote'));
    expect(tote).toMatchObject({ Unidades: '2', 'Pedidos (N°)': '1001', Falta: '0', Modo: 'Práctica' });
    expect(await rows('slips')).toHaveLength(3);
    expect(await rows('route')).toEqual([]);
    const [stop] = await rows('route', '&to=2026-12-31');
    expect(stop).toMatchObject({ Orden: '1', 'N°': '1002', 'Forma de pago': 'Efectivo al recibir', Moneda: 'PEN' });
    expect(stop?.Mapa).toContain('https://www.google.com/maps/search/?api=1&query=Av.%20Caminos');
    const slips = readPdf(Buffer.from(await (await download('slips', 'pdf')).arrayBuffer()));
    expect(slips.pages).toHaveLength(2);
    expect(slips.pages[0]).toMatch(/Pedido 1001.*A COBRAR S\/ 58\.00/s);
    expect(await sellerPage(shop, '/seller/orders/1002')).toContain('href="/seller/orders/1002/slip"');
    const round = readPdf(Buffer.from(await (await download('route', 'pdf', '&to=2026-12-31')).arrayBuffer()));
    expect(round.pages.join()).toContain('A cobrar en efectivo: S/');
    expect(round.pages.join()).toContain('Los números de pedido no son números de comprobante fiscal.');
  });

  test('what came and went, the cash of the day, who owes, and the books of it all', async () => {
    await buyTotes(shop.customer('ana'), 'efectivo');
    await buyTotes(shop.customer('eva'), 'efectivo', 'Eva Luna', '987654322');
    await buyTotes(shop.customer('luz'), 'efectivo', 'Luz Rojas', '987654323');
    for (const number of [1001, 1002]) {
      await command(shop, number, 'start-preparing');
      await command(shop, number, 'mark-ready');
    }
    await command(shop, 1001, 'hand-over', { collected: '58.00' });
    expect(await command(shop, 1002, 'hand-over', { onTrust: 'paga el viernes' })).toMatchObject({ ok: true });
    expect(await command(shop, 1001, 'refund', { amount: '8.00', reason: 'una mancha' })).toMatchObject({ ok: true });
    expect(await command(shop, 1003, 'cancel', { reason: 'customer' })).toMatchObject({ ok: true });
    const legal = 'N° de pedido (no es comprobante fiscal)';
    expect((await rows('payments')).map((row) => [row[legal], row.Tipo, row.Medio, row.Importe, row.Nota])).toEqual([
      ['1001', 'Cobro', 'Efectivo', '58.00', ''],
      ['1001', 'Reintegro', 'Efectivo', '-8.00', 'una mancha'],
    ]);
    // 50 are in the box; 8 of the first order and 58 of the second are owed again or still.
    expect(await rows('cash')).toMatchObject([{ Medio: 'Efectivo', Esperado: '116.00', Registrado: '50.00', Diferencia: '-66.00' }]);
    expect(await rows('cash', '&to=2026-11-24')).toEqual([]);
    expect((await rows('debts')).map((row) => [row.Cliente, row['N°'], row.Saldo, row.Días])).toEqual([
      ['Ana Quispe', '1001', '8.00', '0'],
      ['Eva Luna', '1002', '58.00', '0'],
    ]);
    expect((await rows('accounting')).map((row) => [row[legal], row.Tipo, row.Total])).toEqual([
      ['1001', 'Venta', '58.00'],
      ['1002', 'Venta', '58.00'],
    ]);
    expect((await rows('best-sellers')).map((row) => [row.Unidades, row.Pedidos, row.Importe])).toEqual([['4', '2', '116.00']]);
    expect((await rows('customers')).map((row) => [row.Cliente, row.Pedidos, row.Pagado])).toEqual(
      expect.arrayContaining([
        ['Ana Quispe', '1', '50.00'],
        ['Luz Rojas', '0', ''],
      ]),
    );
    expect(await rows('orders')).toMatchObject([
      { [legal]: '1001', Saldo: '8.00', 'Próxima acción': 'Cobrar el saldo' },
      { [legal]: '1002', Saldo: '58.00', 'Nota interna': 'paga el viernes' },
      { [legal]: '1003', Saldo: '0.00', Estado: 'Cancelado', 'Próxima acción': '' },
    ]);
  });

  test('every unit that moved, what runs out, and carts that nobody finished', async () => {
    await buyTotes(shop.customer('ana'), 'efectivo');
    await shop.customer('eva').say('quiero 3 gorras negras');
    const moved = await rows('movements');
    expect(moved.at(-1)).toMatchObject({ Movimiento: 'Prometidas a un pedido', Unidades: '2', 'N°': '1001' });
    expect((await rows('carts')).map((row) => [row.Unidades, row.Canal])).toEqual([['3', 'Chat de la página']]);
    for (const row of await rows('stock-low')) expect(Number(row['Para vender'])).toBeLessThanOrEqual(5);
  });

  test.each(EXPORT_LISTS)('%s is there in every format, from the pages, empty or not', async (what) => {
    for (const format of EXPORT_FORMATS) {
      const answer = await download(what, format);
      expect([answer.status, format]).toEqual([200, format]);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
    expect(await sellerPage(shop, '/seller/orders')).toContain(`<option value="${what}">`);
  });

  test('the round of a closed shop on paper, from the terminal', async () => {
    await buyTotes(shop.customer('ana'), 'efectivo');
    await shop.app.stop();
    const out = join(shop.directory, 'remitos.pdf');
    const env = { ...process.env, DATA_DIR: shop.directory, PORT: '0', LANG: 'es_PE.UTF-8', LC_ALL: 'es_PE.UTF-8' };
    await promisify(execFile)(process.execPath, [join(HOME, 'src/main.ts'), 'export', '--what', 'slips', '--format', 'pdf', '--out', out], {
      cwd: HOME,
      env,
    });
    expect(readPdf(await readFile(out)).pages.join()).toContain('Ana Quispe');
  });
});

describe('in Buenos Aires', () => {
  beforeEach(async () => {
    ({ shop, close } = await openPayingShop('  formas: [efectivo]', async (home) => {
      const file = join(home, 'catalog', 'shop.yaml');
      const text = await readFile(file, 'utf8');
      const changed = text
        .replace(/^pais: PE/m, 'pais: AR')
        .replace(/^moneda: PEN/m, 'moneda: ARS')
        .replace('America/Lima', 'America/Argentina/Buenos_Aires');
      await writeFile(file, changed);
    }));
  });
  afterEach(() => close());

  test('S89 · a formula as a name is text, a telephone too, and what is to be given back stays a number with a decimal comma', async () => {
    const name = '=HYPERLINK("http://x.example","Ver")';
    await buyTotes(shop.customer('ana'), 'efectivo', name, '+54 9 11 2345-6789');
    const [order] = await shop.orders();
    expect(order?.customer.name).toContain('=HYPERLINK');
    await command(shop, 1001, 'register-payment', { method: 'cash', amount: '1292,50' });
    const answer = await download('orders', 'csv');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [row] = await rows('orders');
    expect(row?.Cliente).toBe(`'${order?.customer.name}`);
    expect(row?.Teléfono).not.toMatch(/^[=+\-@\t\r]/);
    expect(row?.Saldo).toBe('-1234,50');
    for (const cell of readCsv(bytes.toString('utf8').slice(1)).flat()) expect(cell).not.toMatch(/^[=+@\t\r]/);
  });
});
