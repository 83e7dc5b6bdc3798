/**
 * Days that the law counts: all of them, or Monday to Friday without public holidays. They are not the days on
 * which a shop works: a shop that opens on Saturdays still has until Monday.
 */
import { plusDays, weekday } from './calendar.ts';

export type DayCount = 'calendar' | 'business';

const SATURDAY = 6;
const SUNDAY = 0;

/** The last day of a term of `days` that begins the day after `date`; local `YYYY-MM-DD`. `holidays`: those that are known. */
export function endOfTerm(date: string, days: number, count: DayCount, holidays: readonly string[]): string {
  if (count === 'calendar') return plusDays(date, days);
  const off = new Set(holidays);
  let day = date;
  for (let left = days; left > 0; ) {
    day = plusDays(day, 1);
    const at = weekday(day);
    if (at !== SATURDAY && at !== SUNDAY && !off.has(day)) left -= 1;
  }
  return day;
}
