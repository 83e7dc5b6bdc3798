/** Numbers as people say and write them, in three languages. */
import { expect, test } from 'vitest';
import { vocabulary } from '../../../test/understanding/counter.ts';
import type { Language } from '../../commerce/catalog.ts';
import { readQuantity } from './numbers.ts';
import { read } from './read.ts';

const NUMBERS: Readonly<Record<Language, Readonly<Record<string, number>>>> = {
  es: {
    uno: 1,
    dieciséis: 16,
    'diez y seis': 16,
    veintitrés: 23,
    'treinta y uno': 31,
    'ciento veinte': 120,
    'trescientos sesenta y cinco': 365,
    mil: 1000,
    'dos mil quinientos': 2500,
    'cien mil': 100_000,
    'mil millones': 1_000_000_000,
    '3 mil': 3000,
    '100k': 100_000,
    '1,1': 1.1,
    '12.50': 12.5,
    '12.500': 12_500,
    '1.200.000': 1_200_000,
    '1/2': 0.5,
    '2 1/2': 2.5,
    'un par': 2,
    '3 pares': 3,
    'media docena': 6,
    'docena y media': 18,
    'dos docenas': 24,
    'dos y medio': 2.5,
    'ochocientos cuarenta y seis': 846,
    'tres cientos doce': 312,
    'cuarenta y 5': 45,
    'cinco millones diez mil': 5_010_000,
    'dos mil millones': 2_000_000_000,
    '2 millones y medio': 2_500_000,
    'medio millón': 500_000,
    '4 mil 200': 4200,
    'tres coma cinco': 3.5,
    'dos punto cero cinco': 2.05,
    '½': 0.5,
    '1½': 1.5,
    millón: 1_000_000,
  },
  pt: {
    'vinte e um': 21,
    'mil e duzentos': 1200,
    'mil novecentos e noventa': 1990,
    'meia dúzia': 6,
    dezesseis: 16,
    'um milhão': 1_000_000,
    'três mil quatrocentos e cinquenta e seis': 3456,
    'cento e três': 103,
    'quatro vírgula dois': 4.2,
    'dois milhões e trezentos mil': 2_300_000,
  },
  en: {
    'twenty-one': 21,
    'a hundred and twenty': 120,
    'half a dozen': 6,
    'two and a half dozen': 30,
    'a couple': 2,
    '1,500': 1500,
    'two hundred and seven': 207,
    '4 hundred and 12': 412,
    'six point two five': 6.25,
    'three and a half million': 3_500_000,
    'half a million': 500_000,
  },
};

const numbers = Object.entries(NUMBERS).flatMap(([language, all]) =>
  Object.entries(all).map(([text, value]) => [language, text, value] as const),
);

test.each(numbers)('%s: "%s" is %d', (language, text, value) => {
  const reading = read(text, vocabulary, language === 'pt' || language === 'en' ? language : 'es', false);
  const quantity = readQuantity(reading, 0);
  expect(quantity?.value).toBeCloseTo(value, 9);
  expect(quantity?.to).toBe(reading.tokens.length);
});

test.each([
  ['medio kilo', 500],
  ['kilo y medio', 1500],
  ['kilo y cuarto', 1250],
  ['tres cuartos de kilo', 750],
  ['1/4 de kilo', 250],
  ['250 gramos', 250],
])('"%s" weighs %d g', (text, grams) => {
  expect(readQuantity(read(text, vocabulary, 'es', false), 0)?.amount).toEqual({ value: grams, base: 'g' });
});

test('two numbers side by side are two numbers', () => {
  expect(readQuantity(read('dos tres', vocabulary, 'es', false), 0)?.value).toBe(2);
});

test('a price in words may have cents, a thing with two of something has none', () => {
  expect(readQuantity(read('nueve con cincuenta soles', vocabulary, 'es', false), 0)?.value).toBe(9.5);
  expect(readQuantity(read('una con dos cremas', vocabulary, 'es', false), 0)?.value).toBe(1);
});
