/**
 * Whether a token is one of a bot that works, asked of the Bot API itself.
 */
import { z } from 'zod';
import { askJson, type Fetch, type NoAnswerWhy } from './network.ts';

export const TELEGRAM_URL = 'https://api.telegram.org';

export interface Bot {
  readonly id: string;
  readonly name: string;
  /** Without the @. */
  readonly username: string;
  /** Anyone may put it into a group, where it would answer nobody. */
  readonly joinsGroups: boolean;
  /** Where Telegram brings its messages today; null where a program asks for them. */
  readonly broughtTo: string | null;
  /** Messages nobody has taken yet. */
  readonly waiting: number;
}

export type BotAnswer =
  | { readonly ok: true; readonly bot: Bot }
  /** `shape`: no token at all; `unknown`: nobody has it (mistyped, or taken back); `not-telegram`: something else answered. */
  | { readonly ok: false; readonly why: 'shape' | 'unknown' | 'busy' | 'not-telegram' }
  | { readonly ok: false; readonly why: 'no-answer'; readonly cause: NoAnswerWhy };

/** As it stands in BotFather's message. */
export const TOKEN = /\d{6,}:[A-Za-z0-9_-]{30,}/;
const SHAPE = new RegExp(`^${TOKEN.source}$`);

const meSchema = z.object({
  ok: z.literal(true),
  result: z.object({ id: z.number(), first_name: z.string(), username: z.string(), can_join_groups: z.boolean().optional() }),
});
const hookSchema = z.object({ ok: z.literal(true), result: z.object({ url: z.string(), pending_update_count: z.number() }) });

/** `apiUrl`: origin of the Bot API. */
export async function askBot(fetched: Fetch, apiUrl: string, token: string): Promise<BotAnswer> {
  if (!SHAPE.test(token)) return { ok: false, why: 'shape' };
  const asked = await askJson(fetched, `${apiUrl}/bot${token}/getMe`);
  if (!asked.answered) return { ok: false, why: 'no-answer', cause: asked.why };
  const { status, body } = asked.answer;
  // 401: taken back or mistyped; 404: a token that no server of Telegram can read.
  if (status === 401 || status === 404) return { ok: false, why: 'unknown' };
  if (status === 429 || status >= 500) return { ok: false, why: 'busy' };
  const me = meSchema.safeParse(body);
  if (!me.success) return { ok: false, why: 'not-telegram' };
  const { id, first_name, username, can_join_groups } = me.data.result;
  const hook = await askJson(fetched, `${apiUrl}/bot${token}/getWebhookInfo`);
  const now = hook.answered ? hookSchema.safeParse(hook.answer.body) : undefined;
  const { url, pending_update_count } = now?.success ? now.data.result : { url: '', pending_update_count: 0 };
  return {
    ok: true,
    bot: {
      id: String(id),
      name: first_name,
      username,
      joinsGroups: can_join_groups ?? false,
      broughtTo: url === '' ? null : url,
      waiting: pending_update_count,
    },
  };
}
