/**
 * Telegram's other side for the contract: a customer's app on the local Bot API. Shop and Telegram go by one clock that
 * moves only where something waits for it.
 */
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { expect } from 'vitest';
import type { Channel } from '../../../src/channels/port.ts';
import type { Library } from '../../../src/channels/telegram/load-driver.ts';
import { createTelegram, type TelegramChannel, type TelegramDeps } from '../../../src/channels/telegram/telegram.ts';
import { StillClock } from '../../stand-ins/still-clock.ts';
import { startTelegram, type TelegramStandIn } from '../../stand-ins/telegram/bot-api.ts';
import type { OnScreen, UserApp } from '../../stand-ins/telegram/user-app.ts';
import type { Arriving, ChannelDriver, Folders, Traits } from './driver.ts';

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
  const routes = () => (opened.at(-1) ?? channel).routes;
  const fetch = (request: Request) => routes().fetch(request);
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, (info) => listening.resolve(info.port));
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
/** What comes over the network needs a moment of its own. */
const network = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Time passes until it has happened: whoever waits for the clock begins to wait only when an answer has come over the network. */
export async function passes(clock: StillClock, what: Promise<unknown>): Promise<void> {
  let happened = false;
  const seen = () => {
    happened = true;
  };
  what.then(seen, seen);
  while (!happened) await clock.advance(STEP_MS, network);
}

export const traitsOf = ({ library, updates }: TelegramWay): Traits => ({
  name: `Telegram by ${updates}, with ${library}`,
  // A tap needs a message of the shop, an edit one of her own: both follow what they need.
  carries: ['text', 'choice', 'location', 'contact', 'file-elsewhere', 'media', 'edited'],
  // Telegram cannot be asked what a chat holds.
  copiesOfUncertain: 2,
  blocked: 'refused',
  cannot: { repeats: 'an update is told again only once its delivery, or the question that brought it, is over' },
});

/** Calls that fail while the line is down: more than there are in any story. */
const MANY = 1000;

export async function openTelegramDriver(way: TelegramWay, folders: Folders): Promise<ChannelDriver> {
  const side = await openTelegramSide(way, folders);
  const { clock, telegram } = side;
  const ana = telegram.user({ name: 'Ana' });
  let verdicts: PromiseWithResolvers<boolean>[] = [];
  let running = false;
  /** Whether it was confirmed, by the id that the contract gives it. */
  const sent = new Map<string, boolean>();
  let shown = 0;

  /** What the shop answers is told to whoever waits for it. */
  const watched = (channel: Channel): Channel => ({
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
  });
  let channel = watched(side.channel);
  const stands = async (ok: boolean): Promise<void> => {
    while (channel.health().ok !== ok) await clock.advance(STEP_MS, network);
  };

  return {
    get channel() {
      return channel;
    },
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
    async customerSendsAll(kinds) {
      for (const kind of kinds) SENDING[kind](ana);
      await passes(clock, telegram.caughtUp());
    },
    comesAgain: (_id, heard) => passes(clock, heard),
    logs: () => {},
    async nextShown() {
      shown += 1;
      await telegram.until(() => ana.heard.length >= shown, `message ${shown} of the shop`);
      const message = ana.heard[shown - 1];
      return { words: message ? readAs(message, ana) : '', hasFile: message?.photo != null || message?.document != null };
    },
    passes: (ms) => clock.advance(ms, network),
    restarts() {
      channel = watched(side.another());
    },
    plays: {
      tooFast: (seconds) => telegram.faults.next('sendMessage', { fault: 'too-many-requests', retryAfter: seconds }),
      losesTheAnswer: () => telegram.faults.next('sendMessage', { fault: 'no-answer', carriedOut: true }),
      failsAfter: (parts) => telegram.faults.next('sendMessage', { fault: 'server-error', status: 502, carriedOut: false }, 1, parts),
      blocks: () => ana.blocks(),
      async goesAway() {
        for (const asking of ['getUpdates', 'getWebhookInfo'])
          telegram.faults.next(asking, { fault: 'no-answer', carriedOut: false }, MANY);
        await stands(false);
      },
      async comesBack() {
        telegram.faults.clear();
        await stands(true);
      },
    },
    async close() {
      await side.close();
      expect(telegram.mistakes).toEqual([]);
    },
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
