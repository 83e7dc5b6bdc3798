/**
 * Telegram's other side for the contract: a customer's app on the local Bot API. Shop and Telegram go by one clock that
 * moves only where something waits for it.
 */
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Channel } from '../../../src/channels/port.ts';
import type { Library } from '../../../src/channels/telegram/driver.ts';
import { createTelegram, type TelegramChannel, type TelegramDeps } from '../../../src/channels/telegram/telegram.ts';
import { StillClock } from '../../stand-ins/still-clock.ts';
import { startTelegram, type TelegramStandIn } from '../../stand-ins/telegram/bot-api.ts';
import type { OnScreen, UserApp } from '../../stand-ins/telegram/user-app.ts';
import type { Arriving, ChannelDriver } from './contract.ts';

export interface TelegramWay {
  readonly library: Library;
  readonly updates: 'polling' | 'webhook';
}

export const WAYS: readonly TelegramWay[] = [
  { library: 'grammy', updates: 'polling' },
  { library: 'telegraf', updates: 'polling' },
  { library: 'grammy', updates: 'webhook' },
];

/** Where the shop is reached from outside. */
const ADDRESS = 'https://tienda.example';
const SECRET = 'a-secret-of-the-webhook';
const NOW = Date.parse('2026-11-25T15:00:00Z');
/** The smallest PNG there is. */
export const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A channel in front of the local Bot API. */
export interface TelegramSide {
  readonly telegram: TelegramStandIn;
  readonly clock: StillClock;
  readonly channel: TelegramChannel;
  /** Every line that the channel logged, with its facts. */
  readonly lines: string[];
  /** Another process of the same shop. */
  another(): TelegramChannel;
  close(): Promise<void>;
}

export async function openTelegramSide({ library, updates }: TelegramWay, wishes: Partial<TelegramDeps> = {}): Promise<TelegramSide> {
  const clock = new StillClock(NOW);
  const telegram = await startTelegram({ clock });
  const lines: string[] = [];
  const line = (words: string, facts: unknown) => lines.push(`${words} ${inspected(facts)}`);
  const opened: TelegramChannel[] = [];
  const another = (): TelegramChannel => {
    const channel = createTelegram({
      token: telegram.token,
      library,
      apiUrl: telegram.url,
      webhook: updates === 'webhook' ? { secret: SECRET, url: ADDRESS } : null,
      imagesDirectory: join(import.meta.dirname, '../../../catalog/images'),
      dataDirectory: import.meta.dirname,
      words: () => ({
        shareLocation: 'Enviar mi ubicación',
        shareContact: 'Enviar mi número',
        hello: 'hola',
        commands: [{ command: 'carrito', description: 'Ver lo que elegí' }],
      }),
      language: () => 'es',
      shopLanguage: () => 'es',
      clock,
      chance: () => 0.5,
      log: { info: line, warn: line, error: line },
      ...wishes,
    });
    opened.push(channel);
    return channel;
  };
  const channel = another();
  const listening = Promise.withResolvers<number>();
  const server = serve({ fetch: channel.routes.fetch, port: 0, hostname: '127.0.0.1' }, (info) => listening.resolve(info.port));
  telegram.route(ADDRESS, `http://127.0.0.1:${await listening.promise}`);
  return {
    telegram,
    clock,
    channel,
    lines,
    another,
    async close() {
      for (const one of opened) await one.stop();
      await new Promise((resolve) => server.close(resolve));
      await telegram.close();
    },
  };
}

/** What a careless log would write of it. */
function inspected(facts: unknown): string {
  return (
    JSON.stringify(facts, (_key, value: unknown) =>
      value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value,
    ) ?? ''
  );
}

/** A step of the clock, in ms. */
const STEP_MS = 500;

/** Time passes until it has happened: whoever waits for the clock begins to wait only when an answer has come over the network. */
export async function passes(clock: StillClock, what: Promise<unknown>): Promise<void> {
  let happened = false;
  const seen = () => {
    happened = true;
  };
  what.then(seen, seen);
  const network = () => new Promise<void>((resolve) => setImmediate(resolve));
  while (!happened) await clock.advance(STEP_MS, network);
}

export async function openTelegramDriver(way: TelegramWay): Promise<ChannelDriver> {
  const side = await openTelegramSide(way);
  const { channel, clock, telegram } = side;
  const ana = telegram.user({ name: 'Ana' });
  let verdicts: PromiseWithResolvers<boolean>[] = [];
  let running = false;
  /** Whether it was confirmed, by the id that the contract gives it. */
  const sent = new Map<string, boolean>();
  let shown = 0;

  /** What the shop answers is told to whoever waits for it. */
  const watched: Channel = {
    ...channel,
    async start(shop) {
      running = true;
      await channel.start({
        ...shop,
        async accept(message) {
          const verdict = await shop.accept(message).catch(() => null);
          const waiting = verdicts;
          verdicts = [];
          for (const { resolve } of waiting) resolve(verdict?.accepted ?? false);
          if (verdict === null) throw new Error('the shop broke');
          return verdict;
        },
      });
    },
    async stop() {
      running = false;
      await channel.stop();
    },
  };

  return {
    channel: watched,
    // A tap needs a message of the shop, an edit one of her own: both follow what they need.
    carries: ['text', 'choice', 'location', 'contact', 'file-elsewhere', 'media', 'edited'],
    async customerSends(id, kind) {
      const verdict = Promise.withResolvers<boolean>();
      verdicts.push(verdict);
      const before = sent.get(id);
      if (before === undefined) SENDING[kind](ana);
      else if (before) telegram.tellAgain();
      else await passes(clock, verdict.promise);
      const accepted = running && (await verdict.promise);
      sent.set(id, accepted);
      if (accepted) await telegram.caughtUp();
      return accepted;
    },
    logs: () => {},
    async nextShown() {
      shown += 1;
      await telegram.until(() => ana.heard.length >= shown, `message ${shown} of the shop`);
      const message = ana.heard[shown - 1];
      return message ? readAs(message, ana) : '';
    },
    close: side.close,
  };
}

/** What she does with her app. She taps a button of long ago, and edits what she wrote last. */
const SENDING: Readonly<Record<Arriving, (ana: UserApp) => void>> = {
  text: (ana) => ana.says('hola'),
  choice: (ana) => ana.tapsData(1, '2.abcdefghij.0'),
  location: (ana) => ana.sendsLocation({ lat: -12.12, lng: -77.03 }),
  contact: (ana) => ana.sendsContact({ phone: '+51987654321', own: true }),
  'file-elsewhere': (ana) => ana.sendsPhoto({ bytes: DOT, caption: 'mi comprobante' }),
  media: (ana) => ana.sendsSticker(),
  edited: (ana) => ana.edits(ana.screen.findLast(({ isMine, text }) => isMine && text !== '')?.id ?? 0, 'quiero 2 polos'),
  unsupported: () => {
    throw new Error('nothing that her app sends is unknown to the local Bot API');
  },
};

/** What stands on her screen: text, buttons, and keys below the field. */
function readAs({ text, buttons }: OnScreen, { keyboard }: UserApp): string {
  return [text, JSON.stringify(buttons), JSON.stringify(keyboard)].join('\n');
}
