/**
 * A message is cut where a new sentence or a new question begins; and what can be asked about one part.
 */
import type { Draft } from './draft.ts';
import { placeAt } from './naming.ts';
import { activeCueAt, cueAt, find, hasCue, type Reading } from './reading.ts';
import type { Context } from './understanding.ts';
import type { Cue } from './words.ts';

/** What a message holds besides its words, found before the parts are judged. */
export interface Facts {
  readonly hasWhen: boolean;
  readonly hasAddress: boolean;
  readonly hasMoney: boolean;
  readonly hasOrderNumber: boolean;
  readonly hasPlace: (from: number, to: number) => boolean;
}

export interface Part {
  readonly reading: Reading;
  readonly context: Context;
  readonly facts: Facts;
  readonly from: number;
  readonly to: number;
  readonly asks: boolean;
  readonly drafts: readonly Draft[];
  /** What is named is told, and not wanted. */
  readonly isTold: boolean;
  readonly has: (...cues: readonly Cue[]) => boolean;
}

/** Words that begin something new after a comma or "and". */
const STARTERS: readonly Cue[] = [
  'how-much',
  'price',
  'shipping',
  'arrive',
  'payment',
  'hours',
  'location',
  'discount',
  'have',
  'status',
  'paid',
  'address-intro',
  'name-intro',
  'change-address',
  'person',
  'cancel',
  'thanks',
  'bye',
  'checkout',
  'catalog',
  'info',
  'attribute',
  'accept',
  'inquire',
  'refund',
  'question',
];

export function cut(reading: Reading): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  const { tokens } = reading;
  for (let at = 0; at < tokens.length; at++) {
    const end = boundaryAt(reading, at);
    if (end === null) continue;
    if (at > from) parts.push({ from, to: at });
    from = end;
    at = Math.max(at, end - 1);
  }
  if (tokens.length > from) parts.push({ from, to: tokens.length });
  return parts;
}

/** Where the next part begins if one ends before `at`; null where none does. */
function boundaryAt(reading: Reading, at: number): number | null {
  const token = reading.tokens[at];
  if (!token || reading.taken[at]) return null;
  if (token.kind === 'sign') {
    if ('?!'.includes(token.raw)) return null;
    if ('.;¿¡'.includes(token.raw)) return isInnerDot(reading, at) ? null : at + 1;
    if (token.raw === ',') return startsNew(reading, at + 1) ? at + 1 : null;
  }
  const before = reading.tokens[at - 1];
  if (before && '?!'.includes(before.raw) && token.kind !== 'sign') return at;
  if (before && at > 0 && reading.text.slice(before.end, token.start).includes('\n') && startsNew(reading, at)) return at;
  // In Portuguese "é" is, "e" joins.
  const isJoint = token.raw.toLowerCase() !== 'é';
  const and = (isJoint ? cueAt(reading, at, 'and') : 0) || (isBut(reading, at) ? at + 1 : 0);
  return and > 0 && startsNew(reading, and) ? and : null;
}

const BUT = new Set(['pero', 'mas', 'but', 'ademas', 'aparte']);

function isBut(reading: Reading, at: number): boolean {
  return BUT.has(reading.tokens[at]?.key ?? '');
}

/** A dot right after a short word is an abbreviation ("av.", "col."). */
function isInnerDot(reading: Reading, at: number): boolean {
  const [before, dot, after] = [reading.tokens[at - 1], reading.tokens[at], reading.tokens[at + 1]];
  if (dot?.raw !== '.' || !before || !after) return false;
  return (
    before.end === dot.start &&
    (dot.end === after.start || (before.key.length <= 3 && cueAt(reading, at - 1, 'address-word', 'currency') > 0))
  );
}

function startsNew(reading: Reading, at: number): boolean {
  let next = at;
  for (let i = 0; i < 2 && find(reading, next, 'filler') && !isStarter(reading, next); i++) next++;
  return isStarter(reading, next);
}

function isStarter(reading: Reading, at: number): boolean {
  return activeCueAt(reading, at, ...STARTERS) > 0;
}

/** Words of a phrase that asks even without a question mark: "do you deliver". */
const ASKING_PHRASE = 3;

export function isAsking(reading: Reading, from: number, to: number): boolean {
  if (reading.tokens[to]?.raw === '?' || reading.tokens[from - 1]?.raw === '¿') return true;
  for (let at = from; at < to; at++) if (reading.tokens[at]?.raw === '?') return true;
  if (endsAskingBack(reading, from, to)) return true;
  const isPhrase = (reading.activeAt[from] ?? []).some(
    ({ to: end, meaning }) => end - from >= ASKING_PHRASE && meaning.is === 'cue' && QUESTION_CUES.includes(meaning.cue),
  );
  for (let at = from; at < Math.min(to, from + 2); at++) if (cueAt(reading, at, 'how-much') > 0) return true;
  return (
    isPhrase ||
    hasCue(reading, from, to, 'inquire') ||
    hasCue(reading, from, Math.min(to, from + 2), 'can') ||
    hasCue(reading, from, Math.min(to, from + 3), 'question')
  );
}

/** "las beige se ensucian, ¿cierto?" without its mark. */
function endsAskingBack(reading: Reading, from: number, to: number): boolean {
  for (let at = Math.max(from + 2, to - LONGEST_ASKING_BACK); at < to; at++) if (activeCueAt(reading, at, 'asks-back') === to) return true;
  return false;
}

const LONGEST_ASKING_BACK = 3;

/** The message begins with a greeting, whatever comes after. */
export function isGreeted(reading: Reading): boolean {
  let at = 0;
  while (
    at < reading.tokens.length &&
    cueAt(reading, at, 'greet') === 0 &&
    (find(reading, at, 'filler') || reading.tokens[at]?.kind === 'sign')
  )
    at++;
  return cueAt(reading, at, 'greet') > 0;
}

/** The message begins with a yes that stands alone: "sí, pero ...", "ok but ...". */
export function isAgreed(reading: Reading): boolean {
  const end = cueAt(reading, 0, 'yes');
  if (end === 0) return false;
  return isBut(reading, end) || (reading.tokens[end]?.raw === ',' && isBut(reading, end + 1));
}

/** Words that name a thing, or a place, may stand beside them: "no tengo celular", "envío a Surco". */
type Beside = 'method' | 'place';

/** Whether nothing is said but these cues, and words that mean nothing. */
export function isOnly(part: Pick<Part, 'reading' | 'from' | 'to'>, ...cues: readonly Cue[]): boolean {
  return isOnlyWith(part, cues, null);
}

export function isOnlyWith(
  { reading, from, to }: Pick<Part, 'reading' | 'from' | 'to'>,
  cues: readonly Cue[],
  beside: Beside | null,
): boolean {
  let seen = false;
  let at = from;
  while (at < to) {
    const end = activeCueAt(reading, at, ...cues);
    if (end > 0 && end <= to) {
      seen = true;
      at = end;
      continue;
    }
    const besides = beside === null ? 0 : besideAt(reading, at, beside);
    if (besides > 0) {
      seen ||= beside === 'method';
      at = besides;
      continue;
    }
    if (isCounted(reading, at)) return false;
    const courtesy = cueAt(reading, at, 'greet', 'thanks', 'bye');
    const filler = (reading.activeAt[at] ?? []).some((hit) => hit.to - at > 1) ? 0 : (find(reading, at, 'filler')?.to ?? 0);
    const skip = Math.max(courtesy, filler, reading.tokens[at]?.kind === 'sign' ? at + 1 : 0);
    if (skip === 0) return false;
    at = skip;
  }
  return seen;
}

function besideAt(reading: Reading, at: number, beside: Beside): number {
  if (beside === 'method') return find(reading, at, 'method')?.to ?? cueAt(reading, at, 'pay-by');
  return placeAt(reading, at)?.to ?? cueAt(reading, at, 'place-intro', 'area');
}

/** A number that says how many, not an article. */
function isCounted(reading: Reading, at: number): boolean {
  return reading.tokens[at]?.kind === 'number' || (find(reading, at, 'number') !== null && cueAt(reading, at, 'article') === 0);
}

export function hasThing({ drafts }: Part): boolean {
  return drafts.some((draft) => draft.named !== null || draft.unknown !== null || draft.foreignValue !== null);
}

export function hasProduct({ drafts }: Part): boolean {
  return drafts.some((draft) => draft.named !== null);
}

export const QUESTION_CUES: readonly Cue[] = [
  'price',
  'how-much',
  'have',
  'info',
  'attribute',
  'discount',
  'catalog',
  'hours',
  'location',
  'payment',
  'shipping',
  'policy',
];

export function beginsWith({ reading, from }: Part, cue: Cue): boolean {
  return activeCueAt(reading, from, cue) > 0;
}

/** "qué incluye la caja": the part begins with a phrase of several words. */
export function beginsWithPhrase({ reading, from }: Part, cue: Cue): boolean {
  return activeCueAt(reading, from, cue) > from + 1;
}

/** A phrase of several words, which is surer than one word. */
export function hasPhrase({ reading, from, to }: Part, cue: Cue): boolean {
  for (let at = from; at < to; at++) {
    const end = activeCueAt(reading, at, cue);
    if (end <= to && end - at > 1) return true;
  }
  return false;
}

export function hasMethod(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (find(reading, at, 'method')) return true;
  return false;
}
