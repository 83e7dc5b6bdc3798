/** A conversation at rest is woken with everything that belongs to it, and all is as it was. */
import type { Conversation } from '../conversation/conversation.ts';
import type { Documents } from './collections.ts';

/** The conversation, woken where it was at rest; undefined where there is none. */
export function awake(documents: Documents, conversationId: string): Conversation | undefined {
  const conversation = documents.get('conversations', conversationId);
  if (conversation) return conversation;
  const place = documents.get('whereabouts', conversationId);
  const resting = place && documents.get('resting', place.resting);
  if (!resting) return undefined;
  documents.remove('resting', resting.id);
  documents.put('conversations', conversationId, resting.conversation);
  for (const message of resting.messages) documents.put('messages', message.id, message);
  if (resting.customer) documents.put('customers', resting.customer.id, resting.customer);
  if (resting.cart) documents.put('carts', resting.cart.id, resting.cart);
  return resting.conversation;
}
