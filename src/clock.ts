/**
 * Time, as it enters the program: once, here. Tests pass a clock that stands still until it is moved.
 */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Calls back once after `ms`; the answer takes the call back. */
  after(ms: number, call: () => void): () => void;
}

/** Longest wait a timer of the platform can hold, in ms (2^31 − 1). */
const LONGEST_WAIT_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: Date.now,
  after(ms, call) {
    const timer = setTimeout(call, Math.min(Math.max(0, ms), LONGEST_WAIT_MS));
    return () => clearTimeout(timer);
  },
};
