/**
 * A disk in memory that does to the store whatever a real one may: it stops in the middle of any step,
 * forgets what was not synced (all of it, some of it, single sectors of it), forgets names whose directory
 * was not synced, fills up, and fails a sync once and then pretends that all is well. Everything is drawn
 * from one seed.
 */
import path from 'node:path';
import type { AppendFile, Disk } from '../../../src/store/json/disk.ts';
import type { Random } from './random.ts';

const SECTOR = 512;

/** A file: what programs see, and what would be left after a power loss. */
interface Content {
  seen: Buffer;
  safe: Buffer;
  /** A sync has failed: the system believes that `seen` is safe, and will not write it again. */
  forgotten: boolean;
}

interface Directory {
  readonly seen: Map<string, Content>;
  safe: Map<string, Content>;
  /** Changes of names not yet synced, oldest first. */
  pending: ((names: Map<string, Content>) => void)[];
}

/** What every call of a process that was ended meets. */
export class ProcessEnded extends Error {}

export type Ending = 'kill' | 'power loss';

export interface Faults {
  /** The process ends at this step, counted from the last start. */
  readonly endsAt: number;
  readonly fullAt: number;
  readonly syncFailsAt: number;
}

const NEVER: Faults = { endsAt: Number.POSITIVE_INFINITY, fullAt: Number.POSITIVE_INFINITY, syncFailsAt: Number.POSITIVE_INFINITY };

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}

export class SimulatedDisk {
  readonly #random: Random;
  readonly #directories = new Map<string, Directory>();
  #faults = NEVER;
  #steps = 0;
  /** Number of the process that runs; what an earlier one still tries meets `ProcessEnded`. */
  #process = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A new process begins; this is the disk as it has it. */
  start(faults: Partial<Faults> = {}): Disk {
    const process = ++this.#process;
    this.#steps = 0;
    this.#faults = { ...NEVER, ...faults };
    return this.#diskOf(() => {
      if (process !== this.#process) throw new ProcessEnded();
      this.#steps++;
      if (this.#steps >= this.#faults.endsAt) {
        this.#process++;
        throw new ProcessEnded();
      }
    });
  }

  /** What the next process finds. */
  end(ending: Ending): void {
    this.#process++;
    if (ending === 'kill') return;
    for (const directory of this.#directories.values()) {
      const kept = this.#random.below(directory.pending.length + 1);
      for (const change of directory.pending.slice(0, kept)) change(directory.safe);
      directory.pending = [];
      directory.seen.clear();
      for (const [name, content] of directory.safe) {
        content.seen = content.safe = this.#remains(content);
        content.forgotten = false;
        directory.seen.set(name, content);
      }
    }
  }

  /** Turns one bit of a file over, as failing hardware does. */
  damage(file: string, at: number): void {
    const content = this.#find(file);
    if (!content) throw new Error(`no ${file}`);
    content.seen = Buffer.from(content.seen);
    content.seen[at] = (content.seen[at] ?? 0) ^ 1;
    content.safe = content.seen;
  }

  names(directory: string): readonly string[] {
    return [...this.#directory(directory).seen.keys()].sort();
  }

  /** `step` comes before every access: the process may end there. */
  #diskOf(step: () => void): Disk {
    return {
      makeDirectory: async (directory) => {
        step();
        if (!this.#directories.has(directory)) this.#directories.set(directory, { seen: new Map(), safe: new Map(), pending: [] });
      },
      list: async (directory) => {
        step();
        return this.names(directory);
      },
      read: async (file) => {
        step();
        return this.#find(file)?.seen ?? null;
      },
      create: async (file) => {
        step();
        if (this.#find(file)) throw systemError('EEXIST', `file already exists, open '${file}'`);
        const content: Content = { seen: Buffer.alloc(0), safe: Buffer.alloc(0), forgotten: false };
        this.#change(path.dirname(file), (names) => names.set(path.basename(file), content));
        return this.#handle(content, step);
      },
      rename: async (from, to) => {
        step();
        const content = this.#find(from);
        if (!content || path.dirname(from) !== path.dirname(to)) throw systemError('ENOENT', `rename '${from}'`);
        this.#change(path.dirname(from), (names) => {
          names.delete(path.basename(from));
          names.set(path.basename(to), content);
        });
      },
      remove: async (file) => {
        step();
        this.#change(path.dirname(file), (names) => names.delete(path.basename(file)));
      },
      syncDirectory: async (directory) => {
        step();
        // The store lives in one folder; what lies above it is taken to be there.
        const names = this.#directories.get(directory);
        if (!names) return;
        names.pending = [];
        names.safe = new Map(names.seen);
      },
      claim: async () => async () => {},
    };
  }

  #handle(content: Content, step: () => void): AppendFile {
    const append = (bytes: Buffer) => {
      content.seen = Buffer.concat([content.seen, bytes]);
    };
    return {
      write: async (bytes) => {
        step();
        // A process that ends here, or a disk that is full, has written a part.
        const cut = this.#random.below(bytes.length + 1);
        append(bytes.subarray(0, cut));
        step();
        if (this.#steps >= this.#faults.fullAt) throw systemError('ENOSPC', 'no space left on device, write');
        append(bytes.subarray(cut));
      },
      sync: async () => {
        step();
        if (this.#steps >= this.#faults.syncFailsAt) {
          this.#faults = { ...this.#faults, syncFailsAt: Number.POSITIVE_INFINITY };
          content.forgotten = true;
          throw systemError('EIO', 'i/o error, fdatasync');
        }
        if (!content.forgotten) content.safe = content.seen;
      },
      close: async () => step(),
    };
  }

  #change(directory: string, change: (names: Map<string, Content>) => void): void {
    const { seen, pending } = this.#directory(directory);
    change(seen);
    pending.push(change);
  }

  #directory(directory: string): Directory {
    const found = this.#directories.get(directory);
    if (!found) throw systemError('ENOENT', `no such directory '${directory}'`);
    return found;
  }

  #find(file: string): Content | undefined {
    return this.#directories.get(path.dirname(file))?.seen.get(path.basename(file));
  }

  /** After a power loss: what was synced, and of the rest any sectors, the others being zero. */
  #remains({ seen, safe }: Content): Buffer {
    if (seen.length <= safe.length) return safe;
    const remains = Buffer.from(seen.subarray(0, safe.length + this.#random.below(seen.length - safe.length + 1)));
    if (this.#random.chance(0.5)) return remains;
    for (let at = safe.length; at < remains.length; ) {
      const next = Math.min(remains.length, (Math.floor(at / SECTOR) + 1) * SECTOR);
      if (this.#random.chance(0.5)) remains.fill(0, at, next);
      at = next;
    }
    return remains;
  }
}
