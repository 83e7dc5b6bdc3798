/**
 * From the sheets of a file to the text of `catalog/products.yaml`, with what a seller should know about it;
 * or every mistake of the list at once. Nothing here touches a disk.
 */
import type { Catalog, Language } from '../commerce/catalog.ts';
import type { Currency } from '../commerce/money.ts';
import type { Problem } from '../config/problem.ts';
import { type FoundColumns, findColumns, understood } from './columns.ts';
import { draftOf } from './draft.ts';
import { type List, rowsBelow } from './list.ts';
import { type Mistake, sheetTexts } from './mistake.ts';
import { type Note, notesOf } from './notes.ts';
import { productsOf } from './products.ts';
import { HEADING, productsYaml } from './products-yaml.ts';
import { readRows } from './rows.ts';
import { MOST_ROWS, type ReadSheets, type Refusal, type Sheet } from './sheet.ts';
import { mistakesOf } from './where.ts';

export interface ListContext {
  readonly currency: Currency;
  /** Of the shop: what is written for her customers is in it. */
  readonly language: Language;
  /** What is in the catalog now; null where nothing is, or where it cannot be read. */
  readonly before: Catalog | null;
  /** Some of what is there now cannot be read. */
  readonly damaged: boolean;
  /** Notes at the top of the file of now; empty for the usual ones. */
  readonly heading: string;
  /** Titles of further columns that are options. */
  readonly options: readonly string[];
  /** The problems that a `products.yaml` with this text would have. */
  readonly check: (yaml: string) => readonly Problem[];
}

export type ReadList =
  | { readonly ok: true; readonly yaml: string; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly refusal: Refusal }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

export function readList(read: ReadSheets, context: ListContext): ReadList {
  if (!read.ok) return read;
  const { sheet, found, others } = bestSheet(read.sheets, context.options);
  if (found.mistakes.length > 0) return { ok: false, mistakes: found.mistakes };
  const list: List = { sheet, columns: found.columns };
  const count = rowsBelow(list).length;
  if (count > MOST_ROWS) return { ok: false, refusal: { what: 'too-many-rows', facts: { count, most: MOST_ROWS } } };
  if (count === 0) return { ok: false, mistakes: [{ row: null, column: null, cell: '', wrong: { what: 'no-rows' } }] };

  const rows = readRows(list, context.currency);
  const { products, mistakes } = productsOf(list, rows.rows, context.currency);
  const draft = draftOf(products, list.columns, context.before, sheetTexts(context.language).names.category);
  const yaml = productsYaml(draft, context.currency, context.heading || HEADING);
  // Looked at even when cells are wrong, so that she is told everything at once.
  const refused = products.length === 0 ? [] : mistakesOf(context.check(yaml), yaml, draft, list);
  const all = [...rows.mistakes, ...mistakes, ...refused];
  if (all.length > 0) return { ok: false, mistakes: withoutEchoes(all) };
  return {
    ok: true,
    yaml,
    notes: notesOf({ ...context, list, draft, rows: rows.rows.length, encoding: read.encoding, others }),
  };
}

/** A file is read in several ways, or has several sheets: the one whose titles are understood best. */
function bestSheet(
  sheets: readonly Sheet[],
  options: readonly string[],
): { readonly sheet: Sheet; readonly found: FoundColumns; readonly others: readonly string[] } {
  const readings = sheets.map((sheet) => ({ sheet, found: findColumns(sheet, options) }));
  const best = readings.reduce((sofar, one) => (understood(one.found) > understood(sofar.found) ? one : sofar));
  const others = sheets.flatMap((sheet) => (sheet !== best.sheet && sheet.name !== null && sheet.rows.length > 0 ? [sheet.name] : []));
  return { ...best, others };
}

/** One mistake for each cell, the first: what else is made of a wrong cell is only its echo. */
function withoutEchoes(mistakes: readonly Mistake[]): readonly Mistake[] {
  const seen = new Set<string>();
  return mistakes.filter(({ row, column }) => {
    if (row === null || column === null) return true;
    const cell = `${row}/${column.index}`;
    if (seen.has(cell)) return false;
    seen.add(cell);
    return true;
  });
}
