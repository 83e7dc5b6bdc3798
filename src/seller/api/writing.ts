/**
 * What programs change: commands for an order, refunds, counts of the shelf. Every write has a key of its
 * own, so that a program may ask again when it did not hear the answer (S57).
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Currency, minor, toDecimal } from '../../commerce/money.ts';
import type { Once, OnceReply, Outcome } from '../../decisions/kept-answer.ts';
import type { FieldShape } from '../desk/fields.ts';
import { COMMAND_NAMES, commandNamed, formOf, readCommand, spelled } from '../desk/order-commands.ts';
import type { ApiDeps } from './deps.ts';
import { type Asked, type Endpoint, endpoint, json } from './endpoint.ts';
import { NAMED } from './named.ts';
import { briefJson } from './order-json.ts';
import { moneySchema, orderBriefSchema } from './order-shape.ts';
import { numberInPath } from './orders.ts';
import { problem, refused } from './problem.ts';

/** How a field of a command is written in JSON: as text as on the terminal, or as what it is. */
function fieldSchema({ kind, required, choices }: FieldShape): z.ZodType {
  const schema = {
    text: z.string(),
    amount: z.union([moneySchema, z.string().describe('Decimal text in the currency of the shop: "12.50"')]),
    number: z.union([z.int(), z.string()]),
    choice: z.enum(choices ?? []),
    flag: z.boolean(),
  }[kind];
  return required ? schema : schema.optional();
}

/** One shape per command, so that the description says what each is given. */
const commandSchema = z
  .discriminatedUnion('command', [commandShape(COMMAND_NAMES[0] ?? 'approve'), ...COMMAND_NAMES.slice(1).map(commandShape)])
  .register(NAMED, { id: 'Command' });

function commandShape(name: (typeof COMMAND_NAMES)[number]) {
  const { fields } = formOf(name);
  const given = z.strictObject(Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])));
  const needed = fields.some(({ required }) => required);
  return z.strictObject({ command: z.literal(spelled(name)), arguments: needed ? given : given.optional() });
}

const refundBody = z
  .strictObject({
    amount: z.union([moneySchema, z.string()]).optional().describe('Missing: all that can be given back'),
    payment: z.string().optional(),
    reason: z.string(),
    byHand: z.boolean().optional().describe('It was given back outside the provider, and is only written down'),
  })
  .register(NAMED, { id: 'RefundRequest' });

export const WRITING_ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/api/orders/{number}/commands',
    id: 'commandOrder',
    scope: 'orders:write',
    summary: 'Does something with an order: what a button of its page does',
    params: numberInPath,
    query: z.strictObject({}),
    body: commandSchema,
    answer: orderBriefSchema,
    async handle(deps, asked) {
      const { command, arguments: given = {} } = asked.body;
      if (MOVES_MONEY_BACK.has(command) && !asked.token.scopes.includes('refunds:write'))
        return problem('FORBIDDEN_SCOPE', `The command ${command} gives money back: the token needs the scope refunds:write.`);
      return commanded(deps, asked, command, given);
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/orders/{number}/refunds',
    id: 'refundOrder',
    scope: 'refunds:write',
    summary: 'Gives money of an order back',
    params: numberInPath,
    query: z.strictObject({}),
    body: refundBody,
    answer: orderBriefSchema,
    handle: (deps, asked) => commanded(deps, asked, 'refund', asked.body),
  }),
];

/** Commands that need `refunds:write` besides. */
const MOVES_MONEY_BACK: ReadonlySet<string> = new Set(['refund', 'refund-return']);

type Writing = Asked<{ readonly number: number }, unknown, unknown>;

async function commanded(deps: ApiDeps, asked: Writing, command: string, given: Readonly<Record<string, unknown>>): Promise<Response> {
  const once = onceOf(asked);
  if (once instanceof Response) return once;
  const order = await deps.order(asked.params.number);
  const { currency } = deps.shop();
  if (!order) return refused({ ok: false, code: 'ORDER_NOT_FOUND', orderId: String(asked.params.number) }, null, currency);
  const name = commandNamed(command);
  const written = name && writtenOf(given, order.currency);
  if (!name || !written) return problem('BAD_REQUEST', 'An amount is in another currency than the order.');
  const read = readCommand(name, written, order.currency);
  if (!read.ok) return problem('BAD_REQUEST', `body.arguments.${read.field}: ${read.problem}`, { field: read.field });
  const reply = await deps.commandOnce(order.id, read.command, `api:${asked.token.name}`, once);
  return onceAnswer(reply, (outcome) => {
    if (!outcome.ok) return refused(outcome, order, order.currency);
    if ('order' in outcome) return json(briefJson(outcome.order));
    throw new Error('a command of an order answered something else');
  });
}

/** The texts that the desk reads; null where an amount is in another currency. */
function writtenOf(given: Readonly<Record<string, unknown>>, currency: Currency): Readonly<Record<string, string>> | null {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const money = moneySchema.safeParse(value);
    if (money.success) {
      if (money.data.currency !== currency) return null;
      written[name] = toDecimal(minor(money.data.amount), currency);
    } else if (typeof value === 'boolean') written[name] = value ? 'yes' : 'no';
    else if (value !== undefined) written[name] = String(value);
  }
  return written;
}

/** Letters of a key that a program chooses: a UUID, or whatever it calls its own request. */
const KEY = /^[\x21-\x7e]{1,200}$/;

/** What the request is done under; a problem where it has no key. */
export function onceOf({ context, token, bodyText }: Pick<Writing, 'context' | 'token' | 'bodyText'>): Once | Response {
  const key = context.req.header('idempotency-key');
  if (key === undefined || !KEY.test(key))
    return problem(
      'IDEMPOTENCY_KEY_MISSING',
      'Send an Idempotency-Key of 1 to 200 visible ASCII characters, a new one for every new request.',
    );
  const print = createHash('sha256').update(`${context.req.method} ${context.req.path}\n${bodyText}`).digest('hex');
  return { key: `${token.id}:${key}`, print };
}

export function onceAnswer(reply: OnceReply, shown: (outcome: Outcome) => Response): Response {
  if (reply.once === 'reused')
    return problem('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request within 24 hours. Nothing was done.');
  const response = shown(reply.outcome);
  if (reply.once === 'repeated') response.headers.set('Idempotent-Replayed', 'true');
  return response;
}
