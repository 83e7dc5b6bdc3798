/**
 * Days and hours as people say them: "jue 26 nov, entre 10:00 y 19:00". Names of days and months are
 * texts like all others.
 */
import { weekday } from '../../commerce/calendar.ts';
import type { OpeningHours } from '../../commerce/catalog.ts';
import type { DeliveryPromise } from '../../commerce/promise.ts';
import type { Wording } from './wording.ts';

/** `date`: local `YYYY-MM-DD`. */
export function dayWords(wording: Wording, date: string): string {
  const month = namesIn(wording.plain('date.months'))[Number(date.slice(5, 7)) - 1] ?? '';
  return wording.plain('date.day', { weekday: weekdayName(wording, weekday(date)), day: Number(date.slice(8, 10)), month });
}

export function promiseWords(wording: Wording, promise: DeliveryPromise): string {
  const day = dayWords(wording, promise.date);
  return promise.window ? wording.plain('date.day_between', { day, from: promise.window.from, to: promise.window.to }) : day;
}

/** "lun a sáb de 10:00 a 19:00 · dom de 10:00 a 14:00": days in a row with the same hours are one group. */
export function hoursWords(wording: Wording, hours: OpeningHours): string {
  const groups: { first: number; last: number; from: string; to: string }[] = [];
  for (const day of WEEK_FROM_MONDAY) {
    const open = hours.days[day];
    if (!open) continue;
    const group = groups.at(-1);
    if (group && group.from === open.from && group.to === open.to && follows(group.last, day)) group.last = day;
    else groups.push({ first: day, last: day, from: open.from, to: open.to });
  }
  return groups.map((group) => groupWords(wording, group)).join(' · ');
}

/** "hoy de 10:00 a 19:00". `today`: local `YYYY-MM-DD`. */
export function todayWords(wording: Wording, hours: OpeningHours, today: string): string {
  const open = hours.days[weekday(today)];
  return open ? wording.plain('hours.today', { from: open.from, to: open.to }) : wording.plain('hours.not_today');
}

const WEEK_FROM_MONDAY = [1, 2, 3, 4, 5, 6, 0] as const;

function follows(before: number, day: number): boolean {
  return (before + 1) % 7 === day;
}

function groupWords(
  wording: Wording,
  group: { readonly first: number; readonly last: number; readonly from: string; readonly to: string },
): string {
  const { from, to } = group;
  const first = weekdayName(wording, group.first);
  return group.first === group.last
    ? wording.plain('date.hours_one', { day: first, from, to })
    : wording.plain('date.hours_many', { first, last: weekdayName(wording, group.last), from, to });
}

function weekdayName(wording: Wording, day: number): string {
  return namesIn(wording.plain('date.weekdays'))[day] ?? '';
}

function namesIn(list: string): readonly string[] {
  return list.split(' ');
}
