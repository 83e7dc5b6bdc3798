/** Lists for the way of the goods out of the house: the slip that lies in each parcel, and the sheet of whoever brings them. */
import { isPaidAtDoor } from '../../../commerce/leaving.ts';
import type { Minor } from '../../../commerce/money.ts';
import type { Order, OrderLine } from '../../../commerce/order.ts';
import { balance } from '../../../commerce/payment-status.ts';
import { readablePhone } from '../../../commerce/phone.ts';
import { gathered, type List, type ListColumn } from '../list.ts';
import type { Period } from '../offered.ts';
import { isWithin, type ListSource } from '../source.ts';
import type { Value } from '../table.ts';
import { personalOf } from './goods.ts';
import { modeOf, todayUnless } from './money.ts';
import { addressOf, changeOf, money, windowOf, zoneOf } from './orders.ts';

interface SlipLine {
  readonly order: Order;
  readonly line: OrderLine;
}

const SLIPS: readonly ListColumn<SlipLine>[] = [
  { key: 'number', kind: 'integer', width: 8, value: ({ order }) => order.number },
  { key: 'customer', kind: 'text', width: 24, value: ({ order }) => order.customer.name },
  { key: 'phone', kind: 'text', width: 17, value: ({ order }) => order.customer.phone },
  { key: 'delivery', kind: 'choice', width: 14, words: 'delivery', value: ({ order }) => order.delivery.kind },
  { key: 'address', kind: 'text', width: 40, value: ({ order }) => addressOf(order) },
  { key: 'zone', kind: 'text', width: 24, value: ({ order }) => zoneOf(order) },
  { key: 'promiseDate', kind: 'date', width: 14, value: ({ order }) => order.promise.date },
  { key: 'promiseWindow', kind: 'text', width: 13, value: ({ order }) => windowOf(order) },
  { key: 'units', kind: 'integer', width: 10, value: ({ line }) => line.qty },
  { key: 'product', kind: 'text', width: 28, value: ({ line }) => line.name },
  { key: 'variant', kind: 'text', width: 20, value: ({ line }) => line.detail },
  { key: 'personal', kind: 'text', width: 28, value: ({ line }) => personalOf(line) },
  { key: 'note', kind: 'text', width: 32, value: ({ order }) => order.note ?? null },
  { key: 'packages', kind: 'text', width: 9, value: () => null },
  { key: 'toCollect', kind: 'money', width: 14, value: ({ order }) => collectOf(order) },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: ({ order }) => modeOf(order) },
  { key: 'currency', kind: 'text', width: 9, value: ({ order }) => order.currency },
];

/** One row for each line of the orders to pack. */
export const slips: List = (source, period, texts) =>
  gathered(
    SLIPS,
    async () => (await ordersToPack(source, period)).flatMap((order) => order.lines.map((line) => ({ order, line }))),
    source,
    texts,
  );

/** Confirmed and not gone yet, promised for a day of the period; without one, all of them. By number. */
export async function ordersToPack({ ordersIn }: ListSource, period: Period): Promise<readonly Order[]> {
  return (await ordersIn(['confirmed', 'preparing', 'ready'])).filter(({ promise }) => isWithin(promise.date, period));
}

/** What is still to be paid when it is handed over; nothing where it is paid. */
export function toCollect(order: Order): Minor | null {
  const left = balance(order);
  return left > 0 ? left : null;
}

function collectOf(order: Order): Value {
  const left = toCollect(order);
  return left === null ? null : money(order, left);
}

interface Stop {
  readonly order: Order;
  /** Where it comes in the round, from 1. */
  readonly at: number;
}

const ROUTE: readonly ListColumn<Stop>[] = [
  { key: 'stop', kind: 'integer', width: 7, value: ({ at }) => at },
  { key: 'promiseWindow', kind: 'text', width: 13, value: ({ order }) => windowOf(order) },
  { key: 'number', kind: 'integer', width: 8, value: ({ order }) => order.number },
  { key: 'customer', kind: 'text', width: 20, value: ({ order }) => order.customer.name },
  { key: 'phone', kind: 'text', width: 17, value: ({ order }) => readablePhone(order.customer.phone) },
  { key: 'address', kind: 'text', width: 28, value: ({ order }) => homeOf(order)?.address ?? null },
  { key: 'zone', kind: 'text', width: 18, value: ({ order }) => zoneOf(order) },
  { key: 'reference', kind: 'text', width: 20, value: ({ order }) => homeOf(order)?.reference ?? null },
  { key: 'map', kind: 'text', width: 40, value: ({ order }) => mapOf(order) },
  { key: 'packages', kind: 'text', width: 8, value: () => null },
  { key: 'toCollect', kind: 'money', width: 12, value: ({ order }) => collectOf(order) },
  { key: 'paysWith', kind: 'money', width: 12, value: ({ order }) => (order.paysWith === undefined ? null : money(order, order.paysWith)) },
  { key: 'change', kind: 'money', width: 12, value: ({ order }) => changeOf(order) },
  { key: 'method', kind: 'choice', width: 16, words: 'method', value: ({ order }) => order.method },
  { key: 'handedOver', kind: 'text', width: 10, value: () => null },
  { key: 'whyNot', kind: 'text', width: 14, value: () => null },
  { key: 'signature', kind: 'text', width: 14, value: () => null },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: ({ order }) => modeOf(order) },
  { key: 'currency', kind: 'text', width: 9, value: ({ order }) => order.currency },
];

/** Without a period: today's round, with what is late. By the hour that was promised, then by district. */
export const route: List = (source, period, texts) =>
  gathered(ROUTE, async () => (await ordersToBring(source, period)).map((order, index) => ({ order, at: index + 1 })), source, texts);

export async function ordersToBring(source: ListSource, period: Period): Promise<readonly Order[]> {
  const { to } = todayUnless(source, period);
  const asked: Period = { ...(period.from !== undefined && { from: period.from }), ...(to !== undefined && { to }) };
  const found = await source.ordersIn(['confirmed', 'preparing', 'ready', 'out_for_delivery']);
  const key = (order: Order) => [order.promise.date, order.promise.window?.from ?? '', zoneOf(order) ?? ''].join('\n');
  return found
    .filter(({ delivery, promise }) => delivery.kind === 'home' && isWithin(promise.date, asked))
    .toSorted((a, b) => (key(a) === key(b) ? a.number - b.number : key(a) < key(b) ? -1 : 1));
}

function homeOf({ delivery }: Order) {
  return delivery.kind === 'home' ? delivery : null;
}

/** Opens at the point she marked, else looks for the address (Google, "Maps URLs": it opens the app on a phone). */
function mapOf(order: Order): string | null {
  const home = homeOf(order);
  if (!home) return null;
  const where = home.pin ? `${home.pin.lat},${home.pin.lng}` : [home.address, home.district, home.postal].filter(Boolean).join(', ');
  return where === '' ? null : `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(where)}`;
}

/** Cash to come back with, and change to leave with, of orders paid at the door. In minor units. */
export function cashOfRound(round: readonly Order[]): { readonly collect: number; readonly change: number } {
  const atDoor = round.filter(isPaidAtDoor);
  const changes = atDoor.map((order) =>
    order.paysWith === undefined ? 0 : Math.max(0, order.paysWith - (toCollect(order) ?? order.paysWith)),
  );
  return {
    collect: atDoor.reduce((sum, order) => sum + (toCollect(order) ?? 0), 0),
    change: changes.reduce((sum, amount) => sum + amount, 0),
  };
}
