/** The bots that are measured: what a reader calls them, and what each of them keeps where the power goes. */
import type { Peer, Place } from './peer.ts';

export interface Bot {
  readonly name: string;
  /** What is on disk when a message is acknowledged. */
  readonly keeps: string;
  readonly loses: string;
  open(place: Place): Promise<Peer & { readonly url?: string }>;
}

export const BOTS = {
  tanteo: {
    name: 'Tanteo, in process',
    keeps: 'every message and reply, the conversation, the cart, the order: synced before the acknowledgement',
    loses: 'nothing that was acknowledged',
    open: async (place) => (await import('./bots/tanteo.ts')).openTanteo(place),
  },
  'tanteo-http': {
    name: 'Tanteo, over HTTP',
    keeps: 'the same',
    loses: 'the same',
    open: async (place) => (await import('./bots/tanteo.ts')).openTanteoByHttp(place),
  },
  'builderbot-memory': {
    name: 'BuilderBot, in memory',
    keeps: 'nothing',
    loses: 'everything',
    open: async (place) => (await import('./bots/builderbot.ts')).openInMemory(place),
  },
  builderbot: {
    name: 'BuilderBot, JSON adapter',
    keeps: 'messages and orders, in one file written in place for each, not synced',
    loses: 'everything: its first write after a restart replaces the file',
    open: async (place) => (await import('./bots/builderbot.ts')).openWithJson(place),
  },
  grammy: {
    name: 'grammY, sessions in memory',
    keeps: 'nothing',
    loses: 'everything',
    open: async (place) => (await import('./bots/grammy.ts')).openInMemory(place),
  },
  'grammy-files': {
    name: 'grammY, sessions in files',
    keeps: 'the session with its orders, one file a chat, written in place, not synced',
    loses: 'a file that is being written; knows no repeated message',
    open: async (place) => (await import('./bots/grammy.ts')).openWithFiles(place),
  },
  telegraf: {
    name: 'Telegraf, sessions in memory',
    keeps: 'nothing',
    loses: 'everything',
    open: async (place) => (await import('./bots/telegraf.ts')).openTelegraf(place),
  },
  lowdb: {
    name: 'tutorial bot: grammY + lowdb',
    keeps: 'orders, in one file written again for each, not synced',
    loses: 'where a conversation stands',
    open: async (place) => (await import('./bots/lowdb.ts')).openLowdb(place),
  },
} as const satisfies Readonly<Record<string, Bot>>;

export type BotName = keyof typeof BOTS;
export const BOT_NAMES = [
  'tanteo',
  'tanteo-http',
  'builderbot-memory',
  'builderbot',
  'grammy',
  'grammy-files',
  'telegraf',
  'lowdb',
] as const satisfies readonly BotName[];
