/** Starting again after a crash: what was promised is there, what was cut off is told, what is damaged is refused. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { placed, seen, stock } from '../../../test/contracts/store/documents.ts';
import { edit, journalFiles, killedShop, removeFolders, slowFolds } from '../../../test/contracts/store/folder.ts';
import type { Change } from '../../decisions/collections.ts';
import type { Store } from '../port.ts';
import { DataDamaged } from './damage.ts';
import { openJsonStore } from './open.ts';

afterAll(removeFolders);

const put = (store: Store, ...changes: readonly Change[]) => store.commit(store.openHot(), changes);

const turns = (count: number): readonly (readonly Change[])[] =>
  Array.from({ length: count }, (_, n) => [seen(`m${n + 1}`), stock('polo', n + 1), placed(1001 + n)]);

const FIRST = 'journal/000000000001.jsonl';

test('a shop that was killed has every commit again and says what it found', async () => {
  const directory = await killedShop(turns(3));
  const store = await openJsonStore({ directory });
  expect(store.openHot().get('stock', 'polo')?.onHand).toBe(3);
  expect(store.health()).toMatchObject({ sequence: 3, durable: 3 });
  expect(store.health().words).toContain('The last run was not closed; its 3 newest commits were read back from the journal.');
  await store.close();
});

test('a line that was cut off is left out, told, and gone from the disk', async () => {
  const directory = await killedShop(turns(3));
  edit(directory, FIRST, (text) => text.slice(0, -20));
  const { disk, letFold } = slowFolds();
  const store = await openJsonStore({ directory, disk });
  expect(store.openHot().get('stock', 'polo')?.onHand).toBe(2);
  expect(store.openHot().get('inbox', 'm3')).toBeUndefined();
  expect(store.health().words).toContain(`1 lines at the end of ${FIRST} were cut off before anybody was told that they are safe.`);
  expect(fs.readFileSync(path.join(directory, FIRST), 'utf8').split('\n')).toHaveLength(3);
  letFold();
  await store.close();
});

test('the number of a line that was cut off is used again', async () => {
  const directory = await killedShop(turns(3));
  edit(directory, FIRST, (text) => text.slice(0, -20));
  const store = await openJsonStore({ directory });
  expect(await put(store, seen('m4'))).toEqual({ ok: true, sequence: 3 });
  await store.close();
  const again = await openJsonStore({ directory });
  expect(again.health().words).toBe('3 commits are safe on disk.');
  await again.close();
});

test('the last journal file is put on new blocks before the shop serves', async () => {
  const directory = await killedShop(turns(2));
  const file = path.join(directory, FIRST);
  const before = fs.statSync(file).ino;
  const { disk, letFold } = slowFolds();
  const store = await openJsonStore({ directory, disk });
  expect(fs.statSync(file).ino).not.toBe(before);
  letFold();
  await store.close();
});

test('damage in what was acknowledged keeps the shop from starting, and the folder stays as it is', async () => {
  const directory = await killedShop(turns(3));
  edit(directory, FIRST, (text) => text.replace('"onHand":2', '"onHand":9'));
  fs.writeFileSync(path.join(directory, 'orders', '000001.json.tmp'), 'half');
  const before = fs.readFileSync(path.join(directory, FIRST), 'utf8');
  const opening = openJsonStore({ directory });
  await expect(opening).rejects.toThrow(DataDamaged);
  await expect(opening).rejects.toMatchObject({ file: path.join(directory, FIRST), line: 2 });
  await expect(opening).rejects.toThrow('line 2: commit 2 cannot be read, and commit 3 says that it was safe on disk');
  expect(fs.readFileSync(path.join(directory, FIRST), 'utf8')).toBe(before);
  expect(fs.existsSync(path.join(directory, 'orders', '000001.json.tmp'))).toBe(true);
  expect(fs.readdirSync(directory).filter((name) => name.startsWith('lock.'))).toEqual([]);
});

test('a journal file that is missing is noticed', async () => {
  const directory = await killedShop(turns(3), 'a file each');
  expect(journalFiles(directory)).toHaveLength(4);
  fs.rmSync(path.join(directory, 'journal/000000000002.jsonl'));
  await expect(openJsonStore({ directory })).rejects.toThrow('a later file begins with commit 3');
  fs.rmSync(path.join(directory, FIRST));
  await expect(openJsonStore({ directory })).rejects.toThrow('the journal files before it are missing, from commit 1 on');
});

test('a folder without its folded.json is refused', async () => {
  const directory = await killedShop(turns(1));
  fs.rmSync(path.join(directory, 'folded.json'));
  await expect(openJsonStore({ directory })).rejects.toThrow('folded.json: the file is missing');
});

test('what a crash left half written is removed', async () => {
  const directory = await killedShop(turns(1));
  fs.writeFileSync(path.join(directory, 'orders', '000001.json.tmp'), 'half');
  const store = await openJsonStore({ directory });
  expect(fs.existsSync(path.join(directory, 'orders', '000001.json.tmp'))).toBe(false);
  await store.close();
});

test('a journal file that is folded already and came back, because its removal was lost, is removed again', async () => {
  const directory = await killedShop(turns(3), 'a file each');
  const firstFile = fs.readFileSync(path.join(directory, FIRST));
  await (await openJsonStore({ directory })).close();
  expect(journalFiles(directory)).toEqual([]);
  fs.writeFileSync(path.join(directory, FIRST), firstFile);
  const store = await openJsonStore({ directory });
  expect(store.openHot().get('stock', 'polo')?.onHand).toBe(3);
  expect(store.health().sequence).toBe(3);
  expect(journalFiles(directory)).toEqual(['000000000004.jsonl']);
  await store.close();
});

test('files of others in the folder are left alone', async () => {
  const directory = await killedShop(turns(1));
  fs.writeFileSync(path.join(directory, 'orders', 'notes.txt'), 'call Ana');
  fs.writeFileSync(path.join(directory, 'journal', '.DS_Store'), '');
  const store = await openJsonStore({ directory });
  await store.close();
  expect(fs.readFileSync(path.join(directory, 'orders', 'notes.txt'), 'utf8')).toBe('call Ana');
});
