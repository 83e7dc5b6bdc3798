/**
 * The bot of the tutorials: a chat library in front (grammY, its session in memory), and behind it one
 * db.json in lowdb, where each order is pushed to a list and the whole list is written.
 */
import { join } from 'node:path';
import type { Context, SessionFlavor } from 'grammy';
import { installed } from '../install.ts';
import { countByChat, type Peer, type Place } from '../peer.ts';
import { fits, GREETING, heardIn, newTalk, type SmallOrder, type Talk, turn } from '../talk.ts';
import { newestOf, withName } from './small-orders.ts';
import { BOT, TOKEN, updateOf } from './updates.ts';

export const FILE = 'db.json';

export async function openLowdb({ directory, api }: Place): Promise<Peer> {
  const { Bot, session }: typeof import('grammy') = installed('grammy');
  const { JSONFilePreset }: typeof import('lowdb/node') = installed('lowdb/node');
  const db = await JSONFilePreset<{ orders: SmallOrder[] }>(join(directory, FILE), { orders: [] });
  const bot = new Bot<Context & SessionFlavor<Talk>>(TOKEN, { client: { apiRoot: api }, botInfo: BOT });
  const replies = new Map<number, string>();
  bot.use(session({ initial: newTalk }));
  bot.on('message:text', async (context) => {
    const { text } = context.msg;
    if (GREETING.test(text)) context.session = newTalk();
    const { reply, order } = turn(context.session, context.chat.id, text);
    if (order) {
      db.data.orders.push(order);
      await db.write();
    }
    replies.set(context.chat.id, reply);
    await context.reply(reply);
  });
  return {
    async hear(message) {
      replies.delete(message.chat);
      await bot.handleUpdate(updateOf(message));
      return fits(heardIn(replies.get(message.chat)), message) ? 'taken' : 'misunderstood';
    },
    heard: async (chat) => heardIn(replies.get(chat)),
    orders: async () => countByChat(db.data.orders.map(({ chat }) => chat)),
    list: async () => newestOf(db.data.orders),
    search: async (name) => withName(db.data.orders, name),
    close: async () => {},
  };
}
