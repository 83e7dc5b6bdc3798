/** Makes of an order what the API shows of it. */
import { type Currency, type Minor, ZERO } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance, netPaid } from '../../commerce/payment-status.ts';
import { isErased } from '../../decisions/erased.ts';
import type { OrderBrief } from '../../decisions/kept-answer.ts';
import { offeredFor, spelled } from '../desk/order-commands.ts';
import { nextAction } from '../next-action.ts';
import type { OrderJson } from './order-shape.ts';

export function moneyIn(currency: Currency) {
  return (amount: Minor) => ({ amount, currency });
}

export function orderJson(order: Order): OrderJson {
  const money = moneyIn(order.currency);
  const { customer, cancellation, promotions = [], returns = [] } = order;
  return {
    number: order.number,
    code: order.publicCode,
    version: order.version,
    status: order.status,
    paymentStatus: order.paymentStatus,
    nextAction: nextAction(order),
    commands: offeredFor(order).map(spelled),
    placedAt: order.placedAt,
    dueAt: order.dueAt,
    channel: order.channel,
    conversation: isErased(order.conversationId) ? null : order.conversationId,
    campaign: order.campaign,
    live: order.live,
    customer: { id: order.customerId, name: customer.name, phone: customer.phone, language: customer.language },
    lines: linesOf(order),
    delivery: deliveryOf(order),
    method: order.method,
    deposit: order.deposit === undefined ? null : money(order.deposit),
    paysWith: order.paysWith === undefined ? null : money(order.paysWith),
    coupon: order.coupon ?? null,
    promotions: promotions.map(({ promotion, amount }) => ({ id: promotion.id, amount: money(amount) })),
    note: order.note ?? null,
    totals: totalsOf(order),
    payments: paymentsOf(order),
    refunds: (order.payments.refunds ?? []).map((refund) => refundJson(refund, order.currency)),
    returns: returns.map(({ id, kind, status, reason, requestedAt, lines }) => ({
      ...{ id, kind, status, reason, requestedAt },
      lines: lines.map(({ lineId, qty, received }) => ({ line: lineId, quantity: qty, received })),
    })),
    cancellation: cancellation
      ? {
          reason: cancellation.reason,
          actor: cancellation.actor,
          note: cancellation.note ?? null,
          refundDue: money(cancellation.refundDue),
        }
      : null,
    replaces: order.replaces ?? null,
    history: order.history.map(({ at, what, by, who = null, reason = null, note = null }) => ({ at, what, by, who, reason, note })),
  };
}

function linesOf({ lines, currency }: Order): OrderJson['lines'] {
  const money = moneyIn(currency);
  return lines.map((line) => ({
    id: line.id,
    product: line.productId,
    variant: line.variantId,
    name: line.name,
    detail: line.detail,
    personal: line.personal ?? null,
    wishes: [...(line.wishes ?? [])],
    quantity: line.qty,
    unitPrice: money(line.unitPrice),
    listPrice: line.listPrice === undefined ? null : money(line.listPrice),
    discount: money(line.discountShare),
    net: money(line.net),
    taxBps: line.taxBps ?? null,
    tax: line.tax === undefined ? null : money(line.tax),
    returned: line.returnReceived ?? 0,
  }));
}

function deliveryOf({ delivery, promise, shipment }: Order): OrderJson['delivery'] {
  const home = delivery.kind === 'home' ? delivery : undefined;
  return {
    kind: delivery.kind,
    zone: home?.zoneName ?? null,
    district: home?.district ?? null,
    postal: home?.postal ?? null,
    address: home?.address ?? null,
    reference: home?.reference ?? null,
    pin: home?.pin ? { lat: home.pin.lat, lng: home.pin.lng } : null,
    date: promise.date,
    window: promise.window ? { from: promise.window.from, to: promise.window.to } : null,
    carrier: shipment?.carrier ?? null,
    tracking: shipment?.tracking ?? null,
    attempts: shipment?.attempts ?? 0,
  };
}

function totalsOf(order: Order): OrderJson['totals'] {
  const money = moneyIn(order.currency);
  const { merchandise, discount, delivery, rounding = ZERO, total, taxes = [] } = order.totals;
  return {
    merchandise: money(merchandise),
    discount: money(discount),
    delivery: money(delivery),
    rounding: money(rounding),
    total: money(total),
    paid: money(netPaid(order)),
    balance: money(balance(order)),
    taxes: taxes.map(({ bps, net, tax }) => ({ bps, net: money(net), tax: money(tax) })),
  };
}

/** ISO 4217 for where there is none to name: money in a currency that the shop does not know. */
const NO_CURRENCY = 'XXX';

function paymentsOf({ payments, currency }: Order): OrderJson['payments'] {
  const reported = Object.values(payments.reports).map((report) => ({
    id: report.paymentId,
    via: 'provider' as const,
    means: report.means,
    status: report.status,
    amount: { amount: report.amount, currency: report.currency === 'other' ? NO_CURRENCY : report.currency },
    operation: null,
    at: report.updatedAt,
  }));
  const byHand = (payments.manual ?? []).map(({ id, method, status, amount, operation = null, at }) => ({
    ...{ id, via: 'manual' as const, means: method, status, operation, at },
    amount: { amount, currency },
  }));
  return [...reported, ...byHand];
}

function refundJson({ id, paymentId, amount, status, via }: OrderBrief['refunds'][number], currency: Currency) {
  return { id, payment: paymentId, amount: { amount, currency }, status, via };
}

export function briefJson(order: OrderBrief) {
  const money = moneyIn(order.currency);
  const { number, version, status, paymentStatus, total, paid, refunds } = order;
  return {
    order: {
      ...{ number, version, status, paymentStatus },
      ...{ total: money(total), paid: money(paid), balance: money(order.balance) },
      refunds: refunds.map((refund) => refundJson(refund, order.currency)),
    },
  };
}
