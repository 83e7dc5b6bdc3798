import { expect, test } from 'vitest';
import type { OpeningHours } from '../../commerce/catalog.ts';
import { dayClosedAt, nextClosing, opensOn } from './summary-time.ts';

const LIMA = 'America/Lima';
/** Monday to Friday 10 to 19; Saturday past midnight; Sunday closed. */
const HOURS: OpeningHours = {
  days: {
    1: { from: '10:00', to: '19:00' },
    2: { from: '10:00', to: '19:00' },
    3: { from: '10:00', to: '19:00' },
    4: { from: '10:00', to: '19:00' },
    5: { from: '10:00', to: '19:00' },
    6: { from: '18:00', to: '02:00' },
  },
};
/** Local time in Lima, which is five hours behind UTC all year. */
const at = (local: string) => Date.parse(`${local}:00-05:00`);

test.each([
  ['on a morning: this evening', '2026-11-25T10:00', '2026-11-25T19:00'],
  ['at the hour itself: the next day', '2026-11-25T19:00', '2026-11-26T19:00'],
  ['on Saturday: after midnight', '2026-11-28T12:00', '2026-11-29T02:00'],
  ['in that night', '2026-11-29T01:00', '2026-11-29T02:00'],
  ['on the closed Sunday: in the evening', '2026-11-29T03:00', '2026-11-29T20:00'],
])('the day is summed up %s', (_, now, closing) => {
  expect(nextClosing(HOURS, at(now), LIMA)).toBe(at(closing));
});

test.each([
  ['an evening: since the evening before', '2026-11-25T19:00', '2026-11-25', '2026-11-24T19:00', '2026-11-25T19:00'],
  ['late, because the shop was off', '2026-11-26T08:30', '2026-11-25', '2026-11-24T19:00', '2026-11-25T19:00'],
  ['Saturday night: all of it, under the name of Saturday', '2026-11-29T02:00', '2026-11-28', '2026-11-27T19:00', '2026-11-29T02:00'],
  ['the closed Sunday', '2026-11-29T20:00', '2026-11-29', '2026-11-29T02:00', '2026-11-29T20:00'],
])('what is summed up on %s', (_, now, date, from, until) => {
  expect(dayClosedAt(HOURS, at(now), LIMA)).toEqual({ date, from: at(from), until: at(until) });
});

test('every moment of a year is of one day that is summed up, also where clocks change', () => {
  const timeZone = 'America/New_York';
  let closing = nextClosing(HOURS, Date.parse('2026-01-01T12:00:00Z'), timeZone);
  for (let day = 0; day < 366; day += 1) {
    const next = nextClosing(HOURS, closing, timeZone);
    expect(dayClosedAt(HOURS, next, timeZone)).toMatchObject({ from: closing, until: next });
    expect(next - closing).toBeGreaterThan(0);
    closing = next;
  }
});

test.each([
  ['on the day clocks go forward', '2026-03-08T12:00:00Z', '2026-03-09T00:00:00Z'],
  ['the week after', '2026-03-09T15:00:00Z', '2026-03-09T23:00:00Z'],
  ['the week after they went back', '2026-11-02T15:00:00Z', '2026-11-03T00:00:00Z'],
])('it is the hour on her wall that counts: %s', (_, now, closing) => {
  expect(new Date(nextClosing(HOURS, Date.parse(now), 'America/New_York')).toISOString()).toBe(new Date(closing).toISOString());
});

test('a closed day is none on which the shop was open', () => {
  expect([opensOn(HOURS, '2026-11-28'), opensOn(HOURS, '2026-11-29')]).toEqual([true, false]);
});
