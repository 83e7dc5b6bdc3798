/**
 * The tokens of the seller's API: who may come in by one and what for. The token itself is nowhere: only the
 * hash of it is kept, so that nothing in the data opens the door.
 */
import type { Draft } from './draft.ts';

export type ApiScope =
  | 'orders:read'
  | 'orders:write'
  | 'refunds:write'
  | 'customers:read'
  | 'conversations:write'
  | 'catalog:read'
  | 'stock:read'
  | 'stock:write'
  | 'exports:read';

export interface ApiToken {
  /** Its name in small letters: a name is used once. */
  readonly id: string;
  /** As the seller wrote it; stands in the history of what came by it. */
  readonly name: string;
  /** SHA-256 of the token, in hexadecimal. */
  readonly hash: string;
  readonly scopes: readonly ApiScope[];
  /** UTC ISO instants; null: it does not expire. */
  readonly createdAt: string;
  readonly expiresAt: string | null;
  /** UTC date: the day is enough to see which token nobody uses. */
  readonly lastUsedDay: string | null;
}

export type TokenAction =
  | { readonly do: 'make-token'; readonly token: ApiToken }
  | { readonly do: 'revoke-token'; readonly tokenId: string }
  | { readonly do: 'note-token'; readonly tokenId: string; readonly day: string };

/** `token`: the one that was made, revoked or noted; null where the name is taken, or where there is none. */
export interface TokenReply {
  readonly ok: true;
  readonly token: ApiToken | null;
}

export function takeTokenAction(draft: Draft, action: TokenAction): TokenReply {
  switch (action.do) {
    case 'make-token': {
      if (draft.get('tokens', action.token.id)) return { ok: true, token: null };
      draft.put('tokens', action.token.id, action.token);
      return { ok: true, token: action.token };
    }
    case 'revoke-token': {
      const token = draft.get('tokens', action.tokenId) ?? null;
      if (token) draft.remove('tokens', token.id);
      return { ok: true, token };
    }
    case 'note-token': {
      const token = draft.get('tokens', action.tokenId);
      if (!token) return { ok: true, token: null };
      const noted = { ...token, lastUsedDay: action.day };
      draft.put('tokens', token.id, noted);
      return { ok: true, token: noted };
    }
  }
}
