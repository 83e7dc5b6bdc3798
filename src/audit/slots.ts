/** What has to be true of parts of days and of days that things are made for: what is taken is what living orders have. */
import { makingId } from '../commerce/making.ts';
import { NOTHING, place, type Watch } from './invariant.ts';

/** Days that are long over are forgotten while their orders stay: only what is still counted is compared. */
export function slotsCounted(): Watch {
  const found = new Map<string, number>();
  const expected = new Map<string, number>();
  const take = (id: string, more: number) => expected.set(id, (expected.get(id) ?? 0) + more);
  return {
    see(stored) {
      if (stored.collection === 'slots') found.set(stored.id, stored.doc.taken);
      if (stored.collection !== 'orders' || stored.doc.status === 'cancelled' || stored.doc.status === 'expired') return NOTHING;
      const { slot, making = [] } = stored.doc.promise;
      if (slot !== undefined) take(slot, 1);
      for (const made of making) take(makingId(made), made.units);
      return NOTHING;
    },
    *end() {
      for (const [id, taken] of found) {
        const should = expected.get(id) ?? 0;
        if (taken !== should) yield { document: place('slots', id), found: taken, expected: should };
      }
    },
  };
}
