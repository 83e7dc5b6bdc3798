/**
 * A shop with chats that nobody draws: the real runtime, decisions and sample files over a store in memory, with
 * channels whose other end is the story. For what happens between channels, their outbox and the person at the counter.
 */

import { audit } from '../../src/audit/audit.ts';
import type { Attempt, Channel, Recipient, Sent } from '../../src/channels/port.ts';
import type { ChannelNews } from '../../src/conversation/channel-news.ts';
import { isCode } from '../../src/conversation/code.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import type { InboundBody, LoggedMessage } from '../../src/conversation/message.ts';
import type { ShopFiles } from '../../src/conversation/shop-files.ts';
import type { Alert } from '../../src/decisions/alert.ts';
import type { Stored } from '../../src/decisions/collections.ts';
import type { Reply, SellerAction } from '../../src/decisions/event.ts';
import { createLog } from '../../src/log.ts';
import type { Payments } from '../../src/payments/port.ts';
import { Runtime } from '../../src/runtime/runtime.ts';
import { type Memory, newMemory, openMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { diceFrom } from '../simulation/dice.ts';
import { NO_STAFF } from './no-staff.ts';
import { StillClock } from './still-clock.ts';

/** Wednesday 25 November 2026, 10:00 in Lima. */
const WEDNESDAY_MORNING = Date.parse('2026-11-25T15:00:00Z');
const HOUR_MS = 60 * 60_000;
export const TAKEOVER_MS = 4 * HOUR_MS;
const SECOND_MS = 1000;

type Failure = Extract<Sent, { readonly sent: false }>;
export const NO_NETWORK: Failure = { sent: false, refs: [], retryAfterMs: null, final: false, uncertain: false, reason: 'no network' };

/** A channel whose messages leave one at a time; the story says how each send ends. */
export class StoryChannel implements Channel {
  readonly name: string;
  readonly delivery = 'sent';
  /** What reached the chats, in order. `before`: parts that had left by an earlier try. */
  readonly arrived: { readonly chat: string; readonly message: LoggedMessage; readonly ref: string; readonly before: readonly string[] }[] =
    [];
  /** How sends end from now on; null: they arrive. */
  failing: Failure | null = null;
  /** Sends wait for this. */
  held: Promise<void> | null = null;
  readonly #account: string;
  #refs = 0;

  constructor(name: string, account = 'main') {
    this.name = name;
    this.#account = account;
  }

  async start(): Promise<void> {}

  async send({ chat }: Recipient, message: LoggedMessage, { refs: before }: Attempt): Promise<Sent> {
    await this.held;
    if (this.failing) return this.failing;
    this.#refs += 1;
    const ref = `${this.name}-${this.#refs}`;
    this.arrived.push({ chat, message, ref, before });
    return { sent: true, refs: [...before, ref] };
  }

  readonly invite = (words: string): string | null => `https://${this.name}.example/${words}`;

  health() {
    return { ok: true, words: 'receiving' };
  }

  async stop(): Promise<void> {}

  get account(): string {
    return this.#account;
  }
}

export class ChatsShop {
  readonly clock = new StillClock(WEDNESDAY_MORNING);
  readonly telegram = new StoryChannel('telegram', '7');
  readonly whatsApp = new StoryChannel('whatsapp-web');
  readonly #memory: Memory = newMemory();
  readonly #files: ShopFiles;
  readonly #dice = diceFrom(7);
  store: Store;
  #runtime: Runtime;

  private constructor(files: ShopFiles) {
    this.#files = files;
    [this.store, this.#runtime] = this.#start();
  }

  static async open(files: ShopFiles): Promise<ChatsShop> {
    const shop = new ChatsShop(files);
    await shop.#runtime.start();
    return shop;
  }

  /** A new process on the same data. */
  async restart(): Promise<void> {
    await this.#runtime.stop();
    [this.store, this.#runtime] = this.#start();
    await this.#runtime.start();
    await this.settle();
  }

  /** What the audit finds; the story is over. */
  async close(): Promise<ReturnType<typeof audit>> {
    await this.#runtime.stop();
    const documents = [...this.#memory.documents].flatMap(([collection, byId]) =>
      [...byId].map(([id, doc]) => ({ collection, id, doc }) as Stored),
    );
    return audit(documents);
  }

  chat(channel: StoryChannel, name: string): Chat {
    return new Chat(this, channel, name);
  }

  accept(message: Parameters<Runtime['accept']>[0]) {
    return this.#runtime.accept(message);
  }

  async note(news: ChannelNews): Promise<void> {
    await this.#runtime.note(news);
    await this.settle();
  }

  async act(action: SellerAction): Promise<Reply | undefined> {
    const received = await this.#runtime.act(action);
    await this.settle();
    return received.kept ? received.reply : undefined;
  }

  async settle(): Promise<void> {
    await this.#runtime.idle();
  }

  async wait(ms: number): Promise<void> {
    await this.clock.advance(ms, () => this.settle());
  }

  alerts(): readonly Alert[] {
    return [...this.store.query.all('alerts')];
  }

  #start(): [Store, Runtime] {
    const store = openMemoryStore(this.#memory);
    const runtime = new Runtime({
      store,
      channels: new Map([this.telegram, this.whatsApp].map((channel) => [channel.name, channel])),
      payments: NO_PROVIDER,
      providerRefuses: () => true,
      files: this.#files,
      erasePerson: async () => {},
      fetchFile: async () => null,
      staff: NO_STAFF,
      notificationUrl: null,
      returnUrl: null,
      clock: this.clock,
      newId: this.#dice.id,
      digest: (text) => text,
      chance: () => 0.5,
      blackBox: { enter: () => {}, leave: () => {}, deaths: () => 0, close: () => {} },
      answerWithinMs: 24 * HOUR_MS,
      takeoverMs: TAKEOVER_MS,
      log: createLog({ level: 'silent' }),
    });
    return [store, runtime];
  }
}

/** One customer on one channel, and the seller with the same chat open on her own telephone. */
export class Chat {
  readonly #shop: ChatsShop;
  readonly #channel: StoryChannel;
  #chat: string;
  #messages = 0;
  #heard = 0;

  constructor(shop: ChatsShop, channel: StoryChannel, chat: string) {
    this.#shop = shop;
    this.#channel = channel;
    this.#chat = chat;
  }

  get id(): string {
    return `${this.#channel.name}:${this.#channel.account}:${this.#chat}`;
  }

  /** What reached her since the last time, as one text. */
  async say(text: string): Promise<string> {
    return this.send({ kind: 'text', text });
  }

  async sayAll(...texts: readonly string[]): Promise<string> {
    let answer = '';
    for (const text of texts) answer = await this.say(text);
    return answer;
  }

  async send(
    body: InboundBody,
    more: { readonly campaign?: string; readonly at?: number; readonly sender?: { readonly phone: string } } = {},
  ): Promise<string> {
    this.#messages += 1;
    await this.#shop.accept({ ...this.#where(), messageId: `m${this.#messages}`, sender: {}, at: this.#shop.clock.now(), body, ...more });
    return this.hear();
  }

  async tap(label: string): Promise<string> {
    const option = this.#reached()
      .flatMap(({ body }) => (body.kind === 'menu' ? body.menu.options : []))
      .findLast((candidate) => candidate.label.startsWith(label));
    if (!option) throw new Error(`there is no option "${label}"`);
    return this.send({ kind: 'choice', token: option.token });
  }

  /** A second passes, so that fragments are answered. */
  async hear(): Promise<string> {
    await this.#shop.settle();
    await this.#shop.wait(SECOND_MS);
    const fresh = this.#reached().slice(this.#heard);
    this.#heard += fresh.length;
    return fresh.map(({ text }) => text).join('\n---\n');
  }

  /** The seller writes in this chat in the channel's own app. */
  async sellerTypes(text: string, at = this.#shop.clock.now()): Promise<void> {
    this.#messages += 1;
    const body = { kind: 'text', text } as const;
    await this.#shop.note({ ...this.#where(), id: `s${this.#messages}:${this.#chat}`, at, what: 'typed-by-seller', body });
  }

  async tell(news: { readonly what: 'blocked' | 'unblocked' } | { readonly what: 'moved'; readonly to: string }): Promise<void> {
    this.#messages += 1;
    await this.#shop.note({ ...this.#where(), id: `n${this.#messages}:${this.#chat}`, at: this.#shop.clock.now(), ...news });
  }

  /** She writes from another id from now on. */
  moved(to: string): void {
    this.#chat = to;
    this.#heard = this.#reached().length;
  }

  get conversation(): Conversation | undefined {
    return this.#shop.store.openHot().get('conversations', this.id);
  }

  /** Everything in the log of the conversation. */
  get log(): readonly LoggedMessage[] {
    return [...this.#shop.store.query.all('messages')].filter(({ conversationId }) => conversationId === this.id).sort((a, b) => a.n - b.n);
  }

  #where() {
    return { channel: this.#channel.name, account: this.#channel.account, chat: this.#chat };
  }

  #reached(): readonly LoggedMessage[] {
    return this.#channel.arrived.filter(({ chat }) => chat === this.#chat).map(({ message }) => message);
  }
}

/** The code in what was said. */
export function codeSaid(text: string): string {
  return text.split(/[^A-Z]+/).find(isCode) ?? 'no code';
}

const refuse = async (): Promise<never> => {
  throw new Error('there is no provider in this story');
};

const NO_PROVIDER: Payments = {
  id: 'mercado-pago',
  live: false,
  check: refuse,
  createLink: refuse,
  createDirect: refuse,
  closeDirect: refuse,
  closeLink: refuse,
  verifyNotification: () => ({ ok: false, reason: 'no-id' }),
  fetchPayment: async () => null,
  findByReference: async () => [],
  changedBetween: async () => ({ reports: [], next: null }),
  refund: refuse,
};
