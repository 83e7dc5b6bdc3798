/**
 * The nine faults of whatsapp-web.js 1.34.7, each met by the shop's channel. That the library has them as it comes is
 * shown in `test/stand-ins/whatsapp-web/faults.long.ts`, with the same numbers.
 */
import { watch } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SafeClient } from '../../../src/channels/whatsapp-web/child/safe-client.ts';
import { USUAL } from '../../stand-ins/whatsapp-web/habits.ts';
import { KeepingShop } from '../../stand-ins/whatsapp-web/keeping-shop.ts';
import { bareOptions, linkByQr, next } from '../../stand-ins/whatsapp-web/library.ts';
import { chromium, Line, QUICK } from '../../stand-ins/whatsapp-web/line.ts';
import { browserOf, browsersOf, renderersOf } from '../../stand-ins/whatsapp-web/processes.ts';

/** A browser takes its time to start: what needs no other one is told on the line that the story before left. */
describe.skipIf(!chromium)('what the library does wrong', () => {
  let line: Line;
  const keeping = new KeepingShop();
  const startAnew = async (otherwise: Parameters<Line['again']>[0] = {}): Promise<void> => {
    await line.channel.stop();
    await line.again(otherwise).start(keeping);
  };
  beforeAll(async () => {
    line = await Line.open({ linked: true });
    await line.channel.start(keeping);
    await line.reaches('ready');
  });
  afterAll(() => line.close());

  test('2. the library says that it is ready when it stops being so: only a look into the page counts', async () => {
    line.whatsapp.network.tellPages({ what: 'synced', synced: false });
    await line.reaches('syncing', 'linking', 'offline');
    expect(line.channel.health().ok).toBe(false);
    line.whatsapp.network.tellPages({ what: 'synced', synced: true });
    await line.reaches('ready');
  });

  test('3. a frame in the page does not make it listen twice', async () => {
    const ana = line.whatsapp.person({ name: 'Ana', number: '51987654321' });
    line.whatsapp.network.tellPages({ what: 'iframe' });
    for (const text of ['uno', 'dos', 'tres']) {
      ana.says(text);
      await keeping.hasReceived(text);
    }
    expect(line.whatsapp.network.listening).toBe(1);
    expect(keeping.texts).toEqual(['uno', 'dos', 'tres']);
  });

  test('3. a page that loads itself anew, as a new version of it does, is listened to again without a new browser', async () => {
    const luz = line.whatsapp.person({ name: 'Luz', number: '51911111111' });
    const before = line.whatsapp.pageLoads;
    keeping.forget();
    line.whatsapp.network.tellPages({ what: 'reload' });
    await line.whatsapp.until('the page anew', () => line.whatsapp.pageLoads > before);
    luz.says('¿sigues?');
    await keeping.hasReceived('¿sigues?');
    await line.reaches('ready');
    luz.says('otra vez');
    await keeping.hasReceived('otra vez');
    expect(keeping.texts).toEqual(['¿sigues?', 'otra vez']);
    expect(line.channel.report().restarts).toBe(0);
  });

  test('7. a browser that was killed, and a page that crashed, are noticed and begin anew', async () => {
    const ana = line.whatsapp.person({ name: 'Ana', number: '51987654322' });
    process.kill(browserOf(line.profile).pid, 'SIGKILL');
    await line.reaches('recovering');
    await line.reaches('ready');
    ana.says('después del navegador');
    await keeping.hasReceived('después del navegador');
    for (const { pid } of renderersOf(line.profile)) process.kill(pid, 'SIGKILL');
    await line.reaches('recovering');
    await line.reaches('ready');
    ana.says('después de la página');
    await keeping.hasReceived('después de la página');
  });

  test('6. after a logout the old link is deleted once its browser is gone; 4. a code that was used up is followed by a new one', async () => {
    const { restarts } = line.channel.report();
    const session = join(line.profile, 'profile', 'session-main');
    await writeFile(join(session, 'mark'), '');
    const browsersWhenDeleted: number[] = [];
    const watching = watch(session, (_what, name) => {
      if (name === 'mark') browsersWhenDeleted.push(browsersOf(line.profile).length);
    });
    line.whatsapp.phone.logsOut();
    await line.reaches('logged_out');
    line.whatsapp.network.listening = 0;
    await line.channel.showNewQr();
    await line.linking('a code', () => line.channel.linking().qr !== undefined);
    watching.close();
    expect(browsersWhenDeleted).toEqual([0]);
    // What the library lets fail in the background meanwhile (5) ended nothing.
    expect(line.channel.report().restarts).toBe(restarts);
    const { qr: first } = line.channel.linking();
    await line.whatsapp.until('that the page is listened to', () => line.whatsapp.network.listening === 1);
    line.whatsapp.phone.waitsTooLong();
    await line.linking('another code', () => ![undefined, first].includes(line.channel.linking().qr));
    line.whatsapp.phone.scans(line.channel.linking().qr ?? '');
    await line.reaches('ready');
    line.clock.leap(60_000);
  });

  test('6. the new link lasts; 1. a page that was synchronised before anybody listened is ready all the same', async () => {
    Object.assign(line.whatsapp.habits, { startMs: 0, syncMs: 0 });
    await startAnew();
    await line.reaches('ready', 'needs_link');
    expect(line.channel.report().state).toBe('ready');
    Object.assign(line.whatsapp.habits, USUAL);
  });

  test('9. a page that lacks something the library needs is not taken for ready: it begins anew until one has it', async () => {
    line.whatsapp.habits.missing = ['WAWebCallCollection'];
    await startAnew({ limits: { ...QUICK, readyMs: 400 } });
    await line.reaches('recovering');
    const { ok, words } = line.channel.health();
    expect(ok).toBe(false);
    expect(words).not.toBe('');
    line.whatsapp.habits.missing = [];
    await line.reaches('ready');
  });

  test('8. a start that fails leaves no browser, and the next one works', async () => {
    await line.channel.stop();
    line.whatsapp.cut();
    await line.again({ limits: { ...QUICK, firstRetryMs: 1000, longestRetryMs: 1000 } }).start(keeping);
    await line.reaches('recovering');
    // The second start comes only after the browser of the first is gone.
    await line.reaches('starting');
    expect(browsersOf(line.profile).length).toBeLessThan(2);
    await line.reaches('recovering');
    line.whatsapp.back();
    await line.reaches('ready');
  });
});

test.skipIf(!chromium)('5. a client that is closed while it begins anew after a logout leaves no rejection behind', async () => {
  const line = await Line.open({ linked: false });
  const rejected: unknown[] = [];
  const note = (problem: unknown) => rejected.push(problem);
  process.on('unhandledRejection', note);
  const client = new SafeClient({
    profile: line.profile,
    usesVersionCache: false,
    onBrowser: () => {},
    onSocket: () => {},
    onInjectFailed: () => {},
    client: { ...bareOptions(line.whatsapp, chromium), userAgent: 'Mozilla/5.0' },
  });
  await linkByQr(line.whatsapp, client);
  const loggedOut = next(client, 'disconnected');
  line.whatsapp.phone.logsOut();
  await loggedOut;
  await client.destroy();
  await setImmediate();
  process.off('unhandledRejection', note);
  expect(rejected).toEqual([]);
  await line.close();
});
