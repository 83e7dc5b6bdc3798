/**
 * Every kind of mistake in a list, at the row and the column the seller sees, and all of them at once.
 */
import { expect, test } from 'vitest';
import { formatMistakes, refusalText } from './mistake.ts';
import { type ListSample, mistakesIn, readSample, sheetsOf } from './sample-lists.ts';
import { MOST_ROWS } from './sheet.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

const TITLES = 'Producto | Precio | Talla | Color | Stock | Foto | Plazo | A la venta | Categoría\n';

test.each<[seen: string, list: string, told: readonly string[], sample?: ListSample]>([
  ['no titles at all', 'hola | mundo\nPolo | 45', ['list:- no-heading']],
  ['no column of prices', 'Producto | Stock\nPolo | 4', ['list:- no-column']],
  ['two columns that say the same', 'Producto | Precio | PVP\nPolo | 45 | 49', ['1:price column-twice']],
  ['two columns of one option', 'Producto | Precio | Talla | TALLA (US)\nPolo | 45 | S | 8', ['1:option column-twice']],
  ['nothing under the titles', 'Producto | Precio', ['list:- no-rows']],
  ['an option that is no column', 'Producto | Precio\nPolo | 45', ['list:- unknown-option'], { options: ['Sabor'] }],
  ['a row without a name', `${TITLES} | 45 | | | 3`, ['2:name name-missing']],
  ['a name nobody can type', `${TITLES}*** | 45 | | | 3`, ['2:name name-without-letters']],
  ['no price', `${TITLES}Polo | | | | 3`, ['2:price price-missing']],
  ['a price in words', `${TITLES}Polo | cuarenta | | | 3`, ['2:price bad-price']],
  ['a price of nothing', `${TITLES}Polo | 0 | | | 3`, ['2:price money-zero']],
  ['a price beyond all prices', `${TITLES}Polo | 999999999 | | | 3`, ['2:price money-too-large']],
  ['no stock', `${TITLES}Polo | 45`, ['2:stock stock-missing']],
  ['stock in words', `${TITLES}Polo | 45 | | | varios`, ['2:stock bad-stock']],
  ['more units than there can be', `${TITLES}Polo | 45 | | | 99999999`, ['2:stock out-of-range']],
  ['one number for several sizes', `${TITLES}Polo | 45 | S, M | | 12`, ['2:stock stock-of-many']],
  ['fewer numbers than sizes', `${TITLES}Polo | 45 | S, M, L | | 1, 2`, ['2:stock stock-list-differs']],
  ['a size that became a date', `${TITLES}Body | 45 | 03-jun | | 12`, ['2:option date-cell']],
  ['a list or two names of one thing', `${TITLES}Polo | 45 | | rojo / red | 12`, ['2:option slash-in-value']],
  ['a row that lacks the size', `${TITLES}Polo | 45 | S | | 1\nPolo | 45 | | | 2`, ['3:option option-missing']],
  ['a product twice', `${TITLES}Polo | 45 | | | 1\nGorra | 3 | | | 1\npolo | 45 | | | 2`, ['4:name product-twice']],
  ['a variant twice', `${TITLES}Polo | 45 | S | | 1\nPolo | 45 | s | | 2`, ['3:option variant-twice']],
  ['two categories of one product', `${TITLES}Polo|45|S||1||||Ropa\nPolo|45|M||2||||Bebés`, ['3:category differs']],
  [
    'prices that depend on colour and size',
    `${TITLES}Polo|45|S|rojo|1\nPolo|49|M|rojo|1\nPolo|49|S|azul|1\nPolo|45|M|azul|1`,
    ['3:price prices-of-two-options'],
  ],
  ['made to order and counted', `${TITLES}Casaca | 45 | | | 3 | | 5`, ['2:stock stock-of-made-to-order']],
  ['made to order, but not in all sizes', `${TITLES}Casaca|45|S|rojo|||5\nCasaca|45|M|azul|||5`, ['2:leadDays made-to-order-gaps']],
  ['a time in words', `${TITLES}Casaca | 45 | | | | | una semana`, ['2:leadDays bad-whole-number']],
  ['neither yes nor no', `${TITLES}Polo | 45 | | | 3 | | | quizás`, ['2:active bad-yes-no']],
  ['a photo that is not there', `${TITLES}Polo | 45 | | | 3 | otra.jpg`, ['2:image image-missing']],
  ['a photo on the web', `${TITLES}Polo | 45 | | | 3 | https://x.pe/polo.jpg`, ['2:image bad-image-name']],
  ['a name that is too long', `${TITLES}${'Polo '.repeat(20)} | 45 | | | 3`, ['2:name too-long']],
  ['a category that is too long', `${TITLES}Polo|45|||3||||${'Ropa '.repeat(20)}`, ['2:category too-long']],
  ['a size that is too long', `${TITLES}Polo | 45 | ${'L'.repeat(50)} | | 3`, ['2:option too-long']],
  [
    'more variants than a product has',
    `${TITLES}Polo | 45 | ${Array.from({ length: 40 }, (_, size) => size).join(', ')} | ${'abcdefghijk'.split('').join(', ')} | 0`,
    ['2:option too-many-variants'],
  ],
  [
    'more products than a chat shows',
    `${TITLES}${Array.from({ length: 301 }, (_, n) => `Polo ${n} | 45 | | | 3`).join('\n')}`,
    ['list:- too-many'],
  ],
  ['more rows than are read', `${TITLES}${'Polo | 45 | | | 3\n'.repeat(MOST_ROWS + 1)}`, ['too-many-rows']],
  ['a word that programs keep for themselves', `${TITLES}Polo | 45 | | constructor | 3`, ['list:- yaml-forbidden-key']],
])('%s', (_, list, told, sample) => {
  expect(mistakesIn(list, sample)).toEqual(told);
});

test('all mistakes are told at once, each cell once', () => {
  expect(
    mistakesIn(`${TITLES}
      Polo | cuarenta | S | rojo / red | 4 | x.jpg
      Polo | 45 | M | azul | | polo.png
      ${'Gorra '.repeat(20)} | 35 | | | tres | | | ni idea`),
  ).toEqual([
    '2:option slash-in-value',
    '2:price bad-price',
    '4:active bad-yes-no',
    '4:stock bad-stock',
    '3:stock stock-missing',
    '2:image image-missing',
    '4:name too-long',
  ]);
});

test('what she reads says where, what the cell says, what is wrong, and how it works', () => {
  const list = readSample(sheetsOf('Lista\nProducto | Precio (S/) | Stock\nPolo | cuarenta\u202e y cinco | 3\nGorra | 35 |'));
  const words = !list.ok && 'mistakes' in list ? formatMistakes(list.mistakes, 'PEN', 'es') : '';
  expect(words).toBe(
    [
      'Hay 2 cosas por arreglar en la lista:',
      '',
      'fila 3, columna «Precio (S/)» (B3) dice «cuarenta y cinco»',
      '    No es un precio.',
      '    Así funciona: S/ 45.00',
      '',
      'fila 4, columna «Stock» (C4) está vacía',
      '    Falta cuántos hay. Si no los cuentas, escribe «sin contar»; si no queda, 0.',
      '    Así funciona: 12 · agotado · sin contar',
    ].join('\n'),
  );
});

test('a mistake in every row does not fill the screen without end', () => {
  const list = readSample(sheetsOf(TITLES + Array.from({ length: 250 }, (_, n) => `Polo ${n} | ? | | | 3`).join('\n')));
  const words = !list.ok && 'mistakes' in list ? formatMistakes(list.mistakes, 'PEN', 'en') : '';
  expect(words).toContain('There are 250 things');
  expect(words).toContain('… and 150 more');
});

test('what is said is said in three languages with the same facts', () => {
  const facts = (text: string) => [...new Set(text.match(/\{[a-z]+\}/gi))].toSorted();
  for (const part of ['frame', 'fields', 'examples', 'mistakes', 'refusals', 'notes', 'names'] as const) {
    const spanish = new Map<string, string>(Object.entries(es[part]));
    for (const other of [en, pt]) {
      expect(Object.keys(other[part])).toEqual([...spanish.keys()]);
      for (const [code, text] of Object.entries(other[part])) expect([code, facts(text)]).toEqual([code, facts(spanish.get(code) ?? '')]);
    }
  }
  expect(refusalText({ what: 'too-large', facts: { size: '9.1', most: 5 } }, 'lista.xlsx', 'es')).toContain('lista.xlsx pesa 9.1 MB');
});
