/**
 * What a decision sees: documents as they are now, remembering each one it was given, so that a commit
 * can tell whether the decision was made on what still holds.
 */
import type { CollectionName, Collections, Key } from '../../decisions/collections.ts';
import { NotLoaded, type View } from '../../decisions/decision.ts';
import type { ColdFiles } from './cold.ts';
import type { Documents } from './documents.ts';
import { isCold, shardOf } from './layout.ts';

interface Read {
  readonly collection: CollectionName;
  readonly id: string;
  readonly doc: unknown;
}

/** Cold documents brought in for a view, by `<collection>/<id>`; undefined where there is none. */
export type Loaded = ReadonlyMap<string, unknown>;

const NOTHING_LOADED: Loaded = new Map();

export class JsonView implements View {
  readonly #documents: Documents;
  /** Last commit when the view was made. */
  readonly #sequence: number;
  readonly #loaded: Loaded;
  readonly #reads: Read[] = [];

  constructor(documents: Documents, sequence: number, loaded: Loaded = NOTHING_LOADED) {
    this.#documents = documents;
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
    if (!isCold(collection)) return this.#documents.hot(collection).get(id);
    const recent = this.#documents.recent(collection, id);
    if (recent) return recent.doc;
    const key = keyOf(collection, id);
    if (!this.#loaded.has(key)) throw new NotLoaded({ collection, id });
    return this.#loaded.get(key);
  }

  #holds({ collection, id, doc }: Read): boolean {
    if (!isCold(collection)) return this.#documents.hot(collection).get(id) === doc;
    const recent = this.#documents.recent(collection, id);
    if (recent) return recent.doc === doc;
    // It is in its file now. Where that file got anything newer than the view, rather decide once too often.
    return this.#documents.foldedInto(collection, id) <= this.#sequence;
  }
}

/** Brings in the cold documents among `keys`. @throws {DataDamaged} */
export async function load(documents: Documents, files: ColdFiles, keys: readonly Key[]): Promise<Loaded> {
  const loaded = new Map<string, unknown>();
  for (const { collection, id } of keys) {
    if (!isCold(collection)) continue;
    const key = keyOf(collection, id);
    const recent = documents.recent(collection, id);
    if (recent) {
      loaded.set(key, recent.doc);
      continue;
    }
    await files.read(collection, shardOf(collection, id), true, (docs) => loaded.set(key, docs.get(id)));
  }
  return loaded;
}

/**
 * The border where documents get their type back. What lies under a collection was put there by a typed
 * commit of this program; for what comes from disk the checksum says that it is still the same.
 */
export function documentOf<C extends CollectionName>(_collection: C, doc: unknown): Collections[C] {
  return doc as Collections[C];
}

const keyOf = (collection: CollectionName, id: string) => `${collection}/${id}`;
