/** A list on paper: its header on every page, rows that are never cut in two, as wide as the columns of the list say. */
import { formatMoney } from '../../../commerce/money.ts';
import { type Column, isMoney, localTime, type Table, type Value, wordOf } from '../table.ts';
import { GREY, onPaper, type Paper } from './paper.ts';

const TITLE_SIZE = 16;
const TEXT_SIZE = 8.5;
const PAD = 3;

export interface OnPaper {
  readonly table: Table;
  /** Keys of the columns that fit a page, in their order; missing: all of them. */
  readonly columns?: readonly string[];
  /** Keys of columns with a box to tick. */
  readonly boxes?: ReadonlySet<string>;
  /** Under the title. */
  readonly lines: readonly string[];
  /** Under the last row. */
  readonly closing: readonly string[];
  /** Where there is no row. */
  readonly nothing: string;
}

interface Place {
  readonly column: Column;
  /** Of the value in its row. */
  readonly index: number;
  readonly left: number;
  readonly width: number;
}

export async function* tableOnPaper(paper: Paper, wanted: OnPaper): AsyncGenerator<Uint8Array> {
  const { doc, area } = paper;
  const { table, lines, closing, nothing } = wanted;
  const places = placesOf(doc, wanted, area);
  doc.font('bold').fontSize(TITLE_SIZE).text(onPaper(table.name), area.left, area.top);
  doc.font('letters').fontSize(TEXT_SIZE).fillColor(GREY);
  for (const line of lines) doc.text(onPaper(line));
  doc.fillColor('black').moveDown();
  let y = header(paper, places, doc.y);
  let rows = 0;
  for await (const row of table.rows) {
    const cells = places.map(({ column, index }) => cellWords(column, row[index] ?? null, table.timeZone, wanted.boxes));
    doc.font('letters').fontSize(TEXT_SIZE);
    const height = heightOf(doc, cells, places);
    if (y + height > area.bottom) {
      paper.newPage();
      y = header(paper, places, area.top);
      yield* await paper.written();
    }
    y = line(paper, places, cells, y, height);
    rows += 1;
  }
  doc.font('letters').fontSize(TEXT_SIZE);
  if (rows === 0) doc.text(onPaper(nothing), area.left, y + PAD);
  doc.font('bold').fontSize(TEXT_SIZE + 2);
  if (closing.length > 0 && y + 2 * TITLE_SIZE > area.bottom) {
    paper.newPage();
    y = area.top;
  }
  closing.forEach((words, index) => void doc.text(onPaper(words), area.left, y + TITLE_SIZE * (index + 1)));
  yield* await paper.finish();
}

/** Each column as wide as its share of the page, but never too narrow for its longest word. */
function placesOf(doc: PDFKit.PDFDocument, { table, columns }: OnPaper, area: Paper['area']): readonly Place[] {
  const shown = table.columns.map((column, index) => ({ column, index })).filter(({ column }) => columns?.includes(column.key) ?? true);
  const widths = shares(
    shown.map(({ column }) => ({ weight: column.width, least: 2 * PAD + longestWord(doc, column) })),
    area.width,
  );
  let left = area.left;
  return shown.map(({ column, index }, at) => {
    const width = widths[at] ?? 0;
    const place = { column, index, left, width };
    left += width;
    return place;
  });
}

interface Wish {
  readonly weight: number;
  readonly least: number;
}

/** Splits `whole` by weight where nobody gets less than she needs; by needs alone where there is not enough for all of them. */
function shares(wishes: readonly Wish[], whole: number): readonly number[] {
  const needed = wishes.reduce((sum, { least }) => sum + least, 0);
  if (needed >= whole) return wishes.map(({ least }) => (least * whole) / needed);
  const fixed = new Set<Wish>();
  for (;;) {
    const free = wishes.filter((wish) => !fixed.has(wish));
    const left = whole - [...fixed].reduce((sum, { least }) => sum + least, 0);
    const weight = free.reduce((sum, wish) => sum + wish.weight, 0);
    const short = free.filter((wish) => (left * wish.weight) / weight < wish.least);
    if (short.length === 0) return wishes.map((wish) => (fixed.has(wish) ? wish.least : (left * wish.weight) / weight));
    for (const wish of short) fixed.add(wish);
  }
}

/** What a column must have room for in one line, whatever its rows say. */
const SAMPLES: Readonly<Partial<Record<Column['kind'], string>>> = { integer: '100000', date: '2026-11-26', datetime: '2026-11-26' };

/** In points. Of what is known before the rows are: its header, its words, how its values look. */
function longestWord(doc: PDFKit.PDFDocument, column: Column): number {
  const known = [headerOf(column), ...Object.values(column.words ?? {}), SAMPLES[column.kind] ?? ''];
  doc.font('bold').fontSize(TEXT_SIZE);
  return Math.max(...known.flatMap((words) => onPaper(words).split(/[\s/]/)).map((word) => doc.widthOfString(word) + 1));
}

function headerOf({ header, shortHeader = header }: Column): string {
  return shortHeader;
}

function header(paper: Paper, places: readonly Place[], y: number): number {
  const { doc, area } = paper;
  doc.font('bold').fontSize(TEXT_SIZE);
  const words = places.map(({ column }) => onPaper(headerOf(column)));
  const next = line(paper, places, words, y, heightOf(doc, words, places));
  doc
    .moveTo(area.left, next)
    .lineTo(area.left + area.width, next)
    .lineWidth(1)
    .stroke('black');
  return next;
}

function heightOf(doc: PDFKit.PDFDocument, cells: readonly string[], places: readonly Place[]): number {
  return 2 * PAD + Math.max(TEXT_SIZE, ...cells.map((words, at) => doc.heightOfString(words || ' ', { width: textWidth(places[at]) })));
}

function textWidth(place: Place | undefined): number {
  return Math.max(1, (place?.width ?? 0) - 2 * PAD);
}

/** Answers where the next line begins. */
function line({ doc, area }: Paper, places: readonly Place[], cells: readonly string[], y: number, height: number): number {
  for (const [at, place] of places.entries()) {
    const align = place.column.kind === 'money' || place.column.kind === 'integer' ? 'right' : 'left';
    const room = { width: textWidth(place), height: height - PAD, align, ellipsis: true } as const;
    if (cells[at]) doc.text(cells[at], place.left + PAD, y + PAD, room);
  }
  doc
    .moveTo(area.left, y + height)
    .lineTo(area.left + area.width, y + height)
    .lineWidth(0.3)
    .stroke(GREY);
  return y + height;
}

function cellWords(column: Column, value: Value, timeZone: string, boxes: ReadonlySet<string> | undefined): string {
  if (boxes?.has(column.key)) return '☐';
  if (value === null) return '';
  if (isMoney(value)) return onPaper(formatMoney(value.minor, value.currency));
  if (typeof value === 'number') return String(value);
  if (column.kind === 'datetime') return localTime(value, timeZone);
  return onPaper(column.kind === 'choice' ? wordOf(column, value) : value);
}
