/** A token of the seller's API as it is kept, and what can be done with it. */

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
