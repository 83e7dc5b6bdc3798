import { expect, it } from 'vitest';
import { fitsWish, type SlotWish } from './slot-wish.ts';

const THURSDAY = '2027-03-04';
const at = (from: string, to: string, date = THURSDAY) => ({ date, window: { from, to } });
const MORNING = at('10:00', '13:00');
const AFTERNOON = at('15:00', '19:00');

it.each<[string, SlotWish, boolean, boolean]>([
  ['"mañana por la tarde"', { date: THURSDAY, part: 'afternoon' }, false, true],
  ['"por la mañana"', { part: 'morning' }, true, false],
  ['"a mediodía"', { part: 'noon' }, true, false],
  ['"el jueves"', { date: THURSDAY }, true, true],
  ['"el viernes"', { date: '2027-03-05' }, false, false],
  ['"a las 4"', { time: '16:00' }, false, true],
  ['"a las 7", when it is over', { time: '19:00' }, false, false],
  ['"después de las 5"', { timeFrom: '17:00' }, false, true],
])('%s', (_, wish, morning, afternoon) => {
  expect([fitsWish(MORNING, wish), fitsWish(AFTERNOON, wish)]).toEqual([morning, afternoon]);
});
