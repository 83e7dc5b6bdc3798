/**
 * What was promised, looked at again where an order is confirmed later than it was placed: paid after the
 * cut-off, approved days later, or brought back. It may arrive later than was said, never earlier
 * (facts/commerce.md §3.7).
 */
import { productOf } from '../commerce/catalog.ts';
import {
  type DeliveryPromise,
  type PromiseAsked,
  promise,
  promiseAt,
  promiseOptions,
  type Slot,
  zoneOfDelivery,
} from '../commerce/delivery.ts';
import type { Order } from '../commerce/order.ts';
import type { Draft } from './draft.ts';
import { roomIn } from './slots.ts';

/** `order`: as it was before; one that was over holds no place in a part of a day any more. */
export function promiseNow(draft: Draft, order: Order): DeliveryPromise {
  const { files, now } = draft.world;
  const { delivery: policy, timeZone } = files.shop;
  const zone = zoneOfDelivery(policy, order.delivery);
  const leads = order.lines.map((line) => productOf(files.catalog, line.productId)?.leadDays ?? 0);
  const room = roomIn(draft);
  const asked: PromiseAsked = { policy, zone, now, timeZone, extraLeadDays: Math.max(0, ...leads), room };
  const anew = promise(policy, zone, now, timeZone, asked.extraLeadDays);
  if (!zone?.slots) return anew.date > order.promise.date ? anew : order.promise;
  const hers = order.status === 'expired' || order.status === 'cancelled' ? undefined : order.promise.slot;
  const withHers: PromiseAsked = { ...asked, room: (id: string, slot: Slot) => room(id, slot) + (id === hers ? 1 : 0) };
  const { date, window } = order.promise;
  return (window && promiseAt(withHers, { date, from: window.from })) ?? promiseOptions(asked, 1)[0] ?? order.promise;
}
