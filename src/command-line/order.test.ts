import { expect, test } from 'vitest';
import { askedIn } from './order.ts';

test('what was typed at a terminal', () => {
  expect(askedIn(['1001'])).toEqual({ number: 1001, command: null, written: {} });
  expect(askedIn(['#1001', 'dispatch', '--tracking', 'X 1', '--on-trust=paga luego'])).toEqual({
    number: 1001,
    command: 'dispatch',
    written: { tracking: 'X 1', onTrust: 'paga luego' },
  });
  expect(askedIn(['1001', 'refund', '--by-hand', '--reason', 'tarde'])).toMatchObject({ written: { byHand: 'yes', reason: 'tarde' } });
  expect(askedIn(['dispatch', '1001'])).toBeNull();
  expect(askedIn(['1001', 'dispatch', 'X'])).toBeNull();
  expect(askedIn([])).toBeNull();
});

test('an option that is given several times is all of them, where that means something', () => {
  expect(askedIn(['1001', 'edit', '--line', 'polo/rojo/m=1', '--line', 'gorra+2', '--dry-run'])).toMatchObject({
    command: 'edit',
    written: { line: 'polo/rojo/m=1, gorra+2', dryRun: 'yes' },
  });
});
