/** Every night a copy goes off the machine, also where the shop was closed at that hour, and whoever sells hears of it only when it does not. */
import { afterEach, expect, test } from 'vitest';
import { StillClock } from '../../test/stand-ins/still-clock.ts';
import type { Brought } from './bring.ts';
import { followNights, type Nights } from './nightly.ts';

const HOUR = 60 * 60_000;
/** 10:00 in Lima. */
const MORNING = Date.parse('2026-11-25T15:00:00Z');

let nights: Nights | undefined;
afterEach(() => nights?.close());

function follow(last: number | null, outcomes: readonly Brought[] = []) {
  const clock = new StillClock(MORNING);
  const made: string[] = [];
  const told: (string | null)[] = [];
  nights = followNights({
    clock,
    timeZone: () => 'America/Lima',
    hour: 3,
    last,
    copy: async (date) => {
      made.push(`${date} ${new Date(clock.now()).toISOString().slice(11, 16)}`);
      return outcomes[made.length - 1] ?? { ok: true, where: '/media/usb' };
    },
    tell: async (failure) => void told.push(failure?.why ?? null),
    log: { info: () => {}, warn: () => {} },
  });
  const pass = (ms: number) =>
    clock.advance(ms, async () => {
      await nights?.settled();
      // What follows a copy that is done: the next look.
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    });
  return { made, told, pass };
}

test('a shop that was closed at three makes it when it opens, and then every night at three', async () => {
  const { made, pass } = follow(MORNING - 30 * HOUR);
  await pass(HOUR);
  expect(made).toEqual(['2026-11-25 15:02']);
  await pass(48 * HOUR);
  expect(made).toEqual(['2026-11-25 15:02', '2026-11-26 08:02', '2026-11-27 08:02']);
});

test('one that was made this night is not made again', async () => {
  const { made, pass } = follow(MORNING - 7 * HOUR);
  await pass(10 * HOUR);
  expect(made).toEqual([]);
});

test('where it fails it is tried every hour, she is told once, and it is taken back when it is there', async () => {
  const gone: Brought = { ok: false, why: 'no-folder', detail: '/media/usb' };
  const { made, told, pass } = follow(null, [gone, gone, gone]);
  await pass(4 * HOUR);
  expect(made).toEqual(['2026-11-25 15:02', '2026-11-25 16:02', '2026-11-25 17:02', '2026-11-25 18:02']);
  expect(told).toEqual(['no-folder', null]);
});

test('another reason is news, and so is another night', async () => {
  const gone: Brought = { ok: false, why: 'no-folder', detail: '/media/usb' };
  const full: Brought = { ok: false, why: 'no-room', detail: '/media/usb' };
  const { told, pass } = follow(null, [gone, full, ...Array.from({ length: 40 }, () => full)]);
  await pass(20 * HOUR);
  expect(told).toEqual(['no-folder', 'no-room', 'no-room']);
});
