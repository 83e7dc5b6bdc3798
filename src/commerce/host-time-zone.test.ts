/**
 * What is promised depends on the clock of the shop only, wherever the machine stands: the scenarios of delivery
 * days told on a host without clock changes and on one with them (facts/commerce.md §3.9).
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aZone, policy } from './test-shop.ts';

const BUENOS_AIRES = 'America/Argentina/Buenos_Aires';
const shop = { ...policy, workingDays: [1, 2, 3, 4, 5, 6], cutoff: '14:00', leadDays: 0 };
const office = { ...shop, workingDays: [1, 2, 3, 4, 5] };
const daily = aZone({ id: 'z' });
const slot = { from: '10:00', to: '13:00', capacity: 10 };

const hostZone = process.env.TZ;
afterAll(() => {
  process.env.TZ = hostZone;
});

describe.each([
  ['UTC', 0],
  // Midwinter there: four hours behind.
  ['America/Santiago', 240],
])('on a machine in %s', (host, offset) => {
  let commerce: typeof import('./promise.ts') & typeof import('./zone.ts');
  beforeAll(async () => {
    process.env.TZ = host;
    // Wall clocks that were asked for before are remembered: this host asks anew.
    vi.resetModules();
    commerce = { ...(await import('./promise.ts')), ...(await import('./zone.ts')) };
  });

  it('is really there', () => expect(new Date(2027, 6, 1).getTimezoneOffset()).toBe(offset));

  it.each([
    ['S49 · Wednesday at 13:59', shop, daily, '2027-03-03T13:59:00', '2027-03-03'],
    ['S49 · half a minute into the minute of the cut-off', shop, daily, '2027-03-03T14:00:30', '2027-03-03'],
    ['S49 · the minute after the cut-off', shop, daily, '2027-03-03T14:01:00', '2027-03-04'],
    ['S50 · Saturday afternoon', shop, daily, '2027-03-06T15:00:00', '2027-03-08'],
    [
      'S51 · over New Year',
      { ...office, closedDates: ['2027-01-01'], leadDays: 1 },
      aZone({ id: 'z', days: [2, 5] }),
      '2026-12-31T15:00:00',
      '2027-01-05',
    ],
    [
      'S52 · over Easter, on Fridays only',
      { ...shop, closedDates: ['2027-03-24', '2027-03-25', '2027-03-26'] },
      aZone({ id: 'z', days: [5] }),
      '2027-03-23T10:00:00',
      '2027-04-02',
    ],
    ['S53 · two working days from Friday', { ...office, leadDays: 2 }, daily, '2027-03-05T09:00:00', '2027-03-09'],
  ])('%s', (_, rules, zone, local, date) => {
    expect(commerce.promise(rules, zone, Date.parse(`${local}-03:00`), BUENOS_AIRES, 0).date).toBe(date);
  });

  it('S54 · Thursday is full', () => {
    const asked = {
      policy: { ...shop, leadDays: 1 },
      zone: aZone({ id: 'z', days: [4, 6], slots: [slot] }),
      now: Date.parse('2027-03-03T09:00:00-03:00'),
      timeZone: BUENOS_AIRES,
      extraLeadDays: 0,
      room: (id: string) => (id === 'z:2027-03-04:10:00' ? 0 : 1),
    };
    expect(commerce.promiseOptions(asked, 1)).toMatchObject([{ date: '2027-03-06' }]);
    expect(commerce.promiseAt(asked, { date: '2027-03-04', from: '10:00' })).toBeNull();
    expect(commerce.promiseAt(asked, { date: '2027-03-06', from: '10:00' })?.slot).toBe('z:2027-03-06:10:00');
    expect(commerce.promiseAt(asked, { date: '2027-03-05', from: '10:00' })).toBeNull();
  });

  it('S55 · 3.82 km away is inside of five kilometres, 14.05 km is not', () => {
    const around = { center: { lat: -34.6037, lng: -58.3816 }, km: 5 };
    const zones = [aZone({ id: 'cerca', around })];
    expect(commerce.zoneAt({ ...shop, zones }, { pin: { lat: -34.6345, lng: -58.3631 } })?.id).toBe('cerca');
    expect(commerce.zoneAt({ ...shop, zones }, { pin: { lat: -34.5075, lng: -58.481 } })).toBeNull();
  });
});
