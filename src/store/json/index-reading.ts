/** The reading side of the indexes: which documents have a term, and on which days which file was written. */
import type { ColdFiles } from './cold.ts';
import type { Epochs } from './compaction.ts';
import { bucketFile, bucketOf, DAYS_FILE, descending, intersection, type Numbers, recentFile, standing, union } from './index-files.ts';
import { daysOf } from './index-fold.ts';
import type { IndexedCollection } from './layout.ts';
import { docOf, idOf, Lines } from './lines.ts';

interface Group {
  readonly terms: readonly string[];
  readonly number: number | null;
}

interface Found {
  readonly numbers: Numbers;
  readonly files: number;
}

export class Indexes {
  /** As of the last fold. */
  epochs: Epochs;
  readonly #files: ColdFiles;

  constructor(files: ColdFiles, epochs: Epochs) {
    this.#files = files;
    this.epochs = epochs;
  }

  isEmpty(collection: IndexedCollection): boolean {
    return this.#files.shards(collection).length === 0;
  }

  /**
   * Numbers below `below`, the largest first, of documents that have any term of each group, or are the one
   * with its number. What was committed and not yet folded is not among them.
   * @param use gets them, good until it is done, and how many files were looked into
   */
  async find<T>(collection: IndexedCollection, groups: readonly Group[], below: number, use: (found: Found) => T | Promise<T>): Promise<T> {
    for (;;) {
      const epoch = this.epochs[collection];
      const opened = new Map<string, Lines>();
      const pins: (() => void)[] = [];
      const open = (file: string) =>
        this.#files.read(file, true, (lines, pin) => {
          opened.set(file, lines);
          pins.push(pin());
        });
      const terms = groups.flatMap((group) => group.terms);
      try {
        await open(recentFile(collection, epoch));
        const tried = await Promise.allSettled([...new Set(terms.flatMap((term) => bucketFiles(collection, term)))].map(open));
        for (const file of tried) if (file.status === 'rejected') throw file.reason;
        // A pouring that ended meanwhile may have moved terms between files that were read before and after it.
        if (epoch !== this.epochs[collection]) continue;
        const listOf = (term: string) =>
          standing(
            [recentFile(collection, epoch), ...bucketFiles(collection, term)].map((file) =>
              descending(opened.get(file)?.text(term) ?? EMPTY, below),
            ),
          );
        const numbers = intersection(
          groups.map((group) => {
            const isNumbered = group.number !== null && group.number < below;
            return union([...group.terms.map(listOf), ...(isNumbered ? [only(group.number)] : [])]);
          }),
        );
        return await use({ numbers, files: [...opened.values()].filter((lines) => lines !== Lines.none).length });
      } finally {
        for (const letGo of pins) letGo();
      }
    }
  }

  /** Order files with orders placed from `from` on and before `before` (UTC ISO). */
  async filesOfDays(from: string, before: string): Promise<readonly number[]> {
    const shards = this.#files.shards('orders');
    const days = await this.#files.read(DAYS_FILE, true, (lines) => new Map([...lines].map((line) => [idOf(line), docOf(line)])));
    return shards.filter((shard) => {
      const known = daysOf(days.get(String(shard)));
      return known === null || (known[0] < before && known[1] >= from);
    });
  }
}

const EMPTY = Buffer.from('[]');

const bucketFiles = (collection: IndexedCollection, term: string) => [
  bucketFile(collection, 'young', bucketOf(term)),
  bucketFile(collection, 'old', bucketOf(term)),
];

function* only(number: number): Numbers {
  yield number;
}
