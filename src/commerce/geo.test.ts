import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInside, kmBetween } from './geo.ts';

const obelisco = { lat: -34.6037, lng: -58.3816 };

test('S55 · a motorbike that goes five kilometres reaches La Boca and not Vicente López', () => {
  expect(kmBetween(obelisco, { lat: -34.6345, lng: -58.3631 })).toBeCloseTo(3.82, 2);
  expect(kmBetween(obelisco, { lat: -34.5075, lng: -58.481 })).toBeCloseTo(14.05, 2);
});

test('the way there is as long as the way back', () => {
  const point = fc.record({ lat: fc.double({ min: -56, max: 33, noNaN: true }), lng: fc.double({ min: -118, max: -34, noNaN: true }) });
  fc.assert(fc.property(point, point, (a, b) => Math.abs(kmBetween(a, b) - kmBetween(b, a)) < 1e-9));
});

test('a bay that cuts into the zone is not in it', () => {
  const horseshoe = [
    { lat: 0, lng: 0 },
    { lat: 0, lng: 6 },
    { lat: 6, lng: 6 },
    { lat: 6, lng: 4 },
    { lat: 2, lng: 4 },
    { lat: 2, lng: 2 },
    { lat: 6, lng: 2 },
    { lat: 6, lng: 0 },
  ];
  expect(isInside({ lat: 1, lng: 3 }, horseshoe)).toBe(true);
  expect(isInside({ lat: 4, lng: 3 }, horseshoe)).toBe(false);
  expect(isInside({ lat: 4, lng: 5 }, horseshoe)).toBe(true);
  expect(isInside({ lat: 4, lng: 7 }, horseshoe)).toBe(false);
});
