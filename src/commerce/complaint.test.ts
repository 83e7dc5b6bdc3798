import { describe, expect, test } from 'vitest';
import { endOfTerm } from './business-days.ts';
import { answerDueOn, sheetNumber } from './complaint.ts';

describe('terms of the law', () => {
  test.each([
    ['2026-11-25', 10, 'calendar', [], '2026-12-05'],
    ['2026-11-25', 5, 'business', [], '2026-12-02'],
    // Friday: the weekend does not count.
    ['2026-11-27', 1, 'business', [], '2026-11-30'],
    // Peru, December: the 8th and 9th are holidays.
    ['2026-12-07', 1, 'business', ['2026-12-08', '2026-12-09'], '2026-12-10'],
    ['2026-11-25', 0, 'business', [], '2026-11-25'],
  ] as const)('%s and %i %s days', (date, days, count, holidays, end) => {
    expect(endOfTerm(date, days, count, holidays)).toBe(end);
  });

  test('a complaint of 25 November in Lima is answered until 18 December, two holidays further', () => {
    const now = Date.parse('2026-11-25T15:00:00Z');
    expect(answerDueOn(now, 'America/Lima', [])).toBe('2026-12-16');
    expect(answerDueOn(now, 'America/Lima', ['2026-12-08', '2026-12-09', '2026-12-25'])).toBe('2026-12-18');
    // Late in the evening in Lima it is the next day elsewhere: the day of the shop counts.
    expect(answerDueOn(Date.parse('2026-11-26T03:00:00Z'), 'America/Lima', [])).toBe('2026-12-16');
  });

  test('the sheet has its number and its year', () => {
    expect(sheetNumber({ number: 12, at: '2027-01-01T02:00:00.000Z' }, 'America/Lima')).toBe('000012-2026');
  });
});
