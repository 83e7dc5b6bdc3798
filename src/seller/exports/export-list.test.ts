/** The seller exports her orders and opens the file in her spreadsheet, or in another program. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shop } from '../../commerce/catalog.ts';
import { minor } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { aShop } from '../../commerce/test-shop.ts';
import { sampleOrder } from '../order-sample.ts';
import { safeText } from './csv.ts';
import { exportFileName, exportList, type ListExport } from './export-list.ts';
import { ORDER_COLUMNS } from './lists/orders.ts';
import type { ExportFormat, Period } from './offered.ts';
import { readCsv, readXlsx } from './reading-back.ts';
import { sampleSource } from './sample-source.ts';
import { ROWS_OF_A_SHEET, TooLongForSheet } from './xlsx.ts';

const LIMA = aShop({ country: 'PE', timeZone: 'America/Lima' });
const BUENOS_AIRES = aShop({ country: 'AR', timeZone: 'America/Argentina/Buenos_Aires', currency: 'ARS' });

type Wanted = {
  readonly orders: readonly Order[];
  readonly format: ExportFormat;
  readonly shop?: Shop;
} & Period;

async function exported({ orders, shop = LIMA, ...rest }: Wanted): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of listed({ ...rest, source: sampleSource({ orders, shop }) })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function listed(wanted: Omit<ListExport, 'what'>): AsyncGenerator<Uint8Array> {
  return exportList({ what: 'orders', ...wanted });
}

async function csvRow(order: Order, shop?: Wanted['shop']): Promise<Record<string, string>> {
  const text = (await exported({ orders: [order], format: 'csv', ...(shop && { shop }) })).toString('utf8');
  const [header = [], row = []] = readCsv(text.slice(1));
  return Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
}

describe('CSV', () => {
  test('one row per order with the columns of the list, in sellers’ words', async () => {
    expect(await csvRow(sampleOrder())).toEqual({
      'N° de pedido (no es comprobante fiscal)': '1001',
      'Fecha y hora': '2026-11-24 14:05',
      Cliente: 'Rosa Quispe',
      Teléfono: "'+51 987 654 321",
      Productos: '2 × Polo de algodón (Rojo, M) · 1 × Gorra (Negro: ANA, sin etiqueta)',
      Unidades: '3',
      Cupón: '',
      Descuento: '0.00',
      Redondeo: '0.00',
      Total: '133.00',
      Pagado: '133.00',
      Saldo: '0.00',
      Comisiones: '',
      'Neto recibido': '',
      'Paga con': '',
      Vuelto: '',
      Estado: 'Confirmado',
      Pago: 'Pagado',
      'Forma de pago': 'Mercado Pago',
      Entrega: 'A domicilio',
      'Zona/Barrio': 'Miraflores · Lima centro',
      Dirección: 'Av. Larco 123, dpto. 402 · portón verde',
      'Fecha prometida': '2026-11-26',
      Franja: '10:00–19:00',
      'Llegó el': '',
      'Atraso (min)': '',
      Vence: '',
      'Nota del cliente': '',
      'Nota interna': '',
      Canal: 'Chat de la página',
      Campaña: 'feria',
      'Próxima acción': 'Preparar',
      Modo: 'Real',
      Moneda: 'PEN',
    });
  });

  test('begins with the byte order mark, separates by semicolons and ends every line with CRLF', async () => {
    const file = await exported({ orders: [sampleOrder()], format: 'csv' });
    expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = file.toString('utf8').split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe('');
    expect(lines[0]?.split(';')).toHaveLength(ORDER_COLUMNS.length);
  });

  test('S89 · a formula as a name is text, a negative amount stays a number with a decimal comma', async () => {
    const order = sampleOrder({
      currency: 'ARS',
      customer: { name: '=HYPERLINK("http://x.example","Ver")', phone: '+54 9 11 2345-6789', language: 'es' },
      status: 'cancelled',
      totals: { merchandise: minor(0), discount: minor(0), delivery: minor(0), total: minor(123450) },
      payments: { attempts: [], reports: { a: { ...paid(123450), currency: 'ARS' } } },
    });
    const row = await csvRow(order, BUENOS_AIRES);
    expect(row.Cliente).toBe(`'=HYPERLINK("http://x.example","Ver")`);
    expect(row.Teléfono).toBe("'+54 9 11 2345-6789");
    expect(row.Saldo).toBe('-1234,50');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\0=x', '＝1'])('the note %j cannot run', async (note) => {
    expect((await csvRow(sampleOrder({ note })))['Nota del cliente']).toBe(`'${note}`);
  });

  test('any text of a customer survives, and no cell of text begins like a formula', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'=+-@"\';,\n\r\t \0aé') }));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, note) => {
        const row = await csvRow(sampleOrder({ note, customer: { name, phone: '1', language: 'es' } }));
        expect(row.Cliente).toBe(safeText(name));
        expect(row['Nota del cliente']).toBe(safeText(note));
        expect(row['Nota del cliente']).not.toMatch(/^[=+\-@\t\r\0]/);
        expect(row.Moneda).toBe('PEN');
      }),
    );
  });

  test('pesos without centavos are written without decimals', async () => {
    const order = sampleOrder({ currency: 'COP', totals: { ...sampleOrder().totals, total: minor(45000) } });
    expect((await csvRow(order)).Total).toBe('45000');
  });

  test('no order yet: the header alone, so that the file says what will be in it', async () => {
    const file = (await exported({ orders: [], format: 'csv' })).toString('utf8');
    expect(file.trimEnd().split('\r\n')).toHaveLength(1);
  });
});

describe('the period', () => {
  /** Lima is five hours behind UTC: 04:59Z is still the evening before. */
  const orders = ['2026-11-24T04:59:00.000Z', '2026-11-24T05:00:00.000Z', '2026-11-25T04:59:59.000Z', '2026-11-25T05:00:00.000Z'].map(
    (placedAt, index) => sampleOrder({ number: 1001 + index, placedAt }),
  );

  test.each([
    [{ from: '2026-11-24', to: '2026-11-24' }, [1002, 1003]],
    [{ from: '2026-11-25' }, [1004]],
    [{ to: '2026-11-23' }, [1001]],
    [{}, [1001, 1002, 1003, 1004]],
  ])('%j are days of the shop, both included', async (period, numbers) => {
    const list: { number: number }[] = JSON.parse((await exported({ orders, format: 'json', ...period })).toString('utf8'));
    expect(list.map((order) => order.number)).toEqual(numbers);
  });

  test('is in the name of the file', () => {
    expect(exportFileName('orders', 'csv', { from: '2026-11-01', to: '2026-11-30' }, 'es')).toBe('pedidos-2026-11-01-2026-11-30.csv');
    expect(exportFileName('orders', 'xlsx', {}, 'en')).toBe('orders.xlsx');
  });
});

describe('JSON', () => {
  test('codes, instants in UTC and money twice, for programs', async () => {
    const list: unknown = JSON.parse((await exported({ orders: [sampleOrder()], format: 'json' })).toString('utf8'));
    expect(list).toEqual([
      expect.objectContaining({
        number: 1001,
        placedAt: '2026-11-24T19:05:00.000Z',
        total: { minor: 13300, decimal: '133.00' },
        balance: { minor: 0, decimal: '0.00' },
        currency: 'PEN',
        status: 'confirmed',
        paymentStatus: 'paid',
        nextAction: 'prepare',
        dueAt: null,
        phone: '+51 987 654 321',
      }),
    ]);
  });

  test('is one array, with no order, one or many', async () => {
    for (const count of [0, 1, 3]) {
      const orders = Array.from({ length: count }, (_, index) => sampleOrder({ number: 1001 + index }));
      expect(JSON.parse((await exported({ orders, format: 'json' })).toString('utf8'))).toHaveLength(count);
    }
  });
});

describe('XLSX', () => {
  test('numbers are numbers, money has its format, dates are dates, the header stays in sight', async () => {
    const sheet = readXlsx(await exported({ orders: [sampleOrder()], format: 'xlsx' }));
    expect(sheet.sticky).toBe(true);
    expect(sheet.rows[0]).toContainEqual({ text: 'Próxima acción' });
    const row = sheet.cells(1);
    expect(row['N° de pedido (no es comprobante fiscal)']).toEqual({ number: 1001, format: '' });
    expect(row.Total).toEqual({ number: 133, format: '[$PEN] #,##0.00' });
    expect(row.Unidades).toEqual({ number: 3, format: '' });
    // Days since 1900 as Excel counts them: 46350 is 2026-11-24; 14:05 is 0.586805… of a day.
    expect(row['Fecha y hora']).toEqual({ number: expect.closeTo(46350 + (14 * 60 + 5) / 1440, 6), format: 'yyyy-mm-dd hh:mm' });
    expect(row['Fecha prometida']).toEqual({ number: 46352, format: 'yyyy-mm-dd' });
    expect(row.Teléfono).toEqual({ text: '+51 987 654 321' });
    expect(row.Vence).toBeUndefined();
  });

  test('what looks like a formula is a text, and there is no formula in the file', async () => {
    const sheet = readXlsx(await exported({ orders: [sampleOrder({ note: '=1+1' })], format: 'xlsx' }));
    expect(sheet.cells(1)['Nota del cliente']).toEqual({ text: '=1+1' });
    expect(sheet.xml).not.toContain('<f');
  });

  test.each(['constructor', '__proto__', 'toString', '<b>&"x"</b>', '  dos  ', 'línea\ncon salto', '👩🏽‍🌾 ñandú'])(
    'a customer called %j is written as she is',
    async (name) => {
      const sheet = readXlsx(await exported({ orders: [sampleOrder({ customer: { name, phone: '1', language: 'es' } })], format: 'xlsx' }));
      expect(sheet.cells(1).Cliente).toEqual({ text: name });
    },
  );

  test('a text longer than a cell of Excel is cut with a sign that it was', async () => {
    const sheet = readXlsx(await exported({ orders: [sampleOrder({ note: 'x'.repeat(40_000) })], format: 'xlsx' }));
    expect(sheet.cells(1)['Nota del cliente']?.text).toMatch(/^x{32766}…$/);
  });
});

test('more orders than a sheet may hold are refused whole, never cut off', async () => {
  async function* orders(): AsyncGenerator<Order> {
    for (let count = 0; count <= ROWS_OF_A_SHEET; count += 1) yield order;
  }
  const order = sampleOrder();
  await expect(listed({ source: sampleSource({ orders: orders() }), format: 'xlsx' }).next()).rejects.toThrow(TooLongForSheet);
});

describe('ten thousand orders', () => {
  test.each(['csv', 'json'] as const)('%s is written while it is read: never more than a few hundred orders in memory', async (format) => {
    const total = 10_000;
    let read = 0;
    let written = 0;
    let ahead = 0;
    async function* orders(): AsyncGenerator<Order> {
      for (; read < total; read += 1) {
        ahead = Math.max(ahead, read - written);
        yield sampleOrder({ number: 1001 + read });
      }
    }
    for await (const chunk of listed({ source: sampleSource({ orders: orders() }), format })) {
      written += Buffer.from(chunk).toString('latin1').split('Rosa Quispe').length - 1;
    }
    expect(read).toBe(total);
    expect(written).toBeGreaterThan(total * 0.99);
    expect(ahead).toBeLessThan(500);
  });

  test('a reader that goes away stops the reading of orders', async () => {
    let closed = false;
    async function* orders(): AsyncGenerator<Order> {
      try {
        for (;;) yield sampleOrder();
      } finally {
        closed = true;
      }
    }
    for await (const _chunk of listed({ source: sampleSource({ orders: orders() }), format: 'csv' })) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(true);
  });

  test.each(['csv', 'json', 'xlsx'] as const)('a disk that fails in the middle is not hidden in %s', async (format) => {
    async function* orders(): AsyncGenerator<Order> {
      yield sampleOrder();
      throw new Error('disk failed');
    }
    const reading = (async () => {
      for await (const _chunk of listed({ source: sampleSource({ orders: orders() }), format }));
    })();
    await expect(reading).rejects.toThrow('disk failed');
  });
});

function paid(amount: number): Order['payments']['reports'][string] {
  const report = sampleOrder().payments.reports['pay-1'];
  if (!report) throw new Error('the sample order has a payment');
  return { ...report, amount: minor(amount) };
}
