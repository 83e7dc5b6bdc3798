/**
 * Moving about: back, skip, repeat, cancel, start again, change one thing. These work the same at every
 * step of every flow, because they are the engine's and no flow has to mention them.
 */
import { type Cart, setContact, setDelivery, setPayment } from '../../commerce/cart.ts';
import { detailOf, productOf } from '../../commerce/catalog.ts';
import { requirements } from '../../commerce/requirements.ts';
import type { Command, SlotName } from '../commands.ts';
import { type Choice, MENU_SIZE } from '../menu.ts';
import { CHECKOUT_SLOTS } from './ask.ts';
import { changeCart, findLine } from './cart-talk.ts';
import { passMenusBy } from './flows.ts';
import { dropSlot, leaveFlow, setSlot, startFlow, topFrame } from './frames.ts';
import { askBeforeCancelling, showCart } from './talk.ts';
import { ask, say, type Turn } from './turn.ts';

type Move = Extract<Command, { readonly do: 'back' | 'skip' | 'repeat' | 'cancel' | 'restart' | 'resume' | 'change-something' | 'change' }>;

export function move(turn: Turn, command: Move): void {
  switch (command.do) {
    case 'back':
      return back(turn);
    case 'skip':
      return skip(turn);
    case 'repeat':
    case 'resume':
      turn.pendingTouched = true;
      if (turn.conversation.frames.length === 0 && turn.cart.lines.length > 0) showCart(turn);
      return;
    case 'cancel':
      return cancel(turn);
    case 'restart':
      turn.conversation = { ...turn.conversation, frames: [], pending: null };
      if (turn.cart.lines.length > 0) return showCart(turn);
      return startFlow(turn, 'welcome');
    case 'change-something':
      return askWhatToChange(turn);
    case 'change':
      return change(turn, command.what);
  }
}

function back(turn: Turn): void {
  const { pending } = turn.conversation;
  const frame = topFrame(turn);
  turn.pendingTouched = true;
  if (pending?.lineId) return backInLine(turn, pending.lineId);
  if (frame && pending?.slot.startsWith('flow.')) return backInFlow(turn);
  if (frame?.flow === CHECKOUT) {
    if (isLookingAround(turn)) return;
    const before = lastAnswered(turn.cart);
    if (before) return change(turn, before);
    leaveFlow(turn);
    return showCart(turn);
  }
  if (frame) return leaveFlow(turn);
  if (turn.cart.lines.length > 0) return showCart(turn);
  startFlow(turn, 'welcome');
}

/** Away from the open question, at a menu that asks for nothing: back is to the question itself. */
function isLookingAround(turn: Turn): boolean {
  const { pending } = turn.conversation;
  const { shop, catalog } = turn.files;
  const [next] = requirements(turn.cart, shop, catalog, turn.counter.available);
  return pending === null || (pending.slot === 'items' && next?.slot !== 'delivery.minimum');
}

/** The flow that ends in an order. */
export const CHECKOUT = 'checkout';

/** One answer of the line back, or the line itself where it has none yet. */
function backInLine(turn: Turn, lineId: string): void {
  const line = findLine(turn, { lineId });
  const product = line && productOf(turn.files.catalog, line.productId);
  const answered = product?.options.findLast((option) => line?.options[option.id] !== undefined);
  if (!line || !answered) return line ? changeCart(turn, { do: 'remove', line: { lineId } }) : undefined;
  const { [answered.id]: _dropped, ...options } = line.options;
  turn.cart = {
    ...turn.cart,
    version: turn.cart.version + 1,
    lines: turn.cart.lines.map((one) => (one.id === lineId ? { ...one, options } : one)),
  };
  turn.pendingTouched = true;
}

function backInFlow(turn: Turn): void {
  const frame = topFrame(turn);
  const steps = (frame && turn.files.flows.get(frame.flow)?.steps) ?? [];
  const before = steps.filter((step) => step.kind === 'ask' && frame?.slots[step.slot] !== undefined).at(-1);
  if (before?.kind !== 'ask' || !frame) return leaveFlow(turn);
  dropSlot(turn, before.slot);
  turn.conversation = {
    ...turn.conversation,
    frames: [...turn.conversation.frames.slice(0, -1), { ...(topFrame(turn) ?? frame), step: before.id }],
  };
  turn.pendingTouched = true;
}

function lastAnswered(cart: Cart): SlotName | null {
  return CHECKOUT_SLOTS.findLast((slot) => isAnswered(cart, slot)) ?? null;
}

function isAnswered(cart: Cart, slot: (typeof CHECKOUT_SLOTS)[number]): boolean {
  const { delivery } = cart;
  switch (slot) {
    case 'delivery.kind':
      return delivery !== null;
    case 'delivery.district':
      return delivery?.kind === 'home' && delivery.zoneId !== undefined;
    case 'delivery.address':
      return delivery?.kind === 'home' && delivery.address !== undefined;
    case 'contact.name':
      return cart.contact.name !== undefined;
    case 'contact.phone':
      return cart.contact.phone !== undefined;
    case 'payment.method':
      return cart.payment !== null;
  }
}

/** Forgets one answer, so that it is the next thing asked. */
function change(turn: Turn, slot: SlotName): void {
  const { delivery, contact } = turn.cart;
  const home = delivery?.kind === 'home' ? delivery : { kind: 'home' as const };
  turn.pendingTouched = true;
  turn.conversation = { ...turn.conversation, pending: null };
  switch (slot) {
    case 'items':
      return askWhichLine(turn);
    case 'delivery.kind':
      turn.cart = setDelivery(turn.cart, null);
      break;
    case 'delivery.district':
      turn.cart = setDelivery(turn.cart, { kind: 'home', ...(home.address !== undefined && { address: home.address }) });
      break;
    case 'delivery.address': {
      const { address: _dropped, pin: _pin, reference: _reference, ...rest } = home;
      turn.cart = setDelivery(turn.cart, rest);
      break;
    }
    case 'contact.name':
      turn.cart = setContact(turn.cart, contact.phone === undefined ? {} : { phone: contact.phone });
      break;
    case 'contact.phone':
      turn.cart = setContact(turn.cart, contact.name === undefined ? {} : { name: contact.name });
      break;
    case 'payment.method':
      turn.cart = setPayment(turn.cart, null);
      break;
    default:
      break;
  }
  if (topFrame(turn)?.flow !== CHECKOUT) startFlow(turn, CHECKOUT);
}

function skip(turn: Turn): void {
  const { pending } = turn.conversation;
  if (pending === null || pending.slot === 'items') return move(turn, { do: 'resume' });
  const frame = topFrame(turn);
  if (pending?.slot === 'line.personal' && pending.lineId)
    return changeCart(turn, { do: 'set', line: { lineId: pending.lineId }, personal: null });
  if (frame && pending?.slot.startsWith('flow.')) {
    const name = pending.slot.slice('flow.'.length);
    const step = turn.files.flows.get(frame.flow)?.steps.find((candidate) => candidate.kind === 'ask' && candidate.slot === name);
    if (step?.kind === 'ask' && step.optional) return setSlot(turn, name, '');
  }
  turn.pendingTouched = true;
  say(turn, turn.wording.rich('nav.cannot_skip'));
}

function cancel(turn: Turn): void {
  if (turn.conversation.frames.length === 1) passMenusBy(turn);
  const frame = topFrame(turn);
  if (frame && frame.flow !== CHECKOUT) {
    leaveFlow(turn);
    return say(turn, turn.wording.rich('nav.left'));
  }
  askBeforeCancelling(turn);
}

/** How products are changed: in words, and each line can be taken out with one tap. */
function askWhichLine(turn: Turn): void {
  const { wording, cart, files } = turn;
  const lines = cart.lines.slice(0, MENU_SIZE).map((line): Choice => {
    const product = productOf(files.catalog, line.productId);
    const detail = product ? detailOf(product, line.options) : '';
    return {
      label: wording.plain('change.take_out', { what: product?.name ?? line.productId }),
      ...(detail && { description: detail }),
      commands: [{ do: 'remove', line: { lineId: line.id } }],
    };
  });
  ask(turn, {
    rich: wording.rich('change.how'),
    choices: [...lines, { label: wording.plain('nav.go_on'), commands: [{ do: 'resume' }], last: true }],
    pending: { slot: 'items' },
  });
}

function askWhatToChange(turn: Turn): void {
  const { wording, cart } = turn;
  const home = cart.delivery?.kind === 'home';
  const slots: readonly { readonly what: SlotName; readonly label: string }[] = [
    { what: 'items', label: wording.plain('change.items') },
    { what: 'delivery.kind', label: wording.plain('change.delivery') },
    ...(home ? [{ what: 'delivery.address' as const, label: wording.plain('change.address') }] : []),
    { what: 'contact.name', label: wording.plain('change.name') },
    { what: 'contact.phone', label: wording.plain('change.phone') },
    ...(turn.files.shop.payment.methods.length > 1 ? [{ what: 'payment.method' as const, label: wording.plain('change.payment') }] : []),
  ];
  const choices: Choice[] = slots.map(({ what, label }) => ({ label, commands: [{ do: 'change', what }] }));
  ask(turn, {
    rich: wording.rich('change.what'),
    choices: [...choices, { label: wording.plain('nav.go_on'), commands: [{ do: 'resume' }], last: true }],
    pending: null,
  });
}
