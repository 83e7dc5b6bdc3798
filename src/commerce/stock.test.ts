import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { available, release, reserve, type StockLevel, takeCount, unitsLeft } from './stock.ts';
import { aVariant, casaca, gorra } from './test-shop.ts';

const AT = '2027-03-03T15:00:00.000Z';
const level = (of: Partial<StockLevel> = {}): StockLevel => ({ id: 'gorra', onHand: 5, reserved: 0, fileCount: 5, ...of });
const theGorra = aVariant({ id: 'gorra', count: 7 });

describe('the shelf', () => {
  it('S74: an order of two that is cancelled gives its two back, and the shelf never moved', () => {
    const placed = reserve(level({ onHand: 100 }), '1001', 2, AT);
    expect(placed.level).toMatchObject({ onHand: 100, reserved: 2 });
    const cancelled = release(placed.level, '1001', 2, AT);
    expect(cancelled.level).toMatchObject({ onHand: 100, reserved: 0 });
    expect([placed.movement, cancelled.movement].map(({ key, qty }) => [key, qty])).toEqual([
      ['reserve:1001:gorra', 2],
      ['release:1001:gorra', 2],
    ]);
  });
  it('S58: what one customer was promised another one cannot have', () => {
    const { level: after } = reserve(level({ onHand: 1 }), '1001', 1, AT);
    expect(available(after)).toBe(0);
    expect(() => reserve(after, '1002', 1, AT)).toThrow(RangeError);
  });
  it('a recount below what is promised leaves nothing to sell and forgets no promise', () => {
    const { level: after, movement } = takeCount(level({ reserved: 4 }), 'gorra', 3, AT);
    expect(after).toEqual({ id: 'gorra', onHand: 3, reserved: 4, fileCount: 3 });
    expect(available(after)).toBe(0);
    expect(movement).toMatchObject({ kind: 'count', qty: -2, variantId: 'gorra', at: AT });
  });
  it('nothing is sold before its count was taken over; what is made to order never runs out', () => {
    expect(unitsLeft(gorra, theGorra, undefined)).toBe(0);
    expect(unitsLeft(gorra, theGorra, level({ reserved: 3 }))).toBe(2);
    expect(unitsLeft(casaca, aVariant({ id: 'casaca', count: 1 }), undefined)).toBeNull();
    expect(unitsLeft(gorra, aVariant({ id: 'gorra', count: null }), level())).toBeNull();
  });
  it('nothing is released that was never promised', () => {
    expect(() => release(level(), '1001', 1, AT)).toThrow(RangeError);
    expect(() => reserve(level(), '1001', 0, AT)).toThrow(RangeError);
    expect(() => takeCount(undefined, 'gorra', -1, AT)).toThrow(RangeError);
  });
  it('any run of orders placed and cancelled keeps promised units between none and all', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.array(fc.record({ qty: fc.integer({ min: 1, max: 9 }), cancel: fc.boolean() })), (onHand, orders) => {
        let now = level({ onHand });
        let open = 0;
        orders.forEach(({ qty, cancel }, index) => {
          if (qty > available(now)) return;
          now = reserve(now, String(index), qty, AT).level;
          if (cancel) now = release(now, String(index), qty, AT).level;
          else open += qty;
        });
        expect(now).toEqual(level({ onHand, reserved: open }));
        expect(available(now)).toBe(onHand - open);
      }),
    );
  });
});
