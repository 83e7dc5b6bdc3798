/** When the disk fails: nothing more is promised, everybody who waited is told, and the words say what to do. */
import { afterAll, describe, expect, test } from 'vitest';
import { placed, seen } from '../../../test/contracts/store/documents.ts';
import { copyOf, newFolder, removeFolders } from '../../../test/contracts/store/folder.ts';
import { type Store, StoreFailed } from '../port.ts';
import { type AppendFile, type Disk, realDisk } from './disk.ts';
import { openJsonStore } from './open.ts';

afterAll(removeFolders);

const error = (code: string, message: string) => Object.assign(new Error(`${code}: ${message}`), { code });

/** The real disk, with journal files that behave as `change` says. */
function journalDisk(change: (file: AppendFile) => Partial<AppendFile>): Disk {
  return {
    ...realDisk,
    async create(name) {
      const file = await realDisk.create(name);
      return name.endsWith('.jsonl') ? { ...file, ...change(file) } : file;
    },
  };
}

const put = (store: Store, id: string) => store.commit(store.openHot(), [seen(id)]);

describe.each([
  ['a full disk', { write: () => Promise.reject(error('ENOSPC', 'no space left on device, write')) }, 'The disk is full: free some space'],
  ['a failed sync', { sync: () => Promise.reject(error('EIO', 'i/o error, fdatasync')) }, 'Check the disk'],
  ['a disk that became read-only', { write: () => Promise.reject(error('EROFS', 'read-only file system, write')) }, 'mount it for writing'],
] as const)('%s', (_, fault, advice) => {
  test('refuses what waits and everything after it, once and for all', async () => {
    let broken = false;
    const disk = journalDisk((file) => ({
      write: (bytes) => (broken && 'write' in fault ? fault.write() : file.write(bytes)),
      sync: () => (broken && 'sync' in fault ? fault.sync() : file.sync()),
    }));
    const directory = newFolder();
    const failures: StoreFailed[] = [];
    const store = await openJsonStore({ directory, disk, onFailure: (failure) => failures.push(failure) });
    await put(store, 'm1');
    broken = true;
    const view = store.openHot();
    const waiting = [store.commit(view, [seen('m2')]), store.commit(view, [seen('m3')]), store.settled()];
    const ends = await Promise.allSettled(waiting);
    broken = false;

    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.message).toContain(`Could not write ${directory}/journal/000000000001.jsonl`);
    expect(failures[0]?.message).toContain(advice);
    for (const end of ends) expect(end).toMatchObject({ reason: failures[0] });
    await expect(store.commit(view, [seen('m4')])).rejects.toBe(failures[0]);
    await expect(store.settled()).rejects.toBe(failures[0]);
    await expect(store.open([])).rejects.toBe(failures[0]);
    expect(() => store.openHot()).toThrow(StoreFailed);
    expect(() => [...store.query.all('inbox')]).toThrow(StoreFailed);
    expect(store.health()).toMatchObject({ ok: false, words: failures[0]?.message, durable: 1 });

    await store.close();
    expect(failures).toHaveLength(1);
    const again = await openJsonStore({ directory });
    expect(again.openHot().get('inbox', 'm1')).toBeDefined();
    await again.close();
  });
});

test('commits that arrive while the failing write runs are refused with it', async () => {
  let fail = () => {};
  const disk = journalDisk(() => ({
    write: () => {
      const { promise, reject } = Promise.withResolvers<never>();
      fail = () => reject(error('EIO', 'i/o error, write'));
      writing.resolve();
      return promise;
    },
  }));
  const writing = Promise.withResolvers<void>();
  const store = await openJsonStore({ directory: newFolder(), disk });
  const first = put(store, 'm1');
  await writing.promise;
  const second = put(store, 'm2');
  fail();
  expect((await Promise.allSettled([first, second])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await store.close();
});

test('a journal file that cannot be begun ends the store, after what was written is acknowledged', async () => {
  let begun = 0;
  const disk: Disk = {
    ...realDisk,
    create: (name) =>
      name.endsWith('.jsonl') && ++begun > 1 ? Promise.reject(error('EMFILE', 'too many open files, open')) : realDisk.create(name),
  };
  const directory = newFolder();
  const failed = Promise.withResolvers<StoreFailed>();
  const store = await openJsonStore({ directory, disk, segmentBytes: 1, onFailure: failed.resolve });
  expect(await put(store, 'm1')).toEqual({ ok: true, sequence: 1 });
  expect((await failed.promise).message).toContain(`Could not write ${directory}/journal/000000000002.jsonl: EMFILE`);
  await expect(store.settled()).rejects.toThrow('Too many files are open');
  const again = await openJsonStore({ directory: copyOf(directory) });
  expect(again.openHot().get('inbox', 'm1')).toBeDefined();
  await again.close();
  await store.close();
});

test('a fold that fails ends the store too, and loses nothing', async () => {
  const disk: Disk = {
    ...realDisk,
    rename: (from, to) => (to.includes('orders') ? Promise.reject(error('EIO', 'i/o error, rename')) : realDisk.rename(from, to)),
  };
  const directory = newFolder();
  const failed = Promise.withResolvers<StoreFailed>();
  const store = await openJsonStore({ directory, disk, segmentBytes: 1, onFailure: failed.resolve });
  expect((await store.commit(store.openHot(), [placed(1001)])).ok).toBe(true);
  expect((await failed.promise).message).toContain(`Could not fold the journal in ${directory}: EIO`);
  await store.close();
  const again = await openJsonStore({ directory });
  expect((await again.open([{ collection: 'orders', id: '1001' }])).get('orders', '1001')?.number).toBe(1001);
  await again.close();
});

test('a folder that cannot be opened says why and gives the folder back', async () => {
  const directory = newFolder();
  const disk: Disk = { ...realDisk, syncDirectory: () => Promise.reject(error('EACCES', 'permission denied, open')) };
  const opening = openJsonStore({ directory, disk });
  await expect(opening).rejects.toThrow(StoreFailed);
  await expect(opening).rejects.toThrow(`Could not open the data in ${directory}: EACCES`);
  await (await openJsonStore({ directory })).close();
});
