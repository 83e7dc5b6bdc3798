/**
 * Placing: a cart becomes an order, all of it or nothing. It is the one moment at which prices are
 * copied, stock is promised and a number is spent, so every gate is here (facts/commerce.md §3.3, 1).
 */

import type { Cart, StockCheck } from './cart.ts';
import type { Catalog, Language, PaymentMethod, Shop } from './catalog.ts';
import { deliveryOf, quoteDelivery, zoneById } from './delivery.ts';
import { depositOf } from './deposit.ts';
import type { Minor } from './money.ts';
import type { Order, OrderLine, Totals } from './order.ts';
import { needsApproval, timeToApprove } from './order-policy.ts';
import { paymentOf } from './payment-choice.ts';
import { paymentStatus } from './payment-status.ts';
import { type Priced, priceCart } from './pricing.ts';
import type { DeliveryPromise } from './promise.ts';
import type { Deals } from './promotions.ts';
import type { Refusal } from './refusal.ts';
import type { Requirement } from './requirement.ts';
import { requirements } from './requirements.ts';

export interface Placement {
  readonly cart: Cart;
  readonly shop: Shop;
  readonly catalog: Catalog;
  readonly stock: StockCheck;
  readonly deals: Deals;
  /** The total the customer said yes to: another one is never placed (invariant 8). */
  readonly expectedTotal: Minor;
  readonly number: number;
  readonly publicCode: string;
  readonly conversationId: string;
  readonly customerId: string;
  readonly language: Language;
  readonly channel: string;
  readonly campaign: string | null;
  readonly live: boolean;
  /** ms since the epoch. */
  readonly now: number;
  /** null: the part of a day that she chose has no room any more. */
  readonly promise: DeliveryPromise | null;
}

/** Units to promise, one entry per counted variant in the order of their ids. */
export interface Units {
  readonly variantId: string;
  readonly qty: number;
}

export type Placing = { readonly ok: true; readonly order: Order; readonly reservations: readonly Units[] } | Refusal;

/** Refused, with nothing spent, by the first thing that is missing or by a total that is not the expected one. */
export function placeOrder(placement: Placement): Placing {
  const { cart, shop, catalog, stock, deals, expectedTotal } = placement;
  const [missing] = requirements(cart, shop, catalog, stock, deals);
  if (missing) return refuseMissing(missing, placement);
  const { promise } = placement;
  if (!promise) return { ok: false, code: 'SLOT_TAKEN' };
  const priced = priceCart(cart, shop, catalog, deals);
  if (priced.total !== expectedTotal && priced.coupon && 'refused' in priced.coupon)
    return { ...priced.coupon.refused, newTotal: priced.total };
  if (priced.total !== expectedTotal) return { ok: false, code: 'CART_CHANGED', old: expectedTotal, new: priced.total };
  const order = orderOf(placement, priced, promise);
  return { ok: true, order, reservations: unitsOf(order.lines) };
}

/** Counted units of an order by variant: what is reserved at placement and released when it dies. */
export function unitsOf(lines: readonly OrderLine[]): readonly Units[] {
  const units = new Map<string, number>();
  for (const line of lines) if (line.tracked) units.set(line.variantId, (units.get(line.variantId) ?? 0) + line.qty);
  return [...units].map(([variantId, qty]) => ({ variantId, qty })).toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));
}

function orderOf(placement: Placement, priced: Priced, promise: DeliveryPromise): Order {
  const { cart, shop, now, number } = placement;
  const { total, applied } = priced;
  const placedAt = new Date(now).toISOString();
  const method = paymentOf(cart, shop) ?? firstMethod(shop);
  const payments = { attempts: [], reports: {} };
  const asked = needsApproval({ lines: cart.lines, zoneId: zoneOf(cart, shop) }, shop, placement.catalog);
  const { status, wait } = asked ? { status: 'pending_approval' as const, wait: timeToApprove(shop) } : firstStep(shop, method, total);
  const deposit = depositOf(shop.payment.deposit, method, total);
  return {
    id: String(number),
    number,
    publicCode: placement.publicCode,
    cartId: cart.id,
    conversationId: placement.conversationId,
    customerId: placement.customerId,
    customer: { name: cart.contact.name ?? '', phone: cart.contact.phone ?? '', language: placement.language },
    channel: placement.channel,
    campaign: placement.campaign,
    lines: linesOf(placement, priced),
    delivery: deliveryCopy(cart, shop),
    promise,
    currency: shop.currency,
    totals: totalsOf(priced),
    method,
    ...(deposit !== null && { deposit, ...(shop.payment.deposit?.restAtDoor && { balanceAtDoor: true as const }) }),
    ...(cart.note !== undefined && { note: cart.note }),
    ...(priced.coupon?.counts && { coupon: priced.coupon.coupon }),
    ...(applied.length > 0 && { promotions: applied }),
    status,
    payments,
    paymentStatus: paymentStatus({ totals: { total }, payments, currency: shop.currency, live: placement.live }),
    live: placement.live,
    placedAt,
    dueAt: wait === null ? null : new Date(now + wait).toISOString(),
    version: 1,
    history: [{ at: placedAt, what: 'placed', by: 'customer' }],
  };
}

export function totalsOf({ merchandise, discount, delivery, rounding, taxes, total }: Priced): Totals {
  return { merchandise, discount, delivery, ...(rounding !== 0 && { rounding }), ...(taxes.length > 0 && { taxes }), total };
}

/** The lines of a complete cart as an order keeps them. */
export function linesOf({ cart, stock }: Pick<Placement, 'cart' | 'stock'>, priced: Priced): readonly OrderLine[] {
  return priced.lines.map((line, index): OrderLine => {
    if (line.variantId === null || line.qty === null) throw new Error(`line ${line.lineId} passed the requirements without being complete`);
    const { personal, wishes, agreed } = cart.lines[index] ?? {};
    return {
      id: line.lineId,
      productId: line.productId,
      variantId: line.variantId,
      name: line.name,
      detail: line.detail,
      ...(personal !== undefined && personal !== '' && { personal }),
      ...(wishes && { wishes }),
      unitPrice: line.unitPrice,
      ...(line.listPrice !== line.unitPrice && { listPrice: line.listPrice }),
      category: line.category,
      qty: line.qty,
      net: line.net,
      discountShare: line.discountShare,
      ...(line.taxBps !== null && { taxBps: line.taxBps, tax: line.tax }),
      tracked: agreed?.variantId === line.variantId ? agreed.tracked : stock(line.variantId) !== null,
    };
  });
}

/** Where a cart goes, as an order keeps it. */
export function deliveryCopy(cart: Cart, shop: Shop): Order['delivery'] {
  const delivery = deliveryOf(shop.delivery, cart.delivery);
  if (delivery?.kind !== 'home') return { kind: 'pickup' };
  const { slot: _promised, ...where } = delivery;
  return { ...where, zoneName: zoneById(shop.delivery, delivery.zoneId ?? '')?.name ?? '' };
}

function zoneOf(cart: Cart, shop: Shop): string | null {
  const delivery = deliveryOf(shop.delivery, cart.delivery);
  return delivery?.kind === 'home' ? (delivery.zoneId ?? null) : null;
}

/**
 * Where an order stands once the seller wants it: it waits for its money, `wait` ms long, or for nothing where
 * nothing is due now (facts/commerce.md §3.3, 1 and 2).
 */
export function firstStep(
  shop: Pick<Shop, 'payment'>,
  method: PaymentMethod,
  due: Minor,
): { readonly status: 'awaiting_payment' | 'confirmed'; readonly wait: number | null } {
  return method === 'cash' || due <= 0
    ? { status: 'confirmed', wait: null }
    : { status: 'awaiting_payment', wait: timeToPay(shop, method) };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long stock waits for the money, in ms: a transfer is made when the bank's app is at hand. */
export function timeToPay({ payment }: Pick<Shop, 'payment'>, method: PaymentMethod): number {
  return method === 'transfer' && payment.transfer ? payment.transfer.hours * HOUR_MS : payment.linkMinutes * MINUTE_MS;
}

/** An order that costs nothing is not asked how it is paid (S63). */
function firstMethod(shop: Shop): PaymentMethod {
  return shop.payment.methods[0] ?? 'cash';
}

/** What is missing, as the refusal that it is. */
export function refuseMissing(
  missing: Requirement,
  { cart, shop, catalog, deals }: Pick<Placement, 'cart' | 'shop' | 'catalog' | 'deals'>,
): Refusal {
  switch (missing.slot) {
    case 'items':
      return { ok: false, code: 'CART_EMPTY' };
    case 'line.unavailable':
      return { ok: false, code: 'PRODUCT_UNAVAILABLE', ...lineFacts(missing.lineId, cart) };
    case 'line.stock': {
      const variantId = priceCart(cart, shop, catalog, deals).lines.find((line) => line.lineId === missing.lineId)?.variantId;
      return {
        ok: false,
        code: 'INSUFFICIENT_STOCK',
        available: missing.available,
        ...lineFacts(missing.lineId, cart),
        ...(variantId && { variantId }),
      };
    }
    case 'delivery.district': {
      const quote = quoteDelivery(shop, cart.delivery, priceCart(cart, shop, catalog, deals).merchandise);
      return quote.ok ? { ok: false, code: 'CART_INCOMPLETE', missing } : quote;
    }
    case 'delivery.minimum':
      return { ok: false, code: 'BELOW_MINIMUM', missing: missing.missing };
    default:
      return { ok: false, code: 'CART_INCOMPLETE', missing };
  }
}

function lineFacts(lineId: string, cart: Cart): { readonly lineId: string; readonly productId: string } {
  return { lineId, productId: cart.lines.find((line) => line.id === lineId)?.productId ?? '' };
}
