/** Lines of an order changed by whoever names variants and units, not words: the seller at her doors (S79, S80). */
import { addLine, type Cart, type CartLimits, type CartLine, removeLine, type StockCheck, setLine } from './cart.ts';
import { type Catalog, productOf, variantById, variantOf } from './catalog.ts';
import { agreedFor } from './edit-cart.ts';
import type { Refusal } from './refusal.ts';

/** `to`: that many in all, 0 takes it out; `more` and `fewer` than there are. */
export interface LineEdit {
  readonly variantId: string;
  readonly how: 'to' | 'more' | 'fewer';
  readonly qty: number;
}

export interface EditingLines {
  readonly cart: Cart;
  readonly catalog: Catalog;
  /** Units that can be sold, the order's own among them. */
  readonly stock: StockCheck;
  readonly limits: CartLimits;
  readonly newLineId: () => string;
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
