/**
 * What goods cost with everything the shop gives away, in the order that facts/commerce.md §3.5 fixes:
 * offer, line, one discount on the order, delivery, cash rounding. It is apart from the cart so that an
 * order that is changed later is priced by the same rules.
 */
import type { PaymentMethod } from './catalog.ts';
import { add, distribute, type Minor, subtract, times, ZERO } from './money.ts';
import { type Goods, type OfferedPrice, offeredPrice } from './offers.ts';
import { bestDiscount, type DiscountBasis, minimumLack, type OrderDiscount, orderDiscount } from './order-discount.ts';
import {
  type AppliedPromotion,
  type CouponState,
  type Deals,
  isInScope,
  type Promotion,
  promotionOfCoupon,
  refuseCoupon,
  runningPromotions,
} from './promotions.ts';
import { cashRounding, type TaxOfRate, taxesByRate, taxInside } from './taxes.ts';

/** What is known of the order besides its goods. */
export interface PricingTerms {
  readonly deals: Deals;
  /** The code on the cart, as `couponKey` writes it; null: none. */
  readonly coupon: string | null;
  /** null while it is not known. */
  readonly method: PaymentMethod | null;
  /** The fee for merchandise before and after the discount on the order. Free delivery by a promotion is not its business. */
  readonly deliveryFee: (worth: Worth) => Minor;
  /** Whether there will be a delivery, whose fee a promotion may take off. */
  readonly isDelivered: boolean;
  /** Tax inside the delivery fee, in basis points; null where nothing is said of it. */
  readonly deliveryTaxBps: number | null;
  /** What a total paid in cash is rounded to; null: it is not. */
  readonly cashStep: Minor | null;
}

/** Merchandise after offers: before, and after, the discount on the order. */
export interface Worth {
  readonly before: Minor;
  readonly after: Minor;
}

export interface GoodsPrice {
  readonly lineId: string;
  readonly listPrice: Minor;
  /** With the best offer. */
  readonly unitPrice: Minor;
  readonly offer: Promotion | null;
  /** unitPrice × qty; nothing while the quantity is not known. */
  readonly gross: Minor;
  readonly discountShare: Minor;
  /** gross − discountShare. */
  readonly net: Minor;
  readonly taxBps: number | null;
  /** Inside `net`. */
  readonly tax: Minor;
}

/** total = merchandise − discount + delivery + rounding. */
export interface GoodsTotals {
  readonly lines: readonly GoodsPrice[];
  /** Σ gross: after offers, before the discount on the order. */
  readonly merchandise: Minor;
  readonly discount: Minor;
  readonly delivery: Minor;
  /** For payment in cash; below zero where the customer pays less. */
  readonly rounding: Minor;
  readonly total: Minor;
  readonly taxes: readonly TaxOfRate[];
  /** Promotions that gave something: offers, then the discount, then the delivery. */
  readonly applied: readonly AppliedPromotion[];
  /** Σ applied: what the customer would have paid more. */
  readonly saved: Minor;
  /** null without a code. */
  readonly coupon: CouponState | null;
}

/** @throws {AmountTooLarge} */
export function priceGoods(goods: readonly Goods[], terms: PricingTerms): GoodsTotals {
  const { deals, coupon } = terms;
  const running = runningPromotions(coupon, deals);
  const offered = goods.map((one) => offeredPrice(one, running));
  const grosses = goods.map((one, index) => times(offered[index]?.price ?? one.listPrice, one.qty ?? 0));
  const merchandise = add(...grosses);
  const basis = basisOf(goods, offered, grosses, merchandise, terms.method);
  const best = bestDiscount(running, basis);
  const discount = best?.amount ?? ZERO;
  const lines = linesOf(goods, offered, grosses, best);
  const worth = { before: merchandise, after: subtract(merchandise, discount) };
  const fee = goods.length > 0 ? terms.deliveryFee(worth) : ZERO;
  const freed = goods.length > 0 && terms.isDelivered ? freeDelivery(running, merchandise, basis) : null;
  const delivery = freed ? ZERO : fee;
  const beforeRounding = add(worth.after, delivery);
  const rounding = terms.method === 'cash' && terms.cashStep !== null ? cashRounding(beforeRounding, terms.cashStep) : ZERO;
  const applied = [
    ...appliedOffers(goods, offered),
    ...(best ? [{ promotion: best.promotion, amount: best.amount }] : []),
    ...(freed && fee > 0 ? [{ promotion: freed, amount: fee }] : []),
  ];
  return {
    lines,
    merchandise,
    discount,
    delivery,
    rounding,
    total: add(beforeRounding, rounding),
    taxes: taxesByRate([...lines.map((line) => ({ ...line, amount: line.net })), deliveryTax(delivery, terms.deliveryTaxBps)]),
    applied,
    saved: add(...applied.map(({ amount }) => amount)),
    coupon: coupon === null ? null : couponState(coupon, { goods, basis, applied, freed, fee, terms }),
  };
}

function basisOf(
  goods: readonly Goods[],
  offered: readonly OfferedPrice[],
  grosses: readonly Minor[],
  merchandise: Minor,
  method: PaymentMethod | null,
): DiscountBasis {
  const lines = goods.map(({ productId, category, listPrice, qty }, index) => ({
    productId,
    category,
    unitPrice: offered[index]?.price ?? listPrice,
    units: qty ?? 0,
    gross: grosses[index] ?? ZERO,
  }));
  return { lines, merchandise, method };
}

function linesOf(
  goods: readonly Goods[],
  offered: readonly OfferedPrice[],
  grosses: readonly Minor[],
  best: OrderDiscount | null,
): readonly GoodsPrice[] {
  const shares = best ? distribute(best.amount, best.weights) : [];
  return goods.map(({ lineId, listPrice, taxBps }, index): GoodsPrice => {
    const { price, offer } = offered[index] ?? { price: listPrice, offer: null };
    const gross = grosses[index] ?? ZERO;
    const discountShare = shares[index] ?? ZERO;
    const net = subtract(gross, discountShare);
    const tax = taxBps === null ? ZERO : taxInside(net, taxBps);
    return { lineId, listPrice, unitPrice: price, offer, gross, discountShare, net, taxBps, tax };
  });
}

/** The first promotion that makes this delivery free. */
function freeDelivery(running: readonly Promotion[], merchandise: Minor, { lines }: DiscountBasis): Promotion | null {
  return (
    running.find(
      (promotion) =>
        promotion.benefit.kind === 'free_delivery' &&
        minimumLack(promotion, merchandise) === null &&
        lines.some((line) => line.units > 0 && isInScope(promotion, line)),
    ) ?? null
  );
}

function deliveryTax(delivery: Minor, taxBps: number | null) {
  return { amount: delivery, taxBps, tax: taxBps === null ? ZERO : taxInside(delivery, taxBps) };
}

/** One entry for each offer, whatever the number of lines it is on. */
function appliedOffers(goods: readonly Goods[], offered: readonly OfferedPrice[]): readonly AppliedPromotion[] {
  const amounts = new Map<Promotion, Minor>();
  for (const [index, { listPrice, qty }] of goods.entries()) {
    const { offer, price } = offered[index] ?? { offer: null, price: listPrice };
    if (offer && qty !== null) amounts.set(offer, add(amounts.get(offer) ?? ZERO, times(subtract(listPrice, price), qty)));
  }
  return [...amounts].map(([promotion, amount]) => ({ promotion, amount }));
}

interface Outcome {
  readonly goods: readonly Goods[];
  readonly basis: DiscountBasis;
  readonly applied: readonly AppliedPromotion[];
  readonly freed: Promotion | null;
  /** Before a promotion made it free. */
  readonly fee: Minor;
  readonly terms: PricingTerms;
}

function couponState(coupon: string, outcome: Outcome): CouponState {
  const { deals } = outcome.terms;
  const promotion = promotionOfCoupon(coupon, deals);
  const refused = refuseCoupon(coupon, deals);
  if (refused) return { counts: false, coupon, promotion, refused };
  if (!promotion) throw new Error(`the coupon ${coupon} is neither refused nor known`);
  const given = outcome.applied.find((one) => one.promotion === promotion);
  if (given) return { counts: true, coupon, promotion, amount: given.amount };
  return lackOfCoupon(coupon, promotion, outcome);
}

/** Why a good code gave nothing. */
function lackOfCoupon(coupon: string, promotion: Promotion, { goods, basis, freed, fee, terms }: Outcome): CouponState {
  const lacks = (lack: Extract<CouponState, { readonly lacks: unknown }>['lacks']): CouponState => ({
    counts: false,
    coupon,
    promotion,
    lacks: lack,
  });
  if (promotion.benefit.kind === 'product_offer')
    return lacks({ what: goods.some((one) => isInScope(promotion, one)) ? 'better' : 'products' });
  if (promotion.benefit.kind === 'free_delivery') {
    const short = minimumLack(promotion, basis.merchandise);
    if (short) return lacks(short);
    if (!basis.lines.some((line) => isInScope(promotion, line))) return lacks({ what: 'products' });
    // The fee is not known yet, and will be nothing.
    if (freed === promotion) return { counts: true, coupon, promotion, amount: ZERO };
    return lacks({ what: terms.isDelivered && fee > 0 ? 'better' : 'fee' });
  }
  const found = orderDiscount(promotion, basis);
  return lacks(found && 'what' in found ? found : { what: 'better' });
}
