/**
 * What did not reach the customer: the seller is told, and can send it again. News of an order that came too late for
 * the channel (WhatsApp lets a shop write for 24 hours after her last message) are one thing to do for the seller, the
 * newest of each order, and are told by themselves as soon as she writes: then they are no longer the seller's.
 */
import type { Conversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import { LATE_NEWS } from './alert.ts';
import type { Draft } from './draft.ts';
import type { Event } from './event.ts';

type Because = Extract<Event, { readonly kind: 'undeliverable' }>['because'];

export function notSent(draft: Draft, { id, conversationId, orderId, text }: LoggedMessage, reason: string, because: Because): void {
  const isTooLate = because === 'window-closed' && orderId !== undefined;
  draft.alert({
    kind: 'not-sent',
    conversationId,
    ...(orderId !== undefined && { orderId }),
    data: isTooLate
      ? { about: lateNews(conversationId, orderId), message: id, reason, because: LATE_NEWS, words: text }
      : { about: id, message: id, reason, ...(because && { because }) },
  });
}

function lateNews(conversationId: string, orderId: string): string {
  return `late:${conversationId}:${orderId}`;
}

/** Orders that are looked at for news that came too late: the last ones. */
const LAST_ORDERS = 10;

/** She wrote: what could not be said before is said now. */
export function tellLateNews(draft: Draft, { id, orders }: Conversation): void {
  for (const orderId of orders.slice(-LAST_ORDERS)) {
    const alert = draft.get('alerts', `not-sent:${lateNews(id, orderId)}`);
    const message = alert && draft.get('messages', String(alert.data.message));
    // What was said so long ago that it lies in a transcript stays the seller's.
    if (!message) continue;
    draft.dropAlert(alert.id);
    draft.sendAgain(message.id);
  }
}
