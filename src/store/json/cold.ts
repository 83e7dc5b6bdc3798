/**
 * Cold files, read when needed and kept while they are in use (the 64 used last). A file may be replaced
 * by a fold while it is being read; the documents of the fold leave memory in the same instant, so whoever
 * reads must see either the old file with the documents in memory, or the new file. `use` therefore runs
 * in one turn with the check that the file is still the one that was read.
 */
import path from 'node:path';
import type { ColdCollection } from '../port.ts';
import type { Disk } from './disk.ts';
import { shardFile } from './layout.ts';
import { openShard } from './shard.ts';

/** About 64 MB of JSON (facts/store.md §1.3). */
const MOST_FILES_KEPT = 64;

export type ShardDocs = ReadonlyMap<string, unknown>;

const EMPTY: ShardDocs = new Map();

export class ColdFiles {
  readonly #disk: Disk;
  readonly #directory: string;
  /** Which files exist. */
  readonly #shards = new Map<ColdCollection, Set<number>>();
  /** The least recently used comes first. */
  readonly #kept = new Map<string, ShardDocs>();
  /** Being read: whoever wants the same file meanwhile shares it. */
  readonly #reading = new Map<string, Promise<ShardDocs>>();
  /** By file: how often a fold has replaced it. */
  readonly #replaced = new Map<string, number>();

  constructor(disk: Disk, directory: string) {
    this.#disk = disk;
    this.#directory = directory;
  }

  shards(collection: ColdCollection): readonly number[] {
    return [...(this.#shards.get(collection) ?? [])];
  }

  exists(collection: ColdCollection, shard: number): void {
    const known = this.#shards.get(collection);
    if (known) known.add(shard);
    else this.#shards.set(collection, new Set([shard]));
  }

  /** A fold has replaced this file. */
  replaced(collection: ColdCollection, shard: number): void {
    const file = shardFile(collection, shard);
    this.exists(collection, shard);
    this.#kept.delete(file);
    this.#reading.delete(file);
    this.#replaced.set(file, (this.#replaced.get(file) ?? 0) + 1);
  }

  /**
   * @param keep false for a reader that passes through the whole history once
   * @throws {DataDamaged} where the file is not as it was written
   */
  async read<T>(collection: ColdCollection, shard: number, keep: boolean, use: (docs: ShardDocs) => T): Promise<T> {
    if (!this.#shards.get(collection)?.has(shard)) return use(EMPTY);
    const file = shardFile(collection, shard);
    for (;;) {
      const kept = this.#kept.get(file);
      if (kept) {
        this.#keep(file, kept);
        return use(kept);
      }
      const before = this.#replaced.get(file);
      const docs = await this.#readOnce(file);
      if (this.#replaced.get(file) !== before) continue;
      if (keep) this.#keep(file, docs);
      return use(docs);
    }
  }

  #readOnce(file: string): Promise<ShardDocs> {
    const shared = this.#reading.get(file);
    if (shared) return shared;
    const reading = openShard(this.#disk, path.join(this.#directory, file)).then(({ data }) => data.docs);
    this.#reading.set(file, reading);
    const done = () => {
      if (this.#reading.get(file) === reading) this.#reading.delete(file);
    };
    reading.then(done, done);
    return reading;
  }

  #keep(file: string, docs: ShardDocs): void {
    this.#kept.delete(file);
    this.#kept.set(file, docs);
    if (this.#kept.size <= MOST_FILES_KEPT) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }
}
