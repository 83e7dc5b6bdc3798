/**
 * Waiting that ends when the channel closes, and calls that do not wait for ever: on the clock that is passed in.
 */
import type { Clock } from '../../clock.ts';
import { FIRST_RETRY_MS, LONGEST_RETRY_MS } from './limits.ts';

/** Resolves after `ms`, or at once when `signal` is given. */
export function waitFor(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Gives `work` a signal that is given after `ms`, or with `closing`. */
export async function within<T>(
  clock: Clock,
  ms: number,
  closing: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const cancel = clock.after(ms, giveUp);
  if (closing?.aborted) giveUp();
  closing?.addEventListener('abort', giveUp, { once: true });
  try {
    return await work(patience.signal);
  } finally {
    cancel();
    closing?.removeEventListener('abort', giveUp);
  }
}

/** ms before try number `failures` + 1, half of them by chance. `chance`: 0..1. */
export function retryAfter(failures: number, chance: number): number {
  const whole = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
