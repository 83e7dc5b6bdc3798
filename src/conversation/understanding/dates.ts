/**
 * Arithmetic of local days: which day a weekday, a day of the month or a date without a year means to
 * somebody who says it today. A day is a count since 1970-01-01; no time zone is left in it.
 */

/** The moment a message is read at, in the shop's own time. */
export interface LocalNow {
  /** Days since 1970-01-01 of the local date. */
  readonly day: number;
  /** Minutes since local midnight. */
  readonly minute: number;
}

const DAY_MS = 86_400_000;
const WEEK = 7;
/** Months in which a "Friday the 13th" is looked for: within 14 months there always is one. */
const MONTHS_TO_SEARCH = 14;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** @param now ms since the epoch. */
export function localNow(now: number, timeZone: string): LocalNow {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return { day: dayOf(get('year'), get('month'), get('day')) ?? 0, minute: get('hour') * 60 + get('minute') };
}

/** `YYYY-MM-DD`. */
export function isoDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 = Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return (((day + 4) % WEEK) + WEEK) % WEEK;
}

/** The next such weekday; the same weekday is a week away. */
export function comingWeekday(today: number, weekday: number): number {
  return today + ((weekday - weekdayOf(today) + 6) % WEEK) + 1;
}

/** The weekday in the week that begins on a Monday, `weeks` after this one. */
export function weekdayInWeek(today: number, weekday: number, weeks: number): number {
  const monday = today - ((weekdayOf(today) + 6) % WEEK);
  return monday + weeks * WEEK + ((weekday + 6) % WEEK);
}

/** The same day of the month `months` later; the last one where that month is shorter. */
export function monthsLater(today: number, months: number): number {
  const { year, month, day } = partsOf(today);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last)) / DAY_MS;
}

/** "15 de marzo": this year's or, once that is gone, next year's; 29 February waits for its year. null where there is no such day. */
export function comingDate(today: number, month: number, day: number): number | null {
  const { year } = partsOf(today);
  for (let next = year; next <= year + 8; next++) {
    const found = dayOf(next, month, day);
    if (found !== null && found >= today) return found;
  }
  return null;
}

/** "el 17": of this month or the first one after it that has such a day and where it is still to come. */
export function comingDayOfMonth(today: number, day: number, isFit: (candidate: number) => boolean = () => true): number | null {
  const { year, month } = partsOf(today);
  for (let ahead = 0; ahead < MONTHS_TO_SEARCH; ahead++) {
    const found = dayOf(year + Math.floor((month - 1 + ahead) / 12), ((month - 1 + ahead) % 12) + 1, day);
    if (found !== null && found >= today && isFit(found)) return found;
  }
  return null;
}

/** null where the calendar has no such day ("31 de abril"). @param month 1 = January. */
export function dayOf(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY_MS : null;
}

/** The month and the year of a day. */
export function monthOf(day: number): { readonly month: number; readonly year: number } {
  const { month, year } = partsOf(day);
  return { month, year };
}

function partsOf(day: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
