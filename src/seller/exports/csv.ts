/**
 * CSV as the spreadsheets of the seller's country open it by a double click: a byte order mark, CRLF, the
 * separator and the decimal mark of the country, and no cell that could run as a formula.
 */
import { pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import { toDecimal } from '../../commerce/money.ts';
import { type Column, isMoney, localTime, type Table, type Value, wordOf } from './table.ts';

interface CsvForm {
  readonly separator: ';' | ',';
  readonly decimal: '.' | ',';
}

/**
 * How the spreadsheet of a country splits a line and writes decimals. Decimals as CLDR has them. Excel splits at
 * the list separator of Windows: never at a decimal comma, and at a comma where decimals have a point. Peru keeps
 * the `;` of facts/commerce.md §3.12; where nothing is known it is `;` too, which no amount contains.
 */
const COMMA_DECIMAL: CsvForm = { separator: ';', decimal: ',' };
const COMMA_BETWEEN: CsvForm = { separator: ',', decimal: '.' };
const UNKNOWN: CsvForm = { separator: ';', decimal: '.' };
const FORM_BY_COUNTRY: ReadonlyMap<string, CsvForm> = new Map([
  ...['AR', 'BO', 'BR', 'CL', 'CO', 'CR', 'EC', 'ES', 'PT', 'PY', 'UY', 'VE'].map((country) => [country, COMMA_DECIMAL] as const),
  ...['DO', 'GB', 'GT', 'HN', 'MX', 'NI', 'PA', 'PR', 'SV', 'US'].map((country) => [country, COMMA_BETWEEN] as const),
  ['PE', UNKNOWN],
]);

/** Chunks of UTF-8, a few rows at a time: memory does not grow with the list. */
export async function* csvOf(table: Table): AsyncGenerator<Uint8Array> {
  const form = FORM_BY_COUNTRY.get(table.country) ?? UNKNOWN;
  const writer = stringify({
    bom: true,
    header: true,
    columns: table.columns.map((column) => ({ key: column.key, header: safeText(column.header) })),
    delimiter: form.separator,
    record_delimiter: 'windows',
    quote_record_delimiter: true,
  });
  // The reader of `writer` gets every error; here it only must not go unheard.
  pipeline(csvRows(table, form), writer, () => undefined);
  for await (const chunk of writer) yield chunk;
}

async function* csvRows(table: Table, form: CsvForm): AsyncGenerator<readonly string[]> {
  for await (const row of table.rows) {
    yield table.columns.map((column, index) => csvCell(column, row[index] ?? null, table.timeZone, form));
  }
}

function csvCell(column: Column, value: Value, timeZone: string, form: CsvForm): string {
  if (value === null) return '';
  if (isMoney(value)) return toDecimal(value.minor, value.currency).replace('.', form.decimal);
  if (typeof value === 'number') return String(value);
  if (column.kind === 'datetime') return localTime(value, timeZone);
  return safeText(column.kind === 'choice' ? wordOf(column, value) : value);
}

/**
 * Text that a spreadsheet would run as a formula gets a `'` in front (OWASP ASVS 5.0, 1.2.10), also in its
 * full-width forms, which some programs normalise first. Numbers are never text, so −5 stays a number.
 */
export function safeText(text: string): string {
  return /^[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}
