/** An order changed by whoever names variants, units and places, not words: the seller at her doors (S79, S80). */

import type { Cart, CartDelivery, CartLimits, CartLine, StockCheck } from './cart.ts';
import { addLine, removeLine, setDelivery, setLine, setNote, setPayment } from './cart-changes.ts';
import { type Catalog, productOf, type Shop, variantById, variantOf } from './catalog.ts';
import { agreedFor } from './edit-cart.ts';
import type { LineEdit, OrderEdit } from './order.ts';
import { postalCodeIn } from './postal-code.ts';
import type { Refusal, RefusalOf } from './refusal.ts';
import { zoneAt } from './zone.ts';
import { findZone } from './zone-search.ts';

export interface EditingLines {
  readonly cart: Cart;
  readonly catalog: Catalog;
  /** Units that can be sold, the order's own among them. */
  readonly stock: StockCheck;
  readonly limits: CartLimits;
  readonly newLineId: () => string;
}

/** The cart with all of it. Refused where a line cannot be so, or the place is not served. */
export function applyEdit(
  editing: EditingLines & { readonly shop: Shop },
  edit: OrderEdit,
): { readonly ok: true; readonly cart: Cart } | Refusal {
  const changed = editLines(editing, edit.lines);
  if (!changed.ok) return changed;
  const { method, note } = edit;
  const delivery = deliveryWith(changed.cart.delivery, edit, editing.shop);
  if (delivery && 'code' in delivery) return delivery;
  let cart = delivery === changed.cart.delivery ? changed.cart : setDelivery(changed.cart, delivery);
  if (method !== null) cart = setPayment(cart, method);
  if (note !== null) cart = setNote(cart, note);
  return { ok: true, cart };
}

function deliveryWith(before: CartDelivery | null, edit: OrderEdit, shop: Shop): CartDelivery | null | RefusalOf<'ZONE_NOT_COVERED'> {
  const { delivery, place, address, slot } = edit;
  if (delivery === 'pickup') return { kind: 'pickup' };
  if (delivery === null && place === null && address === null && slot === null) return before;
  const home = before?.kind === 'home' ? before : { kind: 'home' as const };
  const parts = { ...(address !== null && { address }), ...(slot && { slot }) };
  if (place === null) return { ...home, ...parts };
  const found = findZone(shop.delivery, place);
  const postal = found.kind === 'zone' ? null : postalCodeIn(place, shop.country);
  const zone = found.kind === 'zone' ? found.zone : postal === null ? null : zoneAt(shop.delivery, { postal });
  if (!zone) return { ok: false, code: 'ZONE_NOT_COVERED', alternatives: shop.delivery.pickup ? ['pickup'] : [] };
  // The street she lives in is in the place she was, not in another one.
  const { district: _district, postal: _postal, pin: _pin, slot: _slot, address: _address, reference: _reference, ...rest } = home;
  return { ...rest, ...parts, zoneId: zone.id, ...(found.kind === 'zone' ? { district: found.district } : postal !== null && { postal }) };
}

/** All of them or none. A variant that stands in several lines is changed where it stands first. */
export function editLines(editing: EditingLines, edits: readonly LineEdit[]): { readonly ok: true; readonly cart: Cart } | Refusal {
  let { cart } = editing;
  for (const edit of edits) {
    const changed = editLine({ ...editing, cart }, edit);
    if (!changed.ok) return changed;
    cart = changed.cart;
  }
  return { ok: true, cart };
}

function editLine(editing: EditingLines, { variantId, how, qty }: LineEdit): { readonly ok: true; readonly cart: Cart } | Refusal {
  const { cart, catalog, stock, limits } = editing;
  const line = cart.lines.find((one) => variantIn(one, catalog) === variantId);
  const there = line?.qty ?? 0;
  if (how === 'fewer' && qty > there) return { ok: false, code: 'QUANTITY_TOO_GREAT', max: there, variantId };
  const wanted = how === 'to' ? qty : how === 'more' ? there + qty : there - qty;
  if (line) return wanted === 0 ? removeLine(cart, line.id) : setLine(cart, catalog, stock, line.id, { qty: wanted }, limits);
  if (wanted === 0) return { ok: false, code: 'QUANTITY_TOO_GREAT', max: 0, variantId };
  const found = variantById(catalog, variantId);
  if (!found) return { ok: false, code: 'PRODUCT_UNAVAILABLE', productId: variantId };
  const wish = { productId: found.product.id, options: found.variant.options, qty: wanted };
  return addLine(cart, catalog, stock, wish, limits, editing.newLineId());
}

function variantIn(line: CartLine, catalog: Catalog): string | null {
  const product = productOf(catalog, line.productId);
  return agreedFor(line, product)?.variantId ?? (product && variantOf(product, line.options)?.id) ?? null;
}
