/** A list as the answer of a web server, written while it is read: of the seller's pages and of the API. */
import type { Log } from '../../log.ts';
import { EXPORT_TYPES, exportFileName, exportList, type ListExport } from './export-list.ts';
import { ROWS_OF_A_SHEET, TooLongForSheet } from './xlsx.ts';

export type ListAnswer = { readonly ok: true; readonly answer: Response } | { readonly ok: false; readonly rows: number };

/** `rows`: how many fit, where they are more than a sheet may have. Nothing was sent then. */
export async function answerWithList(wanted: ListExport, log: Log): Promise<ListAnswer> {
  const chunks = exportList(wanted);
  let first: IteratorResult<Uint8Array>;
  try {
    first = await chunks.next();
  } catch (problem) {
    if (problem instanceof TooLongForSheet) return { ok: false, rows: ROWS_OF_A_SHEET };
    throw problem;
  }
  const { what, format, source, ...period } = wanted;
  const headers = {
    'Content-Type': EXPORT_TYPES[format],
    'Cache-Control': 'no-store',
    'Content-Disposition': `attachment; filename="${exportFileName(what, format, period, source.shop.language)}"`,
  };
  return { ok: true, answer: new Response(bodyOf(first, chunks, log), { headers }) };
}

function bodyOf(first: IteratorResult<Uint8Array>, chunks: AsyncGenerator<Uint8Array>, log: Log): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start: (controller) => (first.done ? controller.close() : controller.enqueue(first.value)),
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        // The file has begun: breaking it off is the only way left to say that it is not whole.
        log.error('a download broke off', { error });
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
