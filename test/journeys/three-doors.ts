/**
 * A shop with three doors to tell stories in: its page, Telegram and the WhatsApp Cloud API at once, all by one clock,
 * and a customer who may stand at any of them.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { NO_CHANNELS } from '../../src/config/channel-settings.ts';
import { StillClock } from '../stand-ins/still-clock.ts';
import { startTelegram, type TelegramStandIn } from '../stand-ins/telegram/bot-api.ts';
import { type GraphStandIn, startGraph } from '../stand-ins/whatsapp-cloud/graph-api.ts';
import type { ChattingCustomer } from './purchase.ts';
import { TestShop, WEDNESDAY_MORNING } from './shop.ts';
import { TelegramCustomer } from './telegram-shop.ts';
import { CloudCustomer } from './whatsapp-cloud-shop.ts';

export const DOORS = ['web', 'telegram', 'whatsapp'] as const;
export type Door = (typeof DOORS)[number];

/** ms of real time without news after which the shop waits for the clock, and not for Telegram. */
const STUCK_MS = 1000;

export class ThreeDoors {
  readonly shop: TestShop;
  readonly telegram: TelegramStandIn;
  readonly graph: GraphStandIn;
  #people = 0;

  private constructor(shop: TestShop, telegram: TelegramStandIn, graph: GraphStandIn) {
    this.shop = shop;
    this.telegram = telegram;
    this.graph = graph;
    graph.webhooks.url = `${shop.url}/webhooks/whatsapp`;
  }

  static async open(): Promise<ThreeDoors> {
    const clock = new StillClock(WEDNESDAY_MORNING);
    const telegram = await startTelegram({ clock });
    const graph = await startGraph({ clock });
    const settings = {
      publicUrl: 'https://tienda.example',
      channels: {
        ...NO_CHANNELS,
        telegram: { token: telegram.token, library: 'grammy', apiUrl: telegram.url, webhookSecret: null },
        whatsAppCloud: { ...graph.settings, apiUrl: graph.url },
      },
    } as const;
    return new ThreeDoors(await TestShop.open({ clock, settings }), telegram, graph);
  }

  /** Somebody new at a door, whose app speaks this language. */
  at(door: Door, language = 'es'): ChattingCustomer {
    this.#people += 1;
    const name = `Ana Quispe ${this.#people}`;
    if (door === 'web') return this.shop.customer(`ana-${this.#people}`, language);
    if (door === 'telegram') return new TelegramCustomer(this, this.telegram.user({ name, language }));
    return new CloudCustomer(this, this.graph.customer({ name, phone: `5198765432${this.#people}` }));
  }

  async wait(ms: number): Promise<void> {
    await this.#settle();
    await this.shop.clock.advance(ms, () => this.shop.settle());
    await this.#settle();
  }

  async close(): Promise<void> {
    await this.#settle();
    await this.shop.close();
    expect([...this.telegram.mistakes, ...this.graph.mistakes]).toEqual([]);
    await this.telegram.close();
    await this.graph.close();
  }

  async #settle(): Promise<void> {
    while (await Promise.race([this.telegram.caughtUp().then(() => false), pause(STUCK_MS, true)]))
      await this.shop.clock.advance(1000, () => this.shop.settle());
    await this.shop.settle();
    await this.graph.idle();
    await this.shop.settle();
  }
}
