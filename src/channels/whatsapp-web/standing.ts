/**
 * How the channel stands, as it is kept over a restart of the program.
 */
import { z } from 'zod';
import { DAY_MS } from './limits.ts';
import { type Situation, STATES, type StateName, situationAt } from './state.ts';

export const standing = z.object({
  /** When the seller agreed to the risk. */
  consentAt: z.number().nullable(),
  state: z.enum(STATES),
  since: z.number(),
  /** When the telephone that is linked now was linked first, ms since the epoch. */
  linkedAt: z.number().nullable(),
  /** Known after a logout, too: the same number is no new one. */
  account: z.string().nullable(),
  /** When the browser had to begin anew, in the last day. */
  restarts: z.array(z.number()),
});
export type Standing = z.infer<typeof standing>;

export const NEVER_STARTED: Standing = { consentAt: null, state: 'off', since: 0, linkedAt: null, account: null, restarts: [] };

/** A restart of the program changes nothing about these: the seller decides. */
const STAY: readonly StateName[] = ['logged_out', 'blocked'];

export function begunWith({ state, account }: Standing, now: number): Situation {
  return { ...situationAt(now, STAY.includes(state) ? state : 'off'), account };
}

export function standingAfter(before: Standing, { state, since, account, trouble }: Situation, now: number): Standing {
  const isNewLink = state === 'ready' && (before.linkedAt === null || before.account !== account);
  const hadTrouble = state === 'recovering' && trouble !== 'quiet-hour';
  return {
    ...before,
    ...{ state, since },
    account: state === 'ready' ? account : before.account,
    linkedAt: isNewLink ? now : before.linkedAt,
    restarts: [...before.restarts, ...(hadTrouble ? [now] : [])].filter((at) => now - at < DAY_MS),
  };
}
