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
  const leads = cart.lines.map((line) => productOf(files.catalog, line.productId)?.leadDays ?? 0);
  return promise(delivery, zone, now, timeZone, Math.max(0, ...leads));
}
