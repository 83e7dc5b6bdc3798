/** Days and hours as customers say them, on Tuesday, 12 February 2013, at 4:30. */
import { expect, test } from 'vitest';
import { vocabulary } from '../../../test/understanding/counter.ts';
import type { Language } from '../../commerce/catalog.ts';
import { read } from './reading.ts';
import { localNow, readWhen, type When } from './when.ts';

const NOW = { day: Date.UTC(2013, 1, 12) / 86_400_000, minute: 270 };

const SAID: Readonly<Record<Language, Readonly<Record<string, When>>>> = {
  es: {
    mañana: { date: '2013-02-13' },
    'pasado mañana': { date: '2013-02-14' },
    'el lunes': { date: '2013-02-18' },
    'este martes': { date: '2013-02-19' },
    'el viernes que viene': { date: '2013-02-15' },
    'el 5 de mayo': { date: '2013-05-05' },
    'el 15/02': { date: '2013-02-15' },
    'dentro de una semana': { date: '2013-02-19' },
    'en 2 horas': { date: '2013-02-12', time: '06:30' },
    'a las tres y media': { time: '15:30' },
    'a las cuatro menos cuarto de la tarde': { time: '15:45' },
    'a las 8 de la mañana': { time: '08:00' },
    'hoy a las 9 de la noche': { date: '2013-02-12', time: '21:00' },
    'el viernes después de las 5': { date: '2013-02-15', timeFrom: '17:00' },
    'mañana por la mañana': { date: '2013-02-13', part: 'morning' },
    'el sábado por la tarde': { date: '2013-02-16', part: 'afternoon' },
    'a mediodía': { part: 'noon' },
  },
  pt: {
    'depois de amanhã': { date: '2013-02-14' },
    'sexta de manhã': { date: '2013-02-15', part: 'morning' },
    'amanhã às 9h30': { date: '2013-02-13', time: '09:30' },
    'hoje à noite': { date: '2013-02-12', part: 'night' },
    'depois das 18h': { timeFrom: '18:00' },
  },
  en: {
    'tomorrow at 5pm': { date: '2013-02-13', time: '17:00' },
    'friday morning': { date: '2013-02-15', part: 'morning' },
    'march 3rd': { date: '2013-03-03' },
    'in 3 days': { date: '2013-02-15' },
  },
};

const said = Object.entries(SAID).flatMap(([language, all]) => Object.entries(all).map(([text, when]) => [language, text, when] as const));

test.each(said)('%s: "%s"', (language, text, when) => {
  const reading = read(text, vocabulary, language === 'pt' || language === 'en' ? language : 'es', false);
  expect(readWhen(reading, () => NOW)).toEqual(when);
});

test.each(['2 polos', 'buenas tardes', 'llevo 2 horas esperando', 'lo mismo de ayer', 'Av. Larco 345'])('"%s" says no time', (text) => {
  expect(readWhen(read(text, vocabulary, 'es', false), () => NOW)).toBeNull();
});

test('today is the day of the shop, not of the server', () => {
  const lateInLima = Date.parse('2026-03-12T03:00:00Z');
  expect(localNow(lateInLima, 'America/Lima')).toEqual({ day: Date.UTC(2026, 2, 11) / 86_400_000, minute: 22 * 60 });
});
