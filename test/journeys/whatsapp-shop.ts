/**
 * A shop on WhatsApp Web to tell stories in: the real program, its process with the library as it comes, a real
 * Chromium and the local WhatsApp. The browser takes its own time, so shop and WhatsApp go by a clock that runs by
 * itself, faster than life: the program keeps the pace of a person all the same.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_CHANNELS } from '../../src/config/channel-settings.ts';
import { QuickClock } from '../stand-ins/quick-clock.ts';
import { chromium, linkedBefore } from '../stand-ins/whatsapp-web/line.ts';
import { nothingLeft } from '../stand-ins/whatsapp-web/processes.ts';
import { WhatsApp } from '../stand-ins/whatsapp-web/whatsapp.ts';
import { TestShop, WEDNESDAY_MORNING } from './shop.ts';
import { WhatsAppCustomer } from './whatsapp-customer.ts';

/** ms of the story in one ms of life: what the browser takes a second for may take the shop's patience of ten. */
const SPEED = 10;

export class WhatsAppShop {
  readonly shop: TestShop;
  readonly whatsapp: WhatsApp;
  readonly clock: QuickClock;

  private constructor(shop: TestShop, whatsapp: WhatsApp, clock: QuickClock) {
    this.shop = shop;
    this.whatsapp = whatsapp;
    this.clock = clock;
  }

  /** `linked`: the seller linked her telephone two weeks ago; otherwise she has not begun. `speed`: for what hangs on less than a second. */
  static async open({ linked, speed = SPEED }: { readonly linked: boolean; readonly speed?: number }): Promise<WhatsAppShop> {
    const clock = new QuickClock(WEDNESDAY_MORNING, speed);
    const before = linked ? await linkedBefore() : null;
    const whatsapp = await WhatsApp.open({ now: clock.now, devices: before?.devices ?? [] });
    const shop = await TestShop.open({
      clock,
      settings: {
        channels: {
          ...NO_CHANNELS,
          whatsAppWeb: { browser: chromium?.path ?? null, browserArguments: whatsapp.browserArguments, version: null },
        },
      },
      prepare: async (directory) => {
        if (before) await cp(before.directory, join(directory, 'whatsapp-web'), { recursive: true });
      },
    });
    const opened = new WhatsAppShop(shop, whatsapp, clock);
    if (linked) await opened.isOnline();
    return opened;
  }

  /** `phone`: as she writes it in Peru. */
  customer({ name, phone }: { readonly name: string; readonly phone: string }): WhatsAppCustomer {
    const number = `51${phone.replaceAll(' ', '')}`;
    return new WhatsAppCustomer(this.shop, this.whatsapp, this.whatsapp.person({ name, number }));
  }

  isOnline(): Promise<void> {
    return this.whatsapp.until('the shop is online', () => this.whatsapp.online);
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.whatsapp.close();
    await nothingLeft(this.shop.directory);
  }
}
