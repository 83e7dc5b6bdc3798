import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from './money.ts';
import type { Order } from './order.ts';
import { countedPayments, netPaid } from './payment-status.ts';
import { concludeRefund, type Refunding, type RefundWish, refund, refundablePayments, settleReported } from './refunds.ts';
import { anOrder, aReport, reported } from './test-order.ts';

const AT = '2027-03-03T17:00:00.000Z';
const wish = (amount: number, of: Partial<RefundWish> = {}): RefundWish => ({
  amount: minor(amount),
  paymentId: null,
  reason: 'falla',
  byHand: false,
  request: String(amount),
  ...of,
});
const paid = (of: Parameters<typeof anOrder>[0] = {}) => anOrder({ status: 'confirmed', payments: reported(aReport()), ...of });

function taken(refunding: Refunding): Order {
  if (!refunding.ok) throw new Error(refunding.code);
  return refunding.order;
}

describe('what can be given back', () => {
  it('S81 · 50 of 100, then never more than the other 50', () => {
    const order = anOrder({ total: 100, status: 'confirmed', payments: reported(aReport({ amount: minor(100) })) });
    const once = taken(refund(order, wish(50), AT));
    expect(refund(once, wish(60), AT)).toEqual({ ok: false, code: 'REFUND_EXCEEDS', max: 50 });
    expect(refund(once, wish(0), AT)).toMatchObject({ code: 'INVALID_AMOUNT' });
    expect(refund(once, wish(-5), AT)).toMatchObject({ code: 'INVALID_AMOUNT' });
  });
  it('S82 · one that failed does not count', () => {
    const failed = concludeRefund(taken(refund(paid(), wish(1000), AT)), '1001-R1', 'failed', 'no-balance');
    expect(failed.paymentStatus).toBe('paid');
    expect(taken(refund(failed, wish(1000, { request: 'again' }), AT)).payments.refunds).toHaveLength(2);
  });
  it('S83 · nothing was paid, nothing goes back', () => {
    expect(refund(anOrder(), wish(10), AT)).toEqual({ ok: false, code: 'REFUND_NOT_ALLOWED' });
    expect(refund(paid(), wish(10, { paymentId: '78' }), AT)).toEqual({ ok: false, code: 'PAYMENT_NOT_FOUND', paymentId: '78' });
  });
  it('the same request twice is one refund', () => {
    const once = taken(refund(paid(), wish(400), AT));
    expect(refund(once, wish(400), AT)).toEqual({ ok: true, order: once, refunds: [] });
  });
  it('too much is given back from the newest payment, the rest from the one before', () => {
    const twice = paid({ payments: reported(aReport(), aReport({ paymentId: '78', updatedAt: '2027-03-03T15:05:00.000Z' })) });
    const asked = refund(twice, wish(1200), AT);
    expect(asked.ok && asked.refunds.map(({ paymentId, amount }) => [paymentId, amount])).toEqual([
      ['78', 1000],
      ['77', 200],
    ]);
  });
  it('what was handed over by hand is given back by hand', () => {
    const payments = {
      attempts: [],
      reports: {},
      manual: [{ id: '1001-P1', method: 'cash', amount: minor(1000), status: 'settled', at: AT, by: 'seller' }],
    } as const;
    const back = taken(refund(anOrder({ status: 'confirmed', payments }), wish(300), AT));
    expect(back).toMatchObject({ paymentStatus: 'partially_refunded', payments: { refunds: [{ via: 'registered', status: 'settled' }] } });
    expect(netPaid(back)).toBe(700);
  });
});

describe('what the provider says of a refund', () => {
  it('its figure and ours are one refund, not two', () => {
    const settled = concludeRefund(taken(refund(paid(), wish(400), AT)), '1001-R1', 'settled');
    expect(netPaid(settled)).toBe(600);
    const told = { ...settled, payments: { ...settled.payments, ...reported(aReport({ refunded: minor(400) })) } };
    expect(netPaid(told)).toBe(600);
  });
  it('a report that has it in its sum settles one whose answer was lost', () => {
    const pending = taken(refund(paid(), wish(400), AT));
    const told = { ...pending, payments: { ...pending.payments, ...reported(aReport({ refunded: minor(400) })) } };
    expect(settleReported(told, '77').payments.refunds).toMatchObject([{ status: 'settled' }]);
    expect(settleReported(pending, '77')).toBe(pending);
  });
});

it('whatever is asked, nothing goes back that did not come (invariant 5)', () => {
  const payment = fc.record({ amount: fc.integer({ min: 1, max: 5000 }), refunded: fc.integer({ min: 0, max: 5000 }) });
  const asked = fc.record({ amount: fc.integer({ min: -10, max: 8000 }), byHand: fc.boolean(), fails: fc.boolean() });
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 3 }), fc.array(asked, { maxLength: 8 }), (payments, wishes) => {
      const reports = payments.map(({ amount, refunded }, index) =>
        aReport({ paymentId: String(index), amount: minor(amount), refunded: minor(Math.min(amount, refunded)) }),
      );
      let order = anOrder({ status: 'confirmed', payments: reported(...reports) });
      wishes.forEach(({ amount, byHand, fails }, index) => {
        const before = order;
        const refunding = refund(order, wish(amount, { byHand, request: String(index) }), AT);
        if (!refunding.ok) return;
        order = refunding.refunds.reduce((changed, { id }) => concludeRefund(changed, id, fails ? 'failed' : 'settled'), refunding.order);
        if (refunding.refunds.length === 0) expect(order).toBe(before);
      });
      for (const { amount, claimed } of countedPayments(order)) expect(claimed).toBeLessThanOrEqual(amount);
      for (const { left } of refundablePayments(order)) expect(left).toBeGreaterThan(0);
      expect(netPaid(order)).toBeGreaterThanOrEqual(0);
    }),
  );
});
