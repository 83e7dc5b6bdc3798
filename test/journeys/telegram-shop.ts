/**
 * A shop on Telegram to tell stories in: the real program with a real client library, the Bot API of this machine in
 * between, and customers who use nothing but their app. Shop and Telegram go by one clock, which the story moves.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { NO_CHANNELS } from '../../src/config/channel-settings.ts';
import type { Settings } from '../../src/config/settings.ts';
import { StillClock } from '../stand-ins/still-clock.ts';
import { startTelegram, type TelegramStandIn } from '../stand-ins/telegram/bot-api.ts';
import type { OnScreen, UserApp } from '../stand-ins/telegram/user-app.ts';
import { type ChattingCustomer, preferenceIn } from './purchase.ts';
import { HOME, TestShop, WEDNESDAY_MORNING } from './shop.ts';

export interface TelegramWay {
  readonly library: 'grammy' | 'telegraf';
  readonly updates: 'polling' | 'webhook';
  /** Folder with the shop's files; by default the sample shop. */
  readonly home?: string;
}

/** Where the shop is reached from outside, as its seller would write it in `.env`. */
const ADDRESS = 'https://tienda.example';
const SECRET = 'a-secret-of-the-webhook';

/** ms of real time without news after which the shop waits for the clock, and not for Telegram. */
const STUCK_MS = 1000;

export class TelegramShop {
  readonly shop: TestShop;
  readonly telegram: TelegramStandIn;

  private constructor(shop: TestShop, telegram: TelegramStandIn) {
    this.shop = shop;
    this.telegram = telegram;
    telegram.route(ADDRESS, shop.url);
  }

  static async open({ library, updates, home = HOME }: TelegramWay): Promise<TelegramShop> {
    const clock = new StillClock(WEDNESDAY_MORNING);
    const telegram = await startTelegram({ clock });
    const webhookSecret = updates === 'webhook' ? SECRET : null;
    const settings: Partial<Settings> = {
      ...(updates === 'webhook' && { publicUrl: ADDRESS }),
      channels: { ...NO_CHANNELS, telegram: { token: telegram.token, library, apiUrl: telegram.url, webhookSecret } },
    };
    return new TelegramShop(await TestShop.open({ clock, home, settings }), telegram);
  }

  customer(name: string, language = 'es'): TelegramCustomer {
    return new TelegramCustomer(this, this.telegram.user({ name, language }));
  }

  /** Until the shop has heard everything and said all it has to say now. */
  async settle(): Promise<void> {
    // After a leap of the clock its question to Telegram is over, and it waits a little before the next.
    while (await Promise.race([this.telegram.caughtUp().then(() => false), pause(STUCK_MS, true)]))
      await this.shop.clock.advance(1000, () => this.shop.settle());
    await this.shop.settle();
  }

  async wait(ms: number): Promise<void> {
    await this.settle();
    await this.shop.clock.advance(ms, () => this.shop.settle());
    await this.settle();
  }

  async restart(): Promise<void> {
    await this.shop.restart();
    this.telegram.route(ADDRESS, this.shop.url);
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.telegram.close();
  }
}

/** ms after which what she wrote is no fragment of something longer. */
const FRAGMENT_MS = 1000;

export class TelegramCustomer implements ChattingCustomer {
  readonly app: UserApp;
  readonly #at: Pick<TelegramShop, 'wait'>;
  #last: readonly OnScreen[] = [];
  /** By message, what can be read and tapped. A question that says how it was answered says nothing new. */
  readonly #heard = new Map<number, string>();

  constructor(at: Pick<TelegramShop, 'wait'>, app: UserApp) {
    this.#at = at;
    this.app = app;
  }

  say(text: string): Promise<void> {
    this.app.says(text);
    return this.hear();
  }

  async sayAll(...texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.say(text);
  }

  /** By the words of a button, whatever number stands before them. */
  async tap(label: string): Promise<void> {
    const button = this.#last.flatMap(({ buttons }) => buttons.flat()).find(({ text }) => text.replace(/^\d+\. /, '').startsWith(label));
    if (!button) throw new Error(`there is no button "${label}":\n${this.app.asText()}`);
    this.app.taps(button.text);
    await this.hear();
  }

  async hear(): Promise<void> {
    await this.#at.wait(FRAGMENT_MS);
    const fresh = this.app.heard.filter(
      (message) => (this.#heard.get(message.id) !== offers(message) && message.buttons.length > 0) || !this.#heard.has(message.id),
    );
    if (fresh.length > 0) this.#last = fresh;
    for (const message of this.app.heard) this.#heard.set(message.id, offers(message));
  }

  get lastText(): string {
    return this.#last.map(({ text }) => text).join('\n---\n');
  }

  /** What stands in her chat, newest link first; a link is a button or written out. */
  async link(): Promise<string> {
    const places = this.app.heard.flatMap(({ text, buttons }) => [text, ...buttons.flat().map(({ url = '' }) => url)]);
    return preferenceIn(places.findLast((place) => place.includes('pref_id=')) ?? '');
  }
}

function offers({ text, buttons }: OnScreen): string {
  return [text, ...buttons.flat().map((button) => button.text.replace(/^✓ /, ''))].join('\n');
}
