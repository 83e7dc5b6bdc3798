/** A folder that stands still, is folded at once, is looked through, and forgets words. */
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { fact, placed, stock } from '../../../test/contracts/store/documents.ts';
import { edit, journalFiles, newFolder, removeFolders } from '../../../test/contracts/store/folder.ts';
import type { Change, Stored } from '../../decisions/collections.ts';
import { realDisk } from './disk.ts';
import type { FolderStore } from './folder-store.ts';
import { copyByLinks, filesOf } from './linked-copy.ts';
import { lookInto } from './look.ts';
import { openJsonStore } from './open.ts';

afterEach(removeFolders);

/** A fold of five commits needs far fewer. */
const MANY_TURNS = 3000;

const commit = (store: FolderStore, ...changes: Change[]) => store.commit(store.openHot(), changes);

async function picture(documents: AsyncIterable<Stored>): Promise<ReadonlyMap<string, unknown>> {
  const all = await Array.fromAsync(documents);
  return new Map(all.map(({ collection, id, doc }) => [`${collection}/${id}`, doc] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function look(directory: string) {
  const damaged: string[] = [];
  const { sequence, documents } = await lookInto(realDisk, directory, ({ file }) => damaged.push(path.relative(directory, file)));
  return { sequence, picture: await picture(documents), damaged };
}

test('a copy made by links under full load is the shop at exactly one commit', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory, segmentBytes: 20_000 });
  let writing = true;
  const after = new Map<number, number>();
  const write = async (from: number) => {
    for (let number = from; writing; number += 1) {
      const committed = await commit(store, placed(number), stock('tote', number), fact(`order ${number}`));
      if (committed.ok) after.set(committed.sequence, number);
    }
  };
  const writers = [1000, 5000, 9000].map(write);
  const copies: { readonly to: string; readonly sequence: number }[] = [];
  while (copies.length < 5) {
    const to = `${directory}-copy-${copies.length}`;
    const sequence = await store.still(async (still) => {
      await copyByLinks(directory, to, still.unsealed);
      return still.sequence;
    });
    copies.push({ to, sequence });
    await commit(store, stock('pause', copies.length));
  }
  writing = false;
  await Promise.all(writers);
  for (const { to, sequence } of copies) {
    const seen = await look(to);
    expect(seen.damaged).toEqual([]);
    expect(seen.sequence).toBe(sequence);
    const expected = [...after].filter(([commit]) => commit <= sequence).map(([, number]) => `orders/${number}`);
    expect([...seen.picture.keys()].filter((key) => key.startsWith('orders/'))).toEqual(expected.sort());
  }
  await store.close();
});

test('while the folder stands still commits go on and nothing is folded; afterwards it is', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory, disk: realDisk, segmentBytes: 1 });
  await commit(store, placed(1001));
  await store.foldNow();
  const { sequence } = await store.still(async (still) => {
    const before = (await filesOf(directory)).filter((name) => name.endsWith('.json'));
    const content = () => before.map((name) => fs.readFileSync(path.join(directory, name), 'utf8'));
    const at = content();
    for (let number = 1002; number <= 1006; number += 1) await commit(store, placed(number));
    for (let turn = 0; turn < MANY_TURNS; turn += 1) await nextTurn();
    expect(content()).toEqual(at);
    expect(journalFiles(directory)).toHaveLength(6);
    return still;
  });
  expect(sequence).toBe(1);
  await store.foldNow();
  expect(journalFiles(directory)).toHaveLength(1);
  await store.close();
});

test('a look sees what the store shows, of a shop that was killed as of one that was closed, and writes nothing', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory });
  await commit(store, placed(1001), stock('tote', 5), fact('first'));
  await store.foldNow();
  await commit(store, placed(1002), stock('tote', 4), { delete: 'orders', id: '1001' });
  const shown = await picture(store.documents());
  const killed = newFolder();
  fs.cpSync(directory, killed, { recursive: true });
  const files = async () => (await filesOf(killed)).map((name) => [name, fs.readFileSync(path.join(killed, name), 'utf8')]);
  const before = await files();
  expect(await look(killed)).toEqual({ sequence: 2, picture: shown, damaged: [] });
  expect(await files()).toEqual(before);
  await store.close();
  expect((await look(directory)).picture).toEqual(shown);
});

test('a look names every file that is damaged', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory });
  await commit(store, placed(1001), placed(2001), stock('tote', 5));
  await store.close();
  edit(directory, 'orders/000001.json', (text) => text.replace('Ana', 'Eva'));
  edit(directory, 'stock/000000.json', (text) => text.replace('"onHand":5', '"onHand":6'));
  const seen = await look(directory);
  expect(seen.damaged.sort()).toEqual(['orders/000001.json', 'stock/000000.json']);
  expect([...seen.picture.keys()]).toEqual(['orders/2001']);
});

test('what is folded at once has left the journal', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory });
  await commit(store, placed(1001, 'Ana'));
  await commit(store, { delete: 'orders', id: '1001' });
  await store.foldNow();
  expect(journalFiles(directory)).toEqual(['000000000003.jsonl']);
  expect(fs.readFileSync(path.join(directory, 'orders/000001.json'), 'utf8')).not.toContain('Ana');
  await store.close();
});

test('a name that no order has any more is taken out of every age of the index, and the others are still found', async () => {
  const directory = newFolder();
  const store = await openJsonStore({ directory, indexBytes: 2000 });
  for (let number = 1001; number <= 1040; number += 1) {
    await commit(store, placed(number, number === 1003 ? 'Quispe Huamán' : `Rosa ${number}`));
    await store.foldNow();
  }
  await commit(store, placed(1003, 'erased'));
  await store.foldNow();
  const inFiles = async (word: string) =>
    (await filesOf(directory)).filter(
      (name) => name.includes('-index') && fs.readFileSync(path.join(directory, name), 'utf8').includes(word),
    );
  expect(await inFiles('quispe')).not.toEqual([]);
  await store.forgetTerms('orders', new Set(['quispe', 'huaman']), new Set([1003]));
  expect(await inFiles('quispe')).toEqual([]);
  expect(await inFiles('huaman')).toEqual([]);
  expect((await store.query.orders.search('quispe', { limit: 9 })).orders).toEqual([]);
  expect((await store.query.orders.search('rosa', { limit: 100 })).orders).toHaveLength(39);
  expect((await store.query.orders.search('erased', { limit: 9 })).orders.map(({ number }) => number)).toEqual([1003]);
  await store.close();
});
