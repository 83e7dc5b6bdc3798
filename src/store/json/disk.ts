/**
 * The only way the store touches the disk. Small primitives, each of which can fail or be cut off by a
 * power loss, so that another implementation can simulate exactly that; what makes a sequence of them
 * safe (`replaceFile`) is built on top and is therefore simulated too.
 */
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from './failure.ts';
import { claimDirectory } from './lock.ts';

export interface Disk {
  /** Creates the directory where it is missing, readable by its owner only. */
  makeDirectory(directory: string): Promise<void>;
  /** Names in a directory. */
  list(directory: string): Promise<readonly string[]>;
  /** The whole file, or null where there is none. `take`: asked for the memory it is to lie in, where that is not this disk's own. */
  read(file: string, take?: TakeMemory): Promise<Buffer | null>;
  /** A new file to append to. @throws where it exists already. */
  create(file: string): Promise<AppendFile>;
  rename(from: string, to: string): Promise<void>;
  /** Also fine where there is no such file. */
  remove(file: string): Promise<void>;
  /** Makes created, renamed and removed names of this directory durable. */
  syncDirectory(directory: string): Promise<void>;
  /** Keeps every other process out until the returned function is called. @throws {DirectoryInUse} */
  claim(directory: string): Promise<() => Promise<void>>;
}

/** At least so many bytes, to be written over. */
export type TakeMemory = (size: number) => Buffer;

export interface AppendFile {
  /** All of `bytes`, at the end. */
  write(bytes: Buffer): Promise<void>;
  /** Resolves when everything written is on the medium. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** What is being written until it is complete; left-overs of a crash are removed when the store opens. */
export const UNFINISHED = '.tmp';

/**
 * Puts `bytes` in the place of `file`, durably and at once: after a power loss the file is either the old
 * one or the new one, whole.
 */
export async function replaceFile(disk: Disk, file: string, bytes: Buffer): Promise<void> {
  await writeUnfinished(disk, file, bytes);
  await disk.rename(file + UNFINISHED, file);
  await disk.syncDirectory(path.dirname(file));
}

async function writeUnfinished(disk: Disk, file: string, bytes: Buffer): Promise<void> {
  const unfinished = file + UNFINISHED;
  await disk.remove(unfinished);
  const handle = await disk.create(unfinished);
  try {
    await handle.write(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Files written at the same time. */
const SIDE_BY_SIDE = 8;

/**
 * Many files of one folder, each replaced as `replaceFile` does, with one sync for all their names.
 * `atOnce`: fewer where the bytes of each are many.
 */
export async function replaceFiles(
  disk: Disk,
  files: Iterable<{ readonly file: string; readonly bytes: () => Promise<Buffer> }>,
  atOnce = SIDE_BY_SIDE,
): Promise<void> {
  const left = files[Symbol.iterator]();
  const folders = new Set<string>();
  const worker = async () => {
    for (let next = left.next(); !next.done; next = left.next()) {
      const { file, bytes } = next.value;
      await writeUnfinished(disk, file, await bytes());
      await disk.rename(file + UNFINISHED, file);
      folders.add(path.dirname(file));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const folder of folders) await disk.syncDirectory(folder);
}

// Plain descriptors instead of FileHandle: one promise less per call on the way of every commit.
const openFile = promisify(fs.open);
const status = promisify(fs.fstat);
const readSome = promisify(fs.read);
const writeSome = promisify(fs.write);
const syncData = promisify(fs.fdatasync);
const syncAll = promisify(fs.fsync);
const closeFile = promisify(fs.close);

/** The disk of this machine. libuv turns both syncs into F_FULLFSYNC on macOS. */
export const realDisk: Disk = {
  async makeDirectory(directory) {
    await fs.promises.mkdir(directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
  },
  list: (directory) => fs.promises.readdir(directory),
  async read(file, take = Buffer.allocUnsafeSlow) {
    const descriptor = await openFile(file, 'r').catch(nullWhereMissing);
    if (descriptor === null) return null;
    try {
      return await readAll(descriptor, take);
    } finally {
      await closeFile(descriptor);
    }
  },
  async create(file) {
    const descriptor = await openFile(file, 'ax', OWNER_ONLY_FILE);
    return {
      async write(bytes) {
        let written = 0;
        while (written < bytes.length) {
          const { bytesWritten } = await writeSome(descriptor, bytes, written, bytes.length - written);
          written += bytesWritten;
        }
      },
      sync: () => syncData(descriptor),
      close: () => closeFile(descriptor),
    };
  },
  rename: (from, to) => fs.promises.rename(from, to),
  remove: (file) => fs.promises.rm(file, { force: true }),
  syncDirectory,
  claim: claimDirectory,
};

function nullWhereMissing(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}

/** Into memory of just its size: what `readFile` puts together from pieces takes twice as much until it is collected. */
async function readAll(descriptor: number, take: TakeMemory): Promise<Buffer> {
  const { size } = await status(descriptor);
  const bytes = take(size);
  let end = 0;
  while (end < size) {
    const { bytesRead } = await readSome(descriptor, bytes, end, size - end, end);
    if (bytesRead === 0) break;
    end += bytesRead;
  }
  return bytes.subarray(0, end);
}

async function syncDirectory(directory: string): Promise<void> {
  // Windows cannot open a directory; NTFS keeps names in its own journal.
  if (process.platform === 'win32') return;
  const descriptor = await openFile(directory, 'r');
  try {
    await syncAll(descriptor);
  } finally {
    await closeFile(descriptor);
  }
}
