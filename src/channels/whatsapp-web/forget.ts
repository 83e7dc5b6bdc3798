/** A customer is forgotten: what this channel keeps of her chat, while it runs and while nobody has opened it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Chats, chatList, chatNamed, without } from './chats.ts';
import { type Kept, openKept } from './kept.ts';
import { type Sends, sendList } from './sends.ts';

/** Of the channel, in its folder. */
export const CHATS_FILE = 'chats.json';
export const SENDS_FILE = 'sends.json';
export const NO_CHATS: Chats = { list: [] };

/** @param chat one of her addresses. @throws when the disk refuses */
export async function forgetIn(chats: Kept<Chats>, sends: Kept<Sends>, chat: string): Promise<void> {
  const known = chatNamed(chats.get(), chat);
  if (!known) return;
  chats.set(without(chats.get(), known.id));
  sends.set(sends.get().filter((one) => !known.addresses.includes(one.chat)));
  await Promise.all([chats.save(), sends.save()]);
}

/** For a shop that is closed. `directory`: the channel's folder. @throws when the disk refuses */
export async function forgetChat(directory: string, chat: string): Promise<void> {
  if (!existsSync(join(directory, CHATS_FILE))) return;
  const chats = openKept<Chats>(join(directory, CHATS_FILE), chatList, NO_CHATS);
  const sends = openKept<Sends>(join(directory, SENDS_FILE), sendList, []);
  await forgetIn(chats, sends, chat);
}
