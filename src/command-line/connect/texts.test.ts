/** The walk says the same things in three languages, with the same blanks to fill. */
import { expect, test } from 'vitest';
import { connectTexts } from './texts.ts';

function blanksOf(texts: unknown, path = ''): [key: string, blanks: string][] {
  if (typeof texts === 'string') return [[path, (texts.match(/\{[a-zA-Z]+\}/g) ?? []).toSorted().join(' ')]];
  return Object.entries(texts ?? {}).flatMap(([key, value]) => blanksOf(value, `${path}.${key}`));
}

test.each(['pt', 'en'] as const)('the texts of connecting have the same keys and blanks in %s as in Spanish', (language) => {
  expect(blanksOf(connectTexts(language))).toEqual(blanksOf(connectTexts('es')));
});
