/** `GET /seller/export?what=…&format=…`: a list as a file. */
import type { Context } from 'hono';
import { answerWithList } from '../exports/answer.ts';
import { checkExportOptions, type ExportProblem, exportProblemWords } from '../exports/arguments.ts';
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
