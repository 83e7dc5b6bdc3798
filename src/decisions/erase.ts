/**
 * A person is forgotten: what was hers is removed, what has to be kept for its numbers (orders, facts) keeps
 * no person. Her conversations say themselves what belongs to them; what else names her was found by whoever
 * went through all documents, and comes along as keys.
 */

import { withoutPerson } from '../commerce/complaint.ts';
import type { Order } from '../commerce/order.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { Alert } from './alert.ts';
import type { Key } from './collections.ts';
import type { Draft } from './draft.ts';
import { erasedToken } from './erased.ts';
import type { Erasure } from './event.ts';
import { messageId } from './message-id.ts';
import { needAll } from './need-all.ts';
import { cancel } from './orders.ts';
import type { Fact } from './records.ts';
import { type Helper, STAFF } from './staff.ts';
import { takeoverTimer } from './takeover.ts';

const TOKEN_LENGTH = 12;
/** In place of a name, in every language. */
const NOBODY = '—';

export function erase(draft: Draft, erasure: Erasure): void {
  loadAll(draft, erasure);
  const token = erasedToken(draft.world.newId(TOKEN_LENGTH));
  for (const id of erasure.orders) forgetInOrder(draft, id, token);
  for (const id of erasure.facts) forgetInFact(draft, id, token, erasure.knownBy);
  for (const id of erasure.alerts) forgetInAlert(draft, id);
  for (const id of erasure.complaints) forgetInComplaint(draft, id, token);
  for (const id of erasure.phones) forgetInPhone(draft, id, erasure.customers);
  forgetAmongHelpers(draft, erasure);
  for (const id of erasure.conversations) {
    const conversation = draft.get('conversations', id);
    if (conversation) removeConversation(draft, conversation);
  }
  for (const { collection, id } of erasure.others) {
    const resting = collection === 'resting' ? draft.get('resting', id) : undefined;
    if (resting) removeConversation(draft, resting.conversation);
    draft.remove(collection, id);
  }
  for (const id of erasure.customers) {
    draft.remove('customers', id);
    draft.remove('carts', id);
  }
}

function loadAll(draft: Draft, { orders, facts, conversations, others, mentions }: Erasure): void {
  const keys: Key[] = [
    ...orders.map((id): Key => ({ collection: 'orders', id })),
    ...facts.map((id): Key => ({ collection: 'facts', id })),
    ...conversations.flatMap((id) => transcriptsOf(draft.get('conversations', id))),
    ...others.filter(({ collection }) => collection === 'resting'),
    ...mentions.filter(({ collection }) => collection === 'transcripts' || collection === 'resting'),
  ];
  needAll(draft, keys);
}

/** What helpers were told of her keeps its place in their chats and nothing of her; who was one of them is none any more. */
function forgetAmongHelpers(draft: Draft, { conversations, mentions }: Erasure): void {
  const hers = new Set(conversations);
  const without = (message: LoggedMessage) => withoutMention(message, hers);
  for (const { collection, id } of mentions) {
    const message = collection === 'messages' ? draft.get('messages', id) : undefined;
    const transcript = collection === 'transcripts' ? draft.get('transcripts', id) : undefined;
    const resting = collection === 'resting' ? draft.get('resting', id) : undefined;
    if (message) draft.put('messages', id, without(message));
    if (transcript) draft.put('transcripts', id, { ...transcript, messages: transcript.messages.map(without) });
    if (resting)
      draft.put('resting', id, {
        ...resting,
        conversation: withoutJoining(resting.conversation, hers),
        messages: resting.messages.map(without),
      });
    const conversation = collection === 'conversations' ? draft.get('conversations', id) : undefined;
    if (conversation) draft.put('conversations', id, withoutJoining(conversation, hers));
  }
  const staff = draft.get('staff', STAFF);
  if (!staff) return;
  const helpers = staff.helpers.filter(({ conversationId }) => !hers.has(conversationId)).map((helper) => letGo(helper, hers));
  const { waiting, ...rest } = staff;
  const waits = waiting?.filter((id) => !hers.has(id));
  draft.put('staff', STAFF, { ...rest, helpers, ...(waits && { waiting: waits }) });
}

function withoutMention(message: LoggedMessage, hers: ReadonlySet<string>): LoggedMessage {
  const { about, ...rest } = message;
  return about?.some((id) => hers.has(id)) ? { ...rest, body: { kind: 'text', rich: [{ t: NOBODY }] }, text: NOBODY } : message;
}

/** The code that was sent to her is no good any more, and nobody is asked again. */
function withoutJoining(conversation: Conversation, hers: ReadonlySet<string>): Conversation {
  const { joining } = conversation;
  const leads = joining && 'other' in joining && joining.other !== null && hers.has(joining.other);
  return leads ? { ...conversation, joining: { step: 'offered' } } : conversation;
}

function letGo(helper: Helper, hers: ReadonlySet<string>): Helper {
  const { doing, ...rest } = helper;
  return doing?.what === 'write' && hers.has(doing.conversationId) ? rest : helper;
}

const transcriptsOf = (conversation: Conversation | undefined) =>
  (conversation?.transcripts ?? []).map((id): Key => ({ collection: 'transcripts', id }));

function removeConversation(draft: Draft, conversation: Conversation): void {
  const { id, firstN, lastN, transcripts } = conversation;
  for (let n = firstN; n <= lastN; n += 1) {
    draft.remove('messages', messageId(id, n));
    draft.remove('outbox', messageId(id, n));
  }
  for (const transcript of transcripts) draft.remove('transcripts', transcript);
  draft.remove('conversations', id);
  draft.clearTimer(`burst:${id}`);
  draft.clearTimer(takeoverTimer(id));
}

/**
 * Number, lines, amounts, payments and district stay. An order that waits for its payment is cancelled: nobody
 * could be told that it is due, and what is paid late shows up as money for a dead order.
 */
function forgetInOrder(draft: Draft, id: string, token: string): void {
  const order = draft.get('orders', id);
  if (!order) return;
  draft.put('orders', id, ofNobody(order, token));
  if (order.status === 'awaiting_payment' || order.status === 'pending_approval') cancel(draft, id, 'seller', { reason: 'other' });
}

function ofNobody(order: Order, token: string): Order {
  const { note: _note, proposal: _proposal, shipment, cancellation, ...kept } = order;
  return {
    ...kept,
    conversationId: token,
    customerId: token,
    cartId: token,
    customer: { name: NOBODY, phone: '', language: order.customer.language },
    lines: order.lines.map(({ personal: _personal, wishes: _wishes, ...line }) => line),
    delivery: withoutAddress(order.delivery),
    payments: withoutPictures(order.payments),
    ...(shipment && { shipment: { attempts: shipment.attempts } }),
    ...(cancellation && { cancellation: withoutNote(cancellation) }),
    history: order.history.map(withoutNote),
    version: order.version + 1,
  };
}

/** What somebody wrote to a step may tell of her; what was done does not. */
function withoutNote<Noted extends { readonly note?: string }>(noted: Noted): Omit<Noted, 'note'> {
  const { note: _note, ...kept } = noted;
  return kept;
}

/** What was paid stays; the picture that shows it is hers. */
function withoutPictures(payments: Order['payments']): Order['payments'] {
  const { manual } = payments;
  return manual ? { ...payments, manual: manual.map(({ proof: _proof, earlierProofs: _earlier, ...payment }) => payment) } : payments;
}

function withoutAddress(delivery: Order['delivery']): Order['delivery'] {
  if (delivery.kind === 'pickup') return delivery;
  const { address: _address, reference: _reference, pin: _pin, ...kept } = delivery;
  return kept;
}

function forgetInFact(draft: Draft, id: string, token: string, knownBy: readonly string[]): void {
  const fact = draft.get('facts', id);
  if (!fact) return;
  const { words, ...kept } = fact;
  const keepsWords = words !== undefined && !mayTell(fact, words.toLowerCase(), knownBy);
  draft.put('facts', id, { ...kept, ...(keepsWords && { words }), customerId: token, conversationId: token });
}

/** What was not understood may be anything, her name among it; a product that is not sold, or a district, is neither. */
function mayTell({ what }: Fact, words: string, knownBy: readonly string[]): boolean {
  return what === 'not-understood' || knownBy.some((known) => words.includes(known));
}

/** Who else gave the same telephone is still known by it. */
function forgetInPhone(draft: Draft, id: string, customers: readonly string[]): void {
  const holders = draft.get('phones', id)?.holders.filter(({ customerId }) => !customers.includes(customerId)) ?? [];
  if (holders.length > 0) draft.put('phones', id, { id, holders });
  else draft.remove('phones', id);
}

/** The law wants the book whole: its numbers and days stay, and nothing of hers. */
function forgetInComplaint(draft: Draft, id: string, token: string): void {
  const complaint = draft.get('complaints', id);
  if (complaint) draft.put('complaints', id, withoutPerson(complaint, token, NOBODY));
}

/** An alert about an order is still to be seen to; one about her alone is not. */
function forgetInAlert(draft: Draft, id: string): void {
  const alert = draft.get('alerts', id);
  if (!alert) return;
  const { conversationId: _conversation, ...kept }: Alert = alert;
  if (alert.orderId === undefined) draft.remove('alerts', id);
  else draft.put('alerts', id, kept);
}
