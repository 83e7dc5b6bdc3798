/**
 * A shop under load is killed at random moments, also while it starts. This process is the witness: what
 * was acknowledged to it must be there after the restart, once, and nothing may be half there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { newFolder, removeFolders } from './folder.ts';
import { type Random, randomFrom } from './random.ts';
import { type Acknowledged, CUSTOMERS, mustHoldEverything } from './witness.ts';

const KILLS = process.env.TANTEO_LONG === '1' ? 200 : 6;
/** Small, so that kills meet new journal files and folds. */
const SEGMENT_BYTES = 100_000;
/** A folder is begun anew after so many kills: looking through it takes longer with every order. */
const KILLS_A_FOLDER = 10;
const MOST_ORDERS_BEFORE_KILL = 2500;
const SHARE_OF_KILLS_AT_START = 0.2;
const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url));

/** One life of the shop, ended by SIGKILL at a moment drawn from `random`. @returns how often it acknowledged */
async function liveAndDie(directory: string, random: Random, acknowledged: Acknowledged): Promise<number> {
  const child = spawn(process.execPath, [CHILD, directory, String(CUSTOMERS), String(SEGMENT_BYTES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const atStart = random.chance(SHARE_OF_KILLS_AT_START);
  let left = 1 + random.below(MOST_ORDERS_BEFORE_KILL);
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'starting' && atStart) setTimeout(() => child.kill('SIGKILL'), random.below(40));
    const order = /^(\d+) (\d+)$/.exec(line);
    if (!order) continue;
    acknowledged.set(Number(order[1]), Number(order[2]));
    heard++;
    if (--left === 0) child.kill('SIGKILL');
  }
  const [code, signal] = await ended;
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  return heard;
}

afterAll(removeFolders);

test(`a shop killed ${KILLS} times under load has every acknowledged order, each one once`, { timeout: KILLS * 20_000 }, async () => {
  const seed = Number(process.env.TANTEO_SEED ?? Math.floor(Math.random() * 2 ** 32));
  const random = randomFrom(seed);
  let directory = newFolder();
  let acknowledged: Acknowledged = new Map();
  let heard = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    try {
      heard += await liveAndDie(directory, random, acknowledged);
      await mustHoldEverything(directory, acknowledged);
    } catch (error) {
      throw new Error(`TANTEO_SEED=${seed}, kill ${kill}: ${error}`, { cause: error });
    }
    if (kill % KILLS_A_FOLDER === 0) {
      removeFolders();
      directory = newFolder();
      acknowledged = new Map();
    }
  }
  expect(heard, `TANTEO_SEED=${seed}`).toBeGreaterThan(0);
});
