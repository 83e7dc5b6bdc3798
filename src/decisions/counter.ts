/**
 * The counter of a decision: what a conversation may ask the shop to do, done on the draft.
 */

import type { Order } from '../commerce/order.ts';
import type { Conversation, Customer } from '../conversation/conversation.ts';
import type { Counter } from '../conversation/turn/counter.ts';
import { askForPayment } from './asking-for-money.ts';
import { awake } from './awake.ts';
import { carriedFrom, carryCode } from './carried-codes.ts';
import { fileComplaint } from './complaints.ts';
import type { Draft } from './draft.ts';
import { answerProposal, editHers, previewHers } from './edits.ts';
import { otherWithPhone, sendJoinCode } from './joining.ts';
import { cancel, place } from './orders.ts';
import { askToForget, openDataLink } from './own-data.ts';
import { dealsFor } from './promotions.ts';
import { showReceipt } from './receipts.ts';
import { announceReturn, callOffReturn } from './returns.ts';
import { roomIn } from './slots.ts';
import { unitsAvailable } from './stock-moves.ts';
import { staffOf } from './who-helps.ts';
import { rememberWhoWaits } from './who-waits.ts';
import { withdraw } from './withdrawals.ts';

/** Orders that a conversation looks back on. */
const ORDERS_REMEMBERED = 3;

/** Newest first, of all her conversations. */
export function ordersOf(draft: Draft, { id, orders }: Conversation, { conversations }: Customer): readonly Order[] {
  const others = conversations.filter((other) => other !== id).flatMap((other) => awake(draft, other)?.orders ?? []);
  const all = others.length === 0 ? orders : [...new Set([...orders, ...others])].toSorted((a, b) => Number(a) - Number(b));
  return all
    .slice(-ORDERS_REMEMBERED)
    .reverse()
    .flatMap((id) => draft.get('orders', id) ?? []);
}

export function counterOf(draft: Draft, conversation: Conversation, customer: Customer): Counter {
  return {
    available: (variantId) => unitsAvailable(draft, variantId),
    deals: (cart) => dealsFor(draft, conversation, cart),
    room: roomIn(draft),
    orders: () => ordersOf(draft, conversation, customer),
    previewEdit: (cart) => previewHers(draft, cart),
    edit: (cart, expectedTotal) => editHers(draft, cart, expectedTotal),
    answerProposal: (orderId, accept) => answerProposal(draft, orderId, accept),
    paused: () => staffOf(draft).paused !== null,
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
    sendJoinCode: (phone) => sendJoinCode(draft, otherWithPhone(draft, customer, phone)),
    carryCode: () => carryCode(draft, conversation),
    carriedFrom: (code) => carriedFrom(draft, code),
    requestReturn: (orderId, wish) => announceReturn(draft, orderId, wish),
    callOffReturn: (orderId, returnId) => callOffReturn(draft, orderId, returnId),
    callSeller: (why, data) => {
      draft.alert({ kind: why, conversationId: conversation.id, data });
      if (why === 'order-while-paused') rememberWhoWaits(draft, conversation.id);
    },
  };
}
