/**
 * A person of the shop speaks with a customer herself: in the channel's own app, from the page, through the API or
 * from her own chat. The program is silent in that conversation from then on: what it had not sent yet stays unsent,
 * what the customer writes is kept for the person. It speaks again some hours after the person's last message, or as
 * soon as either of them writes "bot", or the customer asks for what the law gives her without anybody's leave. News of
 * an order are told all the same: they are what a shop owes a customer whoever is at the counter, as every inbox that
 * pauses its bot keeps sending the notices of the store. What nudges or asks waits.
 */

import type { TypedBySeller } from '../conversation/channel-news.ts';
import { cleanText } from '../conversation/clean.ts';
import { type Conversation, type Customer, isTakenOver } from '../conversation/conversation.ts';
import { foldLabel, readToken } from '../conversation/menu.ts';
import type { InboundBody } from '../conversation/message.ts';
import { takeReceipt } from '../conversation/turn/receipts.ts';
import { archiveOldMessages } from './archive.ts';
import { waitNoMore } from './burst.ts';
import { chatId, conversationOf } from './chats.ts';
import type { Draft } from './draft.ts';
import type { TalkAction } from './event.ts';
import { goOn } from './going-on.ts';
import { messageId } from './message-id.ts';
import type { Talk, TalkReply } from './talk.ts';
import { turnIn } from './turns.ts';
import { withdrawUnsent } from './unsent.ts';
import { helperIn } from './who-helps.ts';

/** What ends it, in every language: the word that the texts name. */
const BOT = 'bot';
/** Who wrote nothing for this long does not know of the program's part in it, in ms; WhatsApp's window is as long. */
const KNOWS_US_MS = 24 * 60 * 60_000;

/** `<kind>:<conversation>`, also of a chat that is no conversation: whom the seller wrote to first is hers to answer. */
export const takeoverTimer = (conversationId: string) => `takeover:${conversationId}`;

/** "Bot", "/bot", "Bot." */
export function asksForBot(body: InboundBody): boolean {
  return body.kind === 'text' && foldLabel(body.text) === BOT;
}

/** In a chat that the shop never saw there is nobody to be a customer: only that the seller speaks there is remembered. */
export function typedBySeller(draft: Draft, news: TypedBySeller): void {
  const conversation = conversationOf(draft, news);
  const until = news.at + draft.world.takeoverMs;
  if (!conversation) return noteOwnChat(draft, chatId(news), asksForBot(news.body) ? 0 : until);
  const heard = quiet(draft, draft.hear(conversation, news.body, wordsOf(news.body), 'seller'));
  if (asksForBot(news.body)) return isTakenOver(heard, draft.world.now) ? handBack(draft, heard, 'asked') : undefined;
  if (until > draft.world.now) begin(draft, heard, 'phone', until);
}

function noteOwnChat(draft: Draft, id: string, until: number): void {
  if (until > draft.world.now) draft.setTimer({ id: takeoverTimer(id), kind: 'takeover', ref: id, at: until, round: 0 });
  else draft.clearTimer(takeoverTimer(id));
}

/** A first message in a chat that the seller began: it is an answer to her. */
export function begunBySeller(draft: Draft, conversation: Conversation): Conversation {
  const timer = draft.get('timers', takeoverTimer(conversation.id));
  if (!timer || timer.at <= draft.world.now) return conversation;
  return { ...conversation, takenOver: { by: 'phone', until: timer.at, told: false } };
}

export function talk(draft: Draft, action: TalkAction): TalkReply {
  const conversation = conversationOf(draft, action.conversationId);
  if (!conversation) return { ok: false, code: 'CONVERSATION_NOT_FOUND', conversationId: action.conversationId };
  if (action.do === 'hand-back') {
    if (isTakenOver(conversation, draft.world.now)) handBack(draft, conversation, 'asked');
    return { ok: true, talk: standing(draft, conversation.id, null) };
  }
  if (conversation.unreachable) return { ok: false, code: 'CUSTOMER_UNREACHABLE', because: conversation.unreachable.because };
  // In a helper's chat there is no customer to take over, and her cards are not to be taken back.
  const begun = helperIn(draft, conversation.id)
    ? conversation
    : begin(draft, quiet(draft, conversation), action.by, draft.world.now + draft.world.takeoverMs);
  if (action.do === 'take-over') return { ok: true, talk: standing(draft, begun.id, null) };
  const { text } = cleanText(action.text);
  if (text === '') return { ok: false, code: 'NOTHING_SELECTED' };
  const said = archiveOldMessages(draft, draft.say(begun, [{ kind: 'text', rich: [{ t: text }] }], { from: 'seller' }));
  draft.put('conversations', said.id, said);
  return { ok: true, talk: standing(draft, said.id, said.lastN) };
}

function standing(draft: Draft, conversationId: string, n: number | null): Talk {
  const takenOver = draft.get('conversations', conversationId)?.takenOver;
  return { n, takenOver: takenOver ? { by: takenOver.by, until: takenOver.until } : null };
}

/** A button of news of an order, or its number where nothing was said since: an answer to the shop, not to the person. */
export function answersNews(
  draft: Draft,
  { id, lastN, lastMenuN }: Conversation,
  body: InboundBody,
  heard: { readonly kind: string },
): boolean {
  if (heard.kind !== 'option') return false;
  const n = body.kind === 'choice' ? readToken(body.token)?.n : lastMenuN === lastN ? lastMenuN : undefined;
  return n !== undefined && n !== null && draft.get('messages', messageId(id, n))?.orderId !== undefined;
}

/** Kept and not answered. A receipt is put with its order all the same, or the order would expire while they speak. */
export function keepForPerson(draft: Draft, heard: Conversation, customer: Customer, body: InboundBody): void {
  const kept = archiveOldMessages(draft, { ...heard, lastInboundAt: draft.at });
  draft.put('conversations', kept.id, kept);
  if (body.kind === 'media' && (body.media === 'image' || body.media === 'document'))
    takeReceipt(turnIn(draft, kept, customer, null).turn, body);
  if (kept.takenOver && kept.takenOver.by !== 'phone') draft.alert({ kind: 'customer-waits', conversationId: kept.id, data: {} });
}

/** What was not sent yet stays unsent, but for news of orders; what waited for more words is not waited for. */
function quiet(draft: Draft, conversation: Conversation): Conversation {
  const { late: _late, ...rest } = waitNoMore(draft, conversation);
  const unsent = isTakenOver(conversation, draft.world.now) ? [] : withdrawUnsent(draft, conversation, 'seller-wrote');
  const menuLeft = conversation.lastMenuN !== null && !unsent.includes(conversation.lastMenuN);
  const silent: Conversation = { ...rest, lastMenuN: menuLeft ? conversation.lastMenuN : null };
  draft.put('conversations', silent.id, silent);
  return silent;
}

/** Begins or goes on. The customer is told when it begins, once, where she has been speaking with the program. */
function begin(draft: Draft, conversation: Conversation, by: string, until: number): Conversation {
  const { now, files } = draft.world;
  const before = isTakenOver(conversation, now) ? conversation.takenOver : undefined;
  const isKnown = conversation.lastInboundAt !== null && now - Date.parse(conversation.lastInboundAt) < KNOWS_US_MS;
  const told = before ? before.told : isKnown;
  const taken: Conversation = { ...conversation, wantsPerson: false, takenOver: { by, until, told } };
  draft.setTimer({ id: takeoverTimer(taken.id), kind: 'takeover', ref: taken.id, at: until, round: 0 });
  for (const kind of SEEN_TO) draft.dropAlert(`${kind}:${taken.id}`);
  draft.put('conversations', taken.id, taken);
  if (before || !told) return taken;
  const wording = draft.wording(taken.language ?? files.shop.language);
  return draft.say(taken, [{ kind: 'text', rich: wording.rich('takeover.begun', { shop: files.shop.name }) }]);
}

/** What the seller had to know, and has seen to by speaking with the customer. */
const SEEN_TO = ['person-wanted', 'customer-in-trouble', 'customer-waits', 'not-answered'] as const;

/** Without a word: what comes next is said by whoever was asked. Answers the conversation as it is now. */
export function giveBack(draft: Draft, { takenOver: _past, ...rest }: Conversation): Conversation {
  draft.clearTimer(takeoverTimer(rest.id));
  draft.put('conversations', rest.id, rest);
  return rest;
}

export function handBack(draft: Draft, conversation: Conversation, why: 'asked' | 'time'): void {
  const { takenOver } = conversation;
  const rest = giveBack(draft, conversation);
  const isWaiting = isWaitingForAnswer(draft, rest);
  if (why === 'asked') draft.dropAlert(`customer-waits:${rest.id}`);
  else if (isWaiting) draft.alert({ kind: 'customer-waits', conversationId: rest.id, data: {} });
  if (why === 'asked' || (isWaiting && takenOver?.told)) goOn(draft, rest, (wording) => wording.rich('takeover.over'));
}

/** The last word was hers; what the program told of an order in between is no answer. */
function isWaitingForAnswer(draft: Draft, { id, firstN, lastN }: Conversation): boolean {
  for (let n = lastN; n >= firstN; n -= 1) {
    const from = draft.get('messages', messageId(id, n))?.from;
    if (from !== 'shop') return from === 'customer';
  }
  return false;
}

/** Some hours passed without a message of the person. */
export function endInTime(draft: Draft, conversationId: string): void {
  const conversation = conversationOf(draft, conversationId);
  if (conversation?.takenOver && !isTakenOver(conversation, draft.world.now)) handBack(draft, conversation, 'time');
}

function wordsOf(body: InboundBody): string {
  switch (body.kind) {
    case 'text':
    case 'edited':
      return cleanText(body.text).text;
    case 'media':
      return cleanText(body.caption).text;
    case 'location':
      return `${body.lat}, ${body.lng}`;
    case 'contact':
      return [body.name, body.phone].filter((part) => part !== '').join(', ');
    case 'unsupported':
      return cleanText(body.text ?? '').text;
    case 'choice':
      return '';
  }
}
