/** `GET /seller/export?what=…&format=…`: a list as a file, written while it is read. */
import type { Context } from 'hono';
import { checkExportOptions, type ExportProblem, exportProblemWords } from '../exports/arguments.ts';
import { EXPORT_TYPES, exportFileName, exportList } from '../exports/export-orders.ts';
import { ROWS_OF_A_SHEET, TooLongForSheet } from '../exports/xlsx.ts';
import type { SellerDeps } from './deps.ts';

/** What went wrong is answered in plain text: it is read in a terminal as often as in a browser. */
export async function download(deps: SellerDeps, context: Context): Promise<Response> {
  const shop = deps.shop();
  const refuse = (problem: ExportProblem) => context.text(exportProblemWords(problem, shop.language), 400);
  // A form sends its empty fields too.
  const wanted = checkExportOptions((option) => context.req.query(option) || undefined);
  if (!wanted.ok) return refuse(wanted.problem);
  const { what, format, out: _out, ...period } = wanted.value;
  const chunks = exportList({ what, format, shop, ...period, orders: deps.allOrders, facts: deps.facts })[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array>;
  try {
    first = await chunks.next();
  } catch (problem) {
    if (problem instanceof TooLongForSheet) return refuse({ code: 'TOO_LONG', rows: String(ROWS_OF_A_SHEET) });
    throw problem;
  }
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => (first.done ? controller.close() : controller.enqueue(first.value)),
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        // The file has begun: breaking it off is the only way left to say that it is not whole.
        deps.log.error('a download broke off', { error });
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return?.();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': EXPORT_TYPES[format],
      'Content-Disposition': `attachment; filename="${exportFileName(what, format, period, shop.language)}"`,
    },
  });
}
