/**
 * Telegram: a bot that customers write to. Updates come by polling or over a webhook and are confirmed when the shop
 * has them on disk; messages leave as the Bot API wants them. With either client library everything here is the same.
 */
import type { Hono } from 'hono';
import type { Clock } from '../../clock.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { Log } from '../../log.ts';
import type { Channel, ShopSide } from '../port.ts';
import { createCaller } from './caller.ts';
import { type BotCommand, openConnection } from './connection.ts';
import { fetchTelegramFile } from './files.ts';
import { HEALTH_WORDS } from './health-words.ts';
import { START_PATIENCE_MS, START_PAYLOAD } from './limits.ts';
import { type Library, loadDriver } from './load-driver.ts';
import { createPace } from './pace.ts';
import { createReceiving, type Receiving } from './receiving.ts';
import type { AskWords } from './render.ts';
import { createSending } from './sending.ts';
import { createStanding } from './standing.ts';
import { createTyping } from './typing.ts';
import { waitFor } from './waiting.ts';
import { webhookPath, webhookRoutes } from './webhook.ts';

const TELEGRAM = 'telegram';

/** What the channel says itself. */
export interface TelegramWords extends AskWords {
  /** What tapping "Start" says. */
  readonly hello: string;
  readonly commands: readonly BotCommand[];
}

export interface TelegramDeps {
  /** From @BotFather: `<bot id>:<secret>`. */
  readonly token: string;
  readonly library: Library;
  /** Origin of the Bot API, without a slash at the end. */
  readonly apiUrl: string;
  /** `url`: origin under which the shop is reached (https); null: the shop asks for its messages. */
  readonly webhook: { readonly secret: string; readonly url: string } | null;
  /** `catalog/images`. */
  readonly imagesDirectory: string;
  /** The shop's data folder: of files that are made for a helper. */
  readonly dataDirectory: string;
  /** null: in the shop's language. */
  readonly words: (language: Language | null) => TelegramWords;
  /** The language the shop speaks in this conversation; null where it is not known yet. */
  readonly language: (conversationId: string) => Language | null;
  /** The shop's own, for what the seller reads. */
  readonly shopLanguage: () => Language;
  readonly clock: Clock;
  /** 0..1 */
  readonly chance: () => number;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** `routes`: where Telegram delivers, with a webhook; empty without. */
export type TelegramChannel = Channel & { readonly routes: Hono };

export function createTelegram(deps: TelegramDeps): TelegramChannel {
  const { token, library, apiUrl, webhook, clock, chance, log } = deps;
  const account = token.slice(0, token.indexOf(':'));
  const call = createCaller(() => loadDriver(library, { token, apiUrl }), clock);
  const pace = createPace(clock.now);
  const typing = createTyping(call, clock);
  const underWay = new Set<Promise<unknown>>();
  const beside = (work: Promise<unknown>): void => {
    const done = work.catch((problem: unknown) => log.error('something beside the messages of Telegram failed', { error: problem }));
    underWay.add(done);
    done.finally(() => underWay.delete(done));
  };
  const hello = (languageCode: string | undefined): string => deps.words(languageIn(languageCode)).hello;
  let shop: ShopSide | null = null;
  let receiving: Receiving | null = null;
  let closing: AbortController | null = null;
  let over: Promise<void> = Promise.resolve();
  let username: string | null = null;

  const standing = createStanding(clock, () => HEALTH_WORDS[deps.shopLanguage()]);
  const send = createSending({
    call,
    pace,
    imagesDirectory: deps.imagesDirectory,
    dataDirectory: deps.dataDirectory,
    words: (conversationId) => deps.words(deps.language(conversationId)),
    moved(chat, to) {
      if (shop) beside(shop.note({ what: 'moved', channel: TELEGRAM, account, chat, to, id: `moved:${chat}:${to}`, at: clock.now() }));
    },
  });

  return {
    name: TELEGRAM,
    delivery: 'sent',
    routes: webhookRoutes({ secret: webhook?.secret ?? null, take: async (update) => (await receiving?.take(update)) ?? false }),
    invite: (words) => (username !== null && START_PAYLOAD.test(words) ? `https://t.me/${username}?start=${words}` : null),
    async start(shopSide) {
      shop = shopSide;
      closing = new AbortController();
      receiving = createReceiving({ channel: TELEGRAM, account, shop, call, clock, pace, hello, thinks: typing.thinks, beside, log });
      const connection = openConnection(
        {
          call,
          clock,
          chance,
          standing,
          receiving,
          webhook: webhook && { secret: webhook.secret, url: `${webhook.url}${webhookPath(webhook.secret)}` },
          commands: (language) => deps.words(language).commands,
          named(name) {
            username = name;
          },
          log,
        },
        closing.signal,
      );
      over = connection.over.catch((problem: unknown) => {
        standing.is('unreachable');
        log.error('the connection to Telegram broke', { error: problem });
      });
      await Promise.race([connection.first, waitFor(clock, START_PATIENCE_MS, closing.signal)]);
    },
    async send(to, message, attempt) {
      typing.answers(to.chat);
      return send(to, message, attempt);
    },
    fetchFile: (_account, source) => fetchTelegramFile({ token, apiUrl, call, clock }, source),
    health: () => standing.health(),
    async stop() {
      closing?.abort();
      receiving = null;
      typing.close();
      await over;
      await Promise.allSettled(underWay);
      standing.is('stopped');
    },
  };
}

function languageIn(code: string | undefined): Language | null {
  const base = code?.slice(0, 2);
  return base === 'es' || base === 'pt' || base === 'en' ? base : null;
}
