import { describe, expect, it } from 'vitest';
import { formatLocal, localDate, localMinute, minuteOfDay, plusDays, startOfLocalDay, weekday } from './calendar.ts';

const at = (iso: string): number => Date.parse(iso);

describe('the wall clock of the shop', () => {
  it.each([
    ['2027-03-04T04:59:59Z', 'America/Lima', '2027-03-03', 1439],
    ['2027-03-04T05:00:00Z', 'America/Lima', '2027-03-04', 0],
    ['2027-03-03T17:00:30Z', 'America/Argentina/Buenos_Aires', '2027-03-03', 840],
    ['2027-03-03T17:00:00Z', 'America/Santiago', '2027-03-03', 840],
    ['2027-07-03T17:00:00Z', 'America/Santiago', '2027-07-03', 780],
    ['2027-01-01T00:30:00Z', 'Pacific/Easter', '2026-12-31', 1170],
    ['2027-06-15T12:10:00Z', 'Asia/Kathmandu', '2027-06-15', 1075],
    ['1969-12-31T23:59:00Z', 'UTC', '1969-12-31', 1439],
  ] as const)('%s in %s is %s, minute %i', (instant, zone, date, minute) => {
    expect(localDate(at(instant), zone)).toBe(date);
    expect(localMinute(at(instant), zone)).toBe(minute);
  });
  it('is written as the seller reads it', () => {
    expect(formatLocal(at('2027-03-04T04:05:00Z'), 'America/Lima', 'DD/MM/YYYY HH:mm')).toBe('03/03/2027 23:05');
  });
  it('an unknown zone is a mistake of the settings', () => expect(() => localDate(0, 'Lima')).toThrow(RangeError));
  it('asking often is quick, so that a turn can afford it', () => {
    const first = at('2027-03-04T04:05:00Z');
    expect(new Set(Array.from({ length: 10_000 }, (_, n) => localDate(first + n * 50, 'America/Lima'))).size).toBe(1);
  });
});

describe('days around clock changes', () => {
  it.each([
    // Chile jumps over midnight: 2026-09-06 begins at 01:00.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
    ['2026-09-05', 'America/Santiago', '2026-09-05T04:00:00Z'],
    ['2026-09-07', 'America/Santiago', '2026-09-07T03:00:00Z'],
    // And repeats 23:00 on the evening before 2027-04-04.
    ['2027-04-03', 'America/Santiago', '2027-04-03T03:00:00Z'],
    ['2027-04-04', 'America/Santiago', '2027-04-04T04:00:00Z'],
    // Paraguay's last summer time began at midnight of 2024-10-06.
    ['2024-10-06', 'America/Asuncion', '2024-10-06T04:00:00Z'],
    ['2024-10-07', 'America/Asuncion', '2024-10-07T03:00:00Z'],
    // Easter Island changes at 22:00 of the evening before.
    ['2026-09-06', 'Pacific/Easter', '2026-09-06T05:00:00Z'],
    // Midnight comes twice in Havana on 2026-11-01: the first one begins the day.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z'],
    ['2026-11-02', 'America/Havana', '2026-11-02T05:00:00Z'],
    ['2026-03-08', 'America/Havana', '2026-03-08T05:00:00Z'],
    ['2026-03-08', 'America/Tijuana', '2026-03-08T08:00:00Z'],
    ['2026-03-09', 'America/Tijuana', '2026-03-09T07:00:00Z'],
    ['2027-03-03', 'America/Lima', '2027-03-03T05:00:00Z'],
  ] as const)('%s in %s begins at %s', (date, zone, instant) => {
    expect(new Date(startOfLocalDay(date, zone)).toISOString()).toBe(new Date(at(instant)).toISOString());
  });

  const ZONES = [
    'America/Lima',
    'America/Bogota',
    'America/Argentina/Buenos_Aires',
    'America/Santiago',
    'Pacific/Easter',
    'America/Asuncion',
    'America/Tijuana',
    'America/Mexico_City',
    'America/Sao_Paulo',
    'America/Montevideo',
    'America/La_Paz',
    'America/Havana',
    'Europe/Madrid',
    'UTC',
  ];
  it.each(ZONES)('in %s every day of two years begins once, right after the one before', (zone) => {
    let date = '2026-01-01';
    for (let n = 0; n < 2 * 366; n++) {
      const start = startOfLocalDay(date, zone);
      expect([localDate(start, zone), localDate(start - 1, zone)]).toEqual([date, plusDays(date, -1)]);
      date = plusDays(date, 1);
    }
  });
});

describe('plain dates', () => {
  it('know their weekday and count across months and leap days', () => {
    expect(weekday('2027-03-07')).toBe(0);
    expect(weekday('2027-03-03')).toBe(3);
    expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(plusDays('2027-03-01', -1)).toBe('2027-02-28');
  });
  it('times are HH:mm and nothing else', () => {
    expect([minuteOfDay('00:00'), minuteOfDay('14:05'), minuteOfDay('24:00')]).toEqual([0, 845, 1440]);
    for (const wrong of ['24:01', '9:00', '12:60', '', '25:00', 'noon']) expect(() => minuteOfDay(wrong), wrong).toThrow(RangeError);
  });
});
