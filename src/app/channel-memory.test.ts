/** A customer who asked to be forgotten is in no list of a channel either, open or not; a browser's own files are nobody's data. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newFolder, removeFolders } from '../../test/contracts/store/folder.ts';
import { filesOf } from '../store/json/linked-copy.ts';
import { forgetsIn, WHATSAPP_WEB_FOLDER } from './channel-memory.ts';

afterAll(removeFolders);

const chat = (id: string) => ({ id, addresses: [id, '99@lid'], answerTo: id, wroteAt: 1, lookedTo: null, behind: null });

test('the shop is closed: her chat leaves the files of WhatsApp, those of others stay', async () => {
  const data = newFolder();
  const folder = join(data, WHATSAPP_WEB_FOLDER);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'chats.json');
  await writeFile(
    file,
    JSON.stringify({ list: [chat('51987654321@c.us'), { ...chat('51911111111@c.us'), addresses: ['51911111111@c.us'] }] }),
  );
  const forget = forgetsIn(data, new Map());
  await forget('whatsapp-web:main:99@lid');
  await forget('telegram:1:51911111111@c.us');
  const left = await readFile(file, 'utf8');
  expect(left).not.toContain('51987654321');
  expect(left).toContain('51911111111');
});

test('what she sent goes too, also a file that no message tells of; those of others stay', async () => {
  const data = newFolder();
  const hers = ['media/abcdefghijklmnop/a.png', 'media/telegram.42/b.ogg'];
  for (const name of [...hers, 'media/telegram.421/c.png']) {
    await mkdir(join(data, name, '..'), { recursive: true });
    await writeFile(join(data, name), 'x');
  }
  const forget = forgetsIn(data, new Map());
  for (const id of ['web:main:abcdefghijklmnop', 'telegram:7:42', 'web:main:..', 'web:main:']) await forget(id);
  expect(await filesOf(data)).toEqual(['media/telegram.421/c.png']);
});

test('what the browser of WhatsApp writes is neither copied nor searched', async () => {
  const data = newFolder();
  for (const name of ['whatsapp-web/profile/session-main/Default/Cookies', 'whatsapp-web/browser/chrome', 'whatsapp-web/chats.json']) {
    await mkdir(join(data, name, '..'), { recursive: true });
    await writeFile(join(data, name), 'x');
  }
  expect(await filesOf(data)).toEqual(['whatsapp-web/chats.json']);
});
