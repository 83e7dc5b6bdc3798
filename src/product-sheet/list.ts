/**
 * A list whose columns are known: its cells by what they say, and mistakes at the place they are in.
 */
import type { Column, Columns } from './columns.ts';
import type { Mistake } from './mistake.ts';
import { type Cell, EMPTY_CELL, isEmptyRow, type Sheet } from './sheet.ts';
import type { Field } from './words.ts';

export interface List {
  readonly sheet: Sheet;
  readonly columns: Columns;
}

/** Indexes of the rows with products. */
export function rowsBelow({ sheet, columns: { heading, fields, options } }: List): readonly number[] {
  const read = [...Object.values(fields), ...options].map(({ index }) => index);
  const isEmpty = (row: readonly Cell[]) => isEmptyRow(read.map((column) => row[column] ?? EMPTY_CELL));
  return sheet.rows.flatMap((row, index) => (index > heading && !isEmpty(row) ? [index] : []));
}

/** Empty where the list has no such column. */
export function cellOf(list: List, row: number, field: Field): Cell {
  return cellAt(list, row, list.columns.fields[field]);
}

/** `which`: of the columns that are options. */
export function optionCell(list: List, row: number, which: number): Cell {
  return cellAt(list, row, list.columns.options[which]);
}

export function wrongField(list: List, row: number, field: Field, wrong: Mistake['wrong']): Mistake {
  return mistakeAt(list, row, list.columns.fields[field], field, wrong);
}

export function wrongOption(list: List, row: number, which: number, wrong: Mistake['wrong']): Mistake {
  return mistakeAt(list, row, list.columns.options[which], 'option', wrong);
}

function cellAt({ sheet }: List, row: number, column: Column | undefined): Cell {
  return (column && sheet.rows[row]?.[column.index]) ?? EMPTY_CELL;
}

function mistakeAt(list: List, row: number, column: Column | undefined, field: Field | 'option', wrong: Mistake['wrong']): Mistake {
  const place = column ? { index: column.index, title: column.title, field } : null;
  return { row, column: place, cell: cellAt(list, row, column).text, wrong };
}
