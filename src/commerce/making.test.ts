import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekday } from './calendar.ts';
import { planMaking, readyBy, toMake } from './making.ts';
import { aCatalog, aProduct } from './test-shop.ts';

const monToFri = (date: string) => weekday(date) >= 1 && weekday(date) <= 5;
const free = (_id: string, { capacity }: { readonly capacity: number }) => capacity;
/** Thursday. */
const FROM = '2027-03-04';

describe('what is made for a day', () => {
  it('five of what two are made of in a day are ready on the third working day', () => {
    const plan = planMaking([{ productId: 'torta', units: 5, perDay: 2 }], FROM, monToFri, free);
    expect(plan.map(({ date, units }) => [date, units])).toEqual([
      ['2027-03-04', 2],
      ['2027-03-05', 2],
      ['2027-03-08', 1],
    ]);
    expect(readyBy(plan, FROM)).toBe('2027-03-08');
  });
  it('days that are taken by others are passed by', () => {
    const taken = (id: string, { capacity }: { readonly capacity: number }) => (id === 'torta:2027-03-04:made' ? 0 : capacity);
    expect(planMaking([{ productId: 'torta', units: 1, perDay: 2 }], FROM, monToFri, taken)).toEqual([
      { productId: 'torta', date: '2027-03-05', units: 1 },
    ]);
  });
  it('what has no capacity takes none, and is ready when it can be', () => {
    const catalog = aCatalog(aProduct({ id: 'torta', dailyCapacity: 2 }), aProduct({ id: 'pan' }));
    expect(toMake([{ productId: 'pan', qty: 9 }], catalog)).toEqual([]);
    expect(readyBy([], FROM)).toBe(FROM);
    const lines = [
      { productId: 'torta', qty: 1 },
      { productId: 'torta', qty: null },
    ];
    expect(toMake(lines, catalog)).toEqual([{ productId: 'torta', units: 2, perDay: 2 }]);
  });
  it('any number of orders never makes more in a day than can be made, and loses no unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 }), (perDay, orders) => {
        const made = new Map<string, number>();
        const room = (id: string, { capacity }: { readonly capacity: number }) => capacity - (made.get(id) ?? 0);
        for (const units of orders) {
          const plan = planMaking([{ productId: 'torta', units, perDay }], FROM, monToFri, room);
          expect(plan.reduce((sum, day) => sum + day.units, 0)).toBe(units);
          for (const day of plan) made.set(`torta:${day.date}:made`, (made.get(`torta:${day.date}:made`) ?? 0) + day.units);
        }
        expect(Math.max(0, ...made.values())).toBeLessThanOrEqual(perDay);
      }),
    );
  });
});
