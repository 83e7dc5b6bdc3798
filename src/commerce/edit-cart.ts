/**
 * A placed order as a cart: what a customer or a seller changes of an order she changes as she would change a
 * cart, and each line remembers what was agreed for it. `edit.ts` makes an order of it again.
 */
import type { AgreedLine, Cart, CartDelivery, CartLine, StockCheck } from './cart.ts';
import { type Catalog, type Product, variantById, variantOf } from './catalog.ts';
import type { Order, OrderLine } from './order.ts';
import { isInScope } from './promotions.ts';

/** `open`: the cart that the customer has besides, null where there is none; it is set aside. */
export function cartOfOrder(order: Order, catalog: Catalog, open: Cart | null): Cart {
  const { id, number, version, totals, customer, note, coupon } = order;
  const delivery = deliveryChosen(order);
  return {
    id: open?.id ?? order.cartId,
    lines: order.lines.map((line) => lineOf(order, line, catalog)),
    delivery,
    contact: { name: customer.name, phone: customer.phone },
    payment: order.method,
    ...(note !== undefined && { note }),
    ...(coupon !== undefined && { coupon }),
    amends: {
      orderId: id,
      number,
      version,
      total: totals.total,
      fee: totals.delivery,
      delivery,
      aside: open && open.lines.length > 0 ? open : null,
    },
    shownTotal: null,
    version: (open?.version ?? 0) + 1,
  };
}

function lineOf(order: Order, line: OrderLine, catalog: Catalog): CartLine {
  const { id, productId, variantId, qty, personal, wishes } = line;
  return {
    id,
    productId,
    options: variantById(catalog, variantId)?.variant.options ?? {},
    qty,
    // Asked and answered when it was ordered, also where nothing is to stand on it.
    personal: personal ?? '',
    ...(wishes && { wishes }),
    agreed: agreedOf(order, line),
  };
}

function agreedOf({ promotions = [] }: Order, line: OrderLine): AgreedLine {
  const { productId, variantId, name, detail, category = '', qty, unitPrice, listPrice = unitPrice, taxBps = null, tracked } = line;
  const made =
    listPrice === unitPrice
      ? undefined
      : promotions.find(({ promotion }) => promotion.benefit.kind === 'product_offer' && isInScope(promotion, { productId, category }));
  return { variantId, name, detail, category, qty, unitPrice, listPrice, offer: made?.promotion.id ?? null, taxBps, tracked };
}

/** The part of a day is in the promise of an order, and in the delivery of a cart. */
function deliveryChosen({ delivery, promise }: Order): CartDelivery {
  if (delivery.kind === 'pickup') return delivery;
  const { zoneName: _ofTheOrder, ...where } = delivery;
  return promise.slot !== undefined && promise.window ? { ...where, slot: { date: promise.date, from: promise.window.from } } : where;
}

/** What was agreed for a line, as long as it is the variant that it was agreed for, or one that is not sold any more. */
export function agreedFor({ agreed, options }: CartLine, product: Product | null): AgreedLine | null {
  if (!agreed) return null;
  const variant = product && variantOf(product, options);
  return product && variant?.id !== agreed.variantId && Object.keys(options).length > 0 ? null : agreed;
}

/** Nothing about it has to be looked at again: no more of it is wanted than was ordered, and it is what was ordered. */
export function isAsOrdered(line: CartLine, product: Product | null): boolean {
  const agreed = agreedFor(line, product);
  return agreed !== null && line.qty !== null && line.qty <= agreed.qty;
}

/** Brought to the same zone and point, or fetched. */
export function isSamePlace(one: CartDelivery, other: CartDelivery): boolean {
  if (one.kind === 'pickup' || other.kind === 'pickup') return one.kind === other.kind;
  return one.zoneId === other.zoneId && one.postal === other.postal && one.pin?.lat === other.pin?.lat && one.pin?.lng === other.pin?.lng;
}

/** Its own units do not count against an order that is changed: from 3 to 4 one has to be free (facts/commerce.md §3.4). */
export function stockBesides(order: Pick<Order, 'lines'>, stock: StockCheck): StockCheck {
  const own = new Map<string, number>();
  for (const { variantId, qty, tracked } of order.lines) if (tracked) own.set(variantId, (own.get(variantId) ?? 0) + qty);
  return (variantId) => {
    const free = stock(variantId);
    return free === null ? null : free + (own.get(variantId) ?? 0);
  };
}
