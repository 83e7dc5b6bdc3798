/**
 * The store that ships: documents in memory, a journal that makes commits durable, and files that the
 * journal is folded into. This file is the face; each of the three has a file of its own.
 */

import path from 'node:path';
import type { Change, Key, Stored, View, WrittenCollection } from '../../decisions/collections.ts';
import type { Committed, Conflict, Queries, StoreFailed, StoreHealth } from '../port.ts';
import type { Ballast } from './ballast.ts';
import { MOST_SEGMENTS_A_PASS } from './compaction.ts';
import type { Compactor } from './compactor.ts';
import { DataDamaged } from './damage.ts';
import type { Documents } from './documents.ts';
import { everyDocument } from './every-document.ts';
import { storeFailed } from './failure.ts';
import type { FolderStore, Still } from './folder-store.ts';
import { scrubIndex } from './index-scrub.ts';
import type { Written } from './journal.ts';
import { type AppendedCollection, type IndexedCollection, isCold, shardOf } from './layout.ts';
import { queriesOf } from './queries.ts';
import type { Recovered } from './recovery.ts';
import { type JournalSettings, JournalWriter } from './segments.ts';
import { type Every, Upkeep } from './upkeep.ts';
import { JsonView, load, type Shelves } from './view.ts';

export interface JsonStoreParts extends Omit<JournalSettings, 'onSealed' | 'folded'> {
  readonly shelves: Shelves;
  readonly compactor: Compactor;
  readonly recentBytes: number;
  readonly ballast: Ballast;
  readonly every: Every;
  /** By file, what is wrong with it. */
  readonly damaged: ReadonlyMap<string, string>;
  /** Notes damage, whoever finds it. */
  readonly onDamage: (damage: DataDamaged) => void;
  readonly recovered: Recovered;
  /** Gives the directory back. */
  readonly release: () => Promise<void>;
}

/** With more sealed segments than this the store folds before it serves: 64 MB (facts/store.md §1.3). */
export const MOST_SEALED_AT_START = 2;

export class JsonStore implements FolderStore {
  readonly query: Queries;
  readonly #parts: JsonStoreParts;
  readonly #journal: JournalWriter;
  #folding: Promise<void> | null = null;
  /** Who changes files, and who needs them unchanged: one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | null = null;
  #upkeep: Upkeep | null = null;

  /** `start` has to be called before anything else. */
  constructor(parts: JsonStoreParts) {
    this.#parts = parts;
    const fold = () => this.#fold();
    const onFailure = (failure: StoreFailed) => {
      if (failure.diskFull) parts.ballast.drop(parts.directory);
      parts.onFailure(failure);
    };
    this.#journal = new JournalWriter({ ...parts, onSealed: fold, folded: fold, onFailure }, parts.recovered);
    this.query = queriesOf(parts.shelves, () => this.#mustBeOpen());
  }

  /** @throws {StoreFailed} */
  async start(): Promise<void> {
    await this.#journal.start();
    const folded = this.#fold();
    if (this.#journal.sealed.length > MOST_SEALED_AT_START) await folded;
    if (!this.#journal.failure) {
      this.#upkeep = this.#keepUp();
      return;
    }
    await this.close();
    throw this.#journal.failure;
  }

  async open(keys: readonly Key[]): Promise<View> {
    this.#mustBeOpen();
    const { sequence } = this.#journal;
    return new JsonView(this.#parts.shelves, sequence, await load(this.#parts.shelves, keys));
  }

  openHot(): View {
    this.#mustBeOpen();
    return new JsonView(this.#parts.shelves, this.#journal.sequence);
  }

  async commit(view: View, changes: readonly Change[]): Promise<Committed | Conflict> {
    this.#mustBeOpen();
    if (!(view instanceof JsonView)) throw new Error('A commit needs a view that this store has opened');
    const key = view.changed();
    if (key) return { ok: false, key };
    return this.#keep(changes);
  }

  /** Resolves when they are on disk. While that is waited for, neither they nor what they were decided on is held here. */
  #keep(changes: readonly Change[]): Promise<Committed> {
    const { documents } = this.#parts.shelves;
    const written = writtenForm(changes, documents);
    const durable = this.#journal.append(JSON.stringify(written));
    const { sequence } = this.#journal;
    for (const change of written) documents.apply(change, sequence);
    return durable.then(() => ({ ok: true, sequence }));
  }

  settled(): Promise<void> {
    return this.#journal.settled();
  }

  health(): StoreHealth {
    const { sequence, durable, failure, sealed } = this.#journal;
    const words = failure
      ? failure.message
      : [
          `${durable} commits are safe on disk${sequence > durable ? `, ${sequence - durable} are on their way` : ''}.`,
          ...this.#parts.damaged.values(),
          sealed.length > 0 ? `${sealed.length} journal files wait to be folded.` : '',
          this.#parts.recovered.found ?? '',
        ]
          .filter((sentence) => sentence !== '')
          .join(' ');
    return {
      ok: failure === null && this.#parts.damaged.size === 0,
      takes: failure === null,
      words,
      sequence,
      durable,
      filesRead: this.#parts.shelves.files.filesRead,
    };
  }

  get directory(): string {
    return this.#parts.directory;
  }

  documents(only?: readonly WrittenCollection[]): AsyncIterable<Stored> {
    this.#mustBeOpen();
    return everyDocument(this.#parts.shelves, only);
  }

  async still<T>(use: (still: Still) => Promise<T>): Promise<T> {
    this.#mustBeOpen();
    await this.#journal.rotate();
    return this.#inTurn(() => {
      const { unsealed } = this.#journal;
      return use({ sequence: unsealed - 1, unsealed });
    });
  }

  async foldNow(): Promise<void> {
    this.#mustBeOpen();
    await this.#journal.rotate();
    const { unsealed, sealed } = this.#journal;
    while (sealed.some((first) => first < unsealed) && !this.#journal.failure) await this.#fold();
    this.#mustBeOpen();
  }

  async forgetTerms(collection: IndexedCollection, terms: ReadonlySet<string>, numbers: ReadonlySet<number>): Promise<void> {
    this.#mustBeOpen();
    const { disk, directory, shelves } = this.#parts;
    await this.#inTurn(async () => {
      for (const file of await scrubIndex(disk, directory, collection, terms, numbers)) shelves.files.replaced(file);
    });
  }

  /**
   * Also folds what is left: the folder then rests as plain documents, each file with its checksum, and the
   * next start has nothing to read back.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Folds everything sealed, a few segments a pass. Never rejects: a fold that fails ends the store. */
  #fold(): Promise<void> {
    this.#folding ??= this.#foldAll().finally(() => {
      this.#folding = null;
    });
    return this.#folding;
  }

  async #foldAll(): Promise<void> {
    const { sealed } = this.#journal;
    try {
      while (sealed.length > 0 && !this.#journal.failure) await this.#inTurn(() => this.#foldPass());
    } catch (error) {
      this.#journal.fail(storeFailed(`fold the journal in ${this.#parts.directory}`, error));
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #foldPass(): Promise<void> {
    const { directory, compactor, shelves } = this.#parts;
    const { files, documents, indexes } = shelves;
    const { sealed, unsealed } = this.#journal;
    const segments = sealed.slice(0, MOST_SEGMENTS_A_PASS);
    const next = sealed[segments.length] ?? unsealed;
    const done = await compactor.fold({ directory, segments, next, epochs: indexes.epochs, recentBytes: this.#parts.recentBytes });
    // In one turn: who reads a cold document finds it in memory or in the new file, never in neither.
    for (const { collection, shard } of done.shards) if (isCold(collection)) files.shardReplaced(collection, shard);
    for (const file of done.indexFiles.replaced) files.replaced(file);
    for (const file of done.indexFiles.removed) files.removed(file);
    indexes.epochs = done.epochs;
    documents.folded(next - 1);
    sealed.splice(0, segments.length);
  }

  #keepUp(): Upkeep {
    const { directory, ballast, every, shelves, compactor, onDamage } = this.#parts;
    return new Upkeep({
      every,
      layBallast: () => ballast.lay(directory),
      files: () => shelves.files.names(),
      check: (file) =>
        compactor.check(path.join(directory, file)).catch((problem) => {
          if (problem instanceof DataDamaged) onDamage(problem);
        }),
    });
  }

  async #close(): Promise<void> {
    await this.#upkeep?.stop();
    await this.#journal.stop();
    await this.#fold();
    await this.#parts.compactor.stop();
    await this.#parts.release();
  }

  #mustBeOpen(): void {
    if (this.#journal.failure) throw this.#journal.failure;
    if (this.#closing) throw new Error('The store is closed');
  }
}

/** The changes as the journal keeps them: appended documents get their numbers, cold ids are checked. */
function writtenForm(changes: readonly Change[], documents: Documents): readonly Written[] {
  const given = new Map<AppendedCollection, number>();
  return changes.map((change): Written => {
    if ('append' in change) {
      const number = (given.get(change.append) ?? documents.lastNumber(change.append)) + 1;
      given.set(change.append, number);
      return ['put', change.append, String(number), change.doc];
    }
    if ('delete' in change) {
      if (isCold(change.delete)) shardOf(change.delete, change.id);
      return ['delete', change.delete, change.id];
    }
    if (isCold(change.put)) shardOf(change.put, change.id);
    return ['put', change.put, change.id, change.doc];
  });
}
