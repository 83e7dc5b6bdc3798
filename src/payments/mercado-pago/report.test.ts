import { describe, expect, test } from 'vitest';
import { ProviderPayment, reportOf } from './report.ts';

function payment(change: Record<string, unknown> = {}) {
  return ProviderPayment.parse({
    id: 134700000000,
    status: 'approved',
    status_detail: 'accredited',
    transaction_amount: 133,
    transaction_amount_refunded: 0,
    currency_id: 'PEN',
    external_reference: 'ord_1001.k3j9',
    live_mode: true,
    date_created: '2026-11-25T13:00:00.000-04:00',
    date_last_updated: '2026-11-25T13:05:00.000-04:00',
    payment_method_id: 'yape',
    transaction_details: { total_paid_amount: 151.2 },
    ...change,
  });
}

describe('a payment as Mercado Pago tells it', () => {
  test('becomes a report in minor units and UTC, without the interest of instalments', () => {
    expect(reportOf(payment())).toEqual({
      paymentId: '134700000000',
      status: 'approved',
      detail: 'accredited',
      amount: 13300,
      refunded: 0,
      currency: 'PEN',
      reference: 'ord_1001.k3j9',
      live: true,
      updatedAt: '2026-11-25T17:05:00.000Z',
      means: 'yape',
    });
  });

  test.each([
    ['canceled', 'cancelled'],
    ['cancelled', 'cancelled'],
    ['charged_back', 'charged_back'],
    ['some_new_status', 'unknown'],
    ['constructor', 'unknown'],
  ])('with status %s is %s', (status, expected) => {
    expect(reportOf(payment({ status })).status).toBe(expected);
  });

  test.each([{ transaction_amount: 10.005 }, { transaction_amount: 100.5, currency_id: 'COP' }, { transaction_amount_refunded: 0.001 }])(
    'with an amount its currency does not have is refused: %o',
    (change) => {
      expect(() => reportOf(payment(change))).toThrow(expect.objectContaining({ kind: 'bad-response', retryable: false }));
    },
  );

  test('that does not say whether it is real cannot be taken for real', () => {
    expect(reportOf(payment({ live_mode: undefined })).live).toBe(false);
  });

  test('without a reference, a refund or a later change has none', () => {
    const bare = payment({ external_reference: '', transaction_amount_refunded: null, date_last_updated: null, status_detail: null });
    expect(reportOf(bare)).toMatchObject({ reference: null, refunded: 0, detail: '', updatedAt: '2026-11-25T17:00:00.000Z' });
  });

  test.each([{ id: '' }, { status: undefined }, { transaction_amount: '133' }, { date_created: 'yesterday' }])(
    'is not one with %o',
    (change) => {
      expect(() => payment(change)).toThrow();
    },
  );
});
