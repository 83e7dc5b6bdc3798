/**
 * The grammar of an order, left to right: [how many] [what] [options] [without …], again and again, with
 * verbs that say what to do with it and words that take something back. The result is drafts: what was
 * said, not yet compared with the cart (`settle.ts` does that).
 */
import { type Amount, amountKey, type IndexedProduct, isOfSize, type ValueOwner } from './catalog-index.ts';
import { type Named, type NamedValue, nameAt, optionNamesAt, valueAt } from './naming.ts';
import { type Quantity, readQuantity } from './numbers.ts';
import { activeCueAt, cueAt, find, isAfterCue, type Reading, spelling } from './reading.ts';
import { root } from './text.ts';

export type Mode = 'add' | 'remove' | 'change' | 'keep';

export interface Draft {
  mode: Mode;
  /** "mitad": half of the total before it. */
  half: boolean;
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
}

interface Scan {
  readonly reading: Reading;
  readonly end: number;
  readonly drafts: Draft[];
  current: Draft | null;
  mode: Mode;
  verb: boolean;
  adds: boolean;
  correcting: boolean;
  negating: boolean;
  /** Unknown nouns are things to remove from a dish, or things that are not sold; never both. */
  readonly asking: boolean;
  /** What stood last: decides what a number or an unknown word can be. */
  last: 'start' | 'verb' | 'qty' | 'product' | 'value' | 'and' | 'for' | 'of' | 'the' | 'option' | 'other';
  /** Products in the cart: what a bare "sin tarjeta" or "en 41" can be about. */
  readonly inCart: readonly IndexedProduct[];
  /** Option id named just before ("talla"). */
  option: readonly string[];
}

/** @param asking true within a question: nouns nobody knows are what is asked for. */
export function readOrder(
  reading: Reading,
  from: number,
  to: number,
  asking: boolean,
  head: Draft | null,
  inCart: readonly IndexedProduct[],
): Draft[] {
  const scan: Scan = {
    reading,
    end: to,
    drafts: head ? [head] : [],
    current: null,
    mode: 'add',
    verb: false,
    adds: false,
    correcting: false,
    negating: false,
    asking,
    inCart,
    last: 'start',
    option: [],
  };
  let at = from;
  while (at < to) at = Math.max(step(scan, at), at + 1);
  close(scan);
  const last = scan.drafts.at(-1);
  // "ponme tres mejor": the word of correction stands last.
  if (scan.correcting && last && last !== head) last.corrects = true;
  const drafts = head ? scan.drafts.slice(1) : scan.drafts;
  const hasStrong = drafts.some((draft) => draft.named && !draft.named.weak);
  return hasStrong ? drafts.filter((draft) => !draft.named?.weak || draft.qty !== null) : drafts;
}

/** Reads what stands at `at`; where to go on. */
function step(scan: Scan, at: number): number {
  const { reading } = scan;
  if (reading.taken[at]) {
    scan.last = 'other';
    return at + 1;
  }
  return (
    readSign(scan, at) ??
    readCorrector(scan, at) ??
    readMod(scan, at) ??
    readVerb(scan, at) ??
    readSizeHint(scan, at) ??
    readValue(scan, at) ??
    readAmount(scan, at) ??
    readOptionName(scan, at) ??
    readName(scan, at) ??
    readSmallWord(scan, at) ??
    readUnknown(scan, at)
  );
}

function makeDraft(scan: Scan, at: number): Draft {
  const draft: Draft = {
    mode: scan.mode,
    half: false,
    verb: scan.verb,
    adds: scan.verb && scan.adds,
    from: at,
    to: at,
    qty: null,
    definite: scan.last === 'the',
    partOf: false,
    plural: false,
    named: null,
    values: [],
    unknown: null,
    foreignValue: null,
    mods: [],
    negated: scan.negating,
    corrects: scan.correcting,
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
  };
  scan.correcting = false;
  scan.negating = false;
  return draft;
}

/** The draft under construction, begun here where there is none. */
function open(scan: Scan, at: number): Draft {
  scan.current ??= makeDraft(scan, at);
  return scan.current;
}

/** A new draft, after the one under construction is put away. */
function begin(scan: Scan, at: number): Draft {
  close(scan);
  return open(scan, at);
}

function close(scan: Scan): void {
  const draft = scan.current;
  scan.current = null;
  if (draft && hasContent(draft)) scan.drafts.push(draft);
}

function hasContent(draft: Draft): boolean {
  return (
    draft.qty !== null ||
    draft.named !== null ||
    draft.values.length > 0 ||
    draft.unknown !== null ||
    draft.foreignValue !== null ||
    draft.mods.length > 0 ||
    draft.by !== null ||
    draft.another ||
    draft.mixed
  );
}

function readSign(scan: Scan, at: number): number | null {
  const token = scan.reading.tokens[at];
  if (token?.kind !== 'sign') return null;
  const after = scan.reading.tokens[at + 1];
  if (token.raw === '-' && after?.kind === 'number' && after.start === token.end && scan.reading.tokens[at - 1]?.end !== token.start) {
    const number = readQuantity(scan.reading, at + 1);
    if (number) {
      begin(scan, at).qty = { ...number, value: -number.value };
      scan.last = 'qty';
      return number.to;
    }
  }
  if (token.raw === ':' && scan.current) scan.current.opens = true;
  if (token.raw === '×' || token.raw === '*') return at + 1;
  if (/[,.;:\n+&(]/.test(token.raw)) {
    if (scan.negating) {
      // "no pues, quería dos": the refusal stands alone.
      scan.negating = false;
      scan.correcting = true;
    }
    scan.last = 'and';
  }
  return at + 1;
}

function readCorrector(scan: Scan, at: number): number | null {
  const end = activeCueAt(scan.reading, at, 'correct');
  if (end === 0) return null;
  close(scan);
  scan.correcting = true;
  scan.negating = false;
  scan.last = 'other';
  if (scan.mode === 'remove') {
    // "quita la gorra, mejor el polo": what comes now is wanted.
    scan.mode = 'add';
    scan.verb = false;
  }
  return end;
}

function readMod(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const without = cueAt(reading, at, 'without');
  if (without > 0 && !isNegationOnly(scan, at, without)) return readWithoutLine(scan, at, without) ?? readModList(scan, at, without, 'sin');
  const extra = cueAt(reading, at, 'extra');
  if (extra > 0 && valueAt(reading, at) === null) {
    const list = readModList(scan, at, extra, 'extra');
    if (list !== null) return list;
  }
  return null;
}

/** "sin tarjeta" where a card is in the cart: the line goes. */
function readWithoutLine(scan: Scan, at: number, from: number): number | null {
  const named = nameAt(scan.reading, skipThe(scan.reading, from));
  if (!named || scan.current?.named || !named.candidates.some((product) => scan.inCart.includes(product))) return null;
  const draft = begin(scan, at);
  draft.mode = 'remove';
  draft.named = named;
  draft.definite = true;
  draft.to = named.to;
  scan.last = 'product';
  return named.to;
}

/** "no" in English takes an ingredient away only after a product ("taco no onions"). */
function isNegationOnly(scan: Scan, at: number, to: number): boolean {
  const isBareNo = to - at === 1 && cueAt(scan.reading, at, 'not') > 0;
  return isBareNo && !isUnknownNoun(scan, to);
}

/** "sin cebolla ni cilantro": nouns after the word, joined by "and", "or", "nor". */
function readModList(scan: Scan, at: number, from: number, sign: 'sin' | 'extra'): number | null {
  const { reading } = scan;
  const mods: string[] = [];
  let next = skipThe(reading, from);
  let to = from;
  while (next < scan.end && isModNoun(scan, next, mods.length > 0)) {
    to = next + 1;
    while (to < scan.end && isUnknownNoun(scan, to)) to++;
    mods.push(`${sign}:${spelling(reading, next, to).toLowerCase()}`);
    const joint = reading.tokens[to]?.raw === ',' ? to + 1 : cueAt(reading, to, 'and', 'or', 'not', 'without');
    if (joint === 0) break;
    next = skipThe(reading, cueAt(reading, joint, 'without') || joint);
  }
  if (mods.length === 0) return null;
  const draft = open(scan, at);
  draft.mods.push(...mods);
  draft.to = to;
  scan.last = 'other';
  return to;
}

function skipThe(reading: Reading, at: number): number {
  let next = at;
  for (let i = 0; i < 2; i++) next = cueAt(reading, next, 'the', 'of') || next;
  return next;
}

/** Any noun can be left out of a dish; in a list the next one must be no new order. */
function isModNoun(scan: Scan, at: number, inList: boolean): boolean {
  const { reading } = scan;
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || token.key.length < 3 || reading.taken[at]) return false;
  if (readQuantity(reading, at)) return false;
  if (
    cueAt(
      reading,
      at,
      'want',
      'add',
      'remove',
      'and',
      'not',
      'correct',
      'all',
      'question',
      'have',
      'with',
      'without',
      'extra',
      'each',
      'other',
      'article',
      'plural',
      'more',
    ) > 0
  )
    return false;
  if (!inList) return true;
  return nameAt(reading, at) === null && valueAt(reading, at) === null;
}

const MODES: readonly (readonly [Mode, 'remove' | 'cancel' | 'change' | 'keep-only' | 'add' | 'want'])[] = [
  ['keep', 'keep-only'],
  ['remove', 'remove'],
  ['remove', 'cancel'],
  ['change', 'change'],
  ['add', 'add'],
  ['add', 'want'],
];

function readVerb(scan: Scan, at: number): number | null {
  const instead = cueAt(scan.reading, at, 'instead-of');
  if (instead > 0) {
    close(scan);
    scan.negating = true;
    scan.mode = 'change';
    scan.verb = true;
    scan.last = 'verb';
    return instead;
  }
  let [mode, end, adds]: [Mode | null, number, boolean] = [null, 0, false];
  for (const [candidate, cue] of MODES) {
    const to = cueAt(scan.reading, at, cue);
    if (to > end) [mode, end, adds] = [candidate, to, cue === 'add'];
  }
  const being = cueAt(scan.reading, at, 'be');
  if (mode === null && being > 0 && isExplicitNumber(scan.reading, being)) [mode, end] = ['change', being];
  if (mode === null) return null;
  // "take the honey out": what is meant stands inside the phrase.
  if (isSplit(scan.reading, at, end)) end = at + 1;
  const draft = scan.current;
  if (draft && isReversed(scan, draft) && !hasOwnObject(scan, end)) {
    // "la gorra quítala": the verb comes after what it means.
    draft.mode = mode;
    draft.verb = true;
    scan.last = 'verb';
    return end;
  }
  close(scan);
  scan.mode = mode;
  scan.adds = adds;
  scan.verb = true;
  scan.last = 'verb';
  return end;
}

/** "eran 4": a number after "to be" puts something right. */
function isExplicitNumber(reading: Reading, at: number): boolean {
  const quantity = readQuantity(reading, at);
  return quantity !== null && !quantity.article && !quantity.bare && nameAt(reading, at) === null;
}

function isSplit(reading: Reading, at: number, end: number): boolean {
  return (reading.hitsAt[at] ?? []).some((hit) => hit.gap && hit.to === end);
}

/** "..., tira o resto": the verb has something of its own after it. */
function hasOwnObject(scan: Scan, at: number): boolean {
  return cueAt(scan.reading, at, 'rest') > 0 || nameAt(scan.reading, skipThe(scan.reading, at)) !== null;
}

function isReversed(scan: Scan, draft: Draft): boolean {
  const only = scan.drafts.length === 0 && !draft.verb && draft.definite;
  return only && draft.named !== null;
}

function readSizeHint(scan: Scan, at: number): number | null {
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

function readValue(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const found = measuredValueAt(scan, at) ?? valueAt(reading, at);
  if (!found || !isMeantAsValue(scan, at, found.to)) return null;
  if (found.foreign) return readForeignValue(scan, at, found.to);
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
  const talkedAbout = scan.current?.named?.candidates ?? lastHead(scan)?.named?.candidates ?? scan.inCart;
  const fitting = owners?.filter(({ product }) => talkedAbout.includes(product)) ?? [];
  return quantity && fitting.length > 0 ? { owners: fitting, foreign: false, to: quantity.to } : null;
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
  return named !== null && found !== null && found.owners.some(({ product }) => candidates.includes(product));
}

function isSecondValue(draft: Draft, owners: readonly ValueOwner[]): boolean {
  const options = new Set(owners.map(({ option }) => option));
  return (
    draft.values.some((values) => values.some(({ option }) => options.has(option))) &&
    draft.values.every((values) => sharesOption(values, options))
  );
}

function sharesOption(values: readonly ValueOwner[], options: ReadonlySet<string>): boolean {
  return values.some(({ option }) => options.has(option)) || values.length > 0;
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
  if (scan.option.length > 0 || measuredValueAt(scan, at)) return true;
  if (/^\p{Nd}/u.test(key)) return (isMissingValue(scan, at) || isPointedAt(scan, at)) && !isFollowedByThing(scan, to);
  if (key.length > 2 || to - at > 1) return true;
  const isBesideThing =
    scan.current !== null &&
    ['product', 'value', 'qty', 'of', 'the', 'and'].includes(scan.last) &&
    (scan.current.named !== null || lastHead(scan) !== null || scan.current.values.length > 0);
  if (!isBesideThing && !isMissingValue(scan, at) && !(scan.mode === 'change' && scan.verb)) return false;
  const isAndWord = cueAt(reading, at, 'and', 'or', 'of') > 0 && reading.tokens[at]?.raw === key;
  return !isAndWord;
}

/** "la 6": an article before a number points at a value, it does not count. */
function isPointedAt(scan: Scan, at: number): boolean {
  const talkedAbout = lastHead(scan)?.named?.candidates ?? scan.inCart;
  return scan.last === 'the' && (valueAt(scan.reading, at)?.owners.some(({ product }) => talkedAbout.includes(product)) ?? false);
}

/** A value that what was just named can have, and has not yet. */
function isMissingValue(scan: Scan, at: number): boolean {
  return valueAt(scan.reading, at)?.owners.some(({ product, option }) => isOpenOption(scan, product, option)) ?? false;
}

/** The product under construction has this option, and nothing was said for it yet. */
function isOpenOption(scan: Scan, product: IndexedProduct, option: string): boolean {
  const draft = scan.current;
  const named = draft?.named ?? (draft && draft.values.length > 0 ? lastHead(scan)?.named : null);
  if (!draft || !named) return !draft?.named && scan.last === 'for' && scan.inCart.includes(product);
  if (!named.candidates.includes(product)) return false;
  return !draft.values.some((values) => values.some((owner) => owner.option === option));
}

function isFollowedByThing(scan: Scan, at: number): boolean {
  const next = cueAt(scan.reading, at, 'of') || at;
  return nameAt(scan.reading, next) !== null || find(scan.reading, at, 'container') !== null || find(scan.reading, at, 'measure') !== null;
}

function readForeignValue(scan: Scan, at: number, to: number): number | null {
  const draft = scan.current;
  if (nameAt(scan.reading, at)) return null;
  const hasColour = draft?.named?.candidates.some((product) => product.product.options.length > 0) ?? false;
  if (!draft || !hasColour || !['product', 'value', 'of'].includes(scan.last)) return null;
  draft.foreignValue = spelling(scan.reading, at, to);
  scan.last = 'value';
  return to;
}

/** Quantities: of what follows, or of what was just named ("medias: 3", "coxinha 2 unidades"). */
function readAmount(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const start = isTimesSign(reading, at) ? at + 1 : at;
  const quantity = readQuantity(reading, start);
  if (!quantity) return readShare(scan, at);
  const draft = scan.current;
  const isLast = quantity.to >= scan.end || reading.tokens[quantity.to]?.kind === 'sign';
  const trailing =
    draft !== null &&
    draft.named !== null &&
    draft.qty === null &&
    (!quantity.article || isLast) &&
    !isFollowedByOwnThing(scan, quantity.to);
  if (trailing && draft) {
    draft.qty = quantity;
    draft.to = quantity.to;
    scan.last = 'other';
    return skipCount(scan, quantity.to);
  }
  const again =
    draft !== null &&
    draft.qty !== null &&
    draft.named === null &&
    draft.values.length === 0 &&
    draft.qty.article === false &&
    draft.plural;
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
  if (draft?.named == null && isAfterCue(reading, at, 'more')) next.by = 1;
  scan.last = 'qty';
  return readMoreLess(scan, next, skipCount(scan, quantity.to));
}

/** "mitad vainilla, mitad chocolate". */
function readShare(scan: Scan, at: number): number | null {
  const half = find(scan.reading, at, 'half');
  if (!half || !(scan.current?.named ?? lastHead(scan))) return null;
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
  for (let i = 0; i < 3; i++) next = cueAt(reading, next, 'of', 'the', 'more') || find(reading, next, 'container')?.to || next;
  return nameAt(reading, next) !== null || (valueAt(reading, next) !== null && scan.last === 'and') || isUnknownNoun(scan, next);
}

/** "2 unidades de", "3 x": words between a number and what is counted. */
function skipCount(scan: Scan, at: number): number {
  const container = find(scan.reading, at, 'container');
  if (container && nameAt(scan.reading, at) === null) return container.to;
  return scan.reading.tokens[at]?.raw.toLowerCase() === 'x' ? at + 1 : at;
}

function readMoreLess(scan: Scan, draft: Draft, at: number): number {
  const more = cueAt(scan.reading, at, 'more');
  const less = cueAt(scan.reading, at, 'less');
  if (more > 0) draft.by = 1;
  else if (less > 0) draft.by = -1;
  return more || less || at;
}

function readOptionName(scan: Scan, at: number): number | null {
  const options = optionNamesAt(scan.reading, at);
  if (options.length === 0 || nameAt(scan.reading, at)) return null;
  const value = valueAt(scan.reading, at + 1);
  const spoken = value ? null : readSpokenValue(scan, at + 1, options);
  if (spoken !== null) return spoken;
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

function readName(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const named = nameAt(reading, at);
  if (!named) return null;
  const draft = scan.current;
  // "funda para mi celular": whom or what it is for, not another thing.
  if (scan.last === 'for' && draft?.named && named.candidates.some((product) => draft.named?.candidates.includes(product))) return named.to;
  const isMismatch = scan.last === 'of' && draft?.named && !draft.named.weak && !draft.carried;
  if (isMismatch && draft?.named && draft.to >= at - 2) {
    draft.unknown = spelling(reading, draft.from, named.to);
    draft.to = named.to;
    return named.to;
  }
  if (draft?.unknown && draft.named === null && draft.to === at && scan.asking) {
    // "do you have shampoo bars": the unknown word makes it another thing.
    draft.unknown = spelling(reading, draft.from, named.to);
    draft.to = named.to;
    return named.to;
  }
  if (draft?.unknown && draft.named === null && draft.to === at && draft.qty) draft.unknown = null;
  if (draft?.unknown && draft.named === null && scan.last === 'of' && !named.elliptic && draft.to >= at - 2) draft.unknown = null;
  const target =
    draft && (draft.named === null || (draft.named.weak && draft.to >= at - 3)) && draft.unknown === null ? draft : begin(scan, at);
  target.named = preferFamily(scan, named);
  target.plural = target.plural || (named.plural && !isAfterSingular(reading, at));
  target.to = named.to;
  if (scan.last === 'the') target.definite = true;
  scan.last = 'product';
  return named.to;
}

/** "el rompecabezas": one, though the word ends like a plural. */
function isAfterSingular(reading: Reading, at: number): boolean {
  return reading.language !== 'en' && isAfterCue(reading, at, 'the') && !(reading.tokens[at - 1]?.key ?? '').endsWith('s');
}

/** "de carne" after "empanadas" is an empanada, even where tacos have the same filling. */
function preferFamily(scan: Scan, named: Named): Named {
  if (named.candidates.length < 2) return named;
  const head = lastHead(scan);
  const family = head?.named?.candidates ?? [];
  const within = named.candidates.filter((product) => family.includes(product));
  if (within.length > 0 && within.length < named.candidates.length) return { ...named, candidates: within };
  const first = family[0]?.forms[0]?.[0];
  const alike = first === undefined ? [] : named.candidates.filter((product) => product.stems.has(first));
  return alike.length > 0 && alike.length < named.candidates.length ? { ...named, candidates: alike } : named;
}

function lastHead(scan: Scan): Draft | null {
  for (let i = scan.drafts.length - 1; i >= 0; i--) {
    const draft = scan.drafts[i];
    if (draft?.named) return draft;
  }
  return null;
}

function readSmallWord(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const rest = cueAt(reading, at, 'rest');
  if (rest > 0 && scan.mode === 'remove') {
    // "solo la torta, quita lo demás": what was named stays.
    for (const draft of scan.drafts) draft.mode = 'keep';
    return rest;
  }
  const draft = scan.current;
  const not = cueAt(reading, at, 'not');
  if (not > 0) return readNot(scan, at, not);
  const less = cueAt(reading, at, 'less');
  if (less > 0 && draft?.qty && draft.named) {
    draft.by = -1;
    return less;
  }
  const each = cueAt(reading, at, 'each');
  if (each > 0) {
    open(scan, at).each = true;
    scan.last = 'of';
    return each;
  }
  const mixed = cueAt(reading, at, 'mixed');
  if (mixed > 0) {
    open(scan, at).mixed = true;
    return mixed;
  }
  const other = cueAt(reading, at, 'other');
  if (other > 0 && (!draft?.named || scan.last === 'and' || scan.last === 'other')) {
    const next = draft && draft.qty && !draft.named && draft.values.length === 0 ? draft : begin(scan, at);
    next.another = true;
    scan.last = 'the';
    return other;
  }
  if (draft?.named && draft.named.candidates.length > 1) {
    const bigger = cueAt(reading, at, 'bigger');
    const smaller = cueAt(reading, at, 'smaller');
    if (bigger > 0) draft.bigger = true;
    else if (smaller > 0) draft.smaller = true;
    if (bigger || smaller) return bigger || smaller;
  }
  const plural = cueAt(reading, at, 'plural');
  if (plural > 0) {
    begin(scan, at).plural = true;
    scan.last = 'qty';
    return plural;
  }
  const and = cueAt(reading, at, 'and');
  if (and > 0) {
    scan.last = 'and';
    return and;
  }
  const of = cueAt(reading, at, 'of');
  if (of > 0) {
    if (scan.last === 'qty' && draft && cueAt(reading, of, 'the') > 0) draft.partOf = true;
    if (scan.last !== 'qty' || scan.current?.named) scan.last = 'of';
    return of;
  }
  const the = cueAt(reading, at, 'the');
  if (the > 0) {
    if (scan.last !== 'of') scan.last = 'the';
    if ((reading.tokens[at]?.key ?? '').endsWith('s') && scan.current === null) open(scan, at).plural = true;
    if (scan.current) scan.current.definite ||= scan.current.qty === null && scan.current.named === null;
    return the;
  }
  return null;
}

/** "no" takes back what stands before it ("de pollo no") or refuses what follows ("no de pollo"). */
function readNot(scan: Scan, at: number, to: number): number {
  const draft = scan.current;
  const after = scan.reading.tokens[to];
  const endsHere = to >= scan.end || after?.kind === 'sign';
  const isInterjection = scan.reading.tokens[at - 1]?.kind === 'sign';
  if (draft && (draft.named || draft.values.length > 0) && endsHere && !isInterjection) {
    draft.negated = true;
    close(scan);
    scan.correcting = true;
    return to;
  }
  close(scan);
  if (endsHere) scan.correcting = true;
  else scan.negating = true;
  return to;
}

const SHORTEST_NOUN = 3;

function isUnknownNoun(scan: Scan, at: number): boolean {
  const { reading } = scan;
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || token.key.length < SHORTEST_NOUN || reading.taken[at]) return false;
  if (reading.vocabulary.lexicons[reading.language ?? 'es'].words.has(token.key) || isAfterCue(reading, at, 'pronoun')) return false;
  return nameAt(reading, at) === null && valueAt(reading, at) === null && !reading.vocabulary.index.valueWords.has(root(token.key));
}

/** A noun nobody knows: something that is not sold, where an order or a question expects a thing. */
function readUnknown(scan: Scan, at: number): number {
  const { reading } = scan;
  if (cueAt(reading, at, 'place-intro', 'by-time') > 0 && cueAt(reading, at, 'with') === 0) {
    // "cambia uno por miel", "change the frame to oak": what it becomes stands after the word.
    if (scan.mode === 'change' && scan.current && hasContent(scan.current)) close(scan);
    scan.last = 'for';
    return at + 1;
  }
  if (find(reading, at, 'container')) return at + 1;
  if (!isUnknownNoun(scan, at)) {
    if (find(reading, at, 'filler') === null) scan.last = 'other';
    return at + 1;
  }
  const draft = scan.current;
  const to = endOfNoun(scan, at);
  if (draft?.named) {
    // "tem pizza doce?": one of several that share a name, told by a word nobody knows.
    const isVariant = scan.asking && scan.last === 'product' && draft.named.candidates.length > 1;
    if (isVariant || (scan.last === 'of' && draft.to >= at - 2)) {
      draft.unknown = spelling(reading, draft.from, to);
      draft.to = to;
    }
    return to;
  }
  const expectsThing =
    scan.last === 'qty' ||
    scan.last === 'verb' ||
    (scan.last === 'the' && (scan.verb || scan.asking)) ||
    (scan.last === 'of' && draft !== null) ||
    (scan.asking && scan.last !== 'for') ||
    (scan.last === 'and' && scan.verb && scan.mode === 'add');
  if (!expectsThing || draft?.unknown) return to;
  const target = open(scan, at);
  target.unknown = spelling(reading, at, to);
  target.to = to;
  scan.last = 'product';
  return to;
}

/** "bolo de aniversário": the noun with what belongs to it. */
function endOfNoun(scan: Scan, at: number): number {
  const { reading } = scan;
  let to = at + 1;
  while (to < scan.end && isUnknownNoun(scan, to)) to++;
  const of = cueAt(reading, to, 'of');
  return of > 0 && isUnknownNoun(scan, of) ? of + 1 : to;
}
