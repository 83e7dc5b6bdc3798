/**
 * Hours within a message: one hour with a word that announces it or makes it certain, and spans of two
 * ("entre las 3 y las 5", "de 10 a 12 el lunes", "3-4pm"), of which the beginning is kept.
 */
import { cueAt, find, isAfterCue, type Reading, take } from './reading.ts';
import { dayMinute, isCounted, isThing, type Search, setMinute } from './when-found.ts';
import { type Hour, readHour, readNoon } from './when-hour.ts';

export function readTime(search: Search, at: number): number | null {
  return readSpan(search, at) ?? readOneHour(search, at);
}

/** "a las 9 y media", "14h", "7 pm", "14:30", "después de las 5". */
function readOneHour({ reading, found }: Search, at: number): number | null {
  const after = cueAt(reading, at, 'after');
  const intro = Math.max(after, cueAt(reading, at, 'before'), hourIntro(reading, at));
  const about = intro > 0 ? hourIntro(reading, intro) || intro : at;
  const hour = readHour(reading, about, intro > 0);
  if (!hour) return null;
  // "a partir de 12 hay descuento" speaks of pieces.
  const isAnnounced = intro > 0 && !(intro === after && about === intro && WEAK.has(reading.tokens[intro - 1]?.key ?? ''));
  const isCertain =
    hour.sure || isAnnounced || (hour.hasMinutes && (isAfterWhen(reading, at) || isAfterThe(reading, at) || isWhen(reading, hour.to)));
  if (!isCertain || (hour.sure ? isOwned(reading, hour.to) : isOtherNumber(reading, hour.to))) return null;
  setMinute(found, hour.minute, hour.exact, after > 0);
  if (hour.part) found.part = hour.part;
  take(reading, at, hour.to);
  return hour.to;
}

/** "a las", "às", "at": an hour follows, if it is a small number. */
function hourIntro(reading: Reading, at: number): number {
  const to = cueAt(reading, at, 'by-time');
  const word = reading.tokens[to - 1]?.key ?? '';
  const isAnnounced = to > 0 && !DATE_WORDS.has(word) && (to - at > 1 || HOUR_WORDS.has(word));
  // "quero as 2" are both, "às 2" is an hour.
  if (isAnnounced && word === 'as' && reading.tokens[to - 1]?.raw.toLowerCase() === 'as' && isAfterCue(reading, at, 'want')) return 0;
  if (isAnnounced) return to;
  return reading.tokens[at]?.raw === '@' ? at + 1 : 0;
}

const WEAK = new Set(['de', 'desde', 'from']);
const HOUR_WORDS = new Set(['at', 'as', 'by', 'around', 'pelas', 'pras', 'umas', 'approximately']);
/** "para el", "on the": a day follows rather than an hour. */
const DATE_WORDS = new Set(['el', 'the', 'o', 'dia', 'al', 'del', 'pro']);

/** "las doce menos cinco": with minutes an article is enough. */
function isAfterThe(reading: Reading, at: number): boolean {
  const word = reading.tokens[at - 1]?.key;
  return word === 'las' || word === 'la' || word === 'as' || word === 'a';
}

function isAfterWhen(reading: Reading, at: number): boolean {
  const before = reading.tokens[at - 1]?.raw === ',' ? at - 2 : at - 1;
  return before >= 0 && reading.taken[before] === 1;
}

function isOwned(reading: Reading, at: number): boolean {
  const key = reading.stems[at];
  return key !== undefined && reading.vocabulary.index.owners.has(key);
}

/** "a las 2 polos", "después de 5 días", "from 13th": a count, a span, a day of the month. */
function isOtherNumber(reading: Reading, at: number): boolean {
  const isMonth = find(reading, cueAt(reading, at, 'of') || at, 'month') !== null;
  const isHouse = cueAt(reading, at, 'address-word') > 0 || cueAt(reading, at + 1, 'address-word') > 0;
  return isMonth || isHouse || isCounted(reading, at) || find(reading, at, 'span') !== null || isMarked(reading, at);
}

function isMarked(reading: Reading, at: number): boolean {
  const [number, mark] = [reading.tokens[at - 1], reading.tokens[at]];
  return number?.kind === 'number' && mark?.start === number.end && cueAt(reading, at, 'ordinal-mark') > 0;
}

/** "entre las 3 y las 5", "de 9 a 11 de la mañana", "9:30 - 11:00". */
function readSpan(search: Search, at: number): number | null {
  const { reading, found } = search;
  const between = cueAt(reading, at, 'between', 'after');
  const opener = between || cueAt(reading, at, 'of');
  const start = skipAbout(reading, opener || at);
  const first = readHour(reading, start, false, between > 0);
  if (!first || isCounted(reading, first.to)) return null;
  const joint =
    cueAt(reading, first.to, 'until') || (between > 0 ? cueAt(reading, first.to, 'and-time') : 0) || hyphenAt(reading, first.to);
  if (joint === 0) return null;
  const second = readHour(reading, skipAbout(reading, joint), false) ?? readNoon(reading, cueAt(reading, joint, 'the') || joint);
  if (!second) return null;
  const isAnnounced =
    between > 0 || start > (opener || at) || hourIntro(reading, joint) > 0 || isAfterWhen(reading, at) || isWhen(reading, second.to);
  const isCertain = first.sure || second.sure || (isAnnounced && !isThing(reading, second.to));
  if (!isCertain || isCounted(reading, second.to) || isMarked(reading, second.to)) return null;
  if (find(reading, cueAt(reading, second.to, 'of') || second.to, 'month') && !second.sure) return null;
  const minute = beginning(first, second, found.part);
  setMinute(found, minute, true, true);
  take(reading, at, second.to);
  return second.to;
}

/** "de 11:30 a 1 pm" begins in the morning, "de 3 a 5 de la tarde" in the afternoon. */
function beginning(first: Hour, second: Hour, part: Search['found']['part']): number {
  if (first.part || first.exact) return first.exact ? first.minute : dayMinute(first.minute, first.part);
  const half = second.part ?? part;
  const minute = dayMinute(first.minute, half);
  const end = dayMinute(second.minute, half);
  return half !== null && minute > end && end > 0 && first.minute < end ? first.minute : minute;
}

function skipAbout(reading: Reading, at: number): number {
  return hourIntro(reading, at) || hourThe(reading, at) || at;
}

function hourThe(reading: Reading, at: number): number {
  const word = reading.tokens[at]?.key;
  return word === 'las' || word === 'la' || word === 'as' ? at + 1 : 0;
}

function hyphenAt(reading: Reading, at: number): number {
  return ['-', '–', '—'].includes(reading.tokens[at]?.raw ?? '') ? at + 1 : 0;
}

/** A day or a part of the day begins here. */
function isWhen(reading: Reading, at: number): boolean {
  const start = cueAt(reading, at, 'next', 'the', 'this', 'of', 'by-time') || at;
  return find(reading, start, 'day') !== null || find(reading, start, 'weekday') !== null || find(reading, start, 'part') !== null;
}
