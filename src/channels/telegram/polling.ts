/**
 * Asking Telegram for updates, one long question after another. Those of one chat are handed over in their order,
 * different chats at the same time; Telegram is told that it may forget an update only after the shop has it and all
 * before it on disk. What the shop cannot keep now comes again.
 */
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Call } from './caller.ts';
import { CallFailed } from './driver.ts';
import { ALLOWED_UPDATES, POLL_GRACE_MS, POLL_WAIT_S, REFUSED_RETRY_MS, UPDATES_AT_ONCE } from './limits.ts';
import type { Standing } from './standing.ts';
import { updateIdOf } from './update.ts';
import { retryAfter, waitFor } from './waiting.ts';

export interface PollingDeps {
  readonly call: Call;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly standing: Standing;
  /** Of each, whether the shop has it. */
  readonly takeAll: (updates: readonly unknown[]) => Promise<readonly boolean[]>;
  readonly log: Pick<Log, 'warn'>;
}

/** Until `closing`; resolves when nothing is under way any more. */
export async function poll(deps: PollingDeps, closing: AbortSignal): Promise<void> {
  const { call, clock, chance, standing } = deps;
  let offset = 0;
  let told = 0;
  let failures = 0;
  while (!closing.aborted) {
    try {
      const updates = await ask(call, offset, closing);
      told = offset;
      const next = after(updates, await deps.takeAll(updates), offset);
      offset = next.offset;
      standing.is(next.all ? 'receiving' : 'not-kept');
      failures = next.all ? 0 : failures + 1;
      if (!next.all) await waitFor(clock, retryAfter(failures, chance()), closing);
    } catch (problem) {
      if (closing.aborted) break;
      failures += 1;
      await waitFor(clock, patience(deps, problem, failures), closing);
    }
  }
  if (told < offset) await confirm(call, offset);
}

const listOfUpdates = z.array(z.unknown());

async function ask(call: Call, offset: number, closing: AbortSignal): Promise<readonly unknown[]> {
  const answer = await call(
    'getUpdates',
    { offset, limit: UPDATES_AT_ONCE, timeout: POLL_WAIT_S, allowed_updates: ALLOWED_UPDATES },
    { timeoutMs: POLL_WAIT_S * 1000 + POLL_GRACE_MS, closing },
  );
  return listOfUpdates.parse(answer);
}

/** The first update that the shop does not have, and whether it has all of these. */
function after(updates: readonly unknown[], kept: readonly boolean[], offset: number): { readonly offset: number; readonly all: boolean } {
  const first = kept.indexOf(false);
  const ids = updates.map(updateIdOf).filter((id) => id !== null);
  const missing = first < 0 ? null : updateIdOf(updates[first]);
  return { offset: missing ?? Math.max(offset, ...ids.map((id) => id + 1)), all: first < 0 };
}

/** ms to wait after something went wrong. */
function patience({ standing, chance, log }: PollingDeps, problem: unknown, failures: number): number {
  if (!(problem instanceof CallFailed)) {
    standing.is('unreachable');
    log.warn('an answer of Telegram could not be read', { error: problem });
    return retryAfter(failures, chance());
  }
  standing.failed(problem);
  log.warn('messages of Telegram could not be asked for', { status: problem.status, attempts: failures, reason: problem.message });
  if (problem.retryAfterS !== null) return problem.retryAfterS * 1000;
  if (standing.state() === 'token-refused') return REFUSED_RETRY_MS;
  // A connection that died while nobody wrote is replaced at once.
  return problem.status === 0 && problem.uncertain && failures === 1 ? 0 : retryAfter(failures, chance());
}

/** The last ones are told as kept with one more question; if it does not arrive, they come again and are known. */
async function confirm(call: Call, offset: number): Promise<void> {
  await call('getUpdates', { offset, limit: 1, timeout: 0 }, { timeoutMs: CONFIRM_MS }).catch(() => {});
}

/** A shop that closes does not wait long, in ms. */
const CONFIRM_MS = 3_000;
