/** The three languages say the same things with the same blanks to fill. */
import { expect, test } from 'vitest';
import { exportTexts } from '../exports/texts.ts';
import { dayWords, pageTexts, whenWords } from './texts.ts';

function blanksOf(texts: unknown, path = ''): [key: string, blanks: string][] {
  if (typeof texts === 'string') return [[path, (texts.match(/\{[a-zA-Z]+\}/g) ?? []).toSorted().join(' ')]];
  return Object.entries(texts ?? {}).flatMap(([key, value]) => blanksOf(value, `${path}.${key}`));
}

test.each(['pt', 'en'] as const)('the texts of pages and exports have the same keys and blanks in %s as in Spanish', (language) => {
  expect(blanksOf(pageTexts(language))).toEqual(blanksOf(pageTexts('es')));
  expect(blanksOf(exportTexts(language))).toEqual(blanksOf(exportTexts('es')));
});

test('a day as people say it', () => {
  expect(dayWords(pageTexts('es'), '2026-11-26')).toBe('jue 26 nov');
  expect(dayWords(pageTexts('pt'), '2026-02-01')).toBe('dom 1 fev');
});

test('today has an hour, another day has its name too, by the clock of the shop', () => {
  const now = Date.parse('2026-11-25T04:30:00Z');
  expect(whenWords(pageTexts('es'), '2026-11-24T05:00:00.000Z', now, 'America/Lima')).toBe('00:00');
  expect(whenWords(pageTexts('es'), '2026-11-24T04:59:00.000Z', now, 'America/Lima')).toBe('lun 23 nov, 23:59');
});
