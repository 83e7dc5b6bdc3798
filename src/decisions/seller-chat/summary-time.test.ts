import { expect, test } from 'vitest';
import type { OpeningHours } from '../../commerce/catalog.ts';
import { nextClosing, wasOpen } from './summary-time.ts';

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

test('a closed day is none on which the shop was open', () => {
  expect(wasOpen(HOURS, at('2026-11-25T19:00'), LIMA)).toBe(true);
  expect(wasOpen(HOURS, at('2026-11-25T21:30'), LIMA)).toBe(true);
  expect(wasOpen(HOURS, at('2026-11-29T02:00'), LIMA)).toBe(true);
  expect(wasOpen(HOURS, at('2026-11-29T20:00'), LIMA)).toBe(false);
});
