/**
 * Whether the secrets of the WhatsApp Cloud API work, each asked of the Graph API itself: the token, the number it
 * may speak for, the secret of the app (which signs what is asked), and whether Meta will bring messages here.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { askJson, type Fetch, type NoAnswerWhy } from './network.ts';

export const GRAPH_URL = 'https://graph.facebook.com';

export interface CloudSecrets {
  readonly token: string;
  readonly phoneId: string;
  readonly appSecret: string;
}

export interface CloudNumber {
  /** As Meta writes it: `+51 987 654 321`. */
  readonly shown: string;
  /** Name that customers see. */
  readonly name: string;
  /** A number that Meta lends for tests: it writes to five telephones only. */
  readonly test: boolean;
  /** `GREEN`, `YELLOW`, `RED`, `UNKNOWN`. */
  readonly quality: string;
  /** ms since the epoch at which the token ends; null: never, or not told. */
  readonly tokenEndsAt: number | null;
  /** Permissions that the token lacks. */
  readonly lacks: readonly string[];
  readonly appId: string | null;
  /** Businesses ("WhatsApp Business Accounts") the token may manage. */
  readonly accounts: readonly string[];
  /** The app hears of messages of one of these accounts; null where Meta did not tell. */
  readonly hears: boolean | null;
}

export type CloudAnswer =
  | { readonly ok: true; readonly number: CloudNumber }
  | {
      readonly ok: false;
      /**
       * `token`: mistyped or taken back; `token-ended`: it was one for 24 hours; `phone-id`: there is no such number for this
       * token; `permission`: the token may not speak for it; `app-secret`: another app's; `app-locked`: the app takes only signed
       * calls; `not-meta`: something else answered.
       */
      readonly why: 'token' | 'token-ended' | 'phone-id' | 'permission' | 'app-secret' | 'app-locked' | 'busy' | 'not-meta';
      /** Meta's number for it, where it gave one. */
      readonly code: number | null;
    }
  | { readonly ok: false; readonly why: 'no-answer'; readonly cause: NoAnswerWhy };

const NEEDED = ['whatsapp_business_messaging', 'whatsapp_business_management'];

const errorSchema = z.object({
  error: z.object({ code: z.number(), error_subcode: z.number().optional(), message: z.string().optional() }),
});
const numberSchema = z.object({
  display_phone_number: z.string(),
  verified_name: z.string().optional(),
  quality_rating: z.string().optional(),
  account_mode: z.string().optional(),
});
const tokenSchema = z.object({
  data: z.object({
    app_id: z.union([z.string(), z.number()]).transform(String),
    expires_at: z.number().optional(),
    scopes: z.array(z.string()).optional(),
    granular_scopes: z.array(z.object({ scope: z.string(), target_ids: z.array(z.string()).optional() })).optional(),
  }),
});
const appsSchema = z.object({ data: z.array(z.object({ whatsapp_business_api_data: z.object({ id: z.string() }) })) });

/** Meta's codes: developers.facebook.com/docs/graph-api/guides/error-handling; subcodes of a token that ended: 463, 467. */
const TOKEN_CODES: ReadonlySet<number> = new Set([102, 190]);
const ENDED_SUBCODE = 463;
const BUSY_CODES: ReadonlySet<number> = new Set([1, 2, 4, 17, 341, 613, 80_007, 130_429]);
const PERMISSION_CODES: ReadonlySet<number> = new Set([3, 10]);
const NO_SUCH_THING = 100;

/** `apiUrl`: of the Graph API, with its version. */
export async function askCloud(fetched: Fetch, apiUrl: string, { token, phoneId, appSecret }: CloudSecrets): Promise<CloudAnswer> {
  const ask = (path: string, init: RequestInit = {}) =>
    askJson(fetched, `${apiUrl}/${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
  const asked = await ask(`${phoneId}?fields=display_phone_number,verified_name,quality_rating,account_mode`);
  if (!asked.answered) return { ok: false, why: 'no-answer', cause: asked.why };
  const failed = failureIn(asked.answer.status, asked.answer.body);
  if (failed) return failed;
  const number = numberSchema.safeParse(asked.answer.body);
  if (!number.success) return { ok: false, why: 'not-meta', code: null };

  const signed = await ask(`${phoneId}?fields=id&appsecret_proof=${createHmac('sha256', appSecret).update(token).digest('hex')}`);
  if (signed.answered && signed.answer.status === 400) return { ok: false, why: 'app-secret', code: failureCode(signed.answer.body) };

  const told = await ask(`debug_token?input_token=${encodeURIComponent(token)}`);
  const parsed = told.answered ? tokenSchema.safeParse(told.answer.body) : undefined;
  const about = parsed?.success ? parsed.data.data : null;
  const accounts = about?.granular_scopes?.find(({ scope }) => scope === 'whatsapp_business_management')?.target_ids ?? [];
  return {
    ok: true,
    number: {
      shown: number.data.display_phone_number,
      name: number.data.verified_name ?? '',
      test: number.data.account_mode === 'SANDBOX',
      quality: number.data.quality_rating ?? 'UNKNOWN',
      tokenEndsAt: about?.expires_at ? about.expires_at * 1000 : null,
      lacks: about?.scopes ? NEEDED.filter((scope) => !about.scopes?.includes(scope)) : [],
      appId: about?.app_id ?? null,
      accounts,
      hears: await hearsOf(ask, accounts, about?.app_id ?? null),
    },
  };
}

type Ask = (path: string, init?: RequestInit) => ReturnType<typeof askJson>;

/** Without this subscription everything looks right in Meta's panel, and no message ever comes. */
async function hearsOf(ask: Ask, accounts: readonly string[], appId: string | null): Promise<boolean | null> {
  for (const account of accounts) {
    const asked = await ask(`${account}/subscribed_apps`);
    const apps = asked.answered ? appsSchema.safeParse(asked.answer.body) : undefined;
    if (!apps?.success) return null;
    if (apps.data.data.some(({ whatsapp_business_api_data: app }) => app.id === appId)) return true;
  }
  return accounts.length > 0 ? false : null;
}

/** Lets the app hear of the messages of these accounts; answers whether all of them agreed. */
export async function letItHear(fetched: Fetch, apiUrl: string, token: string, accounts: readonly string[]): Promise<boolean> {
  const answers = await Promise.all(
    accounts.map((account) =>
      askJson(fetched, `${apiUrl}/${account}/subscribed_apps`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      }),
    ),
  );
  return answers.every((asked) => asked.answered && asked.answer.status === 200);
}

function failureIn(status: number, body: unknown): CloudAnswer | null {
  if (status === 200) return null;
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success)
    return status === 429 || status >= 500 ? { ok: false, why: 'busy', code: null } : { ok: false, why: 'not-meta', code: null };
  const { code, error_subcode, message } = parsed.data.error;
  if (message?.includes('appsecret_proof')) return { ok: false, why: 'app-locked', code };
  const why = TOKEN_CODES.has(code)
    ? error_subcode === ENDED_SUBCODE
      ? 'token-ended'
      : 'token'
    : PERMISSION_CODES.has(code) || (code >= 200 && code < 300)
      ? 'permission'
      : code === NO_SUCH_THING
        ? 'phone-id'
        : BUSY_CODES.has(code)
          ? 'busy'
          : 'not-meta';
  return { ok: false, why, code };
}

function failureCode(body: unknown): number | null {
  const parsed = errorSchema.safeParse(body);
  return parsed.success ? parsed.data.error.code : null;
}

/** `verified`: the address answered the challenge as Meta demands; otherwise what came instead. */
export type Verification =
  | { readonly verified: true }
  | { readonly verified: false; readonly why: 'other-token' | 'not-there' | 'other-answer' }
  | { readonly verified: false; readonly why: 'no-answer'; readonly cause: NoAnswerWhy };

/** Asks as Meta does when the address is saved in its panel. `challenge`: a number nobody knows. */
export async function verifyWebhook(fetched: Fetch, webhook: string, verifyToken: string, challenge: string): Promise<Verification> {
  const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': challenge });
  const asked = await askJson(fetched, `${webhook}?${query}`);
  if (!asked.answered) return { verified: false, why: 'no-answer', cause: asked.why };
  const { status, body } = asked.answer;
  if (status === 200) return String(body) === challenge ? { verified: true } : { verified: false, why: 'other-answer' };
  if (status === 403) return { verified: false, why: 'other-token' };
  return { verified: false, why: status === 404 ? 'not-there' : 'other-answer' };
}
