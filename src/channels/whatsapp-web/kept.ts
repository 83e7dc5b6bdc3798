/**
 * What the channel must know after a restart: small JSON files of its own folder, written whole. A file that cannot
 * be read is put aside, and the channel knows nothing: what it has to look up again it looks up.
 */
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

export interface Kept<T> {
  get(): T;
  /** In memory at once; on disk with the next `save`. */
  set(value: T): void;
  /** Resolves once everything set before is on disk. @throws when the disk refuses. */
  save(): Promise<void>;
}

/** @throws when the folder cannot be made. */
export function openKept<T>(path: string, schema: z.ZodType<T>, empty: T): Kept<T> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let value = read(path, schema, empty);
  let isSaved = true;
  let writing: Promise<void> | null = null;

  /** What is set while a write is under way goes with the next one. */
  const save = async (): Promise<void> => {
    while (!isSaved) {
      writing ??= write(path, value, () => {
        isSaved = true;
      }).finally(() => {
        writing = null;
      });
      await writing;
    }
    await writing;
  };
  return {
    get: () => value,
    set(changed) {
      value = changed;
      isSaved = false;
    },
    save,
  };
}

function read<T>(path: string, schema: z.ZodType<T>, empty: T): T {
  const text = textOf(path);
  if (text === null) return empty;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    renameSync(path, `${path}.unreadable`);
    return empty;
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

async function write(path: string, value: unknown, taken: () => void): Promise<void> {
  const text = JSON.stringify(value);
  taken();
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
