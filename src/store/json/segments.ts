/**
 * Writes the journal. Commits that arrive in the same turn, or while the disk is busy, share one write and
 * one sync; each is acknowledged when its sync is done. After 32 MB the segment is sealed and a new one
 * begun: sealed segments never change and wait to be folded. The first error of the disk is the last thing
 * that happens: after a failed sync nobody knows what the disk holds, so nothing is tried again and nothing
 * more is accepted (the kernel may report a lost write only once).
 */
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoreFailed } from '../port.ts';
import type { AppendFile, Disk } from './disk.ts';
import { storeFailed } from './failure.ts';
import { journalLine } from './journal.ts';
import { JOURNAL, segmentFile } from './layout.ts';
import type { Recovered } from './recovery.ts';

/**
 * A fold rewrites every file that the segment touched, which under load is every hot one, however large:
 * a segment has to be worth that. This much is still read back in well under a second.
 */
export const SEGMENT_BYTES = 32 * 1024 * 1024;
/** Above this the writer waits for the fold, so that the next start never has more than this to read: 256 MB. */
export const MOST_SEALED = 8;

interface Group {
  readonly first: number;
  /**
   * JSON text, as bytes at once: they lie outside the heap. Hundreds of commits may wait for the disk, and
   * the collector would carry their texts around meanwhile.
   */
  readonly changes: Buffer[];
  readonly done: PromiseWithResolvers<void>;
}

export interface JournalSettings {
  readonly disk: Disk;
  readonly directory: string;
  readonly segmentBytes: number;
  /** Called when a segment was sealed. */
  readonly onSealed: () => void;
  /** Resolves when fewer segments wait. */
  readonly folded: () => Promise<void>;
  /** Called once. */
  readonly onFailure: (failure: StoreFailed) => void;
}

export class JournalWriter {
  /** Last commit accepted. */
  sequence: number;
  /** Last commit on the medium. */
  durable: number;
  failure: StoreFailed | null = null;
  /** First commits of the segments that wait to be folded, oldest first. */
  readonly sealed: number[];
  readonly #settings: JournalSettings;
  #file: AppendFile | null = null;
  /** First commit of the segment being written. */
  #first: number;
  #bytes = 0;
  #waiting: Group | null = null;
  #writing: Group | null = null;
  #running: Promise<void> | null = null;
  /** Somebody wants the segment sealed before the next group. */
  #rotation: PromiseWithResolvers<void> | null = null;

  constructor(settings: JournalSettings, { sequence, sealed }: Pick<Recovered, 'sequence' | 'sealed'>) {
    this.#settings = settings;
    this.sequence = sequence;
    this.durable = sequence;
    this.#first = sequence + 1;
    this.sealed = [...sealed];
  }

  /** First commit that is not in a sealed segment. */
  get unsealed(): number {
    return this.#first;
  }

  /** Begins the first segment; to be called once, before the first `append`. */
  async start(): Promise<void> {
    await this.#begin();
  }

  /**
   * Takes a commit. `changes`: the JSON text of its `Written[]`.
   * @returns resolves when it is durable; rejects with StoreFailed
   */
  append(changes: string): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.sequence++;
    this.#waiting ??= { first: this.sequence, changes: [], done: Promise.withResolvers() };
    this.#waiting.changes.push(Buffer.from(changes));
    this.#running ??= this.#run();
    return this.#waiting.done.promise;
  }

  /** Resolves when all that was appended so far is durable; rejects with StoreFailed. */
  settled(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    return (this.#waiting ?? this.#writing)?.done.promise ?? Promise.resolve();
  }

  /**
   * Seals the segment between two groups, where it holds anything: all that is durable by now then lies in
   * files that never change again. Rejects with StoreFailed.
   */
  rotate(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.#rotation ??= Promise.withResolvers();
    const { promise } = this.#rotation;
    this.#running ??= this.#run();
    return promise;
  }

  /** Writes what waits, then ends the last segment, sealed if it holds anything. Never rejects: see `failure`. */
  async stop(): Promise<void> {
    await this.#running;
    try {
      await this.#file?.close();
      this.#file = null;
      if (this.failure) return;
      if (this.#bytes > 0) this.sealed.push(this.#first);
      else await this.#settings.disk.remove(this.#path());
      this.#first = this.sequence + 1;
    } catch (error) {
      this.fail(storeFailed(`close ${this.#path()}`, error));
    }
  }

  /** The first failure wins; everything that waits is told, nothing more is accepted. */
  fail(failure: StoreFailed): void {
    if (this.failure) return;
    this.failure = failure;
    for (const group of [this.#writing, this.#waiting]) group?.done.reject(failure);
    this.#rotation?.reject(failure);
    this.#rotation = null;
    this.#writing = null;
    this.#waiting = null;
    this.#settings.onFailure(failure);
  }

  async #run(): Promise<void> {
    try {
      // Not at once: everything that this turn of the event loop still brings joins the group.
      await nextTurn();
      while (this.#waiting || this.#rotation) {
        if (this.#rotation) await this.#rotateNow(this.#rotation);
        if (!this.#waiting) continue;
        if (this.sealed.length >= MOST_SEALED) await this.#settings.folded();
        await this.#writeGroup();
        if (this.#bytes >= this.#settings.segmentBytes) await this.#seal();
      }
    } catch (error) {
      this.fail(storeFailed(`write ${this.#path()}`, error));
    } finally {
      this.#running = null;
    }
  }

  async #rotateNow(rotation: PromiseWithResolvers<void>): Promise<void> {
    if (this.#bytes > 0) await this.#seal();
    this.#rotation = null;
    rotation.resolve();
  }

  async #writeGroup(): Promise<void> {
    const group = this.#waiting;
    if (!group || !this.#file) return;
    this.#waiting = null;
    this.#writing = group;
    // `durable` is stamped here, not when the commit arrived: a line then vouches for every group before its own.
    const bytes = Buffer.concat(group.changes.flatMap((changes, index) => journalLine(group.first + index, this.durable, changes)));
    await this.#file.write(bytes);
    await this.#file.sync();
    if (this.failure) return;
    this.#bytes += bytes.length;
    this.durable = group.first + group.changes.length - 1;
    this.#writing = null;
    group.done.resolve();
  }

  async #seal(): Promise<void> {
    await this.#file?.close();
    this.sealed.push(this.#first);
    this.#first = this.durable + 1;
    await this.#begin();
    this.#settings.onSealed();
  }

  /** The name of the new segment is durable before anything in it is acknowledged. */
  async #begin(): Promise<void> {
    this.#bytes = 0;
    this.#file = await this.#settings.disk.create(this.#path());
    await this.#settings.disk.syncDirectory(path.join(this.#settings.directory, JOURNAL));
  }

  #path(): string {
    return path.join(this.#settings.directory, segmentFile(this.#first));
  }
}
