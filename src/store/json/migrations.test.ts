/** Folders of older programs are brought forward, those of newer ones refused. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { placed } from '../../../test/contracts/store/documents.ts';
import { newFolder, removeFolders } from '../../../test/contracts/store/folder.ts';
import { realDisk } from './disk.ts';
import { LAYOUT_VERSION } from './layout.ts';
import { bringForward, NewerData, versionOf } from './migrations.ts';
import { openJsonStore } from './open.ts';
import { withChecksum } from './shard.ts';

afterEach(removeFolders);

const FIXTURES = path.resolve(import.meta.dirname, '../../../test/fixtures');

async function shopOfVersion(layout: number): Promise<string> {
  const directory = newFolder();
  const store = await openJsonStore({ directory });
  await store.commit(store.openHot(), [placed(1001)]);
  await store.close();
  const file = path.join(directory, 'folded.json');
  const { crc: _of, ...content } = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, withChecksum(Buffer.from(`${JSON.stringify({ ...content, layout }).slice(1)}\n`)));
  return directory;
}

test.each(fs.readdirSync(FIXTURES).filter((name) => /^data-v\d+$/.test(name)))('the folder %s of its day opens today', async (name) => {
  const directory = newFolder();
  fs.cpSync(path.join(FIXTURES, name), directory, { recursive: true });
  const store = await openJsonStore({ directory });
  const orders = await Array.fromAsync(store.query.each('orders'));
  expect(orders.map(({ number, customer, status }) => [number, customer.name, status])).toEqual([
    [1001, 'Ana Quispe', 'confirmed'],
    [1002, 'Luis Rojas', 'awaiting_payment'],
  ]);
  expect((await store.query.orders.search('quispe', { limit: 5 })).orders).toHaveLength(1);
  expect([...store.query.all('conversations')].map(({ chat }) => chat.replace(/0+$/, '')).sort()).toEqual(['ana', 'luis', 'rosa']);
  await store.close();
  expect(await versionOf(realDisk, directory)).toBe(LAYOUT_VERSION);
});

test('there is a folder of every version, made by the program of that day', () => {
  for (let version = 1; version <= LAYOUT_VERSION; version += 1) expect(fs.existsSync(path.join(FIXTURES, `data-v${version}`))).toBe(true);
});

test('a folder of a newer program is refused with both versions, and stays as it was', async () => {
  const directory = await shopOfVersion(LAYOUT_VERSION + 1);
  const before = fs.readFileSync(path.join(directory, 'folded.json'), 'utf8');
  const refusal = await openJsonStore({ directory }).catch((problem: unknown) => problem);
  expect(refusal).toBeInstanceOf(NewerData);
  expect(refusal).toMatchObject({ found: LAYOUT_VERSION + 1, known: LAYOUT_VERSION });
  expect(String(refusal)).toContain(`version ${LAYOUT_VERSION + 1}`);
  expect(fs.readFileSync(path.join(directory, 'folded.json'), 'utf8')).toBe(before);
});

test('a folder of an older program is copied aside before it is brought forward', async () => {
  const directory = await shopOfVersion(1);
  await (await openJsonStore({ directory })).close();
  expect(await versionOf(realDisk, `${directory}-version-1`)).toBe(1);
  expect(await versionOf(realDisk, directory)).toBe(LAYOUT_VERSION);
});

test('steps are taken in their order, each once, and one that was cut off is begun again', async () => {
  const directory = await shopOfVersion(5);
  const taken: string[] = [];
  let cutOff = true;
  const step = (to: number) => ({
    to,
    migrate: async () => {
      taken.push(`to ${to}`);
      if (to === 7 && cutOff) throw new Error('the power is gone');
    },
  });
  const steps = [step(5), step(6), step(7), step(8)];
  const putAside = async (version: number) => void taken.push(`copy of ${version}`);
  await expect(bringForward(realDisk, directory, putAside, steps)).rejects.toThrow('the power is gone');
  cutOff = false;
  await bringForward(realDisk, directory, putAside, steps);
  expect(taken).toEqual(['copy of 5', 'to 6', 'to 7', 'copy of 6', 'to 7', 'to 8']);
  expect(await versionOf(realDisk, directory)).toBe(8);
});
