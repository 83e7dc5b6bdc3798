/** The whole program, as `npm start` runs it, only with room for thousands of customers behind one address. */
import { type App, openApp } from '../src/app.ts';
import { chance, newId } from '../src/chance.ts';
import { systemClock } from '../src/clock.ts';
import { type ChannelSettings, NO_CHANNELS } from '../src/config/channel-settings.ts';
import type { Settings } from '../src/config/settings.ts';
import { createLog } from '../src/log.ts';
import { tidyMemory } from '../src/tidy-memory.ts';

/** The limits of the chat guard against one customer; the bench is thousands behind one address. */
const NO_LIMIT = { burst: 1e9, perSecond: 1e9 };
/** @param home where `catalog/` and `flows/` are. @throws where they have mistakes */
export async function openBenchShop(home: string, dataDirectory: string, channels: ChannelSettings = NO_CHANNELS): Promise<App> {
  const settings: Settings = {
    port: 0,
    host: '127.0.0.1',
    dataDirectory,
    publicUrl: null,
    mercadoPago: null,
    sellerKey: null,
    chat: { perConversation: NO_LIMIT, perAddress: NO_LIMIT },
    trustProxy: false,
    answerWithinHours: 24,
    logLevel: 'warn',
    channels,
  };
  const result = await openApp({ home, settings, clock: systemClock, newId, chance, log: createLog({ level: settings.logLevel }) });
  if (!result.ok) throw new Error(`the shop's files have mistakes: ${JSON.stringify(result.problems)}`);
  tidyMemory();
  return result.app;
}
