/**
 * Taking words out of an index for good. A fold never does: it adds a line that takes an older one back, and
 * both stay until files are poured together. Whoever was erased must not be left as a name in an index.
 */
import path from 'node:path';
import { type Disk, replaceFile } from './disk.ts';
import { bucketFile, bucketOf } from './index-files.ts';
import { type IndexedCollection, indexFolder } from './layout.ts';
import { fileOfLines, idOf, type Line, readLines } from './lines.ts';

/**
 * `numbers`: of the documents that had the terms and have them no more. Not while a fold runs.
 * @returns the files that were replaced, seen from the directory
 */
export async function scrubIndex(
  disk: Disk,
  directory: string,
  collection: IndexedCollection,
  terms: ReadonlySet<string>,
  numbers: ReadonlySet<number>,
): Promise<readonly string[]> {
  const folder = indexFolder(collection);
  const recent = (await disk.list(path.join(directory, folder))).filter((name) => name.startsWith('recent-') && name.endsWith('.json'));
  const buckets = new Set([...terms].map(bucketOf));
  const files = [
    // The newest last: were this cut off, an index that still takes back what is gone does no harm.
    ...[...buckets].flatMap((bucket) => [bucketFile(collection, 'old', bucket), bucketFile(collection, 'young', bucket)]),
    ...recent.map((name) => path.join(folder, name)),
  ];
  const replaced: string[] = [];
  for (const file of files) if (await scrubFile(disk, path.join(directory, file), terms, numbers)) replaced.push(file);
  return replaced;
}

async function scrubFile(disk: Disk, file: string, terms: ReadonlySet<string>, gone: ReadonlySet<number>): Promise<boolean> {
  const lines = await readLines(disk, file);
  let touched = false;
  const kept: Line[] = [];
  for (const line of lines) {
    if (!terms.has(idOf(line))) {
      kept.push(line);
      continue;
    }
    const numbers: readonly number[] = JSON.parse(line.text.toString('utf8'));
    const left = numbers.filter((number) => !gone.has(Math.abs(number)));
    touched ||= left.length < numbers.length;
    if (left.length > 0) kept.push({ key: line.key, text: Buffer.from(JSON.stringify(left)) });
  }
  if (touched) await replaceFile(disk, file, fileOfLines(lines.sequence, kept));
  return touched;
}
