/**
 * `npm run bench:peers`: what a seller could pick instead, measured beside our shop in the same minutes, bot
 * after bot in every round. The libraries are installed on demand into `install/`. docs/bench.md says how to
 * read the tables.
 */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { machineLine, openGround } from '../ground.ts';
import { startPart } from '../parts.ts';
import { at } from '../questions.ts';
import { copyWithFullShelves } from '../shop-home.ts';
import { BOT_NAMES } from './bots.ts';
import { installPeers } from './install.ts';
import { type Ground, IN_PROCESS, measureKill, measureMemory, measurePast, measureRate, sellOnce } from './measures.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { WITH_A_PAST } from './past.ts';
import { CONVERSATIONS, killTable, type Measured, memoryTable, pastTable, rateTable } from './rows.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const tell = (text: string) => process.stderr.write(`${text}\n`);

async function bench(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  await installPeers(tell);
  const directory = await openGround(resolve(options.directory));
  const standIn = startPart('peers/stand-in-part.ts');
  try {
    say(`${new Date().toISOString().slice(0, 10)} · ${machineLine()}`);
    const home = join(directory, 'home');
    await copyWithFullShelves(join(import.meta.dirname, '..', '..'), home);
    const { url: api } = await standIn.ask('open', null, at);
    await measureAll({ directory, kept: options.directory, home, api }, options);
    await standIn.end();
  } finally {
    standIn.kill();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureAll(ground: Ground, options: Options): Promise<void> {
  const measured: { readonly [K in keyof Measured]: Measured[K][number][] } = { rates: [], memories: [], kills: [], pasts: [] };
  const measures = {
    async rate() {
      for (let round = 0; round < options.rounds; round += 1) {
        for (const conversations of CONVERSATIONS) {
          for (const bot of inTurn(BOT_NAMES, round)) {
            measured.rates.push({ bot, conversations, rate: await measureRate(ground, bot, conversations, options.ms) });
          }
        }
        tell(`rates: round ${round + 1} of ${options.rounds}`);
      }
      say(`\nmedians of ${options.rounds} rounds of ${options.ms / 1000} s\n\n${rateTable(measured)}`);
    },
    async memory() {
      for (const bot of IN_PROCESS) {
        measured.memories.push({ bot, memory: await measureMemory(ground, bot, options.customers, options.longestMs) });
      }
      say(
        `\nafter ${options.customers} conversations, or as many as come to their order in ${options.longestMs / 1000} s\n\n${memoryTable(measured)}`,
      );
    },
    async kills() {
      for (let kill = 0; kill < options.kills; kill += 1) {
        for (const bot of inTurn(IN_PROCESS, kill)) measured.kills.push({ bot, losses: await measureKill(ground, bot) });
        tell(`kills: ${kill + 1} of ${options.kills}`);
      }
      say(`\n${killTable(measured)}`);
    },
    async past() {
      const model = await sellOnce(ground);
      for (const orders of options.pasts) {
        for (const bot of WITH_A_PAST) {
          measured.pasts.push({ bot, orders, past: await measurePast(ground, bot, orders, options.longestPastMs, model) });
          tell(`${bot} with ${orders} orders`);
        }
      }
      say(
        `\nlate: not within ${options.longestPastMs / 1000} s; too long: its file does not fit into one string\n\n${pastTable(measured)}`,
      );
    },
  };
  for (const measure of options.only) await measures[measure]();
}

/** In an order that changes from round to round. */
function inTurn<T>(list: readonly T[], round: number): readonly T[] {
  const start = round % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

try {
  await bench();
} catch (problem) {
  tell(`${problem instanceof Error ? problem.message : String(problem)}\n\n${USAGE}`);
  process.exitCode = 1;
}
