/**
 * A mistake in a seller's list: where it is, as her spreadsheet calls it, what the cell says, what is wrong
 * and what would be right. The words are in `texts/{es,pt,en}.json`; those of a catalog that its own
 * reader refuses come from there.
 */
import type { Language } from '../commerce/catalog.ts';
import { type Currency, EXPONENTS, formatMoney, minor } from '../commerce/money.ts';
import { type Problem, problemText } from '../config/problem.ts';
import { cellName, type Refusal } from './sheet.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };
import type { Field } from './words.ts';

const TEXTS = { es, pt, en } satisfies Record<Language, typeof es>;

export type SheetTexts = typeof es;
export type MistakeCode = keyof typeof es.mistakes;
export type Facts = Readonly<Record<string, string | number>>;

/** What is wrong with a cell, before it is known which one it is. */
export interface Finding {
  readonly what: MistakeCode;
  readonly facts?: Facts;
}

export interface Mistake {
  /** Index of the row from 0; null where it is the whole list. */
  readonly row: number | null;
  readonly column: { readonly index: number; readonly title: string; readonly field: Field | 'option' } | null;
  /** What the cell says. */
  readonly cell: string;
  readonly wrong: Finding | Problem;
}

/** Mistakes that are told in full: beyond these, one has caused the rest. */
const MOST_TOLD = 100;
/** Characters of a cell, and of what is said about it, that are shown. */
const MOST_SHOWN = { cell: 60, fact: 200 };

export function sheetTexts(language: Language): SheetTexts {
  return TEXTS[language];
}

/** All mistakes for a terminal, by row and column, each with an example. */
export function formatMistakes(mistakes: readonly Mistake[], currency: Currency, language: Language): string {
  const { frame } = TEXTS[language];
  const sorted = mistakes.toSorted((a, b) => (a.row ?? -1) - (b.row ?? -1) || (a.column?.index ?? -1) - (b.column?.index ?? -1));
  const blocks = sorted.slice(0, MOST_TOLD).map((mistake) => {
    const example = exampleOf(mistake, currency, language);
    const lines = [`${placeOf(mistake, language)}\n    ${wordsOf(mistake, language)}`];
    return [...lines, ...(example === null ? [] : [`    ${fill(frame.works, { example })}`])].join('\n');
  });
  const rest = mistakes.length - blocks.length;
  const heading = mistakes.length === 1 ? frame.one : fill(frame.many, { count: mistakes.length });
  return [heading, ...blocks, ...(rest > 0 ? [fill(frame.more, { count: rest })] : [])].join('\n\n');
}

export function refusalText(refusal: Refusal, file: string, language: Language): string {
  return fill(TEXTS[language].refusals[refusal.what], { ...refusal.facts, file });
}

export function fill(text: string, facts: Facts): string {
  return text.replaceAll(/\{([a-z]+)\}/gi, (whole, name: string) => String(facts[name] ?? whole));
}

/** `fila 7, columna «Precio» (C7) dice «cuarenta»`. */
function placeOf({ row, column, cell }: Mistake, language: Language): string {
  const { frame } = TEXTS[language];
  if (row === null) return frame.list;
  const place = fill(frame.row, { row: row + 1 });
  if (column === null) return place;
  const says = cell === '' ? frame.blank : fill(frame.says, { text: shown(cell) });
  return `${place}, ${fill(frame.column, { column: shown(column.title) })} (${cellName(column.index, row)}) ${says}`;
}

function shown(text: string, most = MOST_SHOWN.cell): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}

function wordsOf({ wrong }: Mistake, language: Language): string {
  if ('file' in wrong) return problemText(wrong, language);
  const facts = Object.entries(wrong.facts ?? {}).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? shown(fact, MOST_SHOWN.fact) : fact,
  ]);
  return fill(TEXTS[language].mistakes[wrong.what], { ...Object.fromEntries(facts), ...fieldFact(wrong, language) });
}

/** A field of the catalog is called by its name in the language of the reader. */
function fieldFact({ facts }: Finding, language: Language): Facts {
  const names: Readonly<Record<string, string>> = TEXTS[language].fields;
  const field = names[String(facts?.field ?? '')];
  return field === undefined ? {} : { field };
}

/** Where no single cell is wrong, what one would say shows nothing. */
const ABOUT_SEVERAL_CELLS: ReadonlySet<string> = new Set<MistakeCode>([
  'column-twice',
  'product-twice',
  'variant-twice',
  'too-many-variants',
  'differs',
  'prices-of-two-options',
  'made-to-order-gaps',
]);

function exampleOf({ wrong, column }: Mistake, currency: Currency, language: Language): string | null {
  const { examples } = TEXTS[language];
  if (wrong.what === 'no-heading' || wrong.what === 'no-column') return examples.heading;
  if (wrong.what === 'stock-of-many' || wrong.what === 'stock-list-differs') return examples.manyStocks;
  if (column === null || ABOUT_SEVERAL_CELLS.has(wrong.what)) return null;
  return column.field === 'price' ? priceExample(currency) : examples[column.field];
}

function priceExample(currency: Currency): string {
  return formatMoney(minor(EXPONENTS[currency] === 0 ? 45_000 : 45 * 10 ** EXPONENTS[currency]), currency);
}
