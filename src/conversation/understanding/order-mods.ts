/**
 * How a dish is wanted: "sin cebolla ni cilantro", "con extra queso", "no onions".
 */
import { nameAt, valueAt } from './naming.ts';
import { readQuantity } from './numbers.ts';
import { cueAt, find, isAfterCue, spelling } from './reading.ts';
import { begin, isUnknownNoun, open, type Scan, skipThe } from './scan.ts';

export function readMod(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const without = cueAt(reading, at, 'without');
  const extra = cueAt(reading, at, 'extra');
  if ((without === 0 && extra === 0) || isValueOfNamed(scan, at) || isOfHerself(scan, at)) return null;
  if (without > 0 && !isNegationOnly(scan, at, without)) return readWithoutLine(scan, at, without) ?? readModList(scan, at, without, 'sin');
  if (extra > 0 && valueAt(reading, at) === null) {
    const list = readModList(scan, at, extra, 'extra');
    if (list !== null) return list;
  }
  return null;
}

/** "tô sem dinheiro", "estoy sin plata": what she has not is no wish. */
const I_AM = new Set(['estoy', 'toy', 'ando', 'quede', 'estamos', 'estou', 'to', 'tou', 'fiquei', 'im', 'am', 'were']);

function isOfHerself({ reading }: Scan, at: number): boolean {
  return I_AM.has(reading.tokens[at - 1]?.key ?? '');
}

/** "pasta de maní sin azúcar" where it comes with and without. */
function isValueOfNamed({ reading, current }: Scan, at: number): boolean {
  const owners = valueAt(reading, at)?.owners.filter(({ partly }) => !partly) ?? [];
  return owners.some(({ product }) => current?.named?.candidates.includes(product));
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
  // "with no onion" takes it away even where onion rings are sold.
  // "no mayo" is no month.
  const isNoun = isUnknownNoun(scan, to) || (find(scan.reading, to, 'month') !== null && scan.current?.named != null);
  return isBareNo && !isNoun && !isAfterCue(scan.reading, at, 'with');
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
    if (joint === 0 || (sign === 'extra' && (cueAt(reading, to, 'without') > 0 || cueAt(reading, joint, 'without') > 0))) break;
    next = skipThe(reading, cueAt(reading, joint, 'without') || joint);
  }
  if (mods.length === 0) return null;
  const draft = open(scan, at);
  draft.mods.push(...mods);
  draft.to = to;
  scan.last = 'other';
  return to;
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
