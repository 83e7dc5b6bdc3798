/**
 * Details around an order that are found by their shape: money, telephone, address, name, the number of
 * a payment, the place a question is about. What is found is taken out of the order.
 */
import { placeAt } from './naming.ts';
import { readNumber } from './numbers.ts';
import { activeCueAt, cueAt, find, firstCue, type Reading, spelling, take, takeWholly } from './reading.ts';
import type { Cue } from './words.ts';

/** "S/ 35", "70 soles", "R$ 45,50": an amount beside a currency. */
export function readMoney(reading: Reading): number | null {
  let found: number | null = null;
  for (let at = 0; at < reading.tokens.length; at++) {
    const amount = moneyAt(reading, at);
    if (!amount) continue;
    found ??= amount.value;
    take(reading, at, amount.to);
    at = amount.to - 1;
  }
  return found;
}

function moneyAt(reading: Reading, at: number): { value: number; to: number } | null {
  if (reading.taken[at]) return null;
  const before = cueAt(reading, at, 'currency');
  if (before > 0) {
    const colon = reading.tokens[before]?.raw === '.' ? before + 1 : before;
    const number = reading.tokens[colon]?.kind === 'number' ? readNumber(reading, colon) : null;
    return number ? { value: number.value, to: cueAt(reading, number.to, 'currency') || number.to } : null;
  }
  const number = readNumber(reading, at);
  const after = number ? cueAt(reading, number.to, 'currency') : 0;
  return number && after > 0 ? { value: number.value, to: after } : null;
}

/** Fewest and most digits of a telephone number (E.164: at most 15). */
const PHONE_DIGITS = { least: 7, most: 15 };

/** Tokens that a telephone number may be cut into. */
const LONGEST_PHONE = 20;

export interface Phone {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

/** A run of digits, with spaces, hyphens or brackets between, as long as a telephone number. */
export function readPhone(reading: Reading): Phone | null {
  for (let at = 0; at < reading.tokens.length; at++) {
    const phone = phoneAt(reading, at);
    if (phone) return phone;
  }
  return null;
}

function phoneAt(reading: Reading, at: number): Phone | null {
  const { tokens } = reading;
  const hasPlus = tokens[at]?.raw === '+';
  let digits = '';
  let to = hasPlus ? at + 1 : at;
  let next = to;
  for (; next < Math.min(tokens.length, at + LONGEST_PHONE) && digits.length <= PHONE_DIGITS.most; next++) {
    const token = tokens[next];
    if (token?.kind === 'number' && !reading.taken[next] && /^\d+$/.test(token.key)) {
      digits += token.key;
      to = next + 1;
    } else if (digits === '' ? token?.raw !== '(' : !token || !['-', '(', ')', '.'].includes(token.raw)) break;
  }
  if (digits.length < PHONE_DIGITS.least || digits.length > PHONE_DIGITS.most) return null;
  return { digits: hasPlus ? `+${digits}` : digits, from: at, to };
}

/** The number of an operation stands after its name ("ref", "op"); digits of a shorter number are an amount. */
const SHORTEST_OPERATION = 4;
const OPERATION_REACH = 5;

export function readOperation(reading: Reading): string | null {
  let intro = 0;
  for (let at = 0; at < reading.tokens.length; at++) {
    // Also inside a longer phrase: "te paso el comprobante 55123".
    intro = cueAt(reading, at, 'operation') || intro;
    const token = reading.tokens[at];
    const isBeside = intro > 0 && at >= intro && at < intro + OPERATION_REACH;
    if (isBeside && token?.kind === 'number' && token.key.length >= SHORTEST_OPERATION) {
      take(reading, at, at + 1);
      return token.key;
    }
  }
  return null;
}

/** "pedido 1001", "#1001". */
export function readOrderNumber(reading: Reading): string | null {
  for (let at = 0; at < reading.tokens.length; at++) {
    const token = reading.tokens[at];
    if (token?.kind !== 'number' || reading.taken[at] || !/^\d{3,}$/.test(token.key)) continue;
    const isMarked = reading.tokens[at - 1]?.raw === '#' || isAfterOrderNoun(reading, at);
    if (isMarked) return token.key;
  }
  return null;
}

function isAfterOrderNoun(reading: Reading, at: number): boolean {
  for (let i = Math.max(0, at - 3); i < at; i++) if (cueAt(reading, i, 'order-noun') > 0) return true;
  return false;
}

/** Which way to pay is named; of several the last: "deposité en oxxo". */
export function readMethod(reading: Reading, from: number, to: number): string | null {
  let last: string | null = null;
  for (let at = from; at < to; at++) last = find(reading, at, 'method')?.meaning.method ?? last;
  return last;
}

export interface AddressFound {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What ends an address: the next thing that is said. */
const AFTER_ADDRESS: readonly Cue[] = [
  'name-intro',
  'thanks',
  'bye',
  'want',
  'add',
  'paid',
  'how-much',
  'price',
  'phone-intro',
  'question',
];
/** How near a number must stand to "calle", "av". */
const STREET_REACH = 6;

/** @param asked the address was asked for: the whole text is one, if it can be. */
export function readAddress(reading: Reading, asked: boolean): AddressFound | null {
  const start = addressStart(reading, asked);
  if (start === null) return null;
  const to = addressEnd(reading, start);
  if (to <= start) return null;
  const text = trimEdges(spelling(reading, start, to));
  if (text === '') return null;
  takeWholly(reading, start, to);
  return { text, from: start, to };
}

function addressStart(reading: Reading, asked: boolean): number | null {
  const { tokens } = reading;
  const intro = firstCue(reading, 0, tokens.length, 'address-intro', 'change-address');
  if (intro) {
    const from = skipPlaceWords(reading, intro.to);
    if (looksLikeAddress(reading, from, Math.min(tokens.length, from + 8))) return from;
  }
  if (asked && !intro) return skipPlaceWords(reading, 0);
  for (let at = 0; at < tokens.length; at++) if (isStreetAt(reading, at)) return streetStart(reading, at);
  return asked && tokens.length > 0 ? skipPlaceWords(reading, intro?.to ?? 0) : null;
}

function skipPlaceWords(reading: Reading, at: number): number {
  let next = at;
  while (
    next < reading.tokens.length &&
    (cueAt(reading, next, 'place-intro', 'address-intro') > 0 ||
      /[:,]/.test(reading.tokens[next]?.raw ?? '') ||
      isPlainFiller(reading, next))
  )
    next = cueAt(reading, next, 'place-intro', 'address-intro') || next + 1;
  return next;
}

/** "es": a small word that begins no name. */
function isPlainFiller(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  return (
    token?.kind === 'word' &&
    token.raw === token.raw.toLowerCase() &&
    find(reading, at, 'filler') !== null &&
    cueAt(reading, at, 'address-word', 'the') === 0
  );
}

/** A street word or a house number among these tokens. */
function looksLikeAddress(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (cueAt(reading, at, 'address-word') > 0) return true;
    if (reading.tokens[at]?.kind === 'number' && !reading.taken[at]) return true;
  }
  return false;
}

function isStreetAt(reading: Reading, at: number): boolean {
  if (reading.taken[at] || cueAt(reading, at, 'address-word') === 0) return false;
  const from = Math.max(0, at - STREET_REACH);
  for (let i = from; i <= Math.min(reading.tokens.length - 1, at + STREET_REACH); i++) {
    if (reading.tokens[i]?.kind === 'number' && !reading.taken[i] && (i > at || isHouseBefore(reading, i, at))) return true;
  }
  return false;
}

/** "1420 Elm St": the number stands first, and words of a name stand between. */
function isHouseBefore(reading: Reading, number: number, street: number): boolean {
  for (let i = number + 1; i < street; i++) {
    if (reading.tokens[i]?.kind !== 'word' || reading.vocabulary.index.owners.has(reading.stems[i] ?? '')) return false;
  }
  return street > number + 1;
}

function streetStart(reading: Reading, at: number): number {
  for (let i = Math.max(0, at - STREET_REACH); i < at; i++) {
    if (reading.tokens[i]?.kind === 'number' && !reading.taken[i] && isHouseBefore(reading, i, at)) return i;
  }
  // "Insurgentes Sur 1234 int 5": names before the street word belong to it.
  return at;
}

function addressEnd(reading: Reading, from: number): number {
  const { tokens } = reading;
  const tail = tailOf(reading);
  for (let at = from; at < tokens.length; at++) {
    const raw = tokens[at]?.raw ?? '';
    if (raw === '?' || raw === '¿' || raw === '!') return at;
    if (at === from || cueAt(reading, at, 'address-word') > 0) continue;
    if (AFTER_ADDRESS.some((cue) => isCueStart(reading, at, cue))) return at;
    if (at >= tail && find(reading, at, 'filler')) return at;
  }
  return tokens.length;
}

function isCueStart(reading: Reading, at: number, cue: Cue): boolean {
  const end = activeCueAt(reading, at, cue);
  return end > 0 && (end - at > 1 || (reading.tokens[at]?.key.length ?? 0) > 3);
}

/** From where on only words that mean nothing stand ("porfa"). */
function tailOf(reading: Reading): number {
  for (let at = reading.tokens.length - 1; at >= 0; at--) {
    const token = reading.tokens[at];
    const isEmpty = token?.kind === 'sign' || (token?.kind === 'word' && find(reading, at, 'filler') !== null);
    if (!isEmpty || token?.raw[0] !== token?.raw[0]?.toLowerCase()) return at + 1;
  }
  return 0;
}

function trimEdges(text: string): string {
  return text.replace(/^[\s,.:;-]+/, '').replace(/[\s,;:-]+$/, '');
}

const LONGEST_NAME = 5;

/** The name after "a nombre de", "me llamo"; null without such words. */
export function readName(reading: Reading): string | null {
  const intro = firstCue(reading, 0, reading.tokens.length, 'name-intro');
  if (!intro) return null;
  const isSure = intro.to - intro.from > 1;
  let to = intro.to;
  while (to < reading.tokens.length && to - intro.to < LONGEST_NAME && isNameWord(reading, to, isSure)) to++;
  if (to === intro.to) return null;
  const name = spelling(reading, intro.to, to);
  takeWholly(reading, intro.from, to);
  return name;
}

function isNameWord(reading: Reading, at: number, isSure: boolean): boolean {
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || reading.taken[at]) return false;
  if (token.raw[0] !== token.raw[0]?.toLowerCase()) return true;
  if (cueAt(reading, at, 'and', 'want', 'question', 'address-intro', 'thanks', 'with', 'place-intro', 'paid') > 0) return false;
  const isKnown = reading.vocabulary.lexicons[reading.language ?? 'es'].words.has(token.key);
  return isSure ? !isKnown || token.key === 'de' : !isKnown && !reading.vocabulary.index.owners.has(reading.stems[at] ?? '');
}

/** What ends a text that is put on a product. */
const AFTER_PERSONAL: readonly Cue[] = ['and', 'thanks', 'want', 'add', 'pay-by', 'deliver-home', 'pickup', 'name-intro', 'address-intro'];

/** "que diga Sofi", "with the name Tom": what is to stand on the product; null without such words. */
export function readPersonal(reading: Reading): string | null {
  const intro = firstCue(reading, 0, reading.tokens.length, 'personal-intro');
  if (!intro) return null;
  let to = intro.to;
  const tail = tailOf(reading);
  while (to < reading.tokens.length && to - intro.to < LONGEST_NAME && isPersonalWord(reading, to, to > intro.to, tail)) to++;
  if (to === intro.to) return null;
  const text = spelling(reading, intro.to, to);
  takeWholly(reading, intro.from, to);
  return text;
}

function isPersonalWord(reading: Reading, at: number, isInside: boolean, tail: number): boolean {
  const token = reading.tokens[at];
  if (!token || token.kind === 'sign' || reading.taken[at]) return false;
  return !isInside || (AFTER_PERSONAL.every((cue) => !isCueStart(reading, at, cue)) && at < tail);
}

/** The way to pay after "pago con". */
export function readPayBy(reading: Reading): string | null {
  const intro = firstCue(reading, 0, reading.tokens.length, 'pay-by');
  return intro ? readMethod(reading, intro.to, Math.min(reading.tokens.length, intro.to + 3)) : null;
}

export interface DistrictFound {
  readonly name: string;
  /** After "a", "en", "hasta", so that it is where to, and no name. */
  readonly isWhereTo: boolean;
  /** Nothing but this district and small words was said. */
  readonly isAlone: boolean;
}

/** The first district of the shop that is named; within an address one counts only after the number of the house. */
export function readDistrict(reading: Reading, address: AddressFound | null): DistrictFound | null {
  let inAddress: DistrictFound | null = null;
  let hasNumber = false;
  for (let at = 0; at < reading.tokens.length; at++) {
    const isInside = address !== null && at >= address.from && at < address.to;
    if (isInside && reading.tokens[at]?.kind === 'number') hasNumber = true;
    const found = placeAt(reading, at);
    if (!found || (reading.taken[at] && !isInside)) continue;
    const district = { name: found.place.district, isWhereTo: isAfterWhereTo(reading, at), isAlone: isAlone(reading, at, found.to) };
    if (!isInside) return district;
    if (hasNumber) inAddress ??= { ...district, isWhereTo: true };
    at = found.to - 1;
  }
  return inAddress;
}

/** "para" and "por" may be for a person: "para Magdalena". */
const WHERE_TO = new Set(['a', 'en', 'hasta', 'al', 'to', 'in', 'em', 'no', 'na', 'ate', 'pra']);

function isAfterWhereTo(reading: Reading, at: number): boolean {
  return WHERE_TO.has(reading.tokens[at - 1]?.key ?? '');
}

function isAlone(reading: Reading, from: number, to: number): boolean {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (at === from) at = to;
    const token = reading.tokens[at];
    if (!token || token.kind === 'sign') continue;
    if (token.kind === 'number' || (!find(reading, at, 'filler') && cueAt(reading, at, 'place-intro', 'correct', 'area', 'yes') === 0))
      return false;
  }
  return true;
}

const LONGEST_PLACE = 4;

/** The place a message is about: a district of the shop, else what stands after "a", "hasta", "en". */
export function readPlace(reading: Reading, from: number, to: number): { readonly name: string; readonly known: boolean } | null {
  for (let at = from; at < to; at++) {
    const found = placeAt(reading, at);
    if (found && !reading.taken[at]) return { name: found.place.district, known: true };
  }
  for (let at = from; at < to; at++) {
    const intro = cueAt(reading, at, 'place-intro');
    if (intro === 0) continue;
    const start = skipArticles(reading, intro);
    let end = start;
    while (end < to && end - start < LONGEST_PLACE && isPlaceWord(reading, end, end > start)) end++;
    if (end > start) return { name: spelling(reading, start, end).toLowerCase(), known: false };
  }
  return null;
}

function skipArticles(reading: Reading, at: number): number {
  let next = at;
  for (let i = 0; i < 3; i++) next = cueAt(reading, next, 'the', 'place-intro', 'area') || next;
  return next;
}

/** "mi casa", "la oficina" begin no name. */
const SHORTEST_FIRST = 4;

function hasMeaningAt(reading: Reading, at: number): boolean {
  return (reading.hitsAt[at] ?? []).some(({ meaning }) => meaning.is !== 'filler');
}

/** A word no list knows, or one with a capital; in the middle of a place also "de", "la". */
function isPlaceWord(reading: Reading, at: number, isInside: boolean): boolean {
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || reading.taken[at]) return false;
  if (reading.vocabulary.index.owners.has(reading.stems[at] ?? '')) return false;
  const isKnown = reading.vocabulary.lexicons[reading.language ?? 'es'].words.has(token.key);
  if (!isKnown) return true;
  // "hasta Nueva Córdoba" typed small: a word that else means nothing, before the one that names the place.
  const isFirstOfName =
    !isInside && token.key.length > SHORTEST_FIRST && find(reading, at, 'filler') !== null && !hasMeaningAt(reading, at);
  if (isFirstOfName && reading.tokens[at + 1]?.kind === 'word' && isPlaceWord(reading, at + 1, false)) return true;
  if (token.raw[0] !== token.raw[0]?.toLowerCase() && token.start > 0) return true;
  const next = reading.tokens[at + 1];
  return isInside && cueAt(reading, at, 'the', 'of') > 0 && next !== undefined && isPlaceWord(reading, at + 1, false);
}
