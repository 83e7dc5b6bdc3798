/**
 * Promotions: what the seller gives away, to whom and when (facts/commerce.md §3.6). This file says what a
 * promotion is and whether it counts now for this customer; what it takes off a cart is in `offers.ts`
 * and `order-discount.ts`, and how several of them go together in `pricing.ts`.
 */
import type { PaymentMethod } from './catalog.ts';
import type { Minor } from './money.ts';
import type { RefusalOf } from './refusal.ts';

export interface Promotion {
  readonly id: string;
  /** As the customer reads it: "Semana del polo". */
  readonly name: string;
  readonly benefit: Benefit;
  /** As `couponKey` writes it; null: it counts without being asked for. */
  readonly coupon: string | null;
  /** null: everything that is sold. */
  readonly scope: Scope | null;
  /** Merchandise after offers from which it counts, inclusive. An offer has none: it would change what it is compared with. */
  readonly minimum: Minor | null;
  /** ms since the epoch, inclusive; null: since ever. */
  readonly startsAt: number | null;
  /** ms since the epoch, exclusive; null: for ever. */
  readonly endsAt: number | null;
  /** Only for who has no order yet. */
  readonly firstOrder: boolean;
  /** Orders in all that may have it; null: any number. */
  readonly usageLimit: number | null;
  /** Orders of one customer that may have it; null: any number. */
  readonly perCustomer: number | null;
  readonly active: boolean;
}

export interface Scope {
  readonly products: readonly string[];
  readonly categories: readonly string[];
}

/** `bps`: basis points, 1000 = 10 %. `most`: the discount is never larger; null: no limit. */
export type Benefit =
  | { readonly kind: 'product_offer'; readonly off: { readonly bps: number } | { readonly price: Minor } }
  | { readonly kind: 'order_percent'; readonly bps: number; readonly most: Minor | null }
  | { readonly kind: 'order_fixed'; readonly amount: Minor }
  /** Of every `take` units the `take − pay` cheapest are free. */
  | { readonly kind: 'n_for_m'; readonly take: number; readonly pay: number }
  | { readonly kind: 'free_delivery' }
  | { readonly kind: 'payment_method'; readonly method: PaymentMethod; readonly bps: number; readonly most: Minor | null };

/** Orders that have used a promotion: of everybody, and of this customer. */
export interface Uses {
  readonly total: number;
  readonly customer: number;
}

/** Everything pricing has to know about promotions: what the seller made, when it is, and who buys. */
export interface Deals {
  readonly promotions: readonly Promotion[];
  /** ms since the epoch. */
  readonly now: number;
  /** Asked only where a promotion depends on it. */
  readonly isFirstOrder: () => boolean;
  readonly uses: (promotionId: string) => Uses;
  /** Ids of promotions that the order which is changed has already: no date and no limit takes them away again. */
  readonly kept?: ReadonlySet<string>;
}

/** A shop without promotions. */
export const NO_DEALS: Deals = { promotions: [], now: 0, isFirstOrder: () => true, uses: () => ({ total: 0, customer: 0 }) };

/** " promo-10 " and "PROMO10" are one code (S33): letters and digits, upper case, without accents. */
export function couponKey(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

type CouponRefusal = RefusalOf<'COUPON_INVALID' | 'COUPON_EXPIRED' | 'COUPON_NOT_STARTED' | 'COUPON_LIMIT'>;

/** Why a code does not count for this customer now, whatever is in the cart (S32, S35, S36); null where it does. */
export function refuseCoupon(coupon: string, deals: Deals): CouponRefusal | null {
  const promotion = promotionOfCoupon(coupon, deals);
  return promotion ? refusePromotion(promotion, deals) : { ok: false, code: 'COUPON_INVALID', coupon };
}

/** The promotion of a code as `couponKey` writes it. */
export function promotionOfCoupon(coupon: string, { promotions }: Deals): Promotion | null {
  return promotions.find((promotion) => promotion.coupon === coupon) ?? null;
}

/** Promotions that count now by themselves or by this code, in the order of the file. */
export function runningPromotions(coupon: string | null, deals: Deals): readonly Promotion[] {
  return deals.promotions.filter(
    (promotion) => (promotion.coupon === null || promotion.coupon === coupon) && refusePromotion(promotion, deals) === null,
  );
}

function refusePromotion(promotion: Promotion, { now, isFirstOrder, uses, kept }: Deals): CouponRefusal | null {
  if (kept?.has(promotion.id)) return null;
  const { startsAt, endsAt, usageLimit, perCustomer } = promotion;
  const coupon = promotion.coupon ?? promotion.id;
  if (!promotion.active) return { ok: false, code: 'COUPON_INVALID', coupon };
  if (startsAt !== null && now < startsAt) return { ok: false, code: 'COUPON_NOT_STARTED', coupon, startsAt };
  if (endsAt !== null && now >= endsAt) return { ok: false, code: 'COUPON_EXPIRED', coupon };
  if (promotion.firstOrder && (!isFirstOrder() || uses(promotion.id).customer > 0))
    return { ok: false, code: 'COUPON_INVALID', coupon, why: 'first-order' };
  return usageLimit === null && perCustomer === null ? null : refuseUse(promotion, uses(promotion.id));
}

/** Whether one more order may have a promotion. */
export function refuseUse({ id, coupon, usageLimit, perCustomer }: Promotion, used: Uses): RefusalOf<'COUPON_LIMIT'> | null {
  const refusal = { ok: false, code: 'COUPON_LIMIT', coupon: coupon ?? id } as const;
  if (usageLimit !== null && used.total >= usageLimit) return { ...refusal, scope: 'total', limit: usageLimit };
  return perCustomer !== null && used.customer >= perCustomer ? { ...refusal, scope: 'customer', limit: perCustomer } : null;
}

/** Whether a promotion is about this product. */
export function isInScope({ scope }: Promotion, goods: { readonly productId: string; readonly category: string }): boolean {
  return scope === null || scope.products.includes(goods.productId) || scope.categories.includes(goods.category);
}

/** A promotion that counted, and what it took off: in unit prices, off the order, or off the delivery fee. */
export interface AppliedPromotion {
  readonly promotion: Promotion;
  readonly amount: Minor;
}

/** What became of the code on the cart. It stays there while it does not count, and is tried again each time (S28). */
export type CouponState =
  | { readonly counts: true; readonly coupon: string; readonly promotion: Promotion; readonly amount: Minor }
  /** The code itself is refused: it is no use keeping it. */
  | { readonly counts: false; readonly coupon: string; readonly promotion: Promotion | null; readonly refused: CouponRefusal }
  /** The code is good; the cart is not there yet. */
  | { readonly counts: false; readonly coupon: string; readonly promotion: Promotion; readonly lacks: CouponLack };

export type CouponLack =
  /** Merchandise that is missing. */
  | { readonly what: 'amount'; readonly missing: Minor }
  /** Units that are missing. */
  | { readonly what: 'units'; readonly missing: number }
  /** Nothing of what it is for is in the cart. */
  | { readonly what: 'products' }
  | { readonly what: 'method'; readonly method: PaymentMethod }
  /** There is no fee that it could take off. */
  | { readonly what: 'fee' }
  /** Something else gives at least as much: COUPON_NOT_BETTER (S41). */
  | { readonly what: 'better' };
