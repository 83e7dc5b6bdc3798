/** The last days in numbers, from the newest orders: pure, so that it can be checked by hand. */
import { localDate, plusDays } from '../../commerce/calendar.ts';
import { keptPromise } from '../../commerce/lateness.ts';
import { add, type Currency, type Minor, ZERO } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { moneyMoves } from '../exports/lists/money-moves.ts';
import { GROUP_NAMES, type Group, isIn } from './order-states.ts';

export interface Recent {
  /** Placed today, newest first. */
  readonly today: readonly Order[];
  /** Came in today, and in the last seven days with today, less what went back. */
  readonly takenToday: Minor;
  readonly takenWeek: Minor;
  /** Promised for a time that has passed, and not there yet; newest first. */
  readonly late: readonly Order[];
  /** How many of the orders looked at are still under way, by step. */
  readonly open: readonly { readonly group: Group; readonly count: number }[];
}

const OPEN: readonly Group[] = GROUP_NAMES.filter((group) => group !== 'done' && group !== 'dead');

/**
 * `orders`: newest first. Money counts on the local day it came or went back, by any way, in the shop's currency.
 * `now`: ms.
 */
export function recentOf(orders: readonly Order[], currency: Currency, now: number, timeZone: string): Recent {
  const today = localDate(now, timeZone);
  const weekAgo = plusDays(today, -6);
  let takenToday = ZERO;
  let takenWeek = ZERO;
  for (const order of orders) {
    if (order.currency !== currency) continue;
    for (const { at, amount } of moneyMoves(order)) {
      const day = localDate(Date.parse(at), timeZone);
      if (day < weekAgo || day > today) continue;
      takenWeek = add(takenWeek, amount);
      if (day === today) takenToday = add(takenToday, amount);
    }
  }
  return {
    today: orders.filter((order) => localDate(Date.parse(order.placedAt), timeZone) === today),
    takenToday,
    takenWeek,
    late: orders.filter((order) => isLate(order, timeZone, now)),
    open: OPEN.map((group) => ({ group, count: orders.filter((order) => isIn(order, group)).length })).filter(({ count }) => count > 0),
  };
}

function isLate(order: Order, timeZone: string, now: number): boolean {
  const kept = keptPromise(order, timeZone, now);
  return kept !== null && kept.arrivedAt === null && kept.lateBy > 0;
}
