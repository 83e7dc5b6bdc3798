import { describe, expect, test } from 'vitest';
import { minor } from './money.ts';
import type { Order, OrderLine } from './order.ts';
import { anOrder } from './test-order.ts';
import { aCatalog } from './test-shop.ts';
import { mayWithdraw, unitsWithdrawn, type WithdrawalTerms, withdrawalPolicy, withdrawFrom } from './withdrawal.ts';

const RECEIVED = '2026-11-25T15:00:00.000Z';

function line(of: Partial<OrderLine> = {}): OrderLine {
  const base = { id: 'l1', productId: 'x', variantId: 'x', name: 'X', detail: '', unitPrice: minor(500), qty: 2, net: minor(1000) };
  return { ...base, discountShare: minor(0), tracked: false, ...of };
}

const delivered = (of: Partial<Order> = {}): Order =>
  anOrder({ status: 'delivered', lines: [line()], history: [{ at: RECEIVED, what: 'delivered', by: 'seller' }], ...of });

const terms = (country: string, holidays: readonly string[] = []): WithdrawalTerms => ({
  country,
  timeZone: 'America/Lima',
  holidays,
  catalog: aCatalog(),
});

function withdrawn(order: Order, country: string, at: string, holidays: readonly string[] = []) {
  const outcome = withdrawFrom(order, 'abc123', terms(country, holidays), at);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome;
}

describe('the right to withdraw', () => {
  test.each([
    ['AR', '2026-12-05'],
    ['BR', '2026-12-02'],
    ['CL', '2026-12-05'],
    ['CO', '2026-12-02'],
    ['MX', '2026-12-02'],
    ['UY', '2026-12-02'],
  ])('in %s what came on Wednesday 25 November can be given back until %s', (country, deadline) => {
    expect(withdrawn(delivered(), country, `${deadline}T20:00:00.000Z`).withdrawal).toMatchObject({ deadline, inTime: true });
  });

  test('Peru has none; business days leave out holidays', () => {
    expect(withdrawalPolicy('PE')).toBeNull();
    expect(withdrawFrom(delivered(), 'abc123', terms('PE'), RECEIVED)).toMatchObject({ code: 'WITHDRAWAL_NOT_POSSIBLE' });
    expect(withdrawn(delivered(), 'CO', RECEIVED, ['2026-11-30']).withdrawal.deadline).toBe('2026-12-03');
  });

  test('asked late it is registered all the same, and says that it is late', () => {
    expect(withdrawn(delivered(), 'BR', '2026-12-04T15:00:00.000Z').withdrawal).toMatchObject({ deadline: '2026-12-02', inTime: false });
  });

  test('before she received it, the term has not begun', () => {
    expect(withdrawn(anOrder({ status: 'preparing' }), 'AR', RECEIVED).withdrawal).toMatchObject({ deadline: null, inTime: true });
  });

  test('what was made with her text is left out, the rest comes back whole', () => {
    const lines = [line(), line({ id: 'l2', personal: 'Ana' })];
    const { order, withdrawal } = withdrawn(delivered({ lines }), 'AR', RECEIVED);
    expect(withdrawal.excluded).toEqual(['l2']);
    expect(unitsWithdrawn(order, withdrawal)).toEqual([{ lineId: 'l1', qty: 2 }]);
  });

  test('once, and not from an order that is over', () => {
    const { order } = withdrawn(delivered(), 'AR', RECEIVED);
    expect(mayWithdraw(order)).toBe(false);
    expect(mayWithdraw(delivered({ status: 'cancelled' }))).toBe(false);
  });
});
