/**
 * XLSX: the cells as they were saved, formulas by the value they had. A file is a packed folder, so how
 * much it unpacks to is looked at before anything is unpacked.
 */
import { z } from 'zod';
import { type Cell, EMPTY_CELL, type ReadSheets, refused, textCell } from './sheet.ts';

/** Bytes after unpacking; a list of 2,000 rows and 20 columns with its styles takes 3 MB. */
const LARGEST_UNPACKED = 64 * 1024 * 1024;

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()]);
type Value = z.infer<typeof valueSchema>;
const bookSchema = z.array(z.object({ sheet: z.string(), data: z.array(z.array(valueSchema)) }));

export async function readXlsx(bytes: Uint8Array): Promise<ReadSheets> {
  const unpacked = unpackedSize(bytes);
  if (unpacked === null) return refused('damaged');
  if (unpacked > LARGEST_UNPACKED) return refused('too-large-inside', { most: LARGEST_UNPACKED / 1024 / 1024 });
  const { default: readBook } = await import('read-excel-file/node');
  try {
    const book = bookSchema.parse(await readBook(Buffer.from(bytes)));
    return { ok: true, sheets: book.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellOf)) })), encoding: null };
  } catch {
    // Whatever the reader stumbles over, the file is not one that a spreadsheet program has saved as XLSX.
    return refused('damaged');
  }
}

/** Digits of a number that are kept: those a spreadsheet keeps; the rest is noise of its formulas. */
const DIGITS = 15;

function cellOf(value: Value): Cell {
  if (value === null) return EMPTY_CELL;
  if (value instanceof Date) return { text: Number.isNaN(value.getTime()) ? '?' : value.toISOString().slice(0, 10), date: true };
  if (typeof value === 'number') {
    const number = Number(value.toPrecision(DIGITS));
    return { text: String(number), number };
  }
  return textCell(String(value));
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** What the directory of a ZIP file (APPNOTE 6.3.10, §4.3) promises, in bytes; null where there is none. */
function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) return null;
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return null;
    size += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}
