/**
 * Folds sealed journal segments into the files documents rest in. Reads and writes files only, so it can
 * run in a thread of its own while the shop goes on. It can be cut off anywhere and repeated: each file
 * knows the last commit folded into it, and the segments are removed last.
 */
import path from 'node:path';
import type { WrittenCollection } from '../../decisions/collections.ts';
import { DataDamaged } from './damage.ts';
import type { Disk } from './disk.ts';
import { documentOf } from './document-of.ts';
import { type Days, foldDays, foldTerms, noteTerms, type TermChanges, termsOf } from './index-fold.ts';
import { readSegmentTexts, type WrittenText } from './journal-texts.ts';
import { INDEXED, type IndexedCollection, isAppended, JOURNAL, runningNumber, segmentFile, shardFile, shardOf } from './layout.ts';
import { docOf, idOf, type Lines, readLines } from './lines.ts';
import { openRuns, withChanges } from './runs.ts';
import { FOLDED_FILE, openFolded } from './shard.ts';

/**
 * Segments of one pass: a crash loses at most one pass of work, so that passes end even under constant
 * crashes, and a pass never holds more than this in memory.
 */
export const MOST_SEGMENTS_A_PASS = 1;

/** Sealed segments, oldest first, each by its first commit; `next` is the first commit after the last of them. */
export interface Pass {
  readonly directory: string;
  readonly segments: readonly number[];
  readonly next: number;
  readonly epochs: Epochs;
  /** A recent index file is poured out above this size. */
  readonly recentBytes: number;
}

/** Number of the recent file of each index (index-files.ts). */
export type Epochs = Readonly<Record<IndexedCollection, number>>;

/** What a pass did to the folder. */
export interface Done {
  readonly shards: readonly { readonly collection: WrittenCollection; readonly shard: number }[];
  readonly indexFiles: { readonly replaced: readonly string[]; readonly removed: readonly string[] };
  readonly epochs: Epochs;
}

interface ShardWork {
  readonly collection: WrittenCollection;
  readonly shard: number;
  readonly changes: { readonly sequence: number; readonly change: WrittenText }[];
}

/** @throws {DataDamaged} */
export async function fold(disk: Disk, pass: Pass): Promise<Done> {
  const work = new Map<string, ShardWork>();
  const numbers = new Map<string, number>();
  for (const [index, first] of pass.segments.entries()) {
    await collect(disk, pass.directory, first, pass.segments[index + 1] ?? pass.next, work, numbers);
  }
  const indexed = await foldIndexes(disk, pass, work);
  for (const [file, { changes }] of work) await foldInto(disk, path.join(pass.directory, file), changes);
  await noteFolded(disk, pass, numbers);
  for (const first of pass.segments) await disk.remove(path.join(pass.directory, segmentFile(first)));
  await disk.syncDirectory(path.join(pass.directory, JOURNAL));
  return { shards: [...work.values()].map(({ collection, shard }) => ({ collection, shard })), ...indexed };
}

/** Before any document is replaced: afterwards nobody could tell which terms the old one had. */
async function foldIndexes(disk: Disk, pass: Pass, work: ReadonlyMap<string, ShardWork>): Promise<Omit<Done, 'shards'>> {
  const epochs = { ...pass.epochs };
  const replaced: string[] = [];
  const removed: string[] = [];
  for (const collection of INDEXED) {
    const changes: TermChanges = new Map();
    for (const [file, shardWork] of work) {
      if (shardWork.collection === collection)
        noteChanges(changes, collection, await readLines(disk, path.join(pass.directory, file)), shardWork);
    }
    const folded = await foldTerms(
      { disk, directory: pass.directory, collection, recentBytes: pass.recentBytes },
      epochs[collection],
      changes,
      pass.next - 1,
    );
    epochs[collection] = folded.epoch;
    replaced.push(...folded.replaced);
    removed.push(...folded.removed);
  }
  replaced.push(...(await foldDays(disk, pass.directory, daysIn(work), pass.next - 1)));
  return { epochs, indexFiles: { replaced, removed } };
}

function noteChanges(changes: TermChanges, collection: IndexedCollection, before: Lines, { changes: folding }: ShardWork): void {
  const latest = new Map<string, unknown>();
  for (const { sequence, change } of folding)
    if (sequence > before.sequence) latest.set(change.id, change.text ? docOf({ text: change.text }) : undefined);
  const old = new Map([...before].filter((line) => latest.has(idOf(line))).map((line) => [idOf(line), docOf(line)]));
  for (const [id, doc] of latest) noteTerms(changes, runningNumber(id) ?? 0, termsOf(collection, old.get(id)), termsOf(collection, doc));
}

function daysIn(work: ReadonlyMap<string, ShardWork>): Days {
  const days = new Map<number, [string, string]>();
  for (const { collection, shard, changes } of work.values()) {
    if (collection !== 'orders') continue;
    for (const { change } of changes) {
      if (!change.text) continue;
      const { placedAt } = documentOf('orders', docOf({ text: change.text }));
      const [first, last] = days.get(shard) ?? [placedAt, placedAt];
      days.set(shard, [placedAt < first ? placedAt : first, placedAt > last ? placedAt : last]);
    }
  }
  return days;
}

/** Sorts the changes of a segment by the file they belong to. */
async function collect(
  disk: Disk,
  directory: string,
  first: number,
  next: number,
  work: Map<string, ShardWork>,
  numbers: Map<string, number>,
): Promise<void> {
  const file = path.join(directory, segmentFile(first));
  const bytes = await disk.read(file);
  if (!bytes) throw new DataDamaged(file, null, 'the file is missing');
  for (const { sequence, changes } of readSegmentTexts(bytes, file, first, next).lines) {
    for (const change of changes) {
      const { collection, id } = change;
      const shard = shardOf(collection, id);
      const name = shardFile(collection, shard);
      const known = work.get(name);
      if (known) known.changes.push({ sequence, change });
      else work.set(name, { collection, shard, changes: [{ sequence, change }] });
      if (isAppended(collection)) numbers.set(collection, Math.max(numbers.get(collection) ?? 0, runningNumber(id) ?? 0));
    }
  }
}

async function foldInto(disk: Disk, file: string, changes: ShardWork['changes']): Promise<void> {
  const database = await openRuns(disk, file);
  const { runs, sequence: foldedBefore } = database.data;
  const fresh = changes.filter((one) => one.sequence > foldedBefore);
  // Written even where nothing is new: an earlier pass that was cut off may have replaced the file without making
  // that durable, and the segments are removed on the strength of it.
  const folded = withChanges(
    runs,
    fresh.map(({ change }) => change),
  );
  database.data = { sequence: fresh.at(-1)?.sequence ?? foldedBefore, runs: folded };
  await database.write();
}

async function noteFolded(disk: Disk, pass: Pass, numbers: ReadonlyMap<string, number>): Promise<void> {
  const database = await openFolded(disk, path.join(pass.directory, FOLDED_FILE));
  const before = database.data;
  const merged = { ...before.numbers };
  for (const [collection, number] of numbers) merged[collection] = Math.max(merged[collection] ?? 0, number);
  database.data = { ...before, sequence: Math.max(before.sequence, pass.next - 1), numbers: merged };
  await database.write();
}
