/**
 * What a cart costs now: its lines as the catalog prices them, with the promotions of the shop
 * (`priced-goods.ts`) and the fee of its delivery. It is computed each time; only a placed order keeps prices.
 */
import type { AgreedLine, Cart, CartLine } from './cart.ts';
import { type Catalog, detailOf, productOf, type Shop, variantOf } from './catalog.ts';
import { deliveryOf, quoteDelivery } from './delivery.ts';
import { agreedFor, isSamePlace } from './edit-cart.ts';
import { type Minor, subtract, ZERO } from './money.ts';
import type { Goods } from './offers.ts';
import { paymentOf } from './payment-choice.ts';
import { type GoodsPrice, type GoodsTotals, priceGoods, type Worth } from './priced-goods.ts';
import type { Deals } from './promotions.ts';

export interface PricedLine extends GoodsPrice {
  readonly productId: string;
  /** Category id; empty where the catalog has no such product. */
  readonly category: string;
  /** null while an option is missing. */
  readonly variantId: string | null;
  readonly name: string;
  /** "Rojo, M": the options answered so far. */
  readonly detail: string;
  readonly qty: number | null;
}

/** `merchandise` is before the discount; `total` = merchandise − discount + delivery + rounding. */
export interface Priced extends Omit<GoodsTotals, 'lines'> {
  readonly lines: readonly PricedLine[];
  /** How much more merchandise makes the delivery free; null where it is free already or never. */
  readonly freeDelivery: { readonly missing: Minor } | null;
}

/** No delivery fee is in it before the zone is known, nor for an empty cart (S48). @throws {AmountTooLarge} */
export function priceCart(cart: Cart, shop: Shop, catalog: Catalog, deals: Deals): Priced {
  const lines = cart.lines.map((line) => describeLine(line, shop, catalog));
  const quote = ({ before, after }: Worth) =>
    asAgreed(cart, quoteDelivery(shop, cart.delivery, shop.delivery.freeFromBase === 'before_discount' ? before : after));
  const priced = priceGoods(
    lines.map(({ goods }) => goods),
    {
      deals,
      coupon: cart.coupon ?? null,
      method: paymentOf(cart, shop),
      deliveryFee: (worth) => {
        const quoted = quote(worth);
        return quoted.ok ? quoted.fee : ZERO;
      },
      isDelivered: deliveryOf(shop.delivery, cart.delivery)?.kind === 'home',
      deliveryTaxBps: shop.taxes?.deliveryBps ?? null,
      cashStep: shop.payment.cashRounding ?? null,
    },
  );
  return { ...priced, lines: joined(lines, priced.lines), freeDelivery: missingForFree(cart, priced, quote) };
}

/** An order that goes where it went costs to bring what it cost, whatever the shop asks for it today. */
function asAgreed({ amends, delivery }: Cart, quoted: ReturnType<typeof quoteDelivery>): ReturnType<typeof quoteDelivery> {
  const isAgreed = amends && amends.fee > 0 && delivery !== null && isSamePlace(amends.delivery, delivery);
  return isAgreed && quoted.ok && quoted.fee > 0 ? { ...quoted, fee: amends.fee } : quoted;
}

interface DescribedLine {
  readonly goods: Goods;
  readonly about: Omit<PricedLine, keyof GoodsPrice>;
}

function describeLine(line: CartLine, shop: Shop, catalog: Catalog): DescribedLine {
  const product = productOf(catalog, line.productId);
  const variant = product ? variantOf(product, line.options) : null;
  const { productId, qty } = line;
  const agreed = agreedFor(line, product);
  if (agreed) return describeAgreed(line, agreed);
  const category = product?.category ?? '';
  return {
    goods: {
      lineId: line.id,
      productId,
      category,
      listPrice: variant?.price ?? product?.price ?? ZERO,
      qty,
      taxBps: product?.taxBps ?? shop.taxes?.productBps ?? null,
    },
    about: {
      productId,
      category,
      variantId: variant?.id ?? null,
      name: product?.name ?? productId,
      detail: product ? detailOf(product, line.options) : '',
      qty,
    },
  };
}

function describeAgreed({ id, productId, qty }: CartLine, agreed: AgreedLine): DescribedLine {
  const { variantId, name, detail, category, listPrice, taxBps, unitPrice, offer } = agreed;
  return {
    goods: { lineId: id, productId, category, listPrice, qty, taxBps, agreed: { price: unitPrice, offer } },
    about: { productId, category, variantId, name, detail, qty },
  };
}

function joined(lines: readonly DescribedLine[], prices: readonly GoodsPrice[]): readonly PricedLine[] {
  return prices.flatMap((price, index) => {
    const line = lines[index];
    return line ? [{ ...price, ...line.about }] : [];
  });
}

/** Nothing is missing where a promotion makes the delivery free already. */
function missingForFree(
  cart: Cart,
  { merchandise, discount, delivery }: GoodsTotals,
  quote: (worth: Worth) => ReturnType<typeof quoteDelivery>,
): Priced['freeDelivery'] {
  if (cart.lines.length === 0 || delivery === 0) return null;
  const quoted = quote({ before: merchandise, after: subtract(merchandise, discount) });
  return quoted.ok && quoted.missingForFree !== null ? { missing: quoted.missingForFree } : null;
}
