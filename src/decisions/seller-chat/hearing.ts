/**
 * Who a message is from: a helper of the shop in her own chat, somebody who links one, or a customer. A helper's
 * message becomes what she asks for: a tap, the number or label of an option, an answer to what she was asked,
 * or words.
 */

import { cleanText } from '../../conversation/clean.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { chooseByText, readToken } from '../../conversation/menu.ts';
import type { InboundMessage, LoggedMessage, MenuOption } from '../../conversation/message.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { archiveOldMessages } from '../archive.ts';
import { waitNoMore } from '../burst.ts';
import { chatId } from '../chats.ts';
import { answerCustomer, whoWrites } from '../customer-message.ts';
import type { Draft } from '../draft.ts';
import { messageId, messageSentAs } from '../message-id.ts';
import type { Helper } from '../staff.ts';
import { isSameTap } from '../too-much.ts';
import { helperIn, putHelper } from '../who-helps.ts';
import { act, numberMeant, say } from './acting.ts';
import { answerAsk } from './answering.ts';
import { isAside } from './aside.ts';
import type { Heard } from './heard.ts';
import { linkByCode } from './linking.ts';
import { namesGoods } from './shelf.ts';
import { isSmallTalk, understandHelper } from './understand.ts';
import { askAct, askForWhom, askWhetherMeant, notUnderstood } from './unsure.ts';
import { chatTexts, fill } from './voice.ts';
import { passOn } from './writing.ts';

/** `heard`: the message is in the conversation already, because it was set aside before. */
export function takeMessage(draft: Draft, message: InboundMessage, how: 'new' | 'heard' = 'new'): void {
  const chat = chatId(message);
  const id = draft.get('aliases', chat)?.conversationId ?? chat;
  const helper = helperIn(draft, id);
  if (!helper) {
    if (!linkByCode(draft, message, id)) answerCustomer(draft, message, how);
    return;
  }
  const { conversation } = whoWrites(draft, message);
  const option = optionIn(draft, conversation, helper, message);
  const text = message.body.kind === 'text' ? cleanText(message.body.text).text : '';
  if (helper.shopping && !option && understood(draft, helper, text)?.asked.ask !== 'work') return answerCustomer(draft, message, how);
  const heard = how === 'heard' ? conversation : draft.hear(conversation, message.body, option?.option.label ?? text);
  const settled: Conversation = { ...waitNoMore(draft, heard), lastInboundAt: draft.at };
  draft.put('conversations', id, settled);
  if (how === 'new' && isSameTap(draft, conversation, message.body)) return;
  if (how === 'new' && helper.doing?.what === 'write') noteAbout(draft, settled, helper.doing.conversationId);
  answerHelper(draft, helper, { message, chosen: option, text, shown: orderShown(draft, conversation, message) });
  const now = draft.get('conversations', id);
  if (now) draft.put('conversations', id, archiveOldMessages(draft, now));
}

/** What she writes to a customer is found when that customer is to be forgotten. */
function noteAbout(draft: Draft, { id, lastN }: Conversation, about: string): void {
  const heard = draft.get('messages', messageId(id, lastN));
  if (heard) draft.put('messages', heard.id, { ...heard, about: [about] });
}

interface Chosen {
  readonly option: MenuOption;
  readonly staff: StaffCommand;
  readonly by: 'tap' | 'text';
  /** The message whose menu it is of. */
  readonly of: LoggedMessage;
}

const HOUR_MS = 60 * 60_000;

interface Arrived {
  readonly message: InboundMessage;
  readonly chosen: Chosen | null;
  readonly text: string;
  /** Number of the order whose card she quotes, or sees last. */
  readonly shown: number | null;
}

function answerHelper(draft: Draft, helper: Helper, { message, chosen, text, shown }: Arrived): void {
  const { doing, ...rest } = helper;
  const free: Helper = rest;
  if (doing) putHelper(draft, free);
  const texts = chatTexts(helper.language);
  const { answerWithinMs, now } = draft.world;
  if (now - message.at > answerWithinMs) return say(draft, free, fill(texts.late, { hours: Math.round(answerWithinMs / HOUR_MS) }));
  if (chosen)
    return cameWhileSheWrote(draft, chosen, message) && chosen.staff.ask === 'act'
      ? askAct(draft, free, chosen.staff, 'whichOne')
      : answerAsk(draft, free, chosen.staff);
  if (message.body.kind === 'choice') return say(draft, free, texts.oldMenu);
  const isOpen = doing !== undefined && doing.until > now;
  if (text === '') {
    if (isOpen) putHelper(draft, helper);
    else if (isAside(helper, now)) return;
    return say(draft, free, isOpen && doing.what === 'write' ? texts.writtenOnlyText : texts.onlyText);
  }
  const heard = aboutShown(understood(draft, helper, text), shown);
  if (isOpen && !(heard?.asked.ask === 'leave' && isOneWord(text))) {
    if (doing.what === 'write')
      return heard && isCommand(heard) ? askForWhom(draft, free, doing, heard.asked, text) : passOn(draft, free, doing, text);
    const { number, command, written, field } = doing;
    return act(draft, free, { ask: 'act', number, command, written: { ...written, [field]: text } });
  }
  if (isAside(helper, now) && !(heard?.clear && !isSmallTalk(heard.asked) && heard.asked.ask !== 'whose')) return;
  if (heard) return heard.clear ? answerAsk(draft, free, heard.asked) : askWhetherMeant(draft, free, heard.asked, text);
  notUnderstood(draft, free, text);
}

function understood(draft: Draft, { language }: Helper, text: string): Heard | null {
  const heard = understandHelper(text, language, namesGoods(draft.world.files.catalog));
  // "el 23" is named in full before anything is done with it.
  const isCalledShort = heard?.asked.ask === 'act' && numberMeant(draft, heard.asked.number) !== heard.asked.number;
  return heard && isCalledShort ? { ...heard, clear: false } : heard;
}

/** "enviado" under the card of an order is of that order; she is asked all the same. */
function aboutShown(heard: Heard | null, shown: number | null): Heard | null {
  if (heard?.asked.ask !== 'whose' || heard.asked.who !== '' || shown === null) return heard;
  const { wants, text } = heard.asked;
  if (wants === null) return { asked: { ask: 'order', number: shown }, clear: true };
  if (wants !== 'write') return { asked: { ask: 'act', number: shown, command: wants, written: {} }, clear: false };
  return { asked: { ask: 'write', conversationId: '', number: shown, ...(text !== undefined && { text }) }, clear: text === undefined };
}

function isOneWord(text: string): boolean {
  return !text.trim().includes(' ');
}

/** What nobody would write to a customer. */
const COMMANDS: ReadonlySet<StaffCommand['ask']> = new Set(['act', 'export', 'pause', 'pause-until-open', 'resume', 'summary', 'orders']);

function isCommand({ asked, clear }: Heard): boolean {
  return clear && COMMANDS.has(asked.ask);
}

/** A card that arrives while she types a number is not the one she means: below this, in ms, she is asked. */
const JUST_CAME_MS = 5_000;

function cameWhileSheWrote(draft: Draft, { by, staff, of }: Chosen, { quotes }: InboundMessage): boolean {
  return (
    by === 'text' &&
    staff.ask === 'act' &&
    quotes === undefined &&
    !isAnswer(draft, of) &&
    draft.world.now - Date.parse(of.at) < JUST_CAME_MS
  );
}

/** It was said to what she had just written. */
function isAnswer(draft: Draft, { conversationId, n }: LoggedMessage): boolean {
  return draft.get('messages', messageId(conversationId, n - 1))?.from === 'customer';
}

/** The one order that the menu she quotes, or the last one, has something to do with. */
function orderShown(draft: Draft, conversation: Conversation, message: InboundMessage): number | null {
  const menu = menuMeant(draft, conversation, message.quotes)?.body;
  const numbers = (menu?.kind === 'menu' ? menu.menu.options : []).flatMap(({ commands }) =>
    commands.flatMap((one) => (one.do === 'staff' && one.staff.ask === 'act' ? [one.staff.number] : [])),
  );
  const [only] = numbers;
  return only !== undefined && numbers.every((number) => number === only) ? only : null;
}

function menuMeant(draft: Draft, conversation: Conversation, quotes: InboundMessage['quotes']): LoggedMessage | undefined {
  const quoted = quotes === undefined ? undefined : messageSentAs(draft, conversation, quotes);
  const { id, lastMenuN } = conversation;
  return quoted ?? (lastMenuN === null ? undefined : draft.get('messages', messageId(id, lastMenuN)));
}

/** What she tapped, or the option that her text names: of the message she quoted, else of the last menu. */
function optionIn(draft: Draft, conversation: Conversation, helper: Helper, { body, quotes }: InboundMessage): Chosen | null {
  if (body.kind === 'choice') {
    const parts = readToken(body.token);
    const of = parts && draft.get('messages', messageId(conversation.id, parts.n));
    const menu = of?.body.kind === 'menu' ? of.body.menu : null;
    return of && menu && menu.id === parts?.menuId ? chosenFrom(menu.options[parts.index], 'tap', of) : null;
  }
  if (body.kind !== 'text') return null;
  const of = menuMeant(draft, conversation, quotes);
  if (of?.body.kind !== 'menu') return null;
  const chosen = chosenFrom(chooseByText(of.body.menu, body.text, 'whole labels') ?? undefined, 'text', of);
  // What she was asked to write may be a number; only the way out is none of it.
  return helper.doing && chosen?.staff.ask !== 'leave' ? null : chosen;
}

function chosenFrom(option: MenuOption | undefined, by: Chosen['by'], of: LoggedMessage): Chosen | null {
  const command = option?.commands.find((one) => one.do === 'staff');
  return option && command?.do === 'staff' ? { option, staff: command.staff, by, of } : null;
}
