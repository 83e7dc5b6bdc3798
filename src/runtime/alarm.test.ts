import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StillClock } from '../../test/stand-ins/still-clock.ts';
import { Alarm } from './alarm.ts';

const nothing = async () => {};

test('whatever the order in which deadlines are set, they ring in the order of their times and never early', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 60 }), async (times) => {
      const clock = new StillClock(0);
      const rung: number[] = [];
      const alarm = new Alarm<number>(clock, (at) => {
        expect(clock.now()).toBeGreaterThanOrEqual(at);
        rung.push(at);
      });
      for (const at of times) alarm.set(at, at);
      await clock.advance(10_000, nothing);
      expect(rung).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});

test('a nearer deadline set later rings first', async () => {
  const clock = new StillClock(0);
  const rung: string[] = [];
  const alarm = new Alarm<string>(clock, (item) => rung.push(item));
  alarm.set(1000, 'tomorrow');
  alarm.set(10, 'soon');
  await clock.advance(20, nothing);
  expect(rung).toEqual(['soon']);
  await clock.advance(1000, nothing);
  expect(rung).toEqual(['soon', 'tomorrow']);
});

test('a deadline set by one that rings is not forgotten', async () => {
  const clock = new StillClock(0);
  const rung: number[] = [];
  const alarm = new Alarm<number>(clock, (round) => {
    rung.push(clock.now());
    if (round < 3) alarm.set(clock.now() + 5, round + 1);
  });
  alarm.set(5, 1);
  await clock.advance(100, nothing);
  expect(rung).toEqual([5, 10, 15]);
});

test('a stopped alarm stays silent', async () => {
  const clock = new StillClock(0);
  const rung: string[] = [];
  const alarm = new Alarm<string>(clock, (item) => rung.push(item));
  alarm.set(5, 'x');
  alarm.stop();
  await clock.advance(100, nothing);
  expect(rung).toEqual([]);
});
