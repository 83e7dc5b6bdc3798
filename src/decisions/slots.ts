/**
 * Room in the parts of a day that zones are visited in, and in the days for which things are made to order. How
 * many orders have a part of a day, and how many units are made for a day, is a document of its own,
 * read and written in the decision that places, changes or ends an order, so that of two customers who want
 * the last place one is decided anew (facts/commerce.md §3.7).
 */

import { localDate, plusDays } from '../commerce/calendar.ts';
import { type MakingRoom, makingId } from '../commerce/making.ts';
import type { Order } from '../commerce/order.ts';
import type { Draft } from './draft.ts';
import type { SlotUse } from './records.ts';

/** Days after which nobody asks any more how full a day was. */
const DAYS_KEPT = 7;

/** Orders that a slot, and units that a day's making, still have room for. */
export function roomIn(draft: Draft): MakingRoom {
  return (slotId, { capacity }) => capacity - (draft.get('slots', slotId)?.taken ?? 0);
}

/**
 * Counts the parts of a day that the orders of this decision have now and gives back what they had before:
 * whatever command ends an order, moves it or brings it back, its place is taken and given back exactly once.
 */
export function settleSlots(draft: Draft): void {
  for (const { before, after } of draft.changedOrders()) {
    const had = takenBy(before);
    const has = takenBy(after);
    for (const id of new Set([...had.keys(), ...has.keys()])) {
      const more = (has.get(id) ?? 0) - (had.get(id) ?? 0);
      if (more !== 0) count(draft, id, more);
    }
  }
}

/** Slots of days that are long over. */
export function isOver({ id }: SlotUse, nowMs: number, timeZone: string): boolean {
  return dayOf(id) < plusDays(localDate(nowMs, timeZone), -DAYS_KEPT);
}

export function forgetSlots(draft: Draft, ids: readonly string[]): void {
  for (const id of ids) {
    const slot = draft.get('slots', id);
    if (slot && isOver(slot, draft.world.now, draft.world.files.shop.timeZone)) draft.remove('slots', id);
  }
}

/** `cerca:2026-11-26:10:00` → `2026-11-26`; ids of zones have no colon. */
function dayOf(id: string): string {
  return id.split(':')[1] ?? '';
}

/** Id → places or units. */
function takenBy(order: Order | null): ReadonlyMap<string, number> {
  if (!order || order.status === 'cancelled' || order.status === 'expired') return new Map();
  const { slot, making = [] } = order.promise;
  return new Map([...(slot === undefined ? [] : [[slot, 1] as const]), ...making.map((made) => [makingId(made), made.units] as const)]);
}

/** What is over and forgotten cannot be given back. */
function count(draft: Draft, id: string, by: number): void {
  const taken = (draft.get('slots', id)?.taken ?? 0) + by;
  if (taken >= 0) draft.put('slots', id, { id, taken });
}
