/**
 * The day that is meant: "mañana", "el viernes que viene", "sexta dia 13", "el 17", "dentro de dos
 * semanas", "three days from tomorrow", "para navidad".
 */
import { comingDate, comingDayOfMonth, comingWeekday, weekdayInWeek, weekdayOf } from './dates.ts';
import { isArticleOnly, readNumber } from './numbers.ts';
import { cueAt, find, isAfterCue, type Reading, take } from './reading.ts';
import { readCalendarDay, readDayNumber, setCalendarDay } from './when-calendar.ts';
import { isCounted, isGreeting, isThing, NAMED, PASSING, type Search, setDate } from './when-found.ts';
import { readDayHalf } from './when-hour.ts';
import { readAhead } from './when-span.ts';

export function readDay(search: Search, at: number): number | null {
  return (
    readNamedDay(search, at) ??
    readWeekday(search, at) ??
    readWeekend(search, at) ??
    readCalendarDay(search, at) ??
    readAhead(search, at) ??
    readDayOfMonth(search, at) ??
    readHoliday(search, at)
  );
}

/** "hoy", "pasado mañana". */
function readNamedDay({ reading, found, now }: Search, at: number): number | null {
  const day = find(reading, at, 'day');
  if (!day || isPartOfPart(reading, at) || isGreeting(reading, at)) return null;
  const { offset } = day.meaning;
  // What was yesterday is no day to deliver on.
  if (offset >= 0) setDate(found, now().day + offset, offset === 0 ? PASSING : NAMED);
  const part = find(reading, at, 'part');
  if (part && part.to >= day.to) found.part = part.meaning.part;
  const to = Math.max(day.to, part?.to ?? 0);
  take(reading, at, to);
  return to;
}

/** "de la mañana": the word for tomorrow inside a part of the day. */
function isPartOfPart(reading: Reading, at: number): boolean {
  for (let from = Math.max(0, at - 2); from < at; from++) {
    const part = find(reading, from, 'part');
    if (part && part.to > at) return true;
  }
  return false;
}

function readWeekday({ reading, found, now }: Search, at: number): number | null {
  const before = readWeek(reading, at);
  const isNext = before === null && cueAt(reading, at, 'next') > 0;
  const isLast = before === null && cueAt(reading, at, 'last') > 0;
  const lead = before ? before.to : cueAt(reading, at, 'next', 'last');
  const start = lead > 0 ? skipSmall(reading, lead) : at;
  const weekday = find(reading, start, 'weekday');
  // "segunda opção", "la quinta gorra": counted, not dated.
  if (!weekday || isCounted(reading, weekday.to)) return null;
  const { day } = weekday.meaning;
  const dated = readDateAfter({ reading, found, now }, weekday.to, day);
  if (dated !== null) {
    take(reading, at, dated);
    return dated;
  }
  const last = cueAt(reading, weekday.to, 'last');
  const next = cueAt(reading, weekday.to, 'next');
  const after = readWeek(reading, weekday.to);
  const week = before?.weeks ?? after?.weeks ?? null;
  const to = after?.to ?? Math.max(weekday.to, last, next);
  // "el viernes pasado" is over.
  if (!isLast && last === 0) {
    const today = now().day;
    const isThis = cueAt(reading, at - 1, 'this') > 0;
    const meant =
      week !== null ? weekdayInWeek(today, day, week) : isNext && !isThis ? weekdayInWeek(today, day, 1) : comingWeekday(today, day);
    // Tomorrow is never called "Wednesday next": that one is a week later.
    const isTomorrow = next > 0 && week === null && meant === today + 1;
    setDate(found, isTomorrow ? meant + 7 : meant >= today ? meant : comingWeekday(today, day), NAMED);
  }
  take(reading, at, to);
  return to;
}

/** "de la semana que viene", "next week", "of this week": how many weeks ahead. */
function readWeek(reading: Reading, at: number): { readonly weeks: number; readonly to: number } | null {
  const start = skipSmall(reading, at);
  const isThis = cueAt(reading, at, 'this') || cueAt(reading, start, 'this');
  const next = cueAt(reading, start, 'next');
  const span = find(reading, next || isThis || start, 'span');
  if (span?.meaning.span !== 'week') return null;
  if (next > 0) return { weeks: 1, to: span.to };
  const behind = cueAt(reading, span.to, 'next');
  if (behind > 0) return { weeks: 1, to: behind };
  return isThis > 0 ? { weeks: 0, to: span.to } : null;
}

function skipSmall(reading: Reading, at: number): number {
  let next = reading.tokens[at]?.raw === ',' ? at + 1 : at;
  for (let i = 0; i < 2; i++) next = cueAt(reading, next, 'of', 'the', 'by-time') || next;
  return next;
}

/** "martes 9 de mayo", "sexta-feira, dia 13", "viernes 31 a las 4": the date after a weekday. */
function readDateAfter(search: Search, at: number, weekday: number): number | null {
  const { reading, found, now } = search;
  const sign = [',', '.', '('].includes(reading.tokens[at]?.raw ?? '') ? at + 1 : at;
  const start = skipDayWord(reading, DATE_ENDS.has(reading.tokens[sign]?.key ?? '') ? sign + 1 : sign);
  const calendar = setCalendarDay(search, start, 'weekday');
  if (calendar !== null) return calendar;
  const number = readDayNumber(reading, start);
  if (
    !number ||
    readDayHalf(reading, number.to) ||
    cueAt(reading, number.to, 'sharp') > 0 ||
    isThing(reading, number.to) ||
    isSpanOfHours(reading, number.to)
  )
    return null;
  const today = now().day;
  setDate(
    found,
    comingDayOfMonth(today, number.value, (day) => weekdayOf(day) === weekday),
    NAMED,
  );
  return number.to;
}

/** "lunes 6-8", "sexta 23 a 4": two hours. */
function isSpanOfHours(reading: Reading, at: number): boolean {
  const joint = reading.tokens[at]?.raw === '-' ? at + 1 : cueAt(reading, at, 'until');
  const isHour = joint > 0 && joint === at + 1 && readNumber(reading, joint) !== null;
  return (isHour && reading.tokens[at]?.key !== 'as') || [':', '.'].includes(reading.tokens[at]?.raw ?? '');
}

function skipDayWord(reading: Reading, at: number): number {
  const span = find(reading, at, 'span');
  return span?.meaning.span === 'day' ? span.to : at;
}

/** Saturday, or today where it has begun. */
function readWeekend({ reading, found, now }: Search, at: number): number | null {
  const lead = cueAt(reading, at, 'next', 'last');
  const weekend = cueAt(reading, lead || at, 'weekend');
  if (weekend === 0) return null;
  const to = Math.max(weekend, cueAt(reading, weekend, 'next'), cueAt(reading, weekend, 'last'));
  const isOver = cueAt(reading, at, 'last') > 0 || cueAt(reading, weekend, 'last') > 0;
  const today = now().day;
  const isOn = [0, 6].includes(weekdayOf(today)) && lead === 0 && to === weekend;
  if (!isOver) setDate(found, isOn ? today : comingWeekday(today, 6), NAMED);
  take(reading, at, to);
  return to;
}

/** "para el 17", "dia 15", "on the 24th": a day of the month that nothing is counted by. */
function readDayOfMonth({ reading, found, now }: Search, at: number): number | null {
  const intro = cueAt(reading, at, 'by-time', 'after', 'before');
  const isDate = intro > at + 1 && DATE_ENDS.has(reading.tokens[intro - 1]?.key ?? '');
  const the = cueAt(reading, at, 'the');
  const start = skipDayWord(reading, isDate ? intro : the || cueAt(reading, at, 'of') || at);
  const hasDayWord = find(reading, start - 1, 'span')?.meaning.span === 'day' || reading.tokens[start - 1]?.key === 'dia';
  const number = readDayNumber(reading, start);
  if (!number || isArticleOnly(reading, start, number.to) || isThing(reading, number.to)) return null;
  if (cueAt(reading, number.to, 'address-word') > 0) return null;
  const isDigits = reading.tokens[start]?.kind === 'number';
  const isOwn = (number.isMarked && isDigits) || ((at === 0 || reading.taken[at - 1] === 1) && isTimeAhead(reading, number.to));
  const isAfterHour = at > 0 && reading.taken[at - 1] === 1 && reading.tokens[at]?.key === 'del';
  const isSaid =
    isDate ||
    isAfterHour ||
    (intro > 0 && number.isMarked && isDigits) ||
    (hasDayWord && start > at) ||
    (the > 0 && isOwn && DATE_ENDS.has(reading.tokens[the - 1]?.key ?? ''));
  // "para el 5 pm" is an hour.
  const isHour = !hasDayWord && !number.isMarked && readDayHalf(reading, number.to) !== null;
  if (!isSaid || isHour) return null;
  setDate(found, comingDayOfMonth(now().day, number.value), NAMED);
  take(reading, at, number.to);
  return number.to;
}

/** "the 17 between 2 and 4", "el 15 por la tarde": an hour or a part of the day follows. */
function isTimeAhead(reading: Reading, at: number): boolean {
  return cueAt(reading, at, 'between', 'by-time', 'after', 'before') > 0 || find(reading, at, 'part') !== null;
}

const DATE_ENDS = new Set(['el', 'the', 'o', 'dia', 'del']);

/** "para navidad", "christmas morning"; "torta de navidad" is a cake. */
function readHoliday({ reading, found, now }: Search, at: number): number | null {
  const holiday = find(reading, at, 'holiday');
  if (!holiday) return null;
  const isNamed = isAfterCue(reading, at, 'of') || reading.vocabulary.index.owners.has(reading.stems[holiday.to - 1] ?? '');
  if (isNamed) return null;
  setDate(found, comingDate(now().day, holiday.meaning.month, holiday.meaning.day), NAMED);
  take(reading, at, holiday.to);
  return holiday.to;
}
