/**
 * A whole index built at once: the terms of all documents, gathered in one unfinished file for each bucket and
 * then put in order, a bucket at a time. Folding them as a shop folds its days would write every file again and
 * again. What memory holds does not grow with the number of documents, but for the one bucket in hand.
 */
import path from 'node:path';
import { type AppendFile, type Disk, replaceFiles, UNFINISHED } from './disk.ts';
import { bucketFile, bucketOf } from './index-files.ts';
import type { IndexedCollection } from './layout.ts';
import { fileOfLines, keyOf, type Line } from './lines.ts';

/** Between the key of a term and its numbers; JSON text has none. */
const TAB = '\t';

/** By term: the numbers that have it, by size. */
export type Gathered = ReadonlyMap<string, readonly number[]>;

export class IndexGathering {
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #collection: IndexedCollection;
  readonly #open = new Map<number, AppendFile>();

  constructor(disk: Disk, directory: string, collection: IndexedCollection) {
    this.#disk = disk;
    this.#directory = directory;
    this.#collection = collection;
  }

  /** Numbers of a later call are larger than those of an earlier one. */
  async add(gathered: Gathered): Promise<void> {
    const byBucket = new Map<number, string[]>();
    for (const [term, numbers] of gathered) {
      const line = `${keyOf(term).toString('latin1')}${TAB}${numbers.join(',')}\n`;
      const bucket = bucketOf(term);
      const known = byBucket.get(bucket);
      if (known) known.push(line);
      else byBucket.set(bucket, [line]);
    }
    for (const [bucket, lines] of byBucket) await (await this.#fileOf(bucket)).write(Buffer.from(lines.join(''), 'latin1'));
  }

  /** @returns the files of the index, seen from the directory: all on disk */
  async finish(): Promise<readonly string[]> {
    for (const file of this.#open.values()) await file.close();
    const buckets = [...this.#open.keys()];
    await replaceFiles(
      this.#disk,
      buckets.map((bucket) => ({ file: path.join(this.#directory, this.#nameOf(bucket)), bytes: () => this.#inOrder(bucket) })),
      1,
    );
    for (const bucket of buckets) await this.#disk.remove(this.#gathering(bucket));
    return buckets.map((bucket) => this.#nameOf(bucket));
  }

  async #inOrder(bucket: number): Promise<Buffer> {
    const bytes = (await this.#disk.read(this.#gathering(bucket))) ?? Buffer.alloc(0);
    const numbers = new Map<string, string>();
    for (const line of bytes.toString('latin1').split('\n')) {
      const tab = line.lastIndexOf(TAB);
      if (tab < 0) continue;
      const key = line.slice(0, tab);
      const before = numbers.get(key);
      numbers.set(key, before === undefined ? line.slice(tab + 1) : `${before},${line.slice(tab + 1)}`);
    }
    return fileOfLines(0, linesOf(numbers));
  }

  async #fileOf(bucket: number): Promise<AppendFile> {
    const known = this.#open.get(bucket);
    if (known) return known;
    const made = await this.#disk.create(this.#gathering(bucket));
    this.#open.set(bucket, made);
    return made;
  }

  #nameOf(bucket: number): string {
    return bucketFile(this.#collection, 'old', bucket);
  }

  /** Unfinished in name too: what a crash leaves of it goes with the next start. */
  #gathering(bucket: number): string {
    return path.join(this.#directory, bucketFile(this.#collection, 'young', bucket)) + UNFINISHED;
  }
}

/** In the order of their keys; as each byte is one character here, of characters. */
function* linesOf(numbers: ReadonlyMap<string, string>): Generator<Line> {
  for (const key of [...numbers.keys()].sort()) {
    yield { key: Buffer.from(key, 'latin1'), text: Buffer.from(`[${numbers.get(key) ?? ''}]`, 'latin1') };
  }
}
