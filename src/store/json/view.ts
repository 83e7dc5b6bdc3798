/**
 * What a decision sees: documents as they are now, remembering each one it was given, so that a commit
 * can tell whether the decision was made on what still holds.
 */

import type { CollectionName, Collections, Key, View } from '../../decisions/collections.ts';
import { NotLoaded } from '../../decisions/decision.ts';
import type { Whereabouts } from '../../decisions/records.ts';
import type { ColdFiles } from './cold.ts';
import { documentOf } from './document-of.ts';
import type { Documents } from './documents.ts';
import type { Indexes } from './index-reading.ts';
import { isCold, shardFile, shardOf } from './layout.ts';

interface Read {
  readonly collection: CollectionName;
  readonly id: string;
  readonly doc: unknown;
}

/** Where documents lie. */
export interface Shelves {
  readonly documents: Documents;
  readonly files: ColdFiles;
  readonly indexes: Indexes;
}

/** Cold documents brought in for a view, by `<collection>/<id>`; undefined where there is none. */
export type Loaded = ReadonlyMap<string, unknown>;

const NOTHING_LOADED: Loaded = new Map();

export class JsonView implements View {
  readonly #shelves: Shelves;
  /** Last commit when the view was made. */
  readonly #sequence: number;
  readonly #loaded: Loaded;
  readonly #reads: Read[] = [];

  constructor(shelves: Shelves, sequence: number, loaded: Loaded = NOTHING_LOADED) {
    this.#shelves = shelves;
    this.#sequence = sequence;
    this.#loaded = loaded;
  }

  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined {
    const doc = this.#find(collection, id);
    this.#reads.push({ collection, id, doc });
    return doc === undefined ? undefined : documentOf(collection, doc);
  }

  /** The first document that was read and is another one by now, or null. */
  changed(): Key | null {
    for (const read of this.#reads) if (!this.#holds(read)) return { collection: read.collection, id: read.id };
    return null;
  }

  #find(collection: CollectionName, id: string): unknown {
    const { documents, indexes } = this.#shelves;
    if (collection === 'whereabouts') {
      const lately = documents.whereabouts(id);
      if (lately) return lately;
      // The shop where nobody rests yet, and the first message of anybody there, asks no file.
      if (indexes.isEmpty('resting')) return undefined;
    } else if (!isCold(collection)) return documents.hot(collection).get(id);
    else {
      const recent = documents.recent(collection, id);
      if (recent) return recent.doc;
    }
    const key = keyOf(collection, id);
    if (!this.#loaded.has(key)) throw new NotLoaded({ collection, id });
    return this.#loaded.get(key);
  }

  #holds({ collection, id, doc }: Read): boolean {
    const { documents } = this.#shelves;
    // It follows from documents that are read with it: the conversation, which is awake or not, and the one at rest.
    if (collection === 'whereabouts') return true;
    if (!isCold(collection)) return documents.hot(collection).get(id) === doc;
    const recent = documents.recent(collection, id);
    if (recent) return recent.doc === doc;
    // It is in its file now. Where that file got anything newer than the view, rather decide once too often.
    return documents.foldedInto(collection, id) <= this.#sequence;
  }
}

/** Brings in the cold documents among `keys`. @throws {DataDamaged} */
export async function load(shelves: Shelves, keys: readonly Key[]): Promise<Loaded> {
  const loaded = new Map<string, unknown>();
  for (const { collection, id } of keys) {
    const key = keyOf(collection, id);
    if (collection === 'whereabouts') loaded.set(key, await whereaboutsOf(shelves, id));
    else if (isCold(collection)) await read(shelves, collection, id, (doc) => loaded.set(key, doc));
  }
  return loaded;
}

async function read(
  { documents, files }: Shelves,
  collection: Parameters<Documents['recent']>[0],
  id: string,
  use: (doc: unknown) => void,
): Promise<void> {
  const recent = documents.recent(collection, id);
  if (recent) return use(recent.doc);
  await files.read(shardFile(collection, shardOf(collection, id)), true, (lines) => use(lines.get(id)));
}

/** The newest place of rest that is not left again. */
async function whereaboutsOf({ documents, indexes }: Shelves, conversationId: string): Promise<Whereabouts | undefined> {
  const lately = documents.whereabouts(conversationId);
  if (lately) return lately;
  return indexes.find('resting', [{ terms: [conversationId], number: null }], Number.POSITIVE_INFINITY, ({ numbers }) => {
    for (const number of numbers) {
      const left = documents.recent('resting', String(number));
      if (left?.doc === undefined && left) continue;
      return { id: conversationId, resting: String(number) };
    }
    return undefined;
  });
}

const keyOf = (collection: CollectionName, id: string) => `${collection}/${id}`;
