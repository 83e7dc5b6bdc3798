/**
 * Changing a placed order: the whole as it would be, what it costs then and what of that is still to be paid
 * or given back. Computed without a trace, so that it can be shown before it is done (facts/commerce.md §3.3,
 * conclusion 9; S73, S79, S80, S84).
 */

import type { Cart } from './cart.ts';
import type { Catalog, Shop } from './catalog.ts';
import { depositOf } from './deposit.ts';
import { type Minor, minor } from './money.ts';
import type { Order } from './order.ts';
import { editableIn, mayEdit } from './order-policy.ts';
import { paymentOf } from './payment-choice.ts';
import { balance, paymentStatus } from './payment-status.ts';
import { deliveryCopy, linesOf, refuseMissing, totalsOf, type Units, unitsOf } from './placement.ts';
import { type Priced, priceCart } from './pricing.ts';
import type { DeliveryPromise } from './promise.ts';
import type { AppliedPromotion, Deals } from './promotions.ts';
import type { Refusal, RefusalOf } from './refusal.ts';
import { requirements } from './requirements.ts';

export interface Edit {
  readonly order: Order;
  /** The order as it is to be: `cartOfOrder`, changed. */
  readonly cart: Cart;
  readonly shop: Shop;
  readonly catalog: Catalog;
  /** Units that can be sold, the order's own among them (`stockBesides`). */
  readonly stock: (variantId: string) => number | null;
  /** With what the order has already (`dealsOfOrder`). */
  readonly deals: Deals;
  /** null: the part of a day that was chosen has no room any more. */
  readonly promise: DeliveryPromise | null;
  readonly by: 'customer' | 'seller';
}

export interface EditPreview {
  readonly ok: true;
  /** As it would be; not one version further yet where nothing is written. */
  readonly order: Order;
  readonly before: Minor;
  readonly newTotal: Minor;
  /** Of the new total still to be paid, with everything that was paid already. */
  readonly due: Minor;
  /** Paid, and too much now. */
  readonly refundDue: Minor;
  readonly reserves: readonly Units[];
  readonly releases: readonly Units[];
}

/** Writes nothing: the preview has the order and the units that move. */
export function editOrder(edit: Edit): EditPreview | Refusal {
  const { order, cart, shop, catalog, stock, deals, promise, by } = edit;
  const refused = refuseEdit(order, by, shop) ?? refuseOther(order, cart);
  if (refused) return refused;
  const [missing] = requirements(cart, shop, catalog, stock, deals);
  if (missing) return refuseMissing(missing, edit);
  if (!promise) return { ok: false, code: 'SLOT_TAKEN' };
  const changed = changedOrder(edit, promise, priceCart(cart, shop, catalog, deals));
  if (isSameOrder(order, changed)) return { ok: false, code: 'NOTHING_SELECTED' };
  const owed = balance(changed);
  return {
    ok: true,
    order: changed,
    before: order.totals.total,
    newTotal: changed.totals.total,
    due: minor(Math.max(0, owed)),
    refundDue: minor(Math.max(0, -owed)),
    ...moves(order, changed),
  };
}

function refuseEdit(order: Order, by: 'customer' | 'seller', shop: Shop): RefusalOf<'NOT_EDITABLE'> | null {
  return mayEdit(order, by, shop) ? null : { ok: false, code: 'NOT_EDITABLE', status: order.status, editableIn: editableIn(by, shop) };
}

function refuseOther({ id, version }: Order, { amends }: Cart): RefusalOf<'ORDER_CHANGED'> | null {
  return amends?.orderId === id && amends.version === version ? null : { ok: false, code: 'ORDER_CHANGED', orderId: id, version };
}

function changedOrder({ order, cart, shop, stock }: Edit, promise: DeliveryPromise, priced: Priced): Order {
  const { note: _note, coupon: _coupon, promotions: _promotions, deposit: _deposit, balanceAtDoor, paysWith, ...rest } = order;
  const totals = totalsOf(priced);
  const method = paymentOf(cart, shop) ?? order.method;
  const deposit = order.deposit === undefined ? null : depositOf(shop.payment.deposit, method, totals.total);
  const promotions = asTheyWere(order, priced.applied);
  const changed: Order = {
    ...rest,
    customer: { ...order.customer, name: cart.contact.name ?? '', phone: cart.contact.phone ?? '' },
    lines: linesOf({ cart, stock }, priced),
    delivery: deliveryCopy(cart, shop),
    promise,
    totals,
    method,
    ...(deposit !== null && { deposit, ...(balanceAtDoor && { balanceAtDoor }) }),
    ...(paysWith !== undefined && method === 'cash' && paysWith >= totals.total && { paysWith }),
    ...(cart.note !== undefined && { note: cart.note }),
    ...(priced.coupon?.counts && { coupon: priced.coupon.coupon }),
    ...(promotions.length > 0 && { promotions }),
  };
  return { ...changed, paymentStatus: paymentStatus(changed), version: order.version + 1 };
}

/** A promotion that the order had before stays as it was then, whatever the shop made of it meanwhile. */
function asTheyWere({ promotions = [] }: Order, applied: readonly AppliedPromotion[]): readonly AppliedPromotion[] {
  return applied.map((one) => ({
    ...one,
    promotion: promotions.find(({ promotion }) => promotion.id === one.promotion.id)?.promotion ?? one.promotion,
  }));
}

/** What a customer or a seller can see of it. */
function isSameOrder(before: Order, after: Order): boolean {
  const seen = ({ customer, lines, delivery, promise, totals, method, note }: Order) =>
    JSON.stringify([
      customer.name,
      customer.phone,
      lines.map(({ variantId, qty, personal, wishes }) => [variantId, qty, personal, wishes]),
      delivery.kind === 'home'
        ? [delivery.zoneId, delivery.district, delivery.postal, delivery.address, delivery.reference, delivery.pin]
        : [],
      [promise.date, promise.slot],
      [totals.total, method, note],
    ]);
  return seen(before) === seen(after);
}

function moves(before: Order, after: Order): Pick<EditPreview, 'reserves' | 'releases'> {
  const had = new Map(unitsOf(before.lines).map(({ variantId, qty }) => [variantId, qty]));
  const has = new Map(unitsOf(after.lines).map(({ variantId, qty }) => [variantId, qty]));
  const differences = [...new Set([...had.keys(), ...has.keys()])].map((variantId) => ({
    variantId,
    qty: (has.get(variantId) ?? 0) - (had.get(variantId) ?? 0),
  }));
  return {
    reserves: differences.filter(({ qty }) => qty > 0),
    releases: differences.filter(({ qty }) => qty < 0).map(({ variantId, qty }) => ({ variantId, qty: -qty })),
  };
}

/** Promotions for a change of this order: its own as they were, and those of today besides. */
export function dealsOfOrder(order: Pick<Order, 'promotions'>, deals: Deals): Deals {
  const own = (order.promotions ?? []).map(({ promotion }) => promotion);
  const kept = new Set(own.map(({ id }) => id));
  return { ...deals, promotions: [...own, ...deals.promotions.filter(({ id }) => !kept.has(id))], kept };
}
