/** What is measured, each in a freshly started process. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Part, startPart } from '../parts.ts';
import { amount } from '../questions.ts';
import { BOT_NAMES, type BotName } from './bots.ts';
import { killOnce, type Losses } from './kills.ts';
import { makePast, type WithPast } from './past.ts';
import { costs, opened, orderCount, type PlaceOfBot, sold } from './questions.ts';

export interface Ground {
  /** For everything of this run. */
  readonly directory: string;
  /** For what the next run can use too. */
  readonly kept: string;
  readonly home: string;
  /** Of the stand-in of the Bot API. */
  readonly api: string;
}

export interface Rate {
  readonly perSecond: number;
  readonly processorMs: number;
  /** Part of what was written that got no answer or a wrong one, 0..1. */
  readonly misunderstood: number;
  /** Orders that it confirmed and cannot show; null where it cannot read its orders at all. */
  readonly missing: number | null;
}

/** Until the code is compiled and the connections stand. */
const WARM_UP_MS = 1000;
/** Chats from here on: the warm-up and the measurement never meet the same customers. */
const WARM_UP = 100_000;
const MEASURED = 1_000_000;
const AT_ONCE = 50;
const ORDERS_ONE_BY_ONE = 5;
const TOO_LONG = 'Invalid string length';

export async function measureRate(ground: Ground, bot: BotName, conversations: number, ms: number): Promise<Rate> {
  return withBot(ground, bot, async ({ server, customers }) => {
    const warm = await customers.ask('take messages', { first: WARM_UP, conversations, ms: WARM_UP_MS }, sold);
    const before = await server.ask('say its processor time', null, amount);
    const rush = await customers.ask('take messages', { first: MEASURED, conversations, ms }, sold);
    const after = await server.ask('say its processor time', null, amount);
    const orders = await server.ask('count orders', null, orderCount);
    return {
      perSecond: rush.perSecond,
      misunderstood: rush.misunderstood / rush.turns,
      processorMs: (after - before) / rush.turns,
      missing: orders === null ? null : warm.finished + rush.finished - orders,
    };
  });
}

export interface Memory {
  readonly megabytes: number;
  /** Before the first message. */
  readonly atStart: number;
  readonly finished: number;
}

export async function measureMemory(ground: Ground, bot: BotName, customers: number, limitMs: number): Promise<Memory> {
  return withBot(ground, bot, async ({ server }) => {
    const atStart = await server.ask('say its memory', null, amount);
    const { finished } = await server.ask('serve all', { first: MEASURED, customers, atOnce: AT_ONCE, limitMs }, sold);
    return { megabytes: await server.ask('say its memory', null, amount), atStart, finished };
  });
}

export async function measureKill(ground: Ground, bot: BotName): Promise<Losses> {
  const directory = nextFolder(ground);
  try {
    return await killOnce({ ...placeOf(ground, bot), directory }, Math.random);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export interface Past {
  /** From the start of the process to the first answered message. */
  readonly startMs: number;
  /** Of each more order, from "hola" to its confirmation. */
  readonly orderMs: readonly number[];
  readonly processorMs: number;
  readonly longestPauseMs: number;
  readonly listMs: number;
  readonly searchMs: number;
  readonly megabytes: number;
}

/** Why there is nothing to say: the time was over, or its one file does not fit into a string of Node (512 MB). */
export type NoPast = 'late' | 'too long';

export async function measurePast(ground: Ground, bot: WithPast, orders: number, limitMs: number, model: string): Promise<Past | NoPast> {
  const directory = nextFolder(ground);
  try {
    await makePast(bot, orders, directory, ground.kept, model);
    const before = performance.now();
    const part = startPart('peers/bot-part.ts');
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      part.kill();
    }, limitMs);
    try {
      await part.ask('open', { ...placeOf(ground, bot), directory, sinceTheFirst: true }, opened);
      await part.ask('serve one by one', { first: WARM_UP, orders: 1, limitMs: 0 }, costs);
      const startMs = performance.now() - before;
      const cost = await part.ask('serve one by one', { first: MEASURED, orders: ORDERS_ONE_BY_ONE, limitMs: limitMs / 4 }, costs);
      const listMs = await part.ask('list', null, amount);
      const searchMs = await part.ask('search', null, amount);
      const megabytes = await part.ask('say its memory', null, amount);
      return { startMs, orderMs: cost.ms, processorMs: cost.processorMs, longestPauseMs: cost.longestPauseMs, listMs, searchMs, megabytes };
    } catch (problem) {
      if (late) return 'late';
      if (problem instanceof Error && problem.message.includes(TOO_LONG)) return 'too long';
      throw problem;
    } finally {
      clearTimeout(limit);
      part.kill();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Folder of a BuilderBot that has sold once. */
export async function sellOnce(ground: Ground): Promise<string> {
  const directory = nextFolder(ground);
  await mkdir(directory, { recursive: true });
  const part = startPart('peers/bot-part.ts');
  try {
    await part.ask('open', { ...placeOf(ground, 'builderbot'), directory }, opened);
    await part.ask('serve one by one', { first: 1, orders: 1, limitMs: 0 }, costs);
    await part.end();
  } finally {
    part.kill();
  }
  return directory;
}

async function withBot<T>(ground: Ground, bot: BotName, work: (parts: { server: Part; customers: Part }) => Promise<T>): Promise<T> {
  const directory = nextFolder(ground);
  await mkdir(directory, { recursive: true });
  const overHttp = bot === 'tanteo-http';
  const server = startPart('peers/bot-part.ts');
  const customers = overHttp ? startPart('peers/bot-part.ts') : server;
  try {
    const { url } = await server.ask('open', { ...placeOf(ground, overHttp ? 'tanteo' : bot), directory }, opened);
    if (overHttp) await customers.ask('open', { ...placeOf(ground, bot), directory, api: url }, opened);
    return await work({ server, customers });
  } finally {
    server.kill();
    customers.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

function placeOf({ api, home }: Ground, bot: BotName): Omit<PlaceOfBot, 'directory'> & { readonly directory: string } {
  return { bot, directory: '', api, home, sinceTheFirst: false };
}

let folders = 0;
function nextFolder({ directory }: Ground): string {
  folders += 1;
  return join(directory, `bot-${folders}`);
}

export const IN_PROCESS: readonly BotName[] = BOT_NAMES.filter((name) => name !== 'tanteo-http');
