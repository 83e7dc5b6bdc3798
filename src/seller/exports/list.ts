/** What a list is: columns that know how to read their value from what is listed, and the way to its rows. */
import type { Period } from './offered.ts';
import type { ListSource } from './source.ts';
import type { Column, Kind, Row, Value } from './table.ts';
import type { ExportTexts, Words } from './texts.ts';

type Header = keyof ExportTexts['columns'];

export interface ListColumn<T> {
  /** Stable English name, for programs. */
  readonly key: Header;
  /** Missing: as the key says. */
  readonly header?: Header;
  readonly kind: Kind;
  readonly width: number;
  /** For `choice`. */
  readonly words?: Words;
  readonly value: (item: T, timeZone: string) => Value;
}

/** Columns and rows of a list in the words of its shop. */
export interface ListContent {
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<Row>;
}

/** Opens a list. What it has no words for in `texts` it does not say. */
export type List = (source: ListSource, period: Period, texts: ExportTexts) => ListContent | Promise<ListContent>;

export function contentOf<T>(
  columns: readonly ListColumn<T>[],
  items: AsyncIterable<T>,
  { shop }: ListSource,
  texts: ExportTexts,
): ListContent {
  return { columns: headed(columns, texts), rows: rowsOf(columns, items, shop.timeZone) };
}

/** The same where what is listed has to be gathered before its first row is known. */
export function gathered<T>(
  columns: readonly ListColumn<T>[],
  gather: () => Promise<Iterable<T>>,
  source: ListSource,
  texts: ExportTexts,
): ListContent {
  return contentOf(columns, itemsOf(gather), source, texts);
}

export function headed<T>(columns: readonly ListColumn<T>[], texts: ExportTexts): readonly Column[] {
  return columns.map(({ key, header = key, kind, width, words }) => ({
    ...{ key, kind, width },
    header: texts.columns[header],
    ...(header !== key && { shortHeader: texts.columns[key] }),
    ...(words && { words: texts[words] }),
  }));
}

async function* rowsOf<T>(columns: readonly ListColumn<T>[], items: AsyncIterable<T>, timeZone: string): AsyncGenerator<Row> {
  for await (const item of items) yield columns.map(({ value }) => value(item, timeZone));
}

async function* itemsOf<T>(gather: () => Promise<Iterable<T>>): AsyncGenerator<T> {
  yield* await gather();
}
