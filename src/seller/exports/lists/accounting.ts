/**
 * What was sold, for whoever keeps the books: one row for each sale on the day it was confirmed, and rows below
 * zero for what was called off or came back, on the day its money went back. Each rate of tax has its own
 * columns. The number of an order is the number of no invoice: the columns for those are left for the books.
 */
import { localDate } from '../../../commerce/calendar.ts';
import { add, distribute, type Minor, minor, subtract, ZERO } from '../../../commerce/money.ts';
import type { Order } from '../../../commerce/order.ts';
import { returnValue } from '../../../commerce/returns.ts';
import { headed, type List, type ListColumn } from '../list.ts';
import type { Period } from '../offered.ts';
import { happenedWithin, type ListSource } from '../source.ts';
import type { Column, Row } from '../table.ts';
import type { ExportTexts } from '../texts.ts';
import { modeOf, placedUntil } from './money.ts';
import { money } from './orders.ts';
import { lastAt, soldAt } from './sold.ts';

interface Entry {
  readonly order: Order;
  readonly kind: 'sale' | 'return' | 'cancellation';
  /** UTC ISO instant. */
  readonly at: string;
  /** By rate in basis points. */
  readonly taxes: ReadonlyMap<number, { readonly net: Minor; readonly tax: Minor }>;
  /** Without a tax, or with one the shop said nothing of. */
  readonly exempt: Minor;
  readonly rounding: Minor;
  readonly total: Minor;
}

const BEFORE_TAXES: readonly ListColumn<Entry>[] = [
  { key: 'date', kind: 'date', width: 12, value: ({ at }, timeZone) => localDate(Date.parse(at), timeZone) },
  { key: 'number', header: 'orderNumber', kind: 'integer', width: 10, value: ({ order }) => order.number },
  { key: 'kind', kind: 'choice', width: 12, words: 'entryKind', value: ({ kind }) => kind },
  { key: 'customer', kind: 'text', width: 24, value: ({ order }) => order.customer.name },
  { key: 'document', kind: 'text', width: 16, value: () => null },
  { key: 'fiscalStanding', kind: 'text', width: 16, value: () => null },
  { key: 'invoice', kind: 'text', width: 20, value: () => null },
];

const AFTER_TAXES: readonly ListColumn<Entry>[] = [
  { key: 'exempt', kind: 'money', width: 14, value: ({ order, exempt }) => money(order, exempt) },
  { key: 'discount', kind: 'money', width: 14, value: ({ order, kind }) => ofSale(order, kind, order.totals.discount) },
  { key: 'deliveryFee', kind: 'money', width: 14, value: ({ order, kind }) => ofSale(order, kind, order.totals.delivery) },
  { key: 'rounding', kind: 'money', width: 11, value: ({ order, rounding }) => money(order, rounding) },
  { key: 'total', kind: 'money', width: 14, value: ({ order, total }) => money(order, total) },
  { key: 'mode', kind: 'choice', width: 10, words: 'mode', value: ({ order }) => modeOf(order) },
  { key: 'currency', kind: 'text', width: 9, value: ({ order }) => order.currency },
];

/** Told of a sale, for reading; they are in its amounts already. */
function ofSale(order: Order, kind: Entry['kind'], amount: Minor) {
  return kind === 'sale' ? money(order, amount) : null;
}

/** By order. The orders are read twice: which rates there are decides which columns there are. */
export const accounting: List = async (source, period, texts) => {
  const rates = await ratesIn(source, period);
  const columns = [...headed(BEFORE_TAXES, texts), ...rates.flatMap((bps) => taxColumns(bps, texts)), ...headed(AFTER_TAXES, texts)];
  return { columns, rows: rowsOf(source, period, rates) };
};

async function ratesIn(source: ListSource, period: Period): Promise<readonly number[]> {
  const rates = new Set<number>();
  for await (const { taxes } of entriesIn(source, period)) for (const bps of taxes.keys()) rates.add(bps);
  return [...rates].toSorted((a, b) => a - b);
}

const BPS_PER_PERCENT = 100;

function taxColumns(bps: number, { columns }: ExportTexts): readonly Column[] {
  const rate = `${bps / BPS_PER_PERCENT} %`;
  return [
    { key: `net_${bps}`, header: `${columns.netOfTax} ${rate}`, kind: 'money', width: 14 },
    { key: `tax_${bps}`, header: `${columns.tax} ${rate}`, kind: 'money', width: 14 },
  ];
}

async function* rowsOf(source: ListSource, period: Period, rates: readonly number[]): AsyncGenerator<Row> {
  const { timeZone } = source.shop;
  for await (const entry of entriesIn(source, period)) {
    const taxes = rates.flatMap((bps) => {
      const { net = ZERO, tax = ZERO } = entry.taxes.get(bps) ?? {};
      return [money(entry.order, net), money(entry.order, tax)];
    });
    const told = (columns: readonly ListColumn<Entry>[]) => columns.map(({ value }) => value(entry, timeZone));
    yield [...told(BEFORE_TAXES), ...taxes, ...told(AFTER_TAXES)];
  }
}

async function* entriesIn(source: ListSource, period: Period): AsyncGenerator<Entry> {
  for await (const order of placedUntil(source, period))
    for (const entry of entriesOf(order)) if (happenedWithin(entry.at, period, source.shop.timeZone)) yield entry;
}

/** What an order is in the books, the oldest first; nothing where it never was a sale. */
export function entriesOf(order: Order): readonly Entry[] {
  const sold = soldAt(order);
  if (sold === null) return [];
  const sale = entryOf(order, 'sale', sold, order.totals.total);
  const back = (order.returns ?? [])
    .filter(({ status }) => status === 'received' || status === 'refunded')
    .map((returned) => {
      const refunded = order.payments.refunds?.findLast(({ returnId }) => returnId === returned.id)?.at;
      const worth = returned.refunded ?? returnValue(order, returned);
      return entryOf(order, 'return', refunded ?? returned.receivedAt ?? returned.requestedAt, subtract(ZERO, worth));
    });
  if (order.status !== 'cancelled') return [sale, ...back];
  return [sale, entryOf(order, 'cancellation', lastAt(order, 'cancelled') ?? sold, subtract(ZERO, order.totals.total))];
}

/** A part of an order has its taxes in the proportion of the whole; all of it has them exactly. */
function entryOf(order: Order, kind: Entry['kind'], at: string, total: Minor): Entry {
  const { totals } = order;
  const rates = totals.taxes ?? [];
  const parts = rates.flatMap(({ net, tax }) => [net, tax]);
  const taxed = add(...parts);
  const rounding = totals.rounding ?? ZERO;
  const exempt = subtract(subtract(totals.total, rounding), taxed);
  const isWhole = Math.abs(total) === totals.total;
  const signed = (amount: Minor) => (total < 0 ? subtract(ZERO, amount) : amount);
  const shares = isWhole ? [...parts, exempt].map(signed) : distribute(total, [...parts, minor(Math.max(0, exempt))]);
  return {
    ...{ order, kind, at, total },
    taxes: new Map(rates.map(({ bps }, index) => [bps, { net: shares[2 * index] ?? ZERO, tax: shares[2 * index + 1] ?? ZERO }])),
    exempt: shares[parts.length] ?? ZERO,
    rounding: isWhole ? signed(rounding) : ZERO,
  };
}
