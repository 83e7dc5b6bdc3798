/** The files documents rest in, as stock lowdb and the store itself read them. */
import fs from 'node:fs';
import path from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { afterAll, expect, test } from 'vitest';
import { order, placed, seen, stock } from '../../../test/contracts/store/documents.ts';
import { edit, newFolder, removeFolders } from '../../../test/contracts/store/folder.ts';
import { DataDamaged } from './damage.ts';
import { realDisk } from './disk.ts';
import { shardFile, shardOf } from './layout.ts';
import { openJsonStore } from './open.ts';
import { openShard } from './shard.ts';

afterAll(removeFolders);

/** File of the message mark with the id `__proto__`. */
const PROTO = shardFile('inbox', shardOf('inbox', '__proto__'));

async function closedShop(): Promise<string> {
  const directory = newFolder();
  const store = await openJsonStore({ directory });
  await store.commit(store.openHot(), [stock('polo/rojo/m', 5), seen('__proto__'), placed(1001), placed(1002), placed(2000)]);
  await store.close();
  return directory;
}

test('a folder at rest opens with stock lowdb, every file of it', async () => {
  const directory = await closedShop();
  const database = new Low<{ docs: Record<string, unknown> }>(new JSONFile(path.join(directory, 'orders', '000001.json')), { docs: {} });
  await database.read();
  expect(database.data.docs).toEqual({ '1001': order(1001), '1002': order(1002) });
  const files = fs.readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  expect(files.toSorted()).toEqual([
    'folded.json',
    PROTO,
    'orders-index/days.json',
    'orders-index/recent-000000.json',
    'orders/000001.json',
    'orders/000002.json',
    'stock/000000.json',
  ]);
  for (const file of files) {
    const stockLowdb = new Low<unknown>(new JSONFile(path.join(directory, file)), null);
    await stockLowdb.read();
    expect(stockLowdb.data).toHaveProperty('crc');
  }
});

test('nobody but the owner can read the folder', async () => {
  const directory = await closedShop();
  const mode = (name: string) => (fs.statSync(path.join(directory, name)).mode & 0o777).toString(8);
  expect(['.', 'orders', 'journal', 'orders/000001.json', 'folded.json'].map(mode)).toEqual(['700', '700', '700', '600', '600']);
});

test('an id called __proto__ is an id like any other', async () => {
  const directory = await closedShop();
  const { docs } = (await openShard(realDisk, path.join(directory, PROTO))).data;
  expect([...docs]).toEqual([['__proto__', { id: '__proto__', at: 0 }]]);
});

test('a live file that was changed by hand keeps the shop from starting, and is named', async () => {
  const directory = await closedShop();
  edit(directory, 'stock/000000.json', (text) => text.replace('"onHand":5', '"onHand":6'));
  const opening = openJsonStore({ directory });
  await expect(opening).rejects.toThrow(DataDamaged);
  await expect(opening).rejects.toThrow(path.join(directory, 'stock/000000.json'));
  await expect(opening).rejects.toThrow('restore the last backup');
});

test('an old file that was damaged is refused when it is asked for; the others are served', async () => {
  const directory = await closedShop();
  edit(directory, 'orders/000001.json', (text) => text.replace('Ana', 'Eva'));
  const store = await openJsonStore({ directory });
  await expect(store.open([{ collection: 'orders', id: '1001' }])).rejects.toThrow('orders/000001.json');
  expect((await store.open([{ collection: 'orders', id: '2000' }])).get('orders', '2000')).toEqual(order(2000));
  await store.close();
});

test('an empty file, as a power loss leaves behind careless programs, is damage too', async () => {
  const directory = await closedShop();
  edit(directory, 'folded.json', () => '');
  await expect(openJsonStore({ directory })).rejects.toThrow('folded.json: the checksum does not fit');
});

test('a folder of a later version of the program is refused', async () => {
  const directory = newFolder();
  await (await openJsonStore({ directory })).close();
  const later = await openShard(realDisk, path.join(directory, 'folded.json')).catch((error) => error);
  expect(later).toBeInstanceOf(DataDamaged);
  expect(later.message).toContain('not one that this version of the program writes');
});
