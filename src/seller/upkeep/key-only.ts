/** Lets through who sends the seller's key itself, and slows down who guesses: for doors that no browser uses. */
import type { Context, MiddlewareHandler } from 'hono';
import type { Log } from '../../log.ts';
import { createWrongKeys, sameSecret } from '../pages/session.ts';

export interface KeyDeps {
  readonly key: string;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly addressOf: (context: Context) => string;
  readonly log: Log;
}

/** Who guesses is slowed down: `too many` says nothing of the key. */
export function keyChecker({ key, now, addressOf, log }: KeyDeps): (context: Context) => 'right' | 'wrong' | 'too many' {
  const wrongKeys = createWrongKeys(now);
  return (context) => {
    const address = addressOf(context);
    if (wrongKeys.wait(address) > 0) return 'too many';
    const given = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    if (given !== undefined && sameSecret(given, key)) return 'right';
    wrongKeys.note(address);
    log.warn('wrong key of the seller');
    return 'wrong';
  };
}

export function keyOnly(deps: KeyDeps): MiddlewareHandler {
  const check = keyChecker(deps);
  return async (context, next) => {
    const checked = check(context);
    if (checked === 'right') return next();
    return checked === 'wrong' ? context.json({ error: 'wrong key' }, 401) : context.json({ error: 'too many wrong keys' }, 429);
  };
}
