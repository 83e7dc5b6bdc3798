/**
 * Our shop, whole, as `npm start` opens it: spoken to in process, where a message is acknowledged when it is
 * on disk, or over HTTP, as a customer's page does.
 */
import { join } from 'node:path';
import { readConversation } from '../../../src/runtime/log-reading.ts';
import { inbound } from '../../inbound.ts';
import { linePool } from '../../line-pool.ts';
import { openBenchShop } from '../../open-shop.ts';
import { countByChat, type Peer, type Place } from '../peer.ts';
import type { Message } from '../talk.ts';

const PAGE = 20;

/** The web chat takes ids of at least 16 characters. */
const chatOf = (chat: number) => `peer-${chat}`.padEnd(16, '_');
const conversationOf = (chat: number) => `web:main:${chatOf(chat)}`;
const numberOf = (conversationId: string) => Number(/^web:main:peer-(\d+)/.exec(conversationId)?.[1] ?? Number.NaN);

export async function openTanteo({ directory, home }: Place): Promise<Peer & { readonly url: string }> {
  const app = await openBenchShop(home, join(directory, 'data'));
  const { runtime, store } = app;
  return {
    url: app.url,
    async hear({ chat, index, text }: Message) {
      const accepted = await runtime.accept(inbound(chatOf(chat), index, text));
      if (!accepted.accepted) throw new Error('a message could not be kept');
      return accepted.duplicate ? 'repeated' : 'taken';
    },
    async heard(chat) {
      const messages = (await readConversation(store, conversationOf(chat), 0)) ?? [];
      return { place: messages.filter((message) => message.from === 'customer').length, understood: true };
    },
    async orders() {
      const orders = await Array.fromAsync(store.query.each('orders'));
      return countByChat(orders.map((order) => numberOf(order.conversationId)).filter(Number.isFinite));
    },
    list: async () => (await store.query.newest('orders', PAGE)).length,
    search: async (name) => (await store.query.orders.search(name, { limit: PAGE })).orders.length,
    close: () => app.stop(),
  };
}

/** A customer's side of it; there is nothing else to ask over HTTP here. */
export async function openTanteoByHttp({ api }: Place): Promise<Peer> {
  const { hostname, port } = new URL(api);
  const lines = linePool({ host: hostname, port: Number(port) });
  const notHere = () => Promise.reject(new Error('only the shop itself can say that'));
  return {
    async hear({ chat, index, text }: Message) {
      const status = await lines.post(`/chat/${chatOf(chat)}/messages`, JSON.stringify({ id: `m-${index}`, text }));
      if (status !== 202) throw new Error(`a message was answered with ${status}`);
      return 'taken';
    },
    heard: notHere,
    orders: notHere,
    list: notHere,
    search: notHere,
    close: async () => lines.close(),
  };
}
