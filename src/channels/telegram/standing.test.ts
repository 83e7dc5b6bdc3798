/** How the channel stands: what it says is how its last question ended. */
import { expect, test } from 'vitest';
import { CallFailed } from './driver.ts';
import { HEALTH_WORDS } from './health-words.ts';
import { CONFLICT_MEMORY_MS } from './limits.ts';
import { createStanding } from './standing.ts';

const refused = (error_code: number) => CallFailed.refused('getUpdates', { ok: false, error_code, description: 'no' });

function standing() {
  let now = 1_000_000;
  const stands = createStanding({ now: () => now }, () => HEALTH_WORDS.en);
  return {
    ...stands,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('it is well while its questions are answered', () => {
  const { is, failed, health } = standing();
  expect(health()).toEqual({ ok: false, words: HEALTH_WORDS.en['not-started'] });
  is('receiving');
  expect(health()).toEqual({ ok: true, words: HEALTH_WORDS.en.receiving });
  failed(CallFailed.unanswered('getUpdates', new Error('x')));
  expect(health()).toEqual({ ok: false, words: HEALTH_WORDS.en.unreachable });
  failed(refused(401));
  expect(health()).toEqual({ ok: false, words: HEALTH_WORDS.en['token-refused'] });
});

test('two programs interrupt each other: an answer in between is no end of it', () => {
  const { is, failed, health, state, pass } = standing();
  failed(refused(409));
  is('receiving');
  expect(state()).toBe('other-program');
  expect(health().ok).toBe(false);
  pass(CONFLICT_MEMORY_MS - 1);
  is('receiving');
  expect(state()).toBe('other-program');
  pass(1);
  is('receiving');
  expect(health().ok).toBe(true);
});
