/**
 * A shop to tell stories in: the real program with real files, real HTTP and the real SDK, on a clock
 * that the story moves. Customers use the public doors only.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { z } from 'zod';
import { readFiles } from '../../src/app/files.ts';
import type { FilesRead } from '../../src/app/parts.ts';
import { type App, openApp } from '../../src/app.ts';
import { audit } from '../../src/audit/audit.ts';
import type { Order } from '../../src/commerce/order.ts';
import { NO_CHANNELS } from '../../src/config/channel-settings.ts';
import { rememberingReader } from '../../src/config/document.ts';
import { collectSources, contentOf } from '../../src/config/read-shop-files.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { Alert } from '../../src/decisions/alert.ts';
import type { Fact } from '../../src/decisions/records.ts';
import { createLog } from '../../src/log.ts';
import type { PracticeControl } from '../../src/payments/practice/control.ts';
import { realDisk } from '../../src/store/json/disk.ts';
import { lookInto } from '../../src/store/json/look.ts';
import { diceFrom } from '../simulation/dice.ts';
import { StillClock } from '../stand-ins/still-clock.ts';

export const HOME = fileURLToPath(new URL('../..', import.meta.url));

/** Wednesday 25 November 2026, 10:00 in Lima: the shop is open, the cut-off is at 14:00. */
export const WEDNESDAY_MORNING = Date.parse('2026-11-25T15:00:00Z');

const SEED = 1;

const UNHURRIED: Settings['chat'] = {
  perConversation: { burst: 1000, perSecond: 1000 },
  perAddress: { burst: 10_000, perSecond: 10_000 },
};

const shown = z.object({
  n: z.number(),
  at: z.string(),
  from: z.enum(['customer', 'shop', 'seller']),
  kind: z.string(),
  text: z.string(),
  image: z.object({ url: z.string(), alt: z.string() }).optional(),
  url: z.string().optional(),
  label: z.string().optional(),
  options: z.array(z.object({ number: z.number(), label: z.string(), token: z.string() })).optional(),
});
export type Shown = z.infer<typeof shown>;
const listOfShown = z.object({ messages: z.array(shown) });

export class TestShop {
  readonly clock: StillClock;
  readonly directory: string;
  readonly home: string;
  readonly #wishes: Partial<Settings>;
  readonly #newId: (length: number) => string;
  #app: App;

  private constructor(
    app: App,
    clock: StillClock,
    directory: string,
    home: string,
    wishes: Partial<Settings>,
    newId: (length: number) => string,
  ) {
    this.#newId = newId;
    this.#app = app;
    this.clock = clock;
    this.directory = directory;
    this.home = home;
    this.#wishes = wishes;
  }

  /**
   * `settings`: what this shop has otherwise than a shop of a story. `clock`: one that others go by as well. `prepare`:
   * what lies in its data folder before.
   */
  static async open(
    options: {
      readonly now?: number;
      readonly clock?: StillClock;
      readonly home?: string;
      readonly settings?: Partial<Settings>;
      readonly prepare?: (directory: string) => Promise<void>;
    } = {},
  ): Promise<TestShop> {
    const { clock = new StillClock(options.now ?? WEDNESDAY_MORNING) } = options;
    const directory = await mkdtemp(join(tmpdir(), 'tanteo-'));
    const { home = HOME, settings = {} } = options;
    await options.prepare?.(directory);
    // The same ids in every run: what a story tells does not depend on chance.
    const { id: newId } = diceFrom(SEED);
    return new TestShop(await start(home, directory, clock, settings, newId), clock, directory, home, settings, newId);
  }

  get app(): App {
    return this.#app;
  }

  get url(): string {
    return this.#app.url;
  }

  /** Where it is reached from outside; null: only on this machine. */
  get publicUrl(): string | null {
    return this.#wishes.publicUrl ?? null;
  }

  get practice(): PracticeControl {
    if (!this.#app.practice) throw new Error('this shop takes real payments');
    return this.#app.practice.control;
  }

  /** A new process on the same folder, as after a restart. `meanwhile`: what happens while nobody is there. */
  async restart(meanwhile: () => void = () => {}): Promise<void> {
    await this.#app.stop();
    meanwhile();
    this.#app = await start(this.home, this.directory, this.clock, this.#wishes, this.#newId);
    await this.settle();
  }

  /** Whatever was told, what is on disk keeps every invariant in the end; `unsound`: the story is that it does not. */
  async close({ unsound = false }: { readonly unsound?: boolean } = {}): Promise<void> {
    await this.#app.stop();
    if (!unsound) expect(audit(await Array.fromAsync((await lookInto(realDisk, this.directory, () => {})).documents))).toEqual([]);
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Until nothing is under way but what waits for its time. */
  async settle(): Promise<void> {
    await this.#app.runtime.idle();
  }

  async wait(ms: number): Promise<void> {
    await this.clock.advance(ms, () => this.settle());
  }

  /** Every order, oldest first. */
  async orders(): Promise<readonly Order[]> {
    return Array.fromAsync(this.#app.store.query.each('orders'));
  }

  /** What needs the seller. */
  alerts(): readonly Alert['kind'][] {
    return [...this.#app.store.query.all('alerts')].map((alert) => alert.kind).sort();
  }

  facts(): Promise<readonly Fact[]> {
    return Array.fromAsync(this.#app.store.query.each('facts'));
  }

  units(variantId: string): { readonly onHand: number; readonly reserved: number } {
    const level = this.#app.store.openHot().get('stock', variantId);
    if (!level) throw new Error(`stock of ${variantId} is not counted`);
    return { onHand: level.onHand, reserved: level.reserved };
  }

  customer(name: string, language = 'es'): Customer {
    return new Customer(this, name, language);
  }
}

/** The same files are read once by all stories of a file, wherever they lie, and of others only what is otherwise. */
const document = rememberingReader();
const read = new Map<string, Promise<FilesRead>>();

async function filesOf(home: string): Promise<FilesRead> {
  const content = contentOf(await collectSources(home));
  const known = read.get(content) ?? readFiles(home, document);
  read.set(content, known);
  return known;
}

async function start(
  home: string,
  directory: string,
  clock: StillClock,
  wishes: Partial<Settings>,
  newId: (length: number) => string,
): Promise<App> {
  const settings: Settings = {
    port: 0,
    host: '127.0.0.1',
    dataDirectory: directory,
    publicUrl: null,
    mercadoPago: null,
    sellerKey: null,
    chat: UNHURRIED,
    trustProxy: false,
    answerWithinHours: 24,
    logLevel: 'silent',
    channels: NO_CHANNELS,
    ...wishes,
  };
  const opened = await openApp({
    home,
    readFiles: filesOf,
    settings,
    clock,
    newId,
    chance: () => 0.5,
    log: createLog({ level: 'silent' }),
  });
  if (!opened.ok) throw new Error(`the shop's files have mistakes: ${JSON.stringify(opened.problems, null, 2)}`);
  // The provider has answered whose account it is: what a story lets fail is what the story does.
  await opened.app.standing;
  return opened.app;
}

export class Customer {
  readonly shop: TestShop;
  readonly chat: string;
  readonly language: string;
  #sent = 0;
  #read = 0;
  #last: readonly Shown[] = [];

  constructor(shop: TestShop, name: string, language: string) {
    this.shop = shop;
    this.chat = `${name}-${'0'.repeat(16)}`.slice(0, 24);
    this.language = language;
  }

  /** As the shop calls it. */
  get conversationId(): string {
    return `web:main:${this.chat}`;
  }

  /** Writes, and answers what the shop said to it. */
  async say(text: string): Promise<readonly Shown[]> {
    const answer = await this.post({ id: this.#nextId(), text });
    expect(answer.status, `"${text}" was not accepted: ${await answer.clone().text()}`).toBe(202);
    return this.hear();
  }

  /** Taps an option of the last menu by its label or the beginning of it. */
  async tap(label: string): Promise<readonly Shown[]> {
    const option = this.#last.flatMap((message) => message.options ?? []).find((candidate) => candidate.label.startsWith(label));
    if (!option) throw new Error(`there is no option "${label}"; the shop said:\n${this.lastText}`);
    return this.choose(option.token);
  }

  async choose(token: string): Promise<readonly Shown[]> {
    const answer = await this.post({ id: this.#nextId(), choice: token });
    expect(answer.status).toBe(202);
    return this.hear();
  }

  async post(body: unknown): Promise<Response> {
    return fetch(`${this.shop.url}/chat/${this.chat}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': this.language },
      body: JSON.stringify(body),
    });
  }

  /** What the shop said since the last time; a second passes, so that fragments are answered. */
  async hear(): Promise<readonly Shown[]> {
    await this.shop.settle();
    await this.shop.wait(1000);
    const all = await this.history();
    const fresh = all.filter((message) => message.n > this.#read && message.from === 'shop');
    this.#read = all.at(-1)?.n ?? this.#read;
    if (fresh.length > 0) this.#last = fresh;
    return fresh;
  }

  async history(): Promise<readonly Shown[]> {
    const messages: Shown[] = [];
    for (;;) {
      const answer = await fetch(`${this.shop.url}/chat/${this.chat}/messages?after=${messages.at(-1)?.n ?? 0}`);
      expect(answer.status).toBe(200);
      const page = listOfShown.parse(await answer.json()).messages;
      if (page.length === 0) return messages;
      messages.push(...page);
    }
  }

  /** The link the shop sent last: the id of its preference. */
  async link(): Promise<string> {
    const url = (await this.history()).findLast((message) => message.kind === 'link')?.url;
    const preference = url && new URL(url).searchParams.get('pref_id');
    if (!preference) throw new Error(`no link was sent; the shop said:\n${this.lastText}`);
    return preference;
  }

  /** Says several things in a row; answers what the shop said to the last one. */
  async sayAll(...texts: readonly string[]): Promise<readonly Shown[]> {
    for (const text of texts) await this.say(text);
    return this.#last;
  }

  /** Everything the shop said last, as one text. */
  get lastText(): string {
    return this.#last.map((message) => message.text).join('\n---\n');
  }

  get last(): readonly Shown[] {
    return this.#last;
  }

  #nextId(): string {
    this.#sent += 1;
    return `m-${this.#sent}`;
  }
}
