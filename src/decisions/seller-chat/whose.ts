/**
 * An order that a helper names by its customer, or not at all: "el de María ya pagó", "enviado". What can be meant
 * is shown, and done by the option she takes, however few there are.
 */
import type { Order } from '../../commerce/order.ts';
import { foldLabel, MENU_SIZE } from '../../conversation/menu.ts';
import type { StaffCommand, Whose } from '../../conversation/staff-command.ts';
import { deskTexts } from '../../seller/desk/texts.ts';
import type { Draft } from '../draft.ts';
import type { Helper } from '../staff.ts';
import { say, showOrder, stepMeant } from './acting.ts';
import { mayGive, maySee } from './roles.ts';
import { chatTexts, fill, inside, option, plain, spoken, tellHelper, wayOut } from './voice.ts';

/** It is looked up among the orders under way, which no decision sees all. */
export function lookForWhose(draft: Draft, { conversationId }: Helper, looking: Whose): void {
  draft.job({ kind: 'staff-report', conversationId, about: 'whose', looking }, `whose:${conversationId}`);
}

/** `orders`: those under way, the oldest first. */
export function tellWhose(draft: Draft, helper: Helper, { who, wants, text }: Whose, orders: readonly Order[]): void {
  const texts = chatTexts(helper.language);
  const named = orders.filter((order) => maySee(helper.role, order) && isNamed(order, who));
  if (named.length === 0 && who !== '') return say(draft, helper, fill(texts.whoseNone, { who }));
  if (wants === null && named.length === 1) return showOrder(draft, helper, named[0]?.number ?? 0);
  const what = whatWords(helper, wants, text);
  const fitting = named.filter((order) => isDue(order, helper, wants));
  // Where none of hers is due for it she sees hers.
  const shown = (fitting.length === 0 && who !== '' ? named : fitting).slice(0, MENU_SIZE - 1);
  if (shown.length === 0) return say(draft, helper, fill(texts.whoseNothing, { what: inside(what) }));
  const choices = shown.map((order) =>
    option(
      fill(texts.orderRowShort, { number: order.number, name: order.customer.name }),
      commandFor(order, fitting.includes(order) ? wants : null, text),
    ),
  );
  const about = shown.map(({ conversationId }) => conversationId);
  tellHelper(draft, helper, [spoken(plain(fill(texts.whose, { what })), [...choices, wayOut(texts)])], ...about);
}

/** Every word begins a word of her name. */
function isNamed({ customer }: Order, who: string): boolean {
  const names = foldLabel(customer.name).split(' ');
  return who === '' || who.split(' ').every((word) => names.some((name) => name.startsWith(word)));
}

function isDue(order: Order, { role }: Helper, wants: string | null): boolean {
  if (wants === null || wants === 'write') return true;
  const step = stepMeant(order, wants);
  return step?.offered === true && mayGive(role, step.command);
}

function whatWords({ language }: Helper, wants: string | null, text: string | undefined): string {
  const texts = chatTexts(language);
  if (wants === null) return '';
  if (wants === 'write') return text === undefined ? texts.write : fill(texts.whoseWrite, { text });
  const commands: Readonly<Record<string, string>> = deskTexts(language).commands;
  return commands[wants] ?? '';
}

function commandFor({ number, conversationId }: Order, wants: string | null, text: string | undefined): StaffCommand {
  if (wants === null) return { ask: 'order', number };
  if (wants === 'write') return { ask: 'write', conversationId, number, ...(text !== undefined && { text }) };
  return { ask: 'act', number, command: wants, written: {} };
}
