/**
 * The kinds of values that the seller's files hold — a price, an hour, a weekday, a name with its other
 * spellings — as zod schemas from the text that was written to what the shop works with. A refusal is a
 * problem code with its facts, carried in the issue.
 */
import { z } from 'zod';
import { type Currency, EXPONENTS, type Minor, minor } from '../commerce/money.ts';
import { nearest } from './nearest.ts';
import { type Facts, PROBLEM_CODES, type ProblemCode } from './problem.ts';

export type Read<T> = { readonly value: T } | { readonly what: ProblemCode; readonly facts?: Facts };

interface Refused {
  readonly what: ProblemCode;
  readonly facts: Facts;
}

const refusedSchema: z.ZodType<Refused> = z.object({
  what: z.enum(PROBLEM_CODES),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A schema from text to `T`, out of a function that reads or refuses. Text is trimmed; empty is refused. */
export function fromText<T>(read: (text: string) => Read<T>): z.ZodType<T> {
  return z.string().transform((raw, context): T => {
    const text = raw.trim();
    const result: Read<T> = text === '' ? { what: 'empty' } : read(text);
    if ('value' in result) return result.value;
    context.addIssue({ code: 'custom', params: { what: result.what, facts: result.facts ?? {} } });
    return z.NEVER;
  });
}

/** What a schema of this file refused, out of the issue that zod made of it. */
export function refusalOf(issue: z.core.$ZodIssue): Refused {
  const params = issue.code === 'custom' ? refusedSchema.safeParse(issue.params) : null;
  return params?.success ? params.data : { what: 'bad-value', facts: {} };
}

/** A name or sentence on one line. Line breaks of a folded block become spaces. */
export function line(longest: number): z.ZodType<string> {
  return fromText((text) => bounded(text.replace(/\s+/g, ' '), longest));
}

/** Text with paragraphs. */
export function paragraphs(longest: number): z.ZodType<string> {
  return fromText((text) => bounded(text.replace(/\n{3,}/g, '\n\n'), longest));
}

function bounded(text: string, longest: number): Read<string> {
  const length = [...text].length;
  return length > longest ? { what: 'too-long', facts: { length, most: longest } } : { value: text };
}

/** One of the words of a table; what each one means is its value. Case and accents do not count. */
export function oneOf<T>(words: Readonly<Record<string, T>>): z.ZodType<T> {
  const known = Object.keys(words);
  const byFolded = new Map(Object.entries(words).map(([word, meaning]) => [slug(word), meaning]));
  return fromText((text) => {
    const meaning = byFolded.get(slug(text));
    if (meaning !== undefined) return { value: meaning };
    const meant = nearest(text, known);
    return meant === null
      ? { what: 'not-one-of', facts: { value: text, known: known.join(', ') } }
      : { what: 'not-one-of-nearest', facts: { value: text, nearest: meant } };
  });
}

/** The same, where the words are what the program calls things. */
export function wordOf<T extends string>(words: readonly T[]): z.ZodType<T> {
  const known = new Map<string, T>(words.map((word) => [word, word]));
  return fromText((text) => {
    const word = known.get(text);
    if (word !== undefined) return { value: word };
    const meant = nearest(text, words);
    return meant === null
      ? { what: 'not-one-of', facts: { value: text, known: words.join(', ') } }
      : { what: 'not-one-of-nearest', facts: { value: text, nearest: meant } };
  });
}

export const yesNo = oneOf({ sí: true, no: false, yes: true, true: true, false: false, verdadero: true, falso: false });

const LONGEST_ID = 30;

/** Id of a product, a policy, a zone: part of ids and of addresses on the web, so it stays plain. */
export const plainId = fromText<string>((text) =>
  /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= LONGEST_ID
    ? { value: text }
    : { what: 'bad-id', facts: { value: text, fixed: plainIdLike(text) } },
);

/** A plain id that reads like the text. */
export function plainIdLike(text: string): string {
  return slug(slug(text).slice(0, LONGEST_ID)) || 'otro';
}

/** "Otro color" → `otro-color`; empty where nothing plain is left. */
export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export function wholeNumber(least: number, most: number): z.ZodType<number> {
  return fromText((text) => {
    const number = /^-?\d{1,9}$/.test(text) ? Number(text) : null;
    if (number === null) return { what: 'bad-whole-number', facts: { value: text } };
    return number < least || number > most ? { what: 'out-of-range', facts: { value: text, least, most } } : { value: number };
  });
}

const BPS_PER_PERCENT = 100;

/** `10 %`, `10.5 %`, in basis points; above zero, at most `most`. */
export function percent(most: number): z.ZodType<number> {
  return fromText((text) => {
    const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%$/.exec(text);
    if (!match) return { what: 'bad-percent', facts: { value: text } };
    const [, whole = '0', fraction = ''] = match;
    const bps = Number(whole) * BPS_PER_PERCENT + Number(fraction.padEnd(2, '0'));
    const range = { least: '0.01 %', most: `${most / BPS_PER_PERCENT} %` };
    return bps < 1 || bps > most ? { what: 'out-of-range', facts: { value: text, ...range } } : { value: bps };
  });
}

/** Largest amount of a file, in whole units of the currency: 100 million, a car in pesos. */
const LARGEST_AMOUNT = 100_000_000;

/** An amount as it is written in files: `45.00`, `45.5`, `45`. Never a comma, so that it cannot be misread. */
export function money(currency: Currency, least: 'zero' | 'more-than-zero'): z.ZodType<Minor> {
  const decimals = EXPONENTS[currency];
  return fromText((text) => {
    if (/^\d+,\d{1,2}$/.test(text)) return { what: 'money-comma', facts: { value: text, fixed: text.replace(',', '.') } };
    if (/^(\p{Sc}|[A-Z]{1,3}[/$]?)\.?\s*\d|\d\s*(\p{Sc}|[A-Za-z]+)$/u.test(text)) return { what: 'money-symbol', facts: { value: text } };
    const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text);
    if (!match) return { what: 'bad-money', facts: { value: text } };
    const [, whole = '0', fraction = ''] = match;
    if (fraction.length > decimals) {
      return decimals === 0
        ? { what: 'money-no-decimals', facts: { value: text, currency } }
        : { what: 'money-decimals', facts: { value: text, currency, decimals } };
    }
    if (Number(whole) > LARGEST_AMOUNT) return { what: 'money-too-large', facts: { value: text } };
    const amount = Number(whole) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || '0');
    if (amount === 0 && least === 'more-than-zero') return { what: 'money-zero', facts: {} };
    return { value: minor(amount) };
  });
}

/** `9:00` or `09:00`, as `HH:mm`. */
export const hour = fromText<string>((text) => {
  const read = readHour(text);
  return read === null ? { what: 'bad-hour', facts: { value: text } } : { value: read };
});

export interface HourRange {
  readonly from: string;
  readonly to: string;
}

/** `10:00-19:00` or `10:00 a 19:00`, within one day. */
export const hourRange = fromText<HourRange>(readHourRange);

const CLOSED = 'cerrado';

/** The hours of one weekday; null where the shop is closed. */
export const hoursOfDay = fromText<HourRange | null>((text) => (slug(text) === CLOSED ? { value: null } : readHourRange(text)));

function readHourRange(text: string): Read<HourRange> {
  const [from, to, ...rest] = text.split(/\s*[-–—]\s*|\s+a\s+/).map(readHour);
  if (!from || !to || rest.length > 0) return { what: 'bad-hours', facts: { value: text } };
  return from < to ? { value: { from, to } } : { what: 'hours-backwards', facts: { value: text } };
}

function readHour(text: string): string | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  const [, hours, minutes] = match ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

/** A day that exists, `YYYY-MM-DD`. */
export const localDate = fromText<string>((text) => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  const exists = year !== undefined && month !== undefined && day !== undefined && day >= 1 && day <= daysIn(year, month);
  return exists ? { value: text } : { what: 'bad-date', facts: { value: text } };
});

function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export const WEEKDAYS = { domingo: 0, lunes: 1, martes: 2, miércoles: 3, jueves: 4, viernes: 5, sábado: 6 } as const;
export type Weekday = (typeof WEEKDAYS)[keyof typeof WEEKDAYS];
export const weekday = oneOf<Weekday>(WEEKDAYS);

/** What people see, and other ways of writing it. */
export interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** `Santiago de Surco / Surco / Monterrico`: the first is shown, the others are understood too. */
export function named(longest: number): z.ZodType<Named> {
  return fromText((text) => {
    const [name = '', ...aliases] = text.split(/\s+\/\s+/);
    const tooLong = [name, ...aliases].find((part) => [...part].length > longest);
    if (tooLong !== undefined) return { what: 'too-long', facts: { length: [...tooLong].length, most: longest } };
    return slug(name) === '' ? { what: 'bad-value' } : { value: { name, aliases } };
  });
}

export function listOf<T>(item: z.ZodType<T>, least: 0 | 1, most: number): z.ZodType<readonly T[]> {
  return z.array(item).min(least).max(most);
}
