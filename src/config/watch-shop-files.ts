/**
 * Follows the seller's files while the shop runs: a good change is taken, a bad one is told and the shop
 * goes on with what it had. Folders are watched, not files, because most editors save by writing another
 * file and renaming it.
 */
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { rememberingReader } from './document.ts';
import type { Problem } from './problem.ts';
import { checkSources, collectSources, contentOf, type Needs, type ReadFiles } from './read-shop-files.ts';

/** Silence after the last sign of a change, in ms: editors write in several steps. */
export const SETTLE_MS = 150;

const FOLDERS = ['.', 'catalog', 'catalog/images', 'flows', 'flows/texts', 'flows/words'];

export interface WatchOptions {
  readonly needs: Needs;
  /** `content` of the reading that the shop runs with: saving without changing anything is no change. */
  readonly since: string;
  /** A change that is right in every file. */
  readonly onGood: (files: ReadFiles, warnings: readonly Problem[]) => void;
  /** A change with mistakes: what the shop had stays. */
  readonly onBad: (problems: readonly Problem[]) => void;
  /** Calls `changed` after something in one of the folders may have changed. */
  readonly watchFolders?: (folders: readonly string[], changed: () => void) => { close(): void };
  /** Calls `run` once after `ms`, unless it is cancelled before. */
  readonly after?: (ms: number, run: () => void) => { cancel(): void };
}

export interface ShopFilesWatch {
  close(): void;
  /** Resolves when every change seen so far was read. */
  settled(): Promise<void>;
}

/** `directory`: as for `readShopFiles`. What changed since that reading is noticed at once. */
export function watchShopFiles(directory: string, options: WatchOptions): ShopFilesWatch {
  const { needs, since, onGood, onBad, watchFolders = watchWithNode, after = afterWithTimer } = options;
  const folders = FOLDERS.map((folder) => join(directory, folder));
  const read = rememberingReader();
  let seen = since;
  let waiting: { cancel(): void } | null = null;
  let reading: Promise<void> = Promise.resolve();
  let closed = false;

  const readAgain = async (): Promise<void> => {
    const sources = await collectSources(directory);
    const content = contentOf(sources);
    if (closed || content === seen) return;
    seen = content;
    const result = checkSources(sources, needs, read);
    if (result.ok) onGood(result.files, result.warnings);
    else onBad(result.problems);
  };

  const changed = (): void => {
    if (closed) return;
    waiting?.cancel();
    waiting = after(SETTLE_MS, () => {
      waiting = null;
      // A folder may have been replaced by another of the same name: the new one is watched before it is read.
      const old = watching;
      watching = watchFolders(folders, changed);
      old.close();
      reading = reading.then(readAgain);
    });
  };

  let watching = watchFolders(folders, changed);
  changed();
  return {
    close: () => {
      closed = true;
      waiting?.cancel();
      watching.close();
    },
    settled: () => reading,
  };
}

function watchWithNode(folders: readonly string[], changed: () => void): { close(): void } {
  const watchers: FSWatcher[] = [];
  for (const folder of folders) {
    const watcher = watchFolder(folder, changed);
    if (watcher) watchers.push(watcher);
  }
  return { close: () => watchers.forEach((watcher) => void watcher.close()) };
}

/** null where there is no such folder: the one above it tells when it appears. */
function watchFolder(folder: string, changed: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    // A folder that vanishes is a change like another; reading tells what is missing.
    watcher.on('error', changed);
    return watcher;
  } catch {
    return null;
  }
}

function afterWithTimer(ms: number, run: () => void): { cancel(): void } {
  const timer = setTimeout(run, ms);
  return { cancel: () => clearTimeout(timer) };
}
