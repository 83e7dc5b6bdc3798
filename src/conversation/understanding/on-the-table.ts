/**
 * The product on the table: whose card or price the shop showed last, or that the same message has just
 * asked about. What is said without a name means it: "2", "la quiero", "rojo M", "¿y en L?".
 */
import { blankDraft, type Draft } from './draft.ts';
import type { IndexedProduct } from './indexed-product.ts';
import { valueAt } from './naming.ts';
import { cueAt, find, type Reading } from './reading.ts';
import type { Context } from './understanding.ts';
import type { Cue } from './words.ts';

/** As a draft, so that the grammar reads what follows as it reads what follows a name. */
export function onTheTable({ pending, vocabulary }: Context): Draft | null {
  if (pending?.slot !== 'items' || pending.productId === undefined) return null;
  const product = vocabulary.index.byId.get(pending.productId);
  if (!product) return null;
  const chosen = Object.entries(pending.options ?? {}).map(([option, value]) => [{ product, option, value }]);
  return { ...aboutProduct(product), values: chosen };
}

export function aboutProduct(product: IndexedProduct): Draft {
  return { ...blankDraft(0), named: { candidates: [product], to: 0, weak: false, elliptic: true, plural: false } };
}

/** The drafts with the product on the table where no other is named. How many is open where nobody said it. */
export function meanTable(drafts: readonly Draft[], table: Draft, reading: Reading, from: number, to: number): Draft[] {
  const [product] = table.named?.candidates ?? [];
  if (!product) return [...drafts];
  if (drafts.length === 0 && isTaken(reading, from, to)) return [{ ...named(blankDraft(from), table), verb: true, to }];
  return drafts.map((draft) => (isAbout(draft, product, reading, to) ? named(draft, table) : draft));
}

function named(draft: Draft, table: Draft): Draft {
  const options = new Set(draft.values.flat().map(({ option }) => option));
  const before = table.values.filter((values) => !values.some(({ option }) => options.has(option)));
  return { ...draft, named: table.named, values: [...draft.values, ...before], plural: draft.qty === null };
}

function isAbout(draft: Draft, product: IndexedProduct, reading: Reading, to: number): boolean {
  if (draft.named || draft.unknown !== null || draft.foreignValue !== null || draft.mode !== 'add') return false;
  if (draft.negated || draft.corrects || draft.another || draft.by !== null) return false;
  if (!draft.values.every((values) => values.some((owner) => owner.product === product))) return false;
  if (draft.values.length > 0) return true;
  // "¿cuántas hojas trae? ¿80?": a number that is asked back counts nothing.
  const isAskedBack = !draft.verb && reading.tokens[to - 1]?.raw === '?';
  return draft.qty !== null && !isAskedBack && countsNothingElse(reading, draft.qty.to, to);
}

/** "dos", "dos por favor", "dame una"; not "una persona". */
function countsNothingElse(reading: Reading, at: number, to: number): boolean {
  if (at >= to || reading.tokens[at]?.kind === 'sign') return true;
  return find(reading, at, 'filler') !== null || find(reading, at, 'container') !== null || cueAt(reading, at, 'thanks', 'only') > 0;
}

const SMALL: readonly Cue[] = ['want', 'add', 'the', 'pronoun', 'yes', 'thanks', 'of', 'greet', 'by-time', 'place-intro', 'in-time', 'and'];

/** "la quiero", "me lo llevo", "dame esa": something is wanted, and nothing says what. */
function isTaken(reading: Reading, from: number, to: number): boolean {
  let wants = false;
  for (let at = from; at < to; at++) {
    if (reading.taken[at] || reading.tokens[at]?.raw === '?') return false;
    const isElse = (reading.activeAt[at] ?? []).some(({ meaning }) => meaning.is === 'cue' && !SMALL.includes(meaning.cue));
    if (isElse) return false;
    const want = cueAt(reading, at, 'want', 'add');
    const small = cueAt(reading, at, 'the', 'pronoun', 'yes', 'thanks', 'of', 'greet') || find(reading, at, 'filler')?.to || 0;
    if (want > 0) wants = true;
    else if (small === 0 && reading.tokens[at]?.kind !== 'sign') return false;
    at = Math.max(want, small, at + 1) - 1;
    if (valueAt(reading, at)) return false;
  }
  return wants;
}
