/**
 * The tokens of the seller's API: who may come in by one and what for. The token itself is nowhere: only the
 * hash of it is kept, so that nothing in the data opens the door.
 */
import type { TokenAction, TokenReply } from './api-token.ts';
import type { Draft } from './draft.ts';

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
