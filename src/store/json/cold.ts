/**
 * Cold files, read when needed and kept while they are in use (those used last, up to a size). A file may
 * be replaced by a fold while it is being read; the documents of the fold leave memory in the same instant,
 * so whoever reads must see either the old file with the documents in memory, or the new file. `use`
 * therefore runs in one turn with the check that the file is still the one that was read.
 */
import path from 'node:path';
import type { ColdCollection } from '../port.ts';
import { DataDamaged } from './damage.ts';
import type { Disk } from './disk.ts';
import { isInOrder } from './index-files.ts';
import { shardFile } from './layout.ts';
import { Lines, readLines } from './lines.ts';

/** Files are kept unparsed: this is what they take. A shop of a million orders stays below 200 MB in all. */
const MOST_BYTES_KEPT = 32 * 1024 * 1024;

export class ColdFiles {
  /** Read from disk so far. */
  filesRead = 0;
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #onDamage: (damage: DataDamaged) => void;
  /** Which files exist; those of cold collections also by collection. */
  readonly #names = new Set<string>();
  readonly #shards = new Map<ColdCollection, Set<number>>();
  /** The least recently used comes first. */
  readonly #kept = new Map<string, Lines>();
  #bytesKept = 0;
  /** Being read: whoever wants the same file meanwhile shares it. */
  readonly #reading = new Map<string, Promise<Lines>>();
  /** By file: how often a fold has replaced it. */
  readonly #replaced = new Map<string, number>();

  constructor(disk: Disk, directory: string, onDamage: (damage: DataDamaged) => void) {
    this.#disk = disk;
    this.#directory = directory;
    this.#onDamage = onDamage;
  }

  shards(collection: ColdCollection): readonly number[] {
    return [...(this.#shards.get(collection) ?? [])];
  }

  names(): readonly string[] {
    return [...this.#names];
  }

  exists(file: string): void {
    this.#names.add(file);
  }

  shardExists(collection: ColdCollection, shard: number): void {
    this.exists(shardFile(collection, shard));
    const known = this.#shards.get(collection);
    if (known) known.add(shard);
    else this.#shards.set(collection, new Set([shard]));
  }

  /** A fold has replaced this file. */
  replaced(file: string): void {
    this.exists(file);
    this.#forget(file);
    this.#reading.delete(file);
    this.#replaced.set(file, (this.#replaced.get(file) ?? 0) + 1);
  }

  shardReplaced(collection: ColdCollection, shard: number): void {
    this.shardExists(collection, shard);
    this.replaced(shardFile(collection, shard));
  }

  removed(file: string): void {
    this.replaced(file);
    this.#names.delete(file);
  }

  /**
   * `use` gets no lines where there is no such file.
   * @param keep false for a reader that passes through the whole history once
   * @throws {DataDamaged} where the file is not as it was written
   */
  async read<T>(file: string, keep: boolean, use: (lines: Lines) => T): Promise<T> {
    for (;;) {
      if (!this.#names.has(file)) return use(Lines.none);
      const kept = this.#kept.get(file);
      if (kept) {
        this.#keep(file, kept);
        return use(kept);
      }
      const before = this.#replaced.get(file);
      const lines = await this.#readOnce(file);
      if (this.#replaced.get(file) !== before) continue;
      if (keep) this.#keep(file, lines);
      return use(lines);
    }
  }

  #readOnce(file: string): Promise<Lines> {
    const shared = this.#reading.get(file);
    if (shared) return shared;
    this.filesRead++;
    const reading = readLines(this.#disk, path.join(this.#directory, file), isInOrder(file) ? 'by key' : 'as written');
    this.#reading.set(file, reading);
    const done = () => {
      if (this.#reading.get(file) === reading) this.#reading.delete(file);
    };
    reading.then(done, (problem) => {
      done();
      if (problem instanceof DataDamaged) this.#onDamage(problem);
    });
    return reading;
  }

  #keep(file: string, lines: Lines): void {
    this.#forget(file);
    this.#kept.set(file, lines);
    this.#bytesKept += lines.size;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytesKept <= MOST_BYTES_KEPT || oldest === file) return;
      this.#forget(oldest);
    }
  }

  #forget(file: string): void {
    this.#bytesKept -= this.#kept.get(file)?.size ?? 0;
    this.#kept.delete(file);
  }
}
