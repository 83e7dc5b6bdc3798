/**
 * What is told or judged, and not ordered: "ayer compré 2", "mi hermana les pidió 3", "estaba pensando en una",
 * "no me gusta el rojo", a message of somebody else in quotes. Such words govern what stands around them until
 * something is really wanted: "ayer compré 2 y quiero 3 más".
 */
import type { Draft } from './draft.ts';
import { nameAt } from './naming.ts';
import { activeCueAt, find, type Hit, type Reading } from './reading.ts';
import type { Cue } from './words.ts';

export interface Said {
  /** What is meant as said; of what is told, only what came after a wish. */
  readonly drafts: readonly Draft[];
  /** Nothing here is wanted: whatever is named is only talked about. */
  readonly isTold: boolean;
}

export function withoutTold(reading: Reading, from: number, to: number, all: readonly Draft[], quotations: readonly Quotation[]): Said {
  const drafts = quotations.length > 0 ? all.filter((draft) => !isQuoted(reading, draft, quotations)) : all;
  if (drafts.length === 0) return { drafts: all, isTold: all.length > 0 };
  const told = firstTold(reading, from, to);
  if (told === null) return { drafts, isTold: false };
  const isJudged = activeCueAt(reading, told, 'judged') > 0;
  const wish = firstWish(reading, from, to, isJudged ? [...WISHES, ...INSTEAD] : WISHES);
  if (wish === null) return { drafts, isTold: true };
  return { drafts: wish < told ? drafts : sinceWish(drafts, wish), isTold: false };
}

/** "me gusta el polo rojo, dame 2": what was only told is still what is counted. */
function sinceWish(drafts: readonly Draft[], wish: number): readonly Draft[] {
  const wanted = drafts.filter((draft) => draft.from >= wish);
  const [first] = wanted;
  const meant = drafts.findLast((draft) => draft.from < wish && draft.named !== null);
  if (!first || !meant || !isBareCount(first)) return wanted;
  return [{ ...first, named: meant.named, values: meant.values }, ...wanted.slice(1)];
}

function isBareCount({ qty, named, values, unknown, foreignValue, by, another, corrects }: Draft): boolean {
  return qty !== null && !named && values.length === 0 && unknown === null && !foreignValue && by === null && !another && !corrects;
}

function firstTold(reading: Reading, from: number, to: number): number | null {
  if (isOfHerself(reading, from, to)) return from;
  for (let at = from; at < to; at++) {
    if (reading.taken[at]) continue;
    const end = activeCueAt(reading, at, 'told', 'judged');
    if (
      (end > 0 && end <= to && (!isCompared(reading, at) || activeCueAt(reading, at, 'judged') > 0)) ||
      isOfWhatWasWanted(reading, at, from) ||
      isPast(reading, at) ||
      isOfOthers(reading, at, to)
    )
      return at;
  }
  return null;
}

/** "I do 3 classes a week", "yo compro 2 al mes": who begins with herself and wishes nothing tells of herself. */
function isOfHerself(reading: Reading, from: number, to: number): boolean {
  const { tokens } = reading;
  let at = from;
  while (at < to && (tokens[at]?.kind === 'sign' || activeCueAt(reading, at, 'and', 'greet', 'yes', 'no') > 0))
    at = activeCueAt(reading, at, 'and', 'greet', 'yes', 'no') || at + 1;
  const next = tokens[at + 1];
  if (!SUBJECTS.has(tokens[at]?.key ?? '') || next?.kind !== 'word' || at + 1 >= to) return false;
  if (find(reading, at + 1, 'number') || nameAt(reading, at + 1)) return false;
  for (let wish = at; wish < Math.min(to, at + WISH_REACH); wish++)
    if (activeCueAt(reading, wish, 'want', 'add', 'remove', 'change', 'keep-only', 'cancel', 'correct') > 0) return false;
  return true;
}

const SUBJECTS = new Set(['i', 'we', 'he', 'she', 'they', 'yo', 'nosotros', 'nosotras', 'ella', 'ellos', 'eu', 'ele', 'ela', 'eles']);
const WISH_REACH = 4;

/** "ya van 3 veces que me mandan la salsa": a wish inside another sentence is told; "lo que quiero es" is one. */
function isOfWhatWasWanted(reading: Reading, at: number, from: number): boolean {
  const { tokens } = reading;
  if (at - 2 < from || tokens[at - 1]?.key !== 'que' || tokens[at - 2]?.kind !== 'word' || activeCueAt(reading, at, 'want') === 0)
    return false;
  return activeCueAt(reading, at - 2, 'want', 'add', 'the', 'yes', 'be', 'and', 'correct') === 0 && !isAfterWish(reading, at - 1, from);
}

function isAfterWish(reading: Reading, at: number, from: number): boolean {
  for (let before = from; before < at; before++) if (activeCueAt(reading, before, 'want', 'add') > 0) return true;
  return false;
}

/** "2 como la vez pasada": what was is only what it is to be like. */
const LIKE = new Set(['como', 'que', 'igual', 'like', 'as', 'than', 'de']);

function isCompared(reading: Reading, at: number): boolean {
  for (let before = at - 2; before < at; before++) if (LIKE.has(reading.tokens[before]?.key ?? '')) return true;
  return false;
}

const MINE = new Set(['mi', 'mis', 'minha', 'meu', 'meus', 'minhas', 'my', 'our']);
/** Words between somebody and what she did. */
const DEED_REACH = 3;

/** "mi hermana llevo 2", "my boss wanted 3", "mi hija es S": what others did reads like a wish, what they are like an option. */
function isOfOthers(reading: Reading, at: number, to: number): boolean {
  const kin = MINE.has(reading.tokens[at]?.key ?? '') ? activeCueAt(reading, at + 1, 'kin') : 0;
  if (kin === 0 || FOR_WHOM.has(reading.tokens[at - 1]?.key ?? '')) return false;
  for (let deed = kin; deed < Math.min(to, kin + DEED_REACH) && reading.tokens[deed]?.kind === 'word'; deed++) {
    if (activeCueAt(reading, deed, 'want', 'be', 'have') === deed + 1) return true;
  }
  return false;
}

const FOR_WHOM = new Set(['para', 'pa', 'pra', 'pro', 'for', 'de', 'con', 'com', 'with']);

/** The third person of the past, as only its written form tells it: "compró" is no "compro", "pediram" no "pedir". */
const PAST = { es: /.{3,}(?:ó|aron|ieron)$/u, pt: /.{3,}(?:ou|iu|aram|eram|iram)$/u, en: null };
const NO_PAST = new Set(['estou', 'macaron']);

function isPast(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  const raw = token?.raw.toLowerCase() ?? '';
  if (token?.kind !== 'word' || !PAST[reading.language ?? 'es']?.test(raw) || NO_PAST.has(raw)) return false;
  return activeCueAt(reading, at, ...STILL_MEANT) === 0 && nameAt(reading, at) === null;
}

/** "se me pasó", "faltó": words of the past that are said of the order at hand. */
const STILL_MEANT: readonly Cue[] = ['add', 'correct', 'change', 'remove', 'have', 'paid', 'sent'];

/** "no me gusta el rojo, mejor negro": what comes now is wanted in its place. */
const INSTEAD: readonly Cue[] = ['correct', 'instead-of'];
const WISHES: readonly Cue[] = ['want', 'add', 'remove', 'change', 'keep-only'];

function firstWish(reading: Reading, from: number, to: number, wishes: readonly Cue[]): number | null {
  for (let at = from; at < to; at++) {
    if (reading.taken[at] || isPast(reading, at)) continue;
    if ((reading.activeAt[at] ?? []).some((hit) => hit.to <= to && isWish(reading, hit, wishes))) return at;
  }
  return null;
}

/** A wish of the one who writes, or a request: "quiero", "me das", "mándame"; not "pedir", and not "llevo", which may be "llevó". */
const SURE =
  /^(?:quiero|quisiera|necesito|quero|preciso|want|need|agrega\w*|suma\w*|add|quita\w*|saca\w*|cambia\w*|remove|change|.{2,}(?:me|nos))$/;

function isWish({ tokens }: Reading, { from, to, meaning }: Hit, wishes: readonly Cue[]): boolean {
  // "por una" changes something only where a verb says so.
  if (meaning.is !== 'cue' || !wishes.includes(meaning.cue) || tokens[from]?.key === 'por') return false;
  if (INSTEAD.includes(meaning.cue)) return true;
  if (tokens.slice(from, to).some(({ raw }) => raw.endsWith('ó'))) return false;
  return to - from > 1 || SURE.test(tokens[from]?.key ?? '');
}

/** Words in a quotation, from which on it is a sentence of somebody and no name. */
const SHORTEST_QUOTATION = 4;
const MARKS = /["“”«»]/gu;

/** From where to where, in characters, somebody else is quoted, with words of the customer's own around. */
export type Quotation = readonly [from: number, to: number];

export function readQuotations({ text, tokens }: Reading): Quotation[] {
  const marks = [...text.matchAll(MARKS)].map(({ index }) => index);
  if (marks.length < 2) return [];
  const starts = tokens.filter(({ kind }) => kind !== 'sign').map(({ start }) => start);
  const quotations: Quotation[] = [];
  let next = 0;
  for (let open = 0; open + 1 < marks.length; open += 2) {
    const [from = 0, to = 0] = [marks[open], marks[open + 1]];
    while (next < starts.length && (starts[next] ?? 0) < from) next++;
    const first = next;
    while (next < starts.length && (starts[next] ?? 0) < to) next++;
    if (next - first >= SHORTEST_QUOTATION && next - first < starts.length) quotations.push([from, to]);
  }
  return quotations;
}

function isQuoted({ tokens }: Reading, { from }: Draft, quotations: readonly Quotation[]): boolean {
  const start = tokens[from]?.start ?? 0;
  return quotations.some(([open, shut]) => start > open && start < shut);
}
