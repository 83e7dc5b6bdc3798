/** What has to be true of orders (facts: the totals add up, a payment counts once, a wait ends). */
import type { Order } from '../commerce/order.ts';
import { paymentStatus } from '../commerce/payment-status.ts';
import type { Stored } from '../decisions/collections.ts';
import { type Broken, type Invariant, NOTHING, ofEach, place, type Watch } from './invariant.ts';

const ordersOnly = (stored: Stored): Order | null => (stored.collection === 'orders' ? stored.doc : null);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const differs = (found: string | number, expected: string | number) => (found === expected ? null : { found, expected });

/** First deviation of several pairs. */
const firstDifference = (...pairs: readonly (readonly [found: string | number, expected: string | number])[]) =>
  pairs.map(([found, expected]) => differs(found, expected)).find((difference) => difference !== null) ?? null;

/** Invariant 1 of facts/commerce.md §3.2; the taxes of the lines are in the sum, and promotions say what was taken off. */
export const orderTotals = ofEach(ordersOnly, ({ lines, totals, promotions = [] }) =>
  firstDifference(
    [totals.total, sum(lines.map((line) => line.net)) + totals.delivery + (totals.rounding ?? 0)],
    [Math.max(taxOf(totals.taxes ?? []), taxOf(lines)), taxOf(totals.taxes ?? [])],
    [sum(promotions.map(({ amount }) => amount)), totals.discount + savedByOffers(lines) + freedDelivery(promotions)],
    [totals.merchandise, sum(lines.map((line) => line.unitPrice * line.qty))],
    [totals.discount, sum(lines.map((line) => line.discountShare))],
    [Math.max(0, totals.total), totals.total],
  ),
);

const taxOf = (parts: readonly { readonly tax?: number }[]) => sum(parts.map(({ tax }) => tax ?? 0));

function savedByOffers(lines: Order['lines']): number {
  return sum(lines.map(({ listPrice, unitPrice, qty }) => (listPrice === undefined ? 0 : (listPrice - unitPrice) * qty)));
}

function freedDelivery(promotions: NonNullable<Order['promotions']>): number {
  return sum(promotions.map(({ promotion, amount }) => (promotion.benefit.kind === 'free_delivery' ? amount : 0)));
}

export const orderLines = ofEach(ordersOnly, ({ lines }) => {
  for (const { unitPrice, qty, net, discountShare } of lines) {
    const gross = unitPrice * qty;
    const wrong = firstDifference(
      [net, gross - discountShare],
      [discountShare, Math.min(gross, Math.max(0, discountShare))],
      [qty, Math.max(1, Math.round(qty))],
    );
    if (wrong) return wrong;
  }
  return null;
});

export const orderPaymentStatus = ofEach(ordersOnly, (order) => differs(order.paymentStatus, paymentStatus(order)));

/** A report is kept under its payment, and belongs to a link that this order asked for. */
export const orderReports = ofEach(ordersOnly, ({ payments }) => {
  const references = new Set<string | null>(payments.attempts.map(({ reference }) => reference));
  for (const [id, report] of Object.entries(payments.reports)) {
    if (report.paymentId !== id) return { found: id, expected: report.paymentId };
    if (!references.has(report.reference)) return { found: report.reference ?? '', expected: [...references].join(' ') };
  }
  return null;
});

/** Placed once, by the first line of its history: one order for one yes. */
export const orderHistory = ofEach(ordersOnly, ({ history }) =>
  firstDifference([history[0]?.what ?? '', 'placed'], [history.filter(({ what }) => what === 'placed').length, 1]),
);

/** For its money, or for the seller. */
const WAITS: ReadonlySet<Order['status']> = new Set(['awaiting_payment', 'pending_approval']);

export const orderDueDate = ofEach(ordersOnly, ({ status, dueAt }) =>
  WAITS.has(status) && dueAt === null ? { found: '', expected: 'dueAt' } : null,
);

/** An order that waits is ended by a timer, or by the question to the provider that the timer asked. */
export function orderWaitEnds(): Watch {
  const waiting = new Set<string>();
  const ends = new Set<string>();
  return {
    see(stored) {
      if (stored.collection === 'orders' && WAITS.has(stored.doc.status)) waiting.add(stored.id);
      else if (stored.collection === 'timers' && stored.doc.kind === 'order-expiry') ends.add(stored.doc.ref);
      else if (stored.collection === 'jobs' && stored.doc.task.kind === 'find-payments' && stored.doc.task.why === 'expiry')
        ends.add(stored.doc.task.orderId);
      return NOTHING;
    },
    *end() {
      for (const id of waiting)
        if (!ends.has(id)) yield { document: place('orders', id), found: '', expected: place('timers', `order-expiry:${id}`) };
    },
  };
}

/** Missing numbers that are named one by one. */
const MOST_NAMED = 20;

/** Numbers are given one after the other and never again. */
export function orderNumbers(): Watch {
  const numbers = new Set<number>();
  let lowest = Number.POSITIVE_INFINITY;
  let highest = 0;
  let next: number | null = null;
  return {
    see(stored) {
      if (stored.collection === 'counters' && stored.doc.id === 'orders') next = stored.doc.next;
      if (stored.collection !== 'orders') return NOTHING;
      const { number } = stored.doc;
      numbers.add(number);
      lowest = Math.min(lowest, number);
      highest = Math.max(highest, number);
      return stored.id === String(number) ? NOTHING : [{ document: place('orders', stored.id), found: number, expected: stored.id }];
    },
    *end() {
      if (numbers.size === 0) return;
      if (next !== highest + 1) yield { document: place('counters', 'orders'), found: next ?? '', expected: highest + 1 };
      let named = 0;
      for (let number = lowest; number < highest && named < MOST_NAMED; number += 1) {
        if (numbers.has(number)) continue;
        named += 1;
        yield { document: place('orders', String(number)), found: '', expected: number };
      }
    },
  };
}

/** A code, a payment and a payment reference belong to one order. */
export const orderCodes = onceAcrossOrders((order) => [order.publicCode]);
export const paymentOnce = onceAcrossOrders(({ payments }) => [
  ...Object.keys(payments.reports),
  ...payments.attempts.map(({ reference }) => reference),
]);

function onceAcrossOrders(keysOf: (order: Order) => readonly string[]): Invariant {
  return () => {
    const owners = new Map<string, string>();
    return {
      *see(stored): Generator<Broken> {
        if (stored.collection !== 'orders') return;
        for (const key of keysOf(stored.doc)) {
          const owner = owners.get(key);
          if (owner !== undefined) yield { document: place('orders', stored.id), found: key, expected: place('orders', owner) };
          owners.set(key, stored.id);
        }
      },
      end: () => NOTHING,
    };
  };
}
