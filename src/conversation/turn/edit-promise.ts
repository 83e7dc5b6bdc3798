/**
 * When a changed order arrives: as it was promised where it goes to the same place and nothing is added that takes
 * longer, else as a new one would. What the order itself takes of a day does not count against it.
 */

import type { Cart } from '../../commerce/cart.ts';
import { zoneOfDelivery } from '../../commerce/delivery.ts';
import { isSamePlace } from '../../commerce/edit-cart.ts';
import { type MakingRoom, makingId, toMake } from '../../commerce/making.ts';
import type { Order } from '../../commerce/order.ts';
import type { DeliveryPromise } from '../../commerce/promise.ts';
import { longestLead, type OnTheTable, promiseFor } from './promise.ts';

/**
 * null where the part of a day that was chosen has no room any more, or none was chosen of several. `table`: with the
 * room that the order has itself (`roomBesides`).
 */
export function promiseOfEdit(order: Order, table: OnTheTable): DeliveryPromise | null {
  const { cart, files } = table;
  const { promise } = order;
  if (isMoved(order, cart, table)) return promiseFor(table);
  const added = cart.lines.filter(({ agreed, qty }) => !agreed || (qty ?? 0) > agreed.qty);
  const makesOther = JSON.stringify(toMake(order.lines, files.catalog)) !== JSON.stringify(toMake(cart.lines, files.catalog));
  if (!makesOther && longestLead({ cart: { ...cart, lines: added }, files }) === 0) return promise;
  const anew = promiseFor(table);
  if (!anew || anew.date > promise.date) return anew;
  const { making: _before, ...said } = promise;
  return { ...said, ...(anew.making && { making: anew.making }) };
}

function isMoved({ promise }: Order, { amends, delivery }: Cart, { files }: OnTheTable): boolean {
  if (!amends || delivery === null || !isSamePlace(amends.delivery, delivery)) return true;
  if (delivery.kind === 'pickup' || !zoneOfDelivery(files.shop.delivery, delivery)?.slots) return false;
  return delivery.slot?.date !== promise.date || delivery.slot.from !== promise.window?.from;
}

/** The place in a part of a day and the units of a day's making that the order has already are room for it. */
export function roomBesides({ promise }: Pick<Order, 'promise'>, room: MakingRoom): MakingRoom {
  return (id, day) => {
    const made = (promise.making ?? []).filter((making) => makingId(making) === id).reduce((sum, { units }) => sum + units, 0);
    return room(id, day) + (id === promise.slot ? 1 : 0) + made;
  };
}
