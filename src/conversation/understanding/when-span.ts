/**
 * Times counted from now or from a named day: "dentro de dos horas", "en hora y media", "in 2 weeks",
 * "3 days from tomorrow", "two fridays from now".
 */
import { comingWeekday, monthsLater } from './dates.ts';
import { readAndPart, readNumber } from './numbers.ts';
import { cueAt, find, type Reading, take } from './reading.ts';
import { NAMED, type Search, setDate, setMinute } from './when-found.ts';
import type { Span } from './words.ts';

const DAY_MINUTES = 1440;
const MINUTES: Readonly<Partial<Record<Span, number>>> = { minute: 1, hour: 60 };
const DAYS: Readonly<Partial<Record<Span, number>>> = { day: 1, week: 7 };

interface Length {
  readonly value: number;
  readonly span: Span;
  readonly to: number;
}

export function readAhead(search: Search, at: number): number | null {
  return readIn(search, at) ?? readFrom(search, at);
}

/** "dentro de 3 días", "in about half an hour", "en media hora". */
function readIn(search: Search, at: number): number | null {
  const { reading } = search;
  const intro = cueAt(reading, at, 'in-time');
  const length = intro > 0 ? readLength(reading, cueAt(reading, intro, 'by-time') || intro) : null;
  if (!length) return null;
  setAhead(search, length, null);
  take(reading, at, length.to);
  return length.to;
}

/** "2 minutes from now", "tres semanas a partir de mañana", "2 fridays from now". */
function readFrom(search: Search, at: number): number | null {
  const { reading, found, now } = search;
  const length = readLength(reading, at);
  if (length) {
    const fromNow = cueAt(reading, length.to, 'from-now');
    const after = fromNow > 0 ? 0 : cueAt(reading, length.to, 'after');
    const day = after > 0 ? find(reading, after, 'day') : null;
    const to = fromNow || day?.to;
    if (!to || (day && day.meaning.offset < 0)) return null;
    setAhead(search, length, day?.meaning.offset ?? null);
    take(reading, at, to);
    return to;
  }
  const count = readNumber(reading, at);
  const weekday = count && find(reading, count.to, 'weekday');
  const to = weekday ? cueAt(reading, weekday.to, 'from-now') : 0;
  if (!count || !weekday || to === 0) return null;
  setDate(found, comingWeekday(now().day, weekday.meaning.day) + 7 * (count.value - 1), NAMED);
  take(reading, at, to);
  return to;
}

/** "dos horas", "hora y media", "half an hour", "a couple of days", "tres cuartos de hora". */
function readLength(reading: Reading, at: number): Length | null {
  const counted = readCount(reading, at);
  if (!counted) return null;
  const span = find(reading, cueAt(reading, counted.to, 'more') || counted.to, 'span');
  if (!span) return null;
  const part = readAndPart(reading, span.to);
  return { value: counted.value + (part?.part ?? 0), span: span.meaning.span, to: part?.to ?? span.to };
}

function readCount(reading: Reading, at: number): { readonly value: number; readonly to: number } | null {
  const half = find(reading, at, 'half');
  if (half) return { value: 0.5, to: small(reading, half.to) };
  const article = cueAt(reading, at, 'article');
  const pair = find(reading, article || at, 'group');
  if (pair?.meaning.value === 2) return { value: 2, to: small(reading, pair.to) };
  const aHalf = article > 0 ? find(reading, article, 'half') : null;
  if (aHalf) return { value: 0.5, to: small(reading, aHalf.to) };
  const number = readNumber(reading, at);
  if (!number) return find(reading, at, 'span')?.meaning.span === 'hour' ? { value: 1, to: at } : null;
  const joint = reading.tokens[number.to]?.raw === '-' ? number.to + 1 : number.to;
  const quarter = cueAt(reading, joint, 'quarter');
  if (quarter > 0 && number.value <= 3) return { value: number.value / 4, to: small(reading, quarter) };
  const part = readAndPart(reading, number.to);
  return part ? { value: number.value + part.part, to: part.to } : { value: number.value, to: number.to };
}

/** "of an" in "half of an hour". */
function small(reading: Reading, at: number): number {
  const of = cueAt(reading, at, 'of') || at;
  return cueAt(reading, of, 'article') || of;
}

/** @param offset days from today that it is counted from; null for this very moment. */
function setAhead({ found, now }: Search, { value, span }: Length, offset: number | null): void {
  const { day, minute } = now();
  const minutes = MINUTES[span];
  if (minutes !== undefined) {
    const later = (offset === null ? minute : 0) + Math.round(value * minutes);
    setDate(found, day + (offset ?? 0) + Math.floor(later / DAY_MINUTES), NAMED);
    setMinute(found, later % DAY_MINUTES, true, false);
    return;
  }
  const days = DAYS[span];
  const from = day + (offset ?? 0);
  setDate(found, days === undefined ? monthsLater(from, Math.round(value)) : from + Math.round(value * days), NAMED);
}
