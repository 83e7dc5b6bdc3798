/**
 * The counter while a placed order is changed: what the order on the table has already, units, promotions, a part of
 * a day, does not count against it.
 */
import type { Cart } from '../../commerce/cart.ts';
import { dealsOfOrder } from '../../commerce/edit.ts';
import { stockBesides } from '../../commerce/edit-cart.ts';
import type { Order } from '../../commerce/order.ts';
import type { Counter } from './counter.ts';
import { roomBesides } from './edit-promise.ts';

/** The order on the table, null where there is none. */
export function orderOnTable({ counter, cart }: { readonly counter: Counter; readonly cart: Cart }): Order | null {
  return counter.orders().find(({ id }) => id === cart.amends?.orderId) ?? null;
}

/** `cart`: as it is whenever it is asked. */
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
