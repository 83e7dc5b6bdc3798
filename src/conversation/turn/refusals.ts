/**
 * Every refusal of the counter in the customer's words: what happened, what is left, what to do now.
 */
import { productOf, variantById, variantOf } from '../../commerce/catalog.ts';
import type { Refusal } from '../../commerce/refusal.ts';
import type { Rich } from '../message.ts';
import { money, note, type Turn } from './turn.ts';

export function explainRefusal(turn: Turn, refusal: Refusal, productId: string | null): Rich {
  const { wording } = turn;
  const name = (productId && productOf(turn.files.catalog, productId)?.name) || wording.plain('product.this');
  switch (refusal.code) {
    case 'INSUFFICIENT_STOCK': {
      note(turn, 'sold-out', { ...(productId && { productId }), ...(refusal.variantId && { variantId: refusal.variantId }) });
      const found = refusal.variantId ? variantById(turn.files.catalog, refusal.variantId) : null;
      const what = found ? describe(found.product.name, Object.values(detailWords(found.product, found.variant.options))) : name;
      if (refusal.available > 0) return wording.rich('stock.only', { left: refusal.available, what });
      return wording.rich(isInCart(turn, refusal.variantId) ? 'stock.all_yours' : 'stock.none', { what });
    }
    case 'QUANTITY_LIMIT':
      return wording.rich('quantity.limit', { most: refusal.max, what: name });
    case 'INVALID_QUANTITY':
      return wording.rich('quantity.invalid', { what: name });
    case 'PRODUCT_UNAVAILABLE':
      return wording.rich('product.unavailable', { what: name });
    case 'CART_CHANGED':
      return wording.rich('cart.total_changed', { before: money(turn, refusal.old), now: money(turn, refusal.new) });
    case 'TOO_MANY_LINES':
      return wording.rich('cart.too_many_lines', { most: refusal.max });
    case 'PERSONAL_TOO_LONG':
      return wording.rich('personal.too_long', { most: refusal.max, length: refusal.length });
    case 'BELOW_MINIMUM':
      return wording.rich('delivery.below_minimum', { missing: money(turn, refusal.missing) });
    default:
      return wording.rich('refusal.other');
  }
}

/** She has the last ones herself. */
function isInCart(turn: Turn, variantId: string | undefined): boolean {
  return (
    variantId !== undefined &&
    turn.cart.lines.some(({ productId, options }) => {
      const product = productOf(turn.files.catalog, productId);
      return product !== null && variantOf(product, options)?.id === variantId;
    })
  );
}

function detailWords(
  product: {
    readonly options: readonly { readonly id: string; readonly values: readonly { readonly id: string; readonly label: string }[] }[];
  },
  chosen: Readonly<Record<string, string>>,
): readonly string[] {
  return product.options
    .map((option) => option.values.find((value) => value.id === chosen[option.id])?.label ?? '')
    .filter((label) => label !== '');
}

/** "Polo de algodón (Rojo, M)". */
export function describe(name: string, details: readonly string[]): string {
  return details.length > 0 ? `${name} (${details.join(', ')})` : name;
}
