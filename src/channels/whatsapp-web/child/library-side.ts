/**
 * The library and its browser: opened once, asked, and listened to. What goes wrong here is told, and ends with this
 * process; the shop starts another one.
 */
import library, { type Message } from 'whatsapp-web.js';
import type { News, Outgoing, Question, RawMessage } from '../protocol.ts';
import * as scripts from './page-scripts.ts';
import { deletedBy, rawOf } from './raw-message.ts';
import { SafeClient } from './safe-client.ts';

type Opening = Extract<Question, { readonly ask: 'open' }>;

export interface LibrarySide {
  /** What the page last complained of; null: nothing. */
  readonly pageError: string | null;
  readonly browserPid: number | null;
  evaluate(script: string): Promise<unknown>;
  chats(since: number): Promise<unknown>;
  messages(chat: string, limit: number): Promise<readonly RawMessage[]>;
  who(address: string): Promise<{ readonly lid: string | null; readonly phone: string | null }>;
  send(chat: string, message: Outgoing): Promise<{ readonly id: string; readonly ack: number } | null>;
  seen(chat: string): Promise<void>;
  file(serialized: string, mostBytes: number): Promise<string | null>;
  code(phone: string): Promise<string>;
  reload(): Promise<void>;
  browserVersion(): Promise<string>;
  close(): Promise<void>;
}

/** Longest that a page's own error is told, in characters. */
const LONGEST_ERROR = 200;

/** Resolves once there is a browser; what the page comes to is told. @throws where no browser starts. */
export async function openLibrary(opening: Opening, tell: (news: News) => void): Promise<LibrarySide> {
  let pageError: string | null = null;
  let closing = false;
  const gone = (trouble: Extract<News, { readonly news: 'gone' }>['trouble'], problem: unknown): void => {
    if (!closing) tell({ news: 'gone', trouble, words: wordsOf(problem) });
  };
  const browserIsThere = Promise.withResolvers<void>();

  const client = new SafeClient({
    profile: opening.profile,
    usesVersionCache: opening.version !== null,
    onBrowser: () => {
      client.pupBrowser?.on('disconnected', () => gone('browser-gone', ''));
      client.pupPage?.on('error', (problem) => gone('page-crashed', problem));
      client.pupPage?.on('close', () => gone('page-crashed', 'the page was closed'));
      client.pupPage?.on('pageerror', (problem) => {
        pageError = wordsOf(problem);
      });
      browserIsThere.resolve();
    },
    onSocket: (socket) => tell({ news: 'socket', socket }),
    onInjectFailed: (problem) => gone('start-failed', problem),
    client: {
      ...(opening.version !== null && { webVersion: opening.version }),
      webVersionCache: opening.version === null ? { type: 'none' } : { type: 'remote', remotePath: VERSIONS, strict: false },
      authTimeoutMs: opening.startMs,
      userAgent: opening.userAgent,
      takeoverOnConflict: true,
      takeoverTimeoutMs: opening.takeOverMs,
      puppeteer: {
        executablePath: opening.browser,
        headless: opening.headless,
        args: opening.arguments,
        // So that the browser ends with this process, whatever ends it.
        pipe: true,
        defaultViewport: null,
        // This process ends the browser itself.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      },
    },
  });
  listen(client, tell, () => closing);

  const opened = client.initialize().then(
    () => tell({ news: 'changed' }),
    async (problem: unknown) => {
      // Its browser would run on, and keep the profile locked.
      await client.destroy().catch(() => {});
      browserIsThere.reject(problem);
      gone('start-failed', problem);
    },
  );
  await browserIsThere.promise;

  const page = () => {
    if (!client.pupPage) throw new Error('there is no page');
    return client.pupPage;
  };

  return {
    get pageError() {
      return pageError;
    },
    get browserPid() {
      return client.pupBrowser?.process()?.pid ?? null;
    },
    browserVersion: async () => (await client.pupBrowser?.version()) ?? '',
    evaluate: (script) => page().evaluate(script),
    chats: (since) => page().evaluate(scripts.chatsSince(since)),
    async messages(chat, limit) {
      const found = await client.getChatById(chat);
      // With a limit the library loads what is missing, and turns around those of the same second; without one it does neither.
      await found?.fetchMessages({ limit });
      const shown = (await found?.fetchMessages({})) ?? [];
      return shown
        .map(rawOf)
        .filter((raw) => raw !== null)
        .toSorted((a, b) => a.t - b.t)
        .slice(-limit);
    },
    async who(address) {
      const [found] = await client.getContactLidAndPhone([address]);
      return { lid: found?.lid ?? null, phone: found?.pn ?? null };
    },
    async send(chat, message) {
      const sent = await client.sendMessage(chat, ...contentOf(message));
      return sent ? { id: sent.id.id, ack: sent.ack } : null;
    },
    async seen(chat) {
      await client.sendSeen(chat);
    },
    async file(serialized, mostBytes) {
      const message = await client.getMessageById(serialized);
      const raw = message && rawOf(message);
      if (!message?.hasMedia || (raw?.bytes ?? 0) > mostBytes) return null;
      const media = await message.downloadMedia();
      return media ? media.data : 'later';
    },
    code: (phone) => client.requestPairingCode(phone),
    async reload() {
      await page().reload({ waitUntil: 'load', timeout: opening.startMs });
    },
    async close() {
      closing = true;
      await client.destroy();
      await opened;
    },
  };
}

/** Where pinned versions of the page are kept by others (facts/whatsapp-web.md: without notice for how long). */
const VERSIONS = 'https://raw.githubusercontent.com/wppconnect-team/wa-version/main/html/{version}.html';

function listen(client: SafeClient, tell: (news: News) => void, isClosing: () => boolean): void {
  const about = (message: Message, news: (raw: RawMessage) => News): void => {
    const raw = rawOf(message);
    if (raw) tell(news(raw));
  };
  client.on('qr', (qr) => tell({ news: 'qr', qr }));
  client.on('code', (code) => tell({ news: 'code', code }));
  client.on('authenticated', () => tell({ news: 'authenticated' }));
  client.on('loading_screen', () => tell({ news: 'progress' }));
  client.on('ready', () => tell({ news: 'changed' }));
  client.on('message_create', (message) => about(message, (raw) => ({ news: 'message', message: raw })));
  client.on('message_edit', (message, text, before) => {
    // A message that becomes readable is told as edited, too.
    if (before) about(message, (raw) => ({ news: 'edited', message: raw, text: String(text) }));
  });
  client.on('message_revoke_everyone', (message) =>
    about(message, (raw) => ({ news: 'taken-back', message: raw, of: deletedBy(message) })),
  );
  client.on('message_ciphertext_failed', (message) => about(message, (raw) => ({ news: 'unreadable', message: raw })));
  client.on('message_ack', (message, ack) => about(message, (raw) => ({ news: 'ack', id: raw.id, chat: raw.chat, ack: Number(ack) })));
  client.on('disconnected', (reason) => {
    if (isClosing()) return;
    tell(String(reason) === 'LOGOUT' ? { news: 'logged-out' } : { news: 'gone', trouble: 'disconnected', words: String(reason) });
  });
}

/** Links stay as they are, signs of cards too; the chat is marked as read by itself. */
const PLAINLY = { sendSeen: false, linkPreview: false, parseVCards: false } as const;

function contentOf(message: Outgoing): Parameters<SafeClient['sendMessage']> extends [string, ...infer Rest] ? Rest : never {
  if (message.kind === 'text') return [message.text, PLAINLY];
  const media = new library.MessageMedia(message.mime, message.data, message.name);
  return [media, { ...PLAINLY, caption: message.text, sendMediaAsDocument: message.kind === 'document' }];
}

/** Without what could be a person's: paths and texts in quotes are not told. */
export function wordsOf(problem: unknown): string {
  const words = problem instanceof Error ? problem.message : String(problem);
  return (words.split('\n')[0] ?? '').slice(0, LONGEST_ERROR);
}
