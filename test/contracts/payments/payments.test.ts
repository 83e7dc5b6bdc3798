/** What was paid: every way a payment can go, asked from the provider by the real SDK. */
import { describe, expect, test } from 'vitest';
import { minor } from '../../../src/commerce/money.ts';
import { anOrder, type Bench, type BenchOptions, IMPATIENT, NOON, openBench, problemWith } from './fixture.ts';

const REFERENCE = 'ord_1001.k3j9';

async function benchWithLink(options?: BenchOptions): Promise<Bench & { readonly ref: string }> {
  const bench = await openBench(options);
  const link = await bench.payments.createLink(anOrder());
  return { ...bench, ref: link.providerRef };
}

async function paid({ practice, ref }: Bench & { readonly ref: string }): Promise<string> {
  return await practice.control.pay(ref, 'approved');
}

describe('a payment', () => {
  test('that was approved is reported with all that has to be compared', async () => {
    const bench = await benchWithLink();
    const id = await paid(bench);
    expect(await bench.payments.fetchPayment(id)).toEqual({
      paymentId: id,
      status: 'approved',
      detail: 'accredited',
      amount: 13300,
      refunded: 0,
      currency: 'PEN',
      reference: REFERENCE,
      live: false,
      updatedAt: '2026-11-25T17:00:00.000Z',
      means: 'visa',
      fees: 532,
      net: 12768,
    });
  });

  test('by cash voucher is pending first and approved when it is credited; the later report is newer', async () => {
    const { payments, practice, ref } = await benchWithLink();
    const id = await practice.control.pay(ref, 'voucher');
    const before = await payments.fetchPayment(id);
    await practice.control.move(id, 'approve');
    const after = await payments.fetchPayment(id);
    expect([before?.status, before?.detail, after?.status]).toEqual(['pending', 'pending_waiting_payment', 'approved']);
    expect(Date.parse(after?.updatedAt ?? '')).toBeGreaterThan(Date.parse(before?.updatedAt ?? ''));
  });

  test('by cash voucher that nobody pays ends as cancelled', async () => {
    const { payments, practice, ref } = await benchWithLink();
    const id = await practice.control.pay(ref, 'voucher');
    await practice.control.move(id, 'expire');
    expect(await payments.fetchPayment(id)).toMatchObject({ status: 'cancelled', detail: 'expired' });
  });

  test('that was rejected says why, and the same link takes the next try', async () => {
    const { payments, practice, ref } = await benchWithLink();
    await practice.control.pay(ref, 'rejected', { detail: 'cc_rejected_insufficient_amount' });
    await practice.control.pay(ref, 'approved');
    const reports = await payments.findByReference(REFERENCE);
    expect(reports.map(({ status, detail }) => [status, detail])).toEqual([
      ['rejected', 'cc_rejected_insufficient_amount'],
      ['approved', 'accredited'],
    ]);
  });

  test('made twice on one link is two payments', async () => {
    const bench = await benchWithLink();
    const ids = [await paid(bench), await paid(bench)];
    expect((await bench.payments.findByReference(REFERENCE)).map(({ paymentId }) => paymentId)).toEqual(ids);
  });

  test('of another amount or currency is reported as it is', async () => {
    const { payments, practice, ref } = await benchWithLink();
    const short = await practice.control.pay(ref, 'approved', { amount: minor(13299) });
    const dollars = await practice.control.pay(ref, 'approved', { currency: 'USD' });
    const euros = await practice.control.pay(ref, 'approved', { currency: 'EUR' });
    expect(await payments.fetchPayment(short)).toMatchObject({ amount: 13299, currency: 'PEN' });
    expect(await payments.fetchPayment(dollars)).toMatchObject({ amount: 13300, currency: 'USD' });
    expect(await payments.fetchPayment(euros)).toMatchObject({ amount: 13300, currency: 'other' });
  });

  test('that was taken back by the bank is charged back, and the detail says who won', async () => {
    const bench = await benchWithLink();
    const id = await paid(bench);
    await bench.practice.control.move(id, 'dispute');
    expect(await bench.payments.fetchPayment(id)).toMatchObject({ status: 'in_mediation' });
    await bench.practice.control.move(id, 'charge-back');
    expect(await bench.payments.fetchPayment(id)).toMatchObject({ status: 'charged_back', detail: 'settled' });
    await bench.practice.control.move(id, 'win-back');
    expect(await bench.payments.fetchPayment(id)).toMatchObject({ status: 'charged_back', detail: 'reimbursed' });
  });

  test('that the provider does not know is null', async () => {
    const { payments } = await openBench();
    expect(await payments.fetchPayment('134700000000')).toBeNull();
  });

  test('whose id is no payment id is null, and nobody is asked', async () => {
    const { payments, practice } = await openBench();
    expect(await payments.fetchPayment('search')).toBeNull();
    expect(await payments.fetchPayment('1/../2')).toBeNull();
    expect(practice.control.calls).toEqual([]);
  });
});

describe('looking for the payments of an order', () => {
  test('finds all of them over several pages, and none of another order', async () => {
    const { payments, practice, ref } = await benchWithLink();
    const other = await payments.createLink(anOrder({ reference: 'ord_1002.zz' }));
    for (let n = 0; n < 65; n++) await practice.control.pay(n % 8 === 0 ? other.providerRef : ref, 'rejected');
    expect(await payments.findByReference(REFERENCE)).toHaveLength(56);
    expect(await payments.findByReference('ord_1002.zz')).toHaveLength(9);
  });

  test('finds nothing while the index of the provider lags, and finds it later', async () => {
    const bench = await benchWithLink();
    bench.practice.control.lagSearch(30_000);
    const id = await paid(bench);
    expect(await bench.payments.findByReference(REFERENCE)).toEqual([]);
    expect(await bench.payments.fetchPayment(id)).toMatchObject({ status: 'approved' });
    bench.clock.pass(30_000);
    expect(await bench.payments.findByReference(REFERENCE)).toHaveLength(1);
  });
});

describe('a refund', () => {
  test('asked for twice with one key is one refund', async () => {
    const bench = await benchWithLink();
    const id = await paid(bench);
    const first = await bench.payments.refund(id, null, 'refund:1001:a');
    const second = await bench.payments.refund(id, null, 'refund:1001:a');
    expect(second).toEqual(first);
    expect(first.status).toBe('settled');
    expect(await bench.payments.fetchPayment(id)).toMatchObject({ status: 'refunded', refunded: 13300 });
  });

  test('whose answer was lost is done once: the second try of the SDK carries the same key', async () => {
    const bench = await benchWithLink();
    const id = await paid(bench);
    bench.practice.control.failCalls({ kind: 'lost-answer' });
    await bench.payments.refund(id, null, 'refund:1001:a');
    expect(await bench.payments.fetchPayment(id)).toMatchObject({ status: 'refunded', refunded: 13300 });
  });

  test('of a part leaves the payment approved, and the key of one refund is never sent with anything else', async () => {
    const bench = await benchWithLink();
    const [one, two] = [await paid(bench), await paid(bench)];
    await bench.payments.refund(one, minor(1050), 'refund:1001:a');
    await bench.payments.refund(two, minor(50), 'refund:1001:b');
    await bench.payments.closeLink(bench.ref);
    expect(await bench.payments.fetchPayment(one)).toMatchObject({ status: 'approved', detail: 'partially_refunded', refunded: 1050 });
    expect(await bench.payments.fetchPayment(two)).toMatchObject({ status: 'approved', refunded: 50 });
    const keys = bench.practice.control.calls.filter(({ method }) => method !== 'GET').map(({ key }) => key);
    expect(keys).toEqual(['link:1001:1', 'refund:1001:a', 'refund:1001:b', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  test('with a key that was used for another amount is a conflict', async () => {
    const bench = await benchWithLink();
    const id = await paid(bench);
    await bench.payments.refund(id, minor(100), 'refund:1001:a');
    const problem = await problemWith(bench.payments.refund(id, minor(200), 'refund:1001:a'));
    expect(problem).toMatchObject({ kind: 'conflict', retryable: false });
    expect(await bench.payments.fetchPayment(id)).toMatchObject({ refunded: 100 });
  });

  test('of more than was paid, or of what was not paid, is refused', async () => {
    const bench = await benchWithLink();
    const id = await paid(bench);
    const voucher = await bench.practice.control.pay(bench.ref, 'voucher');
    expect(await problemWith(bench.payments.refund(id, minor(13301), 'a'))).toMatchObject({ kind: 'invalid', retryable: false });
    expect(await problemWith(bench.payments.refund(voucher, null, 'b'))).toMatchObject({ kind: 'invalid', retryable: false });
  });

  test('with a key longer than the provider takes is still the same refund', async () => {
    const bench = await benchWithLink();
    const id = await paid(bench);
    const key = `refund:${'x'.repeat(80)}`;
    expect(await bench.payments.refund(id, null, key)).toEqual(await bench.payments.refund(id, null, key));
    expect(bench.practice.control.calls.at(-1)?.key).toHaveLength(64);
  });
});

describe('when the provider does not answer as it should', () => {
  test('a token that is not valid any more is said at once and not tried again', async () => {
    const { payments, practice } = await openBench({ token: 'expired' });
    expect(await problemWith(payments.check())).toMatchObject({ kind: 'bad-credentials', retryable: false });
    expect(practice.control.calls).toHaveLength(1);
  });

  test('too many requests: not hammered, and the time to wait is handed on', async () => {
    const { payments, practice } = await openBench();
    practice.control.failCalls({ kind: 'status', status: 429, retryAfterS: 7 });
    const problem = await problemWith(payments.fetchPayment('1'));
    expect(problem).toMatchObject({ kind: 'rate-limited', retryable: true, retryAfterMs: 7000 });
    expect(practice.control.calls).toHaveLength(1);
  });

  test('one failure is got over', async () => {
    const bench = await benchWithLink();
    const id = await paid(bench);
    bench.practice.control.failCalls({ kind: 'status', status: 502 });
    expect(await bench.payments.fetchPayment(id)).toMatchObject({ status: 'approved' });
  });

  test('two failures are a problem worth a later try', async () => {
    const { payments, practice } = await openBench();
    practice.control.failCalls({ kind: 'status', status: 500 }, 2);
    expect(await problemWith(payments.fetchPayment('1'))).toMatchObject({ kind: 'provider-down', retryable: true, maybeApplied: false });
  });

  test('a page in the place of JSON confirms nothing', async () => {
    const { payments, practice } = await openBench();
    practice.control.failCalls({ kind: 'html' }, 2);
    expect(await problemWith(payments.fetchPayment('1'))).toMatchObject({ kind: 'bad-response', retryable: true });
    expect(await problemWith(payments.findByReference(REFERENCE))).toMatchObject({ kind: 'bad-response', retryable: true });
  });

  test('silence ends at the deadline, and a write may have been done', async () => {
    const { payments, practice } = await openBench({ waits: IMPATIENT });
    practice.control.failCalls({ kind: 'hang' }, 4);
    expect(await problemWith(payments.fetchPayment('1'))).toMatchObject({ kind: 'unreachable', retryable: true, maybeApplied: false });
    expect(await problemWith(payments.createLink(anOrder()))).toMatchObject({ kind: 'unreachable', retryable: true, maybeApplied: true });
  });

  test('P25 · a body that stalls ends at our own deadline: the SDK has none for it', async () => {
    const { payments, practice } = await openBench({ waits: { timeoutMs: 8_000, deadlineMs: 120, pauseMs: 2 } });
    practice.control.failCalls({ kind: 'stalled-body' });
    const problem = await problemWith(payments.refund('1', null, 'a'));
    expect(problem).toMatchObject({ kind: 'unreachable', retryable: true, maybeApplied: true });
    expect(problem.message).toContain('120 ms');
  });

  test('nobody there at all', async () => {
    const { payments, practice } = await openBench();
    await practice.close();
    expect(await problemWith(payments.check())).toMatchObject({ kind: 'unreachable', retryable: true });
  });
});

test.each([
  { currency: 'PEN', country: 'PE' },
  { currency: 'CLP', country: 'CL' },
  { currency: 'BRL', country: 'BR' },
] as const)('the account of a shop in $country is known by its site', async ({ currency, country }) => {
  const { payments } = await openBench({ currency });
  expect(await payments.check()).toEqual({ sellerId: '1000001', country, currency, test: false });
});

test('an account of a country that Mercado Pago does not serve is said to be so', async () => {
  const { payments } = await openBench({ currency: 'BOB' });
  expect(await problemWith(payments.check())).toMatchObject({ kind: 'invalid', retryable: false });
});

describe('a Pix code', () => {
  const input = {
    reference: '1001.abc.1',
    key: 'code:1001:1',
    currency: 'BRL',
    title: 'Pedido #1001',
    total: minor(13300),
    expiresAt: NOON + 3_600_000,
    notificationUrl: null,
  } as const;

  test('is a text to copy, waits, and is paid under its own reference', async () => {
    const { payments, practice } = await openBench({ currency: 'BRL' });
    const { paymentId, code, url } = await payments.createDirect(input);
    expect(code).toMatch(/^000201.*br\.gov\.bcb\.pix/);
    expect(url).toMatch(/^http/);
    expect(await payments.fetchPayment(paymentId)).toMatchObject({ status: 'pending', detail: 'pending_waiting_transfer', means: 'pix' });
    await practice.control.payCode(paymentId);
    expect(await payments.findByReference('1001.abc.1')).toMatchObject([{ paymentId, status: 'approved', amount: 13300 }]);
  });

  test('asked twice with the same key is one code; closed, nobody can pay it', async () => {
    const { payments } = await openBench({ currency: 'BRL' });
    const first = await payments.createDirect(input);
    expect(await payments.createDirect(input)).toEqual(first);
    await payments.closeDirect(first.paymentId);
    expect(await payments.fetchPayment(first.paymentId)).toMatchObject({ status: 'cancelled' });
  });

  test('does not exist outside Brazil', async () => {
    const { payments } = await openBench({ currency: 'PEN' });
    expect(await problemWith(payments.createDirect({ ...input, currency: 'PEN' }))).toMatchObject({ kind: 'invalid' });
  });
});

test('what changed in a span is found page by page, whoever asked for it', async () => {
  const bench = await benchWithLink();
  for (let count = 0; count < 31; count += 1) await paid(bench);
  const first = await bench.payments.changedBetween(NOON - 1000, NOON + 60_000, 0);
  expect([first.reports.length, first.next]).toEqual([30, 30]);
  expect(await bench.payments.changedBetween(NOON - 1000, NOON + 60_000, 30)).toMatchObject({ next: null, reports: [{}] });
  expect(await bench.payments.changedBetween(NOON - 90_000, NOON - 60_000, 0)).toEqual({ reports: [], next: null });
});

test('P18 · a refund that the account has no money for is said to be that, and changes nothing', async () => {
  const bench = await benchWithLink();
  const id = await paid(bench);
  bench.practice.control.emptyAccount(true);
  expect(await problemWith(bench.payments.refund(id, null, 'r1'))).toMatchObject({ kind: 'no-balance', retryable: false });
  expect(await bench.payments.fetchPayment(id)).toMatchObject({ status: 'approved', refunded: 0 });
});
