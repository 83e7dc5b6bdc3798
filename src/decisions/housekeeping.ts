/**
 * What the program does for itself: forgetting marks nobody needs, and telling the seller of a message
 * that no channel will take.
 */

import type { Draft } from './draft.ts';
import type { Event } from './event.ts';
import { notSent } from './not-sent.ts';
import { outOfReach } from './reach.ts';

/** Providers repeat what was not confirmed for up to a week (facts/store.md §2.2: WhatsApp 7 days, Mercado Pago 4). */
export const MARK_DAYS = 8;
const DAY_MS = 24 * 60 * 60_000;

export function forgetMarks(draft: Draft, ids: readonly string[]): void {
  for (const id of ids) {
    const mark = draft.get('inbox', id);
    if (mark && draft.world.now - mark.at > MARK_DAYS * DAY_MS) draft.remove('inbox', id);
  }
}

/** The message leaves the outbox, so that those behind it go on; the seller sees it and can send it again. */
export function reportUndeliverable(
  draft: Draft,
  { messageId, reason, because, refs }: Extract<Event, { readonly kind: 'undeliverable' }>,
): void {
  const message = draft.get('messages', messageId);
  draft.remove('outbox', messageId);
  // She has these parts: they do not leave again with the rest.
  if (message && refs) draft.put('messages', messageId, { ...message, sentAs: refs });
  const conversation = message && draft.get('conversations', message.conversationId);
  if (conversation && (because === 'blocked' || because === 'no-such-chat')) outOfReach(draft, conversation, because);
  if (message) return notSent(draft, message, reason, because);
  draft.alert({ kind: 'not-sent', data: { about: messageId, message: messageId, reason, ...(because && { because }) } });
}
