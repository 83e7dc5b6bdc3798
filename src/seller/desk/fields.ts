/**
 * What a seller fills in for a command, at whichever door: every field is a zod schema of the text she wrote,
 * with a note of how a form shows it. An empty text is one that was not given.
 */
import { z } from 'zod';
import { type Currency, fromDecimal, type Minor } from '../../commerce/money.ts';
import type { LineEdit } from '../../commerce/order.ts';

/** How a form asks for it. */
export interface FieldShape {
  readonly kind: 'text' | 'amount' | 'number' | 'choice' | 'flag';
  readonly required: boolean;
  readonly choices?: readonly string[];
  /** May be written several times on a terminal. */
  readonly many?: true;
}

export const SHAPES = z.registry<FieldShape>();

/** Characters of a reason or a note: a sentence or two. */
const LONGEST_NOTE = 300;
/** Characters of an answer to a complaint: a page. */
export const LONGEST_ANSWER = 2000;

const given = z.string().trim();
const nothing = z
  .literal('')
  .optional()
  .transform(() => null);

/** A text that may be left out: null then. */
export function text(most = LONGEST_NOTE) {
  return z.union([nothing, given.max(most)]).register(SHAPES, { kind: 'text', required: false });
}

/** A text that has to be written. */
export function requiredText(most = LONGEST_NOTE) {
  return given.min(1).max(most).register(SHAPES, { kind: 'text', required: true });
}

/** "12.50" or "12,50" in the currency of the shop, above zero; null where it is left out. */
export function amount(currency: Currency) {
  return z.union([nothing, money(currency)]).register(SHAPES, { kind: 'amount', required: false });
}

function money(currency: Currency) {
  return given.transform((written, context): Minor => {
    const value = fromDecimal(written.replace(/^([0-9]+),([0-9]{1,2})$/, '$1.$2'), currency);
    if (value !== null && value > 0) return value;
    context.addIssue({ code: 'custom', message: 'not an amount' });
    return z.NEVER;
  });
}

/** A whole number of at least `least`; null where it is left out. */
export function number(least: number, most: number) {
  const whole = given
    .regex(/^[0-9]{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
  return z.union([nothing, whole]).register(SHAPES, { kind: 'number', required: false });
}

/** One of these. */
export function choice<const Choice extends string>(choices: readonly [Choice, ...Choice[]]) {
  return z.enum(choices).register(SHAPES, { kind: 'choice', required: true, choices });
}

/** One of these, or null where none was chosen. */
export function maybeChoice<const Choice extends string>(choices: readonly [Choice, ...Choice[]]) {
  return z.union([nothing, z.enum(choices)]).register(SHAPES, { kind: 'choice', required: false, choices });
}

/** Lines of an order are never more. */
const MOST_COUNTED = 40;
/** "1:2, 3:1" */
const COUNTS = /^[0-9]{1,3}\s*[:x×=]\s*[0-9]{1,5}(?:\s*[,;]\s*[0-9]{1,3}\s*[:x×=]\s*[0-9]{1,5})*$/;

/** "1:2, 3:1": two units of the first line, one of the third; null where it is left out. */
export function counts() {
  const counted = given.regex(COUNTS).transform((written) =>
    written
      .split(/[,;]/)
      .slice(0, MOST_COUNTED)
      .map((part) => {
        const [line = 0, units = 0] = part.split(/[:x×=]/).map((number) => Number(number.trim()));
        return { line, units };
      }),
  );
  return z.union([nothing, counted]).register(SHAPES, { kind: 'text', required: false });
}

/** Set or not: a ticked box, `--flag`. */
export function flag() {
  return z
    .enum(['', 'yes', 'true', 'on', 'no', 'false'])
    .optional()
    .transform((written) => written === 'yes' || written === 'true' || written === 'on')
    .register(SHAPES, { kind: 'flag', required: false });
}

/** A variant and what becomes of it: `polo/rojo/m=1` that many in all, `+1` more, `-1` fewer. */
const LINE_EDIT = /^([a-z0-9][a-z0-9/_-]{0,119}?)\s*([=+-])\s*([0-9]{1,5})$/;

/** "polo/rojo/m=1, gorra+2": null where it is left out. */
export function lineEdits() {
  const edits = given.transform((written, context): readonly LineEdit[] => {
    const parts = written.split(/[,;]/).map((part) => part.trim());
    return parts.slice(0, MOST_COUNTED).flatMap((part): LineEdit[] => {
      const [, variantId, sign, qty] = LINE_EDIT.exec(part) ?? [];
      if (variantId !== undefined) return [{ variantId, how: sign === '=' ? 'to' : sign === '+' ? 'more' : 'fewer', qty: Number(qty) }];
      context.addIssue({ code: 'custom', message: 'not a line' });
      return [];
    });
  });
  return z.union([nothing, edits]).register(SHAPES, { kind: 'text', required: false, many: true });
}

/** "2026-11-27 10:00": a day and when its part begins; null where it is left out. */
export function slotChosen() {
  const slot = given
    .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}$/)
    .transform((written) => ({ date: written.slice(0, 10), from: written.slice(11) }));
  return z.union([nothing, slot]).register(SHAPES, { kind: 'text', required: false });
}
