/**
 * A helper acts on an order. What the command asks for is asked one thing at a time; what was done already is
 * said with who did it, and nothing is done twice.
 */

import { formatLocal } from '../../commerce/calendar.ts';
import type { Order, OrderEvent } from '../../commerce/order.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { commandNamed, formOf, offeredFor, readCommand } from '../../seller/desk/order-commands.ts';
import { choiceWords, deskTexts, fieldWords, refusalWords } from '../../seller/desk/texts.ts';
import { exportTexts } from '../../seller/exports/texts.ts';
import { pageTexts } from '../../seller/pages/texts.ts';
import type { Draft } from '../draft.ts';
import type { CommandName } from '../seller-orders/arguments.ts';
import { takeSellerCommand } from '../seller-orders/commands.ts';
import type { Doing, Helper } from '../staff.ts';
import { putHelper, whoIs } from '../who-helps.ts';
import { cardOf, doorOptions, isPaidWith, nextStep, titleOf } from './card.ts';
import { mayGive, maySee, needsYes } from './roles.ts';
import { chatTexts, fill, inside, option, plain, spoken, tellHelper, wayOut, whoWords } from './voice.ts';

export type Act = Extract<StaffCommand, { readonly ask: 'act' }>;

/** How long a question waits for its answer, in ms: what she writes later is a command again. */
export const ANSWER_MS = 10 * 60_000;

export function showOrder(draft: Draft, helper: Helper, number: number): void {
  const order = orderFor(draft, helper, number);
  if (order) tellHelper(draft, helper, [cardOf(order, helper)], order.conversationId);
}

/** Digits by which an order is called for short: "el 23" is the last one whose number ends so. */
const SHORTEST_CALLED = 2;
const LONGEST_CALLED = 3;

/** Number of the order that is called so; as it was written where there is none. */
export function numberMeant(draft: Draft, written: number): number {
  const digits = String(written).length;
  if (draft.get('orders', String(written)) || digits < SHORTEST_CALLED || digits > LONGEST_CALLED) return written;
  const last = (draft.get('counters', 'orders')?.next ?? 0) - 1;
  const apart = 10 ** digits;
  const meant = last - ((last - written) % apart);
  return last > written && draft.get('orders', String(meant)) ? meant : written;
}

/** undefined where she was told that there is none, or that it is not hers to see. */
export function orderFor(draft: Draft, helper: Helper, written: number): Order | undefined {
  const number = numberMeant(draft, written);
  const order = draft.get('orders', String(number));
  if (order && maySee(helper.role, order)) return order;
  const none = refusalWords(helper.language, { ok: false, code: 'ORDER_NOT_FOUND', orderId: String(number) }, null);
  say(draft, helper, order ? chatTexts(helper.language).notYours : none);
  return undefined;
}

/** What is said the same way where the order is at another step: "pagado" with no receipt to look at is a payment to write down. */
const SAID_ALIKE: Readonly<Partial<Record<CommandName, CommandName>>> = {
  acceptReceipt: 'registerPayment',
  approve: 'acceptReceipt',
  reject: 'rejectReceipt',
  markDelivered: 'handOver',
  handOver: 'markDelivered',
};

/** The command she means with this order, and whether it can be given now; null for a name of none. */
export function stepMeant(order: Order, command: string): { readonly command: CommandName; readonly offered: boolean } | null {
  const named = commandNamed(command);
  if (!named) return null;
  const offered = offeredFor(order);
  const alike = SAID_ALIKE[named];
  if (!offered.includes(named) && alike && offered.includes(alike)) return { command: alike, offered: true };
  return { command: named, offered: offered.includes(named) };
}

export function act(draft: Draft, helper: Helper, asked: Act): void {
  const order = orderFor(draft, helper, asked.number);
  const step = order && stepMeant(order, asked.command);
  if (!order || !step) return;
  const name = step.command;
  if (!mayGive(helper.role, name)) return say(draft, helper, chatTexts(helper.language).notYours);
  if (!step.offered) return tellNotNow(draft, helper, order, name);
  const missing = formOf(name).fields.find(({ name: field, required }) => required && (asked.written[field] ?? '').trim() === '');
  if (missing) return askField(draft, helper, order, { ...asked, command: name }, missing);
  if (isPaidWith(order, name) && !asked.sure && asked.written.collected === undefined) return askMoney(draft, helper, order, name);
  if (needsYes(name) && !asked.sure) return askSure(draft, helper, order, { ...asked, command: name }, name);
  const read = readCommand(name, asked.written, order.currency);
  if (!read.ok) return tellWrong(draft, helper, order, asked, read);
  const reply = takeSellerCommand(draft, order.id, read.command, whoIs(helper));
  if (!reply.ok)
    return tellHelper(draft, helper, [nextStep(order, helper, refusalWords(helper.language, reply, order))], order.conversationId);
  tellHelper(draft, helper, [nextStep(reply.order, helper, doneWords(reply.order, helper, name))], order.conversationId);
}

export function say(draft: Draft, helper: Helper, ...lines: readonly string[]): void {
  tellHelper(draft, helper, [spoken(plain(...lines))]);
}

function doneWords(order: Order, { language }: Helper, name: CommandName): string {
  const events: Readonly<Record<string, string>> = pageTexts(language).history;
  const what = inside(events[LEAVES[name] ?? ''] ?? deskTexts(language).commands[name]);
  return fill(chatTexts(language).done, { number: order.number, what, state: exportTexts(language).status[order.status] });
}

/** What a command leaves in the history. */
const LEAVES: Readonly<Partial<Record<CommandName, string>>> = {
  acceptReceipt: 'receipt-accepted',
  rejectReceipt: 'receipt-rejected',
  approve: 'approved',
  reject: 'rejected',
  startPreparing: 'preparing',
  markReady: 'ready',
  dispatch: 'out_for_delivery',
  handOver: 'delivered',
  markDelivered: 'delivered',
  deliveryFailed: 'delivery-failed',
  registerPayment: 'payment-registered',
  cancel: 'cancelled',
  approveReturn: 'return-approved',
  rejectReturn: 'return-rejected',
};

/** It was done before, and by whom; or it cannot be done where the order is. */
function tellNotNow(draft: Draft, helper: Helper, order: Order, name: CommandName): void {
  const { language } = helper;
  const texts = chatTexts(language);
  const pages = pageTexts(language);
  const state = exportTexts(language).status[order.status];
  const before = order.history.findLast(({ what }) => what === LEAVES[name]);
  const { timeZone } = draft.world.files.shop;
  const events: Readonly<Record<string, string>> = pages.history;
  const words = before
    ? fill(texts[alreadyKey(before, helper)], {
        who: before.by === 'seller' ? whoWords(texts, before.who, helper) : pages.by[before.by],
        time: formatLocal(Date.parse(before.at), timeZone, 'HH:mm'),
        number: order.number,
        event: inside(events[before.what] ?? before.what),
        state,
      })
    : fill(texts.cannot, { number: order.number, state, what: inside(deskTexts(language).commands[name]) });
  tellHelper(draft, helper, [nextStep(order, helper, words)], order.conversationId);
}

/** Herself, another helper, or whoever has no name here. */
function alreadyKey({ who = '' }: OrderEvent, helper: Helper): 'alreadyYou' | 'already' | 'alreadyThere' {
  if (who === whoIs(helper)) return 'alreadyYou';
  return who.startsWith('chat:') ? 'already' : 'alreadyThere';
}

function askSure(draft: Draft, helper: Helper, order: Order, asked: Act, name: CommandName): void {
  const texts = chatTexts(helper.language);
  const words = fill(texts.sure, {
    number: order.number,
    name: order.customer.name,
    what: inside(deskTexts(helper.language).commands[name]),
  });
  const yes = option(texts.sureYes, { ...asked, sure: true }, { means: 'yes' });
  tellHelper(draft, helper, [spoken(plain(words), [yes, wayOut(texts)])], order.conversationId);
}

/** Whether the money came is asked, never taken for granted. */
function askMoney(draft: Draft, helper: Helper, order: Order, name: CommandName): void {
  const choices = [...doorOptions(order, name, helper), wayOut(chatTexts(helper.language))];
  tellHelper(draft, helper, [spoken(plain(titleOf(order, helper)), choices)], order.conversationId);
}

type Field = ReturnType<typeof formOf>['fields'][number];

/** One of a few is chosen; anything else is written. */
function askField(draft: Draft, helper: Helper, order: Order, asked: Act & { readonly command: CommandName }, field: Field): void {
  const texts = chatTexts(helper.language);
  const desk = deskTexts(helper.language);
  const facts = {
    number: order.number,
    name: order.customer.name,
    what: inside(desk.commands[asked.command]),
    field: inside(fieldWords(desk, field.name)),
  };
  if (field.choices) {
    const reasons: Readonly<Record<string, string>> = texts.reasonOf;
    const choices = field.choices.map((choice) =>
      option(choiceWords(desk, choice), { ...asked, written: { ...asked.written, [field.name]: choice } }),
    );
    const words = fill(reasons[asked.command] ?? texts.fieldChoice, facts);
    return tellHelper(draft, helper, [spoken(plain(words), [...choices, wayOut(texts)])], order.conversationId);
  }
  const { number, command, written } = asked;
  const doing: Doing = { what: 'field', number, command, written, field: field.name, until: draft.world.now + ANSWER_MS };
  putHelper(draft, { ...helper, doing });
  tellHelper(draft, helper, [spoken(plain(fill(texts.field, facts)), [wayOut(texts)])], order.conversationId);
}

function tellWrong(
  draft: Draft,
  helper: Helper,
  order: Order,
  asked: Act,
  { field, problem }: { field: string; problem: 'missing' | 'unknown' | 'wrong' },
): void {
  const desk = deskTexts(helper.language);
  const words = fill(desk.problems[problem], { field: fieldWords(desk, field), written: asked.written[field] ?? '' });
  tellHelper(draft, helper, [nextStep(order, helper, words)], order.conversationId);
}
