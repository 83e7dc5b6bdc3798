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
import { documentOf } from './document-of.ts';
import { type Days, foldDays, termsOf } from './index-fold.ts';
import { IndexGathering } from './index-gathering.ts';
import { INDEXED, type IndexedCollection, indexFolder, type Names, runningNumber, shardFile, shardOfFile } from './layout.ts';
import { docOf, idOf, readLines } from './lines.ts';
import { FOLDED_FILE, openFolded } from './shard.ts';

/** Files of documents whose terms are gathered in memory: some tens of MB. */
const SHARDS_AT_ONCE = 16;

/** Makes `folded.json` where there is none, as the last step. @throws {DataDamaged} */
export async function prepareIndexes(disk: Disk, directory: string, names: Names, files: ColdFiles): Promise<Epochs> {
  const folded = await openFolded(disk, path.join(directory, FOLDED_FILE));
  const whole = folded.data.terms === TERMS_VERSION && INDEXED.every((collection) => !isMissing(names, collection));
  if (!whole && folded.data.terms !== 0) {
    folded.data = { ...folded.data, terms: 0 };
    await folded.write();
  }
  const epochs = { orders: 0, resting: 0 };
  for (const collection of INDEXED) {
    if (whole) epochs[collection] = take(names, collection, files);
    else await build(disk, directory, collection, names, files);
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

async function build(disk: Disk, directory: string, collection: IndexedCollection, names: Names, files: ColdFiles): Promise<void> {
  for (const name of indexFiles(names, collection)) await disk.remove(path.join(directory, indexFolder(collection), name));
  const gathering = new IndexGathering(disk, directory, collection);
  const days = new Map<number, readonly [string, string]>();
  const shards = (names.get(collection) ?? []).map(shardOfFile).filter((shard) => shard !== null);
  const inOrder = shards.toSorted((a, b) => a - b);
  for (let from = 0; from < inOrder.length; from += SHARDS_AT_ONCE) {
    const gathered = new Map<string, number[]>();
    for (const shard of inOrder.slice(from, from + SHARDS_AT_ONCE)) {
      const documents = [...(await readLines(disk, path.join(directory, shardFile(collection, shard))))].map((line) => ({
        number: runningNumber(idOf(line)) ?? 0,
        doc: docOf(line),
      }));
      for (const { number, doc } of documents.sort((a, b) => a.number - b.number)) {
        for (const term of termsOf(collection, doc)) {
          const known = gathered.get(term);
          if (known) known.push(number);
          else gathered.set(term, [number]);
        }
      }
      if (collection === 'orders') for (const [day, span] of daysOfShard(shard, documents)) days.set(day, span);
    }
    await gathering.add(gathered);
  }
  for (const name of [...(await gathering.finish()), ...(await foldDays(disk, directory, days, 0))]) files.exists(name);
}

function daysOfShard(shard: number, documents: readonly { readonly doc: unknown }[]): Days {
  const placed = documents.map(({ doc }) => documentOf('orders', doc).placedAt).sort();
  const [first, last] = [placed[0], placed.at(-1)];
  return first === undefined || last === undefined ? new Map() : new Map([[shard, [first, last]]]);
}
