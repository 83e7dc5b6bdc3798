/**
 * `npm run bench`: how many turns a second the shop keeps on disk, how soon a customer has her reply, and
 * what a decision costs, beside the floor of the same machine in the same minutes. docs/bench.md explains
 * every row. With `--only store`: the same shop with up to a million orders behind it.
 */
import { rm } from 'node:fs/promises';
import { benchChannels } from './channels.ts';
import { machineLine, openGround } from './ground.ts';
import { type Measure, readOptions, USAGE } from './options.ts';
import { benchPlacement } from './placement.ts';
import { benchPricing } from './pricing.ts';
import { type Numbers, runRound } from './round.ts';
import { rowsOf } from './rows.ts';
import { benchStore } from './store.ts';
import { tableOf } from './table.ts';
import { benchUnderstanding } from './understanding.ts';

/** Measured by themselves, not in rounds beside the floor. */
const ALONE: readonly Measure[] = ['store', 'pricing', 'placement', 'understanding', 'channels'];

const say = (text: string) => process.stdout.write(`${text}\n`);

async function bench(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const directory = await openGround(options.directory);
  say(`${new Date().toISOString().slice(0, 10)} · ${machineLine()}`);
  say(`medians of ${options.rounds} rounds\n`);
  try {
    if (options.only.includes('store')) say(await benchStore(options, directory, (words) => void process.stderr.write(`${words}\n`)));
    if (options.only.includes('pricing')) say(`${benchPricing(options.rounds)}\n`);
    if (options.only.includes('placement')) say(`${await benchPlacement(directory)}\n`);
    if (options.only.includes('understanding')) say(`${await benchUnderstanding(options.rounds)}\n`);
    if (options.only.includes('channels')) say(`${await benchChannels(options.rounds, directory)}\n`);
    if (options.only.every((measure) => ALONE.includes(measure))) return;
    const rounds: Numbers[] = [];
    for (let index = 0; index < options.rounds; index += 1) {
      rounds.push(await runRound(options, directory, index));
      process.stderr.write(`round ${index + 1} of ${options.rounds} done\n`);
    }
    say(tableOf(['', 'shop', 'floor', 'shop ÷ floor', 'goal'], rowsOf(rounds)));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

try {
  await bench();
} catch (problem) {
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n\n${USAGE}\n`);
  process.exitCode = 1;
}
