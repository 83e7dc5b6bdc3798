/**
 * What a helper wrote could be meant otherwise: she is asked, in the words of what would be done, and nothing is
 * changed before she answers.
 */
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { deskTexts } from '../../seller/desk/texts.ts';
import type { Draft } from '../draft.ts';
import type { Doing, Helper } from '../staff.ts';
import { act, orderFor, say, stepMeant } from './acting.ts';
import { cardOf } from './card.ts';
import { PHRASES } from './grammar.ts';
import { mayAsk } from './roles.ts';
import { talkOfStock } from './shelf.ts';
import { chatTexts, fill, inside, option, plain, spoken, tellHelper, wayOut } from './voice.ts';
import { nameOf } from './writing.ts';

/** Asks whether this is what she meant. `text`: what she wrote. */
export function askWhetherMeant(draft: Draft, helper: Helper, asked: StaffCommand, text: string): void {
  const texts = chatTexts(helper.language);
  if (!mayAsk(helper.role, asked.ask)) return say(draft, helper, texts.notYours);
  switch (asked.ask) {
    case 'act':
      return askAct(draft, helper, asked);
    case 'order':
      return showWhatCanBeDone(draft, helper, asked.number, text);
    case 'stock':
      return talkOfStock(draft, helper, asked, 'ask first');
    case 'write':
      return askWriting(draft, helper, asked);
    default:
      return askPlain(draft, helper, asked, text);
  }
}

/** She typed a number while another card came, or what may be a question: the order is named before anything is done. */
export function askAct(
  draft: Draft,
  helper: Helper,
  asked: Extract<StaffCommand, { readonly ask: 'act' }>,
  how: 'sure' | 'whichOne' = 'sure',
): void {
  const order = orderFor(draft, helper, asked.number);
  const name = order && stepMeant(order, asked.command);
  if (!order || !name) return;
  const texts = chatTexts(helper.language);
  const what = inside(deskTexts(helper.language).commands[name.command]);
  if (!name.offered) return act(draft, helper, asked);
  const words = fill(texts[how], { number: order.number, name: order.customer.name, what });
  const yes = option(texts.sureYes, { ...asked, number: order.number }, { means: 'yes' });
  tellHelper(draft, helper, [spoken(plain(words), [yes, wayOut(texts)])], order.conversationId);
}

function showWhatCanBeDone(draft: Draft, helper: Helper, number: number, text: string): void {
  const order = draft.get('orders', String(number));
  if (!order) return notUnderstood(draft, helper, text);
  if (!orderFor(draft, helper, number)) return;
  tellHelper(draft, helper, [cardOf(order, helper, fill(chatTexts(helper.language).notSureOrder, { number }))], order.conversationId);
}

function askWriting(draft: Draft, helper: Helper, asked: Extract<StaffCommand, { readonly ask: 'write' }>): void {
  const texts = chatTexts(helper.language);
  const order = asked.number === null ? undefined : orderFor(draft, helper, asked.number);
  if (!order || asked.text === undefined) return;
  const words = fill(texts.confirmWrite, { name: order.customer.name, text: asked.text });
  const yes = option(texts.confirmWriteYes, { ...asked, conversationId: order.conversationId, number: order.number }, { means: 'yes' });
  tellHelper(draft, helper, [spoken(plain(words), [yes, wayOut(texts)])], order.conversationId);
}

/** Mistyped: asked back as it is written. */
function askPlain(draft: Draft, helper: Helper, asked: StaffCommand, text: string): void {
  const texts = chatTexts(helper.language);
  const asks: Readonly<Record<string, readonly string[]>> = PHRASES[helper.language].asks;
  const words = asks[asked.ask]?.find((phrase) => !/[(|{.]/.test(phrase));
  if (words === undefined) return notUnderstood(draft, helper, text);
  tellHelper(draft, helper, [
    spoken(plain(fill(texts.meant, { words })), [option(texts.meantYes, asked, { means: 'yes' }), wayOut(texts)]),
  ]);
}

/** While she writes to a customer she writes what is a command to the shop: neither is taken for granted. */
export function askForWhom(
  draft: Draft,
  helper: Helper,
  { conversationId, number }: Extract<Doing, { readonly what: 'write' }>,
  asked: StaffCommand,
  text: string,
): void {
  const texts = chatTexts(helper.language);
  const words = fill(texts.forWhom, { name: nameOf(draft, helper, conversationId, number), text });
  const send: StaffCommand = { ask: 'write', conversationId, number, text };
  tellHelper(
    draft,
    helper,
    [spoken(plain(words), [option(texts.forCustomer, send), option(texts.forMe, asked), wayOut(texts)])],
    conversationId,
  );
}

/** Characters of what was not understood that are said back. */
const LONGEST_ECHO = 60;

export function notUnderstood(draft: Draft, helper: Helper, text: string): void {
  const texts = chatTexts(helper.language);
  const examples = examplesFor(helper);
  say(draft, helper, fill(texts.notUnderstood, { text: text.slice(0, LONGEST_ECHO), examples }));
}

export function examplesFor({ language, role }: Helper): string {
  const texts = chatTexts(language);
  return role === 'courier' ? texts.examplesCourier : texts.examples;
}
