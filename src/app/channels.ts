/**
 * The channels of this shop: the web chat always, the others where the settings name them. A client library is
 * loaded with its channel, and not before.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Channel } from '../channels/port.ts';
import { DEFAULT_LIMITS } from '../channels/web-chat/limits.ts';
import { createWebChat, type WebChat } from '../channels/web-chat/web-chat.ts';
import type { Language } from '../commerce/catalog.ts';
import { isTakenOver } from '../conversation/conversation.ts';
import { wordingIn } from '../conversation/wording/wording.ts';
import { readConversation } from '../runtime/log-reading.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store } from '../store/port.ts';
import { MEDIA_FOLDER, WHATSAPP_WEB_FOLDER } from './channel-memory.ts';
import type { AppParts } from './parts.ts';
import { shopFront } from './shop-front.ts';
import { telegramWords } from './telegram-words.ts';

export interface ChannelParts {
  readonly parts: AppParts;
  readonly store: Store;
  readonly runtime: Runtime;
  readonly publicUrl: string | null;
  /** Payments are not real. */
  readonly practice: boolean;
}

/** Those that are reached over HTTP bring their routes. */
export type OpenChannel = Channel & { readonly routes?: Hono };

export async function createChannels(side: ChannelParts): Promise<readonly OpenChannel[]> {
  const { telegram, whatsAppWeb, whatsAppCloud } = side.parts.settings.channels;
  return [
    await openWebChat(side),
    ...(telegram ? [await openTelegram(side, telegram)] : []),
    ...(whatsAppWeb ? [await openWhatsAppWeb(side, whatsAppWeb)] : []),
    ...(whatsAppCloud ? [await openWhatsAppCloud(side, whatsAppCloud)] : []),
  ];
}

async function openWebChat({ parts, store, runtime, publicUrl, practice }: ChannelParts): Promise<WebChat> {
  const { settings, clock, newId, log } = parts;
  const mediaDirectory = join(settings.dataDirectory, MEDIA_FOLDER);
  await mkdir(mediaDirectory, { recursive: true, mode: 0o700 });
  return createWebChat({
    shop: (language) => shopFront(runtime.files, language, clock.now(), practice),
    read: (conversationId, after) => readConversation(store, conversationId, after),
    language: (conversationId) => store.openHot().get('conversations', conversationId)?.language ?? null,
    newest: (conversationId) => store.openHot().get('conversations', conversationId)?.lastN ?? null,
    publicUrl,
    limits: { ...DEFAULT_LIMITS, ...settings.chat, trustProxy: settings.trustProxy },
    now: clock.now,
    newId,
    imagesDirectory: imagesOf(parts),
    mediaDirectory,
    dataDirectory: settings.dataDirectory,
    log,
  });
}

async function openTelegram(
  { parts, store, runtime }: ChannelParts,
  { token, library, apiUrl, webhookSecret: secret }: NonNullable<AppParts['settings']['channels']['telegram']>,
): Promise<OpenChannel> {
  const { createTelegram } = await import('../channels/telegram/telegram.ts');
  const { clock, chance, log, settings } = parts;
  const url = settings.publicUrl;
  return createTelegram({
    token,
    library,
    apiUrl,
    webhook: secret !== null && url !== null ? { secret, url } : null,
    imagesDirectory: imagesOf(parts),
    dataDirectory: settings.dataDirectory,
    words: (language) => telegramWords(wordingIn(runtime.files.texts, language ?? runtime.files.shop.language)),
    language: (conversationId) => store.openHot().get('conversations', conversationId)?.language ?? null,
    shopLanguage: () => runtime.files.shop.language,
    clock,
    chance,
    log,
  });
}

async function openWhatsAppWeb(
  { parts, store, runtime }: ChannelParts,
  { browser, browserArguments, version }: NonNullable<AppParts['settings']['channels']['whatsAppWeb']>,
): Promise<OpenChannel> {
  const { createWhatsAppWeb } = await import('../channels/whatsapp-web/whatsapp-web.ts');
  const { clock, chance, log, settings } = parts;
  return createWhatsAppWeb({
    directory: join(settings.dataDirectory, WHATSAPP_WEB_FOLDER),
    browser,
    browserArguments,
    version,
    clock,
    chance,
    timeZone: () => runtime.files.shop.timeZone,
    shopLanguage: () => runtime.files.shop.language,
    language: (conversationId) => languageIn(store, runtime, conversationId),
    imagesDirectory: imagesOf(parts),
    dataDirectory: settings.dataDirectory,
    queued: () => [...store.query.all('outbox')].filter(({ channel }) => channel === 'whatsapp-web').length,
    terminal: parts.terminal ?? null,
    log,
  });
}

async function openWhatsAppCloud(
  { parts, store, runtime }: ChannelParts,
  settings: NonNullable<AppParts['settings']['channels']['whatsAppCloud']>,
): Promise<OpenChannel> {
  const { createWhatsAppCloud } = await import('../channels/whatsapp-cloud/whatsapp-cloud.ts');
  return createWhatsAppCloud({
    settings,
    clock: parts.clock,
    wroteAt: (conversationId) => {
      const { wroteAt, lastInboundAt = null } = store.openHot().get('conversations', conversationId) ?? {};
      const at = wroteAt ?? lastInboundAt;
      return at === null ? null : Date.parse(at);
    },
    attends: (conversationId) => {
      const conversation = store.openHot().get('conversations', conversationId);
      return conversation === undefined || !isTakenOver(conversation, parts.clock.now());
    },
    isUnderWay: (messageId) => store.openHot().get('outbox', messageId) !== undefined,
    language: (conversationId) => languageIn(store, runtime, conversationId),
    imagesDirectory: imagesOf(parts),
    dataDirectory: parts.settings.dataDirectory,
    log: parts.log,
  });
}

/** The language the shop speaks in this conversation, or its own. */
function languageIn(store: Store, runtime: Runtime, conversationId: string): Language {
  return store.openHot().get('conversations', conversationId)?.language ?? runtime.files.shop.language;
}

function imagesOf({ home }: AppParts): string {
  return join(home, 'catalog', 'images');
}
