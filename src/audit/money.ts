/** What has to be true of the money of an order: nothing goes back that did not come, and every record belongs to a payment. */
import { countedPayments } from '../commerce/payment-status.ts';
import type { Stored } from '../decisions/collections.ts';
import { type Invariant, NOTHING, ofEach, place } from './invariant.ts';

const ordersOnly = (stored: Stored) => (stored.collection === 'orders' ? stored.doc : null);

/** Refunds that did not fail, asked of the provider or written down, are within what was paid (invariant 5 of facts/commerce.md §3.2). */
export const orderRefunds = ofEach(ordersOnly, (order) => {
  const amounts = new Map(countedPayments(order).map(({ id, amount }) => [id, amount]));
  const sums = new Map<string, number>();
  for (const { paymentId, amount, status } of order.payments.refunds ?? []) {
    const most = amounts.get(paymentId);
    if (most === undefined) return { found: paymentId, expected: [...amounts.keys()].join(' ') };
    if (status === 'failed') continue;
    const sum = (sums.get(paymentId) ?? 0) + amount;
    if (sum > most || amount <= 0) return { found: sum, expected: most };
    sums.set(paymentId, sum);
  }
  return null;
});

/** Receipts are numbered within their order, and one that counts says how much. */
export const orderReceipts = ofEach(ordersOnly, ({ id, payments: { manual = [] } }) => {
  for (const [index, payment] of manual.entries()) {
    const expected = `${id}-P${index + 1}`;
    if (payment.id !== expected) return { found: payment.id, expected };
    if (payment.status === 'settled' && payment.amount <= 0) return { found: payment.amount, expected: 1 };
  }
  return null;
});

/** A proof that is remembered was shown for an order that is there. */
export const proofsRefer: Invariant = () => {
  const orders = new Set<string>();
  const wanted = new Map<string, string>();
  return {
    see(stored) {
      if (stored.collection === 'orders') orders.add(stored.id);
      if (stored.collection === 'proofs')
        for (const paymentId of Object.values(stored.doc.shown).flat()) wanted.set(paymentId.replace(/-P\d+$/, ''), stored.id);
      return NOTHING;
    },
    *end() {
      for (const [orderId, bucket] of wanted)
        if (!orders.has(orderId)) yield { document: place('proofs', bucket), found: orderId, expected: place('orders', orderId) };
    },
  };
};
