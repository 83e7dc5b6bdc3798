/**
 * One hour of the day, however it is said: "9 y media", "14h", "7 p.m.", "15.30", "un cuarto para las 8",
 * "half past three", "mediodía y cuarto", "seis cero dos pm".
 */
import { readNumber } from './numbers.ts';
import { cueAt, find, type Reading } from './reading.ts';
import { isCounted, isThing } from './when-found.ts';
import type { DayPart } from './words.ts';

export interface Hour {
  /** Minutes since midnight as said: the half of the day may still be open. */
  readonly minute: number;
  readonly to: number;
  /** Written as a time ("14:30", "9h15", "7 pm", "8 de la noche"): nothing else can be meant. */
  readonly sure: boolean;
  /** Minutes were said: "nueve y media" is hardly a count. */
  readonly hasMinutes: boolean;
  /** No half of the day must be guessed. */
  readonly exact: boolean;
  readonly part: DayPart | null;
}

type Start = Pick<Hour, 'minute' | 'to' | 'sure' | 'hasMinutes'>;
interface DaySaid {
  readonly part: DayPart;
  readonly to: number;
}
interface Minutes {
  readonly minutes: number;
  readonly to: number;
}

/**
 * @param isIntroduced "a las", "at" stands before it: minutes need no sign.
 * @param isFirst another hour follows: the "and 5" of "between 3 and 5" are no minutes.
 */
export function readHour(reading: Reading, at: number, isIntroduced: boolean, isFirst = false): Hour | null {
  return readMinutesBefore(reading, at, isIntroduced) ?? readPlainHour(reading, at, isIntroduced, isFirst);
}

function readPlainHour(reading: Reading, at: number, isIntroduced: boolean, isFirst = false): Hour | null {
  let hour: Start | null = readNamedHour(reading, at) ?? readClockDigits(reading, at, isIntroduced) ?? readWholeHour(reading, at);
  if (!hour) return null;
  let part: DayPart | null = null;
  let isHourOfDay = hour.sure;
  // The word for hours, the minutes and the part of the day come in any order: "8 de la noche menos cuarto".
  for (let i = 0; i < 4; i++) {
    const unit = hourUnit(reading, hour, isIntroduced);
    const half: DaySaid | null = unit === null ? readDayHalf(reading, hour.to) : null;
    const minutes: Minutes | null =
      unit === null && !half && !hour.hasMinutes ? readMinutes(reading, hour.to, isIntroduced, isFirst || part !== null) : null;
    if (unit !== null) hour = { ...hour, to: unit, sure: true };
    else if (half) {
      hour = { ...hour, to: half.to, sure: true };
      part ??= half.part;
    } else if (minutes) hour = { ...hour, minute: hour.minute + minutes.minutes, to: minutes.to, hasMinutes: true };
    else break;
    isHourOfDay = true;
  }
  const isNoon = part === null && hour.minute >= 720 && hour.minute < 780;
  return { ...hour, sure: hour.sure && isHourOfDay, exact: hour.minute >= 780 || hour.minute < 60 || isNoon, part };
}

const NOON_HOUR = 12;
const MIDNIGHT_HOUR = 24;
const LAST_HOUR = 24;
const LAST_MINUTE = 59;

/** "medianoche"; "mediodía" only with minutes, for alone it is a part of the day. */
function readNamedHour(reading: Reading, at: number): Start | null {
  const midnight = cueAt(reading, at, 'midnight');
  if (midnight > 0) return { minute: MIDNIGHT_HOUR * 60, to: midnight, sure: true, hasMinutes: false };
  const noon = find(reading, at, 'part');
  if (noon?.meaning.part !== 'noon') return null;
  const minutes = readMinutes(reading, noon.to, false, false);
  return minutes ? { minute: NOON_HOUR * 60 + minutes.minutes, to: minutes.to, sure: true, hasMinutes: true } : null;
}

const DOTTED = /^(\d{1,2})\.(\d{2})$/;
const RUN_TOGETHER = /^(\d{1,2})(\d{2})$/;

/** "14:30", "9h15", "15.30", "0930" or "330 pm". */
function readClockDigits(reading: Reading, at: number, isIntroduced: boolean): Start | null {
  const [token, sign, minutes] = [reading.tokens[at], reading.tokens[at + 1], reading.tokens[at + 2]];
  if (token?.kind !== 'number') return null;
  const isJoined = minutes?.kind === 'number' && minutes.key.length === 2 && sign?.end === minutes.start;
  if (isJoined && (sign.raw === ':' || (sign.key === 'h' && sign.start === token.end)))
    return clockAt(token.key, minutes.key, at + 3, true);
  const dotted = DOTTED.exec(token.key);
  if (dotted) return clockAt(dotted[1], dotted[2], at + 1, readDayHalf(reading, at + 1) !== null);
  const run = token.key.length > 2 ? RUN_TOGETHER.exec(token.key) : null;
  const isRun =
    run !== null && (token.key.startsWith('0') || readDayHalf(reading, at + 1) !== null || (isIntroduced && !isThing(reading, at + 1)));
  return isRun ? clockAt(run[1], run[2], at + 1, true) : null;
}

function clockAt(hour = '', minute = '', to: number, sure: boolean): Start | null {
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hours <= LAST_HOUR && minutes <= LAST_MINUTE ? { minute: hours * 60 + minutes, to, sure, hasMinutes: true } : null;
}

function readWholeHour(reading: Reading, at: number): Start | null {
  const number = readNumber(reading, at);
  if (!number || !Number.isInteger(number.value) || number.value < 0 || number.value > LAST_HOUR) return null;
  if (number.article && !isOneOClock(reading, at)) return null;
  return { minute: number.value * 60, to: number.to, sure: false, hasMinutes: false };
}

/** "la una", "una y media", "uma em ponto": an hour; "una" alone is one of something. */
function isOneOClock(reading: Reading, at: number): boolean {
  const [before, word] = [reading.tokens[at - 1]?.key ?? '', reading.tokens[at]?.key ?? ''];
  if (!ONE.has(word)) return false;
  const minutes = cueAt(reading, at + 1, 'and-time');
  const hasMinutes = minutes > 0 && (find(reading, minutes, 'half') ?? find(reading, minutes, 'number')) !== null;
  return ONE_ARTICLES.has(before) || hasMinutes || cueAt(reading, at + 1, 'sharp') > 0 || readDayHalf(reading, at + 1) !== null;
}

const ONE = new Set(['una', 'uma']);
const ONE_ARTICLES = new Set(['la', 'a']);

/** "h", "hs", "horas", "en punto", "o'clock" after an hour. */
function hourUnit(reading: Reading, { minute, to, hasMinutes }: Start, isIntroduced: boolean): number | null {
  const sharp = cueAt(reading, to, 'sharp');
  if (sharp > 0) return sharp;
  const span = find(reading, to, 'span');
  if (span?.meaning.span === 'minute' && hasMinutes) return span.to;
  if (span?.meaning.span !== 'hour') return null;
  const [number, unit] = [reading.tokens[to - 1], reading.tokens[to]];
  const isJoined = number?.kind === 'number' && number.end === unit?.start;
  // "2 horas" lasts, "15 horas" is an hour of the day.
  const isOfDay = isIntroduced || minute > NOON_HOUR * 60 || hasMinutes || (unit && unit.key.length <= 3 && unit.key !== 'h');
  return isJoined || isOfDay || readDayHalf(reading, span.to) ? span.to : null;
}

/** "y media", "menos cuarto", "y veinte"; with a word before the hour also "tres veinte". */
function readMinutes(reading: Reading, at: number, isIntroduced: boolean, isWhole: boolean): Minutes | null {
  const and = cueAt(reading, at, 'and-time');
  const to = and || (cueAt(reading, at, 'to-time') === at + 1 ? at + 1 : 0);
  if (to > 0 && (and > 0 || reading.tokens[at]?.key === 'menos')) {
    const sign = and > 0 ? 1 : -1;
    const half = find(reading, to, 'half');
    if (half && and > 0 && !HALF_OF_THING.has(reading.tokens[to]?.key ?? '') && !isCounted(reading, half.to)) {
      return { minutes: 30, to: half.to };
    }
    const quarter = cueAt(reading, cueAt(reading, to, 'article') || to, 'quarter');
    if (quarter > 0 && !isCounted(reading, quarter)) return { minutes: 15 * sign, to: quarter };
    const number = isWhole && and > 0 ? null : readMinuteNumber(reading, to);
    return number && number.minutes >= 5 && !isCounted(reading, number.to) ? { minutes: number.minutes * sign, to: number.to } : null;
  }
  const hyphen = reading.tokens[at]?.raw === '-' && find(reading, at + 1, 'number') ? at + 1 : at;
  const bare = readBareMinutes(reading, hyphen);
  if (!bare || isCounted(reading, bare.to)) return null;
  return isIntroduced || readDayHalf(reading, bare.to) || find(reading, bare.to, 'span')?.meaning.span === 'minute' ? bare : null;
}

/** "dos y medio" counts, "dos y media" is an hour. */
const HALF_OF_THING = new Set(['medio', 'meio', 'mitad', 'metade']);

/** "veinte", "cero cinco", "oh five": right after the hour. */
function readBareMinutes(reading: Reading, at: number): Minutes | null {
  const zero = find(reading, at, 'number')?.meaning.value === 0 || ['0', 'o', 'oh', 'zero'].includes(reading.tokens[at]?.key ?? '');
  const number = readMinuteNumber(reading, zero ? at + 1 : at);
  if (!number) return null;
  return zero === number.minutes < 10 ? number : null;
}

function readMinuteNumber(reading: Reading, at: number): Minutes | null {
  const number = readNumber(reading, at);
  const isMinutes = number && !number.article && Number.isInteger(number.value) && number.value > 0 && number.value <= LAST_MINUTE;
  return isMinutes ? { minutes: number.value, to: number.to } : null;
}

/** Minutes that no range of hours begins with: "5 to 6pm" is one, "15 to noon" is none. */
const FEWEST_BEFORE = 13;
const TO_THE_HOUR = new Set(['to', 'til', 'till']);

/** "un cuarto para las 8", "quinze para o meio-dia", "half past three", "20 minutes to 2pm". */
function readMinutesBefore(reading: Reading, at: number, isIntroduced: boolean): Hour | null {
  const article = cueAt(reading, at, 'article') || at;
  const quarter = cueAt(reading, article, 'quarter');
  const half = quarter > 0 ? null : find(reading, at, 'half');
  const number = quarter > 0 || half ? null : readMinuteNumber(reading, at);
  const minutes = quarter > 0 ? 15 : half ? 30 : number?.minutes;
  const end = quarter || half?.to || number?.to;
  if (minutes === undefined || end === undefined) return null;
  const span = find(reading, end, 'span');
  const isSaid = quarter > 0 || half !== null || span?.meaning.span === 'minute';
  const joint = span?.meaning.span === 'minute' ? span.to : end;
  const past = cueAt(reading, joint, 'past-time');
  const to = past || cueAt(reading, joint, 'to-time');
  if (to === 0 || reading.tokens[joint]?.key === 'menos') return null;
  if (half && past === 0) return null;
  // "20 para las 8" is twenty pieces: a number is minutes where an hour was announced, or in words before noon.
  const isLeft = TO_THE_HOUR.has(reading.tokens[to - 1]?.key ?? '') && minutes >= FEWEST_BEFORE;
  const isBeforeNoon = reading.tokens[at]?.kind === 'word' && minutes % 5 === 0 && readNoon(reading, to) !== null;
  const isMinutes = isSaid || (past > 0 ? minutes % 5 === 0 : isIntroduced || isLeft || isBeforeNoon);
  const hour = isMinutes ? (readNoon(reading, to) ?? readPlainHour(reading, to, true)) : null;
  if (!hour || hour.hasMinutes || isCounted(reading, hour.to)) return null;
  const isSure = isSaid || past > 0 || isIntroduced || hour.sure;
  return { ...hour, minute: hour.minute + (past > 0 ? minutes : -minutes), sure: isSure, hasMinutes: true };
}

/** "mediodía" where an hour must stand. */
export function readNoon(reading: Reading, at: number): Hour | null {
  const noon = find(reading, at, 'part');
  if (noon?.meaning.part !== 'noon') return null;
  return { minute: NOON_HOUR * 60, to: noon.to, sure: true, hasMinutes: false, exact: true, part: null };
}

/** "am", "p.m.", "3p", "de la tarde", "tonight" after an hour. */
export function readDayHalf(reading: Reading, at: number): DaySaid | null {
  const meridiem = readMeridiem(reading, at);
  if (meridiem) return meridiem;
  const part = find(reading, at, 'part');
  if (!part) return null;
  // "2 almuerzo", "2 temprano": no hour.
  const isLong = part.to - at > 1;
  return isLong || part.meaning.part === 'afternoon' || part.meaning.part === 'night' ? { part: part.meaning.part, to: part.to } : null;
}

const HALVES: Readonly<Record<string, DayPart>> = { a: 'morning', p: 'afternoon' };

/** "am", "p.m.", "p m", and "9p" written together. */
function readMeridiem(reading: Reading, at: number): DaySaid | null {
  const { tokens } = reading;
  const start = tokens[at]?.raw === '.' && tokens[at + 1]?.raw.length === 2 ? at + 1 : at;
  const raw = tokens[start]?.raw.toLowerCase() ?? '';
  if (raw === 'am' || raw === 'pm') return { part: HALVES[raw.charAt(0)] ?? 'morning', to: skipDot(reading, start + 1) };
  const part = HALVES[raw];
  if (!part) return null;
  const m = skipDot(reading, start + 1);
  if (tokens[m]?.raw.toLowerCase() === 'm') return { part, to: skipDot(reading, m + 1) };
  const isJoined = tokens[at - 1]?.kind === 'number' && tokens[at - 1]?.end === tokens[at]?.start;
  return isJoined ? { part, to: m } : null;
}

function skipDot(reading: Reading, at: number): number {
  return reading.tokens[at]?.raw === '.' ? at + 1 : at;
}
