/**
 * From the first start to the day that WhatsApp says no: what the seller sees and decides, and what goes on by itself.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { KeepingShop } from '../../stand-ins/whatsapp-web/keeping-shop.ts';
import { chromium, Line, type LineOptions, QUICK } from '../../stand-ins/whatsapp-web/line.ts';
import { browsersOf, nothingLeft } from '../../stand-ins/whatsapp-web/processes.ts';

const HOUR = 3_600_000;

describe.skipIf(!chromium)('WhatsApp Web from day to day', () => {
  let line: Line;
  const shop = new KeepingShop();
  async function started(options: LineOptions): Promise<void> {
    line = await Line.open(options);
    await line.channel.start(shop);
  }
  afterEach(() => line.close());
  const state = () => line.channel.report().state;

  test('nothing begins before the seller agreed to the risk, and no code is ever in a log', async () => {
    const logged: string[] = [];
    const shown: string[] = [];
    const log = createLog({ level: 'info', destination: { write: (text) => logged.push(text) } });
    await started({ linked: false, deps: { log, terminal: (text) => shown.push(text) } });
    expect(line.channel.report()).toMatchObject({ state: 'off', consented: false });
    expect(line.channel.health().words).toContain('riesgo');
    await line.channel.showNewQr();
    expect(browsersOf(line.profile)).toEqual([]);
    await line.channel.giveConsent();
    await line.linking('a code', () => line.channel.linking().qr !== undefined);
    const { qr = '', expiresAt } = line.channel.linking();
    expect(expiresAt).toBeGreaterThan(line.clock.now());
    expect(shown.join('\n')).toMatch(/[▀▄█]/u);
    line.whatsapp.phone.scans(qr);
    await line.reaches('ready');
    expect(line.channel.linking()).toEqual({ state: 'ready' });
    expect(logged.length).toBeGreaterThan(2);
    expect(logged.join('')).not.toContain(qr.slice(0, 12));
  });

  test('a code to type into the telephone, while the other one is shown', async () => {
    await started({ linked: false });
    expect(await line.channel.requestCode('51900000000')).toEqual({ ok: false, why: 'not-now' });
    await line.channel.giveConsent();
    await line.linking('a code', () => line.channel.linking().qr !== undefined);
    expect(await line.channel.requestCode('900')).toEqual({ ok: false, why: 'bad-phone' });
    const asked = await line.channel.requestCode('+51 900 000 000');
    expect(asked).toEqual({ ok: true, code: expect.stringMatching(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/) });
    expect(line.channel.linking()).toMatchObject({ qr: expect.any(String), code: asked.ok && asked.code });
    line.whatsapp.phone.enters(asked.ok ? asked.code : '');
    await line.reaches('ready');
  });

  test('unlinked by the seller, it forgets the link and asks before it shows a code', async () => {
    await started({ linked: true });
    await line.reaches('ready');
    expect(line.channel.report().number).toBe('+…00');
    expect(line.channel.invite?.('hola')).toBe('https://wa.me/51900000000?text=hola');
    await line.channel.unlink();
    expect(line.channel.report()).toMatchObject({ state: 'logged_out', number: null });
    expect(line.channel.invite?.('hola')).toBeNull();
    expect(line.whatsapp.network.linked).toEqual([]);
    expect(browsersOf(line.profile)).toEqual([]);
    await line.channel.stop();
    await line.again().start(shop);
    expect(state()).toBe('logged_out');
  });

  test.each([
    ['TOS_BLOCK', 'blocked'],
    ['DEPRECATED_VERSION', 'outdated'],
  ] as const)('WhatsApp says %s: the browser is closed, and nothing is tried', async (said, reached) => {
    await started({ linked: true });
    await line.reaches('ready');
    line.whatsapp.network.tellPages({ what: 'state', state: said });
    await line.reaches(reached);
    line.clock.leap(HOUR);
    expect(state()).toBe(reached);
    expect(line.channel.health()).toMatchObject({ ok: false });
    await line.channel.stop();
    expect(browsersOf(line.profile)).toEqual([]);
  });

  test('in the quiet hour of the shop the browser starts anew, and only once', async () => {
    await started({ linked: true });
    await line.reaches('ready');
    // Four in the morning in Lima.
    line.clock.leap(18 * HOUR);
    await line.reaches('recovering');
    await line.reaches('ready');
    expect(line.channel.report().restarts).toBe(0);
    const loads = line.whatsapp.pageLoads;
    line.clock.leap(HOUR / 4);
    const { since } = line.channel.report();
    await line.linking('a later look', () => line.clock.now() - since > HOUR / 4);
    expect(line.whatsapp.pageLoads).toBe(loads);
  });

  test('a browser that grows too large starts anew', async () => {
    await started({ linked: true, limits: { ...QUICK, memoryMiB: 1 } });
    await line.reaches('ready');
    await line.reaches('recovering');
    expect(line.channel.report().restarts).toBe(1);
  });

  test('without a browser the rest of the shop goes on, and says what to do', async () => {
    await started({ linked: true, limits: { ...QUICK, longestRetryMs: 60_000 }, deps: { browser: '/nowhere/chromium' } });
    await line.reaches('no_browser');
    expect(line.channel.health()).toMatchObject({ ok: false, words: expect.stringContaining('Chrome') });
  });

  test('the shop is killed: no browser and no process is left behind, and the next one begins at once', async () => {
    line = await Line.open({ linked: true });
    const alone = spawn(process.execPath, [
      fileURLToPath(new URL('../../stand-ins/whatsapp-web/killable-shop.ts', import.meta.url)),
      ...[line.profile, chromium?.path ?? '', JSON.stringify(chromium?.env ?? {}), ...line.whatsapp.browserArguments],
    ]);
    await new Promise<void>((resolve) => alone.stdout.on('data', (said) => String(said).includes('ready') && resolve()));
    const ended = new Promise((resolve) => alone.once('exit', resolve));
    alone.kill('SIGKILL');
    await ended;
    await nothingLeft(line.profile);
    await line.channel.start(shop);
    await line.reaches('ready');
  });
});
