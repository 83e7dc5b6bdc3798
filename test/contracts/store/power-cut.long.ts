/**
 * The power is cut on a real file system: the shop lives on an image; at a random moment it is stopped, and the
 * image is copied as the device has it then, without what the system still holds back. The copy is what the
 * machine finds when the power is back: mounted, it has to hold every order that was acknowledged, once, and the
 * shop goes on with it. Takes root and loop devices (vitest.config.ts looks); elsewhere `src/store/json/crash.test.ts`
 * cuts the power of a simulated disk, some thousand times.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolders } from './folder.ts';
import { type Random, randomFrom } from './random.ts';
import { type Acknowledged, CUSTOMERS, mustHoldEverything } from './witness.ts';

const CUTS = 30;
const IMAGE_BYTES = 512 * 1024 * 1024;
/** Small, so that cuts meet new journal files and folds. */
const SEGMENT_BYTES = 100_000;
/** A file system is begun anew after so many cuts: looking through the shop takes longer with every order. */
const CUTS_A_FILE_SYSTEM = 10;
const MOST_MS_BEFORE_CUT = 1500;
const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url));

/** As most machines mount it, and without what ext4 does for programs that rename before they sync. */
const MOUNT_OPTIONS = ['loop', 'loop,noauto_da_alloc,data=writeback'];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanteo-power-'));
const image = path.join(folder, 'disk.img');
const afterTheCut = path.join(folder, 'cut.img');
const mounted = path.join(folder, 'mounted');
const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => fs.mkdirSync(mounted));
afterAll(() => {
  removeFolders();
  fs.rmSync(folder, { recursive: true, force: true });
});

function newFileSystem(): void {
  fs.rmSync(image, { force: true });
  fs.writeFileSync(image, '');
  fs.truncateSync(image, IMAGE_BYTES);
  run('mkfs.ext4', '-q', image);
}

/** One life of the shop, until the power goes. @returns how often it acknowledged */
async function liveUntilTheCut(random: Random, options: string, acknowledged: Acknowledged): Promise<number> {
  run('mount', '-o', options, image, mounted);
  const child = spawn(process.execPath, [CHILD, path.join(mounted, 'data'), String(CUSTOMERS), String(SEGMENT_BYTES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const ms = random.below(MOST_MS_BEFORE_CUT);
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // At the start too: what a start repairs must survive the next cut.
    if (line === 'starting') setTimeout(() => void cutThePower(child.pid ?? 0).then(() => child.kill('SIGKILL')), ms);
    const order = /^(\d+) (\d+)$/.exec(line);
    if (!order) continue;
    acknowledged.set(Number(order[1]), Number(order[2]));
    heard++;
  }
  const [code, signal] = await ended;
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  run('umount', mounted);
  fs.renameSync(afterTheCut, image);
  return heard;
}

/** Nothing is acknowledged after the process stands still, so everything acknowledged must be in the copy. */
async function cutThePower(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  while (!/^State:\s+T/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))) await wait(1);
  run('cp', '--sparse=always', image, afterTheCut);
}

test(`a shop whose power is cut ${CUTS} times has every acknowledged order, each one once`, async () => {
  const seed = Number(process.env.TANTEO_SEED ?? Math.floor(Math.random() * 2 ** 32));
  const random = randomFrom(seed);
  let acknowledged: Acknowledged = new Map();
  let heard = 0;
  for (let cut = 0; cut < CUTS; cut++) {
    const options = MOUNT_OPTIONS[Math.floor(cut / CUTS_A_FILE_SYSTEM) % MOUNT_OPTIONS.length] ?? 'loop';
    if (cut % CUTS_A_FILE_SYSTEM === 0) {
      newFileSystem();
      acknowledged = new Map();
    }
    try {
      heard += await liveUntilTheCut(random, options, acknowledged);
      run('mount', '-o', options, image, mounted);
      try {
        await mustHoldEverything(path.join(mounted, 'data'), acknowledged);
      } finally {
        run('umount', mounted);
      }
    } catch (error) {
      throw new Error(`TANTEO_SEED=${seed}, cut ${cut + 1}, mounted with ${options}: ${error}`, { cause: error });
    }
    removeFolders();
  }
  expect(heard, `TANTEO_SEED=${seed}`).toBeGreaterThan(0);
});
