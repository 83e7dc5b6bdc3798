/**
 * What was promised, looked at again where an order is confirmed later than it was placed: paid after the
 * cut-off, approved days later, or brought back. It may arrive later than was said, never earlier
 * (facts/commerce.md §3.7).
 */

import { productOf } from '../commerce/catalog.ts';
import { zoneOfDelivery } from '../commerce/delivery.ts';
import { toMake } from '../commerce/making.ts';
import type { Order } from '../commerce/order.ts';
import { type DeliveryPromise, type PromiseAsked, promiseAt, promiseOptions, soonest } from '../commerce/promise.ts';
import type { Draft } from './draft.ts';
import { roomIn } from './slots.ts';

/** `order`: as it was before; one that was over holds no place in a part of a day, and nothing is made for it any more. */
export function promiseNow(draft: Draft, order: Order): DeliveryPromise {
  const { files, now } = draft.world;
  const { delivery: policy, timeZone } = files.shop;
  const zone = zoneOfDelivery(policy, order.delivery);
  const leads = order.lines.map((line) => productOf(files.catalog, line.productId)?.leadDays ?? 0);
  const room = roomIn(draft);
  const isOver = order.status === 'expired' || order.status === 'cancelled';
  const wanted = isOver ? { toMake: toMake(order.lines, files.catalog) } : {};
  const asked: PromiseAsked = { policy, zone, now, timeZone, extraLeadDays: Math.max(0, ...leads), room, ...wanted };
  const promised = zone?.slots ? inItsSlot(asked, order, isOver) : later(soonest(asked), order.promise);
  return isOver ? promised : withMaking(promised, order.promise.making);
}

/** Never earlier than was said; what is made for it is what is asked now. */
function later(anew: DeliveryPromise, said: DeliveryPromise): DeliveryPromise {
  return anew.date > said.date ? anew : withMaking(said, anew.making);
}

function withMaking({ making: _before, ...promised }: DeliveryPromise, making: DeliveryPromise['making']): DeliveryPromise {
  return { ...promised, ...(making && { making }) };
}

/** The part of a day she chose, while it can be kept; else the next one with room. */
function inItsSlot(asked: PromiseAsked, { promise }: Order, isOver: boolean): DeliveryPromise {
  const hers = isOver ? undefined : promise.slot;
  const withHers: PromiseAsked = { ...asked, room: (id, day) => asked.room(id, day) + (id === hers ? 1 : 0) };
  const { date, window } = promise;
  return (window && promiseAt(withHers, { date, from: window.from })) ?? promiseOptions(asked, 1)[0] ?? promise;
}
