/**
 * What whatsapp-web.js 1.34.7 does wrong as it comes (facts of its source, each seen here): told so that a version that
 * repairs one is noticed, and that the shop's remedies are known to be needed. In the long run only.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from 'whatsapp-web.js';
import { findChromium } from '../../browser/chromium.ts';
import type { Habits } from './habits.ts';
import { bareClient, linkByQr, newProfile, next, type Profile } from './library.ts';
import { browserOf, browsersOf, renderersOf } from './processes.ts';
import { WhatsApp } from './whatsapp.ts';

const chromium = await findChromium();

/** Long enough for what would come: everything on this page comes within 100 ms. */
const LONG_MS = 3000;
const nothingWithin = <T>(hoped: Promise<T>): Promise<T | 'nothing'> =>
  Promise.race([hoped, new Promise<'nothing'>((resolve) => setTimeout(() => resolve('nothing'), LONG_MS))]);

describe.skipIf(!chromium)('whatsapp-web.js 1.34.7 as it comes', () => {
  let whatsapp: WhatsApp;
  let profile: Profile;
  const clients: Client[] = [];
  /** The test runner's own look at rejections that nobody takes: the library makes many. */
  const others = process.listeners('unhandledRejection');
  const ignore = () => {};

  function open(habits: Partial<Habits> = {}): Client {
    if (!chromium) throw new Error('no Chromium');
    Object.assign(whatsapp.habits, habits);
    const client = bareClient(whatsapp, chromium, profile);
    clients.push(client);
    return client;
  }
  async function linked(): Promise<Client> {
    const client = open({ syncMs: 800 });
    await linkByQr(whatsapp, client);
    return client;
  }

  beforeAll(() => {
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', ignore);
  });
  afterAll(() => {
    process.off('unhandledRejection', ignore);
    for (const other of others) process.on('unhandledRejection', other);
  });
  beforeEach(async () => {
    whatsapp = await WhatsApp.open();
    profile = await newProfile();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.destroy().catch(() => {});
    await profile.remove();
    await whatsapp.close();
  });

  test('1. is never ready where the page was synchronised before it listened', async () => {
    await (await linked()).destroy();
    const again = open({ startMs: 0, syncMs: 0 });
    const ready = next(again, 'ready');
    await again.initialize();
    expect(await nothingWithin(ready)).toBe('nothing');
  });

  test('2. says it is ready when it stops being synchronised', async () => {
    const client = await linked();
    const ready = next(client, 'ready');
    whatsapp.network.tellPages({ what: 'synced', synced: false });
    expect(await nothingWithin(ready)).not.toBe('nothing');
  });

  test('3. injects itself again for every frame of the page', async () => {
    await linked();
    expect(whatsapp.network.listening).toBe(1);
    whatsapp.network.tellPages({ what: 'iframe' });
    await whatsapp.until('more listeners', () => whatsapp.network.listening > 1);
  });

  test('4. asks for no new code when the codes are used up', async () => {
    const client = open();
    const first = next<string>(client, 'qr');
    await client.initialize();
    await first;
    const second = next<string>(client, 'qr');
    whatsapp.phone.waitsTooLong();
    expect(await nothingWithin(second)).toBe('nothing');
  });

  test('5. rejects where nobody listens when the browser is closed while it injects itself', async () => {
    const client = await linked();
    const rejected = new Promise((resolve) => process.once('unhandledRejection', resolve));
    const logout = next(client, 'disconnected');
    whatsapp.phone.logsOut();
    await logout;
    await client.destroy();
    expect(await nothingWithin(rejected)).not.toBe('nothing');
  });

  test('6. deletes the profile of the browser that uses it, on a logout', async () => {
    const client = await linked();
    const mark = join(profile.folder, 'session-main', 'mark');
    await writeFile(mark, '');
    const qr = next(client, 'qr');
    whatsapp.phone.logsOut();
    await qr;
    expect([existsSync(mark), browsersOf(profile.folder).length]).toEqual([false, 1]);
  });

  test('7. does not tell that its browser was killed, and waits without end for a page that crashed', async () => {
    const crashed = await linked();
    for (const { pid } of renderersOf(profile.folder)) process.kill(pid, 'SIGKILL');
    expect(await nothingWithin(crashed.getState().catch(() => 'an answer'))).toBe('nothing');
    const told = next(crashed, 'disconnected');
    process.kill(browserOf(profile.folder).pid, 'SIGKILL');
    expect(await nothingWithin(told)).toBe('nothing');
  });

  test('8. leaves its browser running when it cannot start', async () => {
    const client = open();
    whatsapp.cut();
    await expect(client.initialize()).rejects.toThrow();
    expect(browsersOf(profile.folder)).toHaveLength(1);
  });

  test('9. is silent for ever where the page lacks a module', async () => {
    const client = open({ syncMs: 800, missing: ['WAWebCallCollection'] });
    const qr = next<string>(client, 'qr');
    await client.initialize();
    const ready = next(client, 'ready');
    const authenticated = next(client, 'authenticated');
    whatsapp.phone.scans(await qr);
    await authenticated;
    expect(await nothingWithin(ready)).toBe('nothing');
  });
});
