/**
 * Each row of a list read on its own: what it says of its product, and of the variants it stands for. A
 * mistake in one cell hides no other.
 */
import type { Currency, Minor } from '../commerce/money.ts';
import { slug } from '../config/fields.ts';
import { MOST_VARIANTS } from '../config/variants.ts';
import { type ReadCell, readImage, readStock, readUnit, readValues, readYesNo, splitValues } from './cells.ts';
import { cellOf, type List, optionCell, rowsBelow, wrongField, wrongOption } from './list.ts';
import type { Mistake } from './mistake.ts';
import { readPrice } from './price.ts';

/** What a cell says of the whole product: every row of it has to say the same, or nothing. */
export const SHARED = ['description', 'category', 'unit', 'imageAlt', 'leadDays', 'maxPerOrder', 'active'] as const;
export type Shared = (typeof SHARED)[number];

export interface ProductRow {
  /** Index in the sheet, from 0. */
  readonly index: number;
  /** As written, or of the row above that it continues. */
  readonly name: string;
  /** Empty where the row says nothing. */
  readonly shared: Readonly<Record<Shared, string>>;
  readonly aliases: readonly string[];
  readonly image: string;
  /** null where the row does not say it, or says it wrong. */
  readonly price: Minor | null;
  /** For each option column, the values this row has of it. */
  readonly values: readonly (readonly string[])[];
  /** For each combination of values, how many there are, null where they are not counted; or nothing said. */
  readonly counts: readonly (number | null)[] | null;
}

export interface ReadRows {
  readonly rows: readonly ProductRow[];
  readonly mistakes: readonly Mistake[];
}

export function readRows(list: List, currency: Currency): ReadRows {
  const rows: ProductRow[] = [];
  const mistakes: Mistake[] = [];
  for (const index of rowsBelow(list)) {
    const row = readRow({ list, index, mistakes }, currency, rows.at(-1));
    if (row) rows.push(row);
  }
  return { rows, mistakes };
}

interface Reading {
  readonly list: List;
  readonly index: number;
  readonly mistakes: Mistake[];
}

function readRow(reading: Reading, currency: Currency, above: ProductRow | undefined): ProductRow | null {
  const { list, index } = reading;
  const values = list.columns.options.map((_, which) => valuesOf(reading, which));
  const written = cellOf(list, index, 'name').text.replace(/\s+/g, ' ');
  // A product written once above its variants, as merged cells are.
  const continues = written === '' && above !== undefined && values.some((some) => some.length > 0);
  const name = continues ? above.name : nameOf(reading, written);
  const shared = sharedOf(reading);
  const price = priceOf(reading, currency, continues ? above : null);
  const variants = values.reduce((count, some) => count * Math.max(1, some.length), 1);
  if (variants > MOST_VARIANTS) {
    const which = values.findIndex((some) => some.length > 1);
    reading.mistakes.push(wrongOption(list, index, which, { what: 'too-many-variants', facts: { count: variants, most: MOST_VARIANTS } }));
    return null;
  }
  const counts = countsOf(reading, variants);
  const aliases = splitValues(cellOf(list, index, 'aliases').text);
  return name === null ? null : { index, name, shared, aliases, image: readImage(cellOf(list, index, 'image')), price, values, counts };
}

function nameOf({ list, index, mistakes }: Reading, written: string): string | null {
  const { date } = cellOf(list, index, 'name');
  if (written !== '' && slug(written) !== '' && !date) return written;
  mistakes.push(wrongField(list, index, 'name', { what: written === '' ? 'name-missing' : date ? 'date-cell' : 'name-without-letters' }));
  return null;
}

function valuesOf({ list, index, mistakes }: Reading, which: number): readonly string[] {
  const read = readValues(optionCell(list, index, which));
  if (read.ok) return read.value;
  mistakes.push(wrongOption(list, index, which, read.finding));
  return [];
}

function sharedOf(reading: Reading): Readonly<Record<Shared, string>> {
  const text = (field: Shared) => cellOf(reading.list, reading.index, field).text;
  return {
    description: text('description'),
    category: text('category').replace(/\s+/g, ' '),
    unit: readUnit(cellOf(reading.list, reading.index, 'unit')),
    imageAlt: text('imageAlt').replace(/\s+/g, ' '),
    leadDays: text('leadDays'),
    maxPerOrder: text('maxPerOrder'),
    active: text('active') === '' ? '' : accept(reading, 'active', readYesNo(cellOf(reading.list, reading.index, 'active')), ''),
  };
}

/** A row that continues another one and is silent has its price. */
function priceOf({ list, index, mistakes }: Reading, currency: Currency, continued: ProductRow | null): Minor | null {
  const cell = cellOf(list, index, 'price');
  if (cell.text !== '') {
    const read = readPrice(cell, currency);
    if (read.ok) return read.price;
    mistakes.push(wrongField(list, index, 'price', read.finding));
  } else if (continued) return continued.price;
  else mistakes.push(wrongField(list, index, 'price', { what: 'price-missing' }));
  return null;
}

function countsOf(reading: Reading, variants: number): readonly (number | null)[] | null {
  const cell = cellOf(reading.list, reading.index, 'stock');
  return cell.text === '' ? null : accept(reading, 'stock', readStock(cell, variants), Array(variants).fill(null));
}

function accept<T>({ list, index, mistakes }: Reading, field: 'active' | 'stock', read: ReadCell<T>, otherwise: T): T {
  if (read.ok) return read.value;
  mistakes.push(wrongField(list, index, field, read.finding));
  return otherwise;
}
