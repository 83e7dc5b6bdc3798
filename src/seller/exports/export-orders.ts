/**
 * The list of orders as a file: orders come one at a time from wherever they are kept, bytes go out as
 * they are written. Who called decides where they go: a file, a download, standard output.
 */
import { localDate } from '../../commerce/calendar.ts';
import type { Language, Shop } from '../../commerce/catalog.ts';
import type { Order } from '../../commerce/order.ts';
import type { ExportFormat, Period } from './arguments.ts';
import { csvOf } from './csv.ts';
import { jsonOf } from './json.ts';
import { ORDER_COLUMNS } from './order-columns.ts';
import type { Table, Value } from './table.ts';
import { exportTexts } from './texts.ts';
import { xlsxOf } from './xlsx.ts';

export interface OrdersExport extends Period {
  /** In the order in which they are to appear. */
  readonly orders: AsyncIterable<Order>;
  readonly format: ExportFormat;
  readonly shop: Pick<Shop, 'country' | 'timeZone' | 'language'>;
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

/** `pedidos-2026-11-01-2026-11-30.csv`. */
export function exportFileName(format: ExportFormat, period: Period, language: Language): string {
  return `${[exportTexts(language).fileName, period.from, period.to].filter(Boolean).join('-')}.${format}`;
}

async function* rowsOf({ orders, shop, from = '', to = '9999-12-31' }: OrdersExport): AsyncGenerator<readonly Value[]> {
  for await (const order of orders) {
    const day = localDate(Date.parse(order.placedAt), shop.timeZone);
    if (day >= from && day <= to) yield ORDER_COLUMNS.map((column) => column.value(order));
  }
}
