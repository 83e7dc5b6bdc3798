/** What has to be true of promotions: their uses are those of the orders that live, and no limit is passed. */
import { type Broken, NOTHING, place, type Watch } from './invariant.ts';

interface Counted {
  used: number;
  given: number;
}

/**
 * The count of each promotion is the number of orders that have it and are neither cancelled nor expired.
 * Counts of single customers are not compared: who was forgotten has none left, while her orders stay.
 */
export function redemptionsCounted(): Watch {
  const found = new Map<string, Counted>();
  const expected = new Map<string, Counted>();
  return {
    see(stored) {
      if (stored.collection === 'redemptions' && !stored.id.includes(':')) found.set(stored.id, stored.doc);
      if (stored.collection !== 'orders' || stored.doc.status === 'cancelled' || stored.doc.status === 'expired') return NOTHING;
      for (const { promotion, amount } of stored.doc.promotions ?? []) {
        const counted = expected.get(promotion.id) ?? { used: 0, given: 0 };
        expected.set(promotion.id, { used: counted.used + 1, given: counted.given + amount });
      }
      return NOTHING;
    },
    *end(): Generator<Broken> {
      for (const id of new Set([...found.keys(), ...expected.keys()])) {
        const has = found.get(id) ?? { used: 0, given: 0 };
        const should = expected.get(id) ?? { used: 0, given: 0 };
        if (has.used !== should.used) yield { document: place('redemptions', id), found: has.used, expected: should.used };
        else if (has.given !== should.given) yield { document: place('redemptions', id), found: has.given, expected: should.given };
      }
    },
  };
}

/** No customer has used a promotion more often than it was used at all. */
export function redemptionsOfCustomers(): Watch {
  const all = new Map<string, number>();
  const hers = new Map<string, number>();
  return {
    see(stored) {
      if (stored.collection !== 'redemptions') return NOTHING;
      const [promotion = '', person] = stored.id.split(':');
      if (person === undefined) all.set(promotion, stored.doc.used);
      else hers.set(promotion, (hers.get(promotion) ?? 0) + stored.doc.used);
      return NOTHING;
    },
    *end(): Generator<Broken> {
      for (const [id, used] of hers) {
        const most = all.get(id) ?? 0;
        if (used > most) yield { document: place('redemptions', id), found: used, expected: most };
      }
    },
  };
}
