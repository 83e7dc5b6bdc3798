/**
 * What the channel knows after a restart.
 */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openKept } from './kept.ts';

const schema = z.object({ n: z.number() });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () => openKept(join(folder, 'below', 'file.json'), schema, { n: 0 });

test('what was saved is there again, the last of it, also when it changes while it is being written', async () => {
  const kept = open();
  kept.set({ n: 1 });
  const saving = kept.save();
  kept.set({ n: 2 });
  await Promise.all([saving, kept.save()]);
  expect(open().get()).toEqual({ n: 2 });
});

test('a file that cannot be read is put aside, and nothing is known', async () => {
  const kept = open();
  kept.set({ n: 1 });
  await kept.save();
  await writeFile(join(folder, 'below', 'file.json'), '{"n": "eins"');
  expect(open().get()).toEqual({ n: 0 });
  expect(await readdir(join(folder, 'below'))).toEqual(['file.json.unreadable']);
});
