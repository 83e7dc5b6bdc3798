/**
 * How terms lead to documents. An index is a folder of files in the format of every other one, each line a
 * term and the numbers of the documents that have it: `"rosa":[1001,1007]`. There are three ages, so that a
 * fold rewrites little however long the history is:
 *
 * - `recent-…`: one file, what the last folds brought; rewritten by every fold;
 * - `young-…`: 64 files by a hash of the term; a recent file that has grown large is poured into them;
 * - `old-…`: 64 more; a young file that has grown to an eighth of its old one is poured into that.
 *
 * A term is thus looked up in three files; lines of young and old ones are in the order of their keys. In recent and young files a negative number takes back what an
 * older file says. An index may say too much (a fold that was cut off and repeated leaves such traces),
 * never too little: the document has the last word.
 */
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { type IndexedCollection, indexFolder } from './layout.ts';

/** 64: files of some 3 MB at a million orders, and few enough that pouring stays a matter of a second. */
const BUCKETS = 64;
/** A recent file is poured out above this many bytes: some 3000 orders. */
export const MOST_RECENT_BYTES = 512 * 1024;
/** A young file is poured into its old one above this part of a recent file, and this part of the old one. */
export const LEAST_YOUNG_PART = 1 / 4;
export const YOUNG_PART = 1 / 8;

export const bucketOf = (term: string) => crc32(term) % BUCKETS;

/**
 * Counted, because pouring takes many steps: while it goes on, and until the next fold, the file that is
 * poured out stays, so that whoever reads finds every term in it or in the young files.
 */
export const recentFile = (collection: IndexedCollection, epoch: number) =>
  path.join(indexFolder(collection), `recent-${String(epoch).padStart(6, '0')}.json`);

export const bucketFile = (collection: IndexedCollection, age: 'young' | 'old', bucket: number) =>
  path.join(indexFolder(collection), `${age}-${String(bucket).padStart(2, '0')}.json`);

/** Whether its lines are in the order of their keys: files that may be large are, so that a line is found by halves. */
export const isInOrder = (file: string) => /^(young|old)-/.test(path.basename(file));

/** By order file: when the first and the last of its orders were placed. */
export const DAYS_FILE = path.join(indexFolder('orders'), 'days.json');

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const COMMA = 44;

export type Numbers = Generator<number, void>;

/** The numbers of a line, those with the largest size first. `text`: `[1001,-1007]`. @param below only smaller ones */
export function* descending(text: Buffer, below: number): Numbers {
  let value = 0;
  let place = 1;
  let sign = 1;
  for (let at = endOfSmaller(text, below); at >= 0; at--) {
    const byte = text[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      value += (byte - ZERO) * place;
      place *= 10;
    } else if (byte === MINUS) sign = -1;
    else {
      if (place > 1) yield sign * value;
      value = 0;
      place = 1;
      sign = 1;
    }
  }
}

/** Where the last number ends whose size is below `below`, by halves: a page far back passes over nothing. */
function endOfSmaller(text: Buffer, below: number): number {
  // Both stand before a number, or on the bracket after the last one.
  let from = 0;
  let until = text.length - 1;
  while (from < until) {
    const comma = text.lastIndexOf(COMMA, (from + until) >> 1);
    const start = Math.max(from, comma);
    const next = text.indexOf(COMMA, start + 1);
    const end = next < 0 ? text.length - 1 : next;
    if (sizeOf(text, start + 1) < below) from = end;
    else until = start;
  }
  return from - 1;
}

/** Of the number that begins there. */
function sizeOf(text: Buffer, start: number): number {
  let value = 0;
  for (let at = text[start] === MINUS ? start + 1 : start; ; at++) {
    const byte = text[at] ?? 0;
    if (byte < ZERO || byte > NINE) return value;
    value = value * 10 + (byte - ZERO);
  }
}

interface Head {
  readonly list: Numbers;
  /** null at the end. */
  head: number | null;
}

const headsOf = (lists: readonly Numbers[]): readonly Head[] => lists.map((list) => ({ list, head: list.next().value ?? null }));

function advance(each: Head): void {
  each.head = each.list.next().value ?? null;
}

/** One list out of several, the largest first, each number once. */
export function* union(lists: readonly Numbers[]): Numbers {
  const heads = headsOf(lists);
  for (;;) {
    const most = Math.max(...heads.map(({ head }) => head ?? Number.NEGATIVE_INFINITY));
    if (most === Number.NEGATIVE_INFINITY) return;
    yield most;
    for (const each of heads) if (each.head === most) advance(each);
  }
}

/** What all lists have, the largest first. */
export function* intersection(lists: readonly Numbers[]): Numbers {
  const heads = headsOf(lists);
  for (;;) {
    const least = Math.min(...heads.map(({ head }) => head ?? Number.NEGATIVE_INFINITY));
    if (!Number.isFinite(least)) return;
    for (const each of heads) while (each.head !== null && each.head > least) advance(each);
    if (heads.some(({ head }) => head !== least)) continue;
    yield least;
    for (const each of heads) advance(each);
  }
}

/** The same term in files of several ages, the newest first: the newest that names a number decides. */
export function* standing(ages: readonly Numbers[]): Numbers {
  const heads = headsOf(ages);
  for (;;) {
    let decided = 0;
    for (const { head } of heads) if (head !== null && Math.abs(head) > Math.abs(decided)) decided = head;
    if (decided === 0) return;
    if (decided > 0) yield decided;
    for (const each of heads) if (each.head !== null && Math.abs(each.head) === Math.abs(decided)) advance(each);
  }
}
