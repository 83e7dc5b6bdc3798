/** Files of the seller's pages: `GET /seller/export?what=…&format=…`, a list; `GET /seller/orders/1001/slip`, what lies in the parcel. */
import type { Context } from 'hono';
import type { Order } from '../../commerce/order.ts';
import { answerWithList } from '../exports/answer.ts';
import { checkExportOptions, type ExportProblem, exportProblemWords } from '../exports/arguments.ts';
import { EXPORT_TYPES } from '../exports/export-list.ts';
import { slipsOf } from '../exports/paper/pdf.ts';
import { exportTexts } from '../exports/texts.ts';
import type { SellerDeps } from './deps.ts';

/** What went wrong is answered in plain text: it is read in a terminal as often as in a browser. */
export async function download({ lists, log, shop }: SellerDeps, context: Context): Promise<Response> {
  const refuse = (problem: ExportProblem) => context.text(exportProblemWords(problem, shop().language), 400);
  // A form sends its empty fields too.
  const wanted = checkExportOptions((option) => context.req.query(option) || undefined);
  if (!wanted.ok) return refuse(wanted.problem);
  const { out: _out, ...list } = wanted.value;
  const answered = await answerWithList({ ...list, source: lists() }, log);
  return answered.ok ? answered.answer : refuse({ code: 'TOO_LONG', rows: String(answered.rows) });
}

/** A page or two: put together before it is sent. Shown by the browser, from where it is printed. */
export async function slip({ lists }: Pick<SellerDeps, 'lists'>, order: Order): Promise<Response> {
  const source = lists();
  const texts = exportTexts(source.shop.language);
  const file = Buffer.concat(await Array.fromAsync(slipsOf([order], source, texts)));
  const name = `${texts.lists.slips.file}-${order.number}.pdf`;
  const headers = { 'Content-Type': EXPORT_TYPES.pdf, 'Cache-Control': 'no-store', 'Content-Disposition': `inline; filename="${name}"` };
  return new Response(file, { headers });
}
