/**
 * The files a list comes in: CSV of any country and any encoding, workbooks with formulas and dates, and
 * files that are something else.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import writeSheet from 'write-excel-file/node';
import { readSheetFile, readSheets } from './read-sheets.ts';
import { catalogOf, workbook, zip } from './sample-lists.ts';
import { LARGEST_SHEET } from './sheet.ts';

const ROWS = [
  ['Producto', 'Precio', 'Descripción', 'Talla', 'Stock'],
  ['Pañuelo, estampado', '1.234,50', 'Algodón "ligero"\nde 60 cm', 'Única', '3'],
  ['Niño', '12,00', 'Corazón', '36,5', '0'],
];

function csv(separator: string, end = '\n'): string {
  return ROWS.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join(end);
}

const names = { 'pañuelo, estampado': 123450, niño: 1200 };

async function sold(bytes: Uint8Array): Promise<unknown> {
  const { catalog } = catalogOf(await readSheets(bytes));
  expect(catalog.products[0]?.description).toBe('Algodón "ligero"\nde 60 cm');
  expect(catalog.products[1]?.variants.map(({ count }) => count)).toEqual([0]);
  return Object.fromEntries(catalog.products.map(({ name, price }) => [name.toLowerCase(), price]));
}

test.each([
  ['a semicolon', csv(';')],
  ['a comma', csv(',')],
  ['a tab', csv('\t')],
  ['lines as Windows ends them', csv(';', '\r\n')],
  ['a byte order mark', `\ufeff${csv(';')}`],
  ['the line that Excel understands', `sep=;\n${csv(';')}`],
  ['empty rows', `\n;;;;\n${csv(';', '\n;;;;\n\n')}\n;;;;\n`],
])('a CSV with %s', async (_, text) => {
  expect(await sold(Buffer.from(text))).toEqual(names);
});

test('a CSV of an old Windows, and the "Unicode text" of Excel', async () => {
  const old = await readSheets(Buffer.from(csv(';'), 'latin1'));
  expect(old).toMatchObject({ ok: true, encoding: 'windows-1252' });
  expect(await sold(Buffer.from(csv(';'), 'latin1'))).toEqual(names);
  expect(await sold(Buffer.from(`\ufeff${csv('\t')}`, 'utf16le'))).toEqual(names);
});

test('inches and other quotes in the middle of a cell are part of it', async () => {
  const { catalog } = catalogOf(await readSheets(Buffer.from('Producto;Precio\nMarco 24" ancho;10\n')));
  expect(catalog.products[0]?.name).toBe('Marco 24" ancho');
});

test('a workbook: numbers as numbers, empty rows, further sheets', async () => {
  const list = [
    [{ value: 'Precios de noviembre', type: String }],
    [],
    ['Producto', 'Precio', 'Talla', 'Stock', 'A la venta'].map((value) => ({ value, type: String })),
    [],
    [
      { value: 'Polo', type: String },
      { value: 45.1, type: Number, format: '"S/" 0.00' },
      { value: 38, type: Number },
      { value: 12, type: Number },
      { value: true, type: Boolean },
    ],
  ];
  const notes = [[{ value: 'Apuntes', type: String }]];
  const bytes = await writeSheet([
    { data: notes, sheet: 'Apuntes' },
    { data: list, sheet: 'Lista' },
  ]).toBuffer();
  const { catalog, notes: told } = catalogOf(await readSheets(bytes));
  expect(catalog.products).toMatchObject([{ name: 'Polo', price: 4510, active: true, variants: [{ id: 'polo/38', count: 12 }] }]);
  expect(told).toContainEqual({ what: 'other-sheets', facts: {}, names: ['Apuntes'] });
  expect(told[0]?.facts).toMatchObject({ heading: 3, sheet: 'Lista' });
});

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const TITLES = `<row r="1">${text('A1', 'Producto')}${text('B1', 'Precio')}${text('C1', 'Talla')}</row>`;

test('formulas by the value they had; noise in their last digits is no decimals', async () => {
  const rows = `${TITLES}<row r="2"><c r="A2" t="str"><f>"Po"&amp;"lo"</f><v>Polo</v></c><c r="B2"><f>0.1+0.2</f><v>0.30000000000000004</v></c></row>`;
  const { catalog } = catalogOf(await readSheets(workbook(rows)));
  expect(catalog.products).toMatchObject([{ name: 'Polo', price: 30 }]);
});

test('a formula that fails is a price that is missing; a size that became a date is told', async () => {
  const rows = `${TITLES}<row r="2">${text('A2', 'Body')}<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2" s="1"><v>46176</v></c></row>`;
  const read = await readSheets(workbook(rows));
  expect(() => catalogOf(read)).toThrow(/price-missing.*date-cell|date-cell.*price-missing/);
});

test.each([
  ['nothing', '', 'empty'],
  ['spaces', ' \n \n', 'empty'],
  ['a document of another program', '%PDF-1.7\0\0', 'not-a-sheet'],
  ['an old Excel or a password', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old-xls'],
  ['half a workbook', workbook(TITLES).subarray(0, 900), 'damaged'],
  ['a packed folder that is no workbook', zip({ 'content.xml': '<a/>' }), 'damaged'],
  ['a folder that unpacks without end', zip({ 'xl/workbook.xml': '<a/>' }, 0xffffffff), 'too-large-inside'],
  ['a quote that is never closed', 'Producto,Precio\n"Polo,45\nGorra,35\n', 'open-quote'],
  ['pictures inside', Buffer.alloc(LARGEST_SHEET + 1, 'a'), 'too-large'],
])('%s', async (_, bytes, what) => {
  expect(await readSheets(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)).toMatchObject({ ok: false, refusal: { what } });
});

test('a file that is not there, and a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tanteo-list-'));
  try {
    expect(await readSheetFile(join(folder, 'lista.csv'))).toMatchObject({ refusal: { what: 'file-missing' } });
    expect(await readSheetFile(folder)).toMatchObject({ refusal: { what: 'not-a-file' } });
    await writeFile(join(folder, 'lista.xlsx'), csv(','));
    expect(await readSheetFile(join(folder, 'lista.xlsx'))).toMatchObject({ ok: true });
  } finally {
    await rm(folder, { recursive: true });
  }
});
