/**
 * A customer wrote, tapped or sent something: it is kept, understood against what the shop last said,
 * and answered, all in one decision.
 */

import { emptyCart, setContact } from '../commerce/cart.ts';
import type { Language } from '../commerce/catalog.ts';
import type { Order } from '../commerce/order.ts';
import { cleanText, LONGEST_TEXT } from '../conversation/clean.ts';
import { type Conversation, type Customer, newConversation } from '../conversation/conversation.ts';
import type { InboundBody, InboundMessage, Menu } from '../conversation/message.ts';
import { type Fragment, type Heard, hearBody, hearBurst, type Listening, menuOnTheTable } from '../conversation/turn/hearing.ts';
import { withoutOldEdit } from '../conversation/turn/order-edit-cart.ts';
import { takeTurn } from '../conversation/turn/take-turn.ts';
import { type Counter, openTurn, say } from '../conversation/turn/turn.ts';
import { archiveOldMessages } from './archive.ts';
import { askForPayment } from './asking-for-money.ts';
import { fileComplaint } from './complaints.ts';
import type { Draft } from './draft.ts';
import { answerProposal, editHers, previewHers } from './edits.ts';
import { notePhone, otherWithPhone, sendJoinCode, settleJoin } from './joining.ts';
import { messageId, messageSentAs } from './message-id.ts';
import { cancel, place } from './orders.ts';
import { askToForget, openDataLink } from './own-data.ts';
import { dealsFor } from './promotions.ts';
import { showReceipt } from './receipts.ts';
import { awake } from './rest.ts';
import { announceReturn, callOffReturn } from './returns.ts';
import { roomIn } from './slots.ts';
import { unitsAvailable } from './stock-moves.ts';
import { withdraw } from './withdrawals.ts';

/** How long a fragment waits for the rest of its burst, in ms (features.md §6.1: 1 to 1.5 s; longer feels slow). */
export const BURST_MS = 1000;
/** Parts of a burst that are held for its rest: what a customer may have left while the shop was away a whole day. */
const MOST_PARTS = 100;
/** And how long they are together, in characters: as one text would be. */
const LONGEST_BURST = LONGEST_TEXT;
const CUSTOMER_ID_LENGTH = 16;
/** Orders that a conversation looks back on. */
const ORDERS_REMEMBERED = 3;

/** A message this old was written while the shop was away: what came meanwhile is answered in one turn, with an excuse. */
const LATE_MS = 5 * 60_000;

/** `heard`: the message is in the conversation already, because it was set aside before. */
export function answerCustomer(draft: Draft, message: InboundMessage, how: 'new' | 'heard' = 'new'): void {
  const { conversation: known, customer } = whoWrites(draft, message);
  const quoted = message.quotes === undefined ? undefined : messageSentAs(draft, known, message.quotes);
  const before = listening(draft, known, customer);
  const heard = hearBody({ ...before, ...(quoted && { quoted }) }, message.body);
  const conversation = how === 'heard' ? known : draft.hear(known, message.body, textOf(message.body, heard));
  const age = draft.world.now - message.at;
  if (age > draft.world.answerWithinMs && how === 'new') return draft.alert({ kind: 'not-answered', conversationId: known.id, data: {} });
  const late = heard.kind === 'words' && age > LATE_MS && how === 'new';
  if (heard.kind === 'fragment' || late) {
    const burst = [...conversation.burst, heard.kind === 'fragment' ? heard.text : heard.last];
    const waiting: Conversation = { ...conversation, burst, ...(late && { late }) };
    if (!isFull(burst)) return holdBurst(draft, waiting);
    return converse(draft, waiting, customer, hearBurst({ ...before, conversation: waiting }), menuOnTheTable(before));
  }
  converse(draft, conversation, customer, heard, menuOnTheTable(before));
}

/** The second after a fragment has passed: what came until now is all there is. */
export function answerBurst(draft: Draft, conversationId: string): void {
  const conversation = draft.get('conversations', conversationId);
  const customer = conversation && draft.get('customers', conversation.customerId);
  if (!conversation || !customer || conversation.burst.length === 0) return;
  const before = listening(draft, conversation, customer);
  converse(draft, conversation, customer, hearBurst(before), menuOnTheTable(before));
}

function converse(draft: Draft, conversation: Conversation, customer: Customer, heard: Heard, table: Menu | null): void {
  const kept = draft.get('carts', customer.id) ?? emptyCart(customer.id);
  const cart = withoutOldEdit(kept, conversation.lastInboundAt, draft.world.now);
  const { late, ...punctual } = conversation;
  const settled: Conversation = { ...punctual, burst: [] };
  const turn = openTurn({
    files: draft.world.files,
    now: draft.world.now,
    newId: draft.world.newId,
    counter: counterOf(draft, settled, customer),
    conversation: settled,
    customer,
    cart,
    table,
  });
  if (late) say(turn, turn.wording.rich('greeting.late'));
  const result = takeTurn(turn, heard);
  if (conversation.burst.length > 0) draft.clearTimer(`burst:${conversation.id}`);
  if (result.cart !== kept) draft.put('carts', customer.id, result.cart);
  if (result.customer !== customer) draft.put('customers', customer.id, result.customer);
  const stage = conversation.pending?.slot;
  for (const note of result.notes) draft.fact(whose(settled), { ...note, ...(stage && { stage }) });
  const spoken = draft.say({ ...result.conversation, lastInboundAt: draft.at }, result.say);
  draft.put('conversations', spoken.id, archiveOldMessages(draft, spoken));
  notePhone(draft, spoken.id, customer, result.customer);
  settleJoin(draft, spoken.id);
}

function whose(conversation: Conversation) {
  return { customerId: conversation.customerId, conversationId: conversation.id, campaign: conversation.campaign };
}

export function whoWrites(draft: Draft, message: InboundMessage): { readonly conversation: Conversation; readonly customer: Customer } {
  const id = `${message.channel}:${message.account}:${message.chat}`;
  const conversation = awake(draft, id);
  const customer = conversation && draft.get('customers', conversation.customerId);
  return conversation && customer ? { conversation, customer } : firstContact(draft, id, message);
}

function firstContact(
  draft: Draft,
  id: string,
  message: InboundMessage,
): { readonly conversation: Conversation; readonly customer: Customer } {
  const customerId = draft.world.newId(CUSTOMER_ID_LENGTH);
  const campaign = message.campaign ?? campaignIn(message.body);
  const language = languageHinted(message.languageHint);
  const conversation = newConversation({
    id,
    channel: message.channel,
    account: message.account,
    chat: message.chat,
    customerId,
    language,
    campaign,
  });
  const { name, phone } = message.sender;
  const customer: Customer = {
    id: customerId,
    ...(name && { name }),
    ...(phone && { phone }),
    language,
    conversations: [id],
    firstSeenAt: draft.at,
    campaign,
  };
  draft.put('customers', customerId, customer);
  const contact = { ...(name && { name }), ...(phone && { phone }) };
  if (name || phone) draft.put('carts', customerId, setContact(emptyCart(customerId), contact));
  draft.fact(whose(conversation), { what: 'arrived' });
  return { conversation, customer };
}

/** `#VERANO` in the first text: the code of a link or a printed QR. */
function campaignIn(body: InboundBody): string | null {
  return body.kind === 'text' ? (/(?:^|\s)#([\p{L}\p{N}_-]{2,32})/u.exec(body.text)?.[1] ?? null) : null;
}

function languageHinted(hint: string | undefined): Language | null {
  const base = hint?.slice(0, 2).toLowerCase();
  return base === 'es' || base === 'pt' || base === 'en' ? base : null;
}

function listening(draft: Draft, conversation: Conversation, customer: Customer): Listening {
  return {
    files: draft.world.files,
    now: draft.world.now,
    conversation,
    cart: withoutOldEdit(
      draft.get('carts', conversation.customerId) ?? emptyCart(conversation.customerId),
      conversation.lastInboundAt,
      draft.world.now,
    ),
    orders: () => ordersOf(draft, conversation, customer),
    messageAt: (n) => draft.get('messages', messageId(conversation.id, n)),
  };
}

/** No more is waited for: the conversation is rewritten with every part, and all of them are read at once. */
function isFull(burst: readonly string[]): boolean {
  return burst.length > MOST_PARTS || burst.reduce((length, part) => length + part.length, 0) > LONGEST_BURST;
}

function holdBurst(draft: Draft, conversation: Conversation): void {
  draft.put('conversations', conversation.id, conversation);
  draft.setTimer({ id: `burst:${conversation.id}`, kind: 'burst', ref: conversation.id, at: draft.world.now + BURST_MS, round: 0 });
}

/** How what the customer did is read in the conversation. */
function textOf(body: InboundBody, heard: Heard | Fragment): string {
  switch (body.kind) {
    case 'text':
      return cleanText(body.text).text;
    case 'choice':
      return heard.kind === 'option' ? heard.option.label : '';
    case 'location':
      return `${body.lat}, ${body.lng}`;
    case 'contact':
      return [body.name, body.phone].filter((part) => part !== '').join(', ');
    case 'media':
      return cleanText(body.caption).text;
    case 'edited':
      return cleanText(body.text).text;
    case 'unsupported':
      return '';
  }
}

/** Newest first, of all her conversations. */
function ordersOf(draft: Draft, { id, orders }: Conversation, { conversations }: Customer): readonly Order[] {
  const others = conversations.filter((other) => other !== id).flatMap((other) => awake(draft, other)?.orders ?? []);
  const all = others.length === 0 ? orders : [...new Set([...orders, ...others])].toSorted((a, b) => Number(a) - Number(b));
  return all
    .slice(-ORDERS_REMEMBERED)
    .reverse()
    .flatMap((id) => draft.get('orders', id) ?? []);
}

/** The counter of this decision: what the conversation may ask the shop to do, done on the draft. */
function counterOf(draft: Draft, conversation: Conversation, customer: Customer): Counter {
  return {
    available: (variantId) => unitsAvailable(draft, variantId),
    deals: (cart) => dealsFor(draft, conversation, cart),
    room: roomIn(draft),
    orders: () => ordersOf(draft, conversation, customer),
    previewEdit: (cart) => previewHers(draft, cart),
    edit: (cart, expectedTotal) => editHers(draft, cart, expectedTotal),
    answerProposal: (orderId, accept) => answerProposal(draft, orderId, accept),
    place: (cart, expectedTotal) => place(draft, conversation, cart, expectedTotal),
    cancel: (orderId) => cancel(draft, orderId, 'customer', { reason: 'customer' }),
    claimPaid: (orderId, shown) => showReceipt(draft, orderId, shown),
    payWith: (orderId, amount) => {
      const order = draft.get('orders', orderId);
      if (order) draft.put('orders', orderId, { ...order, paysWith: amount, version: order.version + 1 });
    },
    askForPayment: (orderId) => {
      const order = draft.get('orders', orderId);
      if (order) draft.put('orders', orderId, askForPayment(draft, order));
    },
    lookForPayment: (orderId) => {
      const order = draft.get('orders', orderId);
      if (order)
        draft.job(
          { kind: 'find-payments', orderId, references: order.payments.attempts.map((attempt) => attempt.reference), why: 'claim' },
          `claim:${orderId}`,
        );
    },
    fileComplaint: (filed) => fileComplaint(draft, conversation, filed),
    withdraw: (orderId) => withdraw(draft, orderId),
    ownDataLink: () => openDataLink(draft, conversation),
    forgetMe: () => askToForget(draft, conversation),
    isKnownElsewhere: (phone) => otherWithPhone(draft, customer, phone) !== null,
    sendJoinCode: (phone) => {
      const other = otherWithPhone(draft, customer, phone);
      return other && sendJoinCode(draft, other);
    },
    requestReturn: (orderId, wish) => announceReturn(draft, orderId, wish),
    callOffReturn: (orderId, returnId) => callOffReturn(draft, orderId, returnId),
    callSeller: (why, data) => draft.alert({ kind: why, conversationId: conversation.id, data }),
  };
}
