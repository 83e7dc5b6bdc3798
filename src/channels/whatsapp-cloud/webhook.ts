/**
 * The door for Meta. A body counts only with its signature, which is over the bytes as they came: Meta writes letters
 * as escapes, and the same JSON written anew would not fit. 200 is said once everything in it is on disk; whatever
 * is not answered so comes again for days.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../../log.ts';
import { LARGEST_WEBHOOK, UNSIGNED_TOLD_EVERY_MS } from './limits.ts';
import { type Notification, type Reader, readNotification } from './notification.ts';

export interface Door {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly reader: Reader;
  /** Resolves to whether everything is on disk. */
  readonly take: (notification: Notification) => Promise<boolean>;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** Seconds after which Meta may come again; it has its own patience besides. */
const RETRY_AFTER_S = '5';

/**
 * `GET /webhooks/whatsapp` → Meta's challenge where it knows our word, else 403.
 * `POST /webhooks/whatsapp` → 200 kept; 400 no webhook; 401 not signed by our app; 403 for numbers that are not ours;
 * 413 too large; 503 cannot be kept now.
 */
export function whatsAppRoutes({ appSecret, verifyToken, reader, take, now, log }: Door): Hono {
  const routes = new Hono();
  const tellUnsigned = createUnsignedTeller(now, log);
  routes.get('/webhooks/whatsapp', (context) => {
    const { 'hub.mode': mode, 'hub.verify_token': word = '', 'hub.challenge': challenge = '' } = context.req.query();
    if (mode !== 'subscribe' || !isSameSecret(word, verifyToken)) return context.body(null, 403);
    return context.text(challenge, 200, { 'X-Content-Type-Options': 'nosniff' });
  });

  const limit = bodyLimit({ maxSize: LARGEST_WEBHOOK, onError: (context) => context.body(null, 413) });
  routes.post('/webhooks/whatsapp', limit, async (context) => {
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    if (!isSigned(bytes, context.req.header('x-hub-signature-256'), appSecret)) {
      tellUnsigned();
      return context.body(null, 401);
    }
    const notification = readNotification(parsed(bytes), reader);
    if (notification === null) return context.body(null, 400);
    return answer(context, notification);
  });

  async function answer(context: Context, notification: Notification): Promise<Response> {
    const { told, foreign, unread, problems, ofTheAccount } = notification;
    for (const reason of problems) log.warn('WhatsApp tells of a problem of its own', { reason });
    if (unread > 0) log.warn('parts of a webhook could not be read', { count: unread });
    if (foreign > 0) log.warn('a webhook is for a number that is not the one of this shop', { count: foreign });
    if (foreign > 0 && told.length === 0 && unread === 0 && !ofTheAccount) return context.body(null, 403);
    const kept = await take(notification).catch((problem: unknown) => {
      log.warn('what a webhook told could not be kept', { error: problem });
      return false;
    });
    return kept ? context.body(null, 200) : context.body(null, 503, { 'Retry-After': RETRY_AFTER_S });
  }
  return routes;
}

/** Whoever finds the address may knock as often as she likes, and the log must not grow with it. */
function createUnsignedTeller(now: () => number, log: Door['log']): () => void {
  let count = 0;
  let told = Number.NEGATIVE_INFINITY;
  return () => {
    count += 1;
    if (now() - told < UNSIGNED_TOLD_EVERY_MS) return;
    log.warn('webhooks that were not signed by the app of this shop were refused', { count });
    told = now();
    count = 0;
  };
}

const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/** @param bytes as they came */
function isSigned(bytes: Uint8Array, header: string | undefined, appSecret: string): boolean {
  const given = SIGNATURE.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), createHmac('sha256', appSecret).update(bytes).digest());
}

/** In a time that tells nothing of where they differ, nor of how long they are. */
function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHmac('sha256', secret).update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return null;
  }
}
