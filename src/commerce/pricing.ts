/**
 * What a cart costs now, in the order that facts/commerce.md §3.5 fixes: unit price, line, discount,
 * delivery. It is computed from the catalog each time; only a placed order keeps prices.
 */
import type { Cart, CartLine } from './cart.ts';
import { type Catalog, detailOf, productOf, type Shop, variantOf } from './catalog.ts';
import { quoteDelivery } from './delivery.ts';
import { add, distribute, type Minor, subtract, times, ZERO } from './money.ts';
import type { Totals } from './order.ts';

export interface PricedLine {
  readonly lineId: string;
  readonly productId: string;
  /** null while an option is missing. */
  readonly variantId: string | null;
  readonly name: string;
  /** "Rojo, M": the options answered so far. */
  readonly detail: string;
  /** Of the variant; of the product while it is not known which. */
  readonly unitPrice: Minor;
  readonly qty: number | null;
  /** unitPrice × qty; nothing while the quantity is not known. */
  readonly gross: Minor;
  readonly discountShare: Minor;
  /** gross − discountShare. */
  readonly net: Minor;
}

/** `merchandise` is before the discount; `total` = merchandise − discount + delivery. */
export interface Priced extends Totals {
  readonly lines: readonly PricedLine[];
  /** How much more merchandise makes the delivery free; null where it is free already or never. */
  readonly freeDelivery: { readonly missing: Minor } | null;
}

/** No delivery fee is in it before the zone is known, nor for an empty cart (S48). @throws {AmountTooLarge} */
export function priceCart(cart: Cart, shop: Shop, catalog: Catalog): Priced {
  const gross = cart.lines.map((line) => priceLine(line, catalog));
  const merchandise = add(...gross.map((line) => line.gross));
  // No promotion exists yet; shares are made here so that the lines of an order always sum to its total.
  const discount = ZERO;
  const shares = distribute(
    discount,
    gross.map((line) => line.gross),
  );
  const lines = gross.map((line, index): PricedLine => {
    const discountShare = shares[index] ?? ZERO;
    return { ...line, discountShare, net: subtract(line.gross, discountShare) };
  });
  const worth = subtract(merchandise, discount);
  const quote = cart.lines.length > 0 ? quoteDelivery(shop, cart.delivery, worth) : null;
  const delivery = quote?.ok ? quote.fee : ZERO;
  return {
    lines,
    merchandise,
    discount,
    delivery,
    total: add(worth, delivery),
    freeDelivery: quote?.ok && quote.missingForFree !== null ? { missing: quote.missingForFree } : null,
  };
}

function priceLine(line: CartLine, catalog: Catalog): Omit<PricedLine, 'discountShare' | 'net'> {
  const product = productOf(catalog, line.productId);
  const variant = product ? variantOf(product, line.options) : null;
  const unitPrice = variant?.price ?? product?.price ?? ZERO;
  return {
    lineId: line.id,
    productId: line.productId,
    variantId: variant?.id ?? null,
    name: product?.name ?? line.productId,
    detail: product ? detailOf(product, line.options) : '',
    unitPrice,
    qty: line.qty,
    gross: times(unitPrice, line.qty ?? 0),
  };
}
