/** All documents of one cold file, with what was committed since the last fold. */
import type { ColdCollection } from '../port.ts';
import type { Recent } from './documents.ts';
import { runningNumber, shardFile } from './layout.ts';
import { docOf, idOf, type Lines } from './lines.ts';
import type { Shelves } from './view.ts';

export interface Numbered {
  readonly number: number;
  readonly id: string;
  readonly doc: () => unknown;
}

/** The documents of a file with what was committed since, by number, then by id: good while `use` runs. */
export function readShard<T>(
  { documents, files }: Shelves,
  collection: ColdCollection,
  shard: number,
  use: (documents: readonly Numbered[]) => T,
): Promise<T> {
  return files.read(shardFile(collection, shard), true, (lines) => use(inOrder(lines, documents.recentIn(collection, shard))));
}

/** The same for a reader that passes through the whole history and takes its time. */
export function copyShard({ documents, files }: Shelves, collection: ColdCollection, shard: number): Promise<readonly Numbered[]> {
  return files.read(shardFile(collection, shard), false, (lines) => inOrder(lines.copy(), documents.recentIn(collection, shard)));
}

function inOrder(lines: Lines, recent: ReadonlyMap<string, Recent>): readonly Numbered[] {
  const numbered: Numbered[] = [];
  for (const line of lines) {
    const id = idOf(line);
    if (!recent.has(id)) numbered.push({ number: runningNumber(id) ?? 0, id, doc: () => docOf(line) });
  }
  for (const [id, { doc }] of recent) if (doc !== undefined) numbered.push({ number: runningNumber(id) ?? 0, id, doc: () => doc });
  return numbered.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
}
