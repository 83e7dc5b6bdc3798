/** What has to be true of the shelf: what is promised is what open orders hold, and every level has its story. */

import { EFFECT, type StockLevel } from '../commerce/stock.ts';
import type { OrderStatus } from '../commerce/transitions.ts';
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

/**
 * The movements of one order promise what it still holds and put back no more than came fit for sale: a release,
 * a sale or a return that is missing or there twice shows here, whatever other orders do with the same variant.
 */
export function orderMovements(): Watch {
  const promised = new Map<string, number>();
  const back = new Map<string, number>();
  const holds = new Map<string, number>();
  const fit = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, qty: number) => sums.set(key, (sums.get(key) ?? 0) + qty);
  return {
    see(stored) {
      if (stored.collection === 'movements' && stored.doc.kind !== 'count') {
        const { key, variantId, kind, qty } = stored.doc;
        const order = `${key.split(':')[1]?.split('.')[0]} ${variantId}`;
        if (kind === 'return') add(back, order, qty);
        else add(promised, order, EFFECT[kind].reserved * qty);
      }
      if (stored.collection !== 'orders') return NOTHING;
      const { id, status, lines, returns = [] } = stored.doc;
      for (const { id: lineId, variantId, qty, tracked } of lines) {
        if (!tracked) continue;
        if (HOLDS.has(status)) add(holds, `${id} ${variantId}`, qty);
        for (const returned of returns) {
          const line = returned.lines.find((one) => one.lineId === lineId);
          if (line) add(fit, `${id} ${variantId}`, line.resellable);
        }
      }
      return NOTHING;
    },
    *end(): Generator<Broken> {
      for (const key of new Set([...promised.keys(), ...holds.keys(), ...back.keys()])) {
        const document = place('orders', key.split(' ')[0] ?? '');
        const [has, should] = [promised.get(key) ?? 0, holds.get(key) ?? 0];
        if (has !== should) yield { document, found: has, expected: should };
        const [returned, most] = [back.get(key) ?? 0, fit.get(key) ?? 0];
        if (returned > most) yield { document, found: returned, expected: most };
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
