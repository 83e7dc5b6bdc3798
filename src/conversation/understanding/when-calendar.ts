/**
 * Dates by day and month: "15 de marzo", "march 15th, 2027", "primero de mayo", "15/03", "5-5-2027",
 * "1.3.2027". English writes the month first.
 */
import { comingDate, dayOf, monthOf, monthsLater } from './dates.ts';
import { readNumber } from './numbers.ts';
import { cueAt, find, isAfterCue, type Reading, take } from './reading.ts';
import { isCounted, isThing, NAMED, type Search, setDate } from './when-found.ts';

interface CalendarDay {
  readonly day: number;
  readonly month: number;
  /** null where no year was said. */
  readonly year: number | null;
  readonly to: number;
}

export function readCalendarDay(search: Search, at: number): number | null {
  const { reading } = search;
  // "Av. 9 de Julio": a street.
  if (isAfterCue(reading, reading.tokens[at - 1]?.raw === '.' ? at - 1 : at, 'address-word')) return null;
  const intro = cueAt(reading, at, 'the', 'by-time', 'after', 'before');
  const isDay = DAY_WORDS.has(reading.tokens[intro - 1]?.key ?? '');
  const to = setCalendarDay(search, intro || at, isDay ? 'day' : intro > 0 ? 'time' : null);
  if (to !== null) take(reading, at, to);
  return to;
}

/** "el 4/7", "para el 4-7": a day follows, never a fraction or two hours. */
const DAY_WORDS = new Set(['el', 'the', 'o', 'dia', 'del']);

/** What stands before a date: a word for days, a weekday, another word for times, or nothing that tells. */
type Before = 'day' | 'weekday' | 'time' | null;

export function setCalendarDay({ reading, found, now }: Search, at: number, before: Before): number | null {
  const said =
    readMonthFirst(reading, at) ??
    readDayFirst(reading, at, now) ??
    readFirstOfTwo(reading, at, now) ??
    readDigits(reading, at, before) ??
    readDotted(reading, at);
  if (!said) return null;
  const date = said.year === null ? comingDate(now().day, said.month, said.day) : dayOf(said.year, said.month, said.day);
  if (date === null) return null;
  // What is over is no day to deliver on.
  if (date >= now().day) setDate(found, date, NAMED);
  return said.to;
}

const FIRST_YEAR = 2000;
const LAST_DAY = 31;
const LAST_MONTH = 12;

export interface DayNumber {
  readonly value: number;
  readonly to: number;
  /** "15th", "1ro", "primero". */
  readonly isMarked: boolean;
}

/** A number from 1 to 31 that can be a day of a month. */
export function readDayNumber(reading: Reading, at: number): DayNumber | null {
  const ordinal = find(reading, at, 'ordinal');
  if (ordinal) return { value: ordinal.meaning.value, to: ordinal.to, isMarked: true };
  const number = readNumber(reading, at);
  if (!number || !isDayOfMonth(number.value)) return null;
  const digits = reading.tokens[number.to - 1];
  // "1.º" has a dot before the mark.
  const mark =
    reading.tokens[number.to]?.raw === '.' && reading.tokens[number.to]?.end === reading.tokens[number.to + 1]?.start
      ? number.to + 1
      : number.to;
  const isJoined = digits?.kind === 'number' && digits.end + (mark - number.to) === reading.tokens[mark]?.start;
  const isMarked = isJoined && cueAt(reading, mark, 'ordinal-mark') > 0;
  return { value: number.value, to: isMarked ? mark + 1 : number.to, isMarked };
}

function isDayOfMonth(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= LAST_DAY;
}

/** "marzo 15", "march the 15th, 2027", "oct/2". */
function readMonthFirst(reading: Reading, at: number): CalendarDay | null {
  const month = find(reading, at, 'month');
  if (!month) return null;
  const sign = ['/', '-', '.', ','].includes(reading.tokens[month.to]?.raw ?? '') ? month.to + 1 : month.to;
  const day = readDayNumber(reading, cueAt(reading, sign, 'the') || sign);
  if (!day || reading.tokens[day.to]?.raw === ':' || isCounted(reading, day.to)) return null;
  return { day: day.value, month: month.meaning.month, ...yearAfter(reading, day.to) };
}

/** "15 de marzo", "the 3rd day of october", "veintidós de febrero de 2027", "15-mar". */
function readDayFirst(reading: Reading, at: number, now: Search['now']): CalendarDay | null {
  const day = readDayNumber(reading, at);
  if (!day) return null;
  const word = find(reading, day.to, 'span');
  const end = word?.meaning.span === 'day' ? word.to : day.to;
  const sign = ['/', '-'].includes(reading.tokens[end]?.raw ?? '') ? end + 1 : end;
  const of = cueAt(reading, sign, 'of') || sign;
  const month = find(reading, cueAt(reading, of, 'the') || of, 'month');
  if (month) return { day: day.value, month: month.meaning.month, ...yearAfter(reading, month.to) };
  const ahead = of > end ? readMonthAhead(reading, of) : null;
  return ahead && { day: day.value, ...monthOf(monthsLater(now().day, ahead.months)), to: ahead.to };
}

/** "de este mes", "of the next month", "do mês que vem". */
function readMonthAhead(reading: Reading, at: number): { readonly months: number; readonly to: number } | null {
  const start = cueAt(reading, at, 'the') || at;
  const next = cueAt(reading, start, 'next');
  const self = cueAt(reading, at, 'this');
  const span = find(reading, next || self || start, 'span');
  if (span?.meaning.span !== 'month') return null;
  const behind = cueAt(reading, span.to, 'next');
  if (next > 0 || behind > 0) return { months: 1, to: behind || span.to };
  return self > 0 ? { months: 0, to: span.to } : null;
}

/** "del 13 al 15 de julio", "from the 13th to the 15th of July": the first of two days. */
function readFirstOfTwo(reading: Reading, at: number, now: Search['now']): CalendarDay | null {
  const opener = cueAt(reading, at, 'between', 'of', 'after') || at;
  const first = readDayNumber(reading, cueAt(reading, opener, 'the') || opener);
  if (!first) return null;
  const joint = cueAt(reading, first.to, 'until', 'and-time') || (reading.tokens[first.to]?.raw === '-' ? first.to + 1 : 0);
  const last = joint > 0 ? readDayFirst(reading, cueAt(reading, joint, 'the') || joint, now) : null;
  return last && first.value <= last.day ? { ...last, day: first.value } : null;
}

/** "de 2027", ", 2027": the year where one is said, and where it ends. */
function yearAfter(reading: Reading, at: number): { readonly year: number | null; readonly to: number } {
  const sign = [',', '/', '-', '.'].includes(reading.tokens[at]?.raw ?? '') ? at + 1 : at;
  const start = cueAt(reading, sign, 'of') || sign;
  const token = reading.tokens[start];
  const year = token?.kind === 'number' && token.key.length === 4 ? Number(token.key) : 0;
  return year >= FIRST_YEAR && year < FIRST_YEAR + 100 ? { year, to: start + 1 } : { year: null, to: at };
}

/** "15/03", "el 4/7", "5-5-2027", "2027-03-15". */
function readDigits(reading: Reading, at: number, before: Before): CalendarDay | null {
  const numbers = digitsFrom(reading, at);
  const [first, second, third] = numbers;
  if (first === undefined || second === undefined) return null;
  const to = at + numbers.length * 2 - 1;
  if (first.length === 4 && third !== undefined) return dayMonth(third, second, first, to);
  const isMonthFirst = reading.language === 'en' ? Number(first) <= LAST_MONTH : Number(second) > LAST_MONTH;
  const [day, month] = isMonthFirst ? [second, first] : [first, second];
  if (third !== undefined) return dayMonth(day, month, third.length === 2 ? `20${third}` : third, to);
  const isSlash = reading.tokens[at + 1]?.raw === '/';
  // "6-8" after a weekday are hours, "3/10" alone may be a fraction.
  const isFull = isSlash && second.length === 2;
  const isCertain = before === 'day' || (isSlash && before !== null) || isFull || isEven(first, second, isSlash);
  return isCertain && (isFull || !isThing(reading, to)) ? dayMonth(day, month, null, to) : null;
}

/** "5/5", "15/10", "25/4": nobody's fraction. */
function isEven(first: string, second: string, isSlash: boolean): boolean {
  return isSlash && Number(first) >= Number(second);
}

/** Numbers with the same sign between them and no space: at most three. */
function digitsFrom(reading: Reading, at: number): string[] {
  const { tokens } = reading;
  const found: string[] = [];
  const sign = tokens[at + 1]?.raw;
  if (sign !== '/' && sign !== '-') return found;
  for (let next = at; found.length < 3; next += 2) {
    const token = tokens[next];
    const isJoined = found.length === 0 || (tokens[next - 1]?.raw === sign && tokens[next - 1]?.end === token?.start);
    if (token?.kind !== 'number' || !isJoined || !/^(?:\d{1,2}|\d{4})$/.test(token.key)) break;
    found.push(token.key);
    if (tokens[next + 1]?.start !== token.end) break;
  }
  return found;
}

function dayMonth(day: string, month: string, year: string | null, to: number): CalendarDay | null {
  const [d, m] = [Number(day), Number(month)];
  return isDayOfMonth(d) && m >= 1 && m <= LAST_MONTH ? { day: d, month: m, year: year === null ? null : Number(year), to } : null;
}

const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$/;

/** "1.3.2027": one token, for dots stand inside numbers. */
function readDotted(reading: Reading, at: number): CalendarDay | null {
  if (reading.tokens[at]?.kind !== 'number') return null;
  const [, day = '', month = '', year = ''] = DOTTED.exec(reading.tokens[at]?.key ?? '') ?? [];
  return day === '' ? null : dayMonth(day, month, year.length === 2 ? `20${year}` : year, at + 1);
}
