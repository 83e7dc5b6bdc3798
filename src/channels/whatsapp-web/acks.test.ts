/**
 * WhatsApp's word that it has a message, whenever it comes.
 */
import { expect, test } from 'vitest';
import { StillClock } from '../../../test/stand-ins/still-clock.ts';
import { createAcks, REFUSED, WAITING } from './acks.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('the word may come before anybody waits, after, with the answer, or not at all', async () => {
  const clock = new StillClock(0);
  const acks = createAcks(clock, 10_000);
  expect(acks.came('before', 1)).toBe(false);
  expect(await acks.of('before', WAITING)).toBe(1);
  const after = acks.of('after', WAITING);
  acks.came('after', WAITING);
  expect(acks.came('after', 2)).toBe(true);
  expect(await after).toBe(2);
  expect(await acks.of('with', REFUSED)).toBe(REFUSED);
  const never = acks.of('never', WAITING);
  await clock.advance(10_000, settle);
  expect(await never).toBe(WAITING);
});
