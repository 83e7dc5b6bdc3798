/**
 * One process of the shop, from its start to its end. Everything that can make it wait goes through its
 * life, so that it simply stops where it is when it ends: nothing of it runs on, nothing is answered.
 */
import type { Clock } from '../../src/clock.ts';
import type { World } from './world.ts';

export class Life {
  readonly number: number;
  /** `closing`: it takes nothing more and ends what it is at. */
  state: 'opening' | 'open' | 'closing' | 'over' = 'opening';
  readonly clock: Clock;
  readonly #world: World;

  constructor(world: World, number: number) {
    this.#world = world;
    this.number = number;
    this.clock = {
      now: () => world.time.now + world.clockError,
      after: (ms, call) => {
        let wanted = true;
        world.time.after(ms, () => {
          if (wanted && this.goesOn) this.#ring(call);
        });
        return () => {
          wanted = false;
        };
      },
    };
  }

  /** What a timer throws nobody catches: it would end the process. */
  #ring(call: () => void): void {
    try {
      call();
    } catch (problem) {
      this.#world.violated('nothing fails behind the scenes', `a timer threw ${problem instanceof Error ? problem.stack : problem}`);
    }
  }

  get goesOn(): boolean {
    return this.state !== 'over';
  }

  /** Resolves after `ms`, never if the process ends before. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#world.time.after(ms, () => {
        if (this.goesOn) resolve();
      });
    });
  }
}
