/** Chance from a seed: the same number gives the same run again. */

export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number;
  /** True in `share` of all cases. */
  chance(share: number): boolean;
}

/** mulberry32, public domain: 32 bits of state, enough to choose among faults. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (below) => Math.floor(next() * below), chance: (share) => next() < share };
}
