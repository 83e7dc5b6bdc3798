import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dropOldAttachments, keepAttachment, readAttachment } from './attachments.ts';
import { folderOf, keepSent } from './sent-files.ts';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tanteo-outgoing-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

async function* inTwo() {
  yield Buffer.from('Pedido');
  yield Buffer.from(';Total');
}

const NOW = 1_795_000_000_000;
const list = () =>
  keepAttachment(data, { name: 'pedidos.csv', mime: 'text/csv', chunks: inTwo() }, { now: NOW, newId: (length) => 'k'.repeat(length) });

test('a list that was made can be sent as often as a channel needs, and is gone the day after', async () => {
  const made = await list();
  expect(made).toMatchObject({ folder: 'outgoing', name: 'pedidos.csv', mime: 'text/csv' });
  expect(Buffer.from((await readAttachment(data, made)) ?? []).toString()).toBe('Pedido;Total');
  await dropOldAttachments(data, NOW + 23 * 60 * 60_000);
  expect(await readAttachment(data, made)).not.toBeNull();
  await dropOldAttachments(data, NOW + 25 * 60 * 60_000);
  expect(await readAttachment(data, made)).toBeNull();
});

test.each(['../secrets.json', 'a/../../secrets.json', 'a', 'a/b/c', '', './x', '../../secrets.json', 'a/..'])(
  '“%s” leads nowhere, whatever is there',
  async (ref) => {
    const inside = join(data, 'shop', 'outgoing');
    await mkdir(join(inside, 'a', 'b'), { recursive: true });
    for (const path of [join(data, 'secrets.json'), join(data, 'shop', 'secrets.json'), join(inside, 'x'), join(inside, 'a', 'b', 'c')])
      await writeFile(path, 'secret');
    expect(await readAttachment(join(data, 'shop'), { folder: 'outgoing', ref })).toBeNull();
  },
);

test('what a customer sent by any channel can be shown to a helper', async () => {
  const folder = folderOf('whatsapp-web', '51987654321@c.us');
  const ref = await keepSent(join(data, 'media'), folder, { bytes: Buffer.from('a picture'), type: 'png' }, (length) => 'k'.repeat(length));
  expect(Buffer.from((await readAttachment(data, { folder: 'media', ref })) ?? []).toString()).toBe('a picture');
});
