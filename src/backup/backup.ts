/**
 * A backup: a folder with everything of the shop at one commit, and a note of what is in it. Of an open shop
 * it is made in milliseconds, by second names for files that never change. Its keys are in it too: without
 * them, links that were sent would lead nowhere after a restore, so a backup has to be kept like a key.
 */
import fs from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { realDisk, replaceFile } from '../store/json/disk.ts';
import type { FolderStore } from '../store/json/folder-store.ts';
import { COPYING, copyByLinks, copyDurably, filesOf } from '../store/json/linked-copy.ts';

const noteSchema = z.object({
  /** UTC ISO instant. */
  takenAt: z.iso.datetime(),
  /** Last commit that is in it. */
  sequence: z.int().min(0),
  /** Bytes by file. */
  files: z.record(z.string(), z.int().min(0)),
});

export type BackupNote = z.output<typeof noteSchema>;

export interface Backup {
  readonly folder: string;
  readonly note: BackupNote;
}

export const NOTE_FILE = 'backup.json';
const UNFINISHED = '.unfinished';

/** Beside the data folder, on the same disk: only there second names are possible. */
export const backupsOf = (dataDirectory: string) => `${path.resolve(dataDirectory)}-backups`;

export interface TakenBackup extends Backup {
  /** False where bytes had to be copied, because the disk has no second names. */
  readonly linked: boolean;
  /** While the folder stood still, in ms; commits go on meanwhile. */
  readonly stillMs: number;
}

/**
 * `to` must not exist; it appears whole or not at all. `now`: ms.
 * @throws {StoreFailed} and whatever the disk throws
 */
export async function takeBackup(store: FolderStore, to: string, now: () => number): Promise<TakenBackup> {
  const unfinished = to + UNFINISHED;
  const parent = path.dirname(path.resolve(to));
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await rm(unfinished, { recursive: true, force: true });
  const links = canLink(store.directory, parent);
  const stage = links ? unfinished : path.join(store.directory, COPYING);
  await rm(stage, { recursive: true, force: true });
  const copied = await store.still(async ({ sequence, unsealed }) => {
    const begun = performance.now();
    const copy = await copyByLinks(store.directory, stage, unsealed);
    return { ...copy, sequence, stillMs: performance.now() - begun };
  });
  if (stage !== unfinished) await moveFolder(stage, unfinished);
  const note = { takenAt: new Date(now()).toISOString(), sequence: copied.sequence, files: await sizesIn(unfinished) };
  await replaceFile(realDisk, path.join(unfinished, NOTE_FILE), Buffer.from(`${JSON.stringify(note, null, 1)}\n`));
  await rename(unfinished, to);
  await realDisk.syncDirectory(parent);
  return { folder: to, note, linked: links && copied.linked, stillMs: copied.stillMs };
}

/** Also to another file system; `to` must not exist. */
export async function moveFolder(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (problem) {
    if (!(problem instanceof Error && 'code' in problem && problem.code === 'EXDEV')) throw problem;
    await copyFolder(from, to);
    await rm(from, { recursive: true, force: true });
  }
}

/** To any file system; `to` must not exist. Durable when this resolves. */
export async function copyFolder(from: string, to: string): Promise<void> {
  const folders = new Set([to]);
  for (const name of await filesOf(from)) {
    const target = path.join(to, name);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await copyDurably(path.join(from, name), target);
    folders.add(path.dirname(target));
  }
  for (const folder of folders) await realDisk.syncDirectory(folder);
}

/** Tried, not guessed: two mounts of one disk look like one and still refuse. */
function canLink(directory: string, parent: string): boolean {
  const probe = path.join(parent, `.probe-${process.pid}`);
  const [file] = fs.readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  if (!file) return true;
  try {
    fs.rmSync(probe, { force: true });
    fs.linkSync(path.join(directory, file.name), probe);
    return true;
  } catch {
    return false;
  } finally {
    fs.rmSync(probe, { force: true });
  }
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const name of await filesOf(folder)) sizes[name] = (await stat(path.join(folder, name))).size;
  return sizes;
}

/** null where the folder has no note: a copy that somebody made by hand, or none at all. */
export async function readNote(folder: string): Promise<BackupNote | null> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path.join(folder, NOTE_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** Files of the note that are missing or have another size. */
export function notWhole(folder: string, { files }: BackupNote): readonly string[] {
  return Object.entries(files)
    .filter(([name, bytes]) => fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.size !== bytes)
    .map(([name]) => name);
}

/** The finished backups in a folder of backups, the newest first; none where there is no such folder. */
export async function listBackups(parent: string): Promise<readonly Backup[]> {
  const names = await readdir(parent).catch(() => []);
  const found: Backup[] = [];
  for (const name of names) {
    if (name.endsWith(UNFINISHED)) continue;
    const folder = path.join(parent, name);
    const note = await readNote(folder);
    if (note) found.push({ folder, note });
  }
  return found.sort((a, b) => (a.note.takenAt < b.note.takenAt ? 1 : -1));
}
