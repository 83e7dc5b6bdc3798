/** Reading many documents: hot collections from memory, cold ones a file at a time, in the order of their numbers. */

import type { Collections } from '../../decisions/collections.ts';
import type { ColdCollection, Queries } from '../port.ts';
import { documentOf } from './document-of.ts';
import { shardOfNumber } from './layout.ts';
import { orderQueries } from './order-queries.ts';
import { copyShard, readShard } from './shard-reading.ts';
import type { Shelves } from './view.ts';

/** `ready` throws where nothing may be answered any more. */
export function queriesOf(shelves: Shelves, ready: () => void): Queries {
  const { documents, files } = shelves;
  /** The numbers of all files and all documents not yet in a file, ascending. */
  const shards = (collection: ColdCollection) =>
    [...new Set([...files.shards(collection), ...documents.recentShards(collection)])].sort((a, b) => a - b);

  return {
    orders: orderQueries(shelves, ready),

    *all(collection) {
      ready();
      for (const doc of documents.hot(collection).values()) yield documentOf(collection, doc);
    },

    async *each(collection, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}) {
      ready();
      for (const shard of shards(collection)) {
        if (shard < shardOfNumber(collection, from) || shard > shardOfNumber(collection, to)) continue;
        for (const { number, doc } of await copyShard(shelves, collection, shard)) {
          if (number >= from && number <= to) yield documentOf(collection, doc());
        }
      }
    },

    async newest<C extends ColdCollection>(collection: C, limit: number, before = Number.POSITIVE_INFINITY) {
      ready();
      const found: Collections[C][] = [];
      for (const shard of shards(collection).reverse()) {
        if (found.length >= limit) break;
        if (shard > shardOfNumber(collection, before)) continue;
        await readShard(shelves, collection, shard, (all) => {
          const docs = all.filter(({ number }) => number < before).reverse();
          for (const { doc } of docs.slice(0, limit - found.length)) found.push(documentOf(collection, doc()));
        });
      }
      return found;
    },
  };
}
