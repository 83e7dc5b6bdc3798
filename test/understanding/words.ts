/** The lists of words as they ship, for tests of understanding. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Language } from '../../src/commerce/catalog.ts';
import type { AllWords, Words } from '../../src/conversation/understanding/words.ts';

export const shippedWords: AllWords = { es: read('es'), pt: read('pt'), en: read('en') };

function read(language: Language): Words {
  return parse(readFileSync(new URL(`../../flows/words/${language}.yaml`, import.meta.url), 'utf8'));
}
