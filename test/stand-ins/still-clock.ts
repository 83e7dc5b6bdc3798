/**
 * A clock that stands still until a test moves it: deadlines fall due in their order, at their time, and
 * nothing ever waits for real.
 */
import type { Clock } from '../../src/clock.ts';

interface Waiting {
  readonly at: number;
  readonly call: () => void;
}

export class StillClock implements Clock {
  #now: number;
  readonly #waiting = new Set<Waiting>();

  constructor(now: number) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  after(ms: number, call: () => void): () => void {
    const waiting: Waiting = { at: this.#now + Math.max(0, ms), call };
    this.#waiting.add(waiting);
    // What is due at once must not wait for the test to move the clock.
    if (ms <= 0) queueMicrotask(() => this.#ring(waiting));
    return () => this.#waiting.delete(waiting);
  }

  /** Moves the time on; `settle` runs after each deadline, so that what it causes is finished before the next. */
  async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.at);
      this.#ring(next);
      await settle();
    }
    this.#now = until;
    await settle();
  }

  #next(until: number): Waiting | undefined {
    return [...this.#waiting].filter((waiting) => waiting.at <= until).sort((a, b) => a.at - b.at)[0];
  }

  #ring(waiting: Waiting): void {
    if (this.#waiting.delete(waiting)) waiting.call();
  }
}
