/** What a token of the API may be allowed, each word for itself: whoever reads orders does not see to the stock. */
import type { ApiScope } from '../../decisions/api-token.ts';

export const API_SCOPES = [
  'orders:read',
  'orders:write',
  'refunds:write',
  'customers:read',
  'conversations:write',
  'catalog:read',
  'stock:read',
  'stock:write',
  'exports:read',
] as const satisfies readonly ApiScope[];

export function isScope(word: string): word is ApiScope {
  return API_SCOPES.some((scope) => scope === word);
}
