/**
 * The documents in memory: hot collections whole, and of the cold ones what was committed lately and is
 * not yet in its file. Also the last number given to each collection that the store numbers.
 */
import type { WrittenCollection } from '../../decisions/collections.ts';
import type { Whereabouts } from '../../decisions/records.ts';
import type { ColdCollection } from '../port.ts';
import { documentOf } from './document-of.ts';
import type { Written } from './journal.ts';
import { type AppendedCollection, isAppended, isCold, runningNumber, shardFile, shardOf } from './layout.ts';

/** The latest change of a cold document; `doc` is undefined where it was deleted. */
export interface Recent {
  readonly doc: unknown;
  readonly sequence: number;
}

const NOTHING = new Map<string, never>();

export class Documents {
  readonly #hot = new Map<WrittenCollection, Map<string, unknown>>();
  readonly #recent = new Map<ColdCollection, Map<number, Map<string, Recent>>>();
  readonly #numbers = new Map<AppendedCollection, number>();
  /** By conversation: where it was put to rest lately. */
  readonly #whereabouts = new Map<string, { readonly doc: Whereabouts; readonly sequence: number }>();
  /** By file: the last commit that was folded into it since the store opened. */
  readonly #foldedInto = new Map<string, number>();

  hot(collection: WrittenCollection): ReadonlyMap<string, unknown> {
    return this.#hot.get(collection) ?? NOTHING;
  }

  /** What was committed lately to a cold document; undefined where its file has the last word. */
  recent(collection: ColdCollection, id: string): Recent | undefined {
    return this.#recent.get(collection)?.get(shardOf(collection, id))?.get(id);
  }

  whereabouts(conversationId: string): Whereabouts | undefined {
    return this.#whereabouts.get(conversationId)?.doc;
  }

  recentIn(collection: ColdCollection, shard: number): ReadonlyMap<string, Recent> {
    return this.#recent.get(collection)?.get(shard) ?? NOTHING;
  }

  recentShards(collection: ColdCollection): readonly number[] {
    return [...(this.#recent.get(collection)?.keys() ?? [])];
  }

  lastNumber(collection: AppendedCollection): number {
    return this.#numbers.get(collection) ?? 0;
  }

  /** The number of a document that exists: never given again. */
  noteNumber(collection: AppendedCollection, number: number): void {
    if (number > this.lastNumber(collection)) this.#numbers.set(collection, number);
  }

  /** Takes over a document of a hot collection as its file has it. */
  load(collection: WrittenCollection, id: string, doc: unknown): void {
    this.#hotOf(collection).set(id, doc);
  }

  apply(change: Written, sequence: number): void {
    const [what, collection, id] = change;
    const doc = what === 'put' ? change[3] : undefined;
    if (isCold(collection)) this.#recentOf(collection, shardOf(collection, id)).set(id, { doc, sequence });
    else if (what === 'put') this.#hotOf(collection).set(id, doc);
    else this.#hotOf(collection).delete(id);
    if (what === 'put' && collection === 'resting') {
      const conversationId = documentOf(collection, doc).conversation.id;
      this.#whereabouts.set(conversationId, { doc: { id: conversationId, resting: id }, sequence });
    }
    if (what === 'put' && isAppended(collection)) this.noteNumber(collection, runningNumber(id) ?? 0);
  }

  /** Forgets cold documents whose last change is in their file now. */
  folded(upTo: number): void {
    for (const [id, { sequence }] of this.#whereabouts) if (sequence <= upTo) this.#whereabouts.delete(id);
    for (const [collection, shards] of this.#recent) {
      for (const [shard, docs] of shards) {
        const last = forgetUpTo(docs, upTo);
        if (last > 0) this.#foldedInto.set(shardFile(collection, shard), last);
        if (docs.size === 0) shards.delete(shard);
      }
    }
  }

  /** Last commit that changed this file since the store opened; 0 where none did. */
  foldedInto(collection: ColdCollection, id: string): number {
    return this.#foldedInto.get(shardFile(collection, shardOf(collection, id))) ?? 0;
  }

  #hotOf(collection: WrittenCollection): Map<string, unknown> {
    return entry(this.#hot, collection, () => new Map());
  }

  #recentOf(collection: ColdCollection, shard: number): Map<string, Recent> {
    return entry(
      entry(this.#recent, collection, () => new Map()),
      shard,
      () => new Map(),
    );
  }
}

/** The value under a key, made first where there is none. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** @returns the highest sequence among the forgotten, 0 where none was */
function forgetUpTo(docs: Map<string, Recent>, upTo: number): number {
  let last = 0;
  for (const [id, recent] of docs) {
    if (recent.sequence > upTo) continue;
    docs.delete(id);
    last = Math.max(last, recent.sequence);
  }
  return last;
}
