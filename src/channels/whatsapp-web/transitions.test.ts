/**
 * How the channel stands, told as the table tells it: no process, no browser, no time that passes.
 */
import { describe, expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { type Happening, type PageSight, type Situation, situationAt } from './state.ts';
import { next, overdueAt } from './transitions.ts';

const MINUTE = 60_000;
const WELL: PageSight = { socket: 'CONNECTED', synced: true, account: '51900000000@c.us', version: '2.3000', listening: true };
const trouble: Happening = { is: 'trouble', trouble: 'browser-gone', chance: 0.5 };
const overdue: Happening = { is: 'overdue', chance: 0.5 };

/** Everything at its time, in ms; the last situation and what was to be done on the way. */
function story(...events: readonly (readonly [at: number, what: Happening])[]): {
  readonly now: Situation;
  readonly done: readonly string[];
} {
  return events.reduce(
    ({ now, done }, [at, what]) => {
      const step = next(now, what, at, LIMITS);
      return { now: step.situation, done: [...done, ...step.effects] };
    },
    { now: situationAt(0), done: Array.of<string>() },
  );
}

const READY = [
  [0, { is: 'begin' }],
  [1000, { is: 'authenticated' }],
  [2000, { is: 'seen', page: WELL }],
] as const satisfies (readonly [number, Happening])[];

describe('a linked telephone', () => {
  test('is ready when the page says so, whatever the library says', () => {
    expect(story(...READY).now).toMatchObject({ state: 'ready', readySince: 2000, account: '51900000000@c.us' });
    for (const page of [
      { ...WELL, synced: false },
      { ...WELL, listening: false },
      { ...WELL, account: null },
      { ...WELL, socket: 'OPENING' },
    ]) {
      expect(story([0, { is: 'begin' }], [1000, { is: 'authenticated' }], [2000, { is: 'seen', page }]).now.state).toBe('syncing');
    }
  });

  test('saying it again changes nothing', () => {
    const { now, done } = story(...READY, [3000, { is: 'authenticated' }], [4000, { is: 'seen', page: WELL }]);
    expect(now).toEqual(story(...READY).now);
    expect(done).toEqual(['launch', 'sweep']);
  });

  test('a page that nobody listens to any more is not ready', () => {
    expect(story(...READY, [3000, { is: 'seen', page: { ...WELL, listening: false } }]).now.state).toBe('syncing');
  });

  test('a page that was loaded anew and says nothing more is not waited for as long as a first one', () => {
    const synced = story([0, { is: 'begin' }], [1000, { is: 'authenticated' }]).now;
    const again = next(synced, overdue, 100_000, LIMITS);
    expect(again).toMatchObject({ situation: { state: 'syncing', reloaded: true }, effects: ['reload'] });
    expect(overdueAt(again.situation, LIMITS)).toBe(100_000 + LIMITS.readyMs);
    const goesOn = next(again.situation, { is: 'progress' }, 150_000, LIMITS).situation;
    expect(overdueAt(goesOn, LIMITS)).toBe(150_000 + LIMITS.readyMs);
    expect(next(goesOn, overdue, 250_000, LIMITS).situation.state).toBe('recovering');
  });

  test('a line that is lost comes back by itself, or the page is loaded anew, then the browser', () => {
    const lost = story(...READY, [10_000, { is: 'socket', socket: 'TIMEOUT' }]);
    expect(lost.now.state).toBe('offline');
    expect(overdueAt(lost.now, LIMITS)).toBe(10_000 + 3 * MINUTE);
    expect(story(...READY, [10_000, { is: 'socket', socket: 'TIMEOUT' }], [20_000, { is: 'seen', page: WELL }]).now.state).toBe('ready');
    const reloaded = next(lost.now, overdue, 190_000, LIMITS);
    expect(reloaded).toMatchObject({ situation: { state: 'offline' }, effects: ['reload'] });
    expect(overdueAt(reloaded.situation, LIMITS)).toBe(10_000 + 10 * MINUTE);
    expect(next(reloaded.situation, overdue, 610_000, LIMITS)).toMatchObject({
      situation: { state: 'recovering', trouble: 'offline' },
      effects: ['end'],
    });
  });
});

describe('trouble', () => {
  test('waits twice as long each time, and as at first after it was well for long', () => {
    let now = story([0, { is: 'begin' }]).now;
    const waits: number[] = [];
    for (let times = 0; times < 9; times += 1) {
      const down = next(now, trouble, 0, LIMITS).situation;
      waits.push(down.nextAt);
      now = next(down, overdue, 0, LIMITS).situation;
    }
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000]);
    const well = next(next(now, { is: 'authenticated' }, 0, LIMITS).situation, { is: 'seen', page: WELL }, 0, LIMITS).situation;
    expect(next(well, trouble, 11 * MINUTE, LIMITS).situation).toMatchObject({ attempts: 1, nextAt: 11 * MINUTE + 5000 });
  });

  test('what a browser that is being ended still says is not heard', () => {
    const { now, done } = story(
      ...READY,
      [9000, trouble],
      [9001, trouble],
      [9002, { is: 'seen', page: WELL }],
      [9003, { is: 'qr', qr: 'x' }],
    );
    expect(now).toMatchObject({ state: 'recovering', attempts: 1 });
    expect(done).toEqual(['launch', 'sweep', 'end']);
  });

  test('linked and never ready, three times on end, is a version that the program does not understand', () => {
    let now = story([0, { is: 'begin' }]).now;
    const states: string[] = [];
    for (let at = 0; states.length < 6; at += 10 * MINUTE) {
      now = next(now, { is: 'authenticated' }, at, LIMITS).situation;
      now = next(now, overdue, at + 90_000, LIMITS).situation;
      now = next(now, { is: 'authenticated' }, at + 95_000, LIMITS).situation;
      now = next(now, overdue, at + 190_000, LIMITS).situation;
      states.push(now.state);
      if (now.state === 'outdated') break;
      now = next(now, overdue, now.nextAt, LIMITS).situation;
    }
    expect(states).toEqual(['recovering', 'recovering', 'outdated']);
    expect(overdueAt(now, LIMITS)).toBeNull();
  });

  test('a new version of WhatsApp Web is given its own three tries', () => {
    const page = { ...WELL, listening: false };
    const tried = (version: string, failedStarts: number): Situation => ({
      ...story([0, { is: 'begin' }], [1000, { is: 'authenticated' }]).now,
      ...{ version, failedStarts, reloaded: true },
    });
    const same = next(tried('2.3000', 2), { is: 'seen', page: { ...page, version: '2.3000' } }, 2000, LIMITS).situation;
    expect(next(same, overdue, 99_000, LIMITS).situation.state).toBe('outdated');
    const another = next(tried('2.3000', 2), { is: 'seen', page: { ...page, version: '2.3001' } }, 2000, LIMITS).situation;
    expect(next(another, overdue, 99_000, LIMITS).situation).toMatchObject({ state: 'recovering', failedStarts: 1 });
  });

  test('no browser: it is looked for again after a while', () => {
    const { now, done } = story([0, { is: 'begin' }], [10, { is: 'no-browser' }], [10 * MINUTE + 10, overdue]);
    expect(now.state).toBe('starting');
    expect(done).toEqual(['launch', 'end', 'launch']);
  });
});

describe('what only the seller decides', () => {
  test.each([
    ['TOS_BLOCK', 'blocked'],
    ['SMB_TOS_BLOCK', 'blocked'],
    ['PROXYBLOCK', 'blocked'],
    ['DEPRECATED_VERSION', 'outdated'],
  ])('%s: nothing is tried again before she asks for it', (socket, state) => {
    const blocked = story(...READY, [5000, { is: 'socket', socket }], [9000, trouble], [99_000, overdue]);
    expect(blocked.now.state).toBe(state);
    expect(blocked.done).toEqual(['launch', 'sweep', 'end']);
    expect(next(blocked.now, { is: 'begin' }, 100_000, LIMITS).effects).toEqual(['launch']);
  });

  test('a telephone that logged out loses its profile once the browser is gone', () => {
    const { now, done } = story(...READY, [5000, { is: 'logged-out' }], [6000, { is: 'qr', qr: 'unseen' }]);
    expect(now).toMatchObject({ state: 'logged_out', qr: null, account: null });
    expect(done).toEqual(['launch', 'sweep', 'end', 'wipe']);
  });

  test('codes that nobody scans stop, and begin when they are asked for', () => {
    const codes = Array.from(
      { length: 6 },
      (_, n) => [n * 20_000, { is: 'qr', qr: `code ${n}` }] as const satisfies readonly [number, Happening],
    );
    const shown = story([0, { is: 'begin' }], ...codes.slice(0, 5));
    expect(shown.now).toMatchObject({ state: 'needs_link', qr: 'code 4', paused: false });
    const paused = story([0, { is: 'begin' }], ...codes);
    expect(paused.now).toMatchObject({ state: 'needs_link', qr: null, paused: true });
    expect(paused.done).toEqual(['launch', 'end']);
    expect(overdueAt(paused.now, LIMITS)).toBeNull();
    expect(next(paused.now, { is: 'begin' }, 999_000, LIMITS).situation).toMatchObject({ state: 'starting', paused: false, codesShown: 0 });
  });

  test('while she types a code that she asked for, the others do not run out; after it they do', () => {
    const shown = story(
      [0, { is: 'begin' }],
      ...Array.from({ length: 4 }, (_, n) => [n * 20_000, { is: 'qr', qr: `code ${n}` }] as const satisfies readonly [number, Happening]),
      [90_000, { is: 'code', code: 'ABCD1234' }],
      ...Array.from(
        { length: 8 },
        (_, n) => [100_000 + n * 20_000, { is: 'qr', qr: `next ${n}` }] as const satisfies readonly [number, Happening],
      ),
    );
    expect(shown.now).toMatchObject({
      state: 'needs_link',
      paused: false,
      qr: 'next 7',
      code: 'ABCD1234',
      codeUntil: 270_000,
      qrUntil: 260_000,
    });
    const renewed = next(shown.now, { is: 'code', code: 'EFGH5678' }, 270_000, LIMITS);
    expect(renewed).toMatchObject({ situation: { paused: true, code: null }, effects: ['end'] });
    expect(next(shown.now, { is: 'qr', qr: 'unseen' }, 271_000, LIMITS).situation.paused).toBe(true);
  });

  test('a scanned code is hidden at once', () => {
    const { now } = story([0, { is: 'begin' }], [1000, { is: 'qr', qr: 'secret' }], [2000, { is: 'socket', socket: 'PAIRING' }]);
    expect(now).toMatchObject({ state: 'linking', qr: null });
  });

  test('another window is taken over once; then she is asked', () => {
    const once = story(
      ...READY,
      [5000, { is: 'socket', socket: 'CONFLICT' }],
      [5010, { is: 'seen', page: { ...WELL, socket: 'CONFLICT' } }],
      [66_000, { is: 'seen', page: WELL }],
    );
    expect(once.now.state).toBe('ready');
    const twice = next(once.now, { is: 'socket', socket: 'CONFLICT' }, 70_000, LIMITS);
    expect(twice).toMatchObject({ situation: { state: 'conflict', paused: true }, effects: ['end'] });
    expect(overdueAt(twice.situation, LIMITS)).toBeNull();
  });
});
