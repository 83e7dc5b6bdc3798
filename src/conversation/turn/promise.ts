/**
 * When the cart on the table would arrive: in the part of a day that was chosen, else with the zone's next
 * visit, later by what has to be made first.
 */

import type { Cart } from '../../commerce/cart.ts';
import { productOf } from '../../commerce/catalog.ts';
import { zoneOfDelivery } from '../../commerce/delivery.ts';
import { type MakingRoom, toMake } from '../../commerce/making.ts';
import { type DeliveryPromise, type PromiseAsked, promiseAt, soonest } from '../../commerce/promise.ts';
import type { Zone } from '../../commerce/zone.ts';
import type { ShopFiles } from '../shop-files.ts';

export interface OnTheTable {
  readonly cart: Cart;
  readonly files: ShopFiles;
  /** ms since the epoch. */
  readonly now: number;
  /** Orders that a slot (`slotId`), and units that a day's making (`makingId`), still have room for. */
  readonly room: MakingRoom;
}

/** null where the part of a day that was chosen has no room any more, or none was chosen of several. */
export function promiseFor(table: OnTheTable): DeliveryPromise | null {
  const { cart, files } = table;
  const asked = askedOf(table, zoneOfDelivery(files.shop.delivery, cart.delivery));
  if (!asked.zone?.slots) return soonest(asked);
  const chosen = cart.delivery?.kind === 'home' ? cart.delivery.slot : undefined;
  return chosen ? promiseAt(asked, chosen) : null;
}

/** What a promise for this cart to `zone` depends on; null: picked up. */
export function askedOf({ cart, files, now, room }: OnTheTable, zone: Zone | null): PromiseAsked {
  const { delivery: policy, timeZone } = files.shop;
  return { policy, zone, now, timeZone, extraLeadDays: longestLead({ cart, files }), room, toMake: toMake(cart.lines, files.catalog) };
}

/** Working days that the slowest thing in the cart takes to be made; 0 where everything is in stock. */
export function longestLead({ cart, files }: Pick<OnTheTable, 'cart' | 'files'>): number {
  return Math.max(0, ...cart.lines.map((line) => productOf(files.catalog, line.productId)?.leadDays ?? 0));
}
