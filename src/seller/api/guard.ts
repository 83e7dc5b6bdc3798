/** Who comes in by the API: a token that is known, not expired, and does not ask faster than it may. */
import type { Context } from 'hono';
import type { ApiToken } from '../../decisions/api-token.ts';
import { createWrongKeys } from '../pages/session.ts';
import type { ApiDeps } from './deps.ts';
import { problem } from './problem.ts';
import { hasExpired, tokenLike } from './token-hash.ts';

/** Requests of one token in a minute: a program that reads every order page by page stays below it. */
export const REQUESTS_A_MINUTE = 240;
const MINUTE_MS = 60_000;

/** The token, or why there is none. */
export type Guard = (context: Context) => Promise<ApiToken | Response>;

export function createGuard(deps: Pick<ApiDeps, 'tokens' | 'actOnToken' | 'now' | 'addressOf'>): Guard {
  const wrong = createWrongKeys(deps.now);
  const used = new Map<string, { readonly minute: number; readonly count: number }>();
  return async (context) => {
    const address = deps.addressOf(context);
    const wait = wrong.wait(address);
    if (wait > 0) return tooMany('Too many wrong tokens from here.', wait);
    const given = /^Bearer (\S{1,200})$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const token = given === undefined ? null : tokenLike(given, deps.tokens());
    if (!token || hasExpired(token, deps.now())) {
      if (given !== undefined) wrong.note(address);
      const detail = token ? 'The token has expired.' : 'Send Authorization: Bearer with a token made by: npm run -s token -- create';
      return problem('UNAUTHENTICATED', detail, {}, { 'WWW-Authenticate': 'Bearer realm="tanteo"' });
    }
    const minute = Math.floor(deps.now() / MINUTE_MS);
    const before = used.get(token.id);
    const count = before?.minute === minute ? before.count + 1 : 1;
    used.set(token.id, { minute, count });
    if (count > REQUESTS_A_MINUTE)
      return tooMany(`A token may ask ${REQUESTS_A_MINUTE} times a minute.`, (minute + 1) * MINUTE_MS - deps.now());
    const day = new Date(deps.now()).toISOString().slice(0, 10);
    if (token.lastUsedDay !== day) await deps.actOnToken({ do: 'note-token', tokenId: token.id, day });
    return token;
  };
}

function tooMany(detail: string, waitMs: number): Response {
  return problem('TOO_MANY_REQUESTS', detail, {}, { 'Retry-After': String(Math.ceil(waitMs / 1000)) });
}
