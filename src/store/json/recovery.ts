/**
 * What happens before the store serves: the files are read back, then the journal after them. Everything
 * is read and checked before anything is written, so that a folder that is refused stays as it was found.
 */

import path from 'node:path';
import type { ColdFiles } from './cold.ts';
import type { Epochs } from './compaction.ts';
import { DataDamaged } from './damage.ts';
import { type Disk, replaceFile, UNFINISHED } from './disk.ts';
import type { Documents } from './documents.ts';
import { errorCode } from './failure.ts';
import { prepareIndexes } from './index-building.ts';
import { readSegment, type Segment } from './journal.ts';
import {
  APPENDED,
  COLLECTIONS,
  FOLDERS,
  isCold,
  JOURNAL,
  type Names,
  segmentFile,
  segmentOfFile,
  shardFile,
  shardOf,
  shardOfFile,
} from './layout.ts';
import { FOLDED_FILE, openFolded, openShard } from './shard.ts';

export interface Recovered {
  /** Last commit. */
  readonly sequence: number;
  /** First commits of the segments that wait to be folded. */
  readonly sealed: readonly number[];
  /** In words, what a crash left behind; null where there was nothing. */
  readonly found: string | null;
  readonly epochs: Epochs;
}

interface ReadSegment extends Segment {
  readonly first: number;
  readonly bytes: Buffer;
}

/** By file of a hot collection: the last commit folded into it. */
type FoldedInto = ReadonlyMap<string, number>;

/** Fills `documents` and `files`. @throws {DataDamaged} */
export async function recover(disk: Disk, directory: string, documents: Documents, files: ColdFiles): Promise<Recovered> {
  await makeDirectories(disk, directory);
  const names = await listAll(disk, directory);
  const folded = (await openFolded(disk, path.join(directory, FOLDED_FILE))).data;
  for (const collection of APPENDED) documents.noteNumber(collection, folded.numbers[collection] ?? 0);
  const foldedInto = await readShards(disk, directory, names, documents, files);
  const { segments, old } = await readSegments(disk, directory, names, folded.sequence);
  for (const segment of segments) replay(segment, documents, foldedInto);

  // From here on the start relies on what folded.json says: a crash may have come between its writing and this.
  await disk.syncDirectory(directory);
  await syncAbove(disk, directory);
  await removeLeftovers(disk, directory, names, old);
  const epochs = await prepareIndexes(disk, directory, names, files);
  const last = segments.at(-1);
  if (last) await rewrite(disk, directory, last);
  return {
    sequence: Math.max(folded.sequence, ...segments.map(lastOf)),
    sealed: segments.filter(({ lines }) => lines.length > 0).map(({ first }) => first),
    found: last ? whatWasFound(last) : null,
    epochs,
  };
}

async function makeDirectories(disk: Disk, directory: string): Promise<void> {
  for (const name of FOLDERS) await disk.makeDirectory(path.join(directory, name));
}

/** Makes the name of the data directory durable. */
async function syncAbove(disk: Disk, directory: string): Promise<void> {
  try {
    await disk.syncDirectory(path.dirname(path.resolve(directory)));
  } catch (error) {
    // A folder that this user may not even read was not made by it, nor was the data directory just now.
    if (errorCode(error) !== 'EACCES') throw error;
  }
}

/** Names by folder; '.' is the data directory itself. */
async function listAll(disk: Disk, directory: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const folders = ['.', ...FOLDERS];
  return new Map(await Promise.all(folders.map(async (name) => [name, await disk.list(path.join(directory, name))] as const)));
}

async function readShards(disk: Disk, directory: string, names: Names, documents: Documents, files: ColdFiles): Promise<FoldedInto> {
  const foldedInto = new Map<string, number>();
  for (const collection of COLLECTIONS) {
    for (const name of names.get(collection) ?? []) {
      const shard = shardOfFile(name);
      if (shard === null) continue;
      mustHaveFolded(names, directory);
      if (isCold(collection)) {
        files.shardExists(collection, shard);
        continue;
      }
      const file = shardFile(collection, shard);
      const { sequence, docs } = (await openShard(disk, path.join(directory, file))).data;
      foldedInto.set(file, sequence);
      for (const [id, doc] of docs) documents.load(collection, id, doc);
    }
  }
  return foldedInto;
}

/** The first start writes it before anything else can be there. */
function mustHaveFolded(names: Names, directory: string): void {
  if (names.get('.')?.includes(FOLDED_FILE)) return;
  throw new DataDamaged(path.join(directory, FOLDED_FILE), null, 'the file is missing');
}

/** Reads the segments that hold anything newer than the files; `old` are the others. */
async function readSegments(
  disk: Disk,
  directory: string,
  names: Names,
  folded: number,
): Promise<{ segments: readonly ReadSegment[]; old: readonly number[] }> {
  const firsts = (names.get(JOURNAL) ?? [])
    .map(segmentOfFile)
    .filter((first) => first !== null)
    .sort((a, b) => a - b);
  const segments: ReadSegment[] = [];
  const old: number[] = [];
  for (const [index, first] of firsts.entries()) {
    const next = firsts[index + 1] ?? null;
    if (next !== null && next <= folded + 1) {
      old.push(first);
      continue;
    }
    mustHaveFolded(names, directory);
    const file = path.join(directory, segmentFile(first));
    if (segments.length === 0 && first > folded + 1) {
      throw new DataDamaged(file, 1, `the journal files before it are missing, from commit ${folded + 1} on`);
    }
    const bytes = (await disk.read(file)) ?? Buffer.alloc(0);
    segments.push({ first, bytes, ...readSegment(bytes, file, first, next) });
  }
  // Only the last one can be old without a later one saying so: a crash came while it was being removed.
  const last = segments.at(-1);
  if (last && last.lines.length > 0 && lastOf(last) <= folded) return { segments: segments.slice(0, -1), old: [...old, last.first] };
  return { segments, old };
}

function replay({ lines }: ReadSegment, documents: Documents, foldedInto: FoldedInto): void {
  for (const { sequence, changes } of lines) {
    for (const change of changes) {
      const [, collection, id] = change;
      const isFolded = !isCold(collection) && sequence <= (foldedInto.get(shardFile(collection, shardOf(collection, id))) ?? 0);
      if (!isFolded) documents.apply(change, sequence);
    }
  }
}

async function removeLeftovers(disk: Disk, directory: string, names: Names, old: readonly number[]): Promise<void> {
  for (const [folder, files] of names) {
    for (const name of files) if (name.endsWith(UNFINISHED)) await disk.remove(path.join(directory, folder, name));
  }
  for (const first of old) await disk.remove(path.join(directory, segmentFile(first)));
}

/**
 * Puts the last segment on new blocks before anybody relies on it: after a kill or a failed sync, what was
 * just read may exist in the memory of the system only (facts/store.md §1.3). An empty one is removed: the
 * next commit begins a segment of that name.
 */
async function rewrite(disk: Disk, directory: string, { first, lines, bytes, end }: ReadSegment): Promise<void> {
  const file = path.join(directory, segmentFile(first));
  if (lines.length > 0) await replaceFile(disk, file, bytes.subarray(0, end));
  else await disk.remove(file);
}

const lastOf = ({ first, lines }: ReadSegment) => first + lines.length - 1;

function whatWasFound({ first, lines, unfinished }: ReadSegment): string | null {
  if (unfinished === 0 && lines.length === 0) return null;
  const cutOff =
    unfinished > 0
      ? ` ${unfinished} lines at the end of ${segmentFile(first)} were cut off before anybody was told that they are safe.`
      : '';
  return `The last run was not closed; its ${lines.length} newest commits were read back from the journal.${cutOff}`;
}
