import { describe, expect, it } from 'vitest';
import { deliveryOf, openAt, quoteDelivery, zoneById } from './delivery.ts';
import { minor } from './money.ts';
import { promise, promiseOptions } from './promise.ts';
import { aShop, aZone, policy } from './test-shop.ts';
import { type DeliveryPolicy, zoneAt } from './zone.ts';

const BUENOS_AIRES = 'America/Argentina/Buenos_Aires';
const everyDayButSunday = [1, 2, 3, 4, 5, 6];
const zone = aZone({ id: 'centro' });
const rules = (of: Partial<DeliveryPolicy> = {}): DeliveryPolicy => ({ ...policy, workingDays: everyDayButSunday, cutoff: '14:00', ...of });
/** A wall clock time in Buenos Aires (UTC−3 all year). */
const at = (local: string): number => Date.parse(`${local}-03:00`);
const dateOf = (policyOf: DeliveryPolicy, local: string, of = zone, extra = 0): string =>
  promise(policyOf, of, at(local), BUENOS_AIRES, extra).date;

describe('when it arrives', () => {
  it.each([
    ['2027-03-03T13:59:00', '2027-03-03'],
    ['2027-03-03T14:00:30', '2027-03-03'],
    ['2027-03-03T14:01:00', '2027-03-04'],
  ])('S49 · ordered on Wednesday at %s it arrives on %s', (local, date) => expect(dateOf(rules(), local)).toBe(date));
  it('S50 · on Saturday afternoon it is too late for Saturday, and Sunday rests', () => {
    expect(dateOf(rules(), '2027-03-06T15:00:00')).toBe('2027-03-08');
  });
  it('S51 · over New Year, prepared on Monday, it arrives with Tuesday’s round', () => {
    const office = rules({ workingDays: [1, 2, 3, 4, 5], closedDates: ['2027-01-01'], leadDays: 1 });
    expect(dateOf(office, '2026-12-31T15:00:00', aZone({ id: 'z', days: [2, 5] }))).toBe('2027-01-05');
  });
  it('S52 · a zone visited on Fridays waits for the Friday after Easter', () => {
    const easter = rules({ closedDates: ['2027-03-24', '2027-03-25', '2027-03-26'] });
    expect(dateOf(easter, '2027-03-23T10:00:00', aZone({ id: 'z', days: [5] }))).toBe('2027-04-02');
  });
  it('S53 · two working days from Friday morning are Tuesday', () => {
    expect(dateOf(rules({ workingDays: [1, 2, 3, 4, 5], leadDays: 2 }), '2027-03-05T09:00:00')).toBe('2027-03-09');
  });
  describe('in slots with room for so many orders', () => {
    const slot = { from: '10:00', to: '13:00', capacity: 10 };
    const rounds = aZone({ id: 'z', days: [4, 6], slots: [slot] });
    const options = (local: string, full: readonly string[], most = 1, of = rounds) =>
      promiseOptions(
        {
          policy: rules({ leadDays: 1 }),
          zone: of,
          now: at(local),
          timeZone: BUENOS_AIRES,
          extraLeadDays: 0,
          room: (id) => (full.includes(id) ? 0 : 1),
        },
        most,
      );

    it('S54 · Thursday is full, so it arrives on Saturday', () => {
      expect(options('2027-03-03T09:00:00', ['z:2027-03-04:10:00'])).toEqual([
        { date: '2027-03-06', window: { from: '10:00', to: '13:00' }, slot: 'z:2027-03-06:10:00' },
      ]);
    });
    it('the next rounds are offered in their order', () => {
      const afternoons = aZone({ id: 'z', days: [4, 6], slots: [slot, { from: '15:00', to: '18:00', capacity: 1 }] });
      expect(options('2027-03-03T09:00:00', [], 3, afternoons).map((option) => option.slot)).toEqual([
        'z:2027-03-04:10:00',
        'z:2027-03-04:15:00',
        'z:2027-03-06:10:00',
      ]);
    });
    it('a slot that has begun is not promised for today', () => {
      const today = promiseOptions(
        { policy: rules(), zone: rounds, now: at('2027-03-04T10:00:00'), timeZone: BUENOS_AIRES, extraLeadDays: 0, room: () => 1 },
        1,
      );
      expect(today[0]?.date).toBe('2027-03-06');
    });
    it('where everything is taken nothing is promised', () => {
      const full = promiseOptions(
        { policy: rules(), zone: rounds, now: at('2027-03-04T09:00:00'), timeZone: BUENOS_AIRES, extraLeadDays: 0, room: () => 0 },
        3,
      );
      expect(full).toEqual([]);
    });
  });
  it('a zone may have its own cut-off and its own days to prepare', () => {
    const own = aZone({ id: 'z', cutoff: '10:00', leadDays: 2 });
    expect(dateOf(rules(), '2027-03-03T09:59:00', own)).toBe('2027-03-05');
    expect(dateOf(rules(), '2027-03-03T10:01:00', own)).toBe('2027-03-06');
  });
  it('what is made to order takes its days on top', () =>
    expect(dateOf(rules({ leadDays: 1 }), '2027-03-03T09:00:00', zone, 2)).toBe('2027-03-06'));
  it('the hours are those of the zone; who picks it up comes when it is ready', () => {
    expect(promise(rules(), zone, at('2027-03-03T09:00:00'), BUENOS_AIRES, 0)).toEqual({ date: '2027-03-03', window: zone.window });
    expect(promise(rules(), null, at('2027-03-06T15:00:00'), BUENOS_AIRES, 0)).toEqual({ date: '2027-03-08' });
  });
  it('the day is the shop’s, not the one in London', () => {
    expect(promise(rules({ cutoff: '23:59' }), zone, Date.parse('2027-03-04T02:30:00Z'), BUENOS_AIRES, 0).date).toBe('2027-03-03');
  });
  it('a zone that is never visited is a mistake of the settings', () => {
    expect(() => dateOf(rules(), '2027-03-03T09:00:00', aZone({ id: 'z', days: [] }))).toThrow(RangeError);
  });
});

describe('what it costs', () => {
  const shop = aShop({
    delivery: { ...policy, zones: [aZone({ id: 'z', fee: minor(150000), freeFrom: minor(2000000), minimum: minor(500000) })] },
  });
  const quote = (merchandise: number, zoneId = 'z') => quoteDelivery(shop, { kind: 'home', zoneId }, minor(merchandise));

  it('S43 · free delivery looks at the merchandise after the discount', () => {
    expect(quote(1890000)).toMatchObject({ fee: 150000, missingForFree: 110000 });
    expect(quote(2100000)).toMatchObject({ fee: 0, missingForFree: null });
  });
  it('S44 · exactly the threshold is enough, a céntimo less is not', () => {
    expect(quote(2000000)).toMatchObject({ fee: 0 });
    expect(quote(1999999)).toMatchObject({ fee: 150000, missingForFree: 1 });
  });
  it('S45 · a zone that is no longer served is refused, with what is possible instead', () => {
    expect(quote(2000000, 'norte')).toEqual({ ok: false, code: 'ZONE_NOT_COVERED', alternatives: ['pickup'] });
    const onlyHome = aShop({ delivery: { ...policy, pickup: null } });
    expect(quoteDelivery(onlyHome, { kind: 'home', zoneId: 'norte' }, minor(1))).toMatchObject({ alternatives: [] });
  });
  it('S47 · one céntimo under the minimum of the zone is one céntimo missing', () => {
    expect(quote(499999)).toMatchObject({ missingForMinimum: 1 });
    expect(quote(500000)).toMatchObject({ missingForMinimum: null });
  });
  it('every kilometre begun from the shop is added where a place was pinned', () => {
    const byKm = aShop({
      delivery: {
        ...policy,
        origin: { lat: -34.6037, lng: -58.3816 },
        zones: [aZone({ id: 'z', fee: minor(100000), feePerKm: minor(20000) })],
      },
    });
    const pinned = quoteDelivery(byKm, { kind: 'home', zoneId: 'z', pin: { lat: -34.6345, lng: -58.3631 } }, minor(1));
    expect(pinned).toMatchObject({ fee: 180000 });
    expect(quoteDelivery(byKm, { kind: 'home', zoneId: 'z' }, minor(1))).toMatchObject({ fee: 100000 });
  });
  it('a zone that rests is not served', () => {
    const resting = aShop({ delivery: { ...policy, zones: [aZone({ id: 'z', active: false }), aZone({ id: 'norte' })] } });
    expect(quoteDelivery(resting, { kind: 'home', zoneId: 'z' }, minor(1))).toMatchObject({ code: 'ZONE_NOT_COVERED' });
  });
  it('a zone without fee has nothing to become free', () => {
    const gratis = aShop({ delivery: { ...policy, zones: [aZone({ id: 'z', fee: minor(0), freeFrom: minor(100) })] } });
    expect(quoteDelivery(gratis, { kind: 'home', zoneId: 'z' }, minor(1))).toMatchObject({ fee: 0, missingForFree: null });
  });
});

describe('the ways a shop delivers', () => {
  it('the only way there is needs no question', () => {
    expect(deliveryOf({ ...policy, zones: [] }, null)).toEqual({ kind: 'pickup' });
    expect(deliveryOf({ ...policy, pickup: null }, null)).toEqual({ kind: 'home' });
    expect(deliveryOf(policy, null)).toBeNull();
  });
  it('a way the shop gave up is chosen again', () => {
    expect(deliveryOf({ ...policy, pickup: null }, { kind: 'pickup' })).toEqual({ kind: 'home' });
    expect(deliveryOf(policy, { kind: 'pickup' })).toEqual({ kind: 'pickup' });
  });
  it('zones are found by id', () => expect([zoneById(policy, 'lejos')?.id, zoneById(policy, 'x')]).toEqual(['lejos', null]));
});

describe('opening hours', () => {
  const hours = { days: { 1: { from: '09:00', to: '19:00' }, 5: { from: '18:00', to: '02:00' } } } as const;
  it.each([
    ['2027-03-01T08:59:59', false],
    ['2027-03-01T09:00:00', true],
    ['2027-03-01T18:59:59', true],
    ['2027-03-01T19:00:00', false],
    ['2027-03-02T12:00:00', false],
    ['2027-03-05T23:00:00', true],
    ['2027-03-06T01:59:00', true],
    ['2027-03-06T02:00:00', false],
  ])('at %s open: %s', (local, open) => expect(openAt(hours, at(local), BUENOS_AIRES)).toBe(open));
});

describe('which zone a place belongs to', () => {
  const zones = [
    aZone({ id: 'resting', postal: [{ prefix: '1' }], active: false }),
    aZone({ id: 'centro', postal: [{ from: '1000', to: '1100' }] }),
    aZone({ id: 'cerca', around: { center: { lat: -34.6037, lng: -58.3816 }, km: 5 } }),
    aZone({ id: 'resto', postal: [{ prefix: '1' }] }),
  ];
  const zoneOf = (place: Parameters<typeof zoneAt>[1]) => zoneAt({ ...policy, zones }, place)?.id ?? null;

  it('the first of the file that takes it', () => {
    expect(zoneOf({ postal: '1043' })).toBe('centro');
    expect(zoneOf({ postal: '1900' })).toBe('resto');
    expect(zoneOf({ postal: '2000' })).toBeNull();
  });
  it('S55 · a pin within five kilometres', () => {
    expect(zoneOf({ pin: { lat: -34.6345, lng: -58.3631 } })).toBe('cerca');
    expect(zoneOf({ pin: { lat: -34.5075, lng: -58.481 } })).toBeNull();
  });
});
