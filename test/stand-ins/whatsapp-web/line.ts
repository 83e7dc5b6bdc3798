/**
 * The shop's channel on the local WhatsApp: its own process, the library as it comes and a real Chromium. A line can
 * begin linked, as it is after a restart: the link is made once for all tests, and its folder is copied.
 */
import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ShopSide } from '../../../src/channels/port.ts';
import type { WhatsAppWebChannel, WhatsAppWebDeps } from '../../../src/channels/whatsapp-web/channel.ts';
import type { Limits } from '../../../src/channels/whatsapp-web/limits.ts';
import type { StateName } from '../../../src/channels/whatsapp-web/state.ts';
import { createWhatsAppWeb } from '../../../src/channels/whatsapp-web/whatsapp-web.ts';
import { createLog } from '../../../src/log.ts';
import { findChromium } from '../../browser/chromium.ts';
import { QuickClock } from '../quick-clock.ts';
import type { Habits } from './habits.ts';
import { nothingLeft } from './processes.ts';
import { untilSo } from './until.ts';
import { WhatsApp } from './whatsapp.ts';

export const chromium = await findChromium();
if (!chromium) process.stderr.write('no Chromium on this machine: the tests of WhatsApp Web are skipped\n');

/** Wednesday 25 November 2026, 10:00 in Lima. */
const NOW = Date.parse('2026-11-25T15:00:00Z');
const DAY_MS = 86_400_000;
/** A number is new for two weeks. */
const LINKED_BEFORE_MS = 15 * DAY_MS;
/** Without the pace of a person, and with short patience. */
export const QUICK: Partial<Limits> = {
  leastTypingMs: 0,
  mostTypingMs: 0,
  typingPerCharacterMs: 0,
  betweenInChatMs: 0,
  betweenMs: 0,
  perMinute: 10_000,
  perHour: 10_000,
  perDay: 10_000,
  firstRetryMs: 100,
  longestRetryMs: 500,
  sweepSoonMs: 200,
  lookEveryMs: 500,
  ackMs: 1000,
};

export interface LineOptions {
  readonly linked: boolean;
  readonly habits?: Partial<Habits>;
  readonly limits?: Partial<Limits>;
  /** What this line has otherwise than others. */
  readonly deps?: Partial<WhatsAppWebDeps>;
}

const QUIET_SHOP: ShopSide = {
  accept: async () => ({ accepted: true, duplicate: false }),
  note: async () => ({ accepted: true, duplicate: false }),
};

export class Line {
  readonly whatsapp: WhatsApp;
  readonly clock: QuickClock;
  readonly directory: string;
  #otherwise: Partial<WhatsAppWebDeps>;
  #channel: WhatsAppWebChannel;

  private constructor(whatsapp: WhatsApp, clock: QuickClock, directory: string, otherwise: Partial<WhatsAppWebDeps>) {
    this.whatsapp = whatsapp;
    this.clock = clock;
    this.directory = directory;
    this.#otherwise = otherwise;
    this.#channel = this.#create();
  }

  static async open({ linked, habits = {}, limits = QUICK, deps = {} }: LineOptions): Promise<Line> {
    const directory = await mkdtemp(join(tmpdir(), 'whatsapp-line-'));
    const clock = new QuickClock(linked ? NOW : NOW - LINKED_BEFORE_MS, 1);
    const before = linked ? await linkedBefore() : null;
    if (before) await cp(before.directory, directory, { recursive: true });
    const whatsapp = await WhatsApp.open({ now: clock.now, habits, devices: before ? before.devices : [] });
    return new Line(whatsapp, clock, directory, { limits, ...deps });
  }

  get channel(): WhatsAppWebChannel {
    return this.#channel;
  }

  /** Where the browser of this line keeps what it knows. */
  get profile(): string {
    return this.directory;
  }

  /** After it was stopped or died: another one on the same folder. `otherwise`: what it has from now on that it had not before. */
  again(otherwise: Partial<WhatsAppWebDeps> = {}): WhatsAppWebChannel {
    this.#otherwise = { ...this.#otherwise, ...otherwise };
    this.#channel = this.#create();
    return this.#channel;
  }

  async reaches(...states: readonly StateName[]): Promise<void> {
    await this.linking(`one of ${states.join(', ')}`, () => states.includes(this.#channel.report().state));
  }

  /**
   * Until it is so; looked at at each change of the channel.
   * @throws when it is not so within 25 s.
   */
  linking(what: string, isSo: () => boolean): Promise<void> {
    const listen = (look: () => void) => this.#channel.subscribe(look);
    return untilSo(isSo, listen, () => `${what}: it is ${JSON.stringify(this.#channel.report())}`);
  }

  /** The seller links it: she agrees to the risk, and scans the code. */
  async link(shop: ShopSide = QUIET_SHOP): Promise<void> {
    await this.#channel.start(shop);
    await this.#channel.giveConsent();
    await this.reaches('needs_link');
    this.whatsapp.phone.scans(this.#channel.linking().qr ?? '');
    await this.reaches('ready');
  }

  /** @throws where a browser or a process is left over. */
  async close(): Promise<void> {
    await this.#channel.stop();
    await this.whatsapp.close();
    await nothingLeft(this.directory);
    await rm(this.directory, { recursive: true, force: true });
  }

  #create(): WhatsAppWebChannel {
    const deps: WhatsAppWebDeps = {
      directory: this.directory,
      browser: chromium?.path ?? null,
      browserArguments: this.whatsapp.browserArguments,
      browserEnvironment: chromium?.env ?? {},
      version: null,
      clock: this.clock,
      chance: () => 0.5,
      timeZone: () => 'America/Lima',
      shopLanguage: () => 'es',
      language: () => 'es',
      imagesDirectory: IMAGES,
      dataDirectory: this.directory,
      queued: () => 0,
      terminal: null,
      log: createLog({ level: 'silent' }),
      ...this.#otherwise,
    };
    return createWhatsAppWeb(deps);
  }
}

const IMAGES = new URL('../../../catalog/images', import.meta.url).pathname;

const madeLink = z.object({ directory: z.string(), devices: z.array(z.string()) });
export type Link = z.infer<typeof madeLink>;

/** Where the link lies that was made for all tests of a run (`link-once.ts`), as JSON. */
export const LINK = 'TANTEO_TEST_WHATSAPP_LINK';

let made: Promise<Link> | null = null;

/** A link that was made two weeks ago: the folder of the channel, and the devices that WhatsApp knows. */
export function linkedBefore(): Promise<Link> {
  const known = process.env[LINK];
  made ??= known === undefined ? makeLink() : Promise.resolve(madeLink.parse(JSON.parse(known)));
  return made;
}

async function makeLink(): Promise<Link> {
  const line = await Line.open({ linked: false });
  await line.link();
  // A link that is younger than a minute may be lost with its browser.
  line.clock.leap(DAY_MS);
  await line.channel.stop();
  const directory = await mkdtemp(join(tmpdir(), 'whatsapp-linked-'));
  await cp(line.directory, directory, { recursive: true });
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const devices = line.whatsapp.network.linked.map(({ id }) => id);
  await line.close();
  return { directory, devices };
}
