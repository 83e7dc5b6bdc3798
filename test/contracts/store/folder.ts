/** Data folders for tests: made, looked into, copied as a backup or a crash would leave them, and removed. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Change } from '../../../src/decisions/collections.ts';
import { type Disk, realDisk } from '../../../src/store/json/disk.ts';
import { segmentFile } from '../../../src/store/json/layout.ts';
import { openJsonStore } from '../../../src/store/json/open.ts';
import { SEGMENT_BYTES } from '../../../src/store/json/segments.ts';
import type { Store } from '../../../src/store/port.ts';

const made: string[] = [];

export function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanteo-store-'));
  made.push(folder);
  return path.join(folder, 'data');
}

/** What a process that is killed now would leave behind. */
export function copyOf(folder: string): string {
  const copy = newFolder();
  fs.cpSync(folder, copy, { recursive: true, filter: (name) => !path.basename(name).startsWith('lock.') });
  return copy;
}

export function journalFiles(folder: string): readonly string[] {
  return fs.readdirSync(path.join(folder, 'journal')).sort();
}

/** Changes the text of a file of the folder. */
export function edit(folder: string, name: string, change: (text: string) => string): void {
  const file = path.join(folder, name);
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

/** The real disk, on which no fold ends before `letFold` is called: journal files stay. */
export function slowFolds(): { readonly disk: Disk; readonly letFold: () => void } {
  const gate = Promise.withResolvers<void>();
  const disk: Disk = {
    ...realDisk,
    async create(file) {
      const isShard = file.endsWith('.json.tmp') && !file.endsWith('folded.json.tmp');
      if (isShard) await gate.promise;
      return realDisk.create(file);
    },
  };
  return { disk, letFold: gate.resolve };
}

/**
 * The folder of a shop that was killed after these commits, each with a sync of its own and nothing folded;
 * all in one journal file, or each in its own.
 */
export async function killedShop(commits: readonly (readonly Change[])[], files: 'one file' | 'a file each' = 'one file'): Promise<string> {
  const directory = newFolder();
  const { disk, letFold } = slowFolds();
  const store = await openJsonStore({ directory, disk, segmentBytes: files === 'one file' ? SEGMENT_BYTES : 1 });
  for (const changes of commits) await store.commit(store.openHot(), changes);
  while (files === 'a file each' && journalFiles(directory).length <= commits.length) await nextTurn();
  const copy = copyOf(directory);
  letFold();
  await store.close();
  return copy;
}

/** Waits until everything is folded, where each commit is a journal file of its own: for threads, which tell nobody when they are through. */
export async function allFolded(directory: string, store: Store): Promise<void> {
  const { sequence } = store.health();
  const onlyTheNew = () => journalFiles(directory).join() === path.basename(segmentFile(sequence + 1));
  while (!onlyTheNew() || store.health().words.includes('wait to be folded')) await nextTurn();
}
