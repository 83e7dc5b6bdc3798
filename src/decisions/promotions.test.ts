/** How often a promotion was used, whatever happens to the orders that used it. */
import { expect, test } from 'vitest';
import { order as storedOrder } from '../../test/contracts/store/documents.ts';
import { Picture } from '../../test/simulation/ledger.ts';
import { readSampleShop } from '../../test/simulation/simulate.ts';
import { minor } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import type { Promotion } from '../commerce/promotions.ts';
import { aPromotion } from '../commerce/test-shop.ts';
import { Draft } from './draft.ts';
import { dealsFor, refuseSpent, settleRedemptions } from './promotions.ts';

const files = await readSampleShop();
const world = {
  files,
  now: Date.parse('2026-11-25T15:00:00Z'),
  live: false,
  newId: (length: number) => 'a'.repeat(length),
  digest: (text: string) => text,
  answerWithinMs: 0,
  publicUrl: null,
  takeoverMs: 4 * 60 * 60_000,
  invites: () => [],
  asOne: () => false,
};
const once = aPromotion({ id: 'una-vez', coupon: 'UNAVEZ', perCustomer: 1 });

const orderWith = (promotion: Promotion, of: Partial<Order> = {}): Order => ({
  ...storedOrder(1001, 'Ana Quispe'),
  status: 'confirmed',
  customer: { name: 'Ana', phone: '51987654321', language: 'es' },
  promotions: [{ promotion, amount: minor(500) }],
  ...of,
});

/** One decision that changes this order, read before where there was one. */
function decideOn(shop: Picture, change: (before: Order | undefined) => Order): void {
  const draft = new Draft(shop, world);
  const after = change(draft.get('orders', '1001'));
  draft.put('orders', after.id, after);
  settleRedemptions(draft);
  for (const one of draft.finish().changes) shop.apply(one);
}

const uses = (shop: Picture) =>
  ['una-vez', 'una-vez:51987654321'].map((id) => {
    const { used = 0, given = 0 } = shop.get('redemptions', id) ?? {};
    return [used, given];
  });
const to = (status: Order['status']) => (before: Order | undefined) => ({ ...orderWith(once), ...before, status });

test('a use is taken when the order is placed, given back once when it ends, and taken again when it comes back', () => {
  const shop = new Picture();
  decideOn(shop, () => orderWith(once, { id: '1001', status: 'awaiting_payment' }));
  expect(uses(shop)).toEqual([
    [1, 500],
    [1, 500],
  ]);
  for (const [status, used] of [
    ['confirmed', 1],
    ['preparing', 1],
    ['expired', 0],
    ['cancelled', 0],
    ['awaiting_payment', 1],
    ['confirmed', 1],
    ['delivered', 1],
    ['returned', 1],
  ] as const) {
    decideOn(shop, to(status));
    expect(uses(shop), status).toEqual([
      [used, used * 500],
      [used, used * 500],
    ]);
  }
});

test('an order that is changed gives what it gives now, or no longer uses the promotion', () => {
  const shop = new Picture();
  decideOn(shop, () => orderWith(once));
  decideOn(shop, (before) => ({ ...orderWith(once), ...before, promotions: [{ promotion: once, amount: minor(300) }] }));
  expect(uses(shop)[0]).toEqual([1, 300]);
  decideOn(shop, (before) => ({ ...orderWith(once), ...before, promotions: [] }));
  expect(uses(shop)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('who was forgotten leaves her order counted and herself not; what ends later gives back one use', () => {
  const shop = new Picture();
  decideOn(shop, () => orderWith(once));
  shop.apply({ delete: 'redemptions', id: 'una-vez:51987654321' });
  decideOn(shop, (before) => ({ ...orderWith(once), ...before, customer: { name: '—', phone: '', language: 'es' } }));
  expect(uses(shop)).toEqual([
    [1, 500],
    [0, 0],
  ]);
  decideOn(shop, to('cancelled'));
  expect(uses(shop)[0]).toEqual([0, 0]);
});

test('a phone is one customer however it is written, and a first order is one where none lives', () => {
  const shop = new Picture();
  decideOn(shop, () => orderWith(once));
  const draft = new Draft(shop, world);
  const of = (phone: string, orders: readonly string[] = []) => dealsFor(draft, { orders }, { contact: { phone } });
  for (const phone of ['987 654 321', '+51 987-654-321', '51987654321'])
    expect(of(phone).uses('una-vez')).toEqual({ total: 1, customer: 1 });
  expect(of('912 345 678').uses('una-vez')).toEqual({ total: 1, customer: 0 });
  expect([of('912 345 678').isFirstOrder(), of('912 345 678', ['1001']).isFirstOrder()]).toEqual([true, false]);
  decideOn(shop, to('cancelled'));
  expect(dealsFor(new Draft(shop, world), { orders: ['1001'] }, { contact: {} }).isFirstOrder()).toBe(true);
});

test('an order that comes back when its last use was taken by another is refused', () => {
  const shop = new Picture();
  const single = aPromotion({ id: 'una-vez', coupon: 'UNAVEZ', usageLimit: 1 });
  decideOn(shop, () => orderWith(single));
  decideOn(shop, to('expired'));
  expect(refuseSpent(new Draft(shop, world), orderWith(single))).toBeNull();
  shop.apply({ put: 'redemptions', id: 'una-vez', doc: { id: 'una-vez', used: 1, given: minor(500) } });
  expect(refuseSpent(new Draft(shop, world), orderWith(single))).toEqual({
    ok: false,
    code: 'COUPON_LIMIT',
    coupon: 'UNAVEZ',
    scope: 'total',
    limit: 1,
  });
});
