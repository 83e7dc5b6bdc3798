/**
 * The seller's files as text: read from disk, bounded, and known to be UTF-8. Everything the shop reads
 * at start goes through here, so that a wrong file is a problem to show and never an exception.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from './problem.ts';

/** Largest file of a seller that is read, in bytes. The largest of the sample shop has a tenth of it. */
export const LARGEST_FILE = 512 * 1024;

export type Source = { readonly file: string; readonly text: string };

/** `file`: relative to `directory`, with `/`. */
export async function readSource(directory: string, file: string): Promise<Source | Problem> {
  const bytes = await readBounded(join(directory, file));
  if (bytes === 'missing') return problemOf(file, 'file-missing', {});
  if (bytes === 'not-a-file') return problemOf(file, 'file-unreadable', {});
  if (typeof bytes === 'number') return problemOf(file, 'file-too-large', { size: kilobytes(bytes), most: kilobytes(LARGEST_FILE) });
  const text = decode(bytes);
  return text === null ? problemOf(file, 'file-not-utf8', {}) : { file, text };
}

async function readBounded(path: string): Promise<Uint8Array | number | 'missing' | 'not-a-file'> {
  try {
    const { size } = await stat(path);
    return size > LARGEST_FILE ? size : await readFile(path);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'not-a-file';
  }
}

/** Without the byte order mark that some editors write; null where it is not UTF-8. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function problemOf(file: string, what: Problem['what'], facts: Problem['facts']): Problem {
  return { file, line: 1, what, facts, example: '' };
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}
