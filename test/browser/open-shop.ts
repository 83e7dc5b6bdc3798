/**
 * The whole shop for the browser tests: real files, real HTTP, practice payments, on a clock that runs as
 * the browser's own does. It starts on a Wednesday morning, so that what the shop promises is the same on
 * every day the tests run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, openApp } from '../../src/app.ts';
import { chance, newId } from '../../src/chance.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { NO_CHANNELS } from '../../src/config/channel-settings.ts';
import { createLog } from '../../src/log.ts';
import { HOME, WEDNESDAY_MORNING } from '../journeys/shop.ts';

export interface OpenShop {
  readonly app: App;
  readonly url: string;
  /** Opens the seller's pages. */
  readonly sellerLink: string;
  close(): Promise<void>;
}

export async function openShop(): Promise<OpenShop> {
  const directory = await mkdtemp(join(tmpdir(), 'tanteo-browser-'));
  const opened = await openApp({
    home: HOME,
    settings: {
      port: 0,
      host: '127.0.0.1',
      dataDirectory: directory,
      publicUrl: null,
      mercadoPago: null,
      sellerKey: null,
      chat: { perConversation: { burst: 100, perSecond: 100 }, perAddress: { burst: 1000, perSecond: 1000 } },
      trustProxy: false,
      answerWithinHours: 24,
      logLevel: 'silent',
      channels: NO_CHANNELS,
    },
    clock: startingAt(WEDNESDAY_MORNING),
    newId,
    chance,
    log: createLog({ level: 'silent' }),
  });
  if (!opened.ok) throw new Error(`the shop's files have mistakes: ${JSON.stringify(opened.problems, null, 2)}`);
  const { app } = opened;
  return {
    app,
    url: app.url,
    sellerLink: `${app.url}/seller/enter?key=${encodeURIComponent(app.sellerKey)}`,
    async close() {
      await app.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function startingAt(time: number): Clock {
  const ahead = time - Date.now();
  return { now: () => Date.now() + ahead, after: systemClock.after };
}
