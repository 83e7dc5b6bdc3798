/**
 * The library itself, as it comes, on the local page: what the tests of the stand-in drive.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import library, { type Client, type ClientOptions, type Message } from 'whatsapp-web.js';
import type { Chromium } from '../../browser/chromium.ts';
import type { WhatsApp } from './whatsapp.ts';

export interface Profile {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function newProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'whatsapp-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** As the shop's own channel starts it, without anything that makes up for a fault. */
export function bareOptions(whatsapp: WhatsApp, chromium: Chromium | null): ClientOptions {
  return {
    webVersionCache: { type: 'none' },
    puppeteer: {
      headless: true,
      pipe: true,
      executablePath: chromium?.path ?? '',
      env: { ...process.env, ...chromium?.env },
      args: ['--no-sandbox', '--disable-gpu', ...whatsapp.browserArguments],
    },
  };
}

export function bareClient(whatsapp: WhatsApp, chromium: Chromium, profile: Profile): Client {
  const authStrategy = new library.LocalAuth({ dataPath: profile.folder, clientId: 'main' });
  return new library.Client({ ...bareOptions(whatsapp, chromium), authStrategy });
}

/** The next time the library tells of it. */
export const next = <T>(client: Client, event: string): Promise<T> => new Promise((resolve) => client.once(event, resolve));

export async function linkByQr(whatsapp: WhatsApp, client: Client): Promise<void> {
  const qr = next<string>(client, 'qr');
  await client.initialize();
  const ready = next(client, 'ready');
  whatsapp.phone.scans(await qr);
  await ready;
}

/** The message of the event that `act` causes. */
export async function arriving(client: Client, act: () => unknown): Promise<Message> {
  const message = next<Message>(client, 'message');
  await act();
  return message;
}
