/**
 * One round: the floor and the shop, each freshly started in its own process, measured in turn under the
 * same load, so that a machine that drifts touches both alike. What was answered with 202 is counted
 * against what is on disk.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Options } from './options.ts';
import { type Part, startPart } from './parts.ts';
import { amount, at, coreTimes, loopResult, streamResult, words } from './questions.ts';
import { percentile } from './table.ts';

export const CONVERSATIONS = [1, 50, 500] as const;
export const MESSAGES_PER_SECOND = 100;
const WARM_UP_MS = 500;
/** Until a fresh process has compiled what is hot. */
const FIRST_WARM_UP_MS = 2000;

/** By the name of the row: what was measured. */
export type Numbers = Readonly<Record<string, number>>;

interface Server {
  readonly name: 'floor' | 'shop';
  readonly part: Part;
  readonly url: string;
  answered: number;
}

export async function runRound(options: Options, directory: string, index: number): Promise<Numbers> {
  const folder = join(directory, `round-${index}`);
  const parts = { load: startPart('load-part.ts'), floor: startPart('floor-part.ts'), shop: startPart('shop-part.ts') };
  const all = Object.values(parts);
  try {
    const floor = await openServer('floor', parts.floor, join(folder, 'floor'));
    const shop = await openServer('shop', parts.shop, join(folder, 'shop'));
    const numbers = await measure(options, parts.load, floor, shop, index % 2 === 0);
    for (const server of [floor, shop]) await mustHaveKept(server);
    for (const part of all) await part.end();
    return numbers;
  } finally {
    for (const part of all) part.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param floorFirst changes from round to round */
async function measure(options: Options, load: Part, floor: Server, shop: Server, floorFirst: boolean): Promise<Numbers> {
  const servers = floorFirst ? [floor, shop] : [shop, floor];
  const wants = (what: Options['only'][number]) => options.only.includes(what);
  const numbers: Record<string, number> = {};
  const take = (measured: Numbers) => Object.assign(numbers, measured);
  await mustRehearse(shop);
  for (const server of servers) await rate(load, server, 50, FIRST_WARM_UP_MS, 1);
  if (wants('latency')) for (const server of servers) take(await latency(load, server, options.seconds * 2000));
  if (wants('core')) take(await core(shop));
  for (const conversations of CONVERSATIONS) {
    if (wants('rate')) for (const server of servers) take(await rate(load, server, conversations, WARM_UP_MS, options.seconds * 1000));
    if (wants('process')) take(await inProcess(shop, conversations, options.seconds * 1000));
  }
  return numbers;
}

async function openServer(name: Server['name'], part: Part, directory: string): Promise<Server> {
  await mkdir(directory, { recursive: true });
  const { url } = await part.ask('open', { directory }, at);
  return { name, part, url, answered: 0 };
}

let loops = 0;
function newName(): string {
  loops += 1;
  return `l${loops}`;
}

async function rate(load: Part, server: Server, conversations: number, warmUpMs: number, ms: number): Promise<Numbers> {
  const before = await server.part.ask('say its processor time', null, amount);
  const plan = { url: server.url, name: newName(), conversations, warmUpMs, ms };
  const result = await load.ask('write as fast as it goes', plan, loopResult);
  const after = await server.part.ask('say its processor time', null, amount);
  server.answered += result.kept;
  return {
    [`rate ${server.name} ${conversations}`]: result.perSecond,
    [`processor ${server.name} ${conversations}`]: (after - before) / result.kept,
  };
}

async function inProcess(shop: Server, conversations: number, ms: number): Promise<Numbers> {
  const plan = { name: newName(), conversations, warmUpMs: WARM_UP_MS, ms };
  const result = await shop.part.ask('take messages in process', plan, loopResult);
  shop.answered += result.kept;
  return { [`process ${conversations}`]: result.perSecond };
}

async function latency(load: Part, server: Server, ms: number): Promise<Numbers> {
  const plan = { url: server.url, name: newName(), perSecond: MESSAGES_PER_SECOND, warmUpMs: 1000, ms, replies: server.name === 'shop' };
  const { kept, replied, sent } = await load.ask('write steadily', plan, streamResult);
  server.answered += sent;
  if (plan.replies && replied.length !== kept.length) throw new Error(`${kept.length - replied.length} messages got no reply`);
  return {
    [`kept p50 ${server.name}`]: percentile(kept, 0.5),
    [`kept p99 ${server.name}`]: percentile(kept, 0.99),
    ...(plan.replies && { 'reply p50': percentile(replied, 0.5), 'reply p99': percentile(replied, 0.99) }),
  };
}

async function core(shop: Server): Promise<Numbers> {
  const { median, p90 } = await shop.part.ask('decide alone', null, coreTimes);
  return { 'core median': median, 'core p90': p90 };
}

/** @throws where a simulated customer is not answered as one */
async function mustRehearse(shop: Server): Promise<void> {
  const wrong = await shop.part.ask('rehearse', null, words);
  if (wrong.length > 0) throw new Error(`the sales of the bench do not go as they should:\n  ${wrong.join('\n  ')}`);
}

/** @throws where something was answered with 202 and is not on disk */
async function mustHaveKept(server: Server): Promise<void> {
  const kept = await server.part.ask('say what is kept', null, amount);
  if (kept !== server.answered) throw new Error(`the ${server.name} answered ${server.answered} messages and kept ${kept}`);
}
