/**
 * Promotions at the counter: what pricing has to know of this customer, and how often each promotion was
 * used. Uses are documents of their own, read and written in the decision that places or ends an order,
 * so that of two customers who want the last use one is decided anew (facts/commerce.md §3.2, 10).
 */
import type { Cart } from '../commerce/cart.ts';
import { type Minor, minor, ZERO } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import { phoneKey } from '../commerce/phone.ts';
import { type Deals, refuseUse } from '../commerce/promotions.ts';
import type { RefusalOf } from '../commerce/refusal.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';

/** For the cart of this conversation, as far as the customer is known by now: by what she did here, and by her phone. */
export function dealsFor(draft: Draft, conversation: Pick<Conversation, 'orders'>, cart: Pick<Cart, 'contact'>): Deals {
  const { files, now } = draft.world;
  return {
    promotions: files.promotions,
    now,
    isFirstOrder: () => !conversation.orders.some((id) => isAlive(draft.get('orders', id))),
    uses: (promotionId) => {
      const person = personOf(draft, cart.contact.phone);
      return {
        total: draft.get('redemptions', promotionId)?.used ?? 0,
        customer: person === null ? 0 : (draft.get('redemptions', `${promotionId}:${person}`)?.used ?? 0),
      };
    },
  };
}

/**
 * Counts what the orders of this decision use now and gives back what they used before. An order uses its
 * promotions as long as it is neither cancelled nor expired: whatever command ends it, changes it or brings
 * it back, a use is taken and given back exactly once.
 */
export function settleRedemptions(draft: Draft): void {
  for (const { before, after } of draft.changedOrders()) {
    const had = usesOf(draft, before);
    const has = usesOf(draft, after);
    for (const id of new Set([...had.keys(), ...has.keys()])) count(draft, id, had.get(id), has.get(id));
  }
}

function count(draft: Draft, id: string, had: Minor | undefined, has: Minor | undefined): void {
  const known = draft.get('redemptions', id) ?? { id, used: 0, given: ZERO };
  const used = known.used + (has === undefined ? 0 : 1) - (had === undefined ? 0 : 1);
  const given = minor(known.given + (has ?? 0) - (had ?? 0));
  // Who was forgotten has no uses of her own left that could be given back.
  if (used >= 0 && (used !== known.used || given !== known.given)) draft.put('redemptions', id, { id, used, given });
}

/** An order that comes back needs its uses again: refused where others have taken the last ones meanwhile. */
export function refuseSpent(draft: Draft, order: Order): RefusalOf<'COUPON_LIMIT'> | null {
  const { uses } = dealsFor(draft, { orders: [] }, { contact: { phone: order.customer.phone } });
  for (const { promotion } of order.promotions ?? []) {
    const spent = refuseUse(promotion, uses(promotion.id));
    if (spent) return spent;
  }
  return null;
}

/** Id of the document that counts a use → what was given. */
function usesOf(draft: Draft, order: Order | null): ReadonlyMap<string, Minor> {
  const uses = new Map<string, Minor>();
  if (!order || !isAlive(order)) return uses;
  for (const { promotion, amount } of order.promotions ?? []) {
    uses.set(promotion.id, amount);
    const countsPeople = promotion.perCustomer !== null || promotion.firstOrder;
    const person = countsPeople ? personOf(draft, order.customer.phone) : null;
    if (person !== null) uses.set(`${promotion.id}:${person}`, amount);
  }
  return uses;
}

function isAlive(order: Order | undefined): boolean {
  return order !== undefined && order.status !== 'cancelled' && order.status !== 'expired';
}

/** A customer is known by her phone, however she wrote it and on whatever channel. */
function personOf(draft: Draft, phone: string | undefined): string | null {
  return phone === undefined || phone === '' ? null : (phoneKey(phone, draft.world.files.shop.country) ?? phone);
}
