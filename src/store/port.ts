/**
 * The store as the runtime sees it. Every implementation passes `test/contracts/store`.
 */
import type { Change, CollectionName, Collections, Key } from '../decisions/collections.ts';
import type { View } from '../decisions/decision.ts';

export interface Store {
  /**
   * A view on the documents as they are now. Hot collections are always readable; `keys` names the
   * documents of cold collections that have to be brought in first.
   * @throws {StoreFailed} like everything here, once the disk failed: memory holds what the disk may not.
   */
  open(keys: readonly Key[]): Promise<View>;
  /** The same without waiting, where no cold document is needed: the way of almost every message. */
  openHot(): View;
  /**
   * All changes or none. Visible to the next `open` as soon as the call returns; durable when the
   * promise resolves. Refused (`conflict`) if a document that `view` has read is another one by now.
   * @throws {StoreFailed} when the disk failed: nothing may be acknowledged any more, the process ends.
   */
  commit(view: View, changes: readonly Change[]): Promise<Committed | Conflict>;
  /** Resolves when everything that was committed before this call is durable. @throws {StoreFailed} */
  settled(): Promise<void>;
  readonly query: Queries;
  health(): StoreHealth;
  /** Waits until everything is durable; nothing may be asked of the store after it. */
  close(): Promise<void>;
}

export interface Committed {
  readonly ok: true;
  readonly sequence: number;
}

export interface Conflict {
  readonly ok: false;
  readonly key: Key;
}

export interface Queries {
  /** Every document of a hot collection, in no particular order. */
  all<C extends HotCollection>(collection: C): Iterable<Collections[C]>;
  /** Documents of a cold collection in the order of their numbers, a file at a time; `from` and `to` are in it. */
  each<C extends ColdCollection>(collection: C, range?: { readonly from?: number; readonly to?: number }): AsyncIterable<Collections[C]>;
  /** Newest first, at most `limit`, numbers below `before`. */
  newest<C extends ColdCollection>(collection: C, limit: number, before?: number): Promise<readonly Collections[C][]>;
}

/** Collections whose documents end in a running number and are read from disk when needed. */
export const COLD = ['orders', 'facts', 'movements', 'transcripts', 'dead'] as const satisfies readonly CollectionName[];
export type ColdCollection = (typeof COLD)[number];
export type HotCollection = Exclude<CollectionName, ColdCollection>;

export interface StoreHealth {
  readonly ok: boolean;
  /** In words, for `/health` and the seller's page. */
  readonly words: string;
  readonly sequence: number;
  readonly durable: number;
}

/** The disk failed; what was not durable is lost for sure only after a restart has looked. */
export class StoreFailed extends Error {}
