/**
 * CSV as people's programs write it: with a comma, a semicolon or a tab; in UTF-8, UTF-16 ("Unicode text")
 * or the old encoding of Windows. Which separator it is cannot be told from the text alone ("45,00"), so
 * every reading that is possible is handed on, and the one whose columns are understood is taken.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { type Cell, type ReadSheets, refused, type Sheet, textCell } from './sheet.ts';

/** The most usual one where a comma is the decimal mark comes first: it wins a draw. */
const SEPARATORS = [';', ',', '\t'] as const;

/** One sheet for each separator that is possible. */
export function readCsv(bytes: Uint8Array): ReadSheets {
  const { text, encoding } = decode(bytes);
  if (text.includes('\0')) return refused('not-a-sheet');
  if (text.trim() === '') return refused('empty');
  const sheets: Sheet[] = [];
  let openQuote = 1;
  for (const separator of SEPARATORS.filter((candidate) => candidate === ',' || text.includes(candidate))) {
    const read = rowsOf(text, separator);
    if (typeof read === 'number') openQuote = read;
    else sheets.push({ name: null, rows: read });
  }
  return sheets.length > 0 ? { ok: true, sheets, encoding } : refused('open-quote', { line: openQuote });
}

/** The rows; or the line of a quote that is never closed. */
function rowsOf(text: string, separator: string): readonly (readonly Cell[])[] | number {
  try {
    const rows = parse(text, { delimiter: separator, relax_column_count: true, relax_quotes: true, max_record_size: 0 });
    return rows.map((row) => row.map(textCell));
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem;
    return Number(problem.lines ?? 1);
  }
}

/** UTF-8 where it is; otherwise what Excel saves as "CSV" on a Windows in the languages of the shop. */
function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: 'utf-8' | 'utf-16' | 'windows-1252' } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}
