/**
 * The writing side of the indexes (index-files.ts): what a fold changes in them. Everything here may be cut
 * off and done again. The order matters: the recent file is on disk before any document is replaced, because
 * afterwards nobody could tell any more which terms the old document had.
 */
import path from 'node:path';
import { orderTerms, restingTerms } from '../terms.ts';
import { type Disk, replaceFiles } from './disk.ts';
import { documentOf } from './document-of.ts';
import { bucketFile, bucketOf, DAYS_FILE, LEAST_YOUNG_PART, recentFile, YOUNG_PART } from './index-files.ts';
import type { IndexedCollection } from './layout.ts';
import { docOf, fileOfLines, idOf, type Line, Lines, readLines } from './lines.ts';
import { openShard } from './shard.ts';

/** By term, then by number: whether the document has the term now. */
export type TermChanges = Map<string, Map<number, boolean>>;

/** The numbers of a term, by size; negative: taken back. */
type Numbers = readonly number[];

const NONE: ReadonlySet<string> = new Set();

/** undefined where there is no such document. */
export function termsOf(collection: IndexedCollection, doc: unknown): ReadonlySet<string> {
  if (doc === undefined) return NONE;
  switch (collection) {
    case 'orders':
      return orderTerms(documentOf('orders', doc));
    case 'resting':
      return restingTerms(documentOf('resting', doc));
  }
}

export function noteTerms(changes: TermChanges, number: number, before: ReadonlySet<string>, after: ReadonlySet<string>): void {
  const note = (term: string, has: boolean) => {
    const known = changes.get(term);
    if (known) known.set(number, has);
    else changes.set(term, new Map([[number, has]]));
  };
  for (const term of before) if (!after.has(term)) note(term, false);
  for (const term of after) if (!before.has(term)) note(term, true);
}

export interface Index {
  readonly disk: Disk;
  readonly directory: string;
  readonly collection: IndexedCollection;
  /** The recent file is poured out above this size. */
  readonly recentBytes: number;
}

export interface IndexFolded {
  readonly epoch: number;
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
}

/** Adds changes to the recent file, after having poured out a full one. `sequence`: of the last commit in them. */
export async function foldTerms(index: Index, epoch: number, changes: TermChanges, sequence: number): Promise<IndexFolded> {
  const { disk, directory, collection } = index;
  if (changes.size === 0) return { epoch, replaced: [], removed: [] };
  const full = await readLines(disk, path.join(directory, recentFile(collection, epoch)));
  const poured = full.size > index.recentBytes ? await pour(index, epoch, full) : null;
  const now = poured?.epoch ?? epoch;
  const recent = recentFile(collection, now);
  const database = await openShard(disk, path.join(directory, recent));
  const { docs } = database.data;
  for (const [term, numbers] of changes) docs.set(term, merged(numbersOf(docs.get(term)), signed(numbers)));
  database.data = { sequence, docs };
  await database.write();
  return { epoch: now, replaced: [recent, ...(poured?.replaced ?? [])], removed: poured?.removed ?? [] };
}

async function pour({ disk, directory, collection, recentBytes }: Index, epoch: number, recent: Lines): Promise<IndexFolded> {
  const leastYoung = recentBytes * LEAST_YOUNG_PART;
  const byBucket = new Map<number, Line[]>();
  for (const line of recent) {
    const bucket = bucketOf(idOf(line));
    const known = byBucket.get(bucket);
    if (known) known.push(line);
    else byBucket.set(bucket, [line]);
  }
  const replaced: string[] = [];
  const filled: number[] = [];
  // Its `sequence` tells which pouring a young file has seen last; that of an old file, up to which one it has taken the young file over.
  const pouring = epoch + 1;
  const youngFiles = [...byBucket].map(([bucket, lines]) => ({
    file: path.join(directory, bucketFile(collection, 'young', bucket)),
    bytes: async () => {
      const young = await readLines(disk, path.join(directory, bucketFile(collection, 'young', bucket)));
      const old = await readLines(disk, path.join(directory, bucketFile(collection, 'old', bucket)));
      const begun = young.sequence > old.sequence ? young : Lines.none;
      const bytes = fileOfLines(pouring, mergedLines(begun, lines.sort(byKey), false));
      if (bytes.length > Math.max(leastYoung, old.size * YOUNG_PART)) filled.push(bucket);
      replaced.push(bucketFile(collection, 'young', bucket));
      return bytes;
    },
  }));
  await replaceFiles(disk, youngFiles);
  await replaceFiles(
    disk,
    filled.map((bucket) => takenOver(disk, directory, collection, bucket, replaced)),
  );
  const removed = recentFile(collection, epoch - 1);
  await disk.remove(path.join(directory, removed));
  return { epoch: pouring, replaced, removed: [removed] };
}

/** The old file with the young one in it. The young one stays until the next pouring, which begins it anew. */
function takenOver(disk: Disk, directory: string, collection: IndexedCollection, bucket: number, replaced: string[]) {
  const file = bucketFile(collection, 'old', bucket);
  return {
    file: path.join(directory, file),
    bytes: async () => {
      const old = await readLines(disk, path.join(directory, file));
      const young = await readLines(disk, path.join(directory, bucketFile(collection, 'young', bucket)));
      replaced.push(file);
      return fileOfLines(young.sequence, mergedLines(old, young, true));
    },
  };
}

const byKey = (a: Line, b: Line) => Buffer.compare(a.key, b.key);

/** Both in the order of their keys, and so the answer. @param settled nothing older lies below: what is taken back is simply gone */
function* mergedLines(below: Iterable<Line>, above: Iterable<Line>, settled: boolean): Generator<Line> {
  const rest = below[Symbol.iterator]();
  let under = rest.next();
  for (const over of above) {
    while (!under.done && byKey(under.value, over) < 0) {
      yield under.value;
      under = rest.next();
    }
    const same = !under.done && byKey(under.value, over) === 0 ? under.value : null;
    const numbers = same ? merged(numbersOf(docOf(same)), numbersOf(docOf(over))) : numbersOf(docOf(over));
    const kept = settled ? numbers.filter((number) => number > 0) : numbers;
    if (kept.length > 0) yield { key: over.key, text: Buffer.from(JSON.stringify(kept)) };
    if (same) under = rest.next();
  }
  for (; !under.done; under = rest.next()) yield under.value;
}

/** Two lists by size as one; of a number in both, the sign in `above` counts. */
function merged(below: Numbers, above: Numbers): Numbers {
  const result: number[] = [];
  let next = 0;
  for (const number of above) {
    for (let under = below[next]; under !== undefined && Math.abs(under) <= Math.abs(number); under = below[++next]) {
      if (Math.abs(under) !== Math.abs(number)) result.push(under);
    }
    result.push(number);
  }
  for (; next < below.length; next++) result.push(below[next] ?? 0);
  return result;
}

function signed(numbers: ReadonlyMap<number, boolean>): Numbers {
  return [...numbers].map(([number, has]) => (has ? number : -number)).sort((a, b) => Math.abs(a) - Math.abs(b));
}

/** What the checksum vouches for was written here. */
function numbersOf(line: unknown): Numbers {
  return Array.isArray(line) ? line.filter((number) => typeof number === 'number') : [];
}

/** By order file: first and last instant at which an order of it was placed (UTC ISO). */
export type Days = ReadonlyMap<number, readonly [first: string, last: string]>;

/** Widens the days of order files. @returns the files replaced */
export async function foldDays(disk: Disk, directory: string, days: Days, sequence: number): Promise<readonly string[]> {
  if (days.size === 0) return [];
  const database = await openShard(disk, path.join(directory, DAYS_FILE));
  const { docs } = database.data;
  for (const [shard, [first, last]] of days) {
    const [from, to] = daysOf(docs.get(String(shard))) ?? [first, last];
    docs.set(String(shard), [first < from ? first : from, last > to ? last : to]);
  }
  database.data = { sequence, docs };
  await database.write();
  return [DAYS_FILE];
}

export function daysOf(line: unknown): readonly [first: string, last: string] | null {
  if (!Array.isArray(line)) return null;
  const [first, last]: unknown[] = line;
  return typeof first === 'string' && typeof last === 'string' ? [first, last] : null;
}
