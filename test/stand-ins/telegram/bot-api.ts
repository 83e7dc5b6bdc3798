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
import { type Clock, systemClock } from '../../../src/clock.ts';
import { UNAUTHORIZED } from './answer.ts';
import { type ChatState, Chats } from './chats.ts';
import { Faults } from './faults.ts';
import type { Bot } from './methods.ts';
import type { News, User } from './objects.ts';
import { Polling } from './polling.ts';
import { wrongUpdate } from './schema.ts';
import { type Call, Serving } from './serving.ts';
import { Taps } from './taps.ts';
import { Updates } from './updates.ts';
import { UserApp } from './user-app.ts';
import { Webhook } from './webhook.ts';

export type { Call } from './serving.ts';

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
  readonly #clock: Clock;
  readonly #chats: Chats;
  readonly #taps: Taps;
  readonly #updates: Updates;
  readonly #polling: Polling;
  readonly #webhook: Webhook;
  readonly #state: Bot;
  readonly #serving: Serving;
  readonly #routes = new Map<string, string>();
  readonly #watching = new Set<() => void>();
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
    this.#serving = new Serving({
      bot: this.#state,
      token: () => this.token,
      faults: this.faults,
      updates: this.#updates,
      polling: this.#polling,
      webhook: this.#webhook,
      onChange: () => this.#changed(),
    });
  }

  async listen(): Promise<void> {
    this.#url = await this.#serving.listen();
  }

  async close(): Promise<void> {
    this.#webhook.remove();
    await this.#serving.close();
  }

  /** Every call, oldest first. */
  get calls(): readonly Call[] {
    return this.#serving.calls;
  }

  /** Those that are over, in the order in which they ended. */
  get answered(): readonly Call[] {
    return this.#serving.answered;
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
    return this.#serving.isBusy || this.#webhook.isTelling;
  }

  /** Deliveries to the webhook that were not taken. */
  get refusedDeliveries(): number {
    return this.#webhook.refused;
  }

  /** Requests that the real server would have refused whatever the customers did, with its words. */
  get mistakes(): readonly string[] {
    return this.#serving.mistakes;
  }

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
    const wrong = wrongUpdate({ update_id: 1, ...news });
    if (wrong !== null) throw new Error(`this is no update of the Bot API: ${wrong}`);
    this.#updates.push(chat, news);
    this.#polling.wake();
    this.#webhook.tell();
    this.#changed();
  }

  #changed(): void {
    for (const look of [...this.#watching]) look();
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
