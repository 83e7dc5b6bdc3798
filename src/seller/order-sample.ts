/** Orders for the tests of the seller's rooms: a believable one, of which each test changes what it is about. */
import { minor } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import type { PaymentReport } from '../commerce/payments.ts';

/** Order 1001 of Rosa in Lima: two polos and a cap, 133 soles, paid by link, to be sent to Miraflores. */
export function sampleOrder(change: Partial<Order> = {}): Order {
  const number = change.number ?? 1001;
  return {
    id: String(number),
    number,
    publicCode: 'k7m2p9',
    cartId: 'cart-1',
    conversationId: 'web:shop:c0ffee',
    customerId: 'web:c0ffee',
    customer: { name: 'Rosa Quispe', phone: '+51 987 654 321', language: 'es' },
    channel: 'web',
    campaign: 'feria',
    lines: [
      {
        id: 'l1',
        productId: 'polo',
        variantId: 'polo/rojo/m',
        name: 'Polo de algodón',
        detail: 'Rojo, M',
        unitPrice: minor(4500),
        qty: 2,
        net: minor(9000),
        discountShare: minor(0),
        tracked: true,
      },
      {
        id: 'l2',
        productId: 'gorra',
        variantId: 'gorra/negro',
        name: 'Gorra',
        detail: 'Negro',
        personal: 'ANA',
        wishes: ['sin etiqueta'],
        unitPrice: minor(3500),
        qty: 1,
        net: minor(3500),
        discountShare: minor(0),
        tracked: true,
      },
    ],
    delivery: {
      kind: 'home',
      district: 'Miraflores',
      zoneId: 'centro',
      zoneName: 'Lima centro',
      address: 'Av. Larco 123, dpto. 402',
      reference: 'portón verde',
    },
    promise: { date: '2026-11-26', window: { from: '10:00', to: '19:00' } },
    currency: 'PEN',
    totals: { merchandise: minor(12500), discount: minor(0), delivery: minor(800), total: minor(13300) },
    method: 'link',
    status: 'confirmed',
    payments: { attempts: [], reports: { 'pay-1': paidReport({}) } },
    paymentStatus: 'paid',
    live: true,
    placedAt: '2026-11-24T19:05:00.000Z',
    dueAt: null,
    version: 3,
    history: [
      { at: '2026-11-24T19:05:00.000Z', what: 'placed', by: 'customer' },
      { at: '2026-11-24T19:09:00.000Z', what: 'confirmed', by: 'provider' },
    ],
    ...change,
  };
}

/** The report of a payment of 133 soles by Yape. */
export function paidReport(change: Partial<PaymentReport>): PaymentReport {
  return {
    paymentId: 'pay-1',
    status: 'approved',
    detail: 'accredited',
    amount: minor(13300),
    refunded: minor(0),
    currency: 'PEN',
    reference: 'ref-1',
    live: true,
    updatedAt: '2026-11-24T19:09:00.000Z',
    means: 'yape',
    ...change,
  };
}
