/**
 * Messages of which nobody knows whether they arrived. Telegram cannot be asked what a chat holds, so such a message
 * leaves again: a customer who reads something twice loses nothing, one who waits for an answer that never comes does.
 * But not blindly: first Telegram has to answer something, so that a line that is down makes no copies, and each time
 * later than before; in the end the seller is told instead.
 */
import type { Call } from './caller.ts';
import { CallFailed } from './driver.ts';
import { DOUBT_WAITS_MS } from './limits.ts';

export interface Doubt {
  /** Whether Telegram answers at all, asked with something that changes nothing. */
  isOver(): Promise<boolean>;
  /** Again no answer: ms after which it may leave once more; null: often enough. */
  again(key: string): number | null;
  /** It is known what became of it. */
  known(key: string): void;
}

export function createDoubt(call: Call): Doubt {
  const times = new Map<string, number>();
  let asking: Promise<boolean> | null = null;

  const ask = async (): Promise<boolean> => {
    try {
      await call('getMe', {});
      return true;
    } catch (problem) {
      return problem instanceof CallFailed && !problem.uncertain && problem.status !== 0;
    } finally {
      asking = null;
    }
  };

  return {
    isOver() {
      asking ??= ask();
      return asking;
    },
    again(key) {
      const before = times.get(key) ?? 0;
      const wait = DOUBT_WAITS_MS[before];
      if (wait === undefined) times.delete(key);
      else times.set(key, before + 1);
      return wait ?? null;
    },
    known(key) {
      times.delete(key);
    },
  };
}
