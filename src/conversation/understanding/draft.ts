/**
 * One thing that was said of an order, as it was said: not yet compared with the cart or the catalog's
 * limits.
 */
import type { Amount } from './indexed-product.ts';
import type { Named } from './named.ts';
import type { Quantity } from './numbers.ts';
import type { ValueOwner } from './option-values.ts';

export type Mode = 'add' | 'remove' | 'change' | 'keep';

export interface Draft {
  mode: Mode;
  /** "mitad": half of the total before it. */
  half: boolean;
  /** "solo una", "dos nomás": that many and no more. */
  only: boolean;
  /** A verb said so; else it is the default of a mere list. */
  verb: boolean;
  from: number;
  to: number;
  qty: Quantity | null;
  /** "la", "los": something both sides know. */
  definite: boolean;
  /** "uno de los ...": a part of what is there. */
  partOf: boolean;
  /** More than one, number not said. */
  plural: boolean;
  named: Named | null;
  /** Option values said, each with the products that have it. */
  values: ValueOwner[][];
  /** Words of a thing that is not sold. */
  unknown: string | null;
  /** A value that the product does not have ("polo verde"). */
  foreignValue: string | null;
  /** `sin:cebolla`, `extra:queso`. */
  mods: string[];
  negated: boolean;
  /** It replaces what was said before. */
  corrects: boolean;
  each: boolean;
  mixed: boolean;
  /** The verb said to put it on top of what is there ("agrega"), not just that it is wanted. */
  adds: boolean;
  /** "una más", "one less". */
  by: 1 | -1 | null;
  another: boolean;
  /** "de litro y medio", "500". */
  size: Amount | null;
  bareSize: number | null;
  bigger: boolean;
  smaller: boolean;
  /** Followed by ":": what comes next spells it out. */
  opens: boolean;
  /** Taken over from the draft before: "1 rojo, 1 negro". */
  carried: boolean;
  /** A word nobody knows stands before it: it is asked whether it is wanted. */
  doubtful: boolean;
  /** "quítalo", "borra eso": what is talked about, without a word for it. */
  pointed: boolean;
}

/** Things read of one message: three times as many as changes come out of it; beyond them it is said that not all was taken. */
export const MOST_DRAFTS = 100;

/** A draft that says nothing yet. */
export function blankDraft(at: number): Draft {
  return {
    mode: 'add',
    half: false,
    only: false,
    verb: false,
    adds: false,
    from: at,
    to: at,
    qty: null,
    definite: false,
    partOf: false,
    plural: false,
    named: null,
    values: [],
    unknown: null,
    foreignValue: null,
    mods: [],
    negated: false,
    corrects: false,
    each: false,
    mixed: false,
    by: null,
    another: false,
    size: null,
    bareSize: null,
    bigger: false,
    smaller: false,
    opens: false,
    carried: false,
    doubtful: false,
    pointed: false,
  };
}
