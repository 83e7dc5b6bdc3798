/**
 * Whether what is said to a customer arrives: she blocked the shop, or her chat is gone. Nothing more is queued for
 * her then, and the seller is told where an order of hers is under way; when she writes, all is as before.
 */

import { isUnderWay } from '../commerce/order-policy.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';
import { loadOrders } from './need-all.ts';
import { withdrawUnsent } from './unsent.ts';

type Because = NonNullable<Conversation['unreachable']>['because'];

/** Orders that are looked at for one that is under way: the last ones. */
const LAST_ORDERS = 10;

export function outOfReach(draft: Draft, conversation: Conversation, because: Because): void {
  withdrawUnsent(draft, conversation, 'unreachable');
  draft.put('conversations', conversation.id, { ...conversation, unreachable: { because } });
  const open = loadOrders(draft, conversation.orders.slice(-LAST_ORDERS)).filter(({ status }) => isUnderWay(status));
  if (open.length === 0) return;
  const numbers = open.map(({ number }) => `#${number}`).join(', ');
  draft.alert({ kind: 'customer-unreachable', conversationId: conversation.id, data: { orders: numbers, because } });
}

/** Answers the conversation as it is now. */
export function reached(draft: Draft, conversation: Conversation): Conversation {
  if (!conversation.unreachable) return conversation;
  const { unreachable: _past, ...rest } = conversation;
  draft.put('conversations', rest.id, rest);
  draft.dropAlert(`customer-unreachable:${rest.id}`);
  return rest;
}
