/**
 * Moving about: back, skip, repeat, cancel, start again. These work the same at every
 * step of every flow, because they are the engine's and no flow has to mention them.
 */
import type { Cart } from '../../commerce/cart.ts';
import { productOf } from '../../commerce/catalog.ts';
import type { Command, SlotName } from '../commands.ts';
import { CHECKOUT_SLOTS } from './ask.ts';
import { changeCart, findLine, missingNow } from './cart-talk.ts';
import { askWhatToChange, change } from './change.ts';
import { passMenusBy } from './flows.ts';
import { CHECKOUT, dropSlot, leaveFlow, setSlot, startFlow, topFrame } from './frames.ts';
import { askBeforeCancelling, showCart } from './talk.ts';
import { say, type Turn } from './turn.ts';

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
      return restart(turn);
    case 'change-something':
      return askWhatToChange(turn);
    case 'change':
      return change(turn, command.what);
  }
}

/** With something in the cart: is it to be thrown away? Who says no goes on with her order. */
function restart(turn: Turn): void {
  const keepsOrdering = turn.cart.lines.length > 0 && topFrame(turn)?.flow === CHECKOUT;
  if (!keepsOrdering) turn.conversation = { ...turn.conversation, frames: [], pending: null };
  if (turn.cart.lines.length > 0) return askBeforeCancelling(turn);
  startFlow(turn, 'welcome');
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
  const [next] = missingNow(turn);
  return pending === null || (pending.slot === 'items' && next?.slot !== 'delivery.minimum');
}

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
    case 'delivery.slot':
      return delivery?.kind === 'home' && delivery.slot !== undefined;
    case 'contact.name':
      return cart.contact.name !== undefined;
    case 'contact.phone':
      return cart.contact.phone !== undefined;
    case 'payment.method':
      return cart.payment !== null;
  }
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
