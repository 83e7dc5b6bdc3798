/**
 * When the day is summed up: at the hour the shop closes; on a day it does not open, in the evening, and only
 * where something happened. The timer is there as long as somebody is linked.
 */

import { instantAt, localDate, minuteOfDay, plusDays, weekday } from '../../commerce/calendar.ts';
import type { OpeningHours } from '../../commerce/catalog.ts';
import type { Draft } from '../draft.ts';
import type { Timer } from '../records.ts';
import { STAFF } from '../staff.ts';
import type { ShopDay } from '../staff-report.ts';
import { staffOf } from '../who-helps.ts';

const SUMMARY = `staff-summary:${STAFF}`;
/** Local time at which a closed day is looked at. */
const CLOSED_DAY_AT = '20:00';

/** Somebody was linked, or left: there is one summary a day while anybody reads it. */
export function planSummary(draft: Draft): void {
  const wanted = staffOf(draft).helpers.some(({ role }) => role !== 'courier');
  const planned = draft.get('timers', SUMMARY) !== undefined;
  if (wanted && !planned) setSummary(draft, 0);
  if (!wanted && planned) draft.clearTimer(SUMMARY);
}

export function summaryDue(draft: Draft, timer: Timer): void {
  if (staffOf(draft).helpers.length === 0) return;
  const { hours, timeZone } = draft.world.files.shop;
  draft.job({ kind: 'staff-report', conversationId: null, about: 'closing', day: dayClosedAt(hours, timer.at, timeZone) }, 'closing');
  setSummary(draft, timer.round + 1);
}

function setSummary(draft: Draft, round: number): void {
  const { hours, timeZone } = draft.world.files.shop;
  draft.setTimer({ id: SUMMARY, kind: 'staff-summary', ref: STAFF, at: nextClosing(hours, draft.world.now, timeZone), round });
}

/** ms since the epoch of the next time after `now` at which a day ends. */
export function nextClosing(hours: OpeningHours, now: number, timeZone: string): number {
  const yesterday = plusDays(localDate(now, timeZone), -1);
  for (let days = 0; ; days += 1) {
    const at = closingOf(hours, plusDays(yesterday, days), timeZone);
    if (at > now) return at;
  }
}

/** Hours may pass midnight: then the day ends on the next one. */
function closingOf(hours: OpeningHours, date: string, timeZone: string): number {
  const open = hours.days[weekday(date)];
  if (!open) return instantAt(date, CLOSED_DAY_AT, timeZone);
  const passes = minuteOfDay(open.to) <= minuteOfDay(open.from);
  return instantAt(passes ? plusDays(date, 1) : date, open.to, timeZone);
}

/** The day that ended then, or last before, however much later it is summed up. */
export function dayClosedAt(hours: OpeningHours, at: number, timeZone: string): ShopDay {
  const closings = [2, 1, 0, -1]
    .map((days) => plusDays(localDate(at, timeZone), -days))
    .map((date) => ({ date, at: closingOf(hours, date, timeZone) }))
    .filter((closing) => closing.at <= at)
    .slice(-2);
  const [before, last] = closings;
  if (!before || !last) throw new Error(`no two days closed before ${new Date(at).toISOString()}`);
  return { date: last.date, from: before.at, until: last.at };
}

export function opensOn({ days }: OpeningHours, date: string): boolean {
  return days[weekday(date)] !== undefined;
}
