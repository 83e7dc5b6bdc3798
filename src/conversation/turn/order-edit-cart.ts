/**
 * The cart while a placed order is changed: the order is on the table, what lay there before is kept beside it.
 */
import type { Cart } from '../../commerce/cart.ts';
import { cartOfOrder } from '../../commerce/edit-cart.ts';
import type { Order } from '../../commerce/order.ts';
import type { Turn } from './turn.ts';

/** Silence after which a change that nobody said yes to is forgotten, in ms: a customer who comes back means something new. */
const EDIT_FORGOTTEN_AFTER_MS = 2 * 60 * 60_000;

export function beginEdit(turn: Turn, order: Order): void {
  const { cart } = turn;
  if (cart.amends?.orderId === order.id) return;
  turn.cart = cartOfOrder(order, turn.files.catalog, cart.amends ? withoutEdit(cart) : cart);
  turn.conversation = { ...turn.conversation, frames: [], pending: null, focus: turn.cart.lines.at(-1)?.id ?? null };
  turn.pendingTouched = true;
}

/** The cart is what it was before. */
export function endEdit(turn: Turn): void {
  if (!turn.cart.amends) return;
  turn.cart = withoutEdit(turn.cart);
  turn.conversation = { ...turn.conversation, pending: null, focus: turn.cart.lines.at(-1)?.id ?? null };
  turn.pendingTouched = true;
  turn.cartChanged = false;
}

function withoutEdit(cart: Cart): Cart {
  const { amends, id, contact, version } = cart;
  const before: Cart = amends?.aside ?? { id, lines: [], delivery: null, contact, payment: null, shownTotal: null, version };
  return { ...before, version: version + 1 };
}

/** `lastInboundAt`: when she wrote last. */
export function withoutOldEdit(cart: Cart, lastInboundAt: string | null, now: number): Cart {
  const silence = lastInboundAt === null ? 0 : now - Date.parse(lastInboundAt);
  return cart.amends && silence > EDIT_FORGOTTEN_AFTER_MS ? withoutEdit(cart) : cart;
}
