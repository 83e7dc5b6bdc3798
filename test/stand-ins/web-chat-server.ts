/**
 * A web chat on a real port, in front of a shop of lists: what the door, contract and browser tests knock at.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { DEFAULT_LIMITS, type WebChatLimits } from '../../src/channels/web-chat/limits.ts';
import type { ShopFront } from '../../src/channels/web-chat/page/page.ts';
import { createWebChat, type WebChat } from '../../src/channels/web-chat/web-chat.ts';
import type { Language } from '../../src/commerce/catalog.ts';
import type { InboundMessage, OutboundBody } from '../../src/conversation/message.ts';
import { lookRoutes } from '../../src/look/look.ts';
import { createListShop, type ListShop } from './list-shop.ts';

export interface WebChatServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** The one that was made last. */
  readonly channel: WebChat;
  /** Another channel, not started yet, on the same folders and at the same address. */
  restarts(): void;
  readonly shop: ListShop;
  readonly mediaDirectory: string;
  /** Problems the channel logged. */
  readonly problems: string[];
  /** The language the shop speaks with everybody from now on. */
  speaks(language: Language): void;
  close(): Promise<void>;
}

const FRONT: ShopFront = {
  name: 'Retama',
  tagline: 'Ropa de algodón hecha en Lima, con envío a tu distrito.',
  language: 'es',
  pronoun: 'tú',
  hours: { open: true, words: { es: 'Hoy de 9:00 a 19:00', pt: 'Hoje das 9:00 às 19:00', en: 'Today from 9:00 to 19:00' } },
  logo: 'retama.svg',
  rights: ['complaints'],
  practice: true,
};

export async function startWebChatServer(wishes: {
  readonly answer?: (message: InboundMessage, n: number) => readonly OutboundBody[];
  readonly limits?: Partial<WebChatLimits>;
  readonly now?: () => number;
  readonly started?: boolean;
  /** Another log than the shop's own. */
  readonly read?: ListShop['read'];
}): Promise<WebChatServer> {
  const now = wishes.now ?? Date.now;
  const mediaDirectory = await mkdtemp(join(tmpdir(), 'web-chat-media-'));
  const problems: string[] = [];
  let language: Language | null = null;
  const shop = createListShop({ channel: () => channel, now, ...(wishes.answer && { answer: wishes.answer }) });
  const create = () =>
    createWebChat({
      shop: (asked) => ({ ...FRONT, language: asked ?? FRONT.language }),
      read: wishes.read ?? shop.read,
      language: () => language,
      newest: shop.newest,
      publicUrl: null,
      limits: { ...DEFAULT_LIMITS, ...wishes.limits },
      now,
      newId: (length) => randomBytes(length).toString('hex').slice(0, length),
      imagesDirectory: join(import.meta.dirname, '../../catalog/images'),
      mediaDirectory,
      dataDirectory: mediaDirectory,
      log: { error: (words) => problems.push(words) },
    });
  let channel = create();
  if (wishes.started ?? true) await channel.start(shop);

  const listening = Promise.withResolvers<number>();
  const routesOf = (one: WebChat) => new Hono().route('/', lookRoutes()).route('/', one.routes);
  let routes = routesOf(channel);
  const server = serve({ fetch: (request, bindings) => routes.fetch(request, bindings), port: 0, hostname: '127.0.0.1' }, (info) =>
    listening.resolve(info.port),
  );
  const url = `http://127.0.0.1:${await listening.promise}`;
  return {
    url,
    get channel() {
      return channel;
    },
    restarts() {
      channel = create();
      routes = routesOf(channel);
    },
    shop,
    mediaDirectory,
    problems,
    speaks(next) {
      language = next;
    },
    async close() {
      await channel.stop();
      await new Promise((resolve) => server.close(resolve));
      await rm(mediaDirectory, { recursive: true, force: true });
    },
  };
}
