/**
 * The lists as files: what they list comes one at a time from wherever it is kept, bytes go out as they
 * are written. Who called decides where they go: a file, a download, standard output.
 */
import { localDate, plusDays, startOfLocalDay } from '../../commerce/calendar.ts';
import type { Language, Shop } from '../../commerce/catalog.ts';
import type { Order } from '../../commerce/order.ts';
import type { Fact } from '../../decisions/records.ts';
import type { Queries } from '../../store/port.ts';
import type { ExportFormat, ExportList, Period } from './arguments.ts';
import { csvOf } from './csv.ts';
import { countDemand, demandColumns, demandRow } from './demand.ts';
import { jsonOf } from './json.ts';
import { ORDER_COLUMNS } from './order-columns.ts';
import type { Table, Value } from './table.ts';
import { exportTexts } from './texts.ts';
import { xlsxOf } from './xlsx.ts';

export interface OrdersExport extends Period {
  /** In the order in which they are to appear. */
  readonly orders: AsyncIterable<Order>;
  readonly format: ExportFormat;
  readonly shop: ShopOfExport;
}

type ShopOfExport = Pick<Shop, 'country' | 'timeZone' | 'language'>;

export interface ListExport extends Period {
  readonly what: ExportList;
  readonly format: ExportFormat;
  readonly shop: ShopOfExport;
  /** Asked for only by the list that needs them. */
  readonly orders: OrdersPlaced;
  readonly facts: () => AsyncIterable<Fact>;
}

/** Every order by number, or those placed in a span of time. */
export type OrdersPlaced = (span: Span | null) => AsyncIterable<Order>;

/** UTC ISO instants: at `from` or later, and before `before`. */
export interface Span {
  readonly from: string;
  readonly before: string;
}

/** Any of the lists. Rejects as `exportOrders` does. */
export function exportList({ what, orders, facts, ...wanted }: ListExport): AsyncIterable<Uint8Array> {
  switch (what) {
    case 'orders':
      return exportOrders({ ...wanted, orders: orders(spanOf(wanted, wanted.shop.timeZone)) });
    case 'demand':
      return exportDemand({ ...wanted, facts: facts() });
  }
}

export function ordersOf(query: Pick<Queries, 'each' | 'orders'>): OrdersPlaced {
  return (span) => (span ? query.orders.placed(span.from, span.before) : query.each('orders'));
}

/** null for a period without ends. */
function spanOf({ from, to }: Period, timeZone: string): Span | null {
  const startOf = (day: string) => new Date(startOfLocalDay(day, timeZone)).toISOString();
  if (from === undefined && to === undefined) return null;
  return { from: from === undefined ? '' : startOf(from), before: to === undefined ? '9999' : startOf(plusDays(to, 1)) };
}

const WRITERS: Readonly<Record<ExportFormat, (table: Table) => AsyncIterable<Uint8Array>>> = { csv: csvOf, xlsx: xlsxOf, json: jsonOf };

/** Type of each format, for downloads. */
export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

/**
 * The file, chunk by chunk; an order belongs to the period by the local date on which it was placed.
 * CSV and JSON need no more memory for more orders. Rejects with what reading the orders rejected with,
 * and with `TooLongForSheet` where XLSX cannot hold them all.
 */
export function exportOrders(wanted: OrdersExport): AsyncIterable<Uint8Array> {
  const { shop } = wanted;
  const texts = exportTexts(shop.language);
  return WRITERS[wanted.format]({
    name: texts.sheet,
    country: shop.country,
    timeZone: shop.timeZone,
    columns: ORDER_COLUMNS.map(({ key, kind, width, words }) => ({
      key,
      kind,
      width,
      header: texts.columns[key],
      ...(words && { words: texts[words] }),
    })),
    rows: rowsOf(wanted),
  });
}

function exportDemand(wanted: Omit<OrdersExport, 'orders'> & { readonly facts: AsyncIterable<Fact> }): AsyncIterable<Uint8Array> {
  const { shop, facts, format, ...period } = wanted;
  const texts = exportTexts(shop.language);
  return WRITERS[format]({
    name: texts.demand.sheet,
    country: shop.country,
    timeZone: shop.timeZone,
    columns: demandColumns(texts),
    rows: (async function* () {
      for (const demand of await countDemand(facts, shop.timeZone, period)) yield demandRow(demand);
    })(),
  });
}

/** `pedidos-2026-11-01-2026-11-30.csv`. */
export function exportFileName(what: ExportList, format: ExportFormat, period: Period, language: Language): string {
  const texts = exportTexts(language);
  return `${[what === 'orders' ? texts.fileName : texts.demand.fileName, period.from, period.to].filter(Boolean).join('-')}.${format}`;
}

async function* rowsOf({ orders, shop, from = '', to = '9999-12-31' }: OrdersExport): AsyncGenerator<readonly Value[]> {
  for await (const order of orders) {
    const day = localDate(Date.parse(order.placedAt), shop.timeZone);
    if (day >= from && day <= to) yield ORDER_COLUMNS.map((column) => column.value(order, shop.timeZone));
  }
}
