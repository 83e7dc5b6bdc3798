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

export function keyOnly({ key, now, addressOf, log }: KeyDeps): MiddlewareHandler {
  const wrongKeys = createWrongKeys(now);
  return async (context, next) => {
    const address = addressOf(context);
    if (wrongKeys.wait(address) > 0) return context.json({ error: 'too many wrong keys' }, 429);
    const given = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    if (given !== undefined && sameSecret(given, key)) return next();
    wrongKeys.note(address);
    log.warn('wrong key for the upkeep of the data');
    return context.json({ error: 'wrong key' }, 401);
  };
}
