/**
 * When the day is summed up: at the hour the shop closes; on a day it does not open, in the evening, and only
 * where something happened. The timer is there as long as somebody is linked.
 */

import { instantAt, localDate, minuteOfDay, plusDays, weekday } from '../../commerce/calendar.ts';
import type { OpeningHours } from '../../commerce/catalog.ts';
import type { Draft } from '../draft.ts';
import { STAFF } from '../helper.ts';
import type { Timer } from '../records.ts';
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
  draft.job({ kind: 'staff-report', conversationId: null, about: 'closing' }, 'closing');
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

/** Whether the shop opened on the day that ends now, or a moment ago. */
export function wasOpen(hours: OpeningHours, now: number, timeZone: string): boolean {
  const today = localDate(now, timeZone);
  return [today, plusDays(today, -1)].some((date) => {
    if (!hours.days[weekday(date)]) return false;
    const at = closingOf(hours, date, timeZone);
    return at <= now && now - at < HOURS_LATE_MS;
  });
}

/** A summary that waited while the shop was away still counts as the one of its day, in ms. */
const HOURS_LATE_MS = 6 * 60 * 60_000;
