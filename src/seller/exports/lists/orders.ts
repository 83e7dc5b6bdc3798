/** The list of orders as a table: one row per order, its columns as facts/commerce.md §3.12 names them. */

import { type Kept, keptPromise } from '../../../commerce/lateness.ts';
import { subtract, ZERO } from '../../../commerce/money.ts';
import type { Order } from '../../../commerce/order.ts';
import { balance, economics, netPaid } from '../../../commerce/payment-status.ts';
import { readablePostalCode } from '../../../commerce/postal-code.ts';
import { nextAction } from '../../next-action.ts';
import { contentOf, type List, type ListColumn } from '../list.ts';
import type { Period } from '../offered.ts';
import { happenedWithin, type ListSource, spanOf } from '../source.ts';
import type { Money, Value } from '../table.ts';

export const ORDER_COLUMNS: readonly ListColumn<Order>[] = [
  { key: 'number', header: 'orderNumber', kind: 'integer', width: 8, value: (order) => order.number },
  { key: 'placedAt', kind: 'datetime', width: 17, value: (order) => order.placedAt },
  { key: 'customer', kind: 'text', width: 24, value: (order) => order.customer.name },
  { key: 'phone', kind: 'text', width: 17, value: (order) => order.customer.phone },
  { key: 'products', kind: 'text', width: 48, value: productsOf },
  { key: 'units', kind: 'integer', width: 10, value: (order) => order.lines.reduce((sum, line) => sum + line.qty, 0) },
  { key: 'coupon', kind: 'text', width: 14, value: (order) => order.coupon ?? null },
  { key: 'discount', kind: 'money', width: 14, value: (order) => money(order, order.totals.discount) },
  { key: 'rounding', kind: 'money', width: 11, value: (order) => money(order, order.totals.rounding ?? ZERO) },
  { key: 'total', kind: 'money', width: 14, value: (order) => money(order, order.totals.total) },
  { key: 'paid', kind: 'money', width: 14, value: (order) => money(order, netPaid(order)) },
  { key: 'balance', kind: 'money', width: 14, value: (order) => money(order, balance(order)) },
  { key: 'fees', kind: 'money', width: 14, value: (order) => ofProvider(order, 'fees') },
  { key: 'net', kind: 'money', width: 14, value: (order) => ofProvider(order, 'net') },
  { key: 'paysWith', kind: 'money', width: 14, value: (order) => (order.paysWith === undefined ? null : money(order, order.paysWith)) },
  { key: 'change', kind: 'money', width: 14, value: changeOf },
  { key: 'status', kind: 'choice', width: 16, words: 'status', value: (order) => order.status },
  { key: 'paymentStatus', kind: 'choice', width: 18, words: 'paymentStatus', value: (order) => order.paymentStatus },
  { key: 'method', kind: 'choice', width: 18, words: 'method', value: (order) => order.method },
  { key: 'delivery', kind: 'choice', width: 14, words: 'delivery', value: (order) => order.delivery.kind },
  { key: 'zone', kind: 'text', width: 24, value: zoneOf },
  { key: 'address', kind: 'text', width: 40, value: addressOf },
  { key: 'promiseDate', kind: 'date', width: 14, value: (order) => order.promise.date },
  { key: 'promiseWindow', kind: 'text', width: 13, value: windowOf },
  { key: 'arrivedAt', kind: 'datetime', width: 17, value: (order, timeZone) => arrivalOf(order, timeZone)?.arrivedAt ?? null },
  { key: 'lateBy', kind: 'integer', width: 12, value: (order, timeZone) => arrivalOf(order, timeZone)?.lateBy ?? null },
  { key: 'dueAt', kind: 'datetime', width: 17, value: (order) => order.dueAt },
  { key: 'note', kind: 'text', width: 32, value: (order) => order.note ?? null },
  { key: 'internalNote', kind: 'text', width: 32, value: internalNote },
  { key: 'channel', kind: 'choice', width: 16, words: 'channel', value: (order) => order.channel },
  { key: 'campaign', kind: 'text', width: 14, value: (order) => order.campaign },
  { key: 'nextAction', kind: 'choice', width: 22, words: 'nextAction', value: nextAction },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: (order) => (order.live ? 'live' : 'practice') },
  { key: 'currency', kind: 'text', width: 9, value: (order) => order.currency },
];

/** Orders placed in the period, by number. */
export const orders: List = (source, period, texts) => contentOf(ORDER_COLUMNS, placedIn(source, period), source, texts);

/** Orders placed in the period by the shop's days, by number. */
export async function* placedIn({ orders, shop }: ListSource, period: Period): AsyncGenerator<Order> {
  for await (const order of orders(spanOf(period, shop.timeZone))) {
    if (happenedWithin(order.placedAt, period, shop.timeZone)) yield order;
  }
}

export function money(order: Pick<Order, 'currency'>, minor: Money['minor']): Money {
  return { minor, currency: order.currency };
}

/** What the seller wrote last when she did something with it. */
function internalNote({ history }: Order): string | null {
  return history.findLast(({ by, note }) => by === 'seller' && note !== undefined)?.note ?? null;
}

/** As the provider reports it; nothing where no payment says it. */
function ofProvider(order: Order, what: 'fees' | 'net'): Value {
  const amount = economics(order)[what];
  return amount === null ? null : money(order, amount);
}

/** What is taken along for whoever pays in cash at her door. */
export function changeOf(order: Order): Value {
  const rest = balance(order);
  return order.paysWith === undefined || rest <= 0 ? null : money(order, subtract(order.paysWith, rest));
}

/** "2 × Polo de algodón (Rojo, M) · 1 × Casaca bordada (Negro, L: ANA) · 1 × Hamburguesa (sin cebolla)". */
function productsOf(order: Order): string {
  return order.lines
    .map((line) => {
      const detail = [[line.detail, line.personal].filter(Boolean).join(': '), ...(line.wishes ?? [])].filter(Boolean).join(', ');
      return `${line.qty} × ${line.name}${detail === '' ? '' : ` (${detail})`}`;
    })
    .join(' · ');
}

export function zoneOf({ delivery }: Order): string | null {
  if (delivery.kind === 'pickup') return null;
  return zoneWords(delivery);
}

/** "Miraflores · Cerca del taller", "01310-100 · Centro". */
export function zoneWords({ district, postal, zoneName }: Extract<Order['delivery'], { readonly kind: 'home' }>): string {
  return [...new Set([district, postal && readablePostalCode(postal), zoneName].filter(Boolean))].join(' · ');
}

/** Once it is there; how late something is that is still on its way changes by the minute. */
function arrivalOf(order: Order, timeZone: string): Kept | null {
  const kept = keptPromise(order, timeZone, 0);
  return kept?.arrivedAt ? kept : null;
}

export function addressOf({ delivery }: Order): string | null {
  if (delivery.kind === 'pickup') return null;
  const pin = delivery.pin && `${delivery.pin.lat}, ${delivery.pin.lng}`;
  return [delivery.address, delivery.reference, pin].filter(Boolean).join(' · ');
}

export function windowOf({ promise }: Order): string | null {
  return promise.window ? `${promise.window.from}–${promise.window.to}` : null;
}
