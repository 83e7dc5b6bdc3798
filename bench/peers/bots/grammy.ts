/**
 * grammY: its session plugin and a step a message, fed by `handleUpdate`. Sessions, the orders in them, lie
 * in memory, as they do where nothing else is said, or in files by its own file storage.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context, SessionFlavor, StorageAdapter } from 'grammy';
import { z } from 'zod';
import { installed } from '../install.ts';
import { countByChat, type Peer, type Place } from '../peer.ts';
import { fits, GREETING, heardIn, keptOrder, newTalk, type SmallOrder, type Talk, turn } from '../talk.ts';
import { newestOf, withName } from './small-orders.ts';
import { BOT, TOKEN, updateOf } from './updates.ts';

interface Session {
  talk: Talk;
  orders: SmallOrder[];
}

const kept = z.object({ talk: z.object({ step: z.number(), answers: z.record(z.string(), z.string()) }), orders: z.array(keptOrder) });

type FileAdapter = new (where: { dirName: string }) => StorageAdapter<Session>;

export async function openInMemory({ api }: Place): Promise<Peer> {
  const { MemorySessionStorage }: typeof import('grammy') = installed('grammy');
  const storage = new MemorySessionStorage<Session>();
  return openWith(api, storage, async () => storage.readAllValues());
}

export async function openWithFiles({ directory, api }: Place): Promise<Peer> {
  const { FileAdapter }: { FileAdapter: FileAdapter } = installed('@grammyjs/storage-file');
  const dirName = join(directory, 'sessions');
  return openWith(api, new FileAdapter({ dirName }), () => sessionsIn(dirName));
}

/** Its storage cannot list what it holds: each file is a session. A torn one loses only its own. */
async function sessionsIn(folder: string): Promise<readonly Session[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((file) => join(file.parentPath, file.name));
  return (await Promise.all(files.map(sessionIn))).flat();
}

async function sessionIn(file: string): Promise<Session[]> {
  try {
    return [kept.parse(JSON.parse(await readFile(file, 'utf8')))];
  } catch (problem) {
    if (problem instanceof SyntaxError) return [];
    throw problem;
  }
}

async function openWith(apiRoot: string, storage: StorageAdapter<Session>, all: () => Promise<readonly Session[]>): Promise<Peer> {
  const { Bot, session }: typeof import('grammy') = installed('grammy');
  const bot = new Bot<Context & SessionFlavor<Session>>(TOKEN, { client: { apiRoot }, botInfo: BOT });
  const replies = new Map<number, string>();
  bot.use(session({ initial: () => ({ talk: newTalk(), orders: [] }), storage }));
  bot.on('message:text', async (context) => {
    const { text } = context.msg;
    const { session } = context;
    if (GREETING.test(text)) session.talk = newTalk();
    const { reply, order } = turn(session.talk, context.chat.id, text);
    if (order) session.orders.push(order);
    replies.set(context.chat.id, reply);
    await context.reply(reply);
  });
  const orders = async () => (await all()).flatMap((kept) => kept.orders);
  return {
    async hear(message) {
      replies.delete(message.chat);
      await bot.handleUpdate(updateOf(message));
      return fits(heardIn(replies.get(message.chat)), message) ? 'taken' : 'misunderstood';
    },
    heard: async (chat) => heardIn(replies.get(chat)),
    orders: async () => countByChat((await orders()).map(({ chat }) => chat)),
    list: async () => newestOf(await orders()),
    search: async (name) => withName(await orders(), name),
    close: async () => {},
  };
}
