import { describe, expect, it } from 'vitest';
import { instantAt } from './calendar.ts';
import { keptPromise } from './lateness.ts';
import type { Order } from './order.ts';

const LIMA = 'America/Lima';
const home: Order['delivery'] = { kind: 'home', zoneId: 'cerca', zoneName: 'Cerca' };
const promise = { date: '2027-03-04', window: { from: '10:00', to: '13:00' } };
const step = (what: string, at: string) => ({ what, at, by: 'seller' as const });
const noon = Date.parse('2027-03-04T12:00:00-05:00');

const order = (of: Partial<Parameters<typeof keptPromise>[0]> = {}): Parameters<typeof keptPromise>[0] => ({
  delivery: home,
  promise,
  history: [],
  status: 'delivered',
  ...of,
});

describe('what was promised for Thursday between ten and one', () => {
  it.each([
    ['at half past twelve, in time', '2027-03-04T12:30:00-05:00', 0],
    ['at one sharp, in time', '2027-03-04T13:00:00-05:00', 0],
    ['at twenty past one, twenty minutes late', '2027-03-04T13:20:59-05:00', 20],
    ['on Friday at one, a day late', '2027-03-05T13:00:00-05:00', 1440],
    ['a day early, in time', '2027-03-03T13:00:00-05:00', 0],
  ])('was delivered %s', (_, at, lateBy) => {
    expect(keptPromise(order({ history: [step('delivered', at)] }), LIMA, noon)).toEqual({ arrivedAt: at, lateBy });
  });
  it('is late by now where it is still on its way', () => {
    const onItsWay = order({ status: 'out_for_delivery' });
    expect(keptPromise(onItsWay, LIMA, noon)).toEqual({ arrivedAt: null, lateBy: 0 });
    expect(keptPromise(onItsWay, LIMA, noon + 2 * 3_600_000)).toEqual({ arrivedAt: null, lateBy: 60 });
  });
});

it('who comes for it is waited for: ready in time is in time, until the end of the day', () => {
  const pickup = order({ delivery: { kind: 'pickup' }, promise: { date: '2027-03-04' } });
  const history = [step('ready', '2027-03-04T23:59:00-05:00'), step('delivered', '2027-03-08T12:00:00-05:00')];
  expect(keptPromise({ ...pickup, history }, LIMA, noon)?.lateBy).toBe(0);
  expect(keptPromise({ ...pickup, history: [step('ready', '2027-03-05T00:10:00-05:00')] }, LIMA, noon)?.lateBy).toBe(10);
});

it('what is not paid yet, or is over, is late for nobody', () => {
  for (const status of ['awaiting_payment', 'pending_approval', 'cancelled', 'expired'] as const)
    expect(keptPromise(order({ status }), LIMA, noon + 9e8)).toBeNull();
});

it('hours are those on the wall, also on the days on which clocks change', () => {
  // Santiago: 4 April 2027 has 25 hours, 5 September 2027 begins at one o’clock.
  expect(new Date(instantAt('2027-04-04', '13:00', 'America/Santiago')).toISOString()).toBe('2027-04-04T17:00:00.000Z');
  expect(new Date(instantAt('2027-09-05', '13:00', 'America/Santiago')).toISOString()).toBe('2027-09-05T16:00:00.000Z');
  expect(new Date(instantAt('2027-03-04', '24:00', LIMA)).toISOString()).toBe('2027-03-05T05:00:00.000Z');
});
