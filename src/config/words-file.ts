/**
 * `flows/words/{es,pt,en}.yaml`: the words customers use, as a seller teaches them.
 */

import { z } from 'zod';
import { CUES, DAY_PARTS, MEASURES, SPANS, type Words } from '../conversation/understanding/words.ts';
import { fromText, line, listOf } from './fields.ts';
import { type Place, type Report, readFields, requiredChild, type Shape } from './place.ts';

/** Entries of one list. */
const MOST_WORDS = 3000;

const words = listOf(line(60), 0, MOST_WORDS);
const wordLists = z.record(z.string(), words);

/** Numbers as words count them: whole ones, negative for days gone by. */
const number = fromText<number>((text) =>
  /^-?\d{1,12}$/.test(text) ? { value: Number(text) } : { what: 'bad-whole-number', facts: { value: text } },
);
const numbers = z.record(z.string(), number);

const TOP = {
  signs: words,
  fillers: words,
  abbreviations: z.record(z.string(), line(60)),
  numbers,
  multipliers: numbers,
  groups: numbers,
  halves: words,
  containers: words,
  synonyms: wordLists,
  methods: wordLists,
  cash: words,
  ordinals: numbers.default({}),
  weekdays: numbers,
  months: numbers,
  holidays: numbers.default({}),
  days: numbers,
};

const MEASURE_LISTS = listsFor(MEASURES, words.optional());
const PART_LISTS = listsFor(DAY_PARTS, words);
const SPAN_LISTS = listsFor(SPANS, words);
const CUE_LISTS = listsFor(CUES, words.optional());

export function readWords(report: Report, at: Place): Words | null {
  const { whole } = readFields(report, at, TOP, ['measures', 'parts', 'spans', 'cues']);
  const measures = within(report, at, 'measures', MEASURE_LISTS);
  const parts = within(report, at, 'parts', PART_LISTS);
  const spans = within(report, at, 'spans', SPAN_LISTS);
  const cues = within(report, at, 'cues', CUE_LISTS);
  return whole && measures && parts && spans && cues && { ...whole, measures, parts, spans, cues };
}

function within<S extends Shape>(report: Report, at: Place, key: string, shape: S) {
  const place = requiredChild(report, at, key);
  return place && readFields(report, place, shape).whole;
}

function listsFor<K extends string, T extends z.ZodType>(keys: readonly K[], schema: T): { readonly [key in K]: T } {
  return Object.fromEntries(keys.map((key) => [key, schema])) as { readonly [key in K]: T };
}
