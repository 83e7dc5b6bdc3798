/** What things cost in this turn: the cart as it is now, a product with its offer, a line, and how that is said. */
import { type Product, variantOf } from '../../commerce/catalog.ts';
import { type Minor, times } from '../../commerce/money.ts';
import { offeredPrice } from '../../commerce/offers.ts';
import { type Priced, type PricedLine, priceCart } from '../../commerce/pricing.ts';
import { runningPromotions } from '../../commerce/promotions.ts';
import { money, type Turn } from './turn.ts';

export function priced(turn: Turn): Priced {
  return priceCart(turn.cart, turn.files.shop, turn.files.catalog, turn.counter.deals(turn.cart));
}

/** The price of a product, or of the variant chosen, with what it costs without its offer. */
export function offerOn(
  turn: Turn,
  product: Product,
  options: Readonly<Record<string, string>> = {},
): { readonly price: Minor; readonly before: Minor | null } {
  const listPrice = variantOf(product, options)?.price ?? product.price;
  const running = runningPromotions(turn.cart.coupon ?? null, turn.counter.deals(turn.cart));
  const { price } = offeredPrice({ productId: product.id, category: product.category, listPrice }, running);
  return { price, before: price === listPrice ? null : listPrice };
}

/** "S/ 36.00 (antes S/ 45.00)", or the price alone where there is no offer. */
export function priceWords(turn: Turn, price: Minor, before: Minor | null): string {
  if (before === null) return money(turn, price);
  return turn.wording.plain('promotion.price', { price: money(turn, price), before: money(turn, before) });
}

/** What a line costs, with what it would cost without its offer. */
export function grossWords(turn: Turn, { gross, listPrice, unitPrice, qty }: PricedLine): string {
  return priceWords(turn, gross, listPrice === unitPrice ? null : times(listPrice, qty ?? 0));
}
