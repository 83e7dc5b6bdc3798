/**
 * Which product, which option value and which district the words at one place of a message name.
 */

import { type Place, placeIn, SHORTEST_PIECE, wordBeginning } from './catalog-index.ts';
import { type IndexedProduct, JOINING } from './indexed-product.ts';
import type { Named } from './named.ts';
import { skipOf } from './numbers.ts';
import type { ValueOwner } from './option-values.ts';
import { cueAt, find, type Reading } from './reading.ts';
import { root, withoutDiminutive } from './text.ts';
import type { Cue } from './words.ts';

/** Joining words allowed between two words of a name: "porción de la de zanahoria". */
const LONGEST_JOINT = 3;

export function nameAt(reading: Reading, at: number): Named | null {
  const known = reading.names[at];
  if (known !== undefined) return known;
  const named = readNameAt(reading, at);
  if (at >= 0 && at < reading.tokens.length) reading.names[at] = named;
  return named;
}

function readNameAt(reading: Reading, at: number): Named | null {
  const first = ownersAt(reading, at);
  if (!first) return null;
  const stems = new Set([first.stem]);
  let candidates: readonly IndexedProduct[] = first.owners;
  let to = at + 1;
  let weak = first.weak;
  let said = !doesSomethingElse(reading, at, first);
  for (;;) {
    const next = nextWord(reading, to);
    const owners = next === null ? null : ownersAt(reading, next);
    if (next === null || !owners) break;
    const shared = stems.has(owners.stem) ? [] : candidates.filter((product) => owners.owners.includes(product));
    if (shared.length === 0 || (next > to && isNewThing(reading, to, next, shared, stems, owners.stem))) break;
    candidates = shared;
    stems.add(owners.stem);
    weak = weak && owners.weak;
    said ||= !doesSomethingElse(reading, next, owners);
    to = next + 1;
  }
  if (!said) return null;
  const named = best(candidates, stems);
  const elliptic = named.every((product) => !stems.has(product.kind));
  return { candidates: named, to, weak, elliptic, plural: isSaidInPlural(reading, at, to, named) };
}

/** Judgements about things: inside the name of a thing they judge nothing ("cold brew", "ají molido"). */
const JUDGING: readonly Cue[] = [
  'defect',
  'complaint',
  'abuse',
  'expensive',
  'discount',
  'out-of-scope',
  'refund',
  'greet',
  'thanks',
  'bye',
];

/** The reading without judgements that are part of a name of several words. */
export function withoutJudgingNames(reading: Reading): Reading {
  const activeAt = [...reading.activeAt];
  for (let at = 0; at < reading.tokens.length; at++) {
    const named = reading.vocabulary.index.owners.has(reading.stems[at] ?? '') ? nameAt(reading, at) : null;
    if (!named || named.to - at < 2) continue;
    for (let inner = at; inner < named.to; inner++)
      activeAt[inner] = (activeAt[inner] ?? []).filter(
        ({ to, meaning }) => to > named.to || meaning.is !== 'cue' || !JUDGING.includes(meaning.cue),
      );
    at = named.to - 1;
  }
  return { ...reading, activeAt };
}

/** Cues that mean something to do or to ask, and so are no name by themselves. */
const DOING: readonly Cue[] = [
  'want',
  'add',
  'remove',
  'change',
  'order-noun',
  'price',
  'have',
  'shipping',
  'arrive',
  'payment',
  'hours',
  'location',
  'status',
  'paid',
  'thanks',
  'bye',
  'greet',
  'yes',
  'no',
  'cancel',
  'checkout',
  'cart',
  'person',
  'pickup',
  'help',
  'question',
];

/** "encargo" in "quiero hacer un encargo" is no "Casaca por encargo"; what a thing is always names it. */
function doesSomethingElse(reading: Reading, at: number, { stem, owners }: Owned): boolean {
  return owners.every((product) => product.kind !== stem) && cueAt(reading, at, ...DOING) === at + 1;
}

/** After "and" the words must stand together in one name ("jamón y queso"), else another thing begins. */
function isNewThing(
  reading: Reading,
  to: number,
  next: number,
  shared: readonly IndexedProduct[],
  stems: ReadonlySet<string>,
  stem: string,
): boolean {
  const hasAnd = reading.tokens.slice(to, next).some((_, i) => cueAt(reading, to + i, 'and') > 0);
  if (!hasAnd) return false;
  return !shared.some((product) =>
    product.forms.some((form) => form.includes(stem) && [...stems].some((known) => form.indexOf(known) === form.indexOf(stem) - 1)),
  );
}

function nextWord(reading: Reading, at: number): number | null {
  for (let i = at; i < Math.min(reading.tokens.length, at + LONGEST_JOINT + 1); i++) {
    if (reading.taken[i]) return null;
    const key = reading.tokens[i]?.key ?? '';
    if (!JOINING.has(key) && !isHyphen(reading, i)) return i;
  }
  return null;
}

/** "usb-c": a hyphen within a word. */
function isHyphen({ tokens }: Reading, at: number): boolean {
  const token = tokens[at];
  return token?.raw === '-' && tokens[at - 1]?.end === token.start && tokens[at + 1]?.start === token.end;
}

interface Owned {
  readonly stem: string;
  readonly owners: readonly IndexedProduct[];
  readonly weak: boolean;
}

function ownersAt(reading: Reading, at: number): Owned | null {
  const token = reading.tokens[at];
  const stem = reading.stems[at];
  if (token?.kind !== 'word' || stem === undefined || reading.taken[at] || JOINING.has(token.key)) return null;
  const { index, lexicons } = reading.vocabulary;
  const direct = index.owners.get(stem);
  if (direct)
    return { stem, owners: direct, weak: find(reading, at, 'container') !== null || direct.every((product) => product.purpose.has(stem)) };
  // "bonita" is no small "boné".
  const small = find(reading, at, 'filler') ? null : withoutDiminutive(token.key);
  for (const key of small ? [root(token.key), small, root(small)] : [root(token.key)]) {
    const [only] = index.roots.get(key) ?? [];
    const owners = only === undefined ? undefined : index.owners.get(only);
    if (only !== undefined && owners && (small || key.length >= SHORTEST_PIECE)) return { stem: only, owners, weak: false };
  }
  if (stem.length < SHORTEST_PIECE || lexicons[reading.language ?? 'es'].words.has(token.key)) return null;
  const whole = wordBeginning(index.sorted, token.key);
  const owners = whole === null ? undefined : index.owners.get(whole);
  return whole !== null && owners ? { stem: whole, owners, weak: false } : null;
}

/** Products one of whose names was said whole come before those with more to their name. */
function best(candidates: readonly IndexedProduct[], stems: ReadonlySet<string>): readonly IndexedProduct[] {
  if (candidates.length < 2) return candidates;
  // A name with a size in it is not whole without the size: "cerveza" is no more the litre than the can.
  const whole = candidates.filter(
    (product) => product.size === null && product.forms.some((form) => form.every((word) => stems.has(word))),
  );
  if (whole.length > 0) return whole;
  // "ahogadas": the plain one, where every other has more to its name ("media torta ahogada").
  const [first, ...rest] = candidates;
  const plainest = first && rest.reduce((shortest, product) => (wordsIn(product) < wordsIn(shortest) ? product : shortest), first);
  if (plainest && candidates.every((other) => other === plainest || isWithin(plainest, other))) return [plainest];
  // "tea" is any tea, but no tea infuser.
  const ofKind = candidates.filter((product) => stems.has(product.kind));
  return ofKind.length > 0 ? ofKind : candidates;
}

function wordsIn({ forms: [name = []] }: IndexedProduct): number {
  return name.length;
}

/** Whether one name is the other with less to it: "torta ahogada" and "media torta ahogada". */
function isWithin({ forms: [short = []] }: IndexedProduct, { forms: [long = []] }: IndexedProduct): boolean {
  return short.length > 1 && short.length < long.length && short.every((word) => long.includes(word));
}

/** A plural ending on what the thing is, or on a word that has none in the catalog. */
function isSaidInPlural(reading: Reading, from: number, to: number, products: readonly IndexedProduct[]): boolean {
  for (let at = from; at < to; at++) {
    const key = reading.tokens[at]?.key ?? '';
    const isPlural = key.length > 3 && key.endsWith('s') && !key.endsWith('ss') && reading.stems[at] !== key;
    if (isPlural && products.some((product) => product.kind === reading.stems[at] || !product.written.has(key))) return true;
  }
  return false;
}

export interface NamedValue {
  readonly owners: readonly ValueOwner[];
  /** A colour or taste that nothing in this catalog has; null where something has it. */
  readonly foreign: string | null;
  readonly to: number;
}

/** The longest option value that begins at `at`. */
export function valueAt(reading: Reading, at: number): NamedValue | null {
  let node = reading.vocabulary.index.values;
  let found: NamedValue | null = null;
  for (let i = at; i < reading.tokens.length; i++) {
    const token = reading.tokens[i];
    if (!token || reading.taken[i]) break;
    // "3 a 6 meses" is the value "3-6 meses".
    if (i > at && (token.raw === '-' || token.key === 'a' || token.key === 'to') && node.next.has(root(reading.tokens[i + 1]?.key ?? '')))
      continue;
    if (token.kind === 'sign') break;
    const next = node.next.get(root(token.key));
    if (!next) break;
    node = next;
    if (node.owners.length > 0 || node.idea)
      found = { owners: node.owners, foreign: node.owners.length === 0 ? node.idea : null, to: i + 1 };
  }
  return found;
}

/** "talla", "color": which options a word names. */
export function optionNamesAt(reading: Reading, at: number): readonly string[] {
  const token = reading.tokens[at];
  return token?.kind === 'word' ? (reading.vocabulary.index.optionNames.get(root(token.key)) ?? []) : [];
}

/** The longest district name that begins at `at`. */
export function placeAt(reading: Reading, at: number): { readonly place: Place; readonly to: number } | null {
  return placeIn(reading.tokens, at, reading.vocabulary.index.places);
}

/** Whether a number before this place counts something: "987654321" counts nothing, "3 kilos" and "100 polos" do. */
export function isCounting(reading: Reading, at: number): boolean {
  const next = skipOf(reading, at);
  return nameAt(reading, next) !== null || find(reading, next, 'container') !== null || find(reading, next, 'measure') !== null;
}
