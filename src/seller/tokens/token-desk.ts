/**
 * The desk at which the seller makes, lists and revokes tokens of the API, for an open and for a closed shop.
 * A new token is said once, as the first line, and known to nobody afterwards.
 */
import { z } from 'zod';
import type { Language } from '../../commerce/catalog.ts';
import type { ApiScope, ApiToken, TokenAction, TokenReply } from '../../decisions/api-token.ts';
import { API_SCOPES, isScope } from '../api/scopes.ts';
import { hasExpired, hashOfToken, TOKEN_LENGTH, TOKEN_MARK } from '../api/token-hash.ts';
import type { Told } from '../desk/order-desk.ts';
import { fill } from '../pages/texts.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

/** Spanish is the measure. */
const TEXTS: Readonly<Record<Language, typeof es>> = { es, pt, en };

export interface TokenDeps {
  readonly tokens: () => Iterable<ApiToken>;
  /** Resolves when it is on disk. */
  readonly actOnToken: (action: TokenAction) => Promise<TokenReply>;
  /** Unguessable text of `length` characters of `[a-z0-9]`. */
  readonly newId: (length: number) => string;
  /** ms since the epoch. */
  readonly now: () => number;
}

export const tokenAskedSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('create'), name: z.string(), scopes: z.string(), expires: z.string().nullable() }),
  z.object({ do: z.literal('list') }),
  z.object({ do: z.literal('revoke'), name: z.string() }),
]);
/** As it was written on the terminal. */
export type TokenAsked = z.output<typeof tokenAskedSchema>;

/** Characters of a name: it stands in the history of orders. */
const LONGEST_NAME = 40;
/** Days of a token at most: ten years. */
const MOST_DAYS = 3650;
const DAY_MS = 24 * 60 * 60_000;

export function tokenUse(language: Language): string {
  return fill(TEXTS[language].use, { scopes: API_SCOPES.join(' ') });
}

export async function atTokenDesk(deps: TokenDeps, asked: TokenAsked, language: Language): Promise<Told> {
  const texts = TEXTS[language];
  switch (asked.do) {
    case 'create':
      return create(deps, asked, language);
    case 'list': {
      const tokens = [...deps.tokens()].toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
      return { ok: true, lines: tokens.length === 0 ? [texts.none] : tokens.map((token) => rowOf(token, deps.now(), language)) };
    }
    case 'revoke': {
      const { token } = await deps.actOnToken({ do: 'revoke-token', tokenId: idOf(asked.name) });
      return token ? { ok: true, lines: [fill(texts.revoked, { name: token.name })] } : refused(fill(texts.unknown, { name: asked.name }));
    }
  }
}

async function create(deps: TokenDeps, asked: Extract<TokenAsked, { do: 'create' }>, language: Language): Promise<Told> {
  const texts = TEXTS[language];
  const name = asked.name.trim();
  if (name === '' || name.length > LONGEST_NAME || /[\p{Cc}:]/u.test(name)) return refused(fill(texts.badName, { most: LONGEST_NAME }));
  const words = asked.scopes.split(/[\s,]+/).filter(Boolean);
  const unknown = words.find((word) => !isScope(word));
  if (unknown !== undefined || words.length === 0)
    return refused(fill(texts.badScope, { scope: unknown ?? '', scopes: API_SCOPES.join(' ') }));
  const days = asked.expires === null ? null : daysIn(asked.expires);
  if (days === undefined) return refused(fill(texts.badExpiry, { written: asked.expires ?? '', most: MOST_DAYS }));
  const secret = `${TOKEN_MARK}${deps.newId(TOKEN_LENGTH)}`;
  const made: ApiToken = {
    id: idOf(name),
    name,
    hash: hashOfToken(secret),
    scopes: API_SCOPES.filter((scope: ApiScope) => words.includes(scope)),
    createdAt: new Date(deps.now()).toISOString(),
    expiresAt: days === null ? null : new Date(deps.now() + days * DAY_MS).toISOString(),
    lastUsedDay: null,
  };
  const { token } = await deps.actOnToken({ do: 'make-token', token: made });
  return token ? { ok: true, lines: [secret, fill(texts.made, { name }), texts.once] } : refused(fill(texts.taken, { name }));
}

/** "90d", "90"; undefined where it is no number of days. */
function daysIn(written: string): number | undefined {
  const days = /^([1-9][0-9]{0,4})d?$/.exec(written.trim())?.[1];
  return days !== undefined && Number(days) <= MOST_DAYS ? Number(days) : undefined;
}

function idOf(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

function rowOf(token: ApiToken, now: number, language: Language): string {
  const texts = TEXTS[language];
  const { name, scopes, createdAt, expiresAt, lastUsedDay } = token;
  const until =
    expiresAt === null ? texts.always : fill(hasExpired(token, now) ? texts.over : texts.until, { day: expiresAt.slice(0, 10) });
  const used = lastUsedDay === null ? texts.never : fill(texts.used, { day: lastUsedDay });
  return fill(texts.row, { name, scopes: scopes.join(' '), created: createdAt.slice(0, 10), until, used });
}

function refused(line: string): Told {
  return { ok: false, lines: [line] };
}
