/** The indexes as files: lists of numbers read from their end, and what happens where the files are not there. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { placed } from '../../../test/contracts/store/documents.ts';
import { copyOf, edit, newFolder, removeFolders } from '../../../test/contracts/store/folder.ts';
import type { Store } from '../port.ts';
import { type Disk, realDisk } from './disk.ts';
import { descending, intersection, standing, union } from './index-files.ts';
import { docOf, fileOfLines, idOf, keyOf, readLines } from './lines.ts';
import { openJsonStore } from './open.ts';

afterAll(removeFolders);

const lists = fc.array(fc.uniqueArray(fc.nat(50)), { minLength: 1, maxLength: 4 });
const down = (numbers: Iterable<number>) => [...numbers].sort((a, b) => b - a);
const textOf = (numbers: readonly number[]) => Buffer.from(JSON.stringify([...numbers].sort((a, b) => Math.abs(a) - Math.abs(b))));
const read = (numbers: readonly number[], below = Number.POSITIVE_INFINITY) => descending(textOf(numbers), below);

test('a list is read from its end, signs and all, below a number', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -2_000_000, max: 2_000_000 }), { selector: Math.abs }),
      fc.nat(2_000_000),
      (numbers, below) => {
        const wanted = numbers.filter((number) => Math.abs(number) < below).sort((a, b) => Math.abs(b) - Math.abs(a));
        expect([...read(numbers, below)]).toEqual(wanted);
      },
    ),
  );
});

test('lists are put together and against each other as sets are', () => {
  fc.assert(
    fc.property(lists, (all) => {
      expect([...union(all.map((list) => read(list)))]).toEqual(down(new Set(all.flat())));
      const [first = [], ...others] = all;
      expect([...intersection(all.map((list) => read(list)))]).toEqual(
        down(first.filter((number) => others.every((list) => list.includes(number)))),
      );
    }),
  );
});

test('of files of several ages the newest that names a number decides', () => {
  const signed = fc.uniqueArray(
    fc.integer({ min: -30, max: 30 }).filter((number) => number !== 0),
    { selector: Math.abs },
  );
  fc.assert(
    fc.property(fc.array(signed, { minLength: 1, maxLength: 3 }), (ages) => {
      const decided = new Map<number, boolean>();
      for (const age of ages.toReversed()) for (const number of age) decided.set(Math.abs(number), number > 0);
      expect([...standing(ages.map((age) => read(age)))]).toEqual(down([...decided].filter(([, has]) => has).map(([number]) => number)));
    }),
  );
});

test('every id and every document comes back from its line', async () => {
  const number = fc.nat(100).map(String);
  const ids = fc.oneof(fc.string({ unit: 'binary' }), number, number, fc.constantFrom('01', '1e1', '0x1', '-1', ''));
  const entries = fc.uniqueArray(fc.tuple(ids, fc.jsonValue()), { selector: ([id]) => id });
  await fc.assert(
    fc.asyncProperty(entries, async (documents) => {
      const bytes = fileOfLines(
        7,
        documents.map(([id, doc]) => ({ key: keyOf(id), text: Buffer.from(JSON.stringify(doc)) })),
      );
      const lines = await readLines({ ...realDisk, read: async () => bytes }, 'file');
      expect(lines.sequence).toBe(7);
      expect([...lines].map((line) => [idOf(line), docOf(line)])).toEqual(
        documents.map(([id, doc]) => [id, JSON.parse(JSON.stringify(doc))]),
      );
      for (const [id, doc] of documents) expect(lines.get(id)).toEqual(JSON.parse(JSON.stringify(doc)));
      const sorted = fileOfLines(
        7,
        [...lines].sort((a, b) => Buffer.compare(a.key, b.key)),
      );
      const byKey = await readLines({ ...realDisk, read: async () => sorted }, 'file', 'by key');
      for (const [id, doc] of documents) expect(byKey.get(id)).toEqual(JSON.parse(JSON.stringify(doc)));
      for (const id of ['', 'one that is not there', '~', '"'])
        if (!documents.some(([known]) => known === id)) expect(byKey.get(id)).toBeUndefined();
      for (const id of ['one that is not there', '101']) expect(lines.get(id)).toBeUndefined();
    }),
  );
});

const SMALL = { segmentBytes: 2000, indexBytes: 2000 };
const NUMBERS = Array.from({ length: 60 }, (_, index) => 1001 + 100 * index);

async function closedShop(): Promise<string> {
  const directory = newFolder();
  const store = await openJsonStore({ directory, ...SMALL });
  for (const number of NUMBERS) await store.commit(store.openHot(), [placed(number)]);
  await store.close();
  return directory;
}

async function mustFindAll(store: Store): Promise<void> {
  for (const number of NUMBERS) expect((await store.query.orders.byCode(`code-${number}`))?.number).toBe(number);
  const { orders } = await store.query.orders.search('ana', { limit: 100 });
  expect(orders.map(({ number }) => number)).toEqual(NUMBERS.toReversed());
}

test('an index that was removed is built anew from the orders', async () => {
  const directory = await closedShop();
  fs.rmSync(path.join(directory, 'orders-index'), { recursive: true });
  const store = await openJsonStore({ directory, ...SMALL });
  await mustFindAll(store);
  await store.close();
  await mustFindAll(await openJsonStore({ directory }));
});

test('an index whose building was cut off anywhere is built from the start', async () => {
  const directory = await closedShop();
  fs.rmSync(path.join(directory, 'orders-index'), { recursive: true });
  let cutOff = true;
  let renames = 0;
  for (; cutOff; renames++) {
    const folder = copyOf(directory);
    let left = renames;
    const disk: Disk = {
      ...realDisk,
      rename: (from, to) => (left-- > 0 ? realDisk.rename(from, to) : Promise.reject(new Error('killed'))),
    };
    cutOff = await openJsonStore({ directory: folder, disk, ...SMALL }).then(
      (whole) => whole.close().then(() => false),
      () => true,
    );
    const store = await openJsonStore({ directory: folder, ...SMALL });
    await mustFindAll(store);
    await store.close();
  }
  expect(renames).toBeGreaterThan(3);
});

test('a damaged index is named when it is needed, and orders themselves are still served', async () => {
  const directory = await closedShop();
  const [young = ''] = fs.readdirSync(path.join(directory, 'orders-index')).filter((name) => name.startsWith('young'));
  edit(directory, path.join('orders-index', young), (text) => text.replace('"sequence"', '"sequense"'));
  const store = await openJsonStore({ directory });
  const problems = await Promise.allSettled(NUMBERS.map((number) => store.query.orders.byCode(`code-${number}`)));
  expect(problems.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  expect(store.health()).toMatchObject({ ok: false, takes: true, words: expect.stringContaining(young) });
  expect(store.health().words).toContain(`Remove the folder ${path.join(directory, 'orders-index')}`);
  expect((await store.open([{ collection: 'orders', id: '1001' }])).get('orders', '1001')?.number).toBe(1001);
  await store.close();
});
