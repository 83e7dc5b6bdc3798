/**
 * Every refusal of the counter in the customer's words: what happened, what is left, what to do now.
 */
import { localDate } from '../../commerce/calendar.ts';
import { productOf, variantById, variantOf } from '../../commerce/catalog.ts';
import type { Refusal, RefusalOf } from '../../commerce/refusal.ts';
import type { Rich } from '../message.ts';
import { dayWords } from '../wording/dates.ts';
import { joinLines } from '../wording/wording.ts';
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
    case 'WISHES_TOO_LONG':
      return wording.rich('wish.too_long', { most: refusal.max, length: refusal.length });
    case 'SLOT_TAKEN':
      return wording.rich('delivery.slot_taken');
    case 'BELOW_MINIMUM':
      return wording.rich('delivery.below_minimum', { missing: money(turn, refusal.missing) });
    case 'COUPON_INVALID':
    case 'COUPON_EXPIRED':
    case 'COUPON_NOT_STARTED':
    case 'COUPON_LIMIT':
      return explainCoupon(turn, refusal);
    default:
      return wording.rich('refusal.other');
  }
}

/** What is wrong with a code, and what the order costs without it where it was about to be placed. */
function explainCoupon(turn: Turn, refusal: RefusalOf<'COUPON_INVALID' | 'COUPON_EXPIRED' | 'COUPON_NOT_STARTED' | 'COUPON_LIMIT'>): Rich {
  const { wording } = turn;
  const why = couponFault(turn, refusal);
  if (refusal.newTotal === undefined) return why;
  return joinLines([why, wording.rich('coupon.new_total', { total: money(turn, refusal.newTotal) })]);
}

function couponFault({ wording, files }: Turn, refusal: Parameters<typeof explainCoupon>[1]): Rich {
  const { coupon } = refusal;
  switch (refusal.code) {
    case 'COUPON_INVALID':
      return wording.rich(refusal.why === 'first-order' ? 'coupon.first_order' : 'coupon.invalid', { coupon });
    case 'COUPON_EXPIRED':
      return wording.rich('coupon.expired', { coupon });
    case 'COUPON_NOT_STARTED':
      return wording.rich('coupon.not_started', { coupon, when: dayWords(wording, localDate(refusal.startsAt, files.shop.timeZone)) });
    case 'COUPON_LIMIT':
      return wording.rich(refusal.scope === 'customer' ? 'coupon.limit_customer' : 'coupon.limit_total', { coupon });
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
