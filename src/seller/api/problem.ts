/**
 * Why the API says no: RFC 9457 problem details, with the code of the refusal and the facts that explain it.
 * Programs read `code`; `detail` is for the person who writes the program.
 */
import { z } from 'zod';
import type { Currency } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import type { Refusal } from '../../commerce/refusal.ts';
import { refusalWords } from '../desk/texts.ts';
import { NAMED } from './named.ts';

export const problemSchema = z
  .looseObject({
    type: z.string().describe('`urn:tanteo:problem:` and the code'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('Stable, for programs'),
  })
  .register(NAMED, { id: 'Problem' });

/** Of the door itself; refusals of an order bring their own. */
const DOOR_PROBLEMS = {
  UNAUTHENTICATED: { status: 401, title: 'No valid token' },
  FORBIDDEN_SCOPE: { status: 403, title: 'The token may not do this' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  BAD_REQUEST: { status: 400, title: 'The request cannot be read' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body is not JSON' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  IDEMPOTENCY_KEY_MISSING: { status: 400, title: 'Idempotency-Key is missing' },
  IDEMPOTENCY_KEY_REUSED: { status: 409, title: 'The Idempotency-Key was used for something else' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  INTERNAL: { status: 500, title: 'Something failed here' },
} as const;
export type DoorProblem = keyof typeof DOOR_PROBLEMS;

export function problem(
  code: DoorProblem,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { status, title } = DOOR_PROBLEMS[code];
  return answer(status, { title, detail, code, ...more }, headers);
}

/** Refusals that say that there is no such thing. */
const MISSING: ReadonlySet<string> = new Set(['ORDER_NOT_FOUND', 'NOT_COUNTED', 'CONVERSATION_NOT_FOUND']);
/** Facts of a refusal that are money, in minor units there. */
const MONEY: Readonly<Record<string, readonly string[]>> = {
  BALANCE_DUE: ['missing'],
  REFUND_EXCEEDS: ['max'],
  INVALID_AMOUNT: ['amount'],
  BELOW_MINIMUM: ['missing'],
};

/** `order`: as it was before the command; null where there is none. */
export function refused(refusal: Refusal, order: Order | null, currency: Currency): Response {
  const { ok: _no, code, ...facts } = refusal;
  const shown = Object.entries(facts).map(([name, value]) => [name, MONEY[code]?.includes(name) ? { amount: value, currency } : value]);
  return answer(MISSING.has(code) ? 404 : 409, {
    title: 'Refused',
    detail: refusalWords('en', refusal, order),
    code,
    facts: Object.fromEntries(shown),
  });
}

function answer(status: number, { code, ...rest }: { readonly code: string; readonly [more: string]: unknown }, headers = {}): Response {
  return new Response(JSON.stringify({ type: `urn:tanteo:problem:${code}`, status, code, ...rest }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  });
}
