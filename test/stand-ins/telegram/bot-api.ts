/**
 * Telegram, on this machine: a Bot API server that is as strict as the real one, and customers with the app in hand.
 * What a request may hold comes from `schema.json` (made from `@gramio/types`), what it may not exceed from
 * `limits.ts`, how updates wait, come again and expire from `updates.ts`, `polling.ts` and `webhook.ts`.
 *
 *   const telegram = await startTelegram({ clock });     // or without a clock: real time
 *   TELEGRAM_API_URL = telegram.url; TELEGRAM_BOT_TOKEN = telegram.token; account = telegram.bot.id
 *
 *   const ana = telegram.user({ name: 'Ana', language: 'es' });
 *   ana.starts('FERIA');                                 // /start FERIA; also says, taps, presses, sendsPhoto, edits, blocks…
 *   await telegram.caughtUp();                           // the bot has confirmed all that customers did
 *   await telegram.until(() => ana.heard.length > 0);    // looks again whenever something happens
 *   ana.heard.at(-1)?.buttons; ana.taps('Ver'); ana.answerTo(tap); ana.keyboard; ana.asText();
 *
 *   telegram.faults.next('sendMessage', { fault: 'too-many-requests', retryAfter: 3 });
 *   telegram.faults.next('sendMessage', { fault: 'no-answer', carriedOut: true });
 *   telegram.faults.dice(randomFrom(seed), { tooManyRequests: 0.05, noAnswer: 0.05, again: 0.1, overtakes: 0.3 });
 *   telegram.group('Feria'); telegram.upgrade(group); telegram.revokeToken(); telegram.tellAgain();
 *
 *   expect(telegram.mistakes).toEqual([]);               // requests that the real server would have refused
 *
 * A webhook needs a public https address, as there: `telegram.route('https://tienda.example', url)` leads it here.
 * Neither an address of this machine as the link of a button nor an SVG as a photo is taken, as there.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { type Answer, badRequest, done, NOT_FOUND, type Refusal, UNAUTHORIZED, WEBHOOK_IS_SET } from './answer.ts';
import { type ChatState, Chats } from './chats.ts';
import { type Fault, Faults } from './faults.ts';
import { beyondLimits } from './limits.ts';
import { type Bot, METHODS } from './methods.ts';
import type { News, User } from './objects.ts';
import { Polling } from './polling.ts';
import { readRequest, type UploadedFile } from './request.ts';
import { paramsOf, wrongShape, wrongUpdate } from './schema.ts';
import { Taps } from './taps.ts';
import { Updates } from './updates.ts';
import { UserApp } from './user-app.ts';
import { Webhook } from './webhook.ts';

export interface Call {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Names of the files that came with it. */
  readonly files: readonly string[];
  /** What the server answered, or what went wrong on the way. */
  outcome: 'done' | Refusal | Fault | null;
}

/** The update types that come where nobody asked for others. */
const DEFAULT_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'];
/** ms of real time after which what does not happen is a failure. */
const PATIENCE_MS = 20_000;
/** Beyond 32 bits, as the ids of new accounts are. */
const FIRST_USER = 7_000_000_001;
const FIRST_GROUP = -4_000_001;
const FIRST_SUPERGROUP = -1_001_000_000_001;

export async function startTelegram(options: { readonly clock?: Clock } = {}): Promise<TelegramStandIn> {
  const telegram = new TelegramStandIn(options.clock ?? systemClock);
  await telegram.listen();
  return telegram;
}

export class TelegramStandIn {
  readonly bot: User = { id: 7_100_000_123, is_bot: true, first_name: 'Retama', username: 'retama_bot' };
  readonly faults = new Faults();
  /** Every call, oldest first. */
  readonly calls: Call[] = [];
  /** Those that are over, in the order in which they ended. */
  readonly answered: Call[] = [];
  readonly #clock: Clock;
  readonly #chats: Chats;
  readonly #taps: Taps;
  readonly #updates: Updates;
  readonly #polling: Polling;
  readonly #webhook: Webhook;
  readonly #state: Bot;
  readonly #server: Server;
  readonly #routes = new Map<string, string>();
  readonly #watching = new Set<() => void>();
  #allowed: readonly string[] = DEFAULT_UPDATES;
  #serving = 0;
  #people = 0;
  #groups = 0;
  #tokens = 1;
  #url = '';

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#chats = new Chats(clock.now);
    this.#taps = new Taps(clock.now);
    this.#updates = new Updates(clock.now, this.faults);
    this.#polling = new Polling(clock, this.#updates);
    this.#webhook = new Webhook({
      clock,
      updates: this.#updates,
      faults: this.faults,
      resolve: (url) => this.#resolve(url),
      onChange: () => this.#changed(),
    });
    this.#state = { user: this.bot, chats: this.#chats, taps: this.#taps, commands: [] };
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');
    this.#url = `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#webhook.remove();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Without a slash at the end. */
  get url(): string {
    return this.#url;
  }

  get token(): string {
    return `${this.bot.id}:AAstand-in_${String(this.#tokens).padStart(24, 'x')}`;
  }

  /** The commands that the bot has in its menu. */
  get commands(): Bot['commands'] {
    return this.#state.commands;
  }

  user({ name = 'Ana', language = 'es' }: { readonly name?: string; readonly language?: string } = {}): UserApp {
    const user: User = { id: FIRST_USER + this.#people, is_bot: false, first_name: name, language_code: language };
    this.#people += 1;
    return new UserApp(user, {
      bot: this.bot,
      chats: this.#chats,
      taps: this.#taps,
      now: this.#clock.now,
      push: (chat, news) => this.#push(chat, news),
    });
  }

  /** Somebody takes the bot into a group and writes there. */
  group(title: string, text = 'hola'): ChatState {
    this.#groups += 1;
    const state = this.#chats.open({ id: FIRST_GROUP - this.#groups, type: 'group', title });
    const from: User = { id: FIRST_USER - 1, is_bot: false, first_name: 'Eva' };
    const member = (status: 'member' | 'left') => ({ user: this.bot, status });
    this.#push(state.chat.id, {
      my_chat_member: { chat: state.chat, from, date: this.#seconds(), old_chat_member: member('left'), new_chat_member: member('member') },
    });
    this.#push(state.chat.id, { message: this.#chats.post(state, from, { text }) });
    return state;
  }

  /** The group gets a new id; who writes to the old one is told. */
  upgrade(group: ChatState): ChatState {
    const next = this.#chats.open({ id: FIRST_SUPERGROUP - this.#groups, type: 'supergroup', title: group.chat.title ?? '' });
    group.movedTo = next.chat.id;
    return next;
  }

  /** The owner of the bot asked BotFather for another token. */
  revokeToken(): void {
    this.#tokens += 1;
    this.#polling.end(UNAUTHORIZED);
  }

  /** What was confirmed last is told once more. */
  tellAgain(): void {
    this.#updates.tellAgain();
    this.#polling.wake();
    this.#webhook.tell();
    this.#changed();
  }

  /** `https://tienda.example` leads to a server of this machine. */
  route(origin: string, to: string): void {
    this.#routes.set(origin, to);
  }

  webhookInfo(): Readonly<Record<string, unknown>> {
    return this.#webhook.info();
  }

  /** A call or a delivery is under way; whoever waits for updates is not. */
  get isBusy(): boolean {
    return this.#serving > (this.#polling.isWaiting ? 1 : 0) || this.#webhook.isTelling;
  }

  /** Deliveries to the webhook that were not taken. */
  get refusedDeliveries(): number {
    return this.#webhook.refused;
  }

  /** Requests that the real server would have refused whatever the customers did, with its words. */
  get mistakes(): readonly string[] {
    return this.#mistakes;
  }
  readonly #mistakes: string[] = [];

  /** Resolves when everything that customers did is confirmed. */
  caughtUp(): Promise<void> {
    return this.until(() => this.#updates.isEmpty && !this.#webhook.isBusy, 'the bot confirmed all updates');
  }

  /** Resolves when it is so; looks again after whatever happens here. @throws when it takes too long. */
  until(isSo: () => boolean, what = 'what was waited for'): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const look = () => {
        if (isSo()) end(resolve);
      };
      const end = (how: () => void) => {
        clearTimeout(guard);
        this.#watching.delete(look);
        how();
      };
      const guard = setTimeout(
        () => end(() => reject(new Error(`${what}: it did not come; last calls:\n${this.#lastCalls()}`))),
        PATIENCE_MS,
      );
      this.#watching.add(look);
    });
  }

  #lastCalls(): string {
    return this.calls
      .slice(-8)
      .map(({ method, params, outcome }) => `${method} ${JSON.stringify(params).slice(0, 200)} → ${JSON.stringify(outcome)}`)
      .join('\n');
  }

  #push(chat: number, news: News): void {
    const kind = Object.keys(news)[0] ?? '';
    const wrong = wrongUpdate({ update_id: 1, ...news });
    if (wrong !== null) throw new Error(`this is no update of the Bot API: ${wrong}`);
    if (this.#allowed.includes(kind)) this.#updates.push(chat, news);
    this.#polling.wake();
    this.#webhook.tell();
    this.#changed();
  }

  #changed(): void {
    for (const look of [...this.#watching]) look();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#serving += 1;
    await this.#answer(request, response).finally(() => {
      this.#serving -= 1;
    });
    this.#changed();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#url);
    const [, file, token = '', rest = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
    if (token === '') return write(response, NOT_FOUND);
    if (decodeURIComponent(token) !== this.token) return write(response, UNAUTHORIZED);
    if (file) return this.#download(rest, response);
    const read = await readRequest(request, url, rest).catch(() => null);
    if (!read) return write(response, badRequest("can't parse the request"));
    const call: Call = { method: rest, params: read.params, files: [...read.files.keys()], outcome: null };
    this.calls.push(call);
    this.#changed();
    const fault = this.faults.of(rest);
    const isLost = fault !== null && !('carriedOut' in fault && fault.carriedOut);
    const answer = isLost ? null : await this.#carryOut(call, read.files, (gone) => response.on('close', gone));
    call.outcome = fault ?? (answer?.ok ? 'done' : answer);
    if (fault?.fault === 'no-answer') request.socket.destroy();
    else if (fault) write(response, refusalOf(fault));
    else if (answer) write(response, answer);
    this.answered.push(call);
  }

  async #carryOut(
    { method, params }: Call,
    files: ReadonlyMap<string, UploadedFile>,
    onGone: (gone: () => void) => void,
  ): Promise<Answer | null> {
    if (!paramsOf(method)) return this.#mistake(method, NOT_FOUND);
    const wrong = wrongShape(method, params) ?? beyondLimits(method, params, files);
    if (wrong !== null) return this.#mistake(method, badRequest(wrong));
    switch (method) {
      case 'getUpdates':
        return this.#getUpdates(params, onGone);
      case 'setWebhook':
        this.#allow(params.allowed_updates);
        if (params.drop_pending_updates === true) this.#updates.forgetAll();
        this.#polling.end(WEBHOOK_IS_SET);
        this.#webhook.set(params);
        return done(true);
      case 'deleteWebhook':
        if (params.drop_pending_updates === true) this.#updates.forgetAll();
        this.#webhook.remove();
        return done(true);
      case 'getWebhookInfo':
        return done(this.#webhook.info());
      default:
        return METHODS[method]?.(this.#state, params, files) ?? NOT_FOUND;
    }
  }

  #getUpdates(params: Call['params'], onGone: (gone: () => void) => void): Answer | Promise<Answer | null> {
    if (this.#webhook.isSet) return WEBHOOK_IS_SET;
    this.#allow(params.allowed_updates);
    const answer = this.#polling.poll(params, onGone);
    // Its offset has confirmed what came before.
    this.#changed();
    return answer;
  }

  /** What is not said stays as it was; an empty list is the default. */
  #allow(kinds: unknown): void {
    if (Array.isArray(kinds)) this.#allowed = kinds.length > 0 ? kinds.map(String) : DEFAULT_UPDATES;
  }

  #mistake(method: string, refusal: Refusal): Refusal {
    this.#mistakes.push(`${method}: ${refusal.description}`);
    return refusal;
  }

  #download(path: string, response: ServerResponse): void {
    const file = this.#chats.fileAt(path);
    if (!file) return write(response, NOT_FOUND);
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length }).end(file.bytes);
  }

  #resolve(url: string): string {
    const { origin, pathname, search } = new URL(url);
    const to = this.#routes.get(origin);
    if (to === undefined) throw new Error(`nobody answers at ${origin}`);
    return `${to}${pathname}${search}`;
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1000);
  }
}

function refusalOf(fault: Exclude<Fault, { readonly fault: 'no-answer' }>): Refusal {
  switch (fault.fault) {
    case 'too-many-requests':
      return {
        ok: false,
        error_code: 429,
        description: `Too Many Requests: retry after ${fault.retryAfter}`,
        parameters: { retry_after: fault.retryAfter },
      };
    case 'server-error':
      return { ok: false, error_code: fault.status, description: 'Bad Gateway' };
    case 'refused':
      return { ok: false, error_code: fault.status, description: fault.description };
  }
}

function write(response: ServerResponse, answer: Answer): void {
  const headers: Record<string, string | number> = { 'content-type': 'application/json' };
  if (!answer.ok && answer.parameters?.retry_after !== undefined) headers['retry-after'] = answer.parameters.retry_after;
  response.writeHead(answer.ok ? 200 : answer.error_code, headers).end(JSON.stringify(answer));
}
