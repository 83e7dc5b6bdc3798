import { describe, expect, it } from 'vitest';
import { depositOf } from './deposit.ts';
import {
  acceptReceipt,
  claimPaid,
  completeClaim,
  foldOperation,
  type ManualChange,
  registerPayment,
  rejectReceipt,
} from './manual-payments.ts';
import { minor } from './money.ts';
import type { Order } from './order.ts';
import { expireOrder, settle } from './order-moves.ts';
import { balance, dueNow } from './payment-status.ts';
import { anOrder } from './test-order.ts';

const AT = '2027-03-03T15:30:00.000Z';
const LATE = Date.parse('2027-03-05T15:00:00Z');
const claim = (order: Order) => claimPaid(order, { seenIn: [] }, AT).order;

function changed(change: ManualChange): Order {
  if (!change.ok) throw new Error(change.code);
  return change.order;
}

describe('a receipt', () => {
  it('S64 · is under review, the order still waits, and it does not expire', () => {
    const order = claim(anOrder({ method: 'transfer' }));
    expect(order).toMatchObject({ status: 'awaiting_payment', paymentStatus: 'under_review' });
    expect(expireOrder(order, LATE)).toMatchObject({ code: 'PAYMENT_UNDERWAY' });
    expect(settle(order, LATE)).toEqual({ ok: false, code: 'BALANCE_DUE', missing: 1000 });
  });
  it('S65 · is rejected with its reason and kept; the next one is accepted and confirms', () => {
    const rejected = changed(rejectReceipt(claim(anOrder({ method: 'transfer' })), null, 'no llegó'));
    expect(rejected).toMatchObject({ paymentStatus: 'unpaid', payments: { manual: [{ status: 'rejected', reason: 'no llegó' }] } });
    const accepted = changed(acceptReceipt(claim(rejected), null, null));
    expect(accepted.paymentStatus).toBe('paid');
    expect(accepted.payments.manual?.map(({ id, status }) => [id, status])).toEqual([
      ['1001-P1', 'rejected'],
      ['1001-P2', 'settled'],
    ]);
    expect(settle(accepted, LATE)).toMatchObject({ ok: true, order: { status: 'confirmed' } });
  });
  it('is accepted for what really came', () => {
    expect(balance(changed(acceptReceipt(claim(anOrder()), '1001-P1', minor(900))))).toBe(100);
    expect(acceptReceipt(claim(anOrder()), '1001-P9', null)).toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
    expect(acceptReceipt(anOrder(), null, null)).toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });
  it('and the number of its operation that follows are one claim', () => {
    const { order, payment } = claimPaid(anOrder(), { seenIn: [], proof: { ref: 'a/b.png', mime: 'image/png' } }, AT);
    expect(completeClaim(order, payment, { operation: '123456', seenIn: ['998-P1'] }).order.payments.manual).toMatchObject([
      { id: '1001-P1', operation: '123456', proof: { ref: 'a/b.png' }, seenIn: ['998-P1'] },
    ]);
  });
  it('of many pictures is one claim that shows the last of them and keeps those before, but no endless album', () => {
    const picture = (n: number) => ({ ref: `a/${n}.png`, mime: 'image/png' });
    let shown = claimPaid(anOrder(), { seenIn: [], proof: picture(0) }, AT);
    for (let n = 1; n <= 40; n += 1) shown = completeClaim(shown.order, shown.payment, { proof: picture(n), seenIn: [] });
    expect(shown.order.payments.manual).toHaveLength(1);
    expect(shown.payment.proof).toEqual(picture(40));
    expect(shown.payment.earlierProofs?.map(({ ref }) => ref)).toEqual(Array.from({ length: 30 }, (_, n) => `a/${n + 10}.png`));
  });
});

describe('a deposit', () => {
  it('S66 · 30 % of 12345.67 confirms, and the rest is the balance', () => {
    const deposit = depositOf({ of: { bps: 3000 }, restAtDoor: false }, 'transfer', minor(1234567));
    expect(deposit).toBe(370370);
    const order = anOrder({ total: 1234567, method: 'transfer', deposit: minor(deposit ?? 0) });
    expect(dueNow(order)).toBe(370370);
    const accepted = changed(acceptReceipt(claim(order), null, null));
    const settled = settle(accepted, LATE);
    expect(settled).toMatchObject({ ok: true, order: { status: 'confirmed', paymentStatus: 'partially_paid' } });
    expect(settled.ok && [balance(settled.order), dueNow(settled.order)]).toEqual([864197, 864197]);
  });
  it('is never more than the total, and nothing for whoever pays in cash', () => {
    const fixed = { of: { amount: minor(5000) }, restAtDoor: true };
    expect([depositOf(fixed, 'link', minor(5000)), depositOf(fixed, 'link', minor(4000)), depositOf(fixed, 'link', minor(9000))]).toEqual([
      null,
      null,
      5000,
    ]);
    expect(depositOf(fixed, 'cash', minor(9000))).toBeNull();
  });
});

it('S70 · what is collected at the door is written down as paid', () => {
  const order = anOrder({ total: 1750000, method: 'cash', status: 'delivered', paysWith: minor(2000000) });
  expect(changed(registerPayment(order, 'cash', null, AT))).toMatchObject({ paymentStatus: 'paid' });
  expect(registerPayment(changed(registerPayment(order, 'cash', null, AT)), 'cash', null, AT)).toMatchObject({ code: 'INVALID_AMOUNT' });
});

it('S67, S69 · in parts, and too much', () => {
  const part = changed(registerPayment(anOrder(), 'transfer', minor(400), AT));
  expect(part.paymentStatus).toBe('partially_paid');
  expect(changed(registerPayment(part, 'transfer', null, AT)).paymentStatus).toBe('paid');
  const much = changed(registerPayment(part, 'transfer', minor(800), AT));
  expect([much.paymentStatus, balance(much)]).toEqual(['overpaid', -200]);
});

it('the same operation, however it is written', () => {
  expect(['Op. 00-123 456', 'op00123456'].map(foldOperation)).toEqual(['OP00123456', 'OP00123456']);
});
