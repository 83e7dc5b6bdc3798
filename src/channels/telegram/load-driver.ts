/** Which client library speaks with Telegram. It is loaded when a channel needs it: a shop that is not on Telegram loads none. */
import type { DriverOptions, TelegramDriver } from './driver.ts';

export type Library = 'grammy' | 'telegraf';

export async function loadDriver(library: Library, options: DriverOptions): Promise<TelegramDriver> {
  switch (library) {
    case 'grammy':
      return (await import('./driver-grammy.ts')).grammyDriver(options);
    case 'telegraf':
      return (await import('./driver-telegraf.ts')).telegrafDriver(options);
  }
}
