/**
 * Discounts on the whole order: at most one counts, the largest; between equals the customer's coupon
 * (facts/commerce.md §3.6). Lines here have their offer price already.
 */
import type { PaymentMethod } from './catalog.ts';
import { add, type Minor, minor, percentOf, times, ZERO } from './money.ts';
import { type CouponLack, isInScope, type Promotion } from './promotions.ts';

export interface DiscountedGoods {
  readonly productId: string;
  readonly category: string;
  readonly unitPrice: Minor;
  /** 0 where it was not said yet. */
  readonly units: number;
  /** unitPrice × units. */
  readonly gross: Minor;
}

export interface DiscountBasis {
  readonly lines: readonly DiscountedGoods[];
  /** Σ gross. */
  readonly merchandise: Minor;
  /** How the order is paid; null while it is not known. */
  readonly method: PaymentMethod | null;
}

export interface OrderDiscount {
  readonly promotion: Promotion;
  readonly amount: Minor;
  /** By line: what the discount is shared out in proportion to. */
  readonly weights: readonly Minor[];
}

/** What a promotion takes off the order, or what the cart lacks for it; null where it is no discount on the order. */
export function orderDiscount(promotion: Promotion, basis: DiscountBasis): OrderDiscount | CouponLack | null {
  const { benefit } = promotion;
  if (benefit.kind === 'product_offer' || benefit.kind === 'free_delivery') return null;
  const weights = basis.lines.map((line) => (isInScope(promotion, line) ? line.gross : ZERO));
  const lack = lackOf(promotion, basis, add(...weights));
  if (lack) return lack;
  const amount = amountOf(promotion, basis, add(...weights));
  return amount > 0 ? { promotion, amount, weights } : { what: 'products' };
}

/** The largest discount; between equals that of the coupon, then that of the earliest promotion. */
export function bestDiscount(running: readonly Promotion[], basis: DiscountBasis): OrderDiscount | null {
  let best: OrderDiscount | null = null;
  for (const promotion of running) {
    const found = orderDiscount(promotion, basis);
    if (!found || 'what' in found) continue;
    const isBetter = !best || found.amount > best.amount || (found.amount === best.amount && promotion.coupon !== null);
    if (isBetter) best = found;
  }
  return best;
}

/** What is missing before a promotion can count, whatever it gives; null where nothing is. */
export function minimumLack({ minimum }: Promotion, merchandise: Minor): CouponLack | null {
  return minimum !== null && merchandise < minimum ? { what: 'amount', missing: minor(minimum - merchandise) } : null;
}

function lackOf(promotion: Promotion, { lines, merchandise, method }: DiscountBasis, eligible: Minor): CouponLack | null {
  const { benefit } = promotion;
  if (benefit.kind === 'payment_method' && benefit.method !== method) return { what: 'method', method: benefit.method };
  const short = minimumLack(promotion, merchandise);
  if (short) return short;
  if (eligible === 0) return { what: 'products' };
  if (benefit.kind !== 'n_for_m') return null;
  const units = lines.reduce((sum, line) => sum + (isInScope(promotion, line) ? line.units : 0), 0);
  return units < benefit.take ? { what: 'units', missing: benefit.take - units } : null;
}

/** Never more than the eligible merchandise: delivery is not given away by a discount (S06). */
function amountOf(promotion: Promotion, { lines }: DiscountBasis, eligible: Minor): Minor {
  const { benefit } = promotion;
  switch (benefit.kind) {
    case 'order_percent':
    case 'payment_method':
      return least(percentOf(eligible, benefit.bps), benefit.most);
    case 'order_fixed':
      return least(eligible, benefit.amount);
    case 'n_for_m':
      return cheapestUnits(
        lines.filter((line) => isInScope(promotion, line)),
        benefit,
      );
    default:
      return ZERO;
  }
}

function least(amount: Minor, most: Minor | null): Minor {
  return most !== null && most < amount ? most : amount;
}

/** What the free units of "take 3, pay 2" are worth: the cheapest of all that count (S42). */
function cheapestUnits(lines: readonly DiscountedGoods[], { take, pay }: { readonly take: number; readonly pay: number }): Minor {
  const units = lines.reduce((sum, line) => sum + line.units, 0);
  let free = Math.floor(units / take) * (take - pay);
  let worth = ZERO;
  for (const line of lines.toSorted((a, b) => a.unitPrice - b.unitPrice)) {
    const given = Math.min(free, line.units);
    worth = add(worth, times(line.unitPrice, given));
    free -= given;
  }
  return worth;
}
