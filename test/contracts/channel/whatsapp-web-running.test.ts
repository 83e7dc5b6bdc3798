/**
 * From the first start to the day that WhatsApp says no: what the seller sees and decides, and what goes on by itself.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { KeepingShop } from '../../stand-ins/whatsapp-web/keeping-shop.ts';
import { chromium, Line, QUICK } from '../../stand-ins/whatsapp-web/line.ts';
import { browsersOf, nothingLeft } from '../../stand-ins/whatsapp-web/processes.ts';

const HOUR = 3_600_000;

describe.skipIf(!chromium)('WhatsApp Web from day to day', () => {
  /** A browser takes its time to start: each story goes on where the one before ended. */
  let line: Line;
  const shop = new KeepingShop();
  const logged: string[] = [];
  const shown: string[] = [];
  const state = () => line.channel.report().state;
  const hasCode = () => line.linking('a code', () => line.channel.linking().qr !== undefined);
  const hasBrowser = () => browsersOf(line.profile).length > 0;

  beforeAll(async () => {
    const log = createLog({ level: 'info', destination: { write: (text) => logged.push(text) } });
    line = await Line.open({ linked: false, deps: { log, terminal: (text) => shown.push(text) } });
    await line.channel.start(shop);
  });
  afterAll(() => line.close());

  test('nothing begins before the seller agreed to the risk, and no code is ever in a log', async () => {
    expect(line.channel.report()).toMatchObject({ state: 'off', consented: false });
    expect(line.channel.health().words).toContain('riesgo');
    await line.channel.showNewQr();
    expect(hasBrowser()).toBe(false);
    expect(await line.channel.requestCode('51900000000')).toEqual({ ok: false, why: 'not-now' });
    await line.channel.giveConsent();
    await hasCode();
    const { qr = '', expiresAt } = line.channel.linking();
    expect(expiresAt).toBeGreaterThan(line.clock.now());
    expect(shown.join('\n')).toMatch(/[▀▄█]/u);
    line.whatsapp.phone.scans(qr);
    await line.reaches('ready');
    expect(line.channel.linking()).toEqual({ state: 'ready' });
    expect(logged.length).toBeGreaterThan(2);
    expect(logged.join('')).not.toContain(qr.slice(0, 12));
  });

  test('a number that is new here sends a quarter, and when that ends is told', async () => {
    const { sent, risk } = line.channel.report();
    expect(sent).toMatchObject({ hour: 0, mostAnHour: 2500, left: 2500 });
    expect(sent.newUntil).toBeGreaterThan(line.clock.now() + 13 * 24 * HOUR);
    expect(risk.level).toBe('medium');
  });

  test('unlinked by the seller, it forgets the link and asks before it shows a code', async () => {
    expect(line.channel.report().number).toBe('+…00');
    expect(line.channel.invite?.('hola')).toBe('https://wa.me/51900000000?text=hola');
    await line.channel.unlink();
    expect(line.channel.report()).toMatchObject({ state: 'logged_out', number: null });
    expect(line.channel.invite?.('hola')).toBeNull();
    expect(line.whatsapp.network.linked).toEqual([]);
    expect(hasBrowser()).toBe(false);
    await line.channel.stop();
    await line.again().start(shop);
    expect(state()).toBe('logged_out');
  });

  test('codes that nobody scans stop after five, and a new one is shown when she asks; a code to type, while it is shown', async () => {
    line.whatsapp.network.listening = 0;
    await line.channel.showNewQr();
    await hasCode();
    await line.whatsapp.until('that the page is listened to', () => line.whatsapp.network.listening === 1);
    for (let codes = 0; codes < 5; codes += 1) {
      const { qr } = line.channel.linking();
      await line.channel.showNewQr();
      await line.linking('the next code, or none', () => line.channel.linking().qr !== qr);
    }
    expect(line.channel.linking()).toEqual({ state: 'needs_link', paused: true });
    await line.channel.showNewQr();
    await hasCode();
    expect(await line.channel.requestCode('900')).toEqual({ ok: false, why: 'bad-phone' });
    const asked = await line.channel.requestCode('+51 900 000 000');
    expect(asked).toEqual({ ok: true, code: expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/) });
    expect(line.channel.linking()).toMatchObject({ qr: expect.any(String), code: asked.ok && asked.code });
    line.whatsapp.phone.enters(asked.ok ? asked.code : '');
    await line.reaches('ready');
    // The same number is no new one: what it may send counts from its first day.
    line.clock.leap(60_000);
  });

  test('another window is taken over from once; after that she is asked', async () => {
    await line.channel.stop();
    await line.again({ limits: { ...QUICK, takeOverMs: 300 } }).start(shop);
    await line.reaches('ready');
    const conflict = () => line.whatsapp.network.tellPages({ what: 'state', state: 'CONFLICT' });
    conflict();
    await line.reaches('conflict');
    await line.reaches('ready');
    conflict();
    await line.linking('that she is asked', () => line.channel.linking().paused === true);
    expect(line.channel.health()).toMatchObject({ ok: false, words: expect.stringContaining('Cierra la otra ventana') });
    await line.channel.stop();
    expect(hasBrowser()).toBe(false);
  });

  test.each([
    ['TOS_BLOCK', 'blocked'],
    ['DEPRECATED_VERSION', 'outdated'],
  ] as const)('WhatsApp says %s: the browser is closed, and nothing is tried until she asks', async (said, reached) => {
    await line.again().start(shop);
    await line.channel.showNewQr();
    await line.reaches('ready');
    line.whatsapp.network.tellPages({ what: 'state', state: said });
    await line.reaches(reached);
    line.clock.leap(HOUR);
    expect(state()).toBe(reached);
    expect(line.channel.health()).toMatchObject({ ok: false });
    await line.channel.stop();
    expect(hasBrowser()).toBe(false);
  });

  test('in the quiet hour of the shop the browser starts anew, and only once', async () => {
    await line.again().start(shop);
    await line.reaches('ready');
    const { restarts } = line.channel.report();
    // Four in the morning in Lima.
    line.clock.leap(untilFourInLima(line.clock.now()));
    await line.reaches('recovering');
    await line.reaches('ready');
    expect(line.channel.report().restarts).toBe(restarts);
    const loads = line.whatsapp.pageLoads;
    line.clock.leap(HOUR / 4);
    // It is looked at some times more in the same hour.
    await line.clock.advance(4 * (QUICK.lookEveryMs ?? 0), async () => {});
    expect(state()).toBe('ready');
    expect(line.whatsapp.pageLoads).toBe(loads);
  });

  test('a browser that grows too large starts anew', async () => {
    const { restarts } = line.channel.report();
    await line.channel.stop();
    await line.again({ limits: { ...QUICK, memoryMiB: 1 } }).start(shop);
    await line.reaches('recovering');
    expect(line.channel.report()).toMatchObject({ restarts: restarts + 1, recovery: { words: 'El navegador usaba demasiada memoria.' } });
  });

  test('without a browser the rest of the shop goes on, and says what to do', async () => {
    await line.channel.stop();
    await line.again({ limits: { ...QUICK, longestRetryMs: 60_000 }, browser: '/nowhere/chromium' }).start(shop);
    await line.reaches('no_browser');
    expect(line.channel.health()).toMatchObject({ ok: false, words: expect.stringContaining('Chrome') });
  });

  test('the shop is killed: no browser and no process is left behind, and the next one begins at once', async () => {
    await line.channel.stop();
    const alone = spawn(process.execPath, [
      fileURLToPath(new URL('../../stand-ins/whatsapp-web/killable-shop.ts', import.meta.url)),
      ...[line.profile, chromium?.path ?? '', JSON.stringify(chromium?.env ?? {}), ...line.whatsapp.browserArguments],
    ]);
    await new Promise<void>((resolve) => alone.stdout.on('data', (said) => String(said).includes('ready') && resolve()));
    const ended = new Promise((resolve) => alone.once('exit', resolve));
    alone.kill('SIGKILL');
    await ended;
    await nothingLeft(line.profile);
    await line.again({ limits: QUICK, browser: chromium?.path ?? null }).start(shop);
    await line.reaches('ready');
  });
});

/** ms to the next morning at a quarter past four there (UTC-5, no daylight saving). */
function untilFourInLima(now: number): number {
  const today = now - ((now - 9.25 * HOUR) % (24 * HOUR));
  return today + 24 * HOUR - now;
}
