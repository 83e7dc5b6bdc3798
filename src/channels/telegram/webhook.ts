/**
 * Where Telegram delivers updates, if the shop has a public address. It needs no library: Telegram keeps the order of
 * each chat itself, and delivers again what is not answered with 200 (bot-api WebhookActor.cpp). An update is answered
 * when the shop has it on disk, never before.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { LARGEST_UPDATE, WEBHOOK_RETRY_S } from './limits.ts';

export interface WebhookDeps {
  /** What setWebhook was given as `secret_token`; null: the shop asks for its updates itself. */
  readonly secret: string | null;
  /** Whether the shop has it. */
  readonly take: (update: unknown) => Promise<boolean>;
}

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Its path cannot be guessed, and whoever sees it in the log of a proxy does not learn the secret from it. */
export function webhookPath(secret: string): string {
  return `/webhooks/telegram/${createHash('sha256').update(`path of ${secret}`).digest('hex').slice(0, PATH_DIGITS)}`;
}

const PATH_DIGITS = 32;

export function webhookRoutes({ secret, take }: WebhookDeps): Hono {
  const routes = new Hono();
  if (secret === null) return routes;
  routes.post('/webhooks/telegram/:secret', async ({ req }) => {
    const knows = same(req.path, webhookPath(secret)) && same(req.header(SECRET_HEADER) ?? '', secret);
    if (!knows) return new Response(null, { status: 401 });
    const text = await textUpTo(req.raw, LARGEST_UPDATE);
    if (text === null) return new Response(null, { status: 413 });
    const update = parsed(text);
    if (update === undefined) return new Response(null, { status: 400 });
    if (await take(update)) return new Response(null, { status: 200 });
    return new Response(null, { status: 503, headers: { 'Retry-After': String(WEBHOOK_RETRY_S) } });
  });
  return routes;
}

/** Takes the same time wherever they differ. */
function same(given: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}

/** null: longer than `most` bytes. */
async function textUpTo(request: Request, most: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
