/**
 * How long to wait before something is tried again (facts/store.md §2.2).
 */
const FIRST_MS = 1000;
const LONGEST_MS = 10 * 60_000;

/** ms before try number `attempts` + 1: doubling, half of it by chance. `chance`: 0..1. */
export function backoff(attempts: number, chance: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts);
  return Math.round(whole / 2 + (whole / 2) * chance);
}
