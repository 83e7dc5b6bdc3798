/**
 * Answers to what the shop asked: each slot takes what fits, and says with an example what it needs
 * where it does not fit. An answer that is refused leaves the question open.
 */
import { type CartDelivery, setContact, setDelivery, setPayment } from '../../commerce/cart.ts';
import type { PaymentMethod } from '../../commerce/catalog.ts';
import { findZone } from '../../commerce/delivery.ts';
import { phoneKey, readablePhone } from '../../commerce/phone.ts';
import { cleanLine } from '../clean.ts';
import type { Command, SlotName, SlotValue } from '../commands.ts';
import type { SlotType } from '../flow/flow.ts';
import type { Choice } from '../menu.ts';
import type { Rich } from '../message.ts';
import { changeCart, priced } from './cart-talk.ts';
import { takeCash } from './cash-amount.ts';
import { notServed } from './districts.ts';
import { setSlot, topFrame } from './frames.ts';
import { methodLabel } from './paying.ts';
import { takeOperation } from './receipts.ts';
import { ask, money, note, say, sayChange, type Turn } from './turn.ts';

/** Longest name, address and reference that are kept, in characters. */
const LONGEST_NAME = 60;
const LONGEST_ADDRESS = 200;
/** Shortest address that can be found by a driver, in characters. */
const SHORTEST_ADDRESS = 6;
const MOST_CANDIDATES = 5;
/** Longest free answer to a flow that is kept, in characters. */
const LONGEST_ANSWER = 500;

export function takeAnswer(turn: Turn, command: Extract<Command, { readonly do: 'answer' }>): void {
  const { slot, value } = command;
  switch (slot) {
    case 'delivery.kind':
      return value.type === 'delivery' ? setKind(turn, value.kind) : unfit(turn, 'delivery.kind');
    case 'delivery.district':
      return value.type === 'pin' ? takePin(turn, value) : takeDistrict(turn, textOf(value));
    case 'delivery.address':
      return value.type === 'pin' ? takePin(turn, value) : takeAddress(turn, textOf(value));
    case 'delivery.reference':
      return takeReference(turn, textOf(value));
    case 'contact.name':
      return takeName(turn, textOf(value));
    case 'contact.phone':
      return takePhone(turn, textOf(value));
    case 'payment.method':
      return value.type === 'payment' && turn.files.shop.payment.methods.includes(value.method)
        ? takeMethod(turn, value.method)
        : refuseMethod(turn, value);
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

/** Says what is needed; the question itself follows at the end of the turn. */
function misfit(turn: Turn, rich: Rich): void {
  say(turn, rich);
  turn.pendingTouched = true;
}

function setKind(turn: Turn, kind: 'home' | 'pickup'): void {
  const before = turn.cart.delivery;
  if (before?.kind === kind && kind === 'home') {
    turn.pendingTouched = true;
    return;
  }
  accept(turn, () => setDelivery(turn.cart, { kind }));
  const { pickup } = turn.files.shop.delivery;
  if (kind === 'pickup' && pickup)
    say(turn, turn.wording.rich('delivery.pickup_noted', { address: pickup.address, instructions: pickup.instructions }));
}

function home(turn: Turn): Extract<CartDelivery, { readonly kind: 'home' }> {
  return turn.cart.delivery?.kind === 'home' ? turn.cart.delivery : { kind: 'home' };
}

function takeDistrict(turn: Turn, text: string): void {
  const found = findZone(turn.files.shop.delivery, text);
  switch (found.kind) {
    case 'zone': {
      const { district } = found;
      accept(turn, () => setDelivery(turn.cart, { ...home(turn), district, zoneId: found.zone.id }));
      const isFree = turn.cart.lines.length > 0 && priced(turn).delivery === 0;
      const fee = isFree ? turn.wording.plain('delivery.free') : money(turn, found.zone.fee);
      return say(turn, turn.wording.rich('delivery.zone_noted', { district, fee }));
    }
    case 'several':
      return ask(turn, {
        rich: turn.wording.rich('ask.which_district'),
        choices: found.candidates.slice(0, MOST_CANDIDATES).map((candidate) => districtChoice(candidate.district)),
        pending: { slot: 'delivery.district' },
      });
    case 'none':
      return takeUnknownPlace(turn, text);
  }
}

/** Most words that the name of a place has ("San Juan de Lurigancho"); more is a sentence. */
const LONGEST_PLACE_WORDS = 5;

/** No district of ours: an address that came early, a place we do not reach, or no place at all. */
function takeUnknownPlace(turn: Turn, text: string): void {
  const hasLetters = /\p{L}{2}/u.test(text);
  if (hasLetters && /\d/.test(text)) return takeAddress(turn, text);
  if (!hasLetters || text.trim().split(/\s+/).length > LONGEST_PLACE_WORDS) return misfit(turn, turn.wording.rich('answer.unfit'));
  notServed(turn, text);
}

function districtChoice(district: string): Choice {
  return { label: district, commands: [{ do: 'answer', slot: 'delivery.district', value: { type: 'text', text: district } }] };
}

function takeAddress(turn: Turn, text: string): void {
  const address = cleanLine(text, LONGEST_ADDRESS);
  if (address.length < SHORTEST_ADDRESS) return misfit(turn, turn.wording.rich('answer.address_short'));
  const delivery = home(turn);
  const zone = delivery.zoneId ? null : findZone(turn.files.shop.delivery, address);
  accept(turn, () =>
    setDelivery(turn.cart, { ...delivery, address, ...(zone?.kind === 'zone' && { district: zone.district, zoneId: zone.zone.id }) }),
  );
  note(turn, 'gave-address');
  say(turn, turn.wording.rich('delivery.address_noted', { address }));
}

function takePin(turn: Turn, pin: { readonly lat: number; readonly lng: number }): void {
  if (turn.cart.delivery?.kind === 'pickup') return misfit(turn, turn.wording.rich('delivery.pin_unneeded'));
  accept(turn, () => setDelivery(turn.cart, { ...home(turn), pin: { lat: pin.lat, lng: pin.lng } }));
  note(turn, 'gave-address');
  say(turn, turn.wording.rich('delivery.pin_noted'));
}

function takeReference(turn: Turn, text: string): void {
  accept(turn, () => setDelivery(turn.cart, { ...home(turn), reference: cleanLine(text, LONGEST_ADDRESS) }));
}

function takeName(turn: Turn, text: string): void {
  const name = cleanLine(text, LONGEST_NAME);
  if (!/\p{L}{2}/u.test(name) || /\d/.test(name)) return misfit(turn, turn.wording.rich('answer.name_unfit'));
  sayIfUnasked(turn, 'contact.name', name);
  accept(turn, () => setContact(turn.cart, { ...turn.cart.contact, name }));
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
  const answer = readAnswer(turn, step.type, cleanLine(textOf(value), LONGEST_ANSWER));
  if (answer === null) return misfit(turn, turn.wording.rich('answer.unfit'));
  setSlot(turn, name, answer);
}

function readAnswer(turn: Turn, type: SlotType, text: string): string | null {
  if (text === '') return null;
  switch (type) {
    case 'text':
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
