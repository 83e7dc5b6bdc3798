/**
 * Files of the data folder that leave through a channel: lists made for a helper's own chat, and what a customer
 * sent, shown to a helper. Made ones lie under random names and are gone after a day.
 */
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment } from '../conversation/message.ts';

/** How long a file that was made may be fetched or sent again, in ms. */
const KEPT_MS = 24 * 60 * 60_000;
/** Characters of the random part of its folder. */
const SECRET_LENGTH = 32;
/** `<ms>-<random>/<name>`, or `<conversation>/<name>` of what a customer sent; never a way out of the folder. */
const REF = /^(?!\.{1,2}\/)[A-Za-z0-9_@.-]{1,170}\/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,120}$/;

/** The bytes of it; null where it is gone. @param dataDirectory the shop's data folder */
export async function readAttachment(
  dataDirectory: string,
  { folder, ref }: Pick<Attachment, 'folder' | 'ref'>,
): Promise<Uint8Array | null> {
  if (!REF.test(ref)) return null;
  return readFile(join(dataDirectory, folder, ref)).catch(() => null);
}

/** Keeps a file (synced) for its message. @throws when the disk refuses, or with what `chunks` rejected with. */
export async function keepAttachment(
  dataDirectory: string,
  file: { readonly name: string; readonly mime: string; readonly chunks: AsyncIterable<Uint8Array> },
  { now, newId }: { readonly now: number; readonly newId: (length: number) => string },
): Promise<Attachment> {
  const folder = `${now}-${newId(SECRET_LENGTH)}`;
  await mkdir(join(dataDirectory, 'outgoing', folder), { recursive: true, mode: 0o700 });
  const handle = await open(join(dataDirectory, 'outgoing', folder, file.name), 'wx', 0o600);
  try {
    for await (const chunk of file.chunks) await handle.write(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { folder: 'outgoing', ref: `${folder}/${file.name}`, name: file.name, mime: file.mime };
}

/** Removes what was made longer than a day ago. `now`: ms since the epoch. */
export async function dropOldAttachments(dataDirectory: string, now: number): Promise<void> {
  const folders = await readdir(join(dataDirectory, 'outgoing')).catch(() => []);
  for (const folder of folders) {
    if (now - Number(folder.split('-')[0]) > KEPT_MS) await rm(join(dataDirectory, 'outgoing', folder), { recursive: true, force: true });
  }
}
