/** Which day is meant, on Tuesday, 12 February 2013. */
import { expect, test } from 'vitest';
import { comingDate, comingDayOfMonth, comingWeekday, isoDate, monthsLater, weekdayInWeek, weekdayOf } from './dates.ts';

const TODAY = Date.UTC(2013, 1, 12) / 86_400_000;

function said(day: number | null): string | null {
  return day === null ? null : isoDate(day);
}

test('the same weekday is a week away, the day before it nearly a week', () => {
  expect(said(comingWeekday(TODAY, 2))).toBe('2013-02-19');
  expect(said(comingWeekday(TODAY, 3))).toBe('2013-02-13');
  expect(said(comingWeekday(TODAY, 1))).toBe('2013-02-18');
});

test('a week begins on Monday', () => {
  expect(said(weekdayInWeek(TODAY, 1, 1))).toBe('2013-02-18');
  expect(said(weekdayInWeek(TODAY, 0, 1))).toBe('2013-02-24');
  expect(said(weekdayInWeek(TODAY, 5, 0))).toBe('2013-02-15');
});

test('a date that is gone is of next year, and the 29th of February waits', () => {
  expect(said(comingDate(TODAY, 2, 12))).toBe('2013-02-12');
  expect(said(comingDate(TODAY, 2, 11))).toBe('2014-02-11');
  expect(said(comingDate(TODAY, 2, 29))).toBe('2016-02-29');
  expect(comingDate(TODAY, 4, 31)).toBeNull();
});

test('a day of the month is the first one to come, on the weekday that was said', () => {
  expect(said(comingDayOfMonth(TODAY, 5))).toBe('2013-03-05');
  expect(said(comingDayOfMonth(TODAY, 31))).toBe('2013-03-31');
  expect(said(comingDayOfMonth(TODAY, 13, (day) => weekdayOf(day) === 5))).toBe('2013-09-13');
});

test('a month after the 31st is the last day of a shorter month', () => {
  expect(said(monthsLater(Date.UTC(2013, 0, 31) / 86_400_000, 1))).toBe('2013-02-28');
  expect(said(monthsLater(TODAY, 11))).toBe('2014-01-12');
});
