/**
 * Slips: a page for each order, to be packed by and to lie in the parcel. No price stands on it but what is still
 * to be paid, so that a gift that is paid for says nothing of its price.
 */
import { encode } from 'uqr';
import { formatMoney, subtract } from '../../../commerce/money.ts';
import type { Order, OrderLine } from '../../../commerce/order.ts';
import { readablePhone } from '../../../commerce/phone.ts';
import { fill } from '../../pages/texts.ts';
import { personalOf } from '../lists/goods.ts';
import { addressOf, windowOf, zoneOf } from '../lists/orders.ts';
import { toCollect } from '../lists/way.ts';
import type { ExportTexts } from '../texts.ts';
import { GREY, onPaper, type Paper } from './paper.ts';

/** In points. */
const QR_SIZE = 96;
const BOX = 11;
const NUMBER_SIZE = 34;
const TEXT_SIZE = 12;
const SMALL = 10;

export async function* slipsOnPaper(
  paper: Paper,
  orders: readonly Order[],
  shopName: string,
  texts: ExportTexts,
): AsyncGenerator<Uint8Array> {
  for (const [index, order] of orders.entries()) {
    if (index > 0) paper.newPage();
    slip(paper, order, shopName, texts);
    yield* await paper.written();
  }
  if (orders.length === 0) paper.doc.font('letters').fontSize(TEXT_SIZE).text(texts.paper.nothing, paper.area.left, paper.area.top);
  yield* await paper.finish();
}

function slip(paper: Paper, order: Order, shopName: string, texts: ExportTexts): void {
  const { doc, area } = paper;
  const words = texts.paper;
  const width = area.width - QR_SIZE;
  qr(doc, order.publicCode, area.left + width, area.top);
  doc.font('letters').fontSize(SMALL).fillColor(GREY).text(onPaper(shopName), area.left, area.top, { width });
  doc
    .fillColor('black')
    .font('bold')
    .fontSize(NUMBER_SIZE)
    .text(fill(words.slipTitle, { number: order.number }), { width });
  if (!order.live) doc.fontSize(TEXT_SIZE).text(words.practice, { width });
  doc.fontSize(TEXT_SIZE).text(onPaper(`${order.customer.name} · ${readablePhone(order.customer.phone)}`), { width });
  doc.font('letters');
  const where = [texts.delivery[order.delivery.kind], zoneOf(order)].filter(Boolean).join(' · ');
  for (const told of [where, addressOf(order), [order.promise.date, windowOf(order)].filter(Boolean).join(' · ')])
    if (told) doc.text(onPaper(told), { width });
  doc.y = Math.max(doc.y, area.top + QR_SIZE + 2 * SMALL) + TEXT_SIZE;
  for (const line of order.lines) goods(paper, line);
  if (order.note) heading(paper, texts.columns.note, order.note);
  heading(paper, texts.columns.packages, '________');
  collect(paper, order, texts);
}

function qr(doc: PDFKit.PDFDocument, code: string, left: number, top: number): void {
  const { data, size } = encode(code);
  const side = QR_SIZE / size;
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) doc.rect(left + x * side, top + y * side, side, side);
    });
  });
  doc.fill('black');
  doc
    .font('letters')
    .fontSize(SMALL)
    .text(onPaper(code), left, top + QR_SIZE, { width: QR_SIZE, align: 'center' });
}

/** "☐ 2 × Polo de algodón (Rojo, M)", and below it what makes it another one than its like. */
function goods(paper: Paper, line: OrderLine): void {
  const { doc, area } = paper;
  room(paper, 4 * TEXT_SIZE);
  const detail = line.detail === '' ? '' : ` (${line.detail})`;
  doc
    .rect(area.left, doc.y + 2, BOX, BOX)
    .lineWidth(1)
    .stroke('black');
  const at = { width: area.width - 2 * BOX };
  doc
    .font('letters')
    .fontSize(TEXT_SIZE + 2)
    .text(onPaper(`${line.qty} × ${line.name}${detail}`), area.left + 2 * BOX, doc.y, at);
  const personal = personalOf(line);
  if (personal !== '') doc.font('bold').text(onPaper(personal), at);
  doc.moveDown(0.4);
}

function heading(paper: Paper, title: string, words: string): void {
  const { doc, area } = paper;
  room(paper, 4 * TEXT_SIZE);
  doc
    .font('bold')
    .fontSize(SMALL)
    .text(title, area.left, doc.y + SMALL, { width: area.width });
  doc.font('letters').fontSize(TEXT_SIZE).text(onPaper(words), { width: area.width });
}

function collect(paper: Paper, order: Order, { paper: words }: ExportTexts): void {
  const { doc, area } = paper;
  room(paper, 5 * TEXT_SIZE);
  const left = toCollect(order);
  const money = (amount: Order['totals']['total']) => onPaper(formatMoney(amount, order.currency));
  doc.font('bold').fontSize(NUMBER_SIZE / 2);
  doc.text(left === null ? words.paidInFull : fill(words.collectAmount, { amount: money(left) }), area.left, doc.y + TEXT_SIZE, {
    width: area.width,
    align: 'right',
  });
  if (left === null || order.paysWith === undefined || order.paysWith < left) return;
  const change = subtract(order.paysWith, left);
  doc.font('letters').fontSize(TEXT_SIZE);
  doc.text(fill(words.paysWithAmount, { amount: money(order.paysWith), change: money(change) }), { width: area.width, align: 'right' });
}

/** Goes on at the next page where less than `points` are left. */
function room({ doc, area, newPage }: Paper, points: number): void {
  if (doc.y + points <= area.bottom) return;
  newPage();
  doc.x = area.left;
  doc.y = area.top;
}
