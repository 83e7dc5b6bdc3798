/**
 * Cold files, read when needed and kept while they are in use (those used last, unparsed). A file may
 * be replaced by a fold while it is being read; the documents of the fold leave memory in the same instant,
 * so whoever reads must see either the old file with the documents in memory, or the new file. `use`
 * therefore runs in one turn with the check that the file is still the one that was read.
 *
 * The memory of a file that nobody uses any more takes the next one: lines are good until `use` returns, or
 * until a pin is let go.
 */
import path from 'node:path';
import type { ColdCollection } from '../port.ts';
import { DataDamaged } from './damage.ts';
import type { Disk } from './disk.ts';
import { isInOrder } from './index-files.ts';
import { shardFile } from './layout.ts';
import { LentMemory } from './lent-memory.ts';
import { Lines, readLines } from './lines.ts';

/** Of files that a disk of its own gave; those of the machine's are kept while the memory lent to them lasts. */
const MOST_BYTES_KEPT = 24 * 1024 * 1024;

/** A file in memory, or on its way there. */
interface Copy {
  /** Who uses it, or waits for it, or keeps it. */
  holders: number;
  /** Resolves when `lines` are those of the file. */
  readonly loaded: Promise<void>;
  lines: Lines;
  memory: Buffer | null;
}

/** Called within `use`: what it was given stays good until the returned function is called, once. */
export type Pin = () => () => void;

const NOTHING_TO_PIN: Pin = () => () => {};

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
  readonly #kept = new Map<string, Copy>();
  #bytesKept = 0;
  readonly #memory = new LentMemory();
  /** Being read: whoever wants the same file meanwhile shares it. */
  readonly #reading = new Map<string, Copy>();
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
  async read<T>(file: string, keep: boolean, use: (lines: Lines, pin: Pin) => T): Promise<T> {
    for (;;) {
      if (!this.#names.has(file)) return use(Lines.none, NOTHING_TO_PIN);
      const before = this.#replaced.get(file);
      const copy = this.#kept.get(file) ?? this.#reading.get(file) ?? this.#begin(file);
      copy.holders++;
      try {
        if (this.#kept.get(file) !== copy) await copy.loaded;
        if (this.#replaced.get(file) !== before) continue;
        if (keep || this.#kept.has(file)) this.#keep(file, copy);
        return use(copy.lines, () => this.#pin(copy));
      } finally {
        this.#release(copy);
      }
    }
  }

  #begin(file: string): Copy {
    this.filesRead++;
    const take = (size: number) => {
      copy.memory = this.#take(size);
      return copy.memory;
    };
    const reading = readLines(this.#disk, path.join(this.#directory, file), isInOrder(file) ? 'by key' : 'as written', take);
    const loaded = reading.then((lines) => {
      copy.lines = lines;
    });
    const copy: Copy = { holders: 0, loaded, lines: Lines.none, memory: null };
    this.#reading.set(file, copy);
    const done = () => {
      if (this.#reading.get(file) === copy) this.#reading.delete(file);
    };
    loaded.then(done, (problem) => {
      done();
      if (problem instanceof DataDamaged) this.#onDamage(problem);
    });
    return copy;
  }

  /** What was used longest ago makes room; where everything is in use, the engine gives it. */
  #take(size: number): Buffer {
    for (;;) {
      const memory = this.#memory.take(size);
      if (memory) return memory;
      const [oldest] = this.#kept.keys();
      if (oldest === undefined) return Buffer.allocUnsafeSlow(size);
      this.#forget(oldest);
    }
  }

  #pin(copy: Copy): () => void {
    copy.holders++;
    return () => this.#release(copy);
  }

  #release(copy: Copy): void {
    copy.holders--;
    if (copy.holders > 0 || !copy.memory) return;
    this.#memory.giveBack(copy.memory);
    copy.memory = null;
  }

  /** As the one used last. */
  #keep(file: string, copy: Copy): void {
    copy.holders++;
    this.#forget(file);
    this.#kept.set(file, copy);
    this.#bytesKept += copy.lines.size;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytesKept <= MOST_BYTES_KEPT || oldest === file) return;
      this.#forget(oldest);
    }
  }

  #forget(file: string): void {
    const copy = this.#kept.get(file);
    if (!copy) return;
    this.#kept.delete(file);
    this.#bytesKept -= copy.lines.size;
    this.#release(copy);
  }
}
