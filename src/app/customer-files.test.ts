/** A file that is fetched for a customer, and what becomes of it where she was forgotten on the way. */
import { mkdir } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { newFolder, removeFolders } from '../../test/contracts/store/folder.ts';
import type { Channel } from '../channels/port.ts';
import type { MessageWithFile } from '../conversation/message.ts';
import { filesOf } from '../store/json/linked-copy.ts';
import { bringFile } from './customer-files.ts';

afterAll(removeFolders);

const PDF = new TextEncoder().encode('%PDF-1.7 un comprobante');
const MESSAGE: MessageWithFile = {
  ...{ channel: 'telegram', account: '7', chat: '42', messageId: '5', sender: {}, at: 0 },
  body: { kind: 'file-elsewhere', media: 'document', source: 'f', caption: 'yape' },
};

function channelWith(file: Uint8Array | null): ReadonlyMap<string, Channel> {
  const nothing = async () => {};
  const telegram: Channel = {
    ...{ name: 'telegram', delivery: 'sent', start: nothing, stop: nothing },
    send: () => Promise.reject(new Error('nothing is sent here')),
    health: () => ({ ok: true, words: '' }),
    fetchFile: async () => file,
  };
  return new Map([['telegram', telegram]]);
}

/** `looks`: how often the shop is told that the file is still wanted. */
async function brought(file: Uint8Array | null, looks: number) {
  const directory = newFolder();
  await mkdir(directory, { recursive: true });
  let looked = 0;
  const parts = { channels: channelWith(file), directory, newId: (length: number) => 'a'.repeat(length) };
  const kept = await bringFile(parts, MESSAGE, () => ++looked <= looks);
  return { kept, files: await filesOf(directory) };
}

test('what she sent is kept under a name that nobody guesses, with her words', async () => {
  const { kept, files } = await brought(PDF, 2);
  expect(kept).toMatchObject({ media: 'document', ref: `telegram.42/${'a'.repeat(32)}.pdf`, caption: 'yape' });
  expect(files).toEqual([kept?.ref]);
});

test.each([0, 1])('who was forgotten while it was on its way has no file on the disk: seen at look %i', async (looks) => {
  expect(await brought(PDF, looks)).toEqual({ kept: null, files: [] });
});

test('what is no picture, voice note or PDF is not kept', async () => {
  expect(await brought(new TextEncoder().encode('MZ'), 2)).toEqual({ kept: null, files: [] });
  expect(await brought(null, 2)).toEqual({ kept: null, files: [] });
});
