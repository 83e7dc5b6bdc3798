/**
 * From a file on disk to its sheets. What a file is shows in its first bytes; its name is not asked, because
 * many lists called `.csv` are not, and the other way round.
 */
import { readFile, stat } from 'node:fs/promises';
import { readCsv } from './csv.ts';
import { LARGEST_SHEET, type ReadSheets, refused } from './sheet.ts';
import { readXlsx } from './xlsx.ts';

/** How a ZIP file begins, hence an XLSX; and a file of the old Excel, or a new one behind a password. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];

export async function readSheetFile(path: string): Promise<ReadSheets> {
  try {
    const { size } = await stat(path);
    return size > LARGEST_SHEET ? tooLarge(size) : await readSheets(await readFile(path));
  } catch (problem) {
    if (!(problem instanceof Error && 'code' in problem)) throw problem;
    return refused(problem.code === 'ENOENT' ? 'file-missing' : 'not-a-file');
  }
}

export async function readSheets(bytes: Uint8Array): Promise<ReadSheets> {
  if (bytes.length > LARGEST_SHEET) return tooLarge(bytes.length);
  if (begins(bytes, OLD_EXCEL)) return refused('old-xls');
  return begins(bytes, ZIP) ? await readXlsx(bytes) : readCsv(bytes);
}

function tooLarge(size: number): ReadSheets {
  return refused('too-large', { size: (size / 1024 / 1024).toFixed(1), most: LARGEST_SHEET / 1024 / 1024 });
}

function begins(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
