/**
 * A customer wrote, tapped or sent something: it is kept, understood against what the shop last said,
 * and answered, all in one decision.
 */

import { type Cart, emptyCart } from '../commerce/cart.ts';
import { setContact } from '../commerce/cart-changes.ts';
import type { Language } from '../commerce/catalog.ts';
import { phoneKey } from '../commerce/phone.ts';
import { cleanName, cleanText } from '../conversation/clean.ts';
import { CARRIED_CODE, isCode } from '../conversation/code.ts';
import { type Conversation, type Customer, isTakenOver, newConversation } from '../conversation/conversation.ts';
import type { InboundBody, InboundMessage, Menu } from '../conversation/message.ts';
import { nameInProfile } from '../conversation/person-name.ts';
import { LONGEST_NAME } from '../conversation/turn/answers.ts';
import { type Fragment, type Heard, hearBody, hearBurst, type Listening, menuOnTheTable } from '../conversation/turn/hearing.ts';
import { withoutOldEdit } from '../conversation/turn/order-edit-cart.ts';
import { asksForRight } from '../conversation/turn/rights.ts';
import { takeTurn } from '../conversation/turn/take-turn.ts';
import { say } from '../conversation/turn/turn.ts';
import { correct, hold, isFull, waitNoMore, withPart } from './burst.ts';
import { carriedFrom } from './carried-codes.ts';
import { chatId, conversationOf, settledIn } from './chats.ts';
import { ordersOf } from './counter.ts';
import type { Draft } from './draft.ts';
import { isUnseenChange } from './edited-message.ts';
import { goOnHere } from './going-on.ts';
import { notePhone, settleJoin } from './joining.ts';
import { messageId, messageSentAs } from './message-id.ts';
import { tellLateNews } from './not-sent.ts';
import { reached } from './reach.ts';
import { answersNews, asksForBot, begunBySeller, giveBack, handBack, keepForPerson } from './takeover.ts';
import { unlessTooMuch } from './too-much.ts';
import { keepTurn, turnIn, whose } from './turns.ts';

const CUSTOMER_ID_LENGTH = 16;

/** A message this old was written while the shop was away: what came meanwhile is answered in one turn, with an excuse. */
const LATE_MS = 5 * 60_000;

/** `heard`: the message is in the conversation already, because it was set aside before. */
export function answerCustomer(draft: Draft, arrived: InboundMessage, how: 'new' | 'heard' = 'new'): void {
  const message = withCarriedCode(arrived);
  const { conversation: known, customer } = whoWrites(draft, message);
  if (how === 'new' && message.body.kind === 'edited' && isUnseenChange(draft, known, message.body.text)) return;
  const quoted = message.quotes === undefined ? undefined : messageSentAs(draft, known, message.quotes);
  const before = listening(draft, known, customer);
  const heard = hearBody({ ...before, ...(quoted && { quoted }) }, message.body);
  const kept = how === 'heard' ? known : draft.hear(known, message.body, textOf(message.body, heard));
  if (message.body.kind === 'edited' && correct(draft, kept, message.body.of, message.body.text)) return;
  const silent = isTakenOver(known, draft.world.now) && !answersNews(draft, known, message.body, heard);
  if (silent && asksForBot(message.body)) return handBack(draft, kept, 'asked');
  const asksRight = silent && asksForRight(heard, draft.world.files);
  if (silent && !asksRight) return keepForPerson(draft, kept, customer, message.body);
  const given = asksRight ? giveBack(draft, kept) : kept;
  const conversation = how === 'heard' ? given : unlessTooMuch(draft, known, given, message);
  if (!conversation) return;
  const age = draft.world.now - message.at;
  if (age > draft.world.answerWithinMs && how === 'new') return draft.alert({ kind: 'not-answered', conversationId: known.id, data: {} });
  const late = heard.kind === 'words' && age > LATE_MS && how === 'new';
  if (heard.kind === 'fragment' || late) {
    const more = withPart(conversation, heard.kind === 'fragment' ? heard.text : heard.last, message.messageId);
    const waiting: Conversation = { ...more, ...(late && { late }) };
    if (!isFull(waiting)) return hold(draft, waiting);
    return converse(draft, waiting, customer, hearBurst({ ...before, conversation: waiting }), menuOnTheTable(before));
  }
  converse(draft, conversation, customer, heard, menuOnTheTable(before));
}

/** The link that opened the chat had a code of another of her chats in it: whatever the app wrote for her, that is what she says. */
function withCarriedCode(message: InboundMessage): InboundMessage {
  const { campaign, ...rest } = message;
  if (campaign === undefined || campaign.length !== CARRIED_CODE || !isCode(campaign)) return message;
  return message.body.kind === 'text' ? { ...rest, body: { kind: 'text', text: campaign } } : rest;
}

/** The second after a fragment has passed: what came until now is all there is. */
export function answerBurst(draft: Draft, conversationId: string): void {
  const conversation = draft.get('conversations', conversationId);
  const customer = conversation && draft.get('customers', conversation.customerId);
  if (!conversation || !customer || conversation.burst.length === 0 || isTakenOver(conversation, draft.world.now)) return;
  const before = listening(draft, conversation, customer);
  converse(draft, conversation, customer, hearBurst(before), menuOnTheTable(before));
}

function converse(draft: Draft, conversation: Conversation, customer: Customer, heard: Heard, table: Menu | null): void {
  const { late, ...punctual } = waitNoMore(draft, conversation);
  const opened = turnIn(draft, punctual, customer, table);
  if (late) say(opened.turn, opened.turn.wording.rich('greeting.late'));
  const result = takeTurn(opened.turn, heard);
  const now: Conversation = { ...result.conversation, lastInboundAt: draft.at };
  if (now.joining?.step === 'proved' && now.joining.code !== undefined) return goOnHere(draft, now);
  keepTurn(draft, opened, { ...result, conversation: now }, takenPlaceOf(heard));
  notePhone(draft, now.id, customer, result.customer);
  settleJoin(draft, now.id);
}

/** The next page of a list, or the list without the line she took out, stands where she tapped. */
function takenPlaceOf(heard: Heard): number | undefined {
  if (heard.kind !== 'option' || heard.option.means !== undefined) return undefined;
  const changesTheList = heard.option.commands.every(
    (command) => command.do === 'remove' || (command.do === 'show-catalog' && command.page !== undefined),
  );
  return changesTheList ? heard.tapped : undefined;
}

export function whoWrites(draft: Draft, message: InboundMessage): { readonly conversation: Conversation; readonly customer: Customer } {
  const conversation = conversationOf(draft, message);
  const customer = conversation && draft.get('customers', conversation.customerId);
  if (!conversation || !customer) return firstContact(draft, chatId(message), message);
  tellLateNews(draft, conversation);
  return { conversation: wrote(draft, reached(draft, conversation), message), customer };
}

function wrote(draft: Draft, before: Conversation, { at, knownAs }: InboundMessage): Conversation {
  const conversation = settledIn(draft, before, knownAs);
  const wroteAt = new Date(at).toISOString();
  return (conversation.wroteAt ?? '') < wroteAt ? { ...conversation, wroteAt } : conversation;
}

function firstContact(
  draft: Draft,
  id: string,
  message: InboundMessage,
): { readonly conversation: Conversation; readonly customer: Customer } {
  const customerId = draft.world.newId(CUSTOMER_ID_LENGTH);
  const campaign = message.campaign ?? campaignIn(message.body);
  const language = languageHinted(message.languageHint);
  const conversation = begunBySeller(
    draft,
    newConversation({
      id,
      channel: message.channel,
      account: message.account,
      chat: message.chat,
      customerId,
      language,
      campaign,
    }),
  );
  // Whoever made up the name of a profile wrote it for other people's screens.
  const name = cleanName(message.sender.name ?? '', LONGEST_NAME);
  const phone = asKey(message.sender.phone, draft.world.files.shop.country);
  const customer: Customer = {
    id: customerId,
    ...(name && { name }),
    ...(phone && { phone }),
    language,
    conversations: [id],
    firstSeenAt: draft.at,
    campaign,
  };
  draft.put('customers', customerId, customer);
  notePhone(draft, conversation.id, {}, customer);
  const contact = { ...contactName(name), ...(phone && { phone }) };
  if (name || phone) draft.put('carts', customerId, setContact(emptyCart(customerId), contact));
  draft.fact(whose(conversation), { what: 'arrived' });
  return { conversation: wrote(draft, conversation, message), customer };
}

/** A whole name is shown with the order, where she can change it; less is offered when the name is asked. */
function contactName(profile: string): Pick<Cart['contact'], 'name' | 'profile'> {
  const found = nameInProfile(profile);
  if (!found) return {};
  return found.isWhole ? { name: found.name } : { profile: found.name };
}

/** A telephone that the channel knows, as one that a customer writes is kept. */
function asKey(phone: string | undefined, country: string): string | undefined {
  return phone && (phoneKey(phone, country) ?? phone);
}

/** `#VERANO` in the first text: the code of a link or a printed QR; not one that she carries from another chat. */
function campaignIn(body: InboundBody): string | null {
  const found = body.kind === 'text' ? /(?:^|\s)#([\p{L}\p{N}_-]{2,32})/u.exec(body.text)?.[1] : undefined;
  return found === undefined || (found.length === CARRIED_CODE && isCode(found.toUpperCase())) ? null : found;
}

function languageHinted(hint: string | undefined): Language | null {
  const base = hint?.slice(0, 2).toLowerCase();
  return base === 'es' || base === 'pt' || base === 'en' ? base : null;
}

function listening(draft: Draft, conversation: Conversation, customer: Customer): Listening {
  return {
    files: draft.world.files,
    now: draft.world.now,
    conversation,
    cart: withoutOldEdit(
      draft.get('carts', conversation.customerId) ?? emptyCart(conversation.customerId),
      conversation.lastInboundAt,
      draft.world.now,
    ),
    orders: () => ordersOf(draft, conversation, customer),
    messageAt: (n) => draft.get('messages', messageId(conversation.id, n)),
    isGoodCode: (code) => carriedFrom(draft, code) !== null,
  };
}

/** How what the customer did is read in the conversation. */
function textOf(body: InboundBody, heard: Heard | Fragment): string {
  switch (body.kind) {
    case 'text':
      return cleanText(body.text).text;
    case 'choice':
      return heard.kind === 'option' ? heard.option.label : '';
    case 'location':
      return `${body.lat}, ${body.lng}`;
    case 'contact':
      return [body.name, body.phone].filter((part) => part !== '').join(', ');
    case 'media':
      return cleanText(body.caption).text;
    case 'edited':
      return cleanText(body.text).text;
    case 'unsupported':
      return cleanText(body.text ?? '').text;
  }
}
