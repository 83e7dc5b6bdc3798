/**
 * Puts the parts together, once: the program, its tests and its benches all start here. What differs
 * between them — the clock, chance, the folder, the settings — comes in; nothing is looked up.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { openBlackBox } from './black-box.ts';
import type { Channel } from './channels/port.ts';
import { DEFAULT_LIMITS } from './channels/web-chat/limits.ts';
import { serveKept } from './channels/web-chat/pictures.ts';
import { createWebChat, WEB_CHAT } from './channels/web-chat/web-chat.ts';
import { localDate } from './commerce/calendar.ts';
import type { Language } from './commerce/catalog.ts';
import { openAt } from './commerce/delivery.ts';
import type { Problem } from './config/problem.ts';
import { type ReadFiles, readShopFiles } from './config/read-shop-files.ts';
import type { Settings } from './config/settings.ts';
import { watchShopFiles } from './config/watch-shop-files.ts';
import type { ShopFiles } from './conversation/shop-files.ts';
import { prepareVocabulary } from './conversation/understanding/understand.ts';
import { todayWords } from './conversation/wording/dates.ts';
import { ENGINE_TEXTS } from './conversation/wording/keys.ts';
import { wordingIn } from './conversation/wording/wording.ts';
import type { SellerAction } from './decisions/decision.ts';
import { type Door, makeDoor } from './door.ts';
import { type HealthParts, healthParts, healthRoutes } from './health.ts';
import { keepingOf } from './keeping.ts';
import type { Log } from './log.ts';
import { lookRoutes } from './look/look.ts';
import { MERCADO_PAGO_URL } from './payments/mercado-pago/client.ts';
import { createMercadoPago } from './payments/mercado-pago/mercado-pago.ts';
import { mercadoPagoRoutes } from './payments/mercado-pago/webhook.ts';
import { type Practice, startPractice } from './payments/practice/practice.ts';
import type { Clock } from './runtime/clock.ts';
import { readConversation } from './runtime/log-reading.ts';
import { Runtime } from './runtime/runtime.ts';
import { readSecrets } from './secrets.ts';
import { ordersOf } from './seller/exports/export-orders.ts';
import type { SellerDeps } from './seller/pages/deps.ts';
import { sellerPages } from './seller/pages/pages.ts';
import { upkeepRoutes } from './seller/upkeep/routes.ts';
import { type FolderStore, openJsonStore } from './store/json/open.ts';
import type { Store, StoreFailed } from './store/port.ts';

export interface AppParts {
  /** Holds `catalog/` and `flows/`. */
  readonly home: string;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Unguessable text of `length` characters of `[a-z0-9]`. */
  readonly newId: (length: number) => string;
  /** 0..1 */
  readonly chance: () => number;
  readonly log: Log;
  /** The seller's files changed: the new ones are in use, or the old ones stay because of these problems. */
  readonly onFiles?: (problems: readonly Problem[]) => void;
  /** The disk failed: nothing is acknowledged any more, and the process should end. */
  readonly onFailure?: (failure: StoreFailed) => void;
}

export interface App {
  readonly url: string;
  readonly files: ShopFiles;
  readonly store: Store;
  readonly runtime: Runtime;
  /** Practice payments; null where real money moves. */
  readonly practice: Practice | null;
  readonly sellerKey: string;
  stop(): Promise<void>;
}

export type Opened = { readonly ok: true; readonly app: App } | { readonly ok: false; readonly problems: readonly Problem[] };

/** What the program needs the seller's files to have. */
export const NEEDS = {
  texts: ENGINE_TEXTS,
  flows: ['welcome', 'checkout'],
} as const;

/** Practice payments listen beside the shop's own port, so that links survive a restart. */
const PRACTICE_PORT_AFTER = 1;

/**
 * @throws {DoorTaken} where the port is in use
 * @throws {DirectoryInUse} where another process has the data folder
 * @throws {DataDamaged} where the data cannot be read
 */
export async function openApp(parts: AppParts): Promise<Opened> {
  const { home, settings, clock, newId, log } = parts;
  const read = await readShopFiles(home, NEEDS);
  if (!read.ok) return { ok: false, problems: read.problems };
  const files = prepared(read.files);
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const door = await makeDoor(settings.host, settings.port);
    closers.push(() => door.close());
    let reportDamage = (_file: string): void => {};
    const store = await openJsonStore({
      directory: settings.dataDirectory,
      ...(parts.onFailure && { onFailure: parts.onFailure }),
      onDamage: (file) => reportDamage(file),
    });
    closers.push(() => store.close());
    const blackBox = openBlackBox(settings.dataDirectory);
    closers.push(() => blackBox.close());
    const secrets = await readSecrets(settings.dataDirectory);
    const practice = settings.mercadoPago ? null : await openPractice(parts, secrets, files);
    if (practice) closers.push(() => practice.close());
    const payments = createMercadoPago({
      accessToken: settings.mercadoPago?.accessToken ?? secrets.practiceToken,
      webhookSecrets: settings.mercadoPago?.webhookSecrets ?? [secrets.practiceWebhookSecret],
      baseUrl: practice?.url ?? MERCADO_PAGO_URL,
      live: practice === null,
      now: clock.now,
    });

    let filesBroken = false;
    const channels = new Map<string, Channel>();
    const publicUrl = settings.publicUrl ?? (practice ? door.url : null);
    const runtime = new Runtime({
      store,
      channels,
      payments,
      files,
      notificationUrl: publicUrl && `${publicUrl}/webhooks/mercadopago`,
      returnUrl: publicUrl,
      clock,
      newId,
      chance: parts.chance,
      blackBox,
      answerWithinMs: settings.answerWithinHours * 60 * 60_000,
      log,
    });
    const mediaDirectory = join(settings.dataDirectory, 'media');
    await mkdir(mediaDirectory, { recursive: true, mode: 0o700 });
    const webChat = createWebChat({
      shop: (language) => shopFront(runtime.files, language, clock.now(), practice !== null),
      read: (conversationId, after) => readConversation(store, conversationId, after),
      language: (conversationId) => store.openHot().get('conversations', conversationId)?.language ?? null,
      limits: { ...DEFAULT_LIMITS, ...settings.chat, trustProxy: settings.trustProxy },
      now: clock.now,
      newId,
      imagesDirectory: join(home, 'catalog', 'images'),
      mediaDirectory,
      log,
    });
    channels.set(WEB_CHAT, webChat);
    const health = { store, channels, live: practice === null, filesBroken: () => filesBroken };
    const sellerKey = settings.sellerKey ?? secrets.sellerKey;

    reportDamage = (file) => void runtime.reportDamage(file);
    await runtime.start();
    closers.push(() => runtime.stop());
    for (const channel of channels.values()) {
      await channel.start((message) => runtime.accept(message));
      closers.push(() => channel.stop());
    }
    const watching = watchShopFiles(home, {
      needs: NEEDS,
      since: read.content,
      onGood: (good) => {
        filesBroken = false;
        void runtime.replaceFiles(prepared(good)).then(() => parts.onFiles?.([]));
      },
      onBad: (problems) => {
        filesBroken = true;
        parts.onFiles?.(problems);
      },
    });
    closers.push(() => watching.close());

    const routes = new Hono();
    routes.route('/', healthRoutes(health));
    routes.route('/', lookRoutes());
    routes.route('/', webChat.routes);
    routes.route('/', mercadoPagoRoutes({ payments, now: clock.now, onNews: newsTo(runtime), log }));
    routes.route('/', upkeepRoutes(upkeepDeps({ parts, store, runtime, key: sellerKey })));
    routes.route('/', sellerPages(sellerDeps({ parts, store, runtime, health, key: sellerKey, publicUrl })));
    door.open(routes);
    return { ok: true, app: { url: door.url, files, store, runtime, practice, sellerKey, stop: close } };
  } catch (problem) {
    await close();
    throw problem;
  }
}

/** What understanding needs of the files is prepared once, not per message. */
function prepared({ words, ...files }: ReadFiles): ShopFiles {
  return { ...files, vocabulary: prepareVocabulary({ shop: files.shop, catalog: files.catalog, flows: files.flows, words }) };
}

async function openPractice(
  parts: AppParts,
  secrets: { readonly practiceToken: string; readonly practiceWebhookSecret: string },
  files: ShopFiles,
) {
  const { settings, clock, newId } = parts;
  return startPractice({
    host: '127.0.0.1',
    port: settings.port === 0 ? 0 : settings.port + PRACTICE_PORT_AFTER,
    file: join(settings.dataDirectory, 'practice.json'),
    accessToken: secrets.practiceToken,
    webhookSecret: secrets.practiceWebhookSecret,
    currency: files.shop.currency,
    now: clock.now,
    newId,
  });
}

interface SellerSide {
  readonly parts: AppParts;
  readonly store: Store;
  readonly runtime: Runtime;
  readonly health: HealthParts;
  readonly key: string;
  readonly publicUrl: string | null;
}

/** What commands may ask of the open shop's data. */
function upkeepDeps({ parts, store, runtime, key }: Pick<SellerSide, 'parts' | 'runtime' | 'key'> & { readonly store: FolderStore }) {
  const { log, clock } = parts;
  const keeping = keepingOf({ store, act: (action) => actSurely(runtime, action), shop: () => runtime.files.shop, now: clock.now });
  return { ...keeping, key, now: clock.now, addressOf, log };
}

async function actSurely(runtime: Runtime, action: SellerAction): Promise<void> {
  const received = await runtime.act(action);
  if (!received.kept) throw new Error('the change could not be kept');
}

const addressOf = (context: Context) => getConnInfo(context).remote.address ?? '';

/** What the seller's pages may know and do, as functions. */
function sellerDeps({ parts, store, runtime, health, key, publicUrl }: SellerSide): SellerDeps {
  return {
    shop: () => runtime.files.shop,
    key,
    practice: !health.live,
    secure: publicUrl?.startsWith('https://') ?? false,
    now: parts.clock.now,
    newToken: () => parts.newId(SESSION_TOKEN_LENGTH),
    addressOf,
    newestOrders: (limit, before) => store.query.newest('orders', limit, before),
    order: async (number) => {
      const id = String(number);
      return (await store.open([{ collection: 'orders', id }])).get('orders', id);
    },
    ordersInStates: (states, page) => store.query.orders.byState(states, page),
    ordersFound: (words, page) => store.query.orders.search(words, page),
    allOrders: ordersOf(store.query),
    facts: () => store.query.each('facts'),
    alerts: () => store.query.all('alerts'),
    act: (action) => actSurely(runtime, action),
    health: () => healthParts(health),
    messages: async (conversationId) => (await readConversation(store, conversationId, 0)) ?? [],
    picture: (chat, name) => serveKept(join(parts.settings.dataDirectory, 'media'), chat, name),
    log: parts.log,
  };
}

/** 36^52 ways: more than 256 bits. */
const SESSION_TOKEN_LENGTH = 52;

function newsTo(runtime: Runtime) {
  return async (paymentId: string, requestId: string): Promise<'kept' | 'unavailable'> => {
    const received = await runtime.receive({ kind: 'payment-news', id: `mercado-pago:${paymentId}:${requestId}`, paymentId });
    return received.kept ? 'kept' : 'unavailable';
  };
}

function shopFront(files: ShopFiles, language: Language | null, now: number, practice: boolean) {
  const { shop } = files;
  const wording = wordingIn(files.texts, language ?? shop.language);
  return {
    name: shop.name,
    tagline: shop.tagline,
    language: wording.language,
    hours: { open: openAt(shop.hours, now, shop.timeZone), words: todayWords(wording, shop.hours, localDate(now, shop.timeZone)) },
    logo: shop.logo ?? null,
    practice,
  };
}

export type { Door };
