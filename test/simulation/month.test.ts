/**
 * A month of the shop, with everything that is sold, given away, changed, brought back and paid twice in it, and a clean
 * audit at its end. `npm test` lives through a small one, `npm run test:long` through the whole. A failure prints
 * its seed; TANTEO_MONTH=… lives through that one.
 */
import { expect, test } from 'vitest';
import { simulateMonth } from './month.ts';
import { readSampleShop } from './simulate.ts';
import type { Sometime } from './sometimes.ts';

const LONG = process.env.TANTEO_LONG === '1';
const SEED = Number(process.env.TANTEO_MONTH ?? 1);
const [CUSTOMERS, LEAST_ORDERS] = LONG ? [2000, 500] : [150, 20];

const EVERY_MONTH: readonly Sometime[] = [
  'an order was paid and confirmed',
  'an order to be paid in cash was placed',
  'an order was cancelled',
  'an order was sent',
  'an order was delivered',
  'money was given back',
];
const IN_A_WHOLE_ONE: readonly Sometime[] = [
  'an order was changed after it was placed',
  'an order expired',
  'an order that had expired was brought back',
  'an order came back from its way',
  'an order was returned',
  'an order was paid twice',
  'a payment was refunded or disputed later',
];

test(`a month with ${CUSTOMERS} customers leaves books that pass their audit (TANTEO_MONTH=${SEED})`, { timeout: 600_000 }, async () => {
  const month = await simulateMonth(SEED, await readSampleShop(), CUSTOMERS);
  if (month.violation) throw new Error(month.report.replace('TANTEO_SEED', 'TANTEO_MONTH'));
  const { orders, messages, byStatus, slots, sometimes } = month;
  if (process.env.TANTEO_SHOW) process.stdout.write(`${JSON.stringify({ orders, messages, slots, byStatus })}\n${sometimes.table}\n`);
  expect(orders).toBeGreaterThanOrEqual(LEAST_ORDERS);
  expect(slots).toBeGreaterThan(0);
  const seen = LONG ? [...EVERY_MONTH, ...IN_A_WHOLE_ONE] : EVERY_MONTH;
  expect(seen.filter((sentence) => sometimes.never.includes(sentence))).toEqual([]);
});
