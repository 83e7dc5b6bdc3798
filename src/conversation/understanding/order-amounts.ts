/**
 * Quantities within an order: of what follows, or of what was just named; and sizes that tell two
 * products of one name apart ("la de litro y medio").
 */

import type { Draft } from './draft.ts';
import { type Amount, type IndexedProduct, isOfSize } from './indexed-product.ts';
import { nameAt, optionNamesAt, valueAt } from './naming.ts';
import { type Quantity, readNumber, readQuantity } from './numbers.ts';
import { amountKey } from './option-values.ts';
import { cueAt, find, isAfterCue, type Reading } from './reading.ts';
import { begin, isUnknownNoun, lastHead, type Scan, skipThe } from './scan.ts';

export function readSizeHint(scan: Scan, at: number): number | null {
  const draft = scan.current;
  if (!draft?.named || draft.named.candidates.every((product) => product.size === null && product.numbers.size === 0)) return null;
  const start = cueAt(scan.reading, at, 'of') || at;
  const quantity = readQuantity(scan.reading, start);
  const followsName = scan.last === 'product' || scan.last === 'value' || scan.last === 'of';
  if (!quantity || !followsName) return null;
  if (quantity.amount) draft.size = quantity.amount;
  else if (start > at || isBareSize(draft, quantity.value)) draft.bareSize = quantity.value;
  else return null;
  draft.to = quantity.to;
  scan.last = 'value';
  return quantity.to;
}

function isBareSize(draft: Draft, value: number): boolean {
  return (draft.named?.candidates ?? []).some((product) => isOfSize(product, value));
}

/** Quantities: of what follows, or of what was just named ("medias: 3", "coxinha 2 unidades"). */
export function readAmount(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const start = isTimesSign(reading, at) ? at + 1 : at;
  const quantity =
    countBefore(reading, start) ??
    partOfUnit(reading, start) ??
    readQuantity(reading, start) ??
    (isShareOfHead(scan, start) ? null : halfOfThing(reading, start));
  if (!quantity || isNameStart(reading, start)) return readShare(scan, at);
  // "a vanilla one": what was counted already.
  const isLastWord = quantity.to >= scan.end || reading.tokens[quantity.to]?.kind === 'sign';
  if (isLastWord && scan.last === 'value' && scan.current?.qty && reading.tokens[start]?.key === 'one') return quantity.to;
  // "a onesie for a newborn": whom it is for is the size, and no second one.
  if (scan.last === 'for' && quantity.article && isValueOfCurrent(scan, quantity.to)) return quantity.to;
  // "para un bebé de 4 meses": how old, how long, never how many.
  if (
    scan.last === 'for' &&
    scan.mode === 'add' &&
    !scan.asking &&
    quantity.value <= MOST_PEOPLE &&
    !quantity.article &&
    !quantity.amount &&
    quantity.group === null &&
    !isFollowedByOwnThing(scan, quantity.to) &&
    isForPeople(reading, at)
  )
    return quantity.to;
  // "un cumple de 15", "mi niña de 5": how old, how large that is, and no count.
  if (scan.last === 'of' && scan.current?.unknown != null && scan.current.named === null) return quantity.to;
  const span = find(reading, quantity.to, 'span') ?? ageAt(reading, quantity.to);
  if (span && !quantity.article && nameAt(reading, quantity.to) === null) return span.to;
  const draft = scan.current;
  const isLast = quantity.to >= scan.end || reading.tokens[quantity.to]?.kind === 'sign';
  const trailing =
    draft !== null &&
    (draft.named !== null || (isLast && draft.values.length > 0)) &&
    draft.qty === null &&
    (!quantity.article || isLast) &&
    !isFollowedByOwnThing(scan, quantity.to);
  if (trailing && draft) {
    draft.qty = quantity;
    draft.to = quantity.to;
    scan.last = 'other';
    return skipCount(scan, quantity.to);
  }
  // "otros dos imanes": how many others.
  const isOther = draft?.another === true && draft.qty === null && draft.named === null && draft.values.length === 0;
  const again =
    isOther ||
    (draft !== null &&
      draft.qty !== null &&
      draft.named === null &&
      draft.values.length === 0 &&
      draft.qty.article === false &&
      draft.plural);
  const kin = quantity.amount && draft?.named == null ? kinOfSize(scan, quantity.amount) : [];
  if (kin.length > 0) {
    const sized = begin(scan, at);
    sized.named = { candidates: kin, to: quantity.to, weak: false, elliptic: true, plural: false };
    sized.definite = true;
    sized.to = quantity.to;
    scan.last = 'product';
    return quantity.to;
  }
  const next = again && draft ? draft : begin(scan, at);
  next.qty = quantity;
  next.to = quantity.to;
  if (scan.step !== null && scan.last === 'verb') next.by = scan.step;
  if (draft?.named == null && isAfterCue(reading, at, 'more')) next.by = 1;
  scan.last = 'qty';
  return readMoreLess(scan, next, skipCount(scan, quantity.to));
}

function isValueOfCurrent({ reading, current }: Scan, at: number): boolean {
  const owners = valueAt(reading, at)?.owners ?? [];
  return owners.some(({ product }) => current?.named?.candidates.includes(product));
}

/** Whether a product's name begins here with a word that would else be a measure ("Cuarto de pollo"). */
function isNameStart(reading: Reading, at: number): boolean {
  if (find(reading, at + 1, 'group') || find(reading, at + 1, 'measure')) return false;
  return reading.vocabulary.index.beginnings.has(reading.stems[at] ?? '') && nameAt(reading, at) !== null;
}

/** The number alone where such a name follows it: "un kilo de helado". */
function countBefore(reading: Reading, at: number): Quantity | null {
  const number = readNumber(reading, at);
  if (!number || !isNameStart(reading, number.to)) return null;
  return { value: number.value, to: number.to, article: number.article, bare: false, group: null, amount: null };
}

/** "un cuarto de almendras", "medio de nueces", where they are sold by weight or by the litre. */
function partOfUnit(reading: Reading, at: number): Quantity | null {
  const number = readNumber(reading, at);
  const quarter = cueAt(reading, number?.to ?? at, 'quarter');
  const half = find(reading, number?.article ? number.to : at, 'half')?.to ?? 0;
  const to = quarter || half;
  const of = to > 0 ? cueAt(reading, to, 'of') : 0;
  const unit = of > 0 ? nameAt(reading, skipThe(reading, of))?.candidates[0]?.sold.amount : null;
  if (!unit) return null;
  const part = quarter > 0 ? (number?.value ?? 1) / 4 : 0.5;
  return { value: part, to, article: false, bare: false, group: null, amount: { base: unit.base, value: unit.value * part } };
}

function ageAt(reading: Reading, at: number): { readonly to: number } | null {
  const to = cueAt(reading, at, 'age');
  return to > 0 ? { to } : null;
}

/** Larger numbers are no table. */
const MOST_PEOPLE = 12;

/** "para dos", "for 4": how many eat of it; "a 3", "to 3" sets a number. */
function isForPeople(reading: Reading, at: number): boolean {
  return ['para', 'pra', 'pa', 'for'].includes(reading.tokens[at - 1]?.key ?? '');
}

/** "medio polo": half of something that is not counted in halves; it is asked, never rounded. */
export function halfOfThing(reading: Reading, at: number): Quantity | null {
  const half = find(reading, at, 'half');
  if (!half || cueAt(reading, at, 'of') > 0 || nameAt(reading, half.to) === null || isNameStart(reading, at)) return null;
  return { value: 0.5, to: half.to, article: false, bare: false, group: null, amount: null };
}

/** "4 empanadas, mitad pino": half of those, and no half of one. */
function isShareOfHead(scan: Scan, at: number): boolean {
  const half = find(scan.reading, at, 'half');
  if (!half) return false;
  const said = scan.current ? [...scan.drafts, scan.current] : scan.drafts;
  const family = said.findLast((draft) => draft.named !== null && !draft.half)?.named?.candidates ?? [];
  const named = nameAt(scan.reading, half.to);
  return family.length > 1 && (named?.candidates.every((product) => family.includes(product)) ?? false);
}

/** "mitad vainilla, mitad chocolate". */
function readShare(scan: Scan, at: number): number | null {
  const half = find(scan.reading, at, 'half');
  const inCart = scan.inCart.length > 0 && valueAt(scan.reading, half?.to ?? at) !== null;
  if (!half || !(scan.current?.named ?? lastHead(scan) ?? inCart)) return null;
  const next = cueAt(scan.reading, half.to, 'of') || half.to;
  if (!valueAt(scan.reading, next) && !nameAt(scan.reading, next)) return null;
  begin(scan, at).half = true;
  scan.last = 'qty';
  return half.to;
}

/** "a de 1 kg" about a bag of 10: others of the kind in the cart that have this size. */
function kinOfSize(scan: Scan, amount: Amount): IndexedProduct[] {
  const kinds = new Set(scan.inCart.filter(({ size }) => size !== null).map(({ kind }) => kind));
  return scan.reading.vocabulary.index.products.filter(
    ({ kind, size }) => kinds.has(kind) && size !== null && amountKey(size) === amountKey(amount),
  );
}

function isTimesSign(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  const next = reading.tokens[at + 1];
  return (token?.raw.toLowerCase() === 'x' || token?.raw === '×') && next?.kind === 'number';
}

function isFollowedByOwnThing(scan: Scan, at: number): boolean {
  const { reading } = scan;
  let next = at;
  for (let i = 0; i < 3; i++) {
    // "la pelota y 2 botellas", where a bottle is sold.
    const container = nameAt(reading, next) === null ? find(reading, next, 'container')?.to : undefined;
    next = cueAt(reading, next, 'of', 'the', 'more') || container || next;
  }
  return nameAt(reading, next) !== null || (valueAt(reading, next) !== null && scan.last === 'and') || isUnknownNoun(scan, next);
}

/** "2 unidades de", "3 x": words between a number and what is counted. */
function skipCount(scan: Scan, at: number): number {
  const container = find(scan.reading, at, 'container');
  if (
    container &&
    optionNamesAt(scan.reading, at).length === 0 &&
    nameAt(scan.reading, at) === null &&
    !valueAt(scan.reading, at)?.owners.length
  )
    return container.to;
  return scan.reading.tokens[at]?.raw.toLowerCase() === 'x' ? at + 1 : at;
}

function readMoreLess(scan: Scan, draft: Draft, at: number): number {
  const more = cueAt(scan.reading, at, 'more');
  const less = cueAt(scan.reading, at, 'less');
  if (more > 0) draft.by = 1;
  else if (less > 0) draft.by = -1;
  return more || less || at;
}
