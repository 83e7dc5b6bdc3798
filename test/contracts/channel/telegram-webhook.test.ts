/** Telegram that delivers: the shop notices when nothing can come, and hears what it missed. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ShopSide } from '../../../src/channels/port.ts';
import { WEBHOOK_RETRY_S } from '../../../src/channels/telegram/limits.ts';
import type { ArrivingMessage } from '../../../src/conversation/message.ts';
import { openTelegramSide, passes, type TelegramSide } from './telegram-driver.ts';

let side: TelegramSide;
let received: ArrivingMessage[];
let keeping: boolean;

beforeEach(async () => {
  side = await openTelegramSide({ library: 'grammy', updates: 'webhook' });
  received = [];
  keeping = true;
});
afterEach(async () => {
  await side.close();
  expect(side.telegram.mistakes).toEqual([]);
});

const shop: ShopSide = {
  accept: async (message) => {
    if (keeping) received.push(message);
    return keeping ? { accepted: true, duplicate: false } : { accepted: false };
  },
  note: async () => ({ accepted: true, duplicate: false }),
};
/** Time passes until it is so: what comes over the network needs a moment of its own. */
const becomes = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await side.clock.advance(STEP_MS, network);
};
const STEP_MS = 500;
const network = () => new Promise<void>((resolve) => setImmediate(resolve));
const words = (): string => side.channel.health().words;
const api = (call: string) => fetch(`${side.telegram.url}/bot${side.telegram.token}/${call}`);

test('what the shop cannot keep comes again when it said, and once', async () => {
  await side.channel.start(shop);
  keeping = false;
  const ana = side.telegram.user();
  ana.says('quiero 2 polos');
  await side.telegram.until(() => side.telegram.refusedDeliveries === 1);
  keeping = true;
  const before = side.clock.now();
  await passes(side.clock, side.telegram.caughtUp());
  expect(received).toHaveLength(1);
  expect(side.clock.now() - before).toBeGreaterThanOrEqual(WEBHOOK_RETRY_S * 1000);
});

test('an address where nobody answers is said in words', async () => {
  await side.channel.start(shop);
  side.telegram.route('https://tienda.example', 'http://127.0.0.1:1');
  side.telegram.user().says('hola');
  await becomes(() => words().includes('PUBLIC_URL'));
  expect(side.channel.health().ok).toBe(false);
});

test('another program that took the deliveries is said in words, and not fought', async () => {
  await side.channel.start(shop);
  await api('setWebhook?url=https://otra.example/x');
  await becomes(() => words().includes('otra dirección'));
  expect(side.channel.health().ok).toBe(false);
  expect(side.telegram.webhookInfo()).toMatchObject({ url: 'https://otra.example/x' });
});

test('deliveries that somebody stopped begin again by themselves', async () => {
  await side.channel.start(shop);
  await api('deleteWebhook');
  side.telegram.user().says('hola');
  await becomes(() => received.length === 1);
  expect(side.channel.health().ok).toBe(true);
});
