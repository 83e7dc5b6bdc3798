/** Reading many documents: hot collections from memory, cold ones a file at a time, in the order of their numbers. */
import type { Collections } from '../../decisions/collections.ts';
import type { ColdCollection, Queries } from '../port.ts';
import type { ColdFiles, ShardDocs } from './cold.ts';
import type { Documents, Recent } from './documents.ts';
import { runningNumber, shardOfNumber } from './layout.ts';
import { documentOf } from './view.ts';

interface Numbered {
  readonly number: number;
  readonly id: string;
  readonly doc: unknown;
}

/** `ready` throws where nothing may be answered any more. */
export function queriesOf(documents: Documents, files: ColdFiles, ready: () => void): Queries {
  /** The numbers of all files and all documents not yet in a file, ascending. */
  const shards = (collection: ColdCollection) =>
    [...new Set([...files.shards(collection), ...documents.recentShards(collection)])].sort((a, b) => a - b);

  const read = (collection: ColdCollection, shard: number, keep: boolean) =>
    files.read(collection, shard, keep, (docs) => inOrder(docs, documents.recentIn(collection, shard)));

  return {
    *all(collection) {
      ready();
      for (const doc of documents.hot(collection).values()) yield documentOf(collection, doc);
    },

    async *each(collection, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}) {
      ready();
      for (const shard of shards(collection)) {
        if (shard < shardOfNumber(collection, from) || shard > shardOfNumber(collection, to)) continue;
        for (const { number, doc } of await read(collection, shard, false)) {
          if (number >= from && number <= to) yield documentOf(collection, doc);
        }
      }
    },

    async newest<C extends ColdCollection>(collection: C, limit: number, before = Number.POSITIVE_INFINITY) {
      ready();
      const found: Collections[C][] = [];
      for (const shard of shards(collection).reverse()) {
        if (found.length >= limit) break;
        if (shard > shardOfNumber(collection, before)) continue;
        const docs = (await read(collection, shard, true)).filter(({ number }) => number < before).reverse();
        for (const { doc } of docs.slice(0, limit - found.length)) found.push(documentOf(collection, doc));
      }
      return found;
    },
  };
}

/** The documents of a file with what was committed since, by number, then by id. */
function inOrder(docs: ShardDocs, recent: ReadonlyMap<string, Recent>): readonly Numbered[] {
  const numbered: Numbered[] = [];
  for (const [id, doc] of docs) if (!recent.has(id)) numbered.push({ number: runningNumber(id) ?? 0, id, doc });
  for (const [id, { doc }] of recent) if (doc !== undefined) numbered.push({ number: runningNumber(id) ?? 0, id, doc });
  return numbered.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
}
