/**
 * What the cells of a list say, besides prices: how many there are, lists of values, yes and no.
 */
import type { Finding } from './mistake.ts';
import type { Cell } from './sheet.ts';
import { foldWord, VALUE_WORDS } from './words.ts';

export type ReadCell<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly finding: Finding };

/**
 * Values apart by a comma, a semicolon, a bar or a line: "S, M, L". The comma of a half size stays where it
 * is ("36,5"): two digits before it, a lone 5 behind it.
 */
const BETWEEN_VALUES = /[;|\n]|(?<!\d{2}(?=,5(?!\d))),/;

export function splitValues(text: string): readonly string[] {
  return text
    .split(BETWEEN_VALUES)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Dates that programs make of sizes: "3-6" is shown as "03-jun", "6-Mar". */
const MADE_A_DATE = /^\d{1,2}[-/.\s](?:ene|jan|feb|fev|mar|abr|apr|may|mai|jun|jul|ago|aug|set|sep|oct|out|nov|dic|dez|dec)\.?$/i;

/** The values of an option; none for an empty cell. */
export function readValues(cell: Cell): ReadCell<readonly string[]> {
  const values = splitValues(cell.text);
  if (cell.date || values.some((value) => MADE_A_DATE.test(value))) return { ok: false, finding: { what: 'date-cell' } };
  if (values.some((value) => /\s\/\s/.test(value))) return { ok: false, finding: { what: 'slash-in-value' } };
  return { ok: true, value: values };
}

/**
 * How many there are of each of `variants` variants of a row, null where they are not counted. `cell` is
 * not empty.
 */
export function readStock(cell: Cell, variants: number): ReadCell<readonly (number | null)[]> {
  if (cell.date) return { ok: false, finding: { what: 'date-cell' } };
  if (cell.number !== undefined && !Number.isInteger(cell.number)) return { ok: false, finding: { what: 'bad-stock' } };
  const whole = countOf(cell.text);
  if (whole !== undefined && (variants === 1 || !/\d/.test(cell.text))) return { ok: true, value: Array(variants).fill(whole) };
  const parts = cell.text.split(/[,;|\n]/).map((part) => countOf(part.trim()));
  const counts = parts.filter((count) => count !== undefined);
  if (variants === 1 || counts.length < parts.length) return { ok: false, finding: { what: 'bad-stock' } };
  if (counts.length === 1) return { ok: false, finding: { what: 'stock-of-many', facts: { count: variants } } };
  if (counts.length !== variants)
    return { ok: false, finding: { what: 'stock-list-differs', facts: { given: counts.length, count: variants } } };
  return { ok: true, value: counts };
}

/** "12", "12.0", "1.200", "agotado", "sin contar"; undefined for anything else. */
function countOf(text: string): number | null | undefined {
  const word = foldWord(text);
  if (VALUE_WORDS.notCounted.has(word)) return null;
  if (VALUE_WORDS.soldOut.has(word)) return 0;
  if (/^\d{1,3}(?:[.,\s]\d{3})+$/.test(text)) return Number(text.replace(/\D/g, ''));
  return /^\d{1,9}(?:[.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : undefined;
}

/** As the catalog writes it. `cell` is not empty. */
export function readYesNo({ text }: Cell): ReadCell<'sí' | 'no'> {
  const word = foldWord(text);
  if (VALUE_WORDS.yes.has(word)) return { ok: true, value: 'sí' };
  return VALUE_WORDS.no.has(word) ? { ok: true, value: 'no' } : { ok: false, finding: { what: 'bad-yes-no' } };
}

/** What one unit is; empty where it is a piece. */
export function readUnit({ text }: Cell): string {
  return VALUE_WORDS.piece.has(foldWord(text)) ? '' : text;
}

/** The name of a photo, also of one written with its folder. */
export function readImage({ text }: Cell): string {
  return text.startsWith('http') ? text : (text.split(/[\\/]/).at(-1) ?? '');
}
