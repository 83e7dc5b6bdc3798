/**
 * Offers on products: the unit price a customer sees and pays, the best of all offers on it and never
 * their sum (facts/commerce.md §3.6, S08, S14).
 */
import { type Minor, percentOf } from './money.ts';
import { isInScope, type Promotion } from './promotions.ts';

/** What is priced: one line, whether it lies in a cart or in an order. */
export interface Goods {
  readonly lineId: string;
  readonly productId: string;
  /** Category id. */
  readonly category: string;
  /** Of one unit, before any offer. */
  readonly listPrice: Minor;
  /** null: not said yet. */
  readonly qty: number | null;
  /** Tax that is in the price, in basis points; null where nothing is said of it. */
  readonly taxBps: number | null;
  /** The price of an order that is changed, with the id of the promotion that made it: no offer of today touches it. */
  readonly agreed?: { readonly price: Minor; readonly offer: string | null };
}

export interface OfferedPrice {
  readonly price: Minor;
  /** The offer that made it; null where none is better than the list. */
  readonly offer: Promotion | null;
}

const WHOLE_BPS = 10_000;

/** The lowest price that an offer among `running` gives this product; between equals the one that stands first. */
export function offeredPrice(
  goods: Pick<Goods, 'productId' | 'category' | 'listPrice' | 'agreed'>,
  running: readonly Promotion[],
): OfferedPrice {
  const { agreed } = goods;
  if (agreed) return { price: agreed.price, offer: running.find(({ id }) => id === agreed.offer) ?? null };
  let best: OfferedPrice = { price: goods.listPrice, offer: null };
  for (const promotion of running) {
    if (promotion.benefit.kind !== 'product_offer' || !isInScope(promotion, goods)) continue;
    const { off } = promotion.benefit;
    const price = 'price' in off ? off.price : percentOf(goods.listPrice, WHOLE_BPS - off.bps);
    if (price < best.price) best = { price, offer: promotion };
  }
  return best;
}
