/** A shop's copy of every night: brought off the machine, told where it is not, and good enough to go back to. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { followCopies } from '../../src/app/copies.ts';
import { contentsOf } from '../../src/backup/restore.ts';
import { putSign } from '../../src/command-line/open-sign.ts';
import { createLog } from '../../src/log.ts';
import { lastCopy } from '../../src/off-machine/last.ts';
import type { Nights } from '../../src/off-machine/nightly.ts';
import { HOME, TestShop } from './shop.ts';

const HOUR = 60 * 60_000;
const failed = z.object({ code: z.number(), stderr: z.string() });

let shop: TestShop;
let place: string;
let nights: Nights | undefined;
beforeEach(async () => {
  shop = await TestShop.open();
  place = join(await mkdtemp(join(tmpdir(), 'tanteo-place-')), 'usb');
});
afterEach(async () => {
  await nights?.close();
  await rm(`${shop.directory}-backups`, { recursive: true, force: true });
  await rm(join(place, '..'), { recursive: true, force: true });
  await shop.close();
});

test('the disk was not plugged in: she is told; then it is, and what is there can be gone back to', async () => {
  await shop.customer('ana').sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
  nights = await follow();
  await pass(HOUR);
  expect(shop.alerts()).toContain('backup-failed');
  expect(await lastCopy(shop.directory)).toBeNull();

  await mkdir(place);
  await pass(2 * HOUR);
  expect(shop.alerts()).not.toContain('backup-failed');
  const last = await lastCopy(shop.directory);
  expect(last?.where.startsWith(place)).toBe(true);
  const contents = await contentsOf(last?.where ?? '', () => false);
  expect(contents).toMatchObject({ bad: [], violations: [], orders: 1 });
  // What she sells is there too.
  const [day = ''] = await readdir(join(place, 'tanteo-shop'));
  expect(await readFile(join(place, 'tanteo-shop', day, 'catalog', 'shop.yaml'), 'utf8')).toContain('Retama');
});

test('the same is done at once by a command, while the shop is open', async () => {
  await putSign(shop.directory, shop.url);
  const missing = failed.parse(await tanteo(['backup', '--off-machine'], { BACKUP_TO: place }).catch((problem: unknown) => problem));
  expect(missing).toMatchObject({ code: 1 });
  expect(missing.stderr).toContain('no está la carpeta o el disco');
  await mkdir(place);
  expect((await tanteo(['backup', '--off-machine'], { BACKUP_TO: place })).stderr).toContain(join(place, 'tanteo-daily'));
  expect(await lastCopy(shop.directory)).not.toBeNull();
});

test('what a service says goes into the log of the machine, and the key of the seller does not', async () => {
  await shop.app.stop();
  const open = spawn(process.execPath, [join(HOME, 'src/main.ts'), 'start', '--unattended'], {
    cwd: HOME,
    env: environment({}),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  try {
    await new Promise<void>((opened) => {
      open.stderr.on('data', (words: Buffer) => {
        said += words.toString();
        if (said.includes('Ctrl+C')) opened();
      });
    });
    expect(said).toContain('npm run -s service -- status');
    expect(said).not.toContain('key=');
  } finally {
    open.kill('SIGTERM');
    await once(open, 'exit');
  }
});

function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, DATA_DIR: shop.directory, PORT: '0', LANG: 'es_PE.UTF-8', LC_ALL: 'es_PE.UTF-8', ...more };
}

function tanteo(argv: readonly string[], more: Readonly<Record<string, string>>) {
  return promisify(execFile)(process.execPath, [join(HOME, 'src/main.ts'), ...argv], { cwd: HOME, env: environment(more) });
}

async function follow(): Promise<Nights> {
  const { app, clock, directory } = shop;
  return followCopies(
    {
      parts: { clock, home: shop.home, settings: { dataDirectory: directory }, log: createLog({ level: 'silent' }) },
      runtime: app.runtime,
    },
    async () => {
      const answer = await fetch(`${app.url}/seller/backup`, { method: 'POST', headers: { authorization: `Bearer ${app.sellerKey}` } });
      return z.object({ folder: z.string() }).parse(await answer.json());
    },
    { to: { kind: 'folder', path: place }, hour: 3 },
  );
}

async function pass(ms: number): Promise<void> {
  await shop.clock.advance(ms, async () => {
    await nights?.settled();
    await shop.settle();
  });
}
