/**
 * A customer changes an order that she has placed, as far as the shop lets her: she says what, sees the whole as it
 * would be with what it costs more or less, and only her yes writes it.
 */

import { emptyLines, setDelivery, showTotal } from '../../commerce/cart-changes.ts';
import type { EditPreview } from '../../commerce/edit.ts';
import { formatMoney, minor, subtract } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { mayEdit } from '../../commerce/order-policy.ts';
import { balance, netPaid } from '../../commerce/payment-status.ts';
import type { Refusal } from '../../commerce/refusal.ts';
import type { Command } from '../commands.ts';
import type { Choice } from '../menu.ts';
import type { Rich } from '../message.ts';
import { joinLines, type Wording } from '../wording/wording.ts';
import { summaryLines } from './actions.ts';
import { askRequirement } from './ask.ts';
import { changeCart, missingNow } from './cart-talk.ts';
import { askWhatToChange } from './change.ts';
import { orderOnTable } from './counting-own.ts';
import { beginEdit, endEdit } from './order-edit-cart.ts';
import { howToPayRest } from './paying.ts';
import { askBeforeCancellingOrder, leaveChangeToPerson, tellOrders } from './placed-orders.ts';
import { explainRefusal } from './refusals.ts';
import { showCart } from './talk.ts';
import { ask, money, say, type Turn } from './turn.ts';

type EditCommand = Extract<
  Command,
  { readonly do: 'edit-order' | 'join-order' | 'keep-edit' | 'leave-edit' | 'which-order' | 'answer-proposal' }
>;

export function talkAboutEdit(turn: Turn, command: EditCommand): void {
  switch (command.do) {
    case 'edit-order':
      return openEdit(turn, command.number);
    case 'join-order':
      return joinOrder(turn, command.number);
    case 'keep-edit':
      return keepEdit(turn);
    case 'leave-edit':
      return leaveEdit(turn);
    case 'which-order':
      return askWhich(turn, command);
    case 'answer-proposal':
      return answerProposal(turn, command);
  }
}

function openEdit(turn: Turn, number: number): void {
  const order = turn.counter.orders().find((one) => one.number === number);
  if (!order) return tellOrders(turn, number);
  if (!mayEdit(order, 'customer', turn.files.shop)) return leaveChangeToPerson(turn, order);
  const isAside = turn.cart.lines.length > 0 && !turn.cart.amends;
  beginEdit(turn, order);
  if (isAside) say(turn, turn.wording.rich('edit.aside', { number }));
}

/** "También quiero una gorra", after she ordered: it may go with the order. */
function joinOrder(turn: Turn, number: number): void {
  const { lines } = turn.cart;
  const order = turn.counter.orders().find((one) => one.number === number);
  if (!order || lines.length === 0) return tellOrders(turn, number);
  if (!mayEdit(order, 'customer', turn.files.shop)) return leaveChangeToPerson(turn, order);
  beginEdit(turn, order);
  const { amends } = turn.cart;
  if (amends) turn.cart = { ...turn.cart, amends: { ...amends, joined: true } };
  for (const { id: _ofTheCart, ...line } of lines) changeCart(turn, { do: 'add', line });
}

/** What a cart that was begun after an order offers besides closing it; nothing where the order cannot be changed. */
export function joinChoice({ counter, wording, files }: Turn): readonly Choice[] {
  const [order] = counter.orders();
  if (!order || !mayEdit(order, 'customer', files.shop)) return [];
  const { number } = order;
  return [{ label: wording.plain('edit.join', { number }), commands: [{ do: 'join-order', number }] }];
}

/** "Agrega una gorra a mi pedido", with something in the cart: which of the two is hers to say. */
function askWhich(turn: Turn, { number, cart, order }: Extract<EditCommand, { readonly do: 'which-order' }>): void {
  const { wording } = turn;
  ask(turn, {
    rich: wording.rich('edit.which', { number }),
    choices: [
      { label: wording.plain('edit.in_cart'), commands: cart, cartVersion: turn.cart.version },
      { label: wording.plain('edit.in_order', { number }), commands: order },
    ],
    pending: null,
  });
}

/** The end of a turn while an order is on the table: what is missing, else the whole and the question. */
export function concludeEdit(turn: Turn): void {
  const order = orderOnTable(turn);
  if (!order) return endEdit(turn);
  if (turn.cart.lines.length === 0) {
    endEdit(turn);
    return askBeforeCancellingOrder(turn, order);
  }
  const [missing] = missingNow(turn);
  if (missing) return askRequirement(turn, missing);
  const preview = turn.counter.previewEdit(turn.cart);
  if (!preview.ok) return explain(turn, order, preview);
  turn.cart = showTotal(turn.cart, preview.newTotal);
  const { wording } = turn;
  const { number } = order;
  ask(turn, {
    rich: joinLines([
      wording.rich('edit.title', { number }),
      ...summaryLines(turn).slice(1),
      ...differenceWords(wording, order, preview),
      [],
      wording.rich('edit.question'),
    ]),
    choices: [
      { label: wording.plain('edit.yes'), commands: [{ do: 'keep-edit' }], cartVersion: turn.cart.version, means: 'yes' },
      { label: wording.plain('edit.other'), commands: [{ do: 'change-something' }], cartVersion: turn.cart.version },
      leaveChoice(turn),
    ],
    pending: { slot: 'confirm' },
  });
}

function leaveChoice({ wording }: Turn): Choice {
  return { label: wording.plain('edit.no'), commands: [{ do: 'leave-edit' }], means: 'no', last: true };
}

/** How the total changes, and what of it is to be paid or given back where something was paid. */
export function differenceWords(wording: Wording, order: Order, { before, newTotal, due, refundDue }: EditPreview): readonly Rich[] {
  const words = (amount: number) => formatMoney(minor(amount), order.currency);
  const difference = subtract(newTotal, before);
  const facts = { before: words(before), difference: words(Math.abs(difference)) };
  const lines = [
    difference === 0
      ? wording.rich('edit.same', { before: facts.before })
      : wording.rich(difference > 0 ? 'edit.more' : 'edit.less', facts),
  ];
  if (netPaid(order) > 0 && due > 0 && order.method !== 'cash') lines.push(wording.rich('edit.due', { amount: words(due) }));
  if (refundDue > 0) lines.push(wording.rich('edit.refund', { amount: words(refundDue) }));
  return lines;
}

function explain(turn: Turn, order: Order, refusal: Refusal): void {
  const { wording } = turn;
  const { number } = order;
  switch (refusal.code) {
    case 'NOTHING_SELECTED':
      if (turn.paragraphs.length === 0) say(turn, wording.rich('edit.what', { number }));
      return askWhatToChange(turn);
    case 'NOT_EDITABLE':
      endEdit(turn);
      return leaveChangeToPerson(turn, order);
    case 'ORDER_CHANGED':
      endEdit(turn);
      say(turn, wording.rich('edit.changed_meanwhile', { number }));
      return tellOrders(turn, number);
    case 'SLOT_TAKEN':
      return loseSlot(turn, order);
    default:
      say(turn, explainRefusal(turn, refusal, null));
      return askWhatToChange(turn);
  }
}

function loseSlot(turn: Turn, order: Order): void {
  const { delivery } = turn.cart;
  say(turn, turn.wording.rich('delivery.slot_taken'));
  if (delivery?.kind !== 'home' || !delivery.slot) return leaveChangeToPerson(turn, order);
  const { slot: _gone, ...rest } = delivery;
  turn.cart = setDelivery(turn.cart, rest);
  const [missing] = missingNow(turn);
  if (missing) askRequirement(turn, missing);
}

function keepEdit(turn: Turn): void {
  const expected = turn.cart.shownTotal;
  turn.pendingTouched = true;
  if (!turn.cart.amends || expected === null) return;
  const outcome = turn.counter.edit(turn.cart, expected);
  if (!outcome.ok) {
    if (outcome.code === 'CART_CHANGED') say(turn, explainRefusal(turn, outcome, null));
    return;
  }
  const isJoined = turn.cart.amends.joined === true;
  endEdit(turn);
  if (isJoined) turn.cart = emptyLines(turn.cart);
  turn.atRest = turn.cart.lines.length === 0;
  sayEdited(turn, outcome.order);
  if (turn.cart.lines.length > 0) showCart(turn);
}

function sayEdited(turn: Turn, order: Order): void {
  const { wording, files } = turn;
  say(turn, wording.rich('edit.done', { number: order.number, total: money(turn, order.totals.total) }));
  const owed = balance(order);
  if (owed < 0) return say(turn, wording.rich('edit.refund_coming', { amount: money(turn, minor(-owed)) }));
  for (const words of howToPayRest(wording, order, files.shop)) say(turn, words);
}

export function leaveEdit(turn: Turn): void {
  const number = turn.cart.amends?.number;
  if (number === undefined) return;
  endEdit(turn);
  turn.atRest = turn.cart.lines.length === 0;
  say(turn, turn.wording.rich('edit.left', { number }));
  if (turn.cart.lines.length > 0) showCart(turn);
}

/** What the shop proposed, and costs more: only her yes does it. */
function answerProposal(turn: Turn, { number, accept }: Extract<EditCommand, { readonly do: 'answer-proposal' }>): void {
  const order = turn.counter.orders().find((one) => one.number === number);
  turn.pendingTouched = true;
  if (!order?.proposal) return tellOrders(turn, number);
  const outcome = turn.counter.answerProposal(order.id, accept);
  if (turn.cart.lines.length === 0) turn.atRest = true;
  if (!outcome.ok) return say(turn, turn.wording.rich('edit.proposal_gone', { number }));
  if (accept) return sayEdited(turn, outcome.order);
  say(turn, turn.wording.rich('edit.left', { number }));
}
