/**
 * What is missing before a cart can become an order. The conversation has no checkout script of its own:
 * the first thing missing is its next question, and the same list is the only gate at placement.
 */
import type { Cart, StockCheck } from './cart.ts';
import { type Catalog, missingOptions, productOf, type Shop, variantOf } from './catalog.ts';
import { deliveryOf, quoteDelivery, zoneById, zoneOfDelivery } from './delivery.ts';
import { isAsOrdered } from './edit-cart.ts';
import { lacksText } from './line-rules.ts';
import { subtract } from './money.ts';
import { paymentOf } from './payment-choice.ts';
import { type Priced, priceCart } from './pricing.ts';
import type { Deals } from './promotions.ts';
import type { Requirement } from './requirement.ts';

/** In the order in which they are asked; empty: the cart may be placed. */
export function requirements(cart: Cart, shop: Shop, catalog: Catalog, stock: StockCheck, deals: Deals): readonly Requirement[] {
  const price = priceCart(cart, shop, catalog, deals);
  return [
    ...(cart.lines.length === 0 ? [{ slot: 'items' } as const] : lineRequirements(cart, catalog, stock)),
    ...deliveryRequirements(cart, shop, price),
    ...(blank(cart.contact.name) ? [{ slot: 'contact.name' } as const] : []),
    ...(blank(cart.contact.phone) ? [{ slot: 'contact.phone' } as const] : []),
    ...(paymentOf(cart, shop) === null && !isFree(cart, price) ? [{ slot: 'payment.method' } as const] : []),
  ];
}

/** Everything is counted and costs nothing: then no payment is asked for (S63). */
function isFree(cart: Cart, { total }: Priced): boolean {
  return cart.lines.length > 0 && cart.lines.every((line) => line.qty !== null) && total === 0;
}

/** What the lines lack, whatever the rest of the order does. */
export function lineRequirements(cart: Cart, catalog: Catalog, stock: StockCheck): readonly Requirement[] {
  const taken = new Map<string, number>();
  return cart.lines.flatMap((line): readonly Requirement[] => {
    const lineId = line.id;
    const product = productOf(catalog, line.productId);
    if (isAsOrdered(line, product)) return [];
    if (!product?.active) return [{ slot: 'line.unavailable', lineId }];
    const missing = missingOptions(product, line.options);
    const variant = variantOf(product, line.options);
    if (missing.length === 0 && !variant?.active) return [{ slot: 'line.unavailable', lineId }];
    const found: Requirement[] = [];
    if (line.qty === null) found.push({ slot: 'line.qty', lineId });
    found.push(...missing.map((option) => ({ slot: 'line.option', lineId, option: option.id }) as const));
    if (lacksText(product, line)) found.push({ slot: 'line.personal', lineId });
    if (!variant) return found;
    const before = taken.get(variant.id) ?? 0;
    const units = stock(variant.id);
    taken.set(variant.id, before + (line.qty ?? 0));
    if (units !== null && before + (line.qty ?? 1) > units)
      found.push({ slot: 'line.stock', lineId, available: Math.max(0, units - before) });
    return found;
  });
}

function deliveryRequirements(cart: Cart, shop: Shop, { merchandise, discount }: Priced): readonly Requirement[] {
  const delivery = deliveryOf(shop.delivery, cart.delivery);
  if (!delivery) return [{ slot: 'delivery.kind' }];
  if (delivery.kind === 'pickup') return [];
  const found: Requirement[] = [];
  if (!delivery.zoneId || !zoneById(shop.delivery, delivery.zoneId)) found.push({ slot: 'delivery.district' });
  const quote = quoteDelivery(shop, delivery, subtract(merchandise, discount));
  if (quote.ok && quote.missingForMinimum !== null && cart.lines.length > 0) {
    found.push({ slot: 'delivery.minimum', missing: quote.missingForMinimum });
  }
  if (blank(delivery.address) && !delivery.pin) found.push({ slot: 'delivery.address' });
  const slots = zoneOfDelivery(shop.delivery, delivery)?.slots;
  if (slots && !slots.some(({ from }) => from === delivery.slot?.from)) found.push({ slot: 'delivery.slot' });
  return found;
}

function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
