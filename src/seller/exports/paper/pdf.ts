/** Which list goes on paper how: slips have a page for each order, everything else is a table with what fits a page. */
import { formatLocal } from '../../../commerce/calendar.ts';
import { formatMoney, minor } from '../../../commerce/money.ts';
import type { Order } from '../../../commerce/order.ts';
import { fill } from '../../pages/texts.ts';
import { cashOfRound, ordersToBring, ordersToPack } from '../lists/way.ts';
import type { ExportList, Period } from '../offered.ts';
import type { ListSource } from '../source.ts';
import type { Table } from '../table.ts';
import type { ExportTexts } from '../texts.ts';
import { openPaper, type Paper } from './paper.ts';
import { slipsOnPaper } from './slips-pdf.ts';
import { tableOnPaper } from './table-pdf.ts';

/** Of lists with more columns than a page is wide. */
const COLUMNS: Readonly<Partial<Record<ExportList, readonly string[]>>> = {
  orders: [
    'number',
    'placedAt',
    'customer',
    'phone',
    'products',
    'total',
    'balance',
    'status',
    'paymentStatus',
    'zone',
    'promiseDate',
    'promiseWindow',
    'nextAction',
    'mode',
  ],
  route: [
    'stop',
    'promiseWindow',
    'number',
    'customer',
    'phone',
    'address',
    'zone',
    'reference',
    'packages',
    'toCollect',
    'paysWith',
    'change',
    'method',
    'handedOver',
    'whyNot',
    'signature',
  ],
};

const BOXES: ReadonlySet<string> = new Set(['handedOver']);
/** Columns from which on a page lies on its side. */
const WIDE = 6;

export async function* pdfOf(
  what: ExportList,
  table: Table,
  source: ListSource,
  period: Period,
  texts: ExportTexts,
): AsyncGenerator<Uint8Array> {
  if (what === 'slips') {
    yield* slipsOf(await ordersToPack(source, period), source, texts);
    return;
  }
  const { shop, now } = source;
  const columns = COLUMNS[what];
  const paper = await paperFor(source, table.name, (columns ?? table.columns).length > WIDE, texts);
  const printed = fill(texts.paper.printed, { at: formatLocal(now, shop.timeZone, 'YYYY-MM-DD HH:mm') });
  yield* tableOnPaper(paper, {
    ...{ table, boxes: BOXES, ...(columns && { columns }) },
    lines: [[shop.name, periodWords(period, texts), printed].filter(Boolean).join(' · ')],
    closing: what === 'route' ? [await roundWords(source, period, texts)] : [],
    nothing: texts.paper.nothing,
  });
}

/** Slips of these orders, a page for each. */
export async function* slipsOf(orders: readonly Order[], source: Printing, texts: ExportTexts): AsyncGenerator<Uint8Array> {
  yield* slipsOnPaper(await paperFor(source, texts.lists.slips.title, false, texts), orders, source.shop.name, texts);
}

/** Whose paper it is and when it was printed. */
type Printing = Pick<ListSource, 'shop' | 'now'>;

function paperFor({ shop, now }: Printing, title: string, landscape: boolean, { paper }: ExportTexts): Promise<Paper> {
  return openPaper({
    ...{ country: shop.country, landscape, now },
    title: `${title} · ${shop.name}`,
    foot: (page) => `${paper.noInvoice} · ${fill(paper.page, { page })}`,
  });
}

function periodWords({ from, to }: Period, { paper }: ExportTexts): string {
  if (from === undefined) return to === undefined ? '' : fill(paper.upTo, { to });
  return to === undefined ? fill(paper.since, { from }) : fill(paper.until, { from, to });
}

async function roundWords(source: ListSource, period: Period, { paper }: ExportTexts): Promise<string> {
  const { collect, change } = cashOfRound(await ordersToBring(source, period));
  const money = (amount: number) => formatMoney(minor(amount), source.shop.currency);
  return fill(paper.round, { collect: money(collect), change: money(change) });
}
