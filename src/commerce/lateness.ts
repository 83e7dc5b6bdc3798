/**
 * Whether what was promised was kept. An order that is sent has arrived when it was delivered; one that is picked
 * up when it was ready, or was handed over without that step.
 */

import { instantAt } from './calendar.ts';
import type { Order } from './order.ts';
import type { OrderStatus } from './transitions.ts';

export interface Kept {
  /** UTC ISO instant; null: it has not arrived yet. */
  readonly arrivedAt: string | null;
  /** Whole minutes after the end of what was promised, by now or by when it arrived; 0: in time. */
  readonly lateBy: number;
}

const MINUTE_MS = 60_000;
const END_OF_DAY = '24:00';

/** What is not wanted or paid yet gets its promise when it is; what is over has none. */
const WITHOUT_PROMISE: ReadonlySet<OrderStatus> = new Set(['pending_approval', 'awaiting_payment', 'cancelled', 'expired', 'returned']);

/** null for an order that has not arrived and is promised nothing. `now`: ms. */
export function keptPromise(order: Pick<Order, 'delivery' | 'promise' | 'history' | 'status'>, timeZone: string, now: number): Kept | null {
  const arrivals = order.delivery.kind === 'pickup' ? ['ready', 'delivered'] : ['delivered'];
  const arrivedAt = order.history.find(({ what }) => arrivals.includes(what))?.at ?? null;
  if (arrivedAt === null && WITHOUT_PROMISE.has(order.status)) return null;
  const { date, window } = order.promise;
  const late = (arrivedAt === null ? now : Date.parse(arrivedAt)) - instantAt(date, window?.to ?? END_OF_DAY, timeZone);
  return { arrivedAt, lateBy: Math.max(0, Math.floor(late / MINUTE_MS)) };
}
