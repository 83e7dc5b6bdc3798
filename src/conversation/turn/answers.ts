/**
 * Answers to what the shop asked: each slot takes what fits, and says with an example what it needs
 * where it does not fit. An answer that is refused leaves the question open.
 */

import { setContact, setDelivery, setPayment } from '../../commerce/cart-changes.ts';
import type { PaymentMethod } from '../../commerce/catalog.ts';
import { phoneKey, readablePhone } from '../../commerce/phone.ts';
import { findZone } from '../../commerce/zone-search.ts';
import { cleanLine, cleanName } from '../clean.ts';
import type { Command, SlotName, SlotValue } from '../commands.ts';
import type { SlotType } from '../flow/flow.ts';
import { changeCart } from './cart-talk.ts';
import { takeCash } from './cash-amount.ts';
import { setSlot, topFrame } from './frames.ts';
import { takeJoinCode } from './joining.ts';
import { methodLabel } from './paying.ts';
import { takeAddress, takePin, takePlace, takeReference } from './places.ts';
import { takeOperation } from './receipts.ts';
import { takeSlot } from './slots.ts';
import { misfit, say, sayChange, type Turn } from './turn.ts';

/** Longest name that is kept, in characters. */
export const LONGEST_NAME = 60;
/** Longest free answer to a flow that is kept, in characters. */
const LONGEST_ANSWER = 500;
/** And a longer one: what went wrong, in her own words. */
const LONGEST_STORY = 2000;

export function takeAnswer(turn: Turn, command: Extract<Command, { readonly do: 'answer' }>): void {
  const { slot, value } = command;
  switch (slot) {
    case 'delivery.kind':
      return value.type === 'delivery' ? setKind(turn, value.kind) : unfit(turn, 'delivery.kind');
    case 'delivery.district':
      return value.type === 'pin' ? takePin(turn, value) : takePlace(turn, textOf(value));
    case 'delivery.address':
      return value.type === 'pin' ? takePin(turn, value) : takeAddress(turn, textOf(value));
    case 'delivery.reference':
      return takeReference(turn, textOf(value));
    case 'delivery.slot':
      return value.type === 'when' ? takeSlot(turn, value.when) : unfit(turn, 'delivery.slot');
    case 'contact.name':
      return takeName(turn, textOf(value));
    case 'contact.phone':
      return takePhone(turn, textOf(value));
    case 'payment.method':
      return value.type === 'payment' && turn.files.shop.payment.methods.includes(value.method)
        ? takeMethod(turn, value.method)
        : refuseMethod(turn, value);
    case 'join.code':
      return takeJoinCode(turn, textOf(value));
    case 'payment.receipt':
      return takeOperation(turn, textOf(value));
    case 'payment.cash':
      return takeCash(turn, textOf(value));
    case 'line.qty':
    case 'line.option':
    case 'line.personal':
      return takeLineAnswer(turn, slot, value);
    case 'items':
    case 'confirm':
      return;
    default:
      return fillFlowSlot(turn, slot, value);
  }
}

/** A way that is down is explained; one the shop does not take is asked again. */
function refuseMethod(turn: Turn, value: SlotValue): void {
  const isDown = value.type === 'payment' && (value.method === 'link' || value.method === 'pix') && turn.files.shop.payment.providerRefuses;
  return isDown ? misfit(turn, turn.wording.rich('payment.link_down')) : unfit(turn, 'payment.method');
}

function takeMethod(turn: Turn, method: PaymentMethod): void {
  sayIfUnasked(turn, 'payment.method', method === 'cash' ? turn.wording.plain('payment.cash') : methodLabel(turn, method));
  accept(turn, () => setPayment(turn.cart, method));
}

/** What came without being asked is said back; an answer is not. */
function sayIfUnasked(turn: Turn, slot: SlotName, what: string): void {
  if (turn.conversation.pending?.slot !== slot) sayChange(turn, turn.wording.rich('cart.noted', { what }));
}

function accept(turn: Turn, change: () => Turn['cart']): void {
  turn.cart = change();
  turn.pendingTouched = true;
}

function unfit(turn: Turn, slot: SlotName): void {
  if (turn.conversation.pending?.slot === slot) misfit(turn, turn.wording.rich('answer.unfit'));
}

function setKind(turn: Turn, kind: 'home' | 'pickup'): void {
  const before = turn.cart.delivery;
  if (before?.kind === kind && kind === 'home') {
    turn.pendingTouched = true;
    return;
  }
  if (kind === 'home') sayIfUnasked(turn, 'delivery.kind', turn.wording.plain('delivery.home'));
  accept(turn, () => setDelivery(turn.cart, { kind }));
  const { pickup } = turn.files.shop.delivery;
  if (kind === 'pickup' && pickup)
    say(turn, turn.wording.rich('delivery.pickup_noted', { address: pickup.address, instructions: pickup.instructions }));
}

function takeName(turn: Turn, text: string): void {
  const name = cleanName(text, LONGEST_NAME);
  if (!/\p{L}{2}/u.test(name) || /\d/.test(name)) return misfit(turn, turn.wording.rich('answer.name_unfit'));
  sayIfUnasked(turn, 'contact.name', name);
  const { profile: _offered, ...contact } = turn.cart.contact;
  accept(turn, () => setContact(turn.cart, { ...contact, name }));
  turn.customer = { ...turn.customer, name };
}

function takePhone(turn: Turn, text: string): void {
  const phone = phoneKey(text, turn.files.shop.country);
  if (phone === null) return misfit(turn, turn.wording.rich('answer.phone_unfit'));
  sayIfUnasked(turn, 'contact.phone', readablePhone(phone));
  accept(turn, () => setContact(turn.cart, { ...turn.cart.contact, phone }));
  turn.customer = { ...turn.customer, phone };
}

function takeLineAnswer(turn: Turn, slot: 'line.qty' | 'line.option' | 'line.personal', value: SlotValue): void {
  const { pending } = turn.conversation;
  const lineId = pending?.lineId;
  if (!lineId) return;
  if (slot === 'line.qty' && value.type === 'number') return changeCart(turn, { do: 'set', line: { lineId }, qty: value.number });
  if (slot === 'line.option' && value.type === 'option')
    return changeCart(turn, { do: 'set', line: { lineId }, options: { [value.option]: value.value } });
  if (slot === 'line.personal' && value.type === 'text') return changeCart(turn, { do: 'set', line: { lineId }, personal: value.text });
  unfit(turn, slot);
}

/** What the customer answered to an `ask` step of a flow. */
function fillFlowSlot(turn: Turn, slot: string, value: SlotValue): void {
  const frame = topFrame(turn);
  const name = slot.slice('flow.'.length);
  const step = frame && turn.files.flows.get(frame.flow)?.steps.find((candidate) => candidate.kind === 'ask' && candidate.slot === name);
  if (step?.kind !== 'ask') return;
  const answer = readAnswer(turn, step.type, cleanLine(textOf(value), step.type === 'story' ? LONGEST_STORY : LONGEST_ANSWER));
  if (answer === null) return misfit(turn, turn.wording.rich('answer.unfit'));
  setSlot(turn, name, answer);
}

function readAnswer(turn: Turn, type: SlotType, text: string): string | null {
  if (text === '') return null;
  switch (type) {
    case 'text':
    case 'story':
    case 'date':
      return text;
    case 'number':
      return /^\d+$/.test(text) ? text : null;
    case 'phone':
      return phoneKey(text, turn.files.shop.country);
    case 'district': {
      const found = findZone(turn.files.shop.delivery, text);
      return found.kind === 'zone' ? found.district : null;
    }
  }
}

function textOf(value: SlotValue): string {
  switch (value.type) {
    case 'text':
      return value.text;
    case 'number':
      return String(value.number);
    case 'option':
      return value.value;
    case 'date':
      return value.date;
    default:
      return '';
  }
}
