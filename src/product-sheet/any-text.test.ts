/**
 * Whatever stands in the cells: a list is read or told what is wrong with it, never neither; and what is
 * written is what the shop then reads.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSheets } from './read-sheets.ts';
import { catalogOf, readSample } from './sample-lists.ts';
import { type Sheet, textCell } from './sheet.ts';

const TITLES = [
  'Producto',
  'Precio',
  'Talla',
  'Color',
  'Stock',
  'Descripción',
  'También',
  'Categoría',
  'Unidad',
  'Plazo',
  'A la venta',
  'Foto',
];

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '',
    '',
    'S, M',
    ': ',
    '- a',
    '# b',
    '&x',
    '*y',
    '!z',
    '"',
    "'",
    '{',
    '[',
    '|',
    '>',
    '%',
    '@',
    '`',
    '?',
    '<<',
    '---',
    '...',
    '~',
    'null',
    'no',
    '__proto__',
    '12',
    'a / b',
    'a\nb',
    '\u2028',
    '\ufeff',
    '0x1F',
    '1e9',
    '2026-01-01',
  ),
);

const anyRow = fc.array(anyText, { minLength: 0, maxLength: TITLES.length });

const sheetOf = (rows: readonly (readonly string[])[]): Sheet => ({ name: null, rows: [TITLES, ...rows].map((row) => row.map(textCell)) });

test('any text in any cell is read or told', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 6 }), (rows) => {
      const list = readSample({ ok: true, encoding: null, sheets: [sheetOf(rows)] });
      if (!list.ok && 'mistakes' in list) expect(list.mistakes.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

test('any text as a name, a value, a category is in the catalog as it was written', () => {
  const letters = anyText.map((text) => textCell(text).text.replace(/\s+/g, ' ')).filter((text) => /[a-z0-9]/i.test(text));
  const value = letters
    .map((text) => text.replaceAll(/[,;|/]/g, ''))
    .filter((text) => /[a-z0-9]/i.test(text) && !/^\d{1,2}.?[a-z]{3}\.?$/i.test(text.trim()));
  const product = fc.record({
    name: letters,
    value,
    description: anyText,
    category: letters,
    price: fc.integer({ min: 1, max: 99_999 }),
    stock: fc.nat(999),
  });
  let written = 0;
  fc.assert(
    fc.property(fc.uniqueArray(product, { maxLength: 5, minLength: 1, selector: ({ name }) => slugOf(name) }), (products) => {
      const rows = products.map(({ name, value, description, category, price, stock }) => [
        name,
        `${price}.00`,
        value,
        '',
        String(stock),
        description,
        '',
        category,
      ]);
      const list = readSample({ ok: true, encoding: null, sheets: [sheetOf(rows)] });
      // Longer than a name may be, or kept for programs: told, and nothing is written.
      if (!list.ok) return;
      written += 1;
      const { catalog } = catalogOf({ ok: true, encoding: null, sheets: [sheetOf(rows)] });
      expect(catalog.products.map(({ name, price }) => [name, price])).toEqual(products.map(({ name, price }) => [name, price * 100]));
      expect(catalog.products.map(({ variants }) => variants.map(({ count }) => count))).toEqual(products.map(({ stock }) => [stock]));
      for (const [index, { category }] of catalog.products.entries()) {
        expect(slugOf(catalog.categories.find(({ id }) => id === category)?.name ?? '')).toBe(slugOf(products[index]?.category ?? ''));
      }
    }),
    { numRuns: 150 },
  );
  expect(written).toBeGreaterThan(75);
});

test('any bytes are a list, or are told why they are none', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((rest) => Uint8Array.from([0x50, 0x4b, 3, 4, ...rest])),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (some) => {
      const read = await readSheets(some);
      expect(read.ok || read.refusal.what).toBeTruthy();
      readSample(read);
    }),
    { numRuns: 300 },
  );
});

function slugOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
