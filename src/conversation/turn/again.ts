/** "Lo mismo de la otra vez": what she had, at today's prices and from today's shelf, with what is otherwise than then. */

import type { CartDelivery } from '../../commerce/cart.ts';
import { setDelivery } from '../../commerce/cart-changes.ts';
import { variantById } from '../../commerce/catalog.ts';
import type { Order, OrderLine } from '../../commerce/order.ts';
import { changeCart } from './cart-talk.ts';
import { describe } from './refusals.ts';
import { showCatalog } from './showing.ts';
import { money, say, type Turn } from './turn.ts';

export function orderAgain(turn: Turn, order: Order): void {
  turn.atRest = false;
  for (const line of order.lines) addAgain(turn, line);
  if (turn.cart.lines.length === 0) return showCatalog(turn);
  if (turn.cart.delivery === null) turn.cart = setDelivery(turn.cart, sameDelivery(order));
}

function addAgain(turn: Turn, line: OrderLine): void {
  const { wording, files, counter } = turn;
  const what = describe(line.name, line.detail === '' ? [] : [line.detail]);
  const found = variantById(files.catalog, line.variantId);
  if (!found?.variant.active || !found.product.active) return say(turn, wording.rich('product.unavailable', { what }));
  const { product, variant } = found;
  const left = counter.available(variant.id);
  if (left === 0) return say(turn, wording.rich('again.none', { what }));
  const qty = left === null ? line.qty : Math.min(line.qty, left);
  if (qty < line.qty) say(turn, wording.rich('again.fewer', { what, left: qty, before: line.qty }));
  const before = line.listPrice ?? line.unitPrice;
  if (variant.price !== before)
    say(turn, wording.rich('again.price', { what, before: money(turn, before), now: money(turn, variant.price) }));
  changeCart(turn, {
    do: 'add',
    line: {
      productId: product.id,
      options: variant.options,
      qty,
      ...(line.personal !== undefined && { personal: line.personal }),
      ...(line.wishes && { wishes: line.wishes }),
    },
  });
}

function sameDelivery({ delivery }: Order): CartDelivery {
  if (delivery.kind === 'pickup') return delivery;
  const { zoneName: _ofTheOrder, ...home } = delivery;
  return home;
}
