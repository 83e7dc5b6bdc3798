/**
 * Whose Mercado Pago account a token is, asked of Mercado Pago itself.
 */
import { z } from 'zod';
import { SITES } from '../../payments/mercado-pago/sites.ts';
import { askJson, type Fetch, type NoAnswerWhy } from './network.ts';

export interface SellerAccount {
  /** The name of the account, as its owner knows it. */
  readonly nickname: string;
  /** Two letters; null for a country where the shop cannot take its payments. */
  readonly country: string | null;
  /** What it takes; null with `country`. */
  readonly currency: string | null;
  /** Money is not real: a credential for tests, or a user made for them. */
  readonly test: boolean;
}

export type AccountAnswer =
  | { readonly ok: true; readonly account: SellerAccount }
  | { readonly ok: false; readonly why: 'shape' | 'public-key' | 'refused' | 'busy' | 'not-mercado-pago' }
  | { readonly ok: false; readonly why: 'no-answer'; readonly cause: NoAnswerWhy };

/** As the settings take it; a public key has the same beginning and is shorter. */
const SHAPE = /^(APP_USR|TEST)-[A-Za-z0-9-]{20,}$/;
const PUBLIC_KEY = /^(APP_USR|TEST)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const meSchema = z.object({ nickname: z.string().optional(), site_id: z.string(), tags: z.array(z.string()).nullish() });

/** `apiUrl`: origin of the API. */
export async function askAccount(fetched: Fetch, apiUrl: string, token: string): Promise<AccountAnswer> {
  if (PUBLIC_KEY.test(token)) return { ok: false, why: 'public-key' };
  if (!SHAPE.test(token)) return { ok: false, why: 'shape' };
  const asked = await askJson(fetched, `${apiUrl}/users/me`, { headers: { authorization: `Bearer ${token}` } });
  if (!asked.answered) return { ok: false, why: 'no-answer', cause: asked.why };
  const { status, body } = asked.answer;
  if (status === 401 || status === 403) return { ok: false, why: 'refused' };
  if (status === 429 || status >= 500) return { ok: false, why: 'busy' };
  const me = meSchema.safeParse(body);
  if (!me.success) return { ok: false, why: 'not-mercado-pago' };
  const { nickname, site_id, tags } = me.data;
  const site = SITES.get(site_id);
  return {
    ok: true,
    account: {
      nickname: nickname ?? '',
      country: site?.country ?? null,
      currency: site?.currency ?? null,
      test: token.startsWith('TEST-') || (tags?.includes('test_user') ?? false),
    },
  };
}
