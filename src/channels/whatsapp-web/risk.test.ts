/**
 * How likely it is that the number is taken away, as the seller reads it.
 */
import { describe, expect, test } from 'vitest';
import { type Behaviour, riskOf } from './risk.ts';

const DAY = 86_400_000;
const USUAL: Behaviour = {
  ...{ linkedAt: 0, now: 30 * DAY, lastHour: 10, lastDay: 80, perHour: 200, perDay: 1000 },
  ...{ refused: 0, unasked: 0, alike: 3 },
};

describe('the risk', () => {
  test('is low while a known number only answers', () => {
    expect(riskOf(USUAL)).toEqual({ level: 'low', reasons: ['usual'] });
  });

  test('is medium while the number is new', () => {
    expect(riskOf({ ...USUAL, linkedAt: 29 * DAY })).toEqual({ level: 'medium', reasons: ['new-number'] });
  });

  test('is high where WhatsApp refuses, or much leaves, and the heaviest reason is said first', () => {
    expect(riskOf({ ...USUAL, refused: 6 })).toEqual({ level: 'high', reasons: ['refused'] });
    expect(riskOf({ ...USUAL, lastHour: 190, linkedAt: 29 * DAY })).toEqual({ level: 'high', reasons: ['many-an-hour', 'new-number'] });
    expect(riskOf({ ...USUAL, unasked: 70 }).reasons).toEqual(['first-contacts']);
  });
});
