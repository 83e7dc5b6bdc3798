/** How a token of the API is known without being kept: by its hash, compared in a time that tells nothing. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiToken } from '../../decisions/api-token.ts';

/** 36^48 ways: 248 bits, so that a plain hash of it is enough (no password, nothing to guess). */
export const TOKEN_LENGTH = 48;
/** Marks it where it turns up by mistake, for people and for scanners of secrets. */
export const TOKEN_MARK = 'tanteo_';

export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Every token is compared, so that the time says neither whether nor which. */
export function tokenLike(given: string, tokens: Iterable<ApiToken>): ApiToken | null {
  const hash = Buffer.from(hashOfToken(given), 'hex');
  let found: ApiToken | null = null;
  for (const token of tokens) if (timingSafeEqual(Buffer.from(token.hash, 'hex'), hash)) found = token;
  return found;
}

/** From its moment on. `now`: ms. */
export function hasExpired({ expiresAt }: ApiToken, now: number): boolean {
  return expiresAt !== null && now >= Date.parse(expiresAt);
}
