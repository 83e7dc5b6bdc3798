/**
 * XLSX: cells with types, so that sums, filters and pivots work at once. Texts are texts and never
 * formulas, whatever they begin with. The sheet is put together in memory, hence the limit.
 */
import { type Currency, EXPONENTS, toDecimal } from '../../commerce/money.ts';
import { type Column, isMoney, localTime, type Table, type Value, wordOf } from './table.ts';

/** Its cells lie in memory until the end, some 12 kB a row: 50,000 rows took 600 MB (measured, Node 24). */
export const ROWS_OF_A_SHEET = 50_000;
/** Characters of one cell in Excel (Microsoft, "Excel specifications and limits"). */
const CHARACTERS_OF_A_CELL = 32_767;

interface Cell {
  readonly value: string | number | Date;
  readonly type: StringConstructor | NumberConstructor | DateConstructor;
  readonly format?: string;
  readonly fontWeight?: 'bold';
}

/** The list is longer than a sheet may be; CSV and JSON have no limit. */
export class TooLongForSheet extends Error {
  constructor() {
    super(`a sheet holds ${ROWS_OF_A_SHEET} rows and the list has more: ask for a shorter period, or for csv`);
  }
}

/** @throws {TooLongForSheet} */
export async function* xlsxOf(table: Table): AsyncGenerator<Uint8Array> {
  const header: Cell[] = table.columns.map((column) => ({ value: sheetText(column.header), type: String, fontWeight: 'bold' }));
  const rows: (Cell | null)[][] = [header];
  for await (const row of table.rows) {
    if (rows.length > ROWS_OF_A_SHEET) throw new TooLongForSheet();
    rows.push(table.columns.map((column, index) => xlsxCell(column, row[index] ?? null, table.timeZone)));
  }
  const { default: writeSheet } = await import('write-excel-file/node');
  yield await writeSheet(rows, {
    sheet: table.name,
    columns: table.columns.map((column) => ({ width: column.width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

function xlsxCell(column: Column, value: Value, timeZone: string): Cell | null {
  if (value === null || value === '') return null;
  if (isMoney(value)) return { value: Number(toDecimal(value.minor, value.currency)), type: Number, format: moneyFormat(value.currency) };
  if (typeof value === 'number') return { value, type: Number };
  switch (column.kind) {
    case 'date':
      return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
    case 'datetime':
      // A sheet knows no time zones: local time is written as if it were UTC.
      return { value: new Date(`${localTime(value, timeZone).replace(' ', 'T')}:00Z`), type: Date, format: 'yyyy-mm-dd hh:mm' };
    case 'choice':
      return { value: sheetText(wordOf(column, value)), type: String };
    default:
      return { value: sheetText(value), type: String };
  }
}

/** `[$PEN] #,##0.00`: the seller's spreadsheet puts its own marks for thousands and decimals. */
function moneyFormat(currency: Currency): string {
  const decimals = EXPONENTS[currency];
  return `[$${currency}] #,##0${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`;
}

/**
 * Text as the library can hold it: it looks texts up in a plain object, so that "constructor" would find
 * something that is no text; a NUL, which it drops when it writes, makes such a text another key.
 */
function sheetText(text: string): string {
  const whole = text.length > CHARACTERS_OF_A_CELL ? `${text.slice(0, CHARACTERS_OF_A_CELL - 1)}…` : text;
  return whole in {} ? `${whole}\0` : whole;
}
