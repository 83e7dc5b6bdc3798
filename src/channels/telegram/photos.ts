/**
 * Pictures of the catalog. Telegram keeps a picture that it was given once: it is uploaded the first time after a start
 * and named by its `file_id` from then on. Those ids are remembered by this process only: a file of them could be
 * wrong, and what it would save is one upload for each picture and start.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Picture } from '../../conversation/message.ts';
import type { Call } from './caller.ts';
import { CallFailed, type Params, type Upload } from './driver.ts';
import { LARGEST_PHOTO } from './limits.ts';

export interface Photos {
  /** The id of the message; null: there is no such picture, or Telegram does not take it for one. @throws {CallFailed} */
  send(chat: number, picture: Picture, params: Params): Promise<string | null>;
}

const sentPhoto = z.object({ message_id: z.number(), photo: z.array(z.object({ file_id: z.string() })).optional() });

export function createPhotos(call: Call, imagesDirectory: string): Photos {
  /** By the file and the moment it was changed. */
  const known = new Map<string, string>();

  const sendAs = async (version: string, params: Params, file?: Upload): Promise<string> => {
    const { message_id, photo } = sentPhoto.parse(await call('sendPhoto', params, file && { file }));
    const fileId = photo?.at(-1)?.file_id;
    if (fileId !== undefined) known.set(version, fileId);
    return String(message_id);
  };

  return {
    async send(chat, { name }, params) {
      const path = join(imagesDirectory, basename(name));
      const found = await stat(path).catch(() => null);
      if (!found?.isFile() || found.size === 0 || found.size > LARGEST_PHOTO) return null;
      const version = `${name} ${found.mtimeMs} ${found.size}`;
      const all = { chat_id: chat, ...params };
      const fileId = known.get(version);
      const again = fileId === undefined ? null : await sendAs(version, { ...all, photo: fileId }).catch(nullIfRefused);
      if (again !== null) return again;
      const bytes = await readFile(path).catch(() => null);
      return bytes && sendAs(version, all, { field: 'photo', bytes, name: basename(name) }).catch(nullIfRefused);
    },
  };
}

/** Refusals of the picture itself (bot-api Client.cpp): the words of the message leave without it. */
const PICTURE_REFUSED = /file|photo|image|dimensions/i;

export function nullIfRefused(problem: unknown): null {
  if (problem instanceof CallFailed && problem.status === 400 && PICTURE_REFUSED.test(problem.description)) return null;
  throw problem;
}
