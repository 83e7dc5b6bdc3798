/**
 * A data folder looked through without a byte written into it: one that nobody has open, or a backup. Every
 * file is read and its checksum tried, so that whoever looks knows of all damage, and not only of the first.
 */
import path from 'node:path';
import type { Stored, WrittenCollection } from '../../decisions/collections.ts';
import { DataDamaged } from './damage.ts';
import { type Disk, UNFINISHED } from './disk.ts';
import { stored } from './every-document.ts';
import { errorCode } from './failure.ts';
import { readSegment } from './journal.ts';
import { COLLECTIONS, INDEXED, indexFolder, JOURNAL, segmentFile, segmentOfFile, shardFile, shardOf, shardOfFile } from './layout.ts';
import { docOf, idOf, Lines, readLines } from './lines.ts';
import { foldedSequence } from './migrations.ts';

export interface Look {
  /** Last commit. */
  readonly sequence: number;
  readonly documents: AsyncIterable<Stored>;
}

/** What the journal says of a document after its file; `doc` is undefined where it was deleted. */
interface Later {
  readonly sequence: number;
  readonly doc: unknown;
}
/** By file, then by id. */
type Journal = ReadonlyMap<string, ReadonlyMap<string, Later>>;

/**
 * `onDamage`: called for every file that cannot be read, also while `documents` are gone through.
 * @throws {NewerData} where a newer program has written the folder
 */
export async function lookInto(disk: Disk, directory: string, onDamage: (damage: DataDamaged) => void): Promise<Look> {
  const whole = async <T>(read: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read();
    } catch (problem) {
      if (!(problem instanceof DataDamaged)) throw problem;
      onDamage(problem);
      return otherwise;
    }
  };
  const folded = await whole(() => foldedSequence(disk, directory), 0);
  const journal = await whole(() => readJournal(disk, directory, folded), { sequence: folded, later: new Map() });
  const lines = (file: string) => whole(() => readLines(disk, path.join(directory, file)), Lines.none);

  async function* documents(): AsyncGenerator<Stored> {
    for (const collection of COLLECTIONS) {
      for (const shard of await shardsOf(disk, directory, collection, journal.later)) {
        const file = shardFile(collection, shard);
        yield* merged(collection, await lines(file), journal.later.get(file));
      }
    }
    for (const folder of INDEXED.map(indexFolder)) {
      for (const name of await namesIn(disk, path.join(directory, folder))) {
        if (!name.endsWith(UNFINISHED)) await lines(path.join(folder, name));
      }
    }
  }
  return { sequence: journal.sequence, documents: documents() };
}

function* merged(collection: WrittenCollection, lines: Lines, later: ReadonlyMap<string, Later> = new Map()): Generator<Stored> {
  const left = new Map([...later].filter(([, { sequence }]) => sequence > lines.sequence));
  for (const line of lines) {
    const id = idOf(line);
    if (!left.has(id)) yield stored(collection, id, docOf(line));
  }
  for (const [id, { doc }] of left) if (doc !== undefined) yield stored(collection, id, doc);
}

async function readJournal(disk: Disk, directory: string, folded: number): Promise<{ readonly sequence: number; readonly later: Journal }> {
  const later = new Map<string, Map<string, Later>>();
  let sequence = folded;
  const firsts = (await namesIn(disk, path.join(directory, JOURNAL)))
    .map(segmentOfFile)
    .filter((first) => first !== null)
    .sort((a, b) => a - b);
  for (const [index, first] of firsts.entries()) {
    const next = firsts[index + 1] ?? null;
    if (next !== null && next <= folded + 1) continue;
    const file = path.join(directory, segmentFile(first));
    if (first > sequence + 1) throw new DataDamaged(file, 1, `the journal files before it are missing, from commit ${sequence + 1} on`);
    const { lines } = readSegment((await disk.read(file)) ?? Buffer.alloc(0), file, first, next);
    for (const line of lines) {
      sequence = Math.max(sequence, line.sequence);
      for (const change of line.changes) {
        const [, collection, id] = change;
        const shard = shardFile(collection, shardOf(collection, id));
        const known = later.get(shard) ?? new Map<string, Later>();
        known.set(id, { sequence: line.sequence, doc: change[0] === 'put' ? change[3] : undefined });
        later.set(shard, known);
      }
    }
  }
  return { sequence, later };
}

async function shardsOf(disk: Disk, directory: string, collection: WrittenCollection, later: Journal): Promise<readonly number[]> {
  const names = [...(await namesIn(disk, path.join(directory, collection)))];
  for (const file of later.keys()) if (path.dirname(file) === collection) names.push(path.basename(file));
  return [...new Set(names.map(shardOfFile).filter((shard) => shard !== null))].sort((a, b) => a - b);
}

/** None where there is no such folder. */
async function namesIn(disk: Disk, folder: string): Promise<readonly string[]> {
  try {
    return await disk.list(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
