/**
 * The shop is killed between the moment in which Telegram has handed over a message and the one in which it is kept, and
 * started again on the same folder: a real process, its real client library, real files and real time.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LoggedMessage } from '../../../src/conversation/message.ts';
import { readConversation } from '../../../src/runtime/log-reading.ts';
import { openJsonStore } from '../../../src/store/json/open.ts';
import { freePairOfPorts, ShopProcess } from '../../stand-ins/shop-process.ts';
import { startTelegram, type TelegramStandIn } from '../../stand-ins/telegram/bot-api.ts';
import { randomFrom } from '../store/random.ts';

const LONGEST_RUN_MS = 120_000;
const SAYS = ['catálogo', 'quiero 1 gorra negra', 'ver carrito'];

let telegram: TelegramStandIn;
let directory: string;
let running: ShopProcess | null = null;

beforeEach(async () => {
  telegram = await startTelegram();
  directory = await mkdtemp(join(tmpdir(), 'tanteo-killed-'));
});
afterEach(async () => {
  await running?.kill();
  await telegram.close();
  await rm(directory, { recursive: true, force: true });
});

test.each(['grammy', 'telegraf'] as const)(
  'killed with a message in hand, with %s: every message is heard once and in order',
  async (library) => {
    const random = randomFrom(process.pid);
    const port = await freePairOfPorts(() => random.next());
    const settings = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url, TELEGRAM_LIBRARY: library };
    const opens = async (): Promise<ShopProcess> => {
      const shop = new ShopProcess({ directory, port, settings });
      running = shop;
      await shop.open();
      return shop;
    };
    const ana = telegram.user();
    let shop = await opens();
    for (const words of SAYS) {
      const before = asked();
      ana.says(words);
      // The question that was waiting has been answered with it: the shop has it, and nobody knows what became of it.
      await telegram.until(() => asked() > before, 'the shop was handed a message');
      await shop.kill();
      shop = await opens();
    }
    await telegram.caughtUp();
    await telegram.until(() => ana.heard.length >= SAYS.length, 'the shop has answered');
    await shop.stop();

    const log = await logOf(`telegram:${telegram.bot.id}:${ana.user.id}`);
    expect(log.filter(({ from }) => from === 'customer').map(({ text }) => text)).toEqual(SAYS);
    expect(telegram.mistakes).toEqual([]);
  },
  LONGEST_RUN_MS,
);

/** Questions for updates that were answered. */
function asked(): number {
  return telegram.calls.filter(({ method, outcome }) => method === 'getUpdates' && outcome === 'done').length;
}

async function logOf(conversationId: string): Promise<readonly LoggedMessage[]> {
  const store = await openJsonStore({ directory });
  try {
    return (await readConversation(store, conversationId, 0)) ?? [];
  } finally {
    await store.close();
  }
}
