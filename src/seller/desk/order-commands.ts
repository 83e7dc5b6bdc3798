/**
 * The commands a seller can give for an order, as her doors know them: what each asks for, and whether it is
 * asked twice because money or stock moves. The terminal, the buttons of the order page and the API read
 * this one table; what a command does is decided in `decisions/seller-orders`.
 */

import { z } from 'zod';
import type { Currency } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { SELLER_EDITS } from '../../commerce/order-policy.ts';
import { RETURN_REASONS } from '../../commerce/order-return.ts';
import { balance, dueNow } from '../../commerce/payment-status.ts';
import { receiptToReview } from '../../commerce/payments.ts';
import { refundablePayments } from '../../commerce/refunds.ts';
import { hasReturnFor, mayReturn } from '../../commerce/returns.ts';
import { nextActions, TRANSITIONS } from '../../commerce/transitions.ts';
import type { CommandArguments, CommandName, SellerCommand } from '../../decisions/seller-orders/arguments.ts';
import { amount, choice, counts, type FieldShape, flag, lineEdits, maybeChoice, requiredText, SHAPES, slotChosen, text } from './fields.ts';

export interface CommandForm<Arguments> {
  /** Of what was written, by field. */
  readonly schema: (currency: Currency) => z.ZodType<Arguments>;
  readonly fields: readonly (FieldShape & { readonly name: string })[];
  /** Money or stock moves: the page asks once more. */
  readonly sure: boolean;
  /** Missing: where the table of transitions has it. */
  readonly offered?: (order: Order) => boolean;
}

type Forms = { readonly [Name in CommandName]: CommandForm<CommandArguments[Name]> };

const ORDER_COMMANDS: Forms = {
  approve: form(() => ({ note: text() })),
  reject: form(() => ({ reason: requiredText() }), { sure: true }),
  confirmUnpaid: form(() => ({ reason: requiredText() }), { sure: true }),
  startPreparing: form(() => ({})),
  markReady: form(() => ({})),
  dispatch: form(() => ({ carrier: text(60), tracking: text(200), onTrust: text() }), { sure: true }),
  handOver: form((currency) => ({ collected: amount(currency), onTrust: text() }), { sure: true }),
  markDelivered: form((currency) => ({ collected: amount(currency) }), { sure: true }),
  deliveryFailed: form(() => ({ reason: requiredText() }), { sure: true }),
  cancel: form(() => ({ reason: choice(['customer', 'out_of_stock', 'unpaid', 'fraud', 'not_delivered', 'other']), note: text() }), {
    sure: true,
  }),
  edit: form(
    () => ({
      line: lineEdits(),
      delivery: maybeChoice(['home', 'pickup']),
      place: text(80),
      address: text(200),
      slot: slotChosen(),
      method: maybeChoice(['link', 'pix', 'transfer', 'cash']),
      note: text(),
      agreed: flag(),
      dryRun: flag(),
    }),
    { sure: true, offered: ({ status }) => SELLER_EDITS.includes(status) },
  ),
  reactivate: form(() => ({}), { sure: true }),
  close: form(() => ({ waive: text() })),
  acceptReceipt: form((currency) => ({ payment: text(), amount: amount(currency) }), { sure: true, offered: hasReceipt }),
  rejectReceipt: form(() => ({ payment: text(), reason: requiredText() }), { offered: hasReceipt }),
  registerPayment: form((currency) => ({ method: choice(['cash', 'transfer']), amount: amount(currency) }), {
    sure: true,
    offered: (order) => balance(order) > 0,
  }),
  askForPayment: form(() => ({ method: maybeChoice(['link', 'transfer']) }), { offered: (order) => dueNow(order) > 0 }),
  refund: form((currency) => ({ amount: amount(currency), payment: text(), reason: requiredText(), byHand: flag() }), {
    sure: true,
    offered: (order) => refundablePayments(order).length > 0,
  }),
  approveReturn: form(() => ({ return: text(), note: text() }), { offered: (order) => hasReturnFor(order, 'approve') }),
  rejectReturn: form(() => ({ return: text(), reason: requiredText() }), { sure: true, offered: (order) => hasReturnFor(order, 'reject') }),
  receiveReturn: form(() => ({ return: text(), received: counts(), damaged: counts() }), {
    sure: true,
    offered: (order) => hasReturnFor(order, 'receive'),
  }),
  refundReturn: form((currency) => ({ return: text(), amount: amount(currency), delivery: flag(), byHand: flag() }), {
    sure: true,
    offered: (order) => hasReturnFor(order, 'refund'),
  }),
  exchangeReturn: form(() => ({ return: text(), variant: text() }), { sure: true, offered: (order) => hasReturnFor(order, 'exchange') }),
  cancelReturn: form(() => ({ return: text(), note: text() }), { sure: true, offered: (order) => hasReturnFor(order, 'cancel') }),
  requestReturn: form(() => ({ reason: choice(RETURN_REASONS), units: counts() }), { offered: mayReturn }),
};

const ABOUT_RECEIPT: ReadonlySet<CommandName> = new Set(['acceptReceipt', 'rejectReceipt']);

function hasReceipt({ payments }: Order): boolean {
  return receiptToReview(payments) !== null;
}

function form<Shape extends z.ZodRawShape>(
  shape: (currency: Currency) => Shape,
  { sure = false, offered }: { readonly sure?: boolean; readonly offered?: (order: Order) => boolean } = {},
): CommandForm<z.output<z.ZodObject<Shape, z.core.$strict>>> {
  const fields = Object.entries(shape('PEN')).map(([name, field]) => ({ name, ...shapeOf(field) }));
  return { schema: (currency) => z.strictObject(shape(currency)), fields, sure, ...(offered && { offered }) };
}

function shapeOf(field: z.core.$ZodType): FieldShape {
  const shape = SHAPES.get(field);
  if (!shape) throw new Error('a field of a command is none of fields.ts');
  return shape;
}

/** In the order in which they are offered. */
export const COMMAND_NAMES: readonly CommandName[] = Object.keys(ORDER_COMMANDS).filter(isCommandName);

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(ORDER_COMMANDS, name);
}

/** "start-preparing" or "startPreparing"; null for anything else. */
export function commandNamed(text: string): CommandName | null {
  return COMMAND_NAMES.find((name) => name === text || spelled(name) === text) ?? null;
}

/** `startPreparing` → "start-preparing": as it is written on a terminal and in an address. */
export function spelled(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function formOf(name: CommandName): Pick<CommandForm<unknown>, 'fields' | 'sure'> {
  return ORDER_COMMANDS[name];
}

/** What may be done with this order now, the likeliest first; money and stock may still refuse it. */
export function offeredFor(order: Order): readonly CommandName[] {
  const possible: readonly string[] = nextActions(order, 'seller');
  const moves: readonly string[] = TRANSITIONS.map(({ command }) => command);
  const rank = (name: CommandName) => {
    // Somebody waits for an answer to it: nothing of the order is likelier.
    if (ABOUT_RECEIPT.has(name)) return -1;
    return possible.includes(name) ? possible.indexOf(name) : possible.length;
  };
  return COMMAND_NAMES.filter((name) => {
    const { offered } = ORDER_COMMANDS[name];
    return offered ? offered(order) : !moves.includes(name) || possible.includes(name);
  }).toSorted((a, b) => rank(a) - rank(b));
}

export type ReadCommand<Name extends CommandName = CommandName> =
  | { readonly ok: true; readonly command: SellerCommand<Name> }
  /** `field`: the first that is missing, unknown or cannot be. */
  | { readonly ok: false; readonly field: string; readonly problem: 'missing' | 'unknown' | 'wrong' };

/** The command with what was written for it, by the names of its fields. */
export function readCommand<Name extends CommandName>(
  name: Name,
  written: Readonly<Record<string, string>>,
  currency: Currency,
): ReadCommand<Name> {
  const { schema, fields }: CommandForm<CommandArguments[Name]> = ORDER_COMMANDS[name];
  const unknown = Object.keys(written).find((field) => !fields.some((known) => known.name === field));
  if (unknown !== undefined) return { ok: false, field: unknown, problem: 'unknown' };
  const read = schema(currency).safeParse(written);
  if (read.success) {
    const command: SellerCommand<Name> = { command: name, ...read.data };
    return { ok: true, command };
  }
  const field = String(read.error.issues[0]?.path[0] ?? '');
  return { ok: false, field, problem: (written[field] ?? '').trim() === '' ? 'missing' : 'wrong' };
}
