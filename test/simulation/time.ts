/**
 * Time, as it passes in the simulated world: what is to happen lies in a heap, and the clock jumps from
 * one event to the next. The shop's own clock may be wrong; this one never is.
 */

interface Happening {
  readonly at: number;
  /** Of two at the same instant the one that was planned first comes first. */
  readonly turn: number;
  readonly call: () => void;
}

export class SimulatedTime {
  /** ms since the epoch. */
  now: number;
  #turn = 0;
  readonly #heap: Happening[] = [];

  constructor(now: number) {
    this.now = now;
  }

  /** Calls back `ms` from now; within this very instant where it is 0 or less. */
  after(ms: number, call: () => void): void {
    const heap = this.#heap;
    heap.push({ at: this.now + Math.max(0, ms), turn: this.#turn++, call });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.#before(parent, child)) break;
      this.#swap(parent, child);
      child = parent;
    }
  }

  /** Lets the next thing happen. False, at `until`, where nothing happens before. */
  step(until: number): boolean {
    const head = this.#heap[0];
    if (!head || head.at > until) {
      this.now = Math.max(this.now, until);
      return false;
    }
    this.#removeHead();
    this.now = head.at;
    head.call();
    return true;
  }

  #removeHead(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    heap[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= heap.length) return;
      const least = left + 1 < heap.length && !this.#before(left, left + 1) ? left + 1 : left;
      if (this.#before(parent, least)) return;
      this.#swap(parent, least);
      parent = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (!first || !second) return true;
    return first.at < second.at || (first.at === second.at && first.turn < second.turn);
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first && second) [this.#heap[a], this.#heap[b]] = [second, first];
  }
}
