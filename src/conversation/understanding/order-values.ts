/**
 * Option values within an order: which words are one, and whose they are. Short letters ("M") and numbers
 * ("41") are values only where one can stand.
 */

import type { Draft } from './draft.ts';
import type { IndexedProduct } from './indexed-product.ts';
import { type NamedValue, nameAt, optionNamesAt, valueAt } from './naming.ts';
import { readNumber, readQuantity } from './numbers.ts';
import { amountKey, isForeignTo, type ValueOwner } from './option-values.ts';
import { halfOfThing } from './order-amounts.ts';
import { isSaidOfAll, shareValue } from './order-shared-values.ts';
import { cueAt, find, isAfterCue, type Reading, spelling } from './reading.ts';
import { begin, lastHead, open, type Scan, skipThe } from './scan.ts';

export function readValue(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const found = measuredValueAt(scan, at) ?? spokenValueAt(scan, at) ?? valueAt(reading, at);
  if (!found || !isMeantAsValue(scan, at, found.to)) return null;
  if (isSaidOfAll(scan, at) && found.foreign === null) {
    shareValue(scan, found.owners);
    scan.last = 'value';
    return found.to;
  }
  if (found.foreign !== null) return readForeignValue(scan, at, found.to, found.foreign);
  const draft = scan.current;
  if (draft?.named) {
    const products = draft.named.candidates;
    const fitting = found.owners.filter(({ product }) => products.includes(product));
    if (fitting.length === 0) {
      if (nameAt(reading, at)) return null;
      if (found.owners.length > 0 && isBeforeItsName(scan, found.to)) {
        begin(scan, at).values.push([...found.owners]);
        scan.last = 'value';
        return found.to;
      }
      draft.foreignValue = spelling(reading, at, found.to);
      return found.to;
    }
    if (isSecondValue(draft, fitting)) return readNextValue(scan, at, found.to, fitting);
    draft.values.push(fitting);
    draft.to = found.to;
    scan.last = 'value';
    return found.to;
  }
  if (nameAt(reading, at) && !isOnlyOption(scan, at) && !isAdjective(reading, found)) return null;
  if (draft && isSecondValue(draft, found.owners)) return readNextValue(scan, at, found.to, found.owners);
  open(scan, at).values.push([...found.owners]);
  open(scan, at).to = found.to;
  scan.last = 'value';
  return found.to;
}

/** "dos metros", "45 centímetros": an option value that is a measure, of a product that is being talked about. */
function measuredValueAt(scan: Scan, at: number): NamedValue | null {
  const { reading } = scan;
  const { amounts } = reading.vocabulary.index;
  if (amounts.size === 0) return null;
  const quantity = readQuantity(reading, at);
  const owners = quantity?.amount ? amounts.get(amountKey(quantity.amount)) : undefined;
  // "2 boxes of the 40 mm screws": the measure stands before what it belongs to.
  const following = quantity ? nameAt(reading, skipFor(reading, skipContainer(reading, quantity.to)))?.candidates : undefined;
  const talkedAbout = scan.current?.named?.candidates ?? following ?? lastHead(scan)?.named?.candidates ?? scan.inCart;
  const fitting = owners?.filter(({ product }) => talkedAbout.includes(product)) ?? [];
  return quantity && fitting.length > 0 ? { owners: fitting, foreign: null, to: quantity.to } : null;
}

/** "el de 15 kg para perro" */
function skipFor(reading: Reading, at: number): number {
  return FOR.has(reading.tokens[at]?.key ?? '') ? at + 1 : at;
}

const FOR = new Set(['para', 'pa', 'pra', 'for']);

/** "a 20 L bag of soil" */
function skipContainer(reading: Reading, at: number): number {
  const to = find(reading, at, 'container')?.to ?? at;
  return to > at ? skipThe(reading, to) : at;
}

/** "en treinta y siete": a number in words that is a value of what was just named, and stands for no count. */
function spokenValueAt(scan: Scan, at: number): NamedValue | null {
  const { reading } = scan;
  const named = scan.current?.named;
  if (!named || !['product', 'value', 'for', 'of'].includes(scan.last)) return null;
  const number = find(reading, at, 'number') ? readNumber(reading, at) : null;
  const node = number && !number.article ? reading.vocabulary.index.values.next.get(String(number.value)) : undefined;
  const owners =
    node?.owners.filter(({ product, option }) => named.candidates.includes(product) && isOpenOption(scan, product, option)) ?? [];
  return number && owners.length > 0 ? { owners, foreign: null, to: number.to } : null;
}

/** "black mug": the value stands before the product it belongs to. */
function isBeforeItsName(scan: Scan, at: number): boolean {
  return scan.last === 'and' && nameAt(scan.reading, at) !== null;
}

/** "a green teapot": a value right before a product that has it, though a "Green tea" is sold too. */
function isAdjective(reading: Reading, found: NamedValue): boolean {
  const named = nameAt(reading, found.to);
  return named?.candidates.some((candidate) => found.owners.some(({ product }) => product === candidate)) ?? false;
}

/** Without a product yet: a value that is also a word of another product's name is that product, unless the head has it. */
function isOnlyOption(scan: Scan, at: number): boolean {
  const isSetting = scan.correcting || (scan.mode === 'change' && scan.verb);
  const candidates = lastHead(scan)?.named?.candidates ?? (isSetting ? scan.inCart : []);
  if (candidates.length === 0) return false;
  const named = nameAt(scan.reading, at);
  const found = valueAt(scan.reading, at);
  return named !== null && (found?.owners.some(({ product }) => candidates.includes(product)) ?? false);
}

function isSecondValue(draft: Draft, owners: readonly ValueOwner[]): boolean {
  if (draft.values.length === 0) return false;
  const options = new Set(owners.map(({ option }) => option));
  return draft.values.some((values) => values.some(({ option }) => options.has(option)));
}

/** "1 rojo y negro": a second value of the same option is another piece of the same thing. */
function readNextValue(scan: Scan, at: number, to: number, owners: readonly ValueOwner[]): number {
  const before = scan.current;
  const draft = begin(scan, at);
  draft.values.push([...owners]);
  draft.to = to;
  draft.carried = true;
  draft.definite = before?.definite ?? false;
  scan.last = 'value';
  return to;
}

/** Letters such as "m", and words that are also something else, are values only where one can stand. */
function isMeantAsValue(scan: Scan, at: number, to: number): boolean {
  const { reading } = scan;
  const key = reading.tokens[at]?.key ?? '';
  if (scan.option.length > 0 || measuredValueAt(scan, at) || spokenValueAt(scan, at)) return true;
  if (scan.current?.named == null && halfOfThing(reading, at)) return false;
  // "medio kilo" is a weight, though something comes in "mediano".
  if (find(reading, at, 'half') && (readQuantity(reading, at)?.to ?? 0) > to) return false;
  const found = valueAt(reading, at);
  if (found && found.owners.length > 0 && found.owners.every(({ partly }) => partly)) return isMissingValue(scan, at);
  const isBeforeOwner = found !== null && isAdjective(reading, found);
  // "the 40mm screws": a number with its unit, and whose it is.
  if (/^\p{Nd}/u.test(key) && (isSizeOfContainer(scan, at, to) || (isBeforeOwner && (to - at > 1 || isAfterCue(reading, at, 'article')))))
    return true;
  if (/^\p{Nd}/u.test(key))
    return (isMissingValue(scan, at) || isPointedAt(scan, at) || isOnlyOwned(scan, at)) && !isFollowedByThing(scan, to);
  if (key.length > 2 || to - at > 1) return true;
  if (isBeforeOwner && cueAt(reading, at, 'and', 'or', 'of') === 0) return true;
  const isBesideThing =
    scan.current !== null &&
    ['product', 'value', 'qty', 'of', 'the', 'and'].includes(scan.last) &&
    (scan.current.named !== null || lastHead(scan) !== null || scan.current.values.length > 0);
  if (!isBesideThing && !isMissingValue(scan, at) && !(scan.mode === 'change' && scan.verb) && !isPutRight(scan, at, to)) return false;
  const isAndWord = cueAt(reading, at, 'and', 'or', 'of') > 0 && reading.tokens[at]?.raw === key;
  return !isAndWord;
}

/** "no es L, es M": a letter that stands alone after "to be", of something that is in the cart. */
function isPutRight({ reading, inCart, end }: Scan, at: number, to: number): boolean {
  if (!isAfterCue(reading, at, 'be', 'correct') || !(to >= end || reading.tokens[to]?.kind === 'sign')) return false;
  return valueAt(reading, at)?.owners.some(({ product }) => inCart.includes(product)) ?? false;
}

/** "la bolsa de 15 de perro": the number says which bag, not how many. */
function isSizeOfContainer(scan: Scan, at: number, to: number): boolean {
  const { reading, current } = scan;
  if (current?.named || scan.last !== 'of' || find(reading, at - 2, 'container') === null) return false;
  const owners = valueAt(reading, at)?.owners.map(({ product }) => product) ?? [];
  const next = cueAt(reading, to, 'of');
  if (next > 0) return nameAt(reading, skipThe(reading, next))?.candidates.some((product) => owners.includes(product)) ?? false;
  return new Set(owners).size === 1 && (to >= scan.end || reading.tokens[to]?.kind === 'sign');
}

/** "um de 700": only one product comes in it. */
function isOnlyOwned(scan: Scan, at: number): boolean {
  if (scan.last !== 'of' || !scan.current?.qty || scan.current.named) return false;
  return new Set(valueAt(scan.reading, at)?.owners.map(({ product }) => product)).size === 1;
}

/** "la 6": an article before a number points at a value, it does not count. */
function isPointedAt(scan: Scan, at: number): boolean {
  const talkedAbout = lastHead(scan)?.named?.candidates ?? scan.inCart;
  // "la de 30" points as "la 30" does.
  const isPointing = scan.last === 'the' || (scan.last === 'of' && isAfterCue(scan.reading, at - 1, 'the'));
  return isPointing && (valueAt(scan.reading, at)?.owners.some(({ product }) => talkedAbout.includes(product)) ?? false);
}

/** A value that what was just named can have, and has not yet. */
function isMissingValue(scan: Scan, at: number): boolean {
  return valueAt(scan.reading, at)?.owners.some(({ product, option }) => isOpenOption(scan, product, option)) ?? false;
}

/** The product under construction has this option, and nothing was said for it yet. */
function isOpenOption(scan: Scan, product: IndexedProduct, option: string): boolean {
  const draft = scan.current;
  const isItem = draft !== null && (draft.values.length > 0 || (draft.qty !== null && (scan.last === 'of' || scan.last === 'qty')));
  const named = draft?.named ?? (isItem ? lastHead(scan)?.named : null);
  if (!draft && lastHead(scan)?.named?.candidates.includes(product)) return ['start', 'for', 'the'].includes(scan.last);
  if (!draft || !named) return !draft?.named && scan.last === 'for' && scan.inCart.includes(product);
  if (!named.candidates.includes(product)) return false;
  return !draft.values.some((values) => values.some((owner) => owner.option === option));
}

function isFollowedByThing(scan: Scan, at: number): boolean {
  const next = cueAt(scan.reading, at, 'of') || at;
  return nameAt(scan.reading, next) !== null || find(scan.reading, at, 'container') !== null || find(scan.reading, at, 'measure') !== null;
}

function readForeignValue(scan: Scan, at: number, to: number, idea: string): number | null {
  const draft = scan.current;
  const { values } = scan.reading.vocabulary.index;
  if (!draft?.named || nameAt(scan.reading, at) || !['product', 'value', 'of', 'for', 'other'].includes(scan.last)) return null;
  if (!draft.named.candidates.some((product) => isForeignTo(product, idea, values))) return null;
  draft.foreignValue = spelling(scan.reading, at, to);
  scan.last = 'value';
  return to;
}

export function readOptionName(scan: Scan, at: number): number | null {
  const options = optionNamesAt(scan.reading, at);
  if (options.length === 0 || nameAt(scan.reading, at)) return null;
  const value = valueAt(scan.reading, at + 1);
  const spoken = value ? null : readSpokenValue(scan, at + 1, options);
  if (spoken !== null) return spoken;
  if (!value && scan.last === 'qty' && scan.current?.named === null && scan.current.values.length === 0) {
    // "una talla más": it counts sizes, not pieces.
    scan.current = null;
    scan.last = 'other';
    return cueAt(scan.reading, at + 1, 'more', 'less', 'bigger', 'smaller') || at + 1;
  }
  scan.option = options;
  const next = value ? (readValue(scan, at + 1) ?? at + 1) : at + 1;
  scan.option = [];
  if (!value) scan.last = 'option';
  return next;
}

function hasOption(products: readonly IndexedProduct[], options: readonly string[]): boolean {
  return products.some(({ product }) => product.options.some(({ id }) => options.includes(id)));
}

/** "talla cuarenta y uno": a value that is a number, said in words. */
function readSpokenValue(scan: Scan, at: number, options: readonly string[]): number | null {
  const number = readQuantity(scan.reading, at);
  const node = number && scan.reading.vocabulary.index.values.next.get(String(number.value));
  const draftNow = scan.current;
  if (
    number &&
    draftNow?.named &&
    options.length > 0 &&
    !node?.owners.some(({ product }) => draftNow.named?.candidates.includes(product)) &&
    hasOption(draftNow.named.candidates, options)
  ) {
    draftNow.foreignValue = spelling(scan.reading, at - 1, number.to);
    return number.to;
  }
  const owners =
    node?.owners.filter(({ product, option }) => options.includes(option) && (scan.current?.named?.candidates.includes(product) ?? true)) ??
    [];
  if (!number || owners.length === 0) return null;
  const draft = open(scan, at);
  draft.values.push(owners);
  draft.to = number.to;
  scan.last = 'value';
  return number.to;
}
