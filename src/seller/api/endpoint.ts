/**
 * One door of the API as data: where it is, what it asks for, what it answers and which token may use it. The
 * routes and the description are made of the same table, so that neither can lie about the other.
 */
import type { Context } from 'hono';
import { z } from 'zod';
import type { ApiScope, ApiToken } from '../../decisions/api-token.ts';
import type { ApiDeps } from './deps.ts';
import { problem } from './problem.ts';

export interface Asked<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** As it came, for the hash under its key. */
  readonly bodyText: string;
  readonly token: ApiToken;
  readonly context: Context;
}

interface Told<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType> {
  readonly method: 'get' | 'post' | 'put';
  /** `/api/orders/{number}` */
  readonly path: string;
  readonly id: string;
  readonly scope: ApiScope;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  /** Of a write; it then needs an Idempotency-Key. */
  readonly body?: Body;
  /** `file`: a list in the format that was asked for. */
  readonly answer: z.ZodType | 'file';
  readonly handle: (deps: ApiDeps, asked: Asked<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Response>;
}

export interface Endpoint extends Omit<Told<z.ZodObject, z.ZodObject, z.ZodType>, 'handle'> {
  readonly call: (deps: ApiDeps, token: ApiToken, context: Context) => Promise<Response>;
}

/** Bytes of a body: the largest command is a few hundred. */
const MOST_BYTES = 64 * 1024;

export function endpoint<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType = z.ZodUndefined>(
  told: Told<Params, Query, Body>,
): Endpoint {
  const { handle, ...rest } = told;
  const body: z.ZodType = told.body ?? z.undefined();
  const call: Endpoint['call'] = async (deps, token, context) => {
    const params = told.params.safeParse(context.req.param());
    if (!params.success) return problem('NOT_FOUND', `There is nothing at ${context.req.path}.`);
    const query = told.query.safeParse(context.req.query());
    if (!query.success) return unreadable('query', query.error);
    const sent = told.body ? await bodyOf(context) : { text: '', value: undefined };
    if (sent instanceof Response) return sent;
    const read = (told.body ?? body).safeParse(sent.value);
    if (!read.success) return unreadable('body', read.error);
    const asked = { params: params.data, query: query.data, body: read.data as z.output<Body>, bodyText: sent.text, token, context };
    return handle(deps, asked);
  };
  return { ...rest, call };
}

async function bodyOf({ req }: Context): Promise<{ readonly text: string; readonly value: unknown } | Response> {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(req.header('content-type') ?? ''))
    return problem('UNSUPPORTED_MEDIA_TYPE', 'Send JSON with Content-Type: application/json.');
  const tooLarge = () => problem('BODY_TOO_LARGE', `A body has at most ${MOST_BYTES} bytes.`);
  if (Number(req.header('content-length') ?? 0) > MOST_BYTES) return tooLarge();
  const text = await req.text();
  if (Buffer.byteLength(text) > MOST_BYTES) return tooLarge();
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    return problem('BAD_REQUEST', 'The body is not JSON.');
  }
}

function unreadable(where: string, { issues }: z.ZodError): Response {
  const errors = issues.map(({ path, message }) => ({ at: [where, ...path].join('.'), message }));
  return problem('BAD_REQUEST', `${errors[0]?.at ?? where}: ${errors[0]?.message ?? 'it cannot be read'}`, { errors });
}

/** A day of the shop, `YYYY-MM-DD`. */
export const dayInQuery = z.iso.date().optional().describe('Local date of the shop, inclusive');

/** Entries of a page, as written in a query. */
export function limitInQuery(usual: number, most: number) {
  return z
    .string()
    .regex(/^[1-9][0-9]{0,3}$/)
    .transform(Number)
    .pipe(z.int().max(most))
    .default(usual)
    .describe(`At most ${most}; ${usual} where it is left out`);
}

/** JSON that nobody keeps on the way: it is about people and money. */
export function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  });
}

/** RFC 8288: the same address with another cursor. */
export function nextLink(context: Context, cursor: string | null): Readonly<Record<string, string>> {
  if (cursor === null) return {};
  const query = new URLSearchParams(context.req.query());
  query.set('cursor', cursor);
  return { Link: `<${context.req.path}?${query}>; rel="next"` };
}
