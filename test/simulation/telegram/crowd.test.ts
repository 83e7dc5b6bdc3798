/**
 * Many conversations at once over Telegram, with everything going wrong that may: no order is lost or doubled, and
 * every conversation keeps its order. The seed of a run that fails is in its name: `SEED=… npm test` throws the same dice
 * again, for sockets that may come to them in another order.
 */
import { expect, test } from 'vitest';
import { runCrowd } from './crowd.ts';
import { expectNothingLostOrDoubled } from './rules.ts';

const LONG = process.env.TANTEO_LONG === '1';
const LONGEST_RUN_MS = LONG ? 20 * 60_000 : 120_000;

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));

test.concurrent.each([
  { library: 'grammy', updates: 'polling', people: LONG ? 1000 : 100 },
  { library: 'telegraf', updates: 'webhook', people: LONG ? 1000 : 50 },
] as const)(
  `$people people buy by $library and $updates while everything goes wrong (SEED=${seed})`,
  { timeout: LONGEST_RUN_MS },
  async ({ people, ...way }) => {
    const crowd = await runCrowd({ seed, people, restarts: 4, way });
    const { telegram, shop } = crowd.at;
    await expectNothingLostOrDoubled({ telegram, store: shop.app.store, buyers: crowd.buyers });
    expect(crowd.buyers.filter(({ stage }) => stage === 'bought').length).toBeGreaterThan(people * 0.8);
    await crowd.close();
  },
);
