/** Backups that are kept, that are too old, and that had to be copied because the disk knows no links. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { placed } from '../../test/contracts/store/documents.ts';
import { newFolder, removeFolders } from '../../test/contracts/store/folder.ts';
import { filesOf } from '../store/json/linked-copy.ts';
import { openJsonStore } from '../store/json/open.ts';
import { backupsOf, listBackups, notWhole, takeBackup } from './backup.ts';
import { newBackupFolder } from './backup-name.ts';
import { DAYS_KEPT, MOST_KEPT, removeOldBackups, tooOld } from './retention.ts';

afterEach(() => {
  vi.restoreAllMocks();
  removeFolders();
});

const NOW = Date.parse('2026-11-25T15:04:05Z');
const DAY_MS = 24 * 60 * 60_000;

const backupOf = (daysAgo: number) => ({
  folder: `backup of ${daysAgo} days ago`,
  note: { takenAt: new Date(NOW - daysAgo * DAY_MS).toISOString(), sequence: 1, files: {} },
});

async function shop() {
  const directory = newFolder();
  const store = await openJsonStore({ directory });
  await store.commit(store.openHot(), [placed(1001)]);
  return { directory, store };
}

test('a backup is named after the clock of the seller, and never after one that is there', () => {
  const parent = newFolder();
  const first = newBackupFolder(parent, NOW, 'America/Lima');
  expect(path.basename(first)).toBe('2026-11-25_10-04-05');
  fs.mkdirSync(first, { recursive: true });
  expect(path.basename(newBackupFolder(parent, NOW, 'America/Lima'))).toBe('2026-11-25_10-04-05_2');
});

test('a month of backups is kept, and the last one however old it is', () => {
  const backups = [0, 10, DAYS_KEPT, DAYS_KEPT + 1, 90].map(backupOf);
  expect(tooOld(backups, NOW).map(({ folder }) => folder)).toEqual([`backup of ${DAYS_KEPT + 1} days ago`, 'backup of 90 days ago']);
  expect(tooOld([backupOf(400)], NOW)).toEqual([]);
});

test('of very many backups in a month the oldest go', () => {
  const backups = Array.from({ length: MOST_KEPT + 5 }, (_, index) => backupOf(index / 10));
  expect(tooOld(backups, NOW)).toEqual(backups.slice(MOST_KEPT));
});

test('old backups are removed, and nothing else that lies among them', async () => {
  const { directory, store } = await shop();
  const parent = backupsOf(directory);
  await takeBackup(store, path.join(parent, 'old'), () => NOW - 40 * DAY_MS);
  await takeBackup(store, path.join(parent, 'new'), () => NOW);
  fs.mkdirSync(path.join(parent, 'holiday pictures'));
  await removeOldBackups(parent, NOW);
  expect(fs.readdirSync(parent).sort()).toEqual(['holiday pictures', 'new']);
  await store.close();
});

test('a backup shares its files with the shop, and stays as it was when the shop goes on', async () => {
  const { directory, store } = await shop();
  const to = path.join(backupsOf(directory), 'first');
  const taken = await takeBackup(store, to, () => NOW);
  expect(taken.linked).toBe(true);
  const before = (await filesOf(to)).map((name) => [name, fs.readFileSync(path.join(to, name), 'utf8')]);
  await store.commit(store.openHot(), [placed(1001, 'Eva'), placed(1002)]);
  await store.foldNow();
  await store.close();
  expect((await filesOf(to)).map((name) => [name, fs.readFileSync(path.join(to, name), 'utf8')])).toEqual(before);
});

test('where the disk knows no second names the files are copied, and no name is left behind in the data', async () => {
  const { directory, store } = await shop();
  vi.spyOn(fs, 'linkSync').mockImplementation(() => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
  });
  const to = path.join(backupsOf(directory), 'copied');
  const taken = await takeBackup(store, to, () => NOW);
  expect(taken.linked).toBe(false);
  expect(notWhole(to, taken.note)).toEqual([]);
  expect(fs.readFileSync(path.join(to, 'folded.json'), 'utf8')).toBe(fs.readFileSync(path.join(directory, 'folded.json'), 'utf8'));
  expect(fs.statSync(path.join(to, 'folded.json')).ino).not.toBe(fs.statSync(path.join(directory, 'folded.json')).ino);
  expect(fs.existsSync(path.join(directory, 'copying'))).toBe(false);
  await store.close();
});

test('a backup that was cut off is none', async () => {
  const { directory, store } = await shop();
  const parent = backupsOf(directory);
  await takeBackup(store, path.join(parent, 'whole'), () => NOW);
  fs.cpSync(path.join(parent, 'whole'), path.join(parent, 'half.unfinished'), { recursive: true });
  expect((await listBackups(parent)).map(({ folder }) => path.basename(folder))).toEqual(['whole']);
  await store.close();
});
