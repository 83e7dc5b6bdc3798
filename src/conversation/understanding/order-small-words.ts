/**
 * Small words within an order that change what stands beside them: "no", "solo", "cada", "otro", "el resto",
 * "menos", articles and what joins.
 */
import { nameAt } from './naming.ts';
import { readSame } from './order-shared-values.ts';
import { cueAt, find, isAfterCue, type Reading } from './reading.ts';
import { begin, close, open, type Scan } from './scan.ts';

export function readSmallWord(scan: Scan, at: number): number | null {
  const { reading } = scan;
  const rest = cueAt(reading, at, 'rest');
  if (rest > 0 && scan.mode === 'remove') {
    // "solo la torta, quita lo demás": what was named stays.
    for (const draft of scan.drafts) draft.mode = 'keep';
    return rest;
  }
  const except = cueAt(reading, at, 'except') || (isAfterCue(reading, at, 'all') ? cueAt(reading, at, 'less') : 0);
  if (except > 0 && scan.mode === 'remove') {
    // "saca todo menos la cartera"
    close(scan);
    scan.mode = 'keep';
    return except;
  }
  const draft = scan.current;
  const only = cueAt(reading, at, 'only');
  if (only > 0) {
    if (draft?.qty) draft.only = true;
    else scan.only = true;
    if ((scan.last === 'and' || scan.refusing) && scan.mode === 'remove') {
      // "drop the bits, just the drill": what comes now stays.
      close(scan);
      scan.mode = 'add';
      scan.verb = false;
    }
    return only;
  }
  const namely = cueAt(reading, at, 'namely');
  if (namely > 0) {
    if (draft) draft.opens = true;
    scan.last = 'and';
    return namely;
  }
  const inAll = cueAt(reading, at, 'in-all');
  if (inAll > 0) {
    // "en total serían 5": that many and no more.
    if (draft?.qty) draft.only = true;
    else scan.only = true;
    return inAll;
  }
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
  const same = readSame(scan, at);
  if (same !== null) return same;
  const otherTime = timeAfterOther(reading, at);
  if (otherTime > 0) return otherTime;
  const other = cueAt(reading, at, 'other');
  if (other > 0 && (!draft?.named || scan.last === 'and' || scan.last === 'other')) {
    const next = draft?.qty && !draft.named && draft.values.length === 0 ? draft : begin(scan, at);
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
    scan.last = 'of';
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

/** "mejor otro día": another time, and no other thing. */
function timeAfterOther(reading: Reading, at: number): number {
  const other = cueAt(reading, at, 'other');
  return other > 0 ? (find(reading, other, 'span')?.to ?? 0) : 0;
}

/** Words between a comma and a "no" that belong to it. */
const LONGEST_ASIDE = 3;

/** ", bueno no": what is refused is not the thing right before it. */
function isAfterSign(reading: Reading, at: number): boolean {
  let before = at - 1;
  for (let i = 0; i < LONGEST_ASIDE && find(reading, before, 'filler') && nameAt(reading, before) === null; i++) before--;
  return reading.tokens[before]?.kind === 'sign';
}

/** "no" takes back what stands before it ("de pollo no") or refuses what follows ("no de pollo"). */
function readNot(scan: Scan, at: number, to: number): number {
  const draft = scan.current;
  const after = scan.reading.tokens[to];
  const endsHere = to >= scan.end || after?.kind === 'sign';
  // "¿dura 2 meses o no?": nothing is taken back.
  if (endsHere && isAfterCue(scan.reading, at, 'or')) return to;
  const isInterjection = isAfterSign(scan.reading, at);
  if (draft && (draft.named || draft.values.length > 0) && endsHere && !isInterjection) {
    draft.negated = true;
    close(scan);
    scan.correcting = true;
    return to;
  }
  close(scan);
  if (endsHere) scan.correcting = true;
  else scan.negating = true;
  if (endsHere && scan.refusing) {
    // "não quero 3 não, duas tá bom": what is refused is said.
    scan.refusing = false;
    scan.mode = 'add';
    scan.verb = false;
  }
  return to;
}
