/** A shop's copy of every night: brought off the machine, told where it is not, and good enough to go back to. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { followCopies } from '../../src/app/copies.ts';
import { contentsOf } from '../../src/backup/restore.ts';
import { createLog } from '../../src/log.ts';
import { lastCopy } from '../../src/off-machine/last.ts';
import type { Nights } from '../../src/off-machine/nightly.ts';
import { TestShop } from './shop.ts';

const HOUR = 60 * 60_000;

let shop: TestShop;
let place: string;
let nights: Nights;
beforeEach(async () => {
  shop = await TestShop.open();
  place = join(await mkdtemp(join(tmpdir(), 'tanteo-place-')), 'usb');
});
afterEach(async () => {
  await nights.close();
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
});

async function follow(): Promise<Nights> {
  const { app, clock, directory } = shop;
  return followCopies(
    { parts: { clock, settings: { dataDirectory: directory }, log: createLog({ level: 'silent' }) }, runtime: app.runtime },
    async () => {
      const answer = await fetch(`${app.url}/seller/backup`, { method: 'POST', headers: { authorization: `Bearer ${app.sellerKey}` } });
      return z.object({ folder: z.string() }).parse(await answer.json());
    },
    { to: { kind: 'folder', path: place }, hour: 3 },
  );
}

async function pass(ms: number): Promise<void> {
  await shop.clock.advance(ms, async () => {
    await nights.settled();
    await shop.settle();
  });
}
