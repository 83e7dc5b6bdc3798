/**
 * How a cart is paid: what the customer chose, or the only way there is. Pricing needs it as much as the
 * checkout does: a promotion or the rounding of cash may depend on it.
 */
import type { Cart } from './cart.ts';
import type { PaymentMethod, Shop } from './catalog.ts';

/** How the customer pays: as chosen, or the only way there is; null where it must be asked. */
export function paymentOf(cart: Pick<Cart, 'payment'>, shop: Shop): PaymentMethod | null {
  const { methods } = shop.payment;
  if (cart.payment && methods.includes(cart.payment)) return cart.payment;
  return methods.length === 1 ? (methods[0] ?? null) : null;
}
