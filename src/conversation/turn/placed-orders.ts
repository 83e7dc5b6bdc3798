/**
 * The orders of this customer: how they are, paying them, cancelling them, having the same again. What a
 * placed order needs that she may not do alone is handed to a person.
 */

import { minor } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { mayCustomerCancel, mayEdit } from '../../commerce/order-policy.ts';
import { balance, dueNow } from '../../commerce/payment-status.ts';
import { type PaymentStatus, receiptToReview } from '../../commerce/payments.ts';
import { mayReturn } from '../../commerce/returns.ts';
import { mayWithdraw, withdrawalPolicy } from '../../commerce/withdrawal.ts';
import type { Command } from '../commands.ts';
import type { Choice } from '../menu.ts';
import type { Rich } from '../message.ts';
import { promiseWords } from '../wording/dates.ts';
import { joinLines, type Wording } from '../wording/wording.ts';
import { orderAgain } from './again.ts';
import { offerToJoin } from './joining.ts';
import { beginEdit } from './order-edit-cart.ts';
import { OPEN_ORDERS } from './order-edit-heard.ts';
import { codeBubbles, openCode, openLink, transferWords, waitsForMoney } from './paying.ts';
import { claimByWords } from './receipts.ts';
import { explainRefusal } from './refusals.ts';
import { talkAboutReturn } from './returns.ts';
import { shipmentLines } from './shipment.ts';
import { ask, money, restIfEmptyHanded, say, type Turn } from './turn.ts';
import { talkAboutWithdrawal } from './withdrawal.ts';

/** Orders that one answer tells about; older ones can be asked for by number. */
const MOST_TOLD = 2;

export function tellOrders(turn: Turn, number: number | null): void {
  restIfEmptyHanded(turn);
  const orders = turn.counter.orders();
  const told = number === null ? orders.slice(0, MOST_TOLD) : orders.filter((order) => order.number === number);
  if (told.length === 0) {
    say(turn, number === null ? turn.wording.rich('order.none') : turn.wording.rich('order.not_yours', { number }));
    return offerToJoin(turn);
  }
  const [newest] = told;
  if (newest?.status === 'expired' && turn.cart.lines.length === 0)
    return ask(turn, { ...offerAgain(turn.wording, newest), pending: { slot: 'items' } });
  for (const order of told) say(turn, orderWords(turn, order));
  const unpaid = told.find((order) => openLink(order, turn.now) !== null);
  const url = unpaid && openLink(unpaid, turn.now);
  if (unpaid && url) pushLink(turn, unpaid, url);
}

/** What is said of an order that died unpaid: she can have it again with one tap. */
export function offerAgain(wording: Wording, { number }: Order): { readonly rich: Rich; readonly choices: readonly Choice[] } {
  return {
    rich: wording.rich('order.expired', { number }),
    choices: [
      { label: wording.plain('order.again'), commands: [{ do: 'order-again', number }], means: 'yes' },
      { label: wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }] },
    ],
  };
}

function orderWords(turn: Turn, order: Order): Rich {
  const { wording } = turn;
  const when = promiseWords(wording, order.promise);
  const lines: Rich[] = [wording.rich('order.title', { number: order.number, total: money(turn, order.totals.total) })];
  const inReview = order.status === 'awaiting_payment' && order.paymentStatus === 'pending';
  lines.push(inReview ? wording.rich('order.payment_pending') : wording.rich(`order.status.${order.status}`));
  if (receiptToReview(order.payments)) lines.push(wording.rich('order.payment_review'));
  if (order.paymentStatus === 'partially_paid') {
    const missing = money(turn, balance(order));
    lines.push(
      wording.rich(order.balanceAtDoor && order.status !== 'awaiting_payment' ? 'order.payment_rest' : 'order.payment_short', { missing }),
    );
  }
  lines.push(...shipmentLines(wording, order));
  const { note, refundDue = 0 } = order.cancellation ?? {};
  if (note !== undefined) lines.push(wording.rich('order.shop_says', { what: note }));
  if (refundDue > 0 && balance(order) < 0) lines.push(wording.rich('order.refund_due', { amount: money(turn, minor(-balance(order))) }));
  if (['awaiting_payment', 'confirmed', 'preparing', 'ready', 'out_for_delivery'].includes(order.status))
    lines.push(wording.rich('order.promise', { when }));
  return joinLines(lines);
}

function pushLink(turn: Turn, order: Order, url: string): void {
  turn.bubbles.push({
    kind: 'link',
    rich: turn.wording.rich('order.link', { number: order.number, total: money(turn, dueNow(order)) }),
    url,
    label: turn.wording.plain('order.link_label'),
  });
}

type OrderCommand = Extract<Command, { readonly do: 'cancel-order' | 'pay-again' | 'order-again' | 'claim-paid' }>;

export function talkAboutOrder(turn: Turn, command: OrderCommand): void {
  const number = 'number' in command ? command.number : undefined;
  const order = turn.counter.orders().find((candidate) => number === undefined || candidate.number === number);
  if (!order) return tellOrders(turn, number ?? null);
  restIfEmptyHanded(turn);
  switch (command.do) {
    case 'cancel-order':
      return command.sure ? cancelOrder(turn, order) : askBeforeCancellingOrder(turn, order);
    case 'pay-again': {
      return payAgain(turn, order);
    }
    case 'order-again':
      return orderAgain(turn, order);
    case 'claim-paid':
      if (claimByWords(turn, order, command.operation)) return;
      if (order.status !== 'awaiting_payment') return tellOrders(turn, order.number);
      if (order.paymentStatus === 'pending') return say(turn, turn.wording.rich('payment.pending', { number: order.number }));
      turn.counter.lookForPayment(order.id);
      return say(turn, turn.wording.rich('payment.looking', { number: order.number }));
  }
}

/** The newest order that asks for money; where none does, how her orders are. */
export function payWhatIsDue(turn: Turn): void {
  const order = turn.counter.orders().find(waitsForMoney);
  return order ? payAgain(turn, order) : tellOrders(turn, null);
}

/** What is due is asked by the way she chose: the account to transfer to, the link or code there is, or a new one. */
function payAgain(turn: Turn, order: Order): void {
  if (!waitsForMoney(order) || order.paymentStatus === 'pending') return tellOrders(turn, order.number);
  if (order.method === 'transfer') return say(turn, transferWords(turn.wording, order, turn.files.shop));
  const url = openLink(order, turn.now);
  if (url) return pushLink(turn, order, url);
  const code = openCode(order, turn.now);
  if (code !== null) return void turn.bubbles.push(...codeBubbles(turn.wording, order, code, dueNow(order)));
  if (order.method === 'cash') return tellOrders(turn, order.number);
  turn.counter.askForPayment(order.id);
  say(turn, turn.wording.rich('order.link_again', { number: order.number }));
}

function cancelOrder(turn: Turn, order: Order): void {
  const outcome = turn.counter.cancel(order.id);
  if (outcome.ok) return say(turn, turn.wording.rich('order.cancelled', { number: order.number }));
  if (outcome.code === 'ILLEGAL_TRANSITION') return say(turn, turn.wording.rich('order.cannot_cancel', { number: order.number }));
  say(turn, explainRefusal(turn, outcome, null));
}

/** No money has come: she may cancel by herself. */
const CANCELLED_ALONE: ReadonlySet<PaymentStatus> = new Set(['unpaid', 'pending', 'under_review']);

export function askBeforeCancellingOrder(turn: Turn, order: Order): void {
  const { wording } = turn;
  const { number } = order;
  if (!mayCustomerCancel(order, turn.files.shop)) return tellNotCancelled(turn, order);
  if (!CANCELLED_ALONE.has(order.paymentStatus)) return leaveToPerson(turn, order);
  ask(turn, {
    rich: wording.rich('nav.cancel_placed', { number }),
    choices: [
      { label: wording.plain('nav.cancel_order', { number }), commands: [{ do: 'cancel-order', number, sure: true }], means: 'yes' },
      { label: wording.plain('nav.keep_order'), commands: [{ do: 'order-status', number }], means: 'no' },
    ],
    pending: null,
  });
}

/**
 * With nothing in the cart a change can only mean an order that was placed: it is put on the table where she may
 * change it herself. True where that is all: a person does it, or it is a return.
 */
export function changePlacedOrder(turn: Turn): boolean {
  const orders = turn.counter.orders();
  const order = orders.find((candidate) => OPEN_ORDERS.has(candidate.status));
  if (!order && orders.some(mayReturn)) {
    talkAboutReturn(turn, { how: 'exchange' });
    return true;
  }
  if (!order) return false;
  if (!mayEdit(order, 'customer', turn.files.shop)) {
    leaveChangeToPerson(turn, order);
    return true;
  }
  beginEdit(turn, order);
  return false;
}

/** Beyond what the shop lets her change by herself. */
export function leaveChangeToPerson(turn: Turn, { number }: Order): void {
  turn.pendingTouched = true;
  handOver(turn, number);
  say(turn, turn.wording.rich('order.change_placed', { number, contact: turn.files.shop.contact }));
}

function handOver(turn: Turn, number: number): void {
  turn.counter.callSeller('person-wanted', { number: String(number) });
  turn.conversation = { ...turn.conversation, wantsPerson: true };
  restIfEmptyHanded(turn);
}

/** Too late to cancel: what the law or the shop still lets her do is offered. */
function tellNotCancelled(turn: Turn, order: Order): void {
  const { number } = order;
  if (withdrawalPolicy(turn.files.shop.country) && mayWithdraw(order)) return talkAboutWithdrawal(turn, { number });
  if (mayReturn(order)) return talkAboutReturn(turn, { number });
  say(turn, turn.wording.rich('order.cannot_cancel', { number }));
}

/** Money is in it: it is a person who cancels and gives it back. */
function leaveToPerson(turn: Turn, { number }: Order): void {
  handOver(turn, number);
  say(turn, turn.wording.rich('order.cancel_paid', { number, contact: turn.files.shop.contact }));
}
