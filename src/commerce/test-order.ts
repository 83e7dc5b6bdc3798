/** An order for the tests of money in this folder: 1000 céntimos, waiting to be paid. */
import { minor } from './money.ts';
import type { Order } from './order.ts';
import { paymentStatus } from './payment-status.ts';
import type { PaymentReport } from './payments.ts';

const PLACED_AT = '2027-03-03T15:00:00.000Z';

/** `paymentStatus` is derived, whatever `of` says. */
export function anOrder(of: Partial<Order> & { readonly total?: number } = {}): Order {
  const { total = 1000, ...rest } = of;
  const order: Order = {
    id: '1001',
    number: 1001,
    publicCode: 'k3x9',
    cartId: 'c1',
    conversationId: 'web:tienda:1',
    customerId: 'p1',
    customer: { name: 'Ana', phone: '51987654321', language: 'es' },
    channel: 'web',
    campaign: null,
    lines: [],
    delivery: { kind: 'pickup' },
    promise: { date: '2027-03-04' },
    currency: 'PEN',
    totals: { merchandise: minor(total), discount: minor(0), delivery: minor(0), total: minor(total) },
    method: 'link',
    status: 'awaiting_payment',
    payments: { attempts: [], reports: {} },
    paymentStatus: 'unpaid',
    live: true,
    placedAt: PLACED_AT,
    dueAt: '2027-03-03T16:00:00.000Z',
    version: 1,
    history: [{ at: PLACED_AT, what: 'placed', by: 'customer' }],
    ...rest,
  };
  return { ...order, paymentStatus: paymentStatus(order) };
}

export function aReport(of: Partial<PaymentReport> = {}): PaymentReport {
  return {
    paymentId: '77',
    status: 'approved',
    detail: 'accredited',
    amount: minor(1000),
    refunded: minor(0),
    currency: 'PEN',
    reference: '1001.abc.1',
    live: true,
    updatedAt: PLACED_AT,
    means: 'visa',
    ...of,
  };
}

export function reported(...reports: readonly PaymentReport[]): Order['payments'] {
  return { attempts: [], reports: Object.fromEntries(reports.map((report) => [report.paymentId, report])) };
}
