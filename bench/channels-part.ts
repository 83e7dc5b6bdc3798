/** A shop with the channels it is given, in a process of its own, so that its memory is its own. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import type { App } from '../src/app.ts';
import { memoryOf } from '../src/channels/whatsapp-web/memory.ts';
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
    const children = await childrenOf(process.pid);
    const apart = await Promise.all(children.map(memoryOf));
    return {
      megabytes: process.memoryUsage().rss / 2 ** 20,
      apart: apart.reduce<number>((sum, mebibytes) => sum + (mebibytes ?? 0), 0),
      loaded: CLIENTS.filter((client) => files.some((file) => file.includes(`/node_modules/${client}/`))),
    };
  },
  async close() {
    await opened?.stop();
  },
});

/** Linux tells of each process who began it (proc(5), stat); elsewhere none is known. */
async function childrenOf(parent: number): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  const all = await Promise.all(
    names
      .filter((name) => /^[0-9]+$/.test(name))
      .map(async (name) => ({ pid: Number(name), stat: await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') })),
  );
  return all.filter(({ stat }) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent).map(({ pid }) => pid);
}
