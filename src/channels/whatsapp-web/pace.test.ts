/**
 * The pace of a person, whoever is in a hurry.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { capsOf, placeFor, roomAt, typingMs } from './pace.ts';

const DAY = 86_400_000;
const CAPS = { perMinute: 3, perHour: 5, perDay: 8 };

describe('how much leaves', () => {
  test('a new number sends a quarter, for two weeks', () => {
    expect(capsOf(LIMITS, null, 0)).toEqual({ perMinute: 5, perHour: 50, perDay: 250 });
    expect(capsOf(LIMITS, 0, 14 * DAY - 1)).toEqual({ perMinute: 5, perHour: 50, perDay: 250 });
    expect(capsOf(LIMITS, 0, 14 * DAY)).toEqual({ perMinute: 20, perHour: 200, perDay: 1000 });
  });

  test('the next one leaves when the oldest of the minute is a minute old', () => {
    expect(roomAt([0, 1000, 2000], 3000, CAPS)).toBe(60_000);
    expect(roomAt([0, 1000], 3000, CAPS)).toBe(3000);
    expect(roomAt([0, 1000, 2000], 70_000, CAPS)).toBe(70_000);
  });

  test('no minute, hour or day ever holds more than its cap, and no two messages are too close', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            wait: fc.integer({ min: 0, max: 400_000 }),
            chat: fc.integer({ min: 0, max: 3 }),
            chance: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
          { maxLength: 60 },
        ),
        (asked) => {
          const left: { readonly chat: number; readonly at: number }[] = [];
          let now = 0;
          for (const { wait, chat, chance } of asked) {
            now += wait;
            const before = {
              sent: left.map(({ at }) => at),
              lastInChat: left.findLast((one) => one.chat === chat)?.at ?? null,
              last: left.at(-1)?.at ?? null,
            };
            const { typesAt, leavesAt } = placeFor(40, before, now, CAPS, LIMITS, chance);
            expect(typesAt).toBeGreaterThanOrEqual(now);
            expect(leavesAt - typesAt).toBe(typingMs(40, LIMITS));
            expect(leavesAt - (before.last ?? -Infinity)).toBeGreaterThanOrEqual(LIMITS.betweenMs);
            expect(leavesAt - (before.lastInChat ?? -Infinity)).toBeGreaterThanOrEqual(LIMITS.betweenInChatMs);
            left.push({ chat, at: leavesAt });
          }
          for (const [most, window] of [
            [CAPS.perMinute, 60_000],
            [CAPS.perHour, 3_600_000],
            [CAPS.perDay, DAY],
          ] as const) {
            for (const { at } of left) {
              expect(left.filter((one) => one.at >= at && one.at < at + window).length).toBeLessThanOrEqual(most);
            }
          }
        },
      ),
    );
  });

  test('a long text takes longer to type, within reason', () => {
    expect(typingMs(1, LIMITS)).toBe(800);
    expect(typingMs(60, LIMITS)).toBe(1800);
    expect(typingMs(4000, LIMITS)).toBe(4000);
  });
});
