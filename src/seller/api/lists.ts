/** The lists of the shop through the API, in the formats of `npm run -s export`. */
import { z } from 'zod';
import { answerWithList } from '../exports/answer.ts';
import { EXPORT_FORMATS, EXPORT_LISTS } from '../exports/offered.ts';
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
      const answered = await answerWithList({ what, format, ...period, source: deps.lists() }, deps.log);
      if (answered.ok) return answered.answer;
      return problem('BAD_REQUEST', `A sheet holds ${answered.rows} rows: ask for a shorter period, or for csv.`);
    },
  }),
];
