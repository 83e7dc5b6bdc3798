/** Days and hours as customers say them, on Tuesday, 12 February 2013, at 4:30. */
import { expect, test } from 'vitest';
import { vocabulary } from '../../../test/understanding/counter.ts';
import type { Language } from '../../commerce/catalog.ts';
import { read } from './read.ts';
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
    'a la una y cuarto': { time: '13:15' },
    'tipo 11 y media de la mañana': { time: '11:30' },
    'al cuarto para las 7 de la noche': { time: '18:45' },
    'mediodía y media': { time: '12:30' },
    'a medianoche': { time: '00:00' },
    'a las 4.20 p. m.': { time: '16:20' },
    'a las 2 de la madrugada': { time: '02:00' },
    'a las 12 de la noche': { time: '00:00' },
    'entre las 3 y las 6 de la tarde': { timeFrom: '15:00' },
    'el jueves de 9 a 11': { date: '2013-02-14', timeFrom: '09:00' },
    '10:30 a 1 pm': { timeFrom: '10:30' },
    'el viernes de la semana que viene': { date: '2013-02-22' },
    'el próximo jueves': { date: '2013-02-21' },
    'el miércoles que viene': { date: '2013-02-20' },
    'este jueves': { date: '2013-02-14' },
    'el fin de semana': { date: '2013-02-16' },
    'el viernes 22': { date: '2013-02-22' },
    'sábado 2 de marzo, 5 y media de la tarde': { date: '2013-03-02', time: '17:30' },
    'para el 28': { date: '2013-02-28' },
    'el día dieciocho por la mañana': { date: '2013-02-18', part: 'morning' },
    'el 10 del próximo mes': { date: '2013-03-10' },
    'el primero de abril': { date: '2013-04-01' },
    'veintiuno de marzo': { date: '2013-03-21' },
    'el 8/3': { date: '2013-03-08' },
    '24-12-2013': { date: '2013-12-24' },
    'del 20 al 22 de febrero': { date: '2013-02-20' },
    'para navidad': { date: '2013-12-25' },
    'en hora y media': { date: '2013-02-12', time: '06:00' },
    'dentro de un par de días': { date: '2013-02-14' },
    'en un mes': { date: '2013-03-12' },
    'el viernes, no, mejor el sábado': { date: '2013-02-16' },
  },
  pt: {
    'depois de amanhã': { date: '2013-02-14' },
    'sexta de manhã': { date: '2013-02-15', part: 'morning' },
    'amanhã às 9h30': { date: '2013-02-13', time: '09:30' },
    'hoje à noite': { date: '2013-02-12', part: 'night' },
    'depois das 18h': { timeFrom: '18:00' },
    'lá pelas sete e meia da noite': { time: '19:30' },
    'das 14h às 16h': { timeFrom: '14:00' },
    'entre as 10h e o meio-dia': { timeFrom: '10:00' },
    'às dez para as nove da manhã': { time: '08:50' },
    'à uma da tarde': { time: '13:00' },
    'dia 20 às 15h': { date: '2013-02-20', time: '15:00' },
    'quinta-feira, dia 21': { date: '2013-02-21' },
    'sábado que vem': { date: '2013-02-16' },
    'terça da semana que vem': { date: '2013-02-19' },
    'dois de abril': { date: '2013-04-02' },
    'daqui a três dias': { date: '2013-02-15' },
    'no fim de semana': { date: '2013-02-16' },
    'esta tarde': { date: '2013-02-12', part: 'afternoon' },
  },
  en: {
    'tomorrow at 5pm': { date: '2013-02-13', time: '17:00' },
    'friday morning': { date: '2013-02-15', part: 'morning' },
    'march 3rd': { date: '2013-03-03' },
    'in 3 days': { date: '2013-02-15' },
    'day after tomorrow around 4': { date: '2013-02-14', time: '16:00' },
    'half past six in the evening': { time: '18:30' },
    'quarter to nine pm': { time: '20:45' },
    "4 o'clock": { time: '16:00' },
    'between 2 and 5': { timeFrom: '14:00' },
    'saturday 10-12': { date: '2013-02-16', timeFrom: '10:00' },
    '9am to noon': { timeFrom: '09:00' },
    'on the 21st': { date: '2013-02-21' },
    'the second of april': { date: '2013-04-02' },
    '3/25': { date: '2013-03-25' },
    'thursday next week': { date: '2013-02-21' },
    'next monday': { date: '2013-02-18' },
    'in an hour and a half': { date: '2013-02-12', time: '06:00' },
    'two days from tomorrow': { date: '2013-02-15' },
    'the weekend': { date: '2013-02-16' },
    'christmas eve': { date: '2013-12-24' },
  },
};

const said = Object.entries(SAID).flatMap(([language, all]) => Object.entries(all).map(([text, when]) => [language, text, when] as const));

test.each(said)('%s: "%s"', (language, text, when) => {
  const reading = read(text, vocabulary, language === 'pt' || language === 'en' ? language : 'es', false);
  expect(readWhen(reading, () => NOW)).toEqual(when);
});

test.each([
  '2 polos',
  'buenas tardes',
  'llevo 2 horas esperando',
  'lo mismo de ayer',
  'Av. Larco 345',
  'hasta mañana',
  'lo mismo del viernes pasado',
  'jr. 5 de mayo 123',
  'entre 3 y 5 polos',
  'de 10 a 12 soles',
  'talla 38 a 40',
  'una y media docena',
  'a partir de 12 hay descuento',
  'torta de navidad',
  'el 2 de la lista',
  'las dos',
  'dos y medio',
  '1/2',
])('"%s" says no time', (text) => {
  expect(readWhen(read(text, vocabulary, 'es', false), () => NOW, true)).toBeNull();
});

const ALONE: Readonly<Record<string, When>> = {
  'seis y media': { time: '18:30' },
  'el 17': { date: '2013-02-17' },
  '7/3': { date: '2013-03-07' },
  noche: { part: 'night' },
  'las once menos diez, por favor': { time: '10:50' },
};

test.each(Object.entries(ALONE))('"%s" is a time where the shop asked nothing else, and none within an answer', (text, when) => {
  expect(readWhen(read(text, vocabulary, 'es', false), () => NOW, true)).toEqual(when);
});

test('a span of hours said a hundred times over is one span', () => {
  const reading = read('entre las 2 y media y las 3, '.repeat(100), vocabulary, 'es', false);
  expect(readWhen(reading, () => NOW)).toEqual({ timeFrom: '14:30' });
});

test('today is the day of the shop, not of the server', () => {
  const lateInLima = Date.parse('2026-03-12T03:00:00Z');
  expect(localNow(lateInLima, 'America/Lima')).toEqual({ day: Date.UTC(2026, 2, 11) / 86_400_000, minute: 22 * 60 });
});
