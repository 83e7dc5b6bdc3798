/**
 * Files of the data folder, for whoever helps in the shop: what a customer sent, and lists that were made. A picture is
 * shown as one; what Telegram does not take for a picture leaves as a document.
 */
import { z } from 'zod';
import type { Attachment } from '../../conversation/message.ts';
import { readAttachment } from '../attachments.ts';
import type { Call } from './caller.ts';
import type { Params } from './driver.ts';
import { LARGEST_PHOTO } from './limits.ts';
import { nullIfRefused } from './photos.ts';

export type SendAttached = (chat: number, file: Attachment, params: Params, as: 'photo' | 'document') => Promise<string | null>;

const sentMessage = z.object({ message_id: z.number() });

/** Answers the id of the message; null: the file is gone, or empty. @throws {CallFailed} */
export function createAttached(call: Call, dataDirectory: string): SendAttached {
  return async (chat, file, params, as) => {
    const bytes = await readAttachment(dataDirectory, file);
    if (!bytes || bytes.length === 0) return null;
    const sendAs = async (method: string, field: 'photo' | 'document'): Promise<string> => {
      const answer = await call(method, { chat_id: chat, ...params }, { file: { field, bytes, name: file.name } });
      return String(sentMessage.parse(answer).message_id);
    };
    const shown = as === 'photo' && bytes.length <= LARGEST_PHOTO ? await sendAs('sendPhoto', 'photo').catch(nullIfRefused) : null;
    return shown ?? sendAs('sendDocument', 'document');
  };
}
