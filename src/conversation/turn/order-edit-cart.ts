/**
 * The cart while a placed order is changed: the order is on the table, what lay there before is kept beside it, and
 * the order's own units, promotions and part of a day count for it.
 */
import type { Cart } from '../../commerce/cart.ts';
import { dealsOfOrder } from '../../commerce/edit.ts';
import { cartOfOrder, stockBesides } from '../../commerce/edit-cart.ts';
import type { Order } from '../../commerce/order.ts';
import { roomBesides } from './edit-promise.ts';
import type { Counter, Turn } from './turn.ts';

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

/** The order on the table, null where there is none. */
export function orderOnTable({ counter, cart }: Pick<Turn, 'counter' | 'cart'>): Order | null {
  return counter.orders().find(({ id }) => id === cart.amends?.orderId) ?? null;
}

/** What the order on the table has already does not count against it. `cart`: as it is whenever it is asked. */
export function countingOwn(counter: Counter, cart: () => Cart): Counter {
  const order = () => orderOnTable({ counter, cart: cart() });
  return {
    ...counter,
    available: (variantId) => {
      const own = order();
      return own ? stockBesides(own, counter.available)(variantId) : counter.available(variantId);
    },
    deals: (of) => {
      const own = of.amends ? order() : null;
      return own ? dealsOfOrder(own, counter.deals(of)) : counter.deals(of);
    },
    room: (id, day) => {
      const own = order();
      return own ? roomBesides(own, counter.room)(id, day) : counter.room(id, day);
    },
  };
}
