/** What happened last, as a failure shows it, and a number that stands for all of it: the same seed, the same number. */
import { crc32 } from 'node:zlib';

const EVENTS_KEPT = 100;

export class Story {
  /** Equal where two runs told the same. */
  fingerprint = 0;
  readonly #now: () => number;
  #events: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  tell(what: string): void {
    const event = `${new Date(this.#now()).toISOString().slice(8, 23)}  ${what}`;
    this.fingerprint = crc32(event, this.fingerprint);
    this.#events.push(event);
    if (this.#events.length > 2 * EVENTS_KEPT) this.#events = this.#events.slice(-EVENTS_KEPT);
  }

  get last(): readonly string[] {
    return this.#events.slice(-EVENTS_KEPT);
  }
}
