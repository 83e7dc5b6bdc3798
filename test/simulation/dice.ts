/** Chance as a simulation needs it: everything that happens in a run is drawn from this one stream. */
import { type Random, randomFrom } from '../contracts/store/random.ts';

export interface Dice extends Random {
  /** One of them, each as likely. */
  pick<T>(of: readonly T[]): T;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** One of the second parts, as likely as the first part says. */
  weigh<T>(of: readonly (readonly [weight: number, thing: T])[]): T;
  /** Text of `length` characters of `[a-z0-9]`. */
  id(length: number): string;
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

export function diceFrom(seed: number): Dice {
  const random = randomFrom(seed);
  const { below } = random;
  function one<T>(of: readonly T[], index: number): T {
    const found = of[index];
    if (found === undefined) throw new Error('there is nothing to choose from');
    return found;
  }
  return {
    ...random,
    pick: (of) => one(of, below(of.length)),
    between: (least, most) => least + below(most - least + 1),
    weigh(of) {
      let left = random.next() * of.reduce((sum, [weight]) => sum + weight, 0);
      const index = of.findIndex(([weight]) => {
        left -= weight;
        return left < 0;
      });
      return one(of, index < 0 ? of.length - 1 : index)[1];
    },
    id: (length) => Array.from({ length }, () => ALPHABET[below(ALPHABET.length)]).join(''),
  };
}
