/** Links: from an order to a page where exactly its total can be paid, through the real SDK and real HTTP. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { minor } from '../../../src/commerce/money.ts';
import { anOrder, anOrderOf, NOON, openBench, problemWith } from './fixture.ts';

const Sent = z.object({
  items: z.array(z.object({ title: z.string(), quantity: z.number(), unit_price: z.number(), currency_id: z.string() })),
  external_reference: z.string(),
  notification_url: z.string().optional(),
  expires: z.boolean(),
  expiration_date_to: z.string(),
});

describe('a link for an order', () => {
  test('leads to a page of the practice server, and asks for the total to the last céntimo', async () => {
    const { payments, practice } = await openBench();
    const link = await payments.createLink(anOrder());
    expect(link.url).toBe(`${practice.url}/checkout/v1/redirect?pref_id=${link.providerRef}`);
    await practice.control.pay(link.providerRef, 'approved');
    const [report] = await payments.findByReference('ord_1001.k3j9');
    expect(report).toMatchObject({ status: 'approved', amount: 13300, currency: 'PEN', live: false, reference: 'ord_1001.k3j9' });
  });
});
