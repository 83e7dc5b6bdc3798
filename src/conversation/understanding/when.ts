/**
 * Dates and times as customers say them, found anywhere in a message and taken out of the order:
 * "mañana por la tarde", "el viernes después de las 5", "sexta às 14h". A day is read in `when-day.ts`,
 * an hour in `when-time.ts`; here is the way from left to right, and the message that is nothing but a time.
 */

import { comingDayOfMonth, type LocalNow } from './dates.ts';
import type { Meaning } from './lexicon.ts';
import { cueAt, find, type Reading, take } from './reading.ts';
import { readDayNumber, setCalendarDay } from './when-calendar.ts';
import { readDay } from './when-day.ts';
import { asWhen, isGreeting, isThing, NAMED, nothingFound, type Search, setDate, setMinute, type When } from './when-found.ts';
import { readHour } from './when-hour.ts';
import { readTime } from './when-time.ts';
import type { Cue } from './words.ts';

export { type LocalNow, localNow } from './dates.ts';
export type { When } from './when-found.ts';

/**
 * null where the text says nothing of a time.
 * @param now asked for only where the text holds a date.
 * @param isOpen the shop asked nothing else: "seis y media" alone is an hour, "el 17" a day.
 */
export function readWhen(reading: Reading, now: () => LocalNow, isOpen = false): When | null {
  const search: Search = { reading, found: nothingFound(), now };
  let at = 0;
  while (at < reading.tokens.length) at = readAt(search, at) ?? at + 1;
  const when = asWhen(search.found);
  return when === null && isOpen ? readAlone(search) : when;
}

/** Reads what begins at `at`; the token after it, or null. */
function readAt(search: Search, at: number): number | null {
  const { reading, found } = search;
  if (reading.taken[at] || !canBegin(reading, at)) return null;
  // "el viernes, no, mejor el sábado": the last one counts.
  if (cueAt(reading, at, 'correct') > 0) found.dateWeight = 0;
  return readDay(search, at) ?? readTime(search, at) ?? readPart(search, at);
}

const BEGINNINGS: ReadonlySet<Meaning['is']> = new Set<Meaning['is']>([
  'number',
  'multiplier',
  'group',
  'half',
  'day',
  'weekday',
  'month',
  'ordinal',
  'holiday',
  'part',
  'span',
]);
const BEGINNING_CUES: ReadonlySet<Cue> = new Set<Cue>([
  'by-time',
  'after',
  'before',
  'in-time',
  'next',
  'last',
  'this',
  'the',
  'of',
  'between',
  'weekend',
  'midnight',
  'article',
  'quarter',
  'correct',
]);

/** Most words begin no time: they are passed over at one look. */
function canBegin(reading: Reading, at: number): boolean {
  if (reading.tokens[at]?.kind !== 'word') return !isInRun(reading, at);
  return (reading.hitsAt[at] ?? []).some(({ meaning }) =>
    meaning.is === 'cue' ? BEGINNING_CUES.has(meaning.cue) : BEGINNINGS.has(meaning.is),
  );
}

/** "1 2 3": of numbers in a row none begins a time, except the last two ("10 30 pm"). */
function isInRun({ tokens }: Reading, at: number): boolean {
  return tokens[at]?.kind === 'number' && tokens[at + 1]?.kind === 'number' && tokens[at + 2]?.kind === 'number';
}

/** A part of the day: with the words that make it one ("por la tarde"), or right after a day ("sábado noche"). */
function readPart({ reading, found }: Search, at: number): number | null {
  const part = find(reading, at, 'part');
  if (!part || isGreeting(reading, at)) return null;
  const isBare = part.to - at === 1 && part.meaning.part !== 'noon';
  if (isBare && !(at > 0 && reading.taken[at - 1]) && !isOfDate(reading, part.to)) return null;
  found.part = part.meaning.part;
  take(reading, at, part.to);
  return part.to;
}

/** "noche del 21": a day of the month follows. */
function isOfDate(reading: Reading, at: number): boolean {
  const of = cueAt(reading, at, 'of');
  return of > 0 && readDayNumber(reading, cueAt(reading, of, 'the') || of) !== null;
}

/** The whole message is one time: what would be too little within an order is enough. */
function readAlone(search: Search): When | null {
  const { reading, found } = search;
  // "las dos" are both.
  if (cueAt(reading, 0, 'both') > 0) return null;
  let start = 0;
  for (let i = 0; i < 2; i++) start = cueAt(reading, start, 'by-time', 'the') || start;
  const part = find(reading, start, 'part') ?? find(reading, 0, 'part');
  if (part && isEnd(reading, part.to) && !isGreeting(reading, part.to - 1)) {
    found.part = part.meaning.part;
    take(reading, 0, part.to);
    return asWhen(found);
  }
  const isDated = start > 0 || reading.tokens[start + 1]?.kind === 'sign';
  const date = isDated && !isPlainFraction(reading, start) ? setCalendarDay(search, start, 'day') : null;
  const isThe = ['el', 'the'].includes(reading.tokens[start - 1]?.key ?? '');
  const day = date === null && isThe ? readDayNumber(reading, start) : null;
  if (day && reading.tokens[start]?.kind === 'number' && !isThing(reading, day.to) && isEnd(reading, day.to)) {
    setDate(found, comingDayOfMonth(search.now().day, day.value), NAMED);
    take(reading, 0, day.to);
    return asWhen(found);
  }
  if (date !== null && isEnd(reading, date)) {
    take(reading, 0, date);
    return asWhen(found);
  }
  const hour = readHour(reading, start, true);
  const isHour =
    hour !== null && (hour.hasMinutes || HOUR_ARTICLES.has(reading.tokens[start - 1]?.key ?? '') || (hour.sure && hour.minute >= 720));
  if (!isHour || !isEnd(reading, hour.to)) return null;
  setMinute(found, hour.minute, hour.exact, false);
  found.part = hour.part;
  take(reading, 0, hour.to);
  return asWhen(found);
}

const HOUR_ARTICLES = new Set(['las', 'la', 'as']);

/** "1/2", "3/4", "2/3": said of a kilo sooner than of a day. */
function isPlainFraction(reading: Reading, at: number): boolean {
  const [above, slash, below] = [reading.tokens[at], reading.tokens[at + 1], reading.tokens[at + 2]];
  return (
    slash?.raw === '/' && (above?.key === '1' || (above?.key === '3' && below?.key === '4') || (above?.key === '2' && below?.key === '3'))
  );
}

/** Nothing but courtesies and signs from here on. */
function isEnd(reading: Reading, at: number): boolean {
  for (let next = at; next < reading.tokens.length; next++) {
    if (reading.tokens[next]?.kind !== 'sign' && !find(reading, next, 'filler') && cueAt(reading, next, 'thanks') === 0) return false;
  }
  return true;
}
