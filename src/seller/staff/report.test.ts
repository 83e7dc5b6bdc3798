/** What a time is summed up to: all that was placed in it, all that was paid in it. */
import { expect, test } from 'vitest';
import { minor } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { anOrder, aReport, reported } from '../../commerce/test-order.ts';
import { sampleSource } from '../exports/sample-source.ts';
import { staffReport } from './report.ts';

/** Lima, Tuesday 24 November 2026, 15:30. */
const TODAY = '2026-11-24T20:30:00.000Z';

const reportOf = (orders: readonly Order[], about: 'summary' | 'yesterday' | 'week') =>
  staffReport(
    {
      lists: () => sampleSource({ orders }),
      alerts: () => [],
      newestOrders: async (limit) => orders.toSorted((a, b) => b.number - a.number).slice(0, limit),
      newestFacts: async () => [],
      practice: false,
    },
    { about },
  );
const placed = (number: number, placedAt: string, of: Partial<Order> = {}) =>
  anOrder({ id: String(number), number, placedAt, status: 'confirmed', ...of });

test('a good week is counted to its last order', async () => {
  const orders = Array.from({ length: 700 }, (_, index) => placed(1001 + index, TODAY));
  expect((await reportOf(orders, 'week')).sold).toEqual({ count: 700, total: minor(700_000) });
});

test('a day is from midnight to midnight where the shop is, and what came to nothing is not sold', async () => {
  const orders = [
    placed(1001, '2026-11-24T04:59:59.999Z'),
    placed(1002, '2026-11-24T05:00:00.000Z'),
    placed(1003, TODAY, { status: 'cancelled' }),
  ];
  expect((await reportOf(orders, 'summary')).sold.count).toBe(1);
  expect((await reportOf(orders, 'yesterday')).sold.count).toBe(1);
});

test('what is paid today for an order of last week came in today', async () => {
  const paid = placed(1001, '2026-11-17T15:00:00.000Z', { payments: reported(aReport({ updatedAt: TODAY })) });
  const { sold, collected } = await reportOf([paid], 'summary');
  expect({ sold: sold.count, collected }).toEqual({ sold: 0, collected: 1000 });
});
