/** Links: from an order to a page where exactly its total can be paid, through the real SDK and real HTTP. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { minor } from '../../../src/commerce/money.ts';
import type { PracticeControl } from '../../../src/payments/practice/control.ts';
import { anOrder, anOrderOf, type Bench, NOON, openBench, problemWith } from './fixture.ts';

const HOUR = 60 * 60_000;

const Sent = z.object({
  items: z.array(z.object({ title: z.string(), quantity: z.number(), unit_price: z.number(), currency_id: z.string() })),
  external_reference: z.string(),
  notification_url: z.string().optional(),
  back_urls: z.object({ success: z.string() }).optional(),
  expires: z.boolean(),
  expiration_date_to: z.string(),
});

const Closed = Sent.pick({ items: true, expires: true, expiration_date_to: true });

/** The body of the last call, as it was on the wire. */
function lastSent({ calls }: PracticeControl): z.output<typeof Sent> {
  return Sent.parse(JSON.parse(calls.at(-1)?.body ?? ''));
}

async function pageOf(url: string): Promise<number> {
  const answer = await fetch(url);
  await answer.text();
  return answer.status;
}

async function paidAmounts({ payments }: Bench, reference: string): Promise<number[]> {
  const reports = await payments.findByReference(reference);
  return reports.map(({ amount }) => amount);
}

describe('a link for an order', () => {
  test('leads to a page where its total is asked for to the last céntimo', async () => {
    const { payments, practice } = await openBench();
    const link = await payments.createLink(anOrder());
    expect(link.url).toBe(`${practice.url}/checkout/v1/redirect?pref_id=${link.providerRef}`);
    expect(await pageOf(link.url)).toBe(200);
    await practice.control.pay(link.providerRef, 'approved');
    const [report] = await payments.findByReference('ord_1001.k3j9');
    expect(report).toMatchObject({ status: 'approved', amount: 13300, currency: 'PEN', live: false, reference: 'ord_1001.k3j9' });
  });

  test('says when it expires, where news go and where the buyer returns to', async () => {
    const { payments, practice } = await openBench();
    const notificationUrl = 'http://127.0.0.1:9/webhooks/mercadopago';
    await payments.createLink(anOrder({ notificationUrl, returnUrl: 'http://127.0.0.1:9/gracias' }));
    expect(practice.control.calls.at(-1)).toMatchObject({ method: 'POST', path: '/checkout/preferences/', key: 'link:1001:1' });
    expect(lastSent(practice.control)).toMatchObject({
      external_reference: 'ord_1001.k3j9',
      notification_url: `${notificationUrl}?source_news=webhooks`,
      back_urls: { success: 'http://127.0.0.1:9/gracias' },
      expires: true,
      expiration_date_to: '2026-11-25T18:00:00.000+00:00',
    });
  });

  test('with a discount still asks for the total exactly', async () => {
    const bench = await openBench();
    const link = await bench.payments.createLink(anOrder({ discount: minor(1000), total: minor(12300) }));
    expect(lastSent(bench.practice.control).items).toEqual([
      expect.objectContaining({ title: '2 × Polo de algodón · Rojo, M', quantity: 1, unit_price: 82.8 }),
      expect.objectContaining({ title: 'Gorra', quantity: 1, unit_price: 32.2 }),
      expect.objectContaining({ title: 'Envío', quantity: 1, unit_price: 8 }),
    ]);
    await bench.practice.control.pay(link.providerRef, 'approved');
    expect(await paidAmounts(bench, 'ord_1001.k3j9')).toEqual([12300]);
  });

  test.each([
    { currency: 'CLP', price: 9990, onWire: 9990 },
    { currency: 'COP', price: 45000, onWire: 45000 },
    { currency: 'PEN', price: 9990, onWire: 99.9 },
    { currency: 'BRL', price: 1, onWire: 0.01 },
  ] as const)('in $currency sends $onWire for $price minor units', async ({ currency, price, onWire }) => {
    const bench = await openBench({ currency });
    const link = await bench.payments.createLink(anOrderOf(currency, price, 3));
    expect(lastSent(bench.practice.control).items).toEqual([{ title: 'Polo', quantity: 3, unit_price: onWire, currency_id: currency }]);
    await bench.practice.control.pay(link.providerRef, 'approved');
    expect(await paidAmounts(bench, 'ord_1001.k3j9')).toEqual([price * 3]);
  });

  test('whose lines do not add up to the total is never sent', async () => {
    const { payments, practice } = await openBench();
    const problem = await problemWith(payments.createLink(anOrder({ total: minor(13299) })));
    expect(problem).toMatchObject({ kind: 'invalid', retryable: false, maybeApplied: false });
    expect(practice.control.calls).toEqual([]);
  });

  test('in a currency the account does not take is refused, and not tried again', async () => {
    const { payments, practice } = await openBench({ currency: 'PEN' });
    const problem = await problemWith(payments.createLink(anOrderOf('USD', 100)));
    expect(problem).toMatchObject({ kind: 'invalid', retryable: false });
    expect(practice.control.calls).toHaveLength(1);
  });

  test('cannot be paid after its hour, and its page says so', async () => {
    const { payments, practice, clock } = await openBench();
    const link = await payments.createLink(anOrder({ expiresAt: NOON + HOUR }));
    clock.pass(HOUR - 1);
    expect(await pageOf(link.url)).toBe(200);
    clock.pass(1);
    expect(await pageOf(link.url)).toBe(410);
    await expect(practice.control.pay(link.providerRef, 'approved')).rejects.toThrow('expired');
  });

  test('of a cancelled order is closed: nothing new can be paid, and what was sold is still on it', async () => {
    const { payments, practice } = await openBench();
    const link = await payments.createLink(anOrder());
    const before = lastSent(practice.control);
    await payments.closeLink(link.providerRef);
    expect(Closed.parse(JSON.parse(practice.control.calls.at(-1)?.body ?? '')).items).toEqual(before.items);
    expect(await pageOf(link.url)).toBe(410);
  });

  test('that is closed although nobody knows it is a problem, not a crash', async () => {
    const { payments } = await openBench();
    expect(await problemWith(payments.closeLink('1-unknown'))).toMatchObject({ kind: 'invalid', retryable: false });
  });

  test('is not sent to a buyer when a proxy answered in the place of the provider', async () => {
    const { payments, practice } = await openBench();
    practice.control.failCalls({ kind: 'html' });
    const problem = await problemWith(payments.createLink(anOrder()));
    expect(problem).toMatchObject({ kind: 'bad-response', retryable: true, maybeApplied: true });
  });

  test('whose creation was answered by silence exists twice, and a payment on either is found', async () => {
    const { payments, practice } = await openBench();
    practice.control.failCalls({ kind: 'lost-answer' });
    const link = await payments.createLink(anOrder());
    const created = practice.control.calls.filter(({ method }) => method === 'POST');
    expect(created.map(({ key }) => key)).toEqual(['link:1001:1', 'link:1001:1']);
    await practice.control.pay(link.providerRef, 'approved');
    expect(await payments.findByReference('ord_1001.k3j9')).toHaveLength(1);
  });
});
