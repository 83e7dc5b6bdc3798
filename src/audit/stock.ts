/** What has to be true of the shelf: what is promised is what open orders hold, and every level has its story. */
import type { OrderStatus } from '../commerce/order.ts';
import { EFFECT, type StockLevel } from '../commerce/stock.ts';
import { type Broken, NOTHING, ofEach, place, type Watch } from './invariant.ts';

/** Placed and not yet gone from the shelf (facts/commerce.md §3.2, 3). */
const HOLDS: ReadonlySet<OrderStatus> = new Set(['pending_approval', 'awaiting_payment', 'confirmed', 'preparing', 'ready']);

const isUnits = (count: number) => Number.isSafeInteger(count) && count >= 0;

export const stockLevels = ofEach(
  (stored) => (stored.collection === 'stock' ? stored.doc : null),
  ({ onHand, reserved }) => (isUnits(onHand) && isUnits(reserved) ? null : { found: `${onHand}, ${reserved}`, expected: '≥ 0' }),
);

export function stockReserved(): Watch {
  const reserved = new Map<string, number>();
  const held = new Map<string, number>();
  return {
    see(stored) {
      if (stored.collection === 'stock') reserved.set(stored.id, stored.doc.reserved);
      if (stored.collection === 'orders' && HOLDS.has(stored.doc.status)) {
        for (const { variantId, qty, tracked } of stored.doc.lines) if (tracked) held.set(variantId, (held.get(variantId) ?? 0) + qty);
      }
      return NOTHING;
    },
    end: () => differences(reserved, held),
  };
}

/** All movements of a variant together make its level. */
export function stockMovements(): Watch {
  const levels = new Map<string, StockLevel>();
  const moved = new Map<string, { onHand: number; reserved: number }>();
  return {
    see(stored) {
      if (stored.collection === 'stock') levels.set(stored.id, stored.doc);
      if (stored.collection === 'movements') {
        const { variantId, kind, qty } = stored.doc;
        const sums = moved.get(variantId) ?? { onHand: 0, reserved: 0 };
        moved.set(variantId, { onHand: sums.onHand + EFFECT[kind].onHand * qty, reserved: sums.reserved + EFFECT[kind].reserved * qty });
      }
      return NOTHING;
    },
    *end() {
      for (const id of new Set([...levels.keys(), ...moved.keys()])) {
        const level = levels.get(id) ?? { onHand: 0, reserved: 0 };
        const sums = moved.get(id) ?? { onHand: 0, reserved: 0 };
        const found = `${level.onHand}, ${level.reserved}`;
        const expected = `${sums.onHand}, ${sums.reserved}`;
        if (found !== expected) yield { document: place('stock', id), found, expected };
      }
    },
  };
}

export function movementOnce(): Watch {
  const keys = new Set<string>();
  return {
    see(stored) {
      if (stored.collection !== 'movements') return NOTHING;
      const { key } = stored.doc;
      if (keys.has(key)) return [{ document: place('movements', stored.id), found: key, expected: '' }];
      keys.add(key);
      return NOTHING;
    },
    end: () => NOTHING,
  };
}

function* differences(found: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): Generator<Broken> {
  for (const id of new Set([...found.keys(), ...expected.keys()])) {
    const [has, should] = [found.get(id) ?? 0, expected.get(id) ?? 0];
    if (has !== should) yield { document: place('stock', id), found: has, expected: should };
  }
}
