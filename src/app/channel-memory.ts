/**
 * What channels keep of a person besides the shop's data, and the files she sent: it goes when she is forgotten, whether
 * the shop is open or not.
 */
import { join } from 'node:path';
import type { Channel } from '../channels/port.ts';
import { dropAllSent, folderOf } from '../channels/sent-files.ts';
import { forgetChat } from '../channels/whatsapp-web/forget.ts';

/** In the data folder. */
export const WHATSAPP_WEB_FOLDER = 'whatsapp-web';
export const MEDIA_FOLDER = 'media';

/** `channels`: of the open shop; a channel that is not open has only its files. */
export function forgetsIn(directory: string, channels: ReadonlyMap<string, Channel>) {
  return async (conversationId: string): Promise<void> => {
    const [channel = '', , ...parts] = conversationId.split(':');
    const chat = parts.join(':');
    await dropAllSent(join(directory, MEDIA_FOLDER), folderOf(channel, chat));
    const open = channels.get(channel);
    if (open?.forget) return open.forget(chat);
    if (channel === 'whatsapp-web') return forgetChat(join(directory, WHATSAPP_WEB_FOLDER), chat);
  };
}
