/**
 * Which row has the titles of the columns, and what each column says of a product. Titles are matched by
 * name, in any of the three languages; a list may begin with its own title, an address or a date.
 */
import { slug } from '../config/fields.ts';
import type { Mistake } from './mistake.ts';
import { isEmptyRow, type Sheet } from './sheet.ts';
import { FIELD_WORDS, FIELDS, type Field, foldWord, IGNORED_WORDS, OPTION_WORDS } from './words.ts';

/** Rows at the top among which the titles are looked for. */
const MOST_ROWS_ABOVE = 20;
/** Words shown of those that a column may be called. */
const WORDS_SHOWN = 5;

export interface Column {
  readonly index: number;
  /** As the seller wrote it. */
  readonly title: string;
}

export interface OptionColumn extends Column {
  /** As it stands in the catalog: `color`, `talla`. */
  readonly label: string;
}

export interface Columns {
  /** Index of the row with the titles. */
  readonly heading: number;
  readonly fields: Readonly<Partial<Record<Field, Column>>>;
  readonly options: readonly OptionColumn[];
  /** Understood, and not kept by the catalog. */
  readonly ignored: readonly Column[];
  readonly unused: readonly Column[];
}

export type FoundColumns = { readonly columns: Columns; readonly mistakes: readonly Mistake[] };

/** How well the titles of a sheet are understood: the best of several readings of one file is taken. */
export function understood({ columns: { fields, options }, mistakes }: FoundColumns): number {
  return Object.keys(fields).length + options.length - 100 * mistakes.length;
}

/** `wanted`: titles of columns that the seller said are options. */
export function findColumns(sheet: Sheet, wanted: readonly string[]): FoundColumns {
  const candidates = sheet.rows
    .slice(0, MOST_ROWS_ABOVE)
    .flatMap((row, index) => (isEmptyRow(row) ? [] : [columnsOf(sheet, index, wanted)]));
  const best = candidates.reduce<FoundColumns | null>((sofar, found) => (sofar && score(sofar) >= score(found) ? sofar : found), null);
  if (!best || score(best) === 0) return { columns: NONE, mistakes: [ofTheList('no-heading', { most: MOST_ROWS_ABOVE })] };
  return best;
}

const NONE: Columns = { heading: 0, fields: {}, options: [], ignored: [], unused: [] };

/** A name and a price make a row the one with the titles; among others, the one with most known words. */
function score({ columns: { fields, options } }: FoundColumns): number {
  return (fields.name && fields.price ? 1000 : 0) + Object.keys(fields).length + options.length;
}

function columnsOf(sheet: Sheet, heading: number, wanted: readonly string[]): FoundColumns {
  const fields: Partial<Record<Field, Column>> = {};
  const options: OptionColumn[] = [];
  const ignored: Column[] = [];
  const unused: Column[] = [];
  const mistakes: Mistake[] = [];
  const twice = (first: Column, second: Column, field: Field | 'option') =>
    mistakes.push({
      row: heading,
      column: { ...second, field },
      cell: second.title,
      wrong: { what: 'column-twice', facts: { first: first.title, second: second.title, field } },
    });
  const wantedWords = wanted.map(foldTitle);
  for (const column of titledColumns(sheet, heading)) {
    const word = foldTitle(column.title);
    const field = wantedWords.includes(word) ? undefined : FIELDS.find((candidate) => FIELD_WORDS[candidate].has(word));
    const first = field && fields[field];
    if (field && first) twice(first, column, field);
    else if (field) fields[field] = column;
    else if (wantedWords.includes(word) || OPTION_WORDS.has(word)) {
      const label = labelOf(column.title);
      const same = options.find((option) => slug(option.label) === slug(label));
      if (same) twice(same, column, 'option');
      else options.push({ ...column, label });
    } else (IGNORED_WORDS.has(word) ? ignored : unused).push(column);
  }
  const columns = { heading, fields, options, ignored, unused };
  return { columns, mistakes: [...mistakes, ...missingColumns(columns), ...unknownOptions(columns, wanted)] };
}

function titledColumns(sheet: Sheet, heading: number): readonly Column[] {
  return (sheet.rows[heading] ?? []).flatMap(({ text }, index) => (text === '' ? [] : [{ index, title: text.replace(/\s+/g, ' ') }]));
}

function missingColumns({ fields }: Columns): readonly Mistake[] {
  return (['name', 'price'] as const).flatMap((field) => {
    if (fields[field]) return [];
    const words = [...FIELD_WORDS[field]].slice(0, WORDS_SHOWN).join(', ');
    return [ofTheList('no-column', { field, words })];
  });
}

function unknownOptions({ fields, options, unused, ignored }: Columns, wanted: readonly string[]): readonly Mistake[] {
  const known = [...Object.values(fields), ...options, ...ignored, ...unused].map(({ title }) => title);
  return wanted.flatMap((value) =>
    known.some((title) => foldTitle(title) === foldTitle(value)) ? [] : [ofTheList('unknown-option', { value, known: known.join(', ') })],
  );
}

function ofTheList(what: 'no-heading' | 'no-column' | 'unknown-option', facts: Readonly<Record<string, string | number>>): Mistake {
  return { row: null, column: null, cell: '', wrong: { what, facts } };
}

/** "PRECIO (S/) *" → `precio`. What is left where all of it is in parentheses is the whole. */
function foldTitle(title: string): string {
  return foldWord(withoutParentheses(title)) || foldWord(title);
}

function withoutParentheses(title: string): string {
  return title.replace(/\([^)]*\)?/g, ' ').trim();
}

function labelOf(title: string): string {
  return (withoutParentheses(title) || title).replace(/[*:\s]+$/, '').toLowerCase();
}
