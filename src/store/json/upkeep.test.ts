/** What the store does in quiet minutes, and what it gives up when the disk is full. */
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { placed, seen } from '../../../test/contracts/store/documents.ts';
import { edit, newFolder, removeFolders } from '../../../test/contracts/store/folder.ts';
import type { Store, StoreFailed } from '../port.ts';
import { type Ballast, realBallast } from './ballast.ts';
import { type Disk, realDisk } from './disk.ts';
import { openJsonStore } from './open.ts';

afterAll(removeFolders);

/** A minute passes when the test says so. */
function minutes() {
  let call = () => {};
  let stopped = false;
  const every = (_ms: number, each: () => void) => {
    call = each;
    return () => {
      stopped = true;
    };
  };
  return { every, pass: () => call(), stopped: () => stopped };
}

async function closedShop(): Promise<string> {
  const directory = newFolder();
  const store = await openJsonStore({ directory });
  await store.commit(store.openHot(), [placed(1001), placed(2001), placed(3001)]);
  await store.close();
  return directory;
}

const noRoomTaken: Ballast = { lay: async () => {}, drop: () => {} };

async function untilDamaged(store: Store, pass: () => void): Promise<void> {
  for (let turn = 0; store.health().ok && turn < 100_000; turn++) {
    pass();
    await nextTurn();
  }
}

test('a file that rots unread is found within one round, named in the health and reported once', async () => {
  const directory = await closedShop();
  const clock = minutes();
  const reported: string[] = [];
  const store = await openJsonStore({ directory, every: clock.every, ballast: noRoomTaken, onDamage: (file) => reported.push(file) });
  edit(directory, 'orders/000002.json', (text) => text.replace('Ana', 'Eva'));
  await untilDamaged(store, clock.pass);
  const file = path.join(directory, 'orders/000002.json');
  expect(store.health()).toMatchObject({ ok: false, takes: true });
  expect(store.health().words).toContain(`${file} cannot be read: the checksum`);
  await expect(store.open([{ collection: 'orders', id: '2001' }])).rejects.toThrow(file);
  expect((await store.open([{ collection: 'orders', id: '3001' }])).get('orders', '3001')?.number).toBe(3001);
  expect((await store.commit(store.openHot(), [seen('m1')])).ok).toBe(true);
  await store.close();
  expect(reported).toEqual([file]);
  expect(clock.stopped()).toBe(true);
});

test('a damaged file that somebody asks for shows in the health at once', async () => {
  const directory = await closedShop();
  edit(directory, 'orders/000001.json', (text) => text.replace('Ana', 'Eva'));
  const reported: string[] = [];
  const store = await openJsonStore({ directory, onDamage: (file) => reported.push(file) });
  expect(store.health().ok).toBe(true);
  for (const _ of [1, 2]) await expect(store.open([{ collection: 'orders', id: '1001' }])).rejects.toThrow('orders/000001.json');
  expect(store.health()).toMatchObject({ ok: false, takes: true });
  expect(reported).toEqual([path.join(directory, 'orders/000001.json')]);
  await store.close();
});

test('the ballast is laid in a quiet minute, and given up when the disk is full, before anybody is told', async () => {
  const directory = newFolder();
  const clock = minutes();
  const ballast = path.join(directory, 'ballast');
  let full = false;
  const disk: Disk = {
    ...realDisk,
    async create(name) {
      const file = await realDisk.create(name);
      const noRoom = () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
      return { ...file, write: (bytes) => (full ? noRoom() : file.write(bytes)) };
    },
  };
  const there: boolean[] = [];
  const failed = Promise.withResolvers<StoreFailed>();
  const onFailure = (failure: StoreFailed) => {
    there.push(fs.existsSync(ballast));
    failed.resolve(failure);
  };
  const laid = Promise.withResolvers<void>();
  const watched: Ballast = { ...realBallast, lay: (folder) => realBallast.lay(folder).finally(laid.resolve) };
  const store = await openJsonStore({ directory, disk, every: clock.every, ballast: watched, onFailure });
  expect(fs.existsSync(ballast)).toBe(false);
  clock.pass();
  await laid.promise;
  expect(fs.statSync(ballast).size).toBe(20 * 1024 * 1024);
  full = true;
  await expect(store.commit(store.openHot(), [seen('m1')])).rejects.toThrow('The disk is full: free some space');
  expect((await failed.promise).diskFull).toBe(true);
  expect(there).toEqual([false]);
  await store.close();
});

test('another failure of the disk leaves the ballast', async () => {
  const dropped: string[] = [];
  let broken = false;
  const disk: Disk = {
    ...realDisk,
    async create(name) {
      const file = await realDisk.create(name);
      return { ...file, sync: () => (broken ? Promise.reject(new Error('EIO: i/o error, fdatasync')) : file.sync()) };
    },
  };
  const ballast: Ballast = { lay: async () => {}, drop: (folder) => dropped.push(folder) };
  const store = await openJsonStore({ directory: newFolder(), disk, ballast });
  broken = true;
  await expect(store.commit(store.openHot(), [seen('m1')])).rejects.toThrow('Check the disk');
  expect(dropped).toEqual([]);
  await store.close();
});
