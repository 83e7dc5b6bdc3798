import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('each try waits about twice as long as the one before, never less than half of it, never over ten minutes', () => {
  expect([0, 1, 2, 3].map((attempts) => backoff(attempts, 0))).toEqual([500, 1000, 2000, 4000]);
  expect([0, 1, 2, 3].map((attempts) => backoff(attempts, 1))).toEqual([1000, 2000, 4000, 8000]);
  expect(backoff(40, 1)).toBe(600_000);
});
