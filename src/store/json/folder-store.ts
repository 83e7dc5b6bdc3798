/**
 * What a store that lives in a folder can do besides: stand still for a moment, so that its files can be
 * copied; bring everything into its files, so that what was deleted is gone; and show every document.
 */
import type { Stored, WrittenCollection } from '../../decisions/collections.ts';
import type { Store } from '../port.ts';
import type { IndexedCollection } from './layout.ts';

export interface FolderStore extends Store {
  readonly directory: string;
  /** Every document, or every one of these collections, as it is when its turn comes. */
  documents(only?: readonly WrittenCollection[]): AsyncIterable<Stored>;
  /**
   * `use` runs while the files of the folder stand still: they hold everything up to commit `sequence`, the
   * last one acknowledged when it was called or a later one. Commits go on meanwhile, in a journal file that
   * is not among them. @throws {StoreFailed}
   */
  still<T>(use: (still: Still) => Promise<T>): Promise<T>;
  /** Resolves when every commit so far has left the journal for the files it belongs to. @throws {StoreFailed} */
  foldNow(): Promise<void>;
  /** Takes words out of an index that no document has any more: an index only adds what takes them back. */
  forgetTerms(collection: IndexedCollection, terms: ReadonlySet<string>, numbers: ReadonlySet<number>): Promise<void>;
}

export interface Still {
  readonly sequence: number;
  /** First commit that is not in the files that stand still. */
  readonly unsealed: number;
}
