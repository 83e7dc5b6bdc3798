/**
 * When a customer would like to have it, in her words ("mañana por la tarde", "el sábado después de las 5"),
 * and which of the parts of a day that the shop offers fits that.
 */
import { minuteOfDay } from './calendar.ts';
import type { DeliveryPromise } from './promise.ts';

export interface SlotWish {
  /** Local, `YYYY-MM-DD`. */
  readonly date?: string;
  /** Local, `HH:mm`. */
  readonly time?: string;
  /** From then on. */
  readonly timeFrom?: string;
  readonly part?: 'morning' | 'noon' | 'afternoon' | 'night';
}

/** Hours of a part of the day; they overlap, as people do not agree on them. */
const HOURS = { morning: [0, 12], noon: [11, 15], afternoon: [12, 19], night: [18, 24] } as const;
const MINUTES_AN_HOUR = 60;

/** A part of a day counts by its middle: ten to one is the morning. */
export function fitsWish({ date, window }: DeliveryPromise, wish: SlotWish): boolean {
  if (wish.date !== undefined && wish.date !== date) return false;
  if (!window) return true;
  const from = minuteOfDay(window.from);
  const to = minuteOfDay(window.to);
  const middle = (from + to) / 2;
  if (wish.time !== undefined) return from <= minuteOfDay(wish.time) && minuteOfDay(wish.time) < to;
  if (wish.timeFrom !== undefined) return middle >= minuteOfDay(wish.timeFrom);
  if (wish.part === undefined) return true;
  const [begins, ends] = HOURS[wish.part];
  return middle >= begins * MINUTES_AN_HOUR && middle <= ends * MINUTES_AN_HOUR;
}
