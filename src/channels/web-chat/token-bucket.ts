/**
 * How often someone may knock. One bucket a key, refilled by the clock that is passed in; a full bucket is
 * the same as none, so those are forgotten and the memory stays bounded by who was active lately.
 */
import type { Rate } from './limits.ts';

export interface TokenBuckets {
  /** Takes one token of `key`: 0 when it was there, otherwise the seconds after which it will be (≥ 1). */
  take(key: string): number;
}

/** Keys kept before the full buckets are swept out. */
const SWEEP_AT = 10_000;

/** @param now ms since the epoch. */
export function createTokenBuckets(rate: Rate, now: () => number): TokenBuckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const levelOf = (bucket: { tokens: number; at: number }, at: number): number =>
    Math.min(rate.burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * rate.perSecond);

  const sweep = (at: number): void => {
    for (const [key, bucket] of buckets) if (levelOf(bucket, at) >= rate.burst) buckets.delete(key);
  };

  let sweepAt = SWEEP_AT;
  return {
    take(key) {
      const at = now();
      const known = buckets.get(key);
      const level = known ? levelOf(known, at) : rate.burst;
      if (level < 1) return Math.max(1, Math.ceil((1 - level) / rate.perSecond));
      buckets.set(key, { tokens: level - 1, at });
      if (buckets.size > sweepAt) {
        sweep(at);
        sweepAt = Math.max(SWEEP_AT, buckets.size * 2);
      }
      return 0;
    },
  };
}
