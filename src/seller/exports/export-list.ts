/**
 * The lists as files: what they list comes one at a time from wherever it is kept, bytes go out as they
 * are written. Who called decides where they go: a file, a download, standard output.
 */
import type { Language } from '../../commerce/catalog.ts';
import { csvOf } from './csv.ts';
import { jsonOf } from './json.ts';
import { LISTS } from './lists.ts';
import type { ExportFormat, ExportList, Period } from './offered.ts';
import { pdfOf } from './paper/pdf.ts';
import type { ListSource } from './source.ts';
import type { Table } from './table.ts';
import { exportTexts } from './texts.ts';
import { xlsxOf } from './xlsx.ts';

export interface ListExport extends Period {
  readonly what: ExportList;
  readonly format: ExportFormat;
  readonly source: ListSource;
}

type Spreadsheet = Exclude<ExportFormat, 'pdf'>;

const WRITERS: Readonly<Record<Spreadsheet, (table: Table) => AsyncIterable<Uint8Array>>> = { csv: csvOf, xlsx: xlsxOf, json: jsonOf };

/** Type of each format, for downloads. */
export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  pdf: 'application/pdf',
};

/**
 * The file, chunk by chunk. CSV, JSON and PDF need no more memory for more rows. Rejects with what reading the
 * shop rejected with, and with `TooLongForSheet` where XLSX cannot hold them all.
 */
export async function* exportList({ what, format, source, ...period }: ListExport): AsyncGenerator<Uint8Array> {
  const { country, timeZone, language } = source.shop;
  const texts = exportTexts(language);
  const content = await LISTS[what](source, period, texts);
  const table: Table = { name: texts.lists[what].title, country, timeZone, ...content };
  yield* format === 'pdf' ? pdfOf(what, table, source, period, texts) : WRITERS[format](table);
}

/** `pedidos-2026-11-01-2026-11-30.csv`. */
export function exportFileName(what: ExportList, format: ExportFormat, period: Period, language: Language): string {
  return `${[exportTexts(language).lists[what].file, period.from, period.to].filter(Boolean).join('-')}.${format}`;
}
