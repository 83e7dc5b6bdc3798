/** `getUpdates` as the server does it (bot-api Client.cpp): one waits at a time, and only a higher offset confirms. */
import { z } from 'zod';
import type { Clock } from '../../../src/clock.ts';
import { type Answer, done, OTHER_POLLER } from './answer.ts';
import type { Updates } from './updates.ts';

const MOST_UPDATES = 100;
const LONGEST_POLL_S = 50;
/** Who asks for the same again so soon gets one update. (The wait of three seconds that the server adds is left out: on a clock that stands still it would never end.) */
const ONE_BY_ONE_MS = 500;

const asked = z.object({ offset: z.int().default(0), limit: z.int().default(MOST_UPDATES), timeout: z.int().default(0) });

export class Polling {
  readonly #clock: Clock;
  readonly #updates: Updates;
  #open: { end(answer: Answer | null): void } | null = null;
  #last = { offset: 0, at: Number.NEGATIVE_INFINITY };

  constructor(clock: Clock, updates: Updates) {
    this.#clock = clock;
    this.#updates = updates;
  }

  /** null: nobody is there any more to be answered. `onGone` is given what to do when the client hangs up. */
  async poll(params: unknown, onGone: (gone: () => void) => void): Promise<Answer | null> {
    const { offset, limit, timeout } = asked.parse(params);
    if (offset < 0) this.#updates.keepLast(-offset);
    else this.#updates.confirmBelow(offset);
    const since = this.#clock.now() - this.#last.at;
    const isSame = offset !== 0 && offset === this.#last.offset;
    this.#last = { offset, at: this.#clock.now() };
    const most = isSame && since < ONE_BY_ONE_MS ? 1 : Math.min(Math.max(1, limit), MOST_UPDATES);
    this.#open?.end(OTHER_POLLER);
    if (timeout > 0 && this.#updates.isEmpty) {
      const ended = await this.#waits(Math.min(timeout, LONGEST_POLL_S) * 1000, onGone);
      if (ended !== 'news') return ended;
    }
    return done(this.#updates.take(most));
  }

  /** Somebody waits for news. */
  get isWaiting(): boolean {
    return this.#open !== null;
  }

  /** There is something to tell. */
  wake(): void {
    if (!this.#updates.isEmpty) this.#open?.end(null);
  }

  /** A webhook was set, or the server closes. */
  end(answer: Answer): void {
    this.#open?.end(answer);
  }

  #waits(ms: number, onGone: (gone: () => void) => void): Promise<Answer | null | 'news'> {
    return new Promise((resolve) => {
      let isGone = false;
      const open = {
        end: (answer: Answer | null) => {
          if (this.#open === open) this.#open = null;
          takeBack();
          if (isGone) resolve(null);
          else resolve(answer ?? 'news');
        },
      };
      const takeBack = this.#clock.after(ms, () => open.end(null));
      onGone(() => {
        isGone = true;
        open.end(null);
      });
      this.#open = open;
    });
  }
}
