import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from './money.ts';
import { mergeReport } from './payment-reports.ts';
import { balance, netPaid, paymentFlags, paymentStatus } from './payment-status.ts';
import type { OrderPayments, PaymentReport } from './payments.ts';
import type { OrderStatus } from './transitions.ts';

const TOTAL = 1000;
const report = (of: Partial<PaymentReport> = {}): PaymentReport => ({
  paymentId: 'p1',
  status: 'approved',
  detail: 'accredited',
  amount: minor(TOTAL),
  refunded: minor(0),
  currency: 'PEN',
  reference: 'ord.1',
  live: true,
  updatedAt: '2027-03-03T15:00:00.000Z',
  means: 'visa',
  ...of,
});
const at = (minute: number): string => new Date(Date.parse('2027-03-03T15:00:00Z') + minute * 60_000).toISOString();
const NONE: OrderPayments = { attempts: [], reports: {} };
const merged = (reports: readonly PaymentReport[]): OrderPayments => reports.reduce(mergeReport, NONE);
const orderWith = (reports: readonly PaymentReport[], status: OrderStatus = 'awaiting_payment', total = TOTAL) => ({
  lines: [],
  totals: { total: minor(total) },
  payments: merged(reports),
  currency: 'PEN' as const,
  live: true,
  status,
});
const statusOf = (...reports: readonly PaymentReport[]): string => paymentStatus(orderWith(reports));

describe('what the newest reports mean', () => {
  it('nothing yet', () => expect(statusOf()).toBe('unpaid'));
  it('an order that costs nothing is paid', () => expect(paymentStatus(orderWith([], 'confirmed', 0))).toBe('paid'));
  it('scenario 1: approved is paid', () => expect(statusOf(report())).toBe('paid'));
  it.each(['pending', 'in_process', 'authorized', 'unknown'] as const)('scenario 14: %s is pending', (status) => {
    expect(statusOf(report({ status }))).toBe('pending');
  });
  it.each(['rejected', 'cancelled'] as const)('%s is as if nothing had been paid', (status) => {
    expect(statusOf(report({ status }))).toBe('unpaid');
  });
  it('scenario 3: "created" that comes after "approved" takes nothing back', () => {
    expect(statusOf(report({ updatedAt: at(2) }), report({ status: 'pending', updatedAt: at(1) }))).toBe('paid');
    expect(statusOf(report(), report({ status: 'pending' }))).toBe('paid');
  });
  it('scenario 8: one céntimo less is not paid, and the seller reads what is missing', () => {
    const order = orderWith([report({ amount: minor(999) })]);
    expect(paymentStatus(order)).toBe('partially_paid');
    expect(paymentFlags(order)).toMatchObject({ short: 1, over: null, duplicate: false });
    expect(balance(order)).toBe(1);
  });
  it('S67, P9 · two parts make a whole', () => {
    const order = orderWith([report({ amount: minor(400) }), report({ paymentId: 'p2', amount: minor(600) })]);
    expect(paymentStatus(order)).toBe('paid');
    expect(paymentFlags(order)).toMatchObject({ duplicate: false, short: null });
  });
  it('S69, P10 · a link paid twice is too much and flagged; giving one back makes it paid', () => {
    const twice = orderWith([report(), report({ paymentId: 'p2' })]);
    expect(paymentStatus(twice)).toBe('overpaid');
    expect(paymentFlags(twice)).toMatchObject({ duplicate: true, over: 1000 });
    const given = orderWith([report(), report({ paymentId: 'p2', status: 'refunded', refunded: minor(1000) })]);
    expect(paymentStatus(given)).toBe('paid');
    expect(paymentFlags(given)).toMatchObject({ duplicate: false, over: null });
  });
  it('too little after an earlier payment was given back is still too little; a refund of a confirmed order is not', () => {
    const back = report({ status: 'refunded', refunded: minor(1000) });
    const less = orderWith([back, report({ paymentId: 'p2', amount: minor(999) })]);
    expect(paymentFlags({ ...less, status: 'awaiting_payment' })).toMatchObject({ short: 1 });
    expect(paymentFlags({ ...less, status: 'confirmed' })).toMatchObject({ short: null });
  });
  it('S69 · 1200 for 1000, of which 200 come back', () => {
    expect(statusOf(report({ amount: minor(1200) }))).toBe('overpaid');
    expect(statusOf(report({ amount: minor(1200), refunded: minor(200) }))).toBe('paid');
  });
  it('refunds: part of it, all of it, and a provider that forgets to say how much', () => {
    expect(statusOf(report({ refunded: minor(300) }))).toBe('partially_refunded');
    expect(statusOf(report({ refunded: minor(1000) }))).toBe('refunded');
    expect(statusOf(report({ status: 'refunded', refunded: minor(0) }))).toBe('refunded');
  });
  it('scenario 13: rejected and then approved on the same link is paid', () => {
    expect(statusOf(report({ status: 'rejected' }), report({ paymentId: 'p2' }))).toBe('paid');
  });
  it('scenario 19: a dispute is open, lost, or won back', () => {
    const story = [
      report({ status: 'in_mediation', updatedAt: at(1) }),
      report({ status: 'charged_back', detail: 'in_process', updatedAt: at(2) }),
    ];
    expect(statusOf(...story.slice(0, 1))).toBe('disputed');
    expect(statusOf(...story)).toBe('disputed');
    expect(statusOf(...story, report({ status: 'charged_back', detail: 'settled', updatedAt: at(3) }))).toBe('charged_back');
    expect(statusOf(...story, report({ status: 'charged_back', detail: 'reimbursed', updatedAt: at(3) }))).toBe('paid');
    expect(paymentFlags(orderWith(story)).disputed).toBe(true);
  });
  it('a dispute over a second payment does not undo the first', () => {
    expect(statusOf(report(), report({ paymentId: 'p2', status: 'in_mediation' }))).toBe('paid');
  });
  it('scenario 21: the same number in another currency is no payment', () => {
    const order = orderWith([report({ currency: 'other' })]);
    expect([paymentStatus(order), netPaid(order)]).toEqual(['unpaid', 0]);
    expect(paymentFlags(order).wrongCurrency).toBe(true);
  });
  it('practice money never pays a real order', () => {
    const order = orderWith([report({ live: false })]);
    expect(paymentStatus(order)).toBe('unpaid');
    expect(paymentFlags(order).wrongMode).toBe(true);
  });
  it('scenario 11: a voucher paid after the order was cancelled is money to give back', () => {
    const order = orderWith([report()], 'cancelled');
    expect(paymentFlags(order).afterClose).toBe(true);
    expect(balance(order)).toBe(-1000);
    expect(paymentFlags(orderWith([report({ status: 'rejected' })], 'expired')).afterClose).toBe(false);
  });
  it('a status nobody knows is shown to the seller', () =>
    expect(paymentFlags(orderWith([report({ status: 'unknown' })])).unknown).toBe(true));
});

describe('reports in any order', () => {
  it('S68, P2 · the same report again is not even a change', () => {
    const once = mergeReport(NONE, report());
    expect(mergeReport(once, report())).toBe(once);
  });
  it('instants are compared as instants, not as letters', () => {
    const older = report({ status: 'pending', updatedAt: '2027-03-03T15:00:00Z' });
    expect(statusOf(older, report({ updatedAt: '2027-03-03T15:00:00.001Z' }))).toBe('paid');
  });
  it('a payment named like something every object has is a payment', () => {
    expect(statusOf(report({ paymentId: 'constructor' }))).toBe('paid');
    expect(statusOf(report({ paymentId: '__proto__' }))).toBe('paid');
  });

  const anyReport = fc.record({
    paymentId: fc.constantFrom('p1', 'p2', 'p3'),
    status: fc.constantFrom<PaymentReport['status']>(
      'approved',
      'authorized',
      'in_process',
      'pending',
      'rejected',
      'cancelled',
      'refunded',
      'in_mediation',
      'charged_back',
      'unknown',
    ),
    detail: fc.constantFrom('accredited', 'in_process', 'settled', 'reimbursed'),
    amount: fc.constantFrom(400, 600, 1000).map(minor),
    refunded: fc.constantFrom(0, 100, 400).map(minor),
    currency: fc.constantFrom<PaymentReport['currency']>('PEN', 'other'),
    reference: fc.constantFrom('ord.1', 'ord.2', null),
    live: fc.boolean(),
    updatedAt: fc.nat(3).map(at),
    means: fc.constantFrom('visa', 'yape'),
  });
  const history = fc.array(anyReport, { maxLength: 9 });

  it('P33 · whatever comes late, twice or first, the end is the same', () => {
    fc.assert(
      fc.property(
        history.chain((reports) =>
          fc.tuple(fc.constant(reports), fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 })),
        ),
        ([reports, shuffled]) => {
          const expected = orderWith(reports);
          const other = orderWith(shuffled);
          expect(other.payments.reports).toEqual(expected.payments.reports);
          expect([paymentStatus(other), netPaid(other), paymentFlags(other)]).toEqual([
            paymentStatus(expected),
            netPaid(expected),
            paymentFlags(expected),
          ]);
        },
      ),
      { numRuns: 20_000 },
    );
  });
  it('only money that is there pays: paid means the total is there, unpaid that nothing is', () => {
    fc.assert(
      fc.property(history, (reports) => {
        const order = orderWith(reports);
        const status = paymentStatus(order);
        expect(status === 'paid').toBe(netPaid(order) === TOTAL);
        expect(status === 'overpaid').toBe(netPaid(order) > TOTAL);
        if (status === 'unpaid' || status === 'pending') expect(netPaid(order)).toBe(0);
      }),
    );
  });
});
