/**
 * What goes wrong on purpose: the next call of a method, or any call by dice that the test throws from its seed.
 * What only the state of the world brings about (a customer who blocked the bot, a group that became a supergroup,
 * a token that was revoked) is not here but there.
 */
import type { Random } from '../../contracts/store/random.ts';

export type Fault =
  | { readonly fault: 'too-many-requests' /** s */; readonly retryAfter: number }
  /** `carriedOut`: what was asked was done before the server failed. */
  | { readonly fault: 'server-error'; readonly status: 500 | 502 | 504; readonly carriedOut: boolean }
  /** The connection is closed without an answer. */
  | { readonly fault: 'no-answer'; readonly carriedOut: boolean }
  | { readonly fault: 'refused'; readonly status: number; readonly description: string };

/** Shares of all calls, each from 0 to 1. */
export interface Odds {
  readonly tooManyRequests?: number;
  readonly serverError?: number;
  readonly noAnswer?: number;
  /** Of the last two, how many were carried out all the same; by default half of them. */
  readonly carriedOut?: number;
  /** Updates that come again after they were confirmed. */
  readonly again?: number;
  /** Updates that arrive before older ones of other chats. */
  readonly overtakes?: number;
  /** The methods that it happens to; by default all that send or edit. */
  readonly methods?: RegExp;
}

const SENDING = /^(send|edit|delete|answer)/;

export class Faults {
  readonly #planned: { readonly method: string; readonly fault: Fault; times: number; after: number }[] = [];
  #random: Random | null = null;
  #odds: Odds = {};

  /** The next `times` calls of this method fail so, once so many went well. */
  next(method: string, fault: Fault, times = 1, after = 0): void {
    this.#planned.push({ method, fault, times, after });
  }

  /** Nothing that was planned happens any more. */
  clear(): void {
    this.#planned.length = 0;
  }

  /** From now on anything may happen, as often as `odds` say; without odds, nothing more. */
  dice(random: Random, odds: Odds = {}): void {
    this.#random = random;
    this.#odds = odds;
  }

  /** What happens to this call; null: nothing. */
  of(method: string): Fault | null {
    const planned = this.#planned.find((candidate) => candidate.method === method && candidate.times > 0);
    if (planned && planned.after > 0) {
      planned.after -= 1;
      return null;
    }
    if (planned) {
      planned.times -= 1;
      return planned.fault;
    }
    return (this.#odds.methods ?? SENDING).test(method) ? this.#thrown() : null;
  }

  isTold(again: 'again' | 'overtakes'): boolean {
    return this.#random?.chance(this.#odds[again] ?? 0) ?? false;
  }

  /** A place from `from` to `to`. */
  place(from: number, to: number): number {
    return from + (this.#random?.below(to - from + 1) ?? 0);
  }

  #thrown(): Fault | null {
    const { tooManyRequests = 0, serverError = 0, noAnswer = 0, carriedOut = 0.5 } = this.#odds;
    const random = this.#random;
    if (!random) return null;
    const thrown = random.next();
    if (thrown < tooManyRequests) return { fault: 'too-many-requests', retryAfter: 1 + random.below(3) };
    if (thrown < tooManyRequests + serverError) return { fault: 'server-error', status: 502, carriedOut: random.chance(carriedOut) };
    if (thrown < tooManyRequests + serverError + noAnswer) return { fault: 'no-answer', carriedOut: random.chance(carriedOut) };
    return null;
  }
}
