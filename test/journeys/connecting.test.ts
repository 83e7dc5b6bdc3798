/**
 * From nothing to a sale by the walk of the terminal: what it writes into `.env` is what the shop opens with, and the
 * seller's page shows what came of it.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../src/chance.ts';
import { runConnect } from '../../src/command-line/connect/connect.ts';
import { putSign } from '../../src/command-line/open-sign.ts';
import { readSettings, type Settings } from '../../src/config/settings.ts';
import { openWay } from '../stand-ins/address/way.ts';
import { openMetaAccount } from '../stand-ins/meta-account/meta-account.ts';
import { screen } from '../stand-ins/screen.ts';
import { StillClock } from '../stand-ins/still-clock.ts';
import { startTelegram } from '../stand-ins/telegram/bot-api.ts';
import { sellerPage } from './paying-shop.ts';
import { CONFIRM, DELIVERED_AND_PAID_BY_LINK, takeAll } from './sale.ts';
import { HOME, TestShop, WEDNESDAY_MORNING } from './shop.ts';

/** What she wrote is no fragment of something longer. */
const ONE_SECOND = 1000;

let home: string;
let env: Record<string, string>;
const open: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tanteo-from-nothing-'));
  for (const name of ['catalog', 'flows', '.env.example']) await cp(join(HOME, name), join(home, name), { recursive: true });
  env = { LANG: 'es_PE.UTF-8', DATA_DIR: home, PORT: '0' };
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await rm(home, { recursive: true, force: true });
});

/** `answers`: one for each question. */
async function connect(argv: readonly string[], ...answers: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const { output, said } = screen();
  const input = Readable.from(answers.map((answer) => `${answer}\n`));
  const world = { env, fetched: fetch, clock: new StillClock(WEDNESDAY_MORNING), newId, mercadoPagoUrl: 'http://127.0.0.1:1' };
  return { code: await runConnect(home, argv, { ...world, ends: { input, output } }), said: said() };
}

/** As the program reads them. */
async function settingsNow(): Promise<Pick<Settings, 'channels' | 'publicUrl' | 'trustProxy'>> {
  const read = readSettings(env, await readFile(join(home, '.env'), 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { channels, publicUrl, trustProxy } = read.settings;
  return { channels, publicUrl, trustProxy };
}

test('a bot of her own answers its first customer, and her page has its link', async () => {
  const clock = new StillClock(WEDNESDAY_MORNING);
  const telegram = await startTelegram({ clock });
  open.push(() => telegram.close());
  env.TELEGRAM_API_URL = telegram.url;
  expect((await connect(['telegram'], telegram.token)).code).toBe(0);
  expect(await readFile(join(home, '.env'), 'utf8')).toContain('# SETTINGS OF TANTEO');

  const shop = await TestShop.open({ clock, home, settings: await settingsNow() });
  open.push(() => shop.close());
  const ana = telegram.user({ name: 'Ana', language: 'es' });
  ana.starts('hola');
  await telegram.caughtUp();
  await shop.wait(ONE_SECOND);
  await telegram.until(() => ana.heard.length > 0);
  const page = await sellerPage(shop, '/seller/channels');
  expect(page).toContain('href="https://t.me/retama_bot?start=hola"');
  expect(page).toContain('Te escriben por Telegram');
});

test('the Cloud API is checked to the end: the address answers as Meta asks, once the shop was opened anew', async () => {
  const meta = await openMetaAccount();
  open.push(() => meta.close());
  env.WHATSAPP_CLOUD_API_URL = meta.url;
  // The shop's own door is not known before it is open: what leads there is set up after it.
  let way = await openWay('http://127.0.0.1:1');
  env.PUBLIC_URL = way.url;
  await connect(['whatsapp-cloud'], 's', meta.phoneId, meta.token, meta.appSecret, 's');
  await way.close();

  const shop = await TestShop.open({ home, settings: await settingsNow() });
  open.push(() => shop.close());
  way = await openWay(shop.url);
  open.push(() => way.close());
  env.PUBLIC_URL = way.url;
  await putSign(home, shop.url);
  const told = await connect(['whatsapp-cloud', '--check']);
  expect(told.said).toContain('Tu dirección contesta como Meta espera');
  expect(told.code).toBe(0);
  expect((await connect(['address', '--check'])).said).toContain('Tu dirección llega a esta tienda, entera');

  env.WHATSAPP_CLOUD_VERIFY_TOKEN = 'another-token-than-the-open-shop-has';
  expect((await connect(['whatsapp-cloud', '--check'])).said).toContain('con otro token de verificación');
});

test('a shop that is shown to somebody through a tunnel: the practice pay page opens there, and the payment is heard of', async () => {
  const shop = await TestShop.open({ settings: { publicUrl: 'https://unas-palabras.trycloudflare.com' } });
  open.push(() => shop.close());
  const way = await openWay(shop.url);
  open.push(() => way.close());
  const ana = shop.customer('ana');
  await takeAll(ana, [...DELIVERED_AND_PAID_BY_LINK, CONFIRM]);
  await shop.settle();
  const link = new URL((await ana.history()).findLast(({ kind }) => kind === 'link')?.url ?? '');
  expect(link.origin).toBe('https://unas-palabras.trycloudflare.com');
  const page = await (await fetch(`${way.url}${link.pathname}${link.search}`)).text();
  const form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const paid = await fetch(`${way.url}/checkout/v1/pay`, {
    method: 'POST',
    body: new URLSearchParams({ pref_id: link.searchParams.get('pref_id') ?? '', form, outcome: 'approved' }),
  });
  expect(paid.status).toBe(200);
  await expect.poll(async () => (await ana.history()).at(-1)?.text).toContain('Recibí tu pago');
});
