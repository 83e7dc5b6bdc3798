/**
 * A list to export, whatever it lists: columns with a kind, and rows that come one at a time. The writers
 * (CSV, XLSX, JSON) know only this; what an order is they do not know.
 */
import { formatLocal } from '../../commerce/calendar.ts';
import type { Currency, Minor } from '../../commerce/money.ts';

export interface Table {
  /** Name of the sheet. */
  readonly name: string;
  /** Decides separator and decimal mark of CSV; ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA zone in which instants are shown. */
  readonly timeZone: string;
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<Row>;
}

export interface Column {
  /** Stable English name, for programs. */
  readonly key: string;
  readonly header: string;
  /** What is short enough for paper, where the foot of each page says the rest; missing: the header. */
  readonly shortHeader?: string;
  readonly kind: Kind;
  /** In characters. */
  readonly width: number;
  /** For `choice`: code → word. A code without a word is shown as it is. */
  readonly words?: Readonly<Record<string, string>>;
}

/** `choice` is a code that people read as a word; `date` is local `YYYY-MM-DD`; `datetime` an ISO instant. */
export type Kind = 'text' | 'choice' | 'integer' | 'money' | 'date' | 'datetime';

/** One value per column, in their order. */
export type Row = readonly Value[];

/** null: nothing to say. */
export type Value = string | number | Money | null;

export interface Money {
  readonly minor: Minor;
  readonly currency: Currency;
}

export function isMoney(value: Value): value is Money {
  return typeof value === 'object' && value !== null;
}

/** What a person reads in a cell of text. */
export function wordOf(column: Column, code: string): string {
  return column.words?.[code] ?? code;
}

/** `2026-11-26 14:05` by the shop's clock: every spreadsheet reads it as a date, in any language. */
export function localTime(instant: string, timeZone: string): string {
  return formatLocal(Date.parse(instant), timeZone, 'YYYY-MM-DD HH:mm');
}
