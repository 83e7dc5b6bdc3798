/**
 * Dates and times as customers say them: "mañana por la tarde", "el viernes después de las 5", "sexta às
 * 14h", "15 de marzo", "in 2 days". What is found is taken out of the order.
 */

import { readNumber } from './numbers.ts';
import { cueAt, find, hasCue, type Reading, take } from './reading.ts';
import { readDigits } from './text.ts';
import type { DayPart, Span } from './words.ts';

export interface When {
  /** Local, `YYYY-MM-DD`. */
  readonly date?: string;
  /** Local, `HH:mm`. */
  readonly time?: string;
  /** "from five on". */
  readonly timeFrom?: string;
  readonly part?: DayPart;
}

/** The moment a message is read at, in the shop's own time. */
export interface LocalNow {
  /** Days since 1970-01-01 of the local date. */
  readonly day: number;
  /** Minutes since local midnight. */
  readonly minute: number;
}

const DAY_MS = 86_400_000;
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
  return { day: Date.UTC(get('year'), get('month') - 1, get('day')) / DAY_MS, minute: get('hour') * 60 + get('minute') };
}

interface Found {
  date: number | null;
  /** A date said with "for" or by name beats one said in passing ("if I order today"). */
  dateWeight: number;
  minute: number | null;
  from: boolean;
  /** The minute is certain: no half of the day must be guessed. */
  exact: boolean;
  part: DayPart | null;
}

/** `now` is asked for only where the text holds a date. null where the text says nothing of a time. */
export function readWhen(reading: Reading, now: () => LocalNow): When | null {
  const found: Found = { date: null, dateWeight: 0, minute: null, from: false, exact: false, part: null };
  let at = 0;
  while (at < reading.tokens.length) at = readAt(reading, at, found, now) ?? at + 1;
  return asWhen(found);
}

function asWhen({ date, minute, from, exact, part }: Found): When | null {
  if (date === null && minute === null && part === null) return null;
  const time = minute === null ? null : exact ? asClock(minute) : clock(minute, part);
  return {
    ...(date === null ? {} : { date: isoDate(date) }),
    ...(time === null ? {} : from ? { timeFrom: time } : { time }),
    ...(part === null || time !== null ? {} : { part }),
  };
}

/** Reads what begins at `at` into `found`; the token after it, or null. */
function readAt(reading: Reading, at: number, found: Found, now: () => LocalNow): number | null {
  if (reading.taken[at]) return null;
  return readDay(reading, at, found, now) ?? readTime(reading, at, found) ?? readPart(reading, at, found);
}

function setDate(found: Found, day: number, weight: number): void {
  if (weight > found.dateWeight) {
    found.date = day;
    found.dateWeight = weight;
  }
}

const PASSING = 1;
const NAMED = 2;

function readDay(reading: Reading, at: number, found: Found, now: () => LocalNow): number | null {
  const day = find(reading, at, 'day');
  if (day && !isPartOfPart(reading, at)) {
    const { offset } = day.meaning;
    // What was yesterday is no day to deliver on.
    if (offset >= 0) setDate(found, now().day + offset, offset === 0 ? PASSING : NAMED);
    readPartOfPhrase(reading, at, day.to, found);
    take(reading, at, day.to);
    return day.to;
  }
  const weekday = find(reading, at, 'weekday');
  if (weekday) {
    const today = now().day;
    setDate(found, today + daysUntil(weekday.meaning.day, today), NAMED);
    const next = cueAt(reading, weekday.to, 'next');
    take(reading, at, Math.max(weekday.to, next));
    return Math.max(weekday.to, next);
  }
  return readCalendarDay(reading, at, found, now) ?? readIn(reading, at, found, now);
}

/** "esta tarde" is today and a part of the day at once. */
function readPartOfPhrase(reading: Reading, from: number, to: number, found: Found): void {
  const part = find(reading, from, 'part');
  if (part && part.to === to) found.part = part.meaning.part;
}

/** "de la mañana": the word for tomorrow inside a part of the day. */
function isPartOfPart(reading: Reading, at: number): boolean {
  for (let from = Math.max(0, at - 2); from < at; from++) {
    const part = find(reading, from, 'part');
    if (part && part.to > at) return true;
  }
  return false;
}

/** Days from `today` to the next such weekday; the same weekday is a week away. */
function daysUntil(weekday: number, today: number): number {
  const current = (today + 4) % 7;
  return ((weekday - current + 6) % 7) + 1;
}

/** "15 de marzo", "march 15", "15/03". */
function readCalendarDay(reading: Reading, at: number, found: Found, now: () => LocalNow): number | null {
  const month = find(reading, at, 'month');
  if (month) {
    const number = readNumber(reading, month.to);
    return number && isDayOfMonth(number.value) ? setCalendar(reading, at, number.to, number.value, month.meaning.month, found, now) : null;
  }
  const token = reading.tokens[at];
  if (token?.kind !== 'number') return null;
  const day = readDigits(token.key);
  if (day === null || !isDayOfMonth(day)) return null;
  const [slash, number] = [reading.tokens[at + 1], reading.tokens[at + 2]];
  if (
    slash?.raw === '/' &&
    number?.kind === 'number' &&
    slash.start === token.end &&
    number.start === slash.end &&
    number.key.length === 2
  ) {
    const monthNumber = Number(number.key);
    if (monthNumber >= 1 && monthNumber <= 12) return setCalendar(reading, at, at + 3, day, monthNumber, found, now);
  }
  const named = find(reading, cueAt(reading, at + 1, 'of') || at + 1, 'month');
  return named ? setCalendar(reading, at, named.to, day, named.meaning.month, found, now) : null;
}

function isDayOfMonth(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 31;
}

function setCalendar(reading: Reading, from: number, to: number, day: number, month: number, found: Found, now: () => LocalNow): number {
  const today = now().day;
  const year = new Date(today * DAY_MS).getUTCFullYear();
  const thisYear = Date.UTC(year, month - 1, day) / DAY_MS;
  setDate(found, thisYear >= today ? thisYear : Date.UTC(year + 1, month - 1, day) / DAY_MS, NAMED);
  take(reading, from, to);
  return to;
}

const DAY_MINUTES = 1440;
const SPAN_MINUTES: Readonly<Partial<Record<Span, number>>> = { minute: 1, hour: 60 };
const SPAN_DAYS: Readonly<Partial<Record<Span, number>>> = { day: 1, week: 7, month: 30 };

/** "dentro de 3 días", "in 2 weeks", "en media hora". */
function readIn(reading: Reading, at: number, found: Found, now: () => LocalNow): number | null {
  const intro = cueAt(reading, at, 'in-time');
  if (intro === 0) return null;
  const half = find(reading, intro, 'half');
  const number = half ? { value: 0.5, to: half.to } : readNumber(reading, intro);
  const span = number && find(reading, number.to, 'span');
  if (!number || !span) return null;
  const days = SPAN_DAYS[span.meaning.span];
  if (days === undefined) setMinutesAhead(found, number.value * (SPAN_MINUTES[span.meaning.span] ?? 0), now());
  else setDate(found, now().day + Math.round(number.value * days), NAMED);
  take(reading, at, span.to);
  return span.to;
}

function setMinutesAhead(found: Found, minutes: number, { day, minute }: LocalNow): void {
  const later = minute + Math.round(minutes);
  setDate(found, day + Math.floor(later / DAY_MINUTES), NAMED);
  found.minute = later % DAY_MINUTES;
  found.exact = true;
}

/** "a las 9 y media", "14h", "7 pm", "14:30", "después de las 5". */
function readTime(reading: Reading, at: number, found: Found): number | null {
  const after = cueAt(reading, at, 'after');
  const intro = Math.max(after, cueAt(reading, at, 'before'), isHourIntro(reading, at));
  const start = intro || at;
  const number = readHour(reading, start);
  if (!number) return null;
  const unit = hourUnitAfter(reading, number.to);
  const part = find(reading, unit ?? number.to, 'part');
  if (!number.exact && intro === 0 && unit === null && !(part && isMeridiem(reading, unit ?? number.to))) return null;
  const end = part?.to ?? unit ?? number.to;
  if (isCounting(reading, end)) return null;
  found.minute = number.minute;
  found.from = after > 0;
  if (part) found.part = partOf(reading, unit ?? number.to, part.meaning.part);
  take(reading, at, end);
  return end;
}

/** "a las", "às", "at": an hour follows, if it is a small number. */
function isHourIntro(reading: Reading, at: number): number {
  const to = cueAt(reading, at, 'by-time');
  const word = reading.tokens[to - 1]?.key ?? '';
  return to > 0 && (to - at > 1 || word === 'at' || word === 'as' || word === 'by') ? to : 0;
}

/** "a las 2 polos": no time, a thing is counted. */
function isCounting(reading: Reading, at: number): boolean {
  const key = reading.stems[at];
  return key !== undefined && reading.vocabulary.index.owners.has(key);
}

interface Hour {
  readonly minute: number;
  readonly to: number;
  /** "14:30": written as a time. */
  readonly exact: boolean;
}

function readHour(reading: Reading, at: number): Hour | null {
  const number = readNumber(reading, at);
  if (!number || !Number.isInteger(number.value) || number.value < 0 || number.value > 24) return null;
  const [colon, minutes] = [reading.tokens[number.to], reading.tokens[number.to + 1]];
  if ((colon?.raw === ':' || colon?.key === 'h') && minutes?.kind === 'number' && minutes.key.length === 2 && minutes.start === colon.end) {
    return { minute: number.value * 60 + Number(minutes.key), to: number.to + 2, exact: true };
  }
  const dotted = /^(\d{1,2})[.](\d{2})$/.exec(reading.tokens[at]?.key ?? '');
  if (dotted) return null;
  const fraction = readHourFraction(reading, number.to);
  return fraction
    ? { minute: number.value * 60 + fraction.minutes, to: fraction.to, exact: false }
    : { minute: number.value * 60, to: number.to, exact: false };
}

/** "y media", "y cuarto", "menos cuarto", "y veinte". */
function readHourFraction(reading: Reading, at: number): { minutes: number; to: number } | null {
  const and = cueAt(reading, at, 'and-time');
  const to = and || cueAt(reading, at, 'to-time');
  if (to === 0) return null;
  const sign = and ? 1 : -1;
  const half = find(reading, to, 'half');
  if (half && and) return { minutes: 30, to: half.to };
  const quarter = cueAt(reading, to, 'quarter');
  if (quarter) return { minutes: 15 * sign, to: quarter };
  const number = readNumber(reading, to);
  if (!number || number.value < 5 || number.value > 59) return null;
  return { minutes: number.value * sign, to: number.to };
}

/** "h", "hs", "horas" right after an hour. */
function hourUnitAfter(reading: Reading, at: number): number | null {
  const span = find(reading, at, 'span');
  if (span?.meaning.span !== 'hour') return null;
  const [number, unit] = [reading.tokens[at - 1], reading.tokens[at]];
  const isJoined = number && unit && number.end === unit.start;
  return isJoined || (unit && unit.key.length <= 3 && unit.key !== 'h') ? span.to : null;
}

function isMeridiem(reading: Reading, at: number): boolean {
  const key = reading.tokens[at]?.key;
  return key === 'am' || key === 'pm' || reading.tokens[at + 1] !== undefined;
}

/** "am" is morning, "pm" afternoon, whatever the list says they belong to. */
function partOf(reading: Reading, at: number, part: DayPart): DayPart {
  const key = reading.tokens[at]?.key;
  return key === 'am' ? 'morning' : key === 'pm' ? 'afternoon' : part;
}

function readPart(reading: Reading, at: number, found: Found): number | null {
  const part = find(reading, at, 'part');
  if (!part || hasCue(reading, Math.max(0, at - 2), part.to, 'greet', 'bye')) return null;
  const isBare = part.to - at === 1 && part.meaning.part !== 'noon';
  if (isBare && !(at > 0 && reading.taken[at - 1])) return null;
  found.part = part.meaning.part;
  take(reading, at, part.to);
  return part.to;
}

/** An hour without am or pm: what a shop would mean. One to seven are in the afternoon. */
function clock(minute: number, part: DayPart | null): string {
  let hour = Math.floor(minute / 60);
  const rest = minute - hour * 60;
  const isLate = part === 'afternoon' || part === 'night' || (part === 'noon' && hour < 11);
  if (hour < 12 && (isLate || (part === null && hour >= 1 && hour <= 7))) hour += 12;
  if (hour === 12 && part === 'morning') hour = 0;
  return asClock((hour % 24) * 60 + rest);
}

/** `HH:mm`. */
function asClock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function isoDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
