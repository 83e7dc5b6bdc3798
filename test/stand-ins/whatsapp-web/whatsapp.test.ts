/**
 * The stand-in is good enough: the library itself, as it comes, links, receives and sends through it in a real
 * Chromium.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import library, { type Client } from 'whatsapp-web.js';
import { findChromium } from '../../browser/chromium.ts';
import { DOT } from './dot.ts';
import { WhatsApp } from './whatsapp.ts';

const chromium = await findChromium();

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(): Promise<{ readonly whatsapp: WhatsApp; readonly client: Client }> {
  const whatsapp = await WhatsApp.open({ habits: { syncMs: 800 } });
  closing.push(() => whatsapp.close());
  const folder = await mkdtemp(join(tmpdir(), 'whatsapp-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const client = new library.Client({
    authStrategy: new library.LocalAuth({ dataPath: folder, clientId: 'main' }),
    webVersionCache: { type: 'none' },
    puppeteer: {
      headless: true,
      pipe: true,
      executablePath: chromium?.path ?? '',
      env: { ...process.env, ...chromium?.env },
      args: ['--no-sandbox', '--disable-gpu', ...whatsapp.browserArguments],
    },
  });
  closing.push(() => client.destroy());
  return { whatsapp, client };
}

const next = <T>(client: Client, event: string): Promise<T> => new Promise((resolve) => client.once(event, resolve));

test.skipIf(!chromium)('the seller links her browser by the code on the screen; texts and pictures go in and out', async () => {
  const { whatsapp, client } = await open();
  const qr = next<string>(client, 'qr');
  await client.initialize();
  const ready = next(client, 'ready');
  whatsapp.phone.scans(await qr);
  await ready;
  expect(client.info.wid._serialized).toBe('51900000000@c.us');

  const ana = whatsapp.person({ name: 'Ana', number: '51987654321' });
  const arriving = next<library.Message>(client, 'message');
  ana.says('hola');
  const message = await arriving;
  expect(message).toMatchObject({ from: '51987654321@c.us', body: 'hola', type: 'chat' });

  await client.sendMessage(message.from, 'hola, Ana', { linkPreview: false });
  await client.sendMessage(message.from, new library.MessageMedia('image/png', DOT.toString('base64'), 'polo.png'), { caption: 'Polo' });
  await whatsapp.until('both messages', () => ana.hears().length === 2);
  expect(ana.reading()).toEqual(['hola, Ana', 'Polo']);
  const [, picture] = ana.hears();
  expect(whatsapp.network.files.get(picture?.media?.path ?? '')).toEqual(DOT);
});
