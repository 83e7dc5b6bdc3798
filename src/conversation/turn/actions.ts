/**
 * What a `do` step of a flow can make happen. The checkout is three of them: ask for what is missing,
 * show the whole with its total, place the order at exactly that total.
 */

import { emptyCart } from '../../commerce/cart.ts';
import { setContact, setCoupon, showTotal } from '../../commerce/cart-changes.ts';
import { deliveryOf, placeName, zoneOfDelivery } from '../../commerce/delivery.ts';
import type { Order } from '../../commerce/order.ts';
import { timeToApprove } from '../../commerce/order-policy.ts';
import { paymentOf } from '../../commerce/payment-choice.ts';
import { readablePhone } from '../../commerce/phone.ts';
import type { ActionName, Frame } from '../flow/flow.ts';
import type { Rich } from '../message.ts';
import { dayWords, promiseWords } from '../wording/dates.ts';
import { joinLines } from '../wording/wording.ts';
import { askRequirement } from './ask.ts';
import { missingNow } from './cart-talk.ts';
import { askCash, asksForCash } from './cash-amount.ts';
import { beginComplaint, fileComplaint } from './complaints.ts';
import { orderOnTable } from './counting-own.ts';
import { promiseOfEdit } from './edit-promise.ts';
import { changeFrame, dropSlot, leaveFlow, setSlot, topFrame } from './frames.ts';
import { howToPay, methodLabel } from './paying.ts';
import { payWhatIsDue, tellOrders } from './placed-orders.ts';
import { grossWords, priced } from './prices.ts';
import { promiseFor } from './promise.ts';
import { discountLines, savedLine } from './promotions.ts';
import { answerQuestion } from './questions.ts';
import { describe, explainRefusal } from './refusals.ts';
import { offerToKeepAddress } from './saved-address.ts';
import { showCatalog } from './showing.ts';
import { dropLostSlot, onTheTable } from './slots.ts';
import { callPerson, showCart } from './talk.ts';
import { ask, money, note, restIfEmptyHanded, say, type Turn } from './turn.ts';
import { talkAboutWithdrawal } from './withdrawal.ts';

const HOUR_MS = 60 * 60_000;

/** Slot of the checkout's frame that says the customer confirmed the total she was shown. */
const CONFIRMED = 'confirmed';

/** What a shop that takes no new orders does not do. */
const CLOSES_ORDER: ReadonlySet<ActionName> = new Set(['ask-missing', 'summary', 'place-order']);

/** `waits`: the customer's answer is needed before the flow goes on. */
export function performAction(turn: Turn, action: ActionName, frame: Frame): 'waits' | 'done' {
  if (CLOSES_ORDER.has(action) && turn.counter.paused()) return stopForPause(turn);
  switch (action) {
    case 'ask-missing':
      return askMissing(turn);
    case 'summary':
      return frame.slots[CONFIRMED] !== undefined ? 'done' : summary(turn);
    case 'place-order':
      return placeOrder(turn, frame);
    case 'show-catalog':
      showCatalog(turn);
      return 'done';
    case 'show-cart':
      showCart(turn);
      return 'done';
    case 'tell-shipping':
    case 'tell-payment':
    case 'tell-hours':
      answerQuestion(turn, { do: action });
      return 'done';
    case 'order-status':
      tellOrders(turn, null);
      return 'done';
    case 'pay-balance':
      payWhatIsDue(turn);
      return 'done';
    case 'tell-seller':
      turn.counter.callSeller('message-from-flow', { flow: frame.flow, ...frame.slots });
      restIfEmptyHanded(turn);
      return 'done';
    case 'withdraw':
      talkAboutWithdrawal(turn, {});
      return 'done';
    case 'begin-complaint':
      beginComplaint(turn, frame);
      return 'done';
    case 'file-claim':
    case 'file-grievance':
      fileComplaint(turn, frame, action === 'file-claim' ? 'claim' : 'grievance');
      return 'done';
    case 'call-person':
      callPerson(turn);
      return 'done';
  }
}

/** What she chose stays in her cart, and the seller knows who wanted to buy. */
function stopForPause(turn: Turn): 'done' {
  turn.counter.callSeller('order-while-paused', {});
  leaveFlow(turn);
  turn.atRest = true;
  say(turn, turn.wording.rich('order.paused', { contact: turn.files.shop.contact }));
  return 'done';
}

function askMissing(turn: Turn): 'waits' | 'done' {
  dropLostSlot(turn);
  const [missing] = missingNow(turn);
  if (!missing) return 'done';
  askRequirement(turn, missing);
  return 'waits';
}

function summary(turn: Turn): 'waits' | 'done' {
  if (askMissing(turn) === 'waits') return 'waits';
  const { total } = priced(turn);
  turn.cart = showTotal(turn.cart, total);
  note(turn, 'saw-total', { price: total });
  const { wording } = turn;
  ask(turn, {
    rich: joinLines([...summaryLines(turn), BLANK, wording.rich('summary.question')]),
    choices: [
      { label: wording.plain('summary.confirm'), commands: [{ do: 'confirm' }], cartVersion: turn.cart.version, means: 'yes' },
      { label: wording.plain('summary.change'), commands: [{ do: 'change-something' }], means: 'no' },
      { label: wording.plain('summary.cancel'), commands: [{ do: 'cancel' }], last: true },
    ],
    pending: { slot: 'confirm' },
  });
  return 'waits';
}

/** A line of nothing: what was chosen, where it goes and what it costs are told apart at a glance. */
const BLANK: Rich = [];

/** The cart as it is asked about: its title, what is in it, where it goes, what it costs, when it comes. */
export function summaryLines(turn: Turn): Rich[] {
  const { wording, cart } = turn;
  const { shop } = turn.files;
  const now = priced(turn);
  const { lines, delivery, total } = now;
  const rows: Rich[] = [wording.rich('summary.title')];
  for (const line of lines) {
    const { personal = '', wishes = [] } = cart.lines.find((one) => one.id === line.lineId) ?? {};
    const details = [line.detail, personal, ...wishes].filter((detail) => detail !== '');
    rows.push(wording.rich('summary.line', { qty: line.qty ?? 0, what: describe(line.name, details), amount: grossWords(turn, line) }));
  }
  rows.push(BLANK);
  const way = deliveryOf(shop.delivery, cart.delivery);
  if (way?.kind === 'home') {
    rows.push(
      wording.rich('summary.delivery', {
        district: placeName(way, zoneOfDelivery(shop.delivery, way)?.name ?? ''),
        fee: delivery === 0 ? wording.plain('delivery.free') : money(turn, delivery),
      }),
    );
    const address = [way.address ?? (way.pin && wording.plain('summary.pin')), way.reference];
    rows.push(wording.rich('summary.address', { address: address.filter(Boolean).join(' · ') }));
  } else if (shop.delivery.pickup) rows.push(wording.rich('summary.pickup', { address: shop.delivery.pickup.address }));
  rows.push(wording.rich('summary.contact', { name: cart.contact.name ?? '', phone: readablePhone(cart.contact.phone ?? '') }));
  const method = paymentOf(cart, shop);
  if (method && total > 0) rows.push(wording.rich('summary.payment', { method: methodLabel(turn, method) }));
  rows.push(BLANK, ...discountLines(turn, now), wording.rich('summary.total', { total: money(turn, total) }), ...savedLine(turn, now));
  const order = orderOnTable(turn);
  const promise = order ? promiseOfEdit(order, onTheTable(turn)) : promiseFor(onTheTable(turn));
  if (promise)
    rows.push(wording.rich(way?.kind === 'pickup' ? 'summary.ready' : 'summary.arrives', { when: promiseWords(wording, promise) }));
  return rows;
}

/** "Yes" to the total on the table: the only way an order is placed. */
export function confirmTotal(turn: Turn): boolean {
  const total = turn.cart.shownTotal;
  if (!topFrame(turn) || turn.conversation.pending?.slot !== 'confirm' || total === null) return false;
  setSlot(turn, CONFIRMED, String(total));
  return true;
}

function placeOrder(turn: Turn, frame: Frame): 'waits' | 'done' {
  const expected = turn.cart.shownTotal;
  if (expected === null) return summaryAgain(turn, frame);
  const outcome = turn.counter.place(turn.cart, expected);
  if (!outcome.ok) {
    say(turn, explainRefusal(turn, outcome, null));
    if ('coupon' in outcome) turn.cart = setCoupon(turn.cart, null);
    return summaryAgain(turn, frame);
  }
  turn.cart = setContact(emptyCart(turn.cart.id), turn.cart.contact);
  leaveFlow(turn);
  turn.atRest = true;
  turn.conversation = { ...turn.conversation, orders: [...turn.conversation.orders, outcome.order.id], focus: null };
  sayPlaced(turn, outcome.order);
  offerToKeepAddress(turn, outcome.order);
  return 'done';
}

/** The confirmation does not count for another total: the whole is shown and asked again. */
function summaryAgain(turn: Turn, frame: Frame): 'waits' | 'done' {
  dropSlot(turn, CONFIRMED);
  changeFrame(turn, (changed) => ({ ...changed, step: stepOfSummary(turn, frame) }));
  return summary(turn);
}

function stepOfSummary(turn: Turn, frame: Frame): string {
  const steps = turn.files.flows.get(frame.flow)?.steps ?? [];
  return steps.find((step) => step.kind === 'do' && step.action === 'summary')?.id ?? frame.step;
}

function sayPlaced(turn: Turn, order: Order): void {
  const { wording } = turn;
  say(turn, wording.rich('order.placed', { number: order.number }));
  if (order.status === 'pending_approval')
    return say(turn, wording.rich('order.to_approve', { hours: Math.round(timeToApprove(turn.files.shop) / HOUR_MS) }));
  if (order.status === 'awaiting_payment') {
    for (const words of howToPay(wording, order, turn.files.shop)) say(turn, words);
    return;
  }
  const isPickup = order.delivery.kind === 'pickup';
  const when = isPickup ? dayWords(wording, order.promise.date) : promiseWords(wording, order.promise);
  if (order.totals.total === 0)
    return say(turn, wording.rich(isPickup ? 'order.confirmed_free_pickup' : 'order.confirmed_free_home', { when }));
  const total = money(turn, order.totals.total);
  say(turn, wording.rich(isPickup ? 'order.confirmed_pickup' : 'order.confirmed_home', { when, total }));
  if (asksForCash(order)) askCash(turn, order);
}
