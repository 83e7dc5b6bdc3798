/**
 * What has been found of a time so far, while a message is read from left to right, and what it amounts
 * to in the end: which of two dates is meant, and which half of the day an hour belongs to.
 */
import { isoDate, type LocalNow } from './dates.ts';
import { cueAt, find, type Reading } from './reading.ts';
import { root } from './text.ts';
import type { DayPart } from './words.ts';

export interface When {
  /** Local, `YYYY-MM-DD`. */
  readonly date?: string;
  /** Local, `HH:mm`. */
  readonly time?: string;
  /** "from five on"; of "between five and seven" the beginning. */
  readonly timeFrom?: string;
  readonly part?: DayPart;
}

export interface Found {
  date: number | null;
  /** A date said with "for" or by name beats one said in passing ("if I order today"). */
  dateWeight: number;
  minute: number | null;
  from: boolean;
  /** The minute is certain: no half of the day must be guessed. */
  exact: boolean;
  part: DayPart | null;
}

/** A message that is searched for a time. */
export interface Search {
  readonly reading: Reading;
  readonly found: Found;
  /** Asked for only where a date is said. */
  readonly now: () => LocalNow;
}

export const PASSING = 1;
export const NAMED = 2;

export function nothingFound(): Found {
  return { date: null, dateWeight: 0, minute: null, from: false, exact: false, part: null };
}

export function setDate(found: Found, day: number | null, weight: number): void {
  if (day === null || weight <= found.dateWeight) return;
  found.date = day;
  found.dateWeight = weight;
}

export function setMinute(found: Found, minute: number, exact: boolean, from: boolean): void {
  found.minute = minute;
  found.exact = exact;
  found.from = from;
}

export function asWhen({ date, minute, from, exact, part }: Found): When | null {
  if (date === null && minute === null && part === null) return null;
  const time = minute === null ? null : asClock(exact ? minute : dayMinute(minute, part));
  return {
    ...(date === null ? {} : { date: isoDate(date) }),
    ...(time === null ? {} : from ? { timeFrom: time } : { time }),
    ...(part === null || time !== null ? {} : { part }),
  };
}

const NOON = 720;
const DAY_MINUTES = 1440;
/** "a las 3 de la noche" is before dawn, "a las 8 de la noche" after dusk. */
const FIRST_EVENING_HOUR = 5;
/** An hour that no half of the day is said of: one to seven are in the afternoon, when shops deliver. */
const LAST_AFTERNOON_HOUR = 7;

/** Minutes since midnight of an hour from 0 to 24, in the part of the day that was said. */
export function dayMinute(minute: number, part: DayPart | null): number {
  const hour = Math.floor(minute / 60);
  if (hour > 12 || hour === 0) return minute % DAY_MINUTES;
  if (hour === 12) return part === 'morning' || part === 'night' ? minute - NOON : minute;
  const isLate =
    part === 'afternoon' ||
    (part === 'night' && hour >= FIRST_EVENING_HOUR) ||
    (part === 'noon' && hour < 11) ||
    (part === null && hour <= LAST_AFTERNOON_HOUR);
  return isLate ? minute + NOON : minute;
}

/** `HH:mm`. */
function asClock(minute: number): string {
  const ofDay = minute % DAY_MINUTES;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}

/** What is counted or measured stands here: the number before it is no hour and no day. */
export function isCounted(reading: Reading, at: number): boolean {
  const key = reading.stems[at];
  const isOwned = key !== undefined && reading.vocabulary.index.owners.has(key);
  return (
    isOwned ||
    find(reading, at, 'container') !== null ||
    find(reading, at, 'group') !== null ||
    (find(reading, at, 'measure') !== null && find(reading, at, 'span') === null) ||
    cueAt(reading, at, 'currency', 'age') > 0
  );
}

/** "buenas tardes", "good night", "hasta mañana": a time that is only wished. */
export function isGreeting(reading: Reading, at: number): boolean {
  for (let from = Math.max(0, at - 3); from <= at; from++) if (cueAt(reading, from, 'greet', 'bye') > at) return true;
  return false;
}

/** As `isCounted`, and also any word or number that says nothing of a time: a lone number before it counts it. */
export function isThing(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  if (!token || reading.taken[at] || token.kind === 'sign') return token?.raw === '/' || token?.raw === '%' || token?.raw === '#';
  if (token.kind === 'number' || find(reading, at, 'number') || isCounted(reading, at) || find(reading, at, 'span') !== null) return true;
  const { lexicons, index } = reading.vocabulary;
  return index.valueWords.has(root(token.key)) || !lexicons[reading.language ?? 'es'].words.has(token.key);
}
