/**
 * Conversations that nobody has touched for long are put to rest: one document with everything that belongs
 * to them, out of memory. Whoever writes, or has news of an old order, wakes them, and all is as it was.
 */
import type { Conversation } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';
import { messageId } from './message-id.ts';

/** Long after the last order is delivered and the last question asked (facts/store.md §1.4). */
const REST_AFTER_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** From what the conversation itself says; a message of the shop may have come later. `now`: ms. */
export function mayRest(conversation: Conversation, now: number): boolean {
  const { lastInboundAt, burst } = conversation;
  return burst.length === 0 && (lastInboundAt === null || isLongAgo(lastInboundAt, now));
}

/** Does nothing where it was touched meanwhile, or still has something to send. */
export function putToRest(draft: Draft, conversationId: string): void {
  const conversation = draft.get('conversations', conversationId);
  if (!conversation || !mayRest(conversation, draft.world.now)) return;
  const ids = idsOfMessages(conversation);
  const messages = ids.flatMap((id) => draft.get('messages', id) ?? []);
  const last = messages.at(-1);
  if ((last && !isLongAgo(last.at, draft.world.now)) || ids.some((id) => draft.get('outbox', id))) return;

  const owner = draft.get('customers', conversation.customerId);
  const alone = owner?.conversations.every((id) => id === conversationId) ? owner : null;
  const cart = alone ? (draft.get('carts', alone.id) ?? null) : null;
  const counter = draft.get('counters', 'resting') ?? { id: 'resting', next: 1 };
  const id = String(counter.next);
  draft.put('counters', 'resting', { id: 'resting', next: counter.next + 1 });
  draft.put('resting', id, { id, conversation, customer: alone, cart, messages });
  draft.remove('conversations', conversationId);
  for (const message of messages) draft.remove('messages', message.id);
  if (alone) draft.remove('customers', alone.id);
  if (cart) draft.remove('carts', cart.id);
}

function idsOfMessages({ id, firstN, lastN }: Conversation): readonly string[] {
  return Array.from({ length: Math.max(0, lastN - firstN + 1) }, (_, index) => messageId(id, firstN + index));
}

function isLongAgo(at: string, now: number): boolean {
  return now - Date.parse(at) > REST_AFTER_DAYS * DAY_MS;
}
