/** Journal files are folded into the files documents rest in, while the shop goes on. */
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { fact, order, placed, seen, stock } from '../../../test/contracts/store/documents.ts';
import {
  allFolded,
  copyOf,
  edit,
  journalFiles,
  killedShop,
  newFolder,
  removeFolders,
  slowFolds,
} from '../../../test/contracts/store/folder.ts';
import type { Change } from '../../decisions/collections.ts';
import { type Store, StoreFailed } from '../port.ts';
import { type Disk, realDisk } from './disk.ts';
import { openJsonStore } from './open.ts';
import { MOST_SEALED } from './segments.ts';
import { MOST_SEALED_AT_START } from './store.ts';

afterAll(removeFolders);

const put = (store: Store, ...changes: readonly Change[]) => store.commit(store.openHot(), changes);
const ORDER = { collection: 'orders', id: '1001' } as const;

/** The real disk, counting how often a file of orders is read. */
function countingDisk() {
  const counted = { reads: 0 };
  const disk: Disk = {
    ...realDisk,
    read(file) {
      if (file.includes('orders')) counted.reads++;
      return realDisk.read(file);
    },
  };
  return { disk, counted };
}

/** The folder of a shop that was closed after these changes. */
async function closedShop(...changes: readonly Change[]): Promise<string> {
  const directory = newFolder();
  const store = await openJsonStore({ directory });
  await put(store, ...changes);
  await store.close();
  return directory;
}

test('a thread folds sealed journal files while the shop takes orders, and a restart finds everything', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory, segmentBytes: 1 });
  for (let n = 0; n < 60; n++)
    await Promise.all([1, 2, 3].map((k) => put(store, placed(1001 + 3 * n + k), stock('polo', n), fact(`f${n}.${k}`))));
  await allFolded(directory, store);
  const killed = copyOf(directory);
  expect(fs.existsSync(path.join(killed, 'orders', '000001.json'))).toBe(true);
  await store.close();
  expect(journalFiles(directory)).toEqual([]);

  for (const folder of [killed, directory]) {
    const again = await openJsonStore({ directory: folder });
    expect(again.openHot().get('stock', 'polo')?.onHand).toBe(59);
    expect((await again.query.newest('orders', 1000)).map(({ number }) => number)).toEqual(Array.from({ length: 180 }, (_, n) => 1181 - n));
    expect((await again.query.newest('facts', 3)).map(({ words }) => words)).toEqual(['f59.3', 'f59.2', 'f59.1']);
    await again.close();
  }
});

test('an order that was folded is read from its file, and known at once after the next change', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory, segmentBytes: 1 });
  await put(store, placed(1001));
  await allFolded(directory, store);
  expect((await store.open([ORDER])).get('orders', '1001')).toEqual(order(1001));
  await put(store, placed(1001, 'Ana María'));
  expect((await store.open([ORDER])).get('orders', '1001')?.customer.name).toBe('Ana María');
  await store.close();
});

test('an order that is being read while a fold replaces its file is read again', async () => {
  const directory = await closedShop(placed(1001));

  const reached = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let reads = 0;
  const disk: Disk = {
    ...realDisk,
    async read(file) {
      const bytes = await realDisk.read(file);
      if (!file.endsWith('orders/000001.json') || ++reads > 1) return bytes;
      reached.resolve();
      await gate.promise;
      return bytes;
    },
  };
  const store = await openJsonStore({ directory, disk, segmentBytes: 1 });
  const reading = store.open([ORDER]);
  await reached.promise;
  await put(store, placed(1001, 'Ana María'));
  await allFolded(directory, store);
  expect(() => store.openHot().get('orders', '1001')).toThrow('not loaded');
  gate.resolve();
  expect((await reading).get('orders', '1001')?.customer.name).toBe('Ana María');
  await store.close();
});

test('a decision on an order that was changed and folded meanwhile is refused', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory, disk: { ...realDisk }, segmentBytes: 1 });
  await put(store, placed(1001));
  await allFolded(directory, store);
  const view = await store.open([ORDER]);
  expect(view.get('orders', '1001')?.customer.name).toBe('Ana');
  await put(store, placed(1001, 'Ana María'));
  await allFolded(directory, store);
  expect(() => store.openHot().get('orders', '1001')).toThrow('not loaded');
  expect(await store.commit(view, [seen('m1')])).toEqual({ ok: false, key: ORDER });
  await store.close();
});

test('many who ask for the same file share one reading of it', async () => {
  const directory = await closedShop(...Array.from({ length: 20 }, (_, n) => placed(1001 + n)));
  const { disk, counted } = countingDisk();
  const store = await openJsonStore({ directory, disk });
  await Promise.all(Array.from({ length: 20 }, (_, n) => store.open([{ collection: 'orders', id: String(1001 + n) }])));
  await store.open([ORDER]);
  expect(counted.reads).toBe(1);
  await store.close();
});

test('a list of a million-order shop reads only the newest file', async () => {
  const directory = await closedShop(...Array.from({ length: 100 }, (_, n) => placed(1000 * n + 999)));
  const { disk, counted } = countingDisk();
  const store = await openJsonStore({ directory, disk });
  expect(counted.reads).toBe(0);
  expect((await store.query.newest('orders', 2)).map(({ number }) => number)).toEqual([99_999, 98_999]);
  expect(counted.reads).toBe(2);
  await store.query.newest('orders', 100);
  expect(counted.reads).toBe(100);
  await store.open([{ collection: 'orders', id: '99999' }]);
  expect(counted.reads).toBe(100);
  await store.close();
});

test('when folding falls behind, commits wait instead of piling up', async () => {
  const { disk: slow, letFold } = slowFolds();
  let writes = 0;
  let begun = 0;
  const disk: Disk = {
    ...slow,
    async create(name) {
      const file = await slow.create(name);
      if (!name.endsWith('.jsonl')) return file;
      const write = (bytes: Buffer) => {
        writes++;
        return file.write(bytes);
      };
      return { ...file, write };
    },
    async syncDirectory(directory) {
      await slow.syncDirectory(directory);
      if (directory.endsWith('journal')) begun++;
    },
  };
  const store = await openJsonStore({ directory: newFolder(), disk, segmentBytes: 1 });
  for (let n = 1; n <= MOST_SEALED; n++) {
    await put(store, seen(`m${n}`));
    while (begun <= n) await nextTurn();
  }
  const waiting = put(store, seen('one more'));
  expect(store.openHot().get('inbox', 'one more')).toBeDefined();
  for (let turn = 0; turn < 10; turn++) await nextTurn();
  expect(writes).toBe(MOST_SEALED);
  expect(store.health().words).toContain(`${MOST_SEALED} commits are safe on disk, 1 are on their way.`);
  letFold();
  expect((await waiting).ok).toBe(true);
  await store.close();
});

test('with more journal files to fold than a start may leave, they are folded first', async () => {
  const marks = (count: number) => Array.from({ length: count }, (_, n) => [seen(`m${n}`)]);
  const tooMany = slowFolds();
  let started = false;
  const starting = openJsonStore({ directory: await killedShop(marks(MOST_SEALED_AT_START + 1), 'a file each'), disk: tooMany.disk }).then(
    (store) => {
      started = true;
      return store;
    },
  );
  for (let turn = 0; turn < 200; turn++) await nextTurn();
  expect(started).toBe(false);
  tooMany.letFold();
  const folded = await starting;
  expect(folded.health().words).not.toContain('wait to be folded');
  await folded.close();

  const notTooMany = slowFolds();
  const store = await openJsonStore({ directory: await killedShop(marks(MOST_SEALED_AT_START), 'a file each'), disk: notTooMany.disk });
  expect(store.health().words).toContain(`${MOST_SEALED_AT_START} journal files wait to be folded`);
  notTooMany.letFold();
  await store.close();
});

test('a fold that was cut off anywhere is simply done again', async () => {
  const killed = await killedShop(
    [1, 2, 3, 4, 5].map((n) => [placed(1000 + n), placed(1000, `Ana ${n}`), fact(`f${n}`), { delete: 'orders', id: `${1000 + n - 1}` }]),
    'a file each',
  );
  for (let renames = 0; renames < 6; renames++) {
    const folder = copyOf(killed);
    let left = renames;
    const disk: Disk = {
      ...realDisk,
      rename: (from, to) => (left-- > 0 ? realDisk.rename(from, to) : Promise.reject(new Error('killed'))),
    };
    await openJsonStore({ directory: folder, disk }).then(
      (store) => store.close(),
      () => {},
    );
    const again = await openJsonStore({ directory: folder });
    expect((await again.query.newest('orders', 10)).map(({ id }) => id)).toEqual(['1005', '1000']);
    expect((await again.query.newest('facts', 10)).map(({ words }) => words)).toEqual(['f5', 'f4', 'f3', 'f2', 'f1']);
    await again.close();
  }
});

test('a thread that meets damage ends the store and names the file', async () => {
  const directory = await closedShop(placed(1001));
  edit(directory, 'orders/000001.json', (text) => text.replace('Ana', 'Eva'));
  const failed = Promise.withResolvers<StoreFailed>();
  const store = await openJsonStore({ directory, segmentBytes: 1, onFailure: failed.resolve });
  await put(store, placed(1002));
  const failure = await failed.promise;
  expect(failure).toBeInstanceOf(StoreFailed);
  expect(failure.message).toContain('orders/000001.json: the checksum does not fit');
  await store.close();
});
