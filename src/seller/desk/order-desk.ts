/**
 * The desk at which a seller names an order by its number and says what is done with it: what is read from
 * what she wrote, what is decided, and what she is told, for every door that speaks in lines of text.
 */

import type { Language } from '../../commerce/catalog.ts';
import { formatMoney } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance, netPaid } from '../../commerce/payment-status.ts';
import { readablePhone } from '../../commerce/phone.ts';
import type { StockLevel } from '../../commerce/stock.ts';
import type { CommandName, EditOutcome, OrderReply, SellerCommand } from '../../decisions/seller-orders/arguments.ts';
import { exportTexts } from '../exports/texts.ts';
import { nextAction } from '../next-action.ts';
import { fill } from '../pages/texts.ts';
import { commandNamed, formOf, offeredFor, readCommand, spelled } from './order-commands.ts';
import { missingFor } from './orders-holding.ts';
import { deskTexts, fieldWords, refusalWords } from './texts.ts';

export interface DeskDeps {
  /** undefined where it was never counted. */
  readonly level: (variantId: string) => StockLevel | undefined;
  readonly order: (number: number) => Promise<Order | undefined>;
  /** Resolves when it is on disk. `who`: 'page', 'terminal', `api:<token name>` or `chat:<helper>`. */
  readonly command: (orderId: string, command: SellerCommand, who: string) => Promise<OrderReply>;
}

export interface Told {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

export interface Asked {
  readonly number: number;
  /** As it was written: "start-preparing". null: the order is only shown. */
  readonly command: string | null;
  /** By field. */
  readonly written: Readonly<Record<string, string>>;
}

export async function atDesk(deps: DeskDeps, asked: Asked, language: Language, who: string): Promise<Told> {
  const order = await deps.order(asked.number);
  if (!order) return refused(refusalWords(language, { ok: false, code: 'ORDER_NOT_FOUND', orderId: String(asked.number) }, null));
  if (asked.command === null) return { ok: true, lines: shown(order, language, deps.level) };
  const name = commandNamed(asked.command);
  if (!name) return refused(fill(deskTexts(language).unknownCommand, { command: asked.command }), ...offers(order, language));
  const done = await carryOut(deps, order, name, asked.written, language, who);
  return { ok: done.ok, lines: [done.words] };
}

export interface CarriedOut {
  readonly ok: boolean;
  readonly words: string;
}

/** One command with what was written for it, for an order that is there. */
export async function carryOut(
  deps: DeskDeps,
  order: Order,
  name: CommandName,
  written: Readonly<Record<string, string>>,
  language: Language,
  who: string,
): Promise<CarriedOut> {
  const texts = deskTexts(language);
  const read = readCommand(name, written, order.currency);
  if (!read.ok) {
    const facts = { field: fieldWords(texts, read.field), written: written[read.field] ?? '' };
    return { ok: false, words: fill(texts.problems[read.problem], facts) };
  }
  const reply = await deps.command(order.id, read.command, who);
  if (!reply.ok) return { ok: false, words: refusalWords(language, reply, order) };
  if (reply.edit) return { ok: true, words: editWords(language, reply.order, reply.edit) };
  const facts = { number: order.number, what: texts.commands[name].toLowerCase(), state: exportTexts(language).status[reply.order.status] };
  return { ok: true, words: fill(texts.done, facts) };
}

/** The order as it would be, or is now, and what that costs. */
function editWords(language: Language, { number, currency }: Order, { is, lines, before, newTotal, due, refundDue }: EditOutcome): string {
  const { edit } = deskTexts(language);
  const money = (amount: Parameters<typeof formatMoney>[0]) => formatMoney(amount, currency);
  return [
    fill(edit[is], { number }),
    ...lines.map((line) => `  ${line}`),
    `  ${fill(edit.totals, { before: money(before), total: money(newTotal), due: money(due), refund: money(refundDue) })}`,
  ].join('\n');
}

function refused(...lines: readonly string[]): Told {
  return { ok: false, lines };
}

function shown(order: Order, language: Language, level: DeskDeps['level']): readonly string[] {
  const missing = missingFor(order, level);
  const { show } = deskTexts(language);
  const { status, paymentStatus, nextAction: actions } = exportTexts(language);
  const money = (amount: Parameters<typeof formatMoney>[0]) => formatMoney(amount, order.currency);
  const next = actions[nextAction(order)];
  const amounts = { total: money(order.totals.total), paid: money(netPaid(order)), balance: money(balance(order)) };
  return [
    fill(show.title, { number: order.number, state: status[order.status], payment: paymentStatus[order.paymentStatus] }),
    `  ${fill(show.customer, { name: order.customer.name, phone: readablePhone(order.customer.phone) })}`,
    ...order.lines.map((line) => {
      const { qty, name, detail } = line;
      const words = fill(show.line, { qty, what: detail ? `${name} (${detail})` : name });
      return missing.includes(line) ? `  ${words} · ${show.missing}` : `  ${words}`;
    }),
    `  ${fill(show.money, amounts)}`,
    ...(next === '' ? [] : [fill(show.next, { action: next })]),
    ...offers(order, language),
  ];
}

/** Each command with what it asks for, as it is written on a terminal. */
function offers(order: Order, language: Language): readonly string[] {
  const texts = deskTexts(language);
  const names = offeredFor(order);
  if (names.length === 0) return [texts.show.nothing];
  return [texts.show.can, ...names.map((name) => `  ${usage(order, name)}   ${texts.commands[name]}`)];
}

function usage(order: Order, name: CommandName): string {
  const fields = formOf(name).fields.map(({ name: field, kind, required }) => {
    const option = kind === 'flag' ? `--${spelled(field)}` : `--${spelled(field)} …`;
    return required ? option : `[${option}]`;
  });
  return ['npm run -s order --', order.number, spelled(name), ...fields].join(' ');
}
