/** All documents of an open store, each with its place: hot collections from memory, cold ones a file at a time. */

import type { Stored, WrittenCollection } from '../../decisions/collections.ts';
import { documentOf } from './document-of.ts';
import { COLLECTIONS, isCold } from './layout.ts';
import { copyShard } from './shard-reading.ts';
import type { Shelves } from './view.ts';

export async function* everyDocument(shelves: Shelves, only: readonly WrittenCollection[] = COLLECTIONS): AsyncGenerator<Stored> {
  const { documents, files } = shelves;
  for (const collection of only) {
    if (!isCold(collection)) {
      for (const [id, doc] of documents.hot(collection)) yield stored(collection, id, doc);
      continue;
    }
    for (const shard of new Set([...files.shards(collection), ...documents.recentShards(collection)])) {
      for (const { id, doc } of await copyShard(shelves, collection, shard)) yield stored(collection, id, doc());
    }
  }
}

/** The pair belongs together because it was written together. */
export function stored(collection: WrittenCollection, id: string, doc: unknown): Stored {
  return { collection, id, doc: documentOf(collection, doc) } as Stored;
}
