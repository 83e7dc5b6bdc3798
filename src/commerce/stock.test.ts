import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { available, beyondShelf, countShelf, moveUnits, type StockLevel, shortage, takeCount, unitsLeft } from './stock.ts';
import { aVariant, casaca, gorra } from './test-shop.ts';

const AT = '2027-03-03T15:00:00.000Z';
const level = (of: Partial<StockLevel> = {}): StockLevel => ({ id: 'gorra', onHand: 5, reserved: 0, fileCount: 5, ...of });
const theGorra = aVariant({ id: 'gorra', count: 7 });

describe('the shelf', () => {
  it('S74 · an order of two that is cancelled gives its two back, and the shelf never moved', () => {
    const placed = moveUnits(level({ onHand: 100 }), 'reserve', '1001', 2, AT);
    expect(placed.level).toMatchObject({ onHand: 100, reserved: 2 });
    const cancelled = moveUnits(placed.level, 'release', '1001', 2, AT);
    expect(cancelled.level).toMatchObject({ onHand: 100, reserved: 0 });
    expect([placed.movement, cancelled.movement].map(({ key, qty }) => [key, qty])).toEqual([
      ['reserve:1001:gorra', 2],
      ['release:1001:gorra', 2],
    ]);
  });
  it('S58 · what one customer was promised another one cannot have', () => {
    const { level: after } = moveUnits(level({ onHand: 1 }), 'reserve', '1001', 1, AT);
    expect(available(after)).toBe(0);
    expect(() => moveUnits(after, 'reserve', '1002', 1, AT)).toThrow(RangeError);
  });
  it('a recount below what is promised leaves nothing to sell and forgets no promise', () => {
    const { level: after, movement } = takeCount(level({ reserved: 4 }), 'gorra', 3, AT);
    expect(after).toEqual({ id: 'gorra', onHand: 3, reserved: 4, fileCount: 3, counts: 1 });
    expect(available(after)).toBe(0);
    expect(movement).toMatchObject({ kind: 'count', qty: -2, variantId: 'gorra', at: AT });
  });
  it('nothing is sold before its count was taken over; what is made to order never runs out', () => {
    expect(unitsLeft(gorra, theGorra, undefined)).toBe(0);
    expect(unitsLeft(gorra, theGorra, level({ reserved: 3 }))).toBe(2);
    expect(unitsLeft(casaca, aVariant({ id: 'casaca', count: 1 }), undefined)).toBeNull();
    expect(unitsLeft(gorra, aVariant({ id: 'gorra', count: null }), level())).toBeNull();
  });
  it('S60 · units kept back are not sold; units still to come are promised, so many and no more', () => {
    const kept = aVariant({ id: 'gorra', count: 3, buffer: 2 });
    expect(unitsLeft(gorra, kept, level({ onHand: 3 }))).toBe(1);
    const coming = aVariant({ id: 'gorra', count: 3, backorder: 5 });
    const beyond = beyondShelf(coming);
    expect(unitsLeft(gorra, coming, level({ onHand: 3 }))).toBe(8);
    const { level: after } = moveUnits(level({ onHand: 3 }), 'reserve', '1001', 8, AT, beyond);
    expect(after.reserved).toBe(8);
    expect(unitsLeft(gorra, coming, after)).toBe(0);
    expect(() => moveUnits(after, 'reserve', '1002', 1, AT, beyond)).toThrow(RangeError);
    expect(shortage(after)).toBe(5);
  });
  it('S75, S76 · what is sent leaves the shelf and its promise; what comes back is promised again', () => {
    const sent = moveUnits(level({ onHand: 5, reserved: 2 }), 'sale', '1001.3', 2, AT);
    expect(sent.level).toMatchObject({ onHand: 3, reserved: 0 });
    const back = moveUnits(sent.level, 'unsale', '1001.4', 2, AT);
    expect(back.level).toMatchObject({ onHand: 5, reserved: 2 });
    expect([sent.movement.key, back.movement.key]).toEqual(['sale:1001.3:gorra', 'unsale:1001.4:gorra']);
    expect(() => moveUnits(level({ onHand: 1, reserved: 2 }), 'sale', '1001', 2, AT)).toThrow(RangeError);
  });
  it('a count at the shelf is not a count of the file: an unchanged file does not undo it; each has a key of its own', () => {
    const first = countShelf(level(), 'gorra', 12, AT);
    const second = countShelf(first.level, 'gorra', 11, AT);
    expect(second.level).toMatchObject({ onHand: 11, fileCount: 5 });
    expect(second.movement.qty).toBe(-1);
    expect(second.movement.key).not.toBe(first.movement.key);
  });
  it('nothing is released that was never promised', () => {
    expect(() => moveUnits(level(), 'release', '1001', 1, AT)).toThrow(RangeError);
    expect(() => moveUnits(level(), 'reserve', '1001', 0, AT)).toThrow(RangeError);
    expect(() => takeCount(undefined, 'gorra', -1, AT)).toThrow(RangeError);
  });
  it('any run of orders placed and cancelled keeps promised units between none and all', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.array(fc.record({ qty: fc.integer({ min: 1, max: 9 }), cancel: fc.boolean() })), (onHand, orders) => {
        let now = level({ onHand });
        let open = 0;
        orders.forEach(({ qty, cancel }, index) => {
          if (qty > available(now)) return;
          now = moveUnits(now, 'reserve', String(index), qty, AT).level;
          if (cancel) now = moveUnits(now, 'release', String(index), qty, AT).level;
          else open += qty;
        });
        expect(now).toEqual(level({ onHand, reserved: open }));
        expect(available(now)).toBe(onHand - open);
      }),
    );
  });
});
