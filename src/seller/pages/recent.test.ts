/** The seller's day in numbers. */
import { expect, test } from 'vitest';
import { minor } from '../../commerce/money.ts';
import { paidReport, sampleOrder } from '../order-sample.ts';
import { recentOf } from './recent.ts';

const LIMA = 'America/Lima';
const NOW = Date.parse('2026-11-24T20:30:00.000Z');

function paidAt(updatedAt: string, change: Parameters<typeof paidReport>[0] = {}) {
  return sampleOrder({
    placedAt: updatedAt,
    payments: { attempts: [], reports: { p: paidReport({ paymentId: 'p', updatedAt, ...change }) } },
  });
}

test('money counts on the day it came in, by the clock of the shop', () => {
  const orders = [
    paidAt('2026-11-24T05:00:00.000Z'),
    paidAt('2026-11-24T04:59:59.000Z'),
    paidAt('2026-11-18T05:00:00.000Z'),
    paidAt('2026-11-18T04:59:59.000Z'),
  ];
  const recent = recentOf(orders, 'PEN', NOW, LIMA);
  expect(recent.takenToday).toBe(13300);
  expect(recent.takenWeek).toBe(3 * 13300);
  expect(recent.today).toHaveLength(1);
});

test('a transfer and cash count like what the provider reports', () => {
  const at = new Date(NOW).toISOString();
  const manual = [{ id: 'P1', method: 'cash' as const, amount: minor(5800), status: 'settled' as const, by: 'seller' as const, at }];
  const order = sampleOrder({ placedAt: at, payments: { attempts: [], reports: {}, manual } });
  expect(recentOf([order], 'PEN', NOW, LIMA).takenToday).toBe(5800);
});

test('what went back, was rejected or is of another currency is not taken', () => {
  const at = new Date(NOW).toISOString();
  const orders = [
    paidAt(at, { refunded: minor(3300) }),
    paidAt(at, { status: 'rejected' }),
    { ...paidAt(at, { currency: 'USD' }), currency: 'USD' as const },
    paidAt(at, { live: false }),
  ];
  expect(recentOf(orders, 'PEN', NOW, LIMA).takenToday).toBe(10000);
});

test('an order of last week that was paid today is money of today', () => {
  const order = { ...paidAt(new Date(NOW).toISOString()), placedAt: '2026-11-10T12:00:00.000Z' };
  const recent = recentOf([order], 'PEN', NOW, LIMA);
  expect(recent.takenToday).toBe(13300);
  expect(recent.today).toEqual([]);
});

test('only what is under way is counted as such', () => {
  const orders = (['awaiting_payment', 'confirmed', 'preparing', 'delivered', 'cancelled'] as const).map((status) =>
    sampleOrder({ status }),
  );
  expect(recentOf(orders, 'PEN', NOW, LIMA).open).toEqual([
    { group: 'toConfirm', count: 1 },
    { group: 'toPrepare', count: 2 },
  ]);
});

test('what was promised for a time that has passed is late until it is there', () => {
  const promise = { date: '2026-11-24', window: { from: '10:00', to: '13:00' } };
  const onItsWay = sampleOrder({ status: 'out_for_delivery', promise, history: [] });
  const history = [{ at: '2026-11-24T20:00:00.000Z', what: 'delivered', by: 'seller' as const }];
  const there = sampleOrder({ status: 'delivered', promise, history });
  const later = sampleOrder({ status: 'preparing', promise: { date: '2026-11-25' }, history: [] });
  expect(recentOf([onItsWay, there, later], 'PEN', NOW, LIMA).late).toEqual([onItsWay]);
});
