/**
 * The next of many deadlines: a heap by time and one timer of the platform for its head. What it holds
 * is only a copy; the deadlines themselves are data in the store.
 */
import type { Clock } from '../clock.ts';

interface Entry<T> {
  readonly at: number;
  readonly item: T;
}

/** A machine that slept, or a clock that was set, is noticed after this long, in ms. */
const LONGEST_LOOK_AWAY_MS = 60_000;

export class Alarm<T> {
  readonly #clock: Clock;
  readonly #ring: (item: T) => void;
  readonly #heap: Entry<T>[] = [];
  #cancel: (() => void) | null = null;
  #armedFor = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, ring: (item: T) => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** `at`: ms since the epoch. An item is not taken back: whoever is rung checks whether it still counts. */
  set(at: number, item: T): void {
    const heap = this.#heap;
    heap.push({ at, item });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.#before(parent, child)) break;
      this.#swap(parent, child);
      child = parent;
    }
    this.#arm();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#heap.length = 0;
    this.#armedFor = Number.POSITIVE_INFINITY;
  }

  #arm(): void {
    const head = this.#heap[0];
    if (!head || head.at >= this.#armedFor) return;
    this.#cancel?.();
    this.#armedFor = head.at;
    this.#cancel = this.#clock.after(Math.min(LONGEST_LOOK_AWAY_MS, head.at - this.#clock.now()), () => this.#due());
  }

  #due(): void {
    this.#cancel = null;
    this.#armedFor = Number.POSITIVE_INFINITY;
    const due: T[] = [];
    for (let head = this.#heap[0]; head && head.at <= this.#clock.now(); head = this.#heap[0]) due.push(this.#pop(head));
    for (const item of due) this.#ring(item);
    this.#arm();
  }

  #pop(head: Entry<T>): T {
    const heap = this.#heap;
    const last = heap.pop();
    if (last && heap.length > 0) heap[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= heap.length) break;
      const least = left + 1 < heap.length && !this.#before(left, left + 1) ? left + 1 : left;
      if (this.#before(parent, least)) break;
      this.#swap(parent, least);
      parent = least;
    }
    return head.item;
  }

  #before(a: number, b: number): boolean {
    return (this.#heap[a]?.at ?? 0) <= (this.#heap[b]?.at ?? 0);
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first && second) [this.#heap[a], this.#heap[b]] = [second, first];
  }
}
