/**
 * Folds sealed journal segments into the files documents rest in. Reads and writes files only, so it can
 * run in a thread of its own while the shop goes on. It can be cut off anywhere and repeated: each file
 * knows the last commit folded into it, and the segments are removed last.
 */
import path from 'node:path';
import type { CollectionName } from '../../decisions/collections.ts';
import { DataDamaged } from './damage.ts';
import type { Disk } from './disk.ts';
import { readSegment, type Written } from './journal.ts';
import { isAppended, JOURNAL, runningNumber, segmentFile, shardFile, shardOf } from './layout.ts';
import { FOLDED_FILE, openFolded, openShard } from './shard.ts';

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
}

export interface Replaced {
  readonly collection: CollectionName;
  readonly shard: number;
}

interface ShardWork extends Replaced {
  readonly changes: { readonly sequence: number; readonly change: Written }[];
}

/** @returns the files that were replaced. @throws {DataDamaged} */
export async function fold(disk: Disk, pass: Pass): Promise<readonly Replaced[]> {
  const work = new Map<string, ShardWork>();
  const numbers = new Map<string, number>();
  for (const [index, first] of pass.segments.entries()) {
    await collect(disk, pass.directory, first, pass.segments[index + 1] ?? pass.next, work, numbers);
  }
  for (const [file, { changes }] of work) await foldInto(disk, path.join(pass.directory, file), changes);
  await noteFolded(disk, pass, numbers);
  for (const first of pass.segments) await disk.remove(path.join(pass.directory, segmentFile(first)));
  await disk.syncDirectory(path.join(pass.directory, JOURNAL));
  return [...work.values()].map(({ collection, shard }) => ({ collection, shard }));
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
  for (const { sequence, changes } of readSegment(bytes, file, first, next).lines) {
    for (const change of changes) {
      const [, collection, id] = change;
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
  const database = await openShard(disk, file);
  const { docs, sequence: foldedBefore } = database.data;
  let last = foldedBefore;
  for (const { sequence, change } of changes) {
    if (sequence <= foldedBefore) continue;
    if (change[0] === 'put') docs.set(change[2], change[3]);
    else docs.delete(change[2]);
    last = sequence;
  }
  // Written even where nothing is new: an earlier pass that was cut off may have replaced the file without making
  // that durable, and the segments are removed on the strength of it.
  database.data = { sequence: last, docs };
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
