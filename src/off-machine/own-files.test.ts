/** What the seller wrote is laid out to be brought away, and does not lie around afterwards. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withOwnFiles } from './own-files.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tanteo-own-'));
  await mkdir(join(home, 'catalog', 'images'), { recursive: true });
  await mkdir(join(home, 'src'));
  await writeFile(join(home, 'catalog', 'images', 'polo.png'), 'png');
  await mkdir(join(home, 'flows'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const data = () => join(home, 'data');

test('her catalog, her conversations and her settings, where she has any', async () => {
  await writeFile(join(home, '.env'), 'PORT=3000');
  let stage = '';
  const names = await withOwnFiles(home, data(), async (folder) => {
    stage = folder;
    expect(await readFile(join(folder, 'catalog', 'images', 'polo.png'), 'utf8')).toBe('png');
    return readdir(folder);
  });
  expect(names.toSorted()).toEqual(['.env', 'catalog', 'flows']);
  expect(existsSync(stage)).toBe(false);
  await rm(join(home, '.env'));
  expect(await withOwnFiles(home, data(), (folder) => readdir(folder))).not.toContain('.env');
});

test('nothing of it lies around where it could not be brought', async () => {
  let stage = '';
  const failed = withOwnFiles(home, data(), (folder) => {
    stage = folder;
    return Promise.reject(new Error('the disk was unplugged'));
  });
  await expect(failed).rejects.toThrow('unplugged');
  expect(existsSync(stage)).toBe(false);
});
