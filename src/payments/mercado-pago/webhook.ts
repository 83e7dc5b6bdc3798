/**
 * The door for Mercado Pago's notifications. What comes in is only a hint that a payment changed: the
 * signature is checked, the id is kept, and 200 is said once it is on disk; the truth is fetched later.
 * The body is never read: the signature does not cover it.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../../log.ts';
import type { Payments } from '../port.ts';

/** Real notifications have under 1 kB. */
export const LARGEST_NOTIFICATION = 64 * 1024;

export interface MercadoPagoRoutes {
  readonly payments: Pick<Payments, 'verifyNotification'>;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Resolves with `kept` once the news is on disk. `requestId` is the same for the same notification only. */
  readonly onNews: (paymentId: string, requestId: string) => Promise<'kept' | 'unavailable'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/**
 * `POST /webhooks/mercadopago` → 200 kept or not ours to care about; 401 not signed by us; 413 too large;
 * 503 cannot be kept now, which makes Mercado Pago send it again.
 */
export function mercadoPagoRoutes({ payments, now, onNews, log }: MercadoPagoRoutes): Hono {
  const routes = new Hono();
  const limit = bodyLimit({ maxSize: LARGEST_NOTIFICATION, onError: (c) => c.body(null, 413) });
  routes.post('/webhooks/mercadopago', limit, async (c) => {
    const headers = c.req.header();
    const notification = payments.verifyNotification({ query: c.req.query(), headers, receivedAt: now() });
    if (!notification.ok) {
      log.warn('a notification that Mercado Pago did not sign was refused', { reason: notification.reason });
      return c.body(null, 401);
    }
    if (notification.topic !== 'payment') {
      log.info('a notification that is not about a payment was ignored');
      return c.body(null, 200);
    }
    const requestId = headers['x-request-id'] || headers['x-signature'] || '';
    const outcome = await onNews(notification.resourceId, requestId).catch((error: unknown) => {
      log.warn('news of a payment could not be kept', { error, paymentId: notification.resourceId });
      return 'unavailable' as const;
    });
    return c.body(null, outcome === 'kept' ? 200 : 503);
  });
  return routes;
}
