/**
 * All labelled messages against understanding as it ships: how many are right, and that the costly
 * mistakes (a cart changed that must not be, a wrong cart without a word) stay as rare as they are.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  catalogsSchema,
  makeEvaluator,
  type PredictedLine,
  type Prediction,
  rowSchema,
} from '../../src/conversation/understanding/evaluate.ts';
import { shippedWords } from './words.ts';

const lineSchema = z.object({
  product: z.string(),
  options: z.record(z.string(), z.string()).default({}),
  qty: z.number().nullable(),
  mods: z.array(z.string()).default([]),
});

const labelledSchema = rowSchema.extend({
  lang: z.string(),
  expect: z.object({
    /** Empty where any will do. */
    intents: z.array(z.string()),
    also: z.array(z.string()),
    cart: z.array(lineSchema),
    ask: z.array(z.string()),
    clarify: z.object({ type: z.string(), options: z.array(z.string()).optional() }).nullable(),
    mayAsk: z.boolean().optional(),
    guard: z.boolean().optional(),
    /** What is kept besides the cart; missing where it was not labelled. */
    writes: z.array(z.string()).optional(),
  }),
});
type Labelled = z.infer<typeof labelledSchema>;

const BATCHES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];
const rows = BATCHES.flatMap((batch) =>
  read(`messages-${batch}.jsonl`)
    .trim()
    .split('\n')
    .map((line) => labelledSchema.parse(JSON.parse(line))),
);
const evaluate = makeEvaluator(catalogsSchema.parse(JSON.parse(read('catalogs.json'))), shippedWords);
const judged = rows.map((row) => ({ row, got: evaluate(row) }));

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Accents, case and a final s of a mod do not matter; nor does the order of lines. */
function cartKey(lines: readonly PredictedLine[]): string {
  return lines
    .map(({ product, options, qty, mods }) =>
      JSON.stringify([
        product,
        Object.entries(options)
          .map(([k, v]) => `${k}=${fold(v)}`)
          .sort(),
        qty,
        (mods ?? []).map((mod) => fold(mod).replace(/s$/, '')).sort(),
      ]),
    )
    .sort()
    .join();
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function isCartRight({ row, got }: { row: Labelled; got: Prediction }): boolean {
  const before = (row.state?.cart ?? []).map((line) => lineSchema.parse({ ...line, qty: line.qty ?? null }));
  const isUntouched = cartKey(got.cart) === cartKey(before);
  return cartKey(got.cart) === cartKey(row.expect.cart) || (row.expect.mayAsk === true && got.clarify !== null && isUntouched);
}

function isToChange({ expect: { cart }, state }: Labelled): boolean {
  return cartKey(cart) !== cartKey((state?.cart ?? []).map((line) => lineSchema.parse({ ...line, qty: line.qty ?? null })));
}

/** The share that is right, and the ids of those that are not, so that a failure says which. */
function share<T extends { row: Labelled }>(
  of: readonly T[],
  isRight: (one: T) => boolean,
): { readonly right: number; readonly wrong: string[] } {
  const wrong = of.filter((one) => !isRight(one)).map(({ row }) => `${row.id} ${row.text}`);
  return { right: (of.length - wrong.length) / of.length, wrong };
}

function atLeast(floor: number, { right, wrong }: { right: number; wrong: string[] }): void {
  expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(floor);
}

function isMeant({ row, got }: { row: Labelled; got: Prediction }): boolean {
  const { intents } = row.expect;
  return intents.length === 0 || [got.intent, ...got.also].some((intent) => intents.includes(intent));
}

test('what customers mean is understood', () => {
  atLeast(0.98, share(judged, isMeant));
});

test.each(['es', 'pt', 'en'])('what customers mean is understood in %s', (language) => {
  const ofLanguage = judged.filter(({ row }) => row.lang === language);
  expect(ofLanguage.length).toBeGreaterThan(50);
  atLeast(0.97, share(ofLanguage, isMeant));
});

test('the whole cart is right after an order, a change or a correction', () => {
  atLeast(
    0.97,
    share(
      judged.filter(({ row }) => isToChange(row)),
      isCartRight,
    ),
  );
});

test('a cart that must not change does not', () => {
  atLeast(
    0.99,
    share(
      judged.filter(({ row }) => !isToChange(row)),
      isCartRight,
    ),
  );
});

test('a cart is hardly ever wrong without a question', () => {
  atLeast(
    0.98,
    share(judged, (one) => isCartRight(one) || one.got.clarify !== null),
  );
});

test('attempts on prices, and impossible quantities, change nothing', () => {
  const guarded = judged.filter(({ row }) => row.expect.guard);
  expect(guarded.length).toBeGreaterThanOrEqual(9);
  atLeast(1, share(guarded, isCartRight));
});

test('two products that fit equally are asked, what is not sold is said', () => {
  const asked = judged.filter(({ row }) => row.expect.clarify !== null);
  expect(asked.length).toBeGreaterThan(40);
  atLeast(
    0.95,
    share(
      asked,
      ({ row, got }) => got.clarify?.type === row.expect.clarify?.type && optionsOf(got.clarify) === optionsOf(row.expect.clarify),
    ),
  );
});

function optionsOf(clarify: { readonly options?: readonly string[] | undefined } | Prediction['clarify']): string {
  return clarify && 'options' in clarify ? [...(clarify.options ?? [])].sort().join() : '';
}

test('no question is asked where none is needed', () => {
  const clear = judged.filter(({ row }) => row.expect.clarify === null && !row.expect.mayAsk);
  atLeast(
    0.98,
    share(clear, ({ got }) => got.clarify === null),
  );
});

/** A claim of payment is kept with the intent of one. */
function writesMeant({ expect }: Labelled): readonly string[] {
  return [...(expect.writes ?? []), ...(expect.intents.includes('payment_claim') ? ['paid'] : [])];
}

test('nothing is kept of her, and no order placed, but what she said for it', () => {
  const labelled = judged.filter(({ row }) => row.expect.writes !== undefined);
  expect(labelled.length).toBeGreaterThan(300);
  atLeast(
    0.99,
    share(labelled, ({ row, got }) => got.writes.every((slot) => writesMeant(row).includes(slot))),
  );
});

test('a detail that was asked, and a yes to the order, are taken', () => {
  const told = judged.filter(({ row }) => (row.expect.writes ?? []).length > 0 && !row.expect.mayAsk);
  expect(told.length).toBeGreaterThan(5);
  atLeast(
    0.97,
    share(told, ({ row, got }) => (row.expect.writes ?? []).every((slot) => got.writes.includes(slot))),
  );
});
