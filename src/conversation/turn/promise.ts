/**
 * When the cart on the table would arrive: the zone's promise, later by what has to be made first.
 */

import type { Cart } from '../../commerce/cart.ts';
import { productOf } from '../../commerce/catalog.ts';
import { type DeliveryPromise, promise, zoneById } from '../../commerce/delivery.ts';
import type { ShopFiles } from '../shop-files.ts';

export function promiseFor(of: { readonly cart: Cart; readonly files: ShopFiles; readonly now: number }): DeliveryPromise {
  const { cart, files, now } = of;
  const { delivery, timeZone } = files.shop;
  const zone = cart.delivery?.kind === 'home' && cart.delivery.zoneId ? zoneById(delivery, cart.delivery.zoneId) : null;
  return promise(delivery, zone, now, timeZone, longestLead(of));
}

/** Working days that the slowest thing in the cart takes to be made; 0 where everything is in stock. */
export function longestLead({ cart, files }: { readonly cart: Cart; readonly files: ShopFiles }): number {
  return Math.max(0, ...cart.lines.map((line) => productOf(files.catalog, line.productId)?.leadDays ?? 0));
}
