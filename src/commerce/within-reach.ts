/**
 * What a customer would get for a little more: the promotion, or the free delivery, that is nearest. Only
 * what is near is told: "add S/ 5 and…" helps, "add S/ 100 and…" is pushing.
 */
import { type Minor, minor, percentOf, subtract } from './money.ts';
import { minimumLack } from './order-discount.ts';
import type { Priced } from './pricing.ts';
import { type Deals, isInScope, type Promotion, runningPromotions } from './promotions.ts';

/** Merchandise that is missing is near up to this part of what is there, in basis points: a quarter more. */
const NEAR_BPS = 2500;

export type Gift =
  | { readonly what: 'amount'; readonly missing: Minor; readonly promotion: Promotion }
  | { readonly what: 'units'; readonly missing: number; readonly promotion: Promotion }
  | { readonly what: 'delivery'; readonly missing: Minor };

/** The nearest: one unit more, else the smallest amount; null where nothing is near or better than what she has. */
export function nextGift(priced: Priced, coupon: string | null, deals: Deals): Gift | null {
  const running = runningPromotions(coupon, deals).filter(({ coupon: code }) => code === null);
  const oneMore = running.find((promotion) => lacksOneUnit(promotion, priced));
  if (oneMore) return { what: 'units', missing: 1, promotion: oneMore };
  const near = percentOf(priced.merchandise, NEAR_BPS);
  const gifts = running.flatMap((promotion): Gift[] => {
    const lack = givesMore(promotion, priced) ? minimumLack(promotion, priced.merchandise) : null;
    return lack?.what === 'amount' && lack.missing <= near ? [{ what: 'amount', missing: lack.missing, promotion }] : [];
  });
  const { freeDelivery } = priced;
  if (freeDelivery && freeDelivery.missing <= near) gifts.push({ what: 'delivery', missing: freeDelivery.missing });
  return gifts.toSorted((a, b) => a.missing - b.missing)[0] ?? null;
}

/** Two of "take 3, pay 2" are in the cart, or five, or eight. */
function lacksOneUnit(promotion: Promotion, { lines, discount, applied }: Priced): boolean {
  const { benefit } = promotion;
  if (benefit.kind !== 'n_for_m') return false;
  const units = lines.reduce((sum, line) => sum + (isInScope(promotion, line) ? (line.qty ?? 0) : 0), 0);
  const isAnotherBetter = discount > 0 && !applied.some((one) => one.promotion === promotion);
  return !isAnotherBetter && units % benefit.take === benefit.take - 1;
}

/** With its minimum reached it would take off more than what counts now. */
function givesMore({ benefit, minimum }: Promotion, { discount, delivery }: Priced): boolean {
  switch (benefit.kind) {
    case 'order_percent':
      return percentOf(minimum ?? minor(0), benefit.bps) > discount;
    case 'order_fixed':
      return subtract(benefit.amount, discount) > 0;
    case 'free_delivery':
      return delivery > 0;
    default:
      return false;
  }
}
