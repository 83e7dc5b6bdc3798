/**
 * What `npm run -s export -- …` may be told, read from its arguments. Separate from the export itself so
 * that every mistake can be explained in words before anything is opened.
 */

import type { Language } from '../../commerce/catalog.ts';
import { EXPORT_FORMATS, EXPORT_LISTS, type ExportFormat, type ExportList, type Period } from './offered.ts';
import { exportTexts } from './texts.ts';

export interface ExportArguments extends Period {
  readonly what: ExportList;
  readonly format: ExportFormat;
  /** File to write; missing: standard output. */
  readonly out?: string;
}

export type ExportProblem =
  | { readonly code: 'MISSING'; readonly option: string }
  | { readonly code: 'NO_VALUE'; readonly option: string }
  | { readonly code: 'UNKNOWN_OPTION'; readonly option: string }
  | { readonly code: 'UNKNOWN_LIST'; readonly value: string }
  | { readonly code: 'UNKNOWN_FORMAT'; readonly value: string }
  | { readonly code: 'NOT_A_DATE'; readonly option: string; readonly value: string }
  | { readonly code: 'PERIOD_BACKWARDS'; readonly from: string; readonly to: string }
  /** Found out while writing (`TooLongForSheet`). `rows`: how many fit. */
  | { readonly code: 'TOO_LONG'; readonly rows: string };

export type ParsedExport = { readonly ok: true; readonly value: ExportArguments } | { readonly ok: false; readonly problem: ExportProblem };

const OPTIONS = ['what', 'format', 'from', 'to', 'out'] as const;
type Option = (typeof OPTIONS)[number];

/** `argv` without the program's own name: `['--what', 'orders', '--format=csv']`. */
export function parseExportArguments(argv: readonly string[]): ParsedExport {
  const given = new Map<Option, string>();
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    const [name, inline] = splitOption(argument);
    if (!isOneOf(OPTIONS, name)) return refuse({ code: 'UNKNOWN_OPTION', option: argument });
    const value = inline ?? argv[++index];
    if (!value || (inline === undefined && value.startsWith('--'))) return refuse({ code: 'NO_VALUE', option: `--${name}` });
    given.set(name, value);
  }
  return checkExportOptions((name) => given.get(name));
}

/** The same checks for options that came another way, e.g. in the address of a download. */
export function checkExportOptions(given: (option: Option) => string | undefined): ParsedExport {
  const [what, format, from, to, out] = OPTIONS.map(given);
  if (what === undefined) return refuse({ code: 'MISSING', option: '--what' });
  if (!isOneOf(EXPORT_LISTS, what)) return refuse({ code: 'UNKNOWN_LIST', value: what });
  if (format === undefined) return refuse({ code: 'MISSING', option: '--format' });
  if (!isOneOf(EXPORT_FORMATS, format)) return refuse({ code: 'UNKNOWN_FORMAT', value: format });
  if (from !== undefined && !isLocalDate(from)) return refuse({ code: 'NOT_A_DATE', option: '--from', value: from });
  if (to !== undefined && !isLocalDate(to)) return refuse({ code: 'NOT_A_DATE', option: '--to', value: to });
  if (from !== undefined && to !== undefined && from > to) return refuse({ code: 'PERIOD_BACKWARDS', from, to });
  return {
    ok: true,
    value: { what, format, ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(out !== undefined && { out }) },
  };
}

/** What is wrong and an example that works. */
export function exportProblemWords(problem: ExportProblem, language: Language): string {
  const texts = exportTexts(language).problems;
  let words: string = texts[problem.code];
  for (const [name, value] of Object.entries(problem)) words = words.replaceAll(`{${name}}`, () => value);
  return `${withChoices(words)}\n${texts.example}`;
}

/** Everything that may be said, and an example that works. */
export function exportUse(language: Language): string {
  const texts = exportTexts(language).problems;
  return `${withChoices(texts.use)}\n${texts.example}`;
}

function withChoices(words: string): string {
  return words.replaceAll('{lists}', EXPORT_LISTS.join(', ')).replaceAll('{formats}', EXPORT_FORMATS.join(', '));
}

function refuse(problem: ExportProblem): ParsedExport {
  return { ok: false, problem };
}

function splitOption(argument: string): readonly [name: string, value: string | undefined] {
  const match = /^--([a-z]+)(?:=(.*))?$/s.exec(argument);
  return [match?.[1] ?? '', match?.[2]];
}

function isOneOf<T extends string>(all: readonly T[], value: string): value is T {
  return all.some((one) => one === value);
}

/** A day that exists in the calendar, written `YYYY-MM-DD`. */
function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
