/**
 * Room in the parts of a day that zones are visited in. How many orders have one is a document of its own,
 * read and written in the decision that places, changes or ends an order, so that of two customers who want
 * the last place one is decided anew (facts/commerce.md §3.7).
 */
import { localDate, plusDays } from '../commerce/calendar.ts';
import type { Slot } from '../commerce/delivery.ts';
import type { Order } from '../commerce/order.ts';
import type { Draft } from './draft.ts';

/** How many orders that are neither cancelled nor expired have a part of a day. */
export interface SlotUse {
  /** `slotId`. */
  readonly id: string;
  readonly taken: number;
}

/** Days after which nobody asks any more how full a day was. */
const DAYS_KEPT = 7;

/** Orders that a slot still has room for. */
export function roomIn(draft: Draft): (slotId: string, slot: Slot) => number {
  return (slotId, { capacity }) => capacity - (draft.get('slots', slotId)?.taken ?? 0);
}

/**
 * Counts the parts of a day that the orders of this decision have now and gives back what they had before:
 * whatever command ends an order, moves it or brings it back, its place is taken and given back exactly once.
 */
export function settleSlots(draft: Draft): void {
  for (const { before, after } of draft.changedOrders()) {
    const had = slotOf(before);
    const has = slotOf(after);
    if (had === has) continue;
    if (had !== null) count(draft, had, -1);
    if (has !== null) count(draft, has, 1);
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

function slotOf(order: Order | null): string | null {
  if (!order || order.status === 'cancelled' || order.status === 'expired') return null;
  return order.promise.slot ?? null;
}

/** What is over and forgotten cannot be given back. */
function count(draft: Draft, id: string, by: 1 | -1): void {
  const taken = (draft.get('slots', id)?.taken ?? 0) + by;
  if (taken >= 0) draft.put('slots', id, { id, taken });
}
