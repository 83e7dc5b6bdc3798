/**
 * A clock that runs by itself, only faster than life: for stories in which something real, a browser, takes its own time
 * while the shop keeps the pace of a person. A story may also leap ahead.
 */
import { StillClock } from './still-clock.ts';

interface Waiting {
  readonly at: number;
  readonly call: () => void;
  timer: NodeJS.Timeout;
}

export class QuickClock extends StillClock {
  readonly #speed: number;
  readonly #waiting = new Set<Waiting>();
  readonly #began = performance.now();
  #offset: number;

  /** @param speed ms that pass in one ms of life. */
  constructor(now: number, speed: number) {
    super(now);
    this.#offset = now;
    this.#speed = speed;
  }

  override readonly now = (): number => Math.floor(this.#offset + (performance.now() - this.#began) * this.#speed);

  override after(ms: number, call: () => void): () => void {
    const at = this.now() + Math.max(0, ms);
    const waiting: Waiting = { at, call, timer: setTimeout(() => {}, 0) };
    this.#waiting.add(waiting);
    this.#arm(waiting);
    return () => {
      clearTimeout(waiting.timer);
      this.#waiting.delete(waiting);
    };
  }

  /** Waits in life for what is left of it. */
  override async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    await settle();
    await new Promise<void>((resolve) => this.after(ms, resolve));
    await settle();
  }

  /** At once so much later: what fell due meanwhile is due now. */
  leap(ms: number): void {
    this.#offset += ms;
    for (const waiting of this.#waiting) this.#arm(waiting);
  }

  #arm(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    // A day in one go at the most: longer waits than a timer holds are armed again.
    const left = Math.min((waiting.at - this.now()) / this.#speed, 86_400_000);
    waiting.timer = setTimeout(() => (this.now() < waiting.at ? this.#arm(waiting) : this.#ring(waiting)), Math.max(0, left));
  }

  #ring(waiting: Waiting): void {
    if (this.#waiting.delete(waiting)) waiting.call();
  }
}
