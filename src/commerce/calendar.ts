/**
 * Local days and hours of a shop. The only file that knows dayjs, because most of dayjs is wrong around
 * clock changes (facts/commerce.md §3.9, measured): from it come the wall clock of an instant and the
 * arithmetic of plain dates; everything else is built on those two here.
 */
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);

const MINUTE = 60_000;
const DAY = 86_400_000;
const MINUTES_A_DAY = 1440;

/** Clocks of all zones in use change on a quarter of an hour, so one offset holds for each quarter. */
const QUARTER = 15 * MINUTE;

/** Offsets kept per zone; asking dayjs costs some 50 µs, a third of what a whole turn may take. */
const OFFSETS_KEPT = 4096;
const offsets = new Map<string, Map<number, number>>();

/** Local wall clock minus UTC at an instant, in ms. @throws {RangeError} for a zone that does not exist. */
function offsetAt(instantMs: number, timeZone: string): number {
  const quarter = Math.floor(instantMs / QUARTER);
  let known = offsets.get(timeZone);
  if (!known) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  const found = known.get(quarter);
  if (found !== undefined) return found;
  const instant = quarter * QUARTER;
  const offset = dayjs.utc(dayjs(instant).tz(timeZone).format('YYYY-MM-DDTHH:mm:ss')).valueOf() - instant;
  if (known.size >= OFFSETS_KEPT) known.clear();
  known.set(quarter, offset);
  return offset;
}

/** `YYYY-MM-DD` on the wall at this instant (ms since the epoch). */
export function localDate(instantMs: number, timeZone: string): string {
  return new Date(instantMs + offsetAt(instantMs, timeZone)).toISOString().slice(0, 10);
}

/** Minutes since local midnight by the wall clock, 0..1439. */
export function localMinute(instantMs: number, timeZone: string): number {
  const wall = instantMs + offsetAt(instantMs, timeZone);
  return Math.floor((wall - Math.floor(wall / DAY) * DAY) / MINUTE);
}

/** 0 = Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** `date` is `YYYY-MM-DD`. */
export function weekday(date: string): Weekday {
  return dayjs.utc(date).day();
}

/** `date` moved by whole days; `YYYY-MM-DD` in and out. */
export function plusDays(date: string, days: number): string {
  return dayjs.utc(date).add(days, 'day').format('YYYY-MM-DD');
}

/**
 * The first instant (ms) of a local date: where clocks jump over midnight the first minute after the
 * jump, where midnight comes twice the first of them. A day is `[startOfLocalDay(d), startOfLocalDay(d + 1))`.
 */
export function startOfLocalDay(date: string, timeZone: string): number {
  const midnight = dayjs.utc(date).valueOf();
  const candidates = [midnight - offsetAt(midnight - DAY, timeZone), midnight - offsetAt(midnight + DAY, timeZone)].toSorted(
    (a, b) => a - b,
  );
  const first = candidates.find((instant) => localDate(instant, timeZone) === date);
  return first ?? Math.max(...candidates);
}

/**
 * The instant (ms) at which the clock on the wall shows a time (`HH:mm`) on a local date; one that is jumped over
 * is as far behind midnight as it says. `24:00` is the end of the day.
 */
export function instantAt(date: string, time: string, timeZone: string): number {
  const minute = minuteOfDay(time);
  if (minute === MINUTES_A_DAY) return startOfLocalDay(plusDays(date, 1), timeZone);
  const at = startOfLocalDay(date, timeZone) + minute * MINUTE;
  return at + (minute - localMinute(at, timeZone)) * MINUTE;
}

/** The wall clock in a dayjs pattern of numbers, e.g. `DD/MM/YYYY HH:mm`; names of months would be English. */
export function formatLocal(instantMs: number, timeZone: string, pattern: string): string {
  return dayjs.utc(instantMs + offsetAt(instantMs, timeZone)).format(pattern);
}

/** Minutes since midnight of `HH:mm`, 0..1440. @throws {RangeError} for anything else. */
export function minuteOfDay(time: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(time);
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!(minute <= 1440) || Number(match?.[2]) > 59) throw new RangeError(`"${time}" is not a time like 14:30`);
  return minute;
}
