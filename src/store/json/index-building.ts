/**
 * The indexes when the store opens: taken as they are, or built from the documents where there are none (a
 * folder from before there were indexes, one whose index folder was removed because it was damaged) or where
 * they were built by other rules.
 */
import path from 'node:path';
import { TERMS_VERSION } from '../terms.ts';
import type { ColdFiles } from './cold.ts';
import type { Epochs } from './compaction.ts';
import { type Disk, UNFINISHED } from './disk.ts';
import { foldDays, foldTerms, type Index, noteTerms, type TermChanges, termsOf } from './index-fold.ts';
import { INDEXED, type IndexedCollection, indexFolder, runningNumber, shardFile, shardOfFile } from './layout.ts';
import { docOf, idOf, type Lines, readLines } from './lines.ts';
import type { Names } from './recovery.ts';
import { FOLDED_FILE, openFolded } from './shard.ts';
import { documentOf } from './view.ts';

/** Files of documents whose terms are added to the index together: the more, the fewer files are written. */
const SHARDS_AT_ONCE = 16;

/** Makes `folded.json` where there is none, as the last step. @throws {DataDamaged} */
export async function prepareIndexes(disk: Disk, directory: string, names: Names, files: ColdFiles, recentBytes: number): Promise<Epochs> {
  const folded = await openFolded(disk, path.join(directory, FOLDED_FILE));
  const whole = folded.data.terms === TERMS_VERSION && INDEXED.every((collection) => !isMissing(names, collection));
  if (!whole && folded.data.terms !== 0) {
    folded.data = { ...folded.data, terms: 0 };
    await folded.write();
  }
  const epochs = { orders: 0, resting: 0 };
  for (const collection of INDEXED) {
    epochs[collection] = whole ? take(names, collection, files) : await build({ disk, directory, collection, recentBytes }, names, files);
  }
  if (whole) return epochs;
  folded.data = { ...folded.data, terms: TERMS_VERSION };
  await folded.write();
  return epochs;
}

const isDocuments = (name: string) => shardOfFile(name) !== null;

function isMissing(names: Names, collection: IndexedCollection): boolean {
  const documents = names.get(collection)?.some(isDocuments) ?? false;
  return documents && indexFiles(names, collection).length === 0;
}

const indexFiles = (names: Names, collection: IndexedCollection) =>
  (names.get(indexFolder(collection)) ?? []).filter((name) => !name.endsWith(UNFINISHED));

function take(names: Names, collection: IndexedCollection, files: ColdFiles): number {
  const found = indexFiles(names, collection);
  for (const name of found) files.exists(path.join(indexFolder(collection), name));
  return Math.max(0, ...found.map((name) => Number(/^recent-(\d+)\.json$/.exec(name)?.[1] ?? 0)));
}

async function build(index: Index, names: Names, files: ColdFiles): Promise<number> {
  const { disk, directory, collection } = index;
  for (const name of indexFiles(names, collection)) await disk.remove(path.join(directory, indexFolder(collection), name));
  let epoch = 0;
  const shards = (names.get(collection) ?? []).map(shardOfFile).filter((shard) => shard !== null);
  const inOrder = shards.toSorted((a, b) => a - b);
  for (let from = 0; from < inOrder.length; from += SHARDS_AT_ONCE) {
    const changes: TermChanges = new Map();
    const days = new Map<number, readonly [string, string]>();
    for (const shard of inOrder.slice(from, from + SHARDS_AT_ONCE)) {
      const lines = await readLines(disk, path.join(directory, shardFile(collection, shard)));
      for (const line of lines) noteTerms(changes, runningNumber(idOf(line)) ?? 0, new Set(), termsOf(collection, docOf(line)));
      if (collection === 'orders') for (const [day, span] of daysOfShard(shard, lines)) days.set(day, span);
    }
    const folded = await foldTerms(index, epoch, changes, 0);
    epoch = folded.epoch;
    for (const name of folded.removed) files.removed(name);
    for (const name of [...folded.replaced, ...(await foldDays(disk, directory, days, 0))]) files.exists(name);
  }
  return epoch;
}

function daysOfShard(shard: number, lines: Lines): ReadonlyMap<number, readonly [string, string]> {
  const placed = [...lines].map((line) => documentOf('orders', docOf(line)).placedAt).sort();
  const [first, last] = [placed[0], placed.at(-1)];
  return first === undefined || last === undefined ? new Map() : new Map([[shard, [first, last]]]);
}
