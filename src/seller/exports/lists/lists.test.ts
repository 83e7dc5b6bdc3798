/** Lists that a spreadsheet sums up: each amount is on the day it moved, and all of them together are what is there. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, minor } from '../../../commerce/money.ts';
import type { Order } from '../../../commerce/order.ts';
import { netPaid } from '../../../commerce/payment-status.ts';
import type { PaymentReport, RefundRecord } from '../../../commerce/payments.ts';
import { aShop } from '../../../commerce/test-shop.ts';
import { paidReport, sampleOrder } from '../../order-sample.ts';
import { exportList } from '../export-list.ts';
import type { ExportList, Period } from '../offered.ts';
import { readCsv } from '../reading-back.ts';
import { sampleSource } from '../sample-source.ts';
import { entriesOf } from './accounting.ts';
import { moneyMoves } from './money-moves.ts';
import { cashOfRound } from './way.ts';

type Source = Parameters<typeof sampleSource>[0];

/** Header and rows of a list. */
async function listed(what: ExportList, source: Source, period: Period = {}): Promise<readonly (readonly string[])[]> {
  const chunks = await Array.fromAsync(exportList({ what, format: 'csv', ...period, source: sampleSource(source) }));
  return readCsv(Buffer.concat(chunks).toString('utf8').slice(1));
}

function aRefund(change: Partial<RefundRecord>): RefundRecord {
  return {
    id: '1001-R1',
    paymentId: 'pay-1',
    amount: minor(1000),
    status: 'settled',
    via: 'provider',
    reason: 'una mancha',
    request: 'r',
    at: '2026-11-26T15:00:00.000Z',
    by: 'seller',
    ...change,
  };
}

/** 118.00 with 18 % inside, and 15.00 the shop says nothing of. */
const taxed: Order['totals'] = {
  merchandise: minor(12500),
  discount: minor(0),
  delivery: minor(800),
  total: minor(13300),
  taxes: [{ bps: 1800, net: minor(10000), tax: minor(1800) }],
};

describe('what came and went', () => {
  const status = fc.constantFrom<PaymentReport['status']>('approved', 'refunded', 'in_mediation', 'charged_back', 'pending', 'rejected');
  const amount = fc.integer({ min: 0, max: 20_000 }).map(minor);

  test('all of it together is what is paid of the order', () => {
    fc.assert(
      fc.property(status, amount, amount, amount, fc.constantFrom('settled', 'failed', 'pending'), (state, paid, back, ours, refund) => {
        const report = paidReport({ status: state, amount: paid, refunded: minor(Math.min(back, paid)) });
        const refunds = [aRefund({ amount: minor(Math.min(ours, paid)), status: refund })];
        const manual = [
          { id: '1001-P1', method: 'cash', amount: ours, status: 'settled', at: '2026-11-25T15:00:00.000Z', by: 'seller' },
        ] as const;
        const order = sampleOrder({ payments: { attempts: [], reports: { 'pay-1': report }, manual, refunds } });
        expect(add(...moneyMoves(order).map((move) => move.amount))).toBe(netPaid(order));
      }),
    );
  });

  test('a refund made in the app of the provider is told on the day of its report, and the payment keeps its own', () => {
    const report = paidReport({ refunded: minor(3300), updatedAt: '2026-12-02T12:00:00.000Z' });
    const order = sampleOrder({ payments: { attempts: [], reports: { 'pay-1': report } } });
    expect(moneyMoves(order).map(({ kind, amount, at }) => [kind, amount, at.slice(0, 10)])).toEqual([
      ['payment', 13300, '2026-11-24'],
      ['refund', -3300, '2026-12-02'],
    ]);
  });
});

describe('the books', () => {
  const returned = {
    id: '1001-D1',
    kind: 'return',
    status: 'refunded',
    lines: [{ lineId: 'l1', qty: 1, received: 1, resellable: 1 }],
    reason: 'size',
    by: 'customer',
    requestedAt: '2026-11-28T15:00:00.000Z',
    receivedAt: '2026-11-29T15:00:00.000Z',
    refunded: minor(4500),
  } as const;

  test('a return is below zero, on the day its money went back, with its part of each tax', async () => {
    const refunds = [aRefund({ amount: minor(4500), returnId: '1001-D1', at: '2026-12-01T15:00:00.000Z' })];
    const order = sampleOrder({ totals: taxed, returns: [returned], payments: { ...sampleOrder().payments, refunds } });
    const [header = [], ...rows] = await listed('accounting', { orders: [order], shop: aShop({ country: 'AR' }) });
    expect(header).toEqual([
      ...['Fecha', 'N° de pedido (no es comprobante fiscal)', 'Tipo', 'Cliente', 'Documento', 'Condición fiscal'],
      ...['Comprobante (tipo, número)', 'Neto 18 %', 'Impuesto 18 %', 'Exento o sin impuesto', 'Descuento', 'Envío', 'Redondeo'],
      ...['Total', 'Modo', 'Moneda'],
    ]);
    expect(rows.map((row) => [row[0], row[2], ...row.slice(7, 14)])).toEqual([
      ['2026-11-24', 'Venta', '100,00', '18,00', '15,00', '0,00', '8,00', '0,00', '133,00'],
      ['2026-12-01', 'Devolución', '-33,83', '-6,09', '-5,08', '', '', '0,00', '-45,00'],
    ]);
    const december = await listed('accounting', { orders: [order] }, { from: '2026-12-01', to: '2026-12-31' });
    expect(december).toHaveLength(2);
  });

  test('a sale that was called off is there twice and worth nothing; one that never was a sale is not there', () => {
    const cancelled = { at: '2026-11-27T15:00:00.000Z', what: 'cancelled', by: 'seller' } as const;
    const order = sampleOrder({ totals: taxed, status: 'cancelled', history: [...sampleOrder().history, cancelled] });
    const entries = entriesOf(order);
    expect(entries.map(({ kind, total, at }) => [kind, total, at.slice(0, 10)])).toEqual([
      ['sale', 13300, '2026-11-24'],
      ['cancellation', -13300, '2026-11-27'],
    ]);
    expect(entries.map(({ taxes }) => taxes.get(1800)?.tax)).toEqual([1800, -1800]);
    for (const status of ['awaiting_payment', 'pending_approval', 'expired'] as const)
      expect(entriesOf(sampleOrder({ status }))).toEqual([]);
    expect(entriesOf(sampleOrder({ status: 'cancelled', history: [cancelled] }))).toEqual([]);
  });

  test('each entry is its taxes, what has none, and the rounding, to the last cent', () => {
    const money = fc.integer({ min: 0, max: 1_000_000 }).map(minor);
    fc.assert(
      fc.property(
        money,
        money,
        money,
        fc.integer({ min: -5, max: 5 }).map(minor),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (net, tax, rest, rounding, part) => {
          const rounded = minor(Math.max(rounding, 0 - rest));
          const total = minor(net + tax + rest + rounded);
          const totals = { ...taxed, total, rounding: rounded, taxes: [{ bps: 1800, net, tax }] };
          const refunded = minor(Math.floor(total * part));
          for (const entry of entriesOf(sampleOrder({ totals, returns: [{ ...returned, refunded }] }))) {
            const taxes = [...entry.taxes.values()].flatMap((one) => [one.net, one.tax]);
            expect(add(...taxes, entry.exempt, entry.rounding)).toBe(entry.total);
          }
        },
      ),
    );
  });
});

describe('what is to be prepared', () => {
  test('the same thing of two orders is one row; with a name on it, or for practice, it is another', async () => {
    const [plain, named] = sampleOrder().lines;
    const orders = [sampleOrder(), sampleOrder({ number: 1002, lines: plain && named ? [plain, { ...named, personal: 'EVA' }] : [] })];
    const practice = sampleOrder({ number: 1003, live: false, status: 'preparing' });
    const levels = [{ id: 'polo/rojo/m', onHand: 5, reserved: 6, fileCount: 5 }];
    const [, ...rows] = await listed('prepare', { orders: [...orders, practice], levels });
    expect(rows).toEqual([
      ['Gorra', 'Negro', '1', '1001', 'ANA, sin etiqueta', '', '0', 'Real'],
      ['Gorra', 'Negro', '1', '1002', 'EVA, sin etiqueta', '', '0', 'Real'],
      ['Gorra', 'Negro', '1', '1003', 'ANA, sin etiqueta', '', '0', 'Práctica'],
      ['Polo de algodón', 'Rojo, M', '4', '1001, 1002', '', '5', '1', 'Real'],
      ['Polo de algodón', 'Rojo, M', '2', '1003', '', '5', '1', 'Práctica'],
    ]);
    expect(await listed('prepare', { orders }, { to: '2026-11-25' })).toHaveLength(1);
  });
});

describe('the round', () => {
  test('by the hour that was promised; late ones go first, those of another day and those picked up stay', async () => {
    const at = (number: number, date: string, from: string) => sampleOrder({ number, promise: { date, window: { from, to: '20:00' } } });
    const orders = [
      at(1001, '2026-11-24', '15:00'),
      at(1002, '2026-11-24', '10:00'),
      at(1003, '2026-11-23', '18:00'),
      at(1004, '2026-11-25', '09:00'),
    ];
    const pickup = sampleOrder({ number: 1005, delivery: { kind: 'pickup' }, promise: { date: '2026-11-24' } });
    const [, ...rows] = await listed('route', { orders: [...orders, pickup] });
    expect(rows.map((row) => row[2])).toEqual(['1003', '1002', '1001']);
  });

  test('takes along the change of those who pay in cash, and brings home what they owe', () => {
    const unpaid = { attempts: [], reports: {} };
    const cash = sampleOrder({ method: 'cash', payments: unpaid, paysWith: minor(20000) });
    expect(cashOfRound([cash, sampleOrder(), sampleOrder({ method: 'cash', payments: unpaid })])).toEqual({ collect: 26600, change: 6700 });
  });
});

test.each([
  ['AR', ';', '1234,50'],
  ['BR', ';', '1234,50'],
  ['PE', ';', '1234.50'],
  ['MX', ',', '1234.50'],
  ['US', ',', '1234.50'],
])('the spreadsheet of %s splits at %s and reads %s as a number', async (country, separator, written) => {
  const order = sampleOrder({ totals: { ...taxed, total: minor(123450) } });
  const chunks = await Array.fromAsync(
    exportList({ what: 'orders', format: 'csv', source: sampleSource({ orders: [order], shop: aShop({ country }) }) }),
  );
  const [header = [], row = []] = readCsv(Buffer.concat(chunks).toString('utf8').slice(1), separator);
  expect(row[header.indexOf('Total')]).toBe(written);
});
