/**
 * The words of the lists that sellers keep (`words.yaml`): a table to be read and added to, checked once
 * when it is loaded.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { EXPONENTS } from '../commerce/money.ts';
import { slug } from '../config/fields.ts';

/** What a column can say of a product, besides what customers choose. */
export const FIELDS = [
  'name',
  'description',
  'category',
  'aliases',
  'price',
  'stock',
  'unit',
  'image',
  'imageAlt',
  'leadDays',
  'maxPerOrder',
  'active',
] as const;
export type Field = (typeof FIELDS)[number];

const folded = z.array(z.string()).transform((words): ReadonlySet<string> => new Set(words.map(foldWord)));

const WORDS = z
  .strictObject({
    fields: z.record(z.enum(FIELDS), folded),
    ignored: folded,
    options: folded,
    values: z.record(z.enum(['soldOut', 'notCounted', 'piece', 'yes', 'no']), folded),
    money: z.record(z.enum(Object.keys(EXPONENTS) as (keyof typeof EXPONENTS)[]), z.array(z.string().transform(foldSign))),
  })
  .parse(parse(readFileSync(new URL('./words.yaml', import.meta.url), 'utf8')));

export const { fields: FIELD_WORDS, ignored: IGNORED_WORDS, options: OPTION_WORDS, values: VALUE_WORDS, money: MONEY_SIGNS } = WORDS;

/** Case, accents and signs do not count; a text of signs alone stays as it is. */
export function foldWord(text: string): string {
  return slug(text) || text.trim().toLowerCase();
}

/** A sign of money without its spaces, its accents and the point behind it. */
export function foldSign(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}|\s/gu, '')
    .toLowerCase();
  return plain.length > 1 ? plain.replace(/\.$/, '') : plain;
}
