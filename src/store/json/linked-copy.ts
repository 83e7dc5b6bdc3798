/**
 * A second set of names for the files of a data folder. Every file that matters is only ever replaced, never
 * written into, so a name kept here goes on meaning what it meant; making it takes no room and microseconds.
 * Where the file system knows no second names, the bytes are copied.
 */
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BALLAST_FILE } from './ballast.ts';
import { realDisk, UNFINISHED } from './disk.ts';
import { errorCode } from './failure.ts';
import { JOURNAL, segmentOfFile } from './layout.ts';

/** Of the running process only: claims, where it answers, what it is deciding, the room it keeps free. */
const OF_THE_PROCESS = new Set(['open.json', 'deciding', 'deaths.json', BALLAST_FILE]);
const CLAIM = /^lock\./;
/** Inside a data folder: names that are kept until they are copied to another file system. */
export const COPYING = 'copying';

/** Then the customers have their turn: a shop with a million orders has 6,000 files. */
const LINKS_AT_ONCE = 64;

export interface LinkedCopy {
  readonly files: number;
  /** Whether no byte had to be copied. */
  readonly linked: boolean;
}

/**
 * `to` must not exist. Its files are durable when this resolves, and so are their names in it.
 * @param unsealed first commit of the journal file that is still being written: it is left out
 */
export async function copyByLinks(directory: string, to: string, unsealed = Number.POSITIVE_INFINITY): Promise<LinkedCopy> {
  let linked = true;
  const names = (await filesOf(directory)).filter((name) => belongs(name, unsealed));
  const folders = new Set([to, ...names.map((name) => path.dirname(path.join(to, name)))]);
  for (const folder of folders) await realDisk.makeDirectory(folder);
  for (const [index, name] of names.entries()) {
    const target = path.join(to, name);
    if (linked) linked = tryLink(path.join(directory, name), target);
    if (!linked) await copyDurably(path.join(directory, name), target);
    if (index % LINKS_AT_ONCE === LINKS_AT_ONCE - 1) await nextTurn();
  }
  for (const folder of [...folders].reverse()) await realDisk.syncDirectory(folder);
  await realDisk.syncDirectory(path.dirname(path.resolve(to)));
  return { files: names.length, linked };
}

/**
 * Of the browser behind WhatsApp on a linked device, which writes into its files as it likes: the link with the telephone
 * is made anew in a minute, and is nothing for a copy to carry around.
 */
const OF_A_BROWSER = ['profile', 'browser'].map((folder) => path.join('whatsapp-web', folder) + path.sep);

/** Names of all files, seen from the directory. What vanishes meanwhile was never part of it. */
export async function filesOf(directory: string): Promise<readonly string[]> {
  const entries = await fs.promises.readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .filter((name) => !OF_A_BROWSER.some((folder) => name.startsWith(folder)))
    .sort();
}

function belongs(name: string, unsealed: number): boolean {
  if (name.startsWith(COPYING + path.sep) || name.endsWith(UNFINISHED) || OF_THE_PROCESS.has(name) || CLAIM.test(name)) return false;
  if (path.dirname(name) !== JOURNAL) return true;
  return (segmentOfFile(path.basename(name)) ?? 0) < unsealed;
}

/** False where this file system, or this pair of them, knows no second names. */
function tryLink(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    if (NO_LINKS.has(errorCode(error) ?? '')) return false;
    throw error;
  }
}

const NO_LINKS = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES', 'EINVAL', 'EISDIR']);

export async function copyDurably(from: string, to: string): Promise<void> {
  await fs.promises.copyFile(from, to, fs.constants.COPYFILE_FICLONE);
  const handle = await fs.promises.open(to, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
