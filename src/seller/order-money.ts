/** How much of an order is paid and how much is left, in minor units of its currency. */
import { type Minor, minor, subtract } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import type { PaymentReport } from '../commerce/payment-status.ts';

/** Reports whose money is with the seller, less what went back. */
const SETTLED: ReadonlySet<PaymentReport['status']> = new Set(['approved', 'refunded', 'in_mediation']);

/** What was paid and not given back. */
export function netPaid(order: Order): Minor {
  let sum = 0;
  for (const report of Object.values(order.payments.reports)) {
    if (SETTLED.has(report.status) && report.currency === order.currency) sum += report.amount - report.refunded;
  }
  return minor(sum);
}

/** What is still to be paid; below zero what has to go back: all of it where the order is dead. */
export function balance(order: Order): Minor {
  const dead = order.status === 'cancelled' || order.status === 'expired';
  return subtract(dead ? minor(0) : order.totals.total, netPaid(order));
}
