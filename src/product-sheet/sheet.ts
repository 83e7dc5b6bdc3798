/**
 * A spreadsheet as the rest of this room sees it, whatever file it came from: rows of cells with their
 * text made clean, and the number that was in a cell where it was one.
 */
import { cleanText } from '../conversation/clean.ts';

/** Largest file that is read, in bytes: some fifty times a list of 2,000 rows without pictures. */
export const LARGEST_SHEET = 5 * 1024 * 1024;
/** Rows of products in one list: a catalog of 300 products with a row for each of six or seven variants. */
export const MOST_ROWS = 2000;

export interface Cell {
  /** What a person reads in it, on one line or several; empty where nothing is. */
  readonly text: string;
  /** Only where the file says that it is a number. */
  readonly number?: number;
  /** The program that wrote the file took it for a date: what was typed is lost. */
  readonly date?: true;
}

export interface Sheet {
  /** null in a file that has one sheet without a name. */
  readonly name: string | null;
  /** The row a spreadsheet numbers 1 comes first; rows may differ in length. */
  readonly rows: readonly (readonly Cell[])[];
}

/** Why a file as a whole is of no use. */
export interface Refusal {
  readonly what:
    | 'file-missing'
    | 'not-a-file'
    | 'too-large'
    | 'empty'
    | 'old-xls'
    | 'not-a-sheet'
    | 'damaged'
    | 'too-large-inside'
    | 'open-quote'
    | 'too-many-rows';
  readonly facts: Readonly<Record<string, string | number>>;
}

export type ReadSheets =
  | { readonly ok: true; readonly sheets: readonly Sheet[]; readonly encoding: 'utf-8' | 'utf-16' | 'windows-1252' | null }
  | { readonly ok: false; readonly refusal: Refusal };

export function refused(what: Refusal['what'], facts: Refusal['facts'] = {}): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { what, facts } };
}

export const EMPTY_CELL: Cell = { text: '' };

export function textCell(raw: string): Cell {
  return { text: cleanText(raw).text };
}

export function isEmptyRow(row: readonly Cell[]): boolean {
  return row.every(({ text }) => text === '');
}

/** `C7`, as a spreadsheet calls a cell. Both from 0. */
export function cellName(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}
