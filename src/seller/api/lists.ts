/** The lists of the shop through the API, in the formats of `npm run -s export`. */
import { z } from 'zod';
import { EXPORT_FORMATS, EXPORT_LISTS } from '../exports/arguments.ts';
import { EXPORT_TYPES, exportFileName, exportList } from '../exports/export-orders.ts';
import { ROWS_OF_A_SHEET, TooLongForSheet } from '../exports/xlsx.ts';
import { dayInQuery, type Endpoint, endpoint } from './endpoint.ts';
import { problem } from './problem.ts';

export const LIST_ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/exports/{what}',
    id: 'exportList',
    scope: 'exports:read',
    summary: 'A list as a file',
    params: z.object({ what: z.enum(EXPORT_LISTS) }),
    query: z.strictObject({ format: z.enum(EXPORT_FORMATS), from: dayInQuery, to: dayInQuery }),
    answer: 'file',
    async handle(deps, { params: { what }, query: { format, from, to } }) {
      const period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const shop = deps.shop();
      const chunks = exportList({ what, format, shop, ...period, orders: deps.allOrders, facts: deps.facts })[Symbol.asyncIterator]();
      let first: IteratorResult<Uint8Array>;
      try {
        first = await chunks.next();
      } catch (reason) {
        if (!(reason instanceof TooLongForSheet)) throw reason;
        return problem('BAD_REQUEST', `A sheet holds ${ROWS_OF_A_SHEET} rows: ask for a shorter period, or for csv.`);
      }
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => (first.done ? controller.close() : controller.enqueue(first.value)),
        async pull(controller) {
          const { done, value } = await chunks.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        async cancel() {
          await chunks.return?.();
        },
      });
      return new Response(body, {
        headers: {
          'Content-Type': EXPORT_TYPES[format],
          'Cache-Control': 'no-store',
          'Content-Disposition': `attachment; filename="${exportFileName(what, format, period, shop.language)}"`,
        },
      });
    },
  }),
];
