/**
 * One turn of a conversation: opened on its documents, and what came of it kept in them again.
 */
import { type Cart, emptyCart } from '../commerce/cart.ts';
import type { Conversation, Customer } from '../conversation/conversation.ts';
import type { Menu } from '../conversation/message.ts';
import { withoutOldEdit } from '../conversation/turn/order-edit-cart.ts';
import { openTurn, type Turn, type TurnResult } from '../conversation/turn/turn.ts';
import { archiveOldMessages } from './archive.ts';
import { counterOf } from './counter.ts';
import type { Draft } from './draft.ts';

export interface OpenedTurn {
  readonly turn: Turn;
  readonly before: { readonly conversation: Conversation; readonly customer: Customer; readonly cart: Cart };
}

/** `table`: the menu that "sí" and "no" answer. */
export function turnIn(draft: Draft, conversation: Conversation, customer: Customer, table: Menu | null): OpenedTurn {
  const { files, now, newId } = draft.world;
  const kept = draft.get('carts', customer.id) ?? emptyCart(customer.id);
  const cart = withoutOldEdit(kept, conversation.lastInboundAt, now);
  const counter = counterOf(draft, conversation, customer);
  return {
    turn: openTurn({ files, now, newId, counter, conversation, customer, cart, table }),
    before: { conversation, customer, cart: kept },
  };
}

/** Answers the conversation as it is now. `insteadOf`: number of the message that the answer takes the place of. */
export function keepTurn(draft: Draft, { before }: OpenedTurn, result: TurnResult, insteadOf?: number): Conversation {
  const { conversation, customer } = before;
  if (result.cart !== before.cart) draft.put('carts', customer.id, result.cart);
  if (result.customer !== customer) draft.put('customers', customer.id, result.customer);
  const stage = conversation.pending?.slot;
  for (const note of result.notes) draft.fact(whose(conversation), { ...note, ...(stage && { stage }) });
  const replacing = insteadOf !== undefined && result.say.length === 1 ? { insteadOf } : {};
  const spoken = archiveOldMessages(draft, draft.say(result.conversation, result.say, replacing));
  draft.put('conversations', spoken.id, spoken);
  return spoken;
}

export function whose(conversation: Conversation) {
  return { customerId: conversation.customerId, conversationId: conversation.id, campaign: conversation.campaign };
}
