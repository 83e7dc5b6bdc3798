/**
 * The real shop — core, runtime and store — lives through simulated hours full of accidents, each drawn
 * from one seed. A failure prints its seed; TANTEO_SEED=… runs that one alone.
 */
import { beforeAll, expect, test } from 'vitest';
import type { ShopFiles } from '../../src/conversation/shop-files.ts';
import { readSampleShop, simulate } from './simulate.ts';
import { Sometimes } from './sometimes.ts';

const ONE_SEED = process.env.TANTEO_SEED;
const LONG = process.env.TANTEO_LONG === '1';
const SEEDS = 300;
/** As many seeds as fit. */
const LONG_RUN_MS = 9.5 * 60_000;

/**
 * Seeds that found a mistake of the shop when they were new, with what it was. A change of the simulation
 * gives every seed another story: what each of these found is told for good beside the code that had it.
 */
const FOUND: readonly (readonly [seed: number, what: string])[] = [
  [75, 'a message that waited to be sent moved to a transcript, and was never sent'],
  [137, 'each message that came while the shop was away was held with all before it, and the next with that'],
  [335, 'a tap on a menu of somebody else was given the label of one’s own menu where it was set aside'],
  [414, 'too little paid after a refund was told to nobody'],
  [1048, 'an order for which the seller asked anew while its payments were looked for expired without a look at the new link'],
];

let sampleShop: ShopFiles;
beforeAll(async () => {
  sampleShop = await readSampleShop();
});

async function survives(seed: number): Promise<Sometimes> {
  const outcome = await simulate(seed, sampleShop);
  if (outcome.violation) throw new Error(outcome.report);
  return outcome.sometimes;
}

test('the same seed is the same run', async () => {
  const first = await simulate(7, sampleShop);
  const second = await simulate(7, sampleShop);
  expect(second.fingerprint).toBe(first.fingerprint);
  expect(second.events).toBe(first.events);
});

test.each(FOUND)('seed %i: %s', async (seed) => {
  await survives(seed);
});

/** One seed is asked for to see it again: the others would only stand in its way, and they are no skipped test then. */
if (ONE_SEED !== undefined) {
  test(`seed ${ONE_SEED}`, { timeout: 600_000 }, async () => {
    await survives(Number(ONE_SEED));
  });
} else {
  test('whatever happens to the shop, its promises hold, and everything that can happen does', { timeout: 660_000 }, async () => {
    const sometimes = new Sometimes();
    const until = performance.now() + LONG_RUN_MS;
    for (let seed = 1; LONG ? performance.now() < until : seed <= SEEDS; seed += 1) sometimes.addAll(await survives(seed));
    expect(sometimes.never, sometimes.table).toEqual([]);
  });
}
