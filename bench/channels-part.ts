/** A shop with the channels it is given, in a process of its own, so that its memory is its own. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import type { App } from '../src/app.ts';
import type { ChannelSettings } from '../src/config/channel-settings.ts';
import { openBenchShop } from './open-shop.ts';
import { answerWith } from './parts.ts';

const plan = z.object({ directory: z.string(), channels: z.custom<ChannelSettings>((value) => typeof value === 'object') });
/** Enough for a channel to have come up, and for the collector to have tidied up after the start, in ms. */
const REST_MS = 3000;
const CLIENTS = ['grammy', 'telegraf', 'whatsapp-web.js', 'puppeteer'];

let opened: App | null = null;

answerWith({
  async open(details) {
    const { directory, channels } = plan.parse(details);
    opened = await openBenchShop(join(import.meta.dirname, '..'), join(directory, 'data'), channels);
    return true;
  },
  async weigh() {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const files = Object.keys(createRequire(import.meta.url).cache);
    return {
      megabytes: process.memoryUsage().rss / 2 ** 20,
      loaded: CLIENTS.filter((client) => files.some((file) => file.includes(`/node_modules/${client}/`))),
    };
  },
  async close() {
    await opened?.stop();
  },
});
