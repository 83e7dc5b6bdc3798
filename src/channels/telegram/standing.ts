/**
 * How the channel stands, from what its calls come to. Healthy is a channel whose last question was answered, not one
 * that once began.
 */
import type { Clock } from '../../clock.ts';
import type { ChannelHealth } from '../port.ts';
import type { CallFailed } from './driver.ts';
import { CONFLICT_MEMORY_MS } from './limits.ts';
import { refusesToken } from './outcome.ts';

/**
 * `unreachable`: no answer, or Telegram has trouble of its own. `not-kept`: messages come, and the shop cannot keep
 * them. `other-program`: another one asks for the messages of the same bot. `other-address`: Telegram delivers
 * elsewhere. `undelivered`: Telegram says that it cannot deliver here.
 */
export const STATES = [
  'not-started',
  'connecting',
  'receiving',
  'unreachable',
  'not-kept',
  'token-refused',
  'other-program',
  'other-address',
  'undelivered',
  'stopped',
] as const;
export type State = (typeof STATES)[number];

/** What health says of each, in the language of the shop. */
export type HealthWords = Readonly<Record<State, string>>;

export interface Standing {
  state(): State;
  is(state: State): void;
  /** A question was not answered as it should be. */
  failed(problem: CallFailed): void;
  health(): ChannelHealth;
}

/** @param words in the shop's language */
export function createStanding(clock: Pick<Clock, 'now'>, words: () => HealthWords): Standing {
  let state: State = 'not-started';
  let conflictAt: number | null = null;

  const is = (next: State): void => {
    // Between two interruptions by another program some questions are answered: that is no end of it.
    const interrupted = conflictAt !== null && clock.now() - conflictAt < CONFLICT_MEMORY_MS;
    state = next === 'receiving' && interrupted ? 'other-program' : next;
  };

  return {
    state: () => state,
    is,
    failed(problem) {
      if (refusesToken(problem)) return is('token-refused');
      if (problem.status !== CONFLICT) return is('unreachable');
      conflictAt = clock.now();
      is('other-program');
    },
    health: () => ({ ok: state === 'receiving', words: words()[state] }),
  };
}

/** bot-api Client.cpp: "Conflict: terminated by other getUpdates request", "can't use getUpdates method while webhook is active". */
const CONFLICT = 409;
