/**
 * What a customer did, read against what the shop said last: a tap, the number or the label of an
 * option, words, a fragment of a burst, or something that is none of these.
 */
import type { Cart } from '../../commerce/cart.ts';
import type { Order } from '../../commerce/order.ts';
import { couponKey } from '../../commerce/promotions.ts';
import { cleanText } from '../clean.ts';
import { codeIn, possibleCodes } from '../code.ts';
import type { Conversation } from '../conversation.ts';
import { chooseByText, readToken } from '../menu.ts';
import type { InboundBody, LoggedMessage, Menu, MenuOption } from '../message.ts';
import type { ShopFiles } from '../shop-files.ts';
import { FREE_TEXT } from '../understanding/digression.ts';
import { understand } from '../understanding/understand.ts';
import type { Pending, Understanding } from '../understanding/understanding.ts';
import { aboutPlacedOrder } from './order-edit-heard.ts';

/** What came, already resolved against the menus of the conversation. */
export type Heard =
  /** `text`: with the parts of the burst that waited for it; `last`: what this message added. */
  | { readonly kind: 'words'; readonly text: string; readonly last: string; readonly cut: boolean; readonly understood: Understanding }
  /** `tapped`: number of the message whose button it was, while that is the last thing in the chat. */
  | { readonly kind: 'option'; readonly option: MenuOption; readonly tapped?: number }
  /** A tap on something that is gone or was never of this conversation. */
  | { readonly kind: 'lost-option' }
  /** A code from one of her other conversations, good or not. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'other'; readonly body: Exclude<InboundBody, { readonly kind: 'text' | 'choice' }> };

/** Part of a burst: the rest is waited for. */
export type Fragment = { readonly kind: 'fragment'; readonly text: string };

/** What is needed to hear: the conversation before this message, and its messages by number. */
export interface Listening {
  readonly files: ShopFiles;
  /** ms since the epoch. */
  readonly now: number;
  readonly conversation: Conversation;
  readonly cart: Cart;
  /** The last orders of this customer, newest first. */
  readonly orders: () => readonly Order[];
  readonly messageAt: (n: number) => LoggedMessage | undefined;
  /** Whether it was given in another chat, and still opens this one. */
  readonly isGoodCode: (code: string) => boolean;
  /** The message of the shop that the customer quoted, where she did. */
  readonly quoted?: LoggedMessage;
}

export function hearBody(listening: Listening, body: InboundBody): Heard | Fragment {
  switch (body.kind) {
    case 'choice':
      return hearTap(listening, body.token);
    case 'text':
      return hearText(listening, body.text);
    default:
      return { kind: 'other', body };
  }
}

/** All parts of a burst, after the second in which nothing more came. */
export function hearBurst(listening: Listening): Heard {
  const text = listening.conversation.burst.join('\n');
  return { kind: 'words', text, last: text, cut: false, understood: understandIn(listening, text) };
}

/** The menu a "sí" or the beginning of a label is about: the last one, if the customer has done nothing since. */
export function menuOnTheTable({ conversation, messageAt }: Pick<Listening, 'conversation' | 'messageAt'>): Menu | null {
  const { lastMenuN, lastN, burst } = conversation;
  if (lastMenuN === null) return null;
  let fragments = burst.length;
  for (let n = lastN; n > lastMenuN; n -= 1) {
    if (messageAt(n)?.from !== 'customer') continue;
    if (fragments === 0) return null;
    fragments -= 1;
  }
  return menuIn(messageAt(lastMenuN));
}

function menuIn(message: LoggedMessage | undefined): Menu | null {
  return message?.body.kind === 'menu' ? message.body.menu : null;
}

/** Only what this conversation was shown means anything. */
function hearTap(listening: Listening, token: string): Heard {
  const parts = readToken(token);
  const menu = parts && menuIn(listening.messageAt(parts.n));
  const option = menu && menu.id === parts.menuId ? menu.options[parts.index] : undefined;
  if (!parts || !option) return { kind: 'lost-option' };
  return { kind: 'option', option, ...(isLastInChat(listening, parts.n) && { tapped: parts.n }) };
}

/** Taps leave nothing in the chat. */
function isLastInChat({ conversation, messageAt }: Listening, n: number): boolean {
  for (let later = conversation.lastN; later > n; later -= 1) if (messageAt(later)?.body.kind !== 'choice') return false;
  return true;
}

function hearText(listening: Listening, raw: string): Heard | Fragment {
  const { conversation } = listening;
  const { text, cut } = cleanText(withoutCampaign(conversation, raw));
  if (text === '') return { kind: 'other', body: { kind: 'unsupported', what: 'empty' } };
  const option = typedOption(listening, text);
  if (option) return { kind: 'option', option };
  const code = codeHeard(listening, text);
  if (code !== null) return { kind: 'code', code };
  const whole = [...conversation.burst, text].join('\n');
  const understood = understandIn(listening, whole);
  return understood.complete ? { kind: 'words', text: whole, last: text, cut, understood } : { kind: 'fragment', text };
}

/** A code is never an order; one that is good for nothing may be a coupon, or a text to embroider. */
function codeHeard({ files, conversation, isGoodCode }: Listening, text: string): string | null {
  const code = codeIn(text);
  if (code === null) return possibleCodes(text).find(isGoodCode) ?? null;
  if (isGoodCode(code)) return code;
  return files.vocabulary.coupons.has(couponKey(code)) || wantsAnyText(conversation.pending) ? null : code;
}

function wantsAnyText(pending: Pending | null): boolean {
  if (pending === null || pending.slot === 'join.code') return false;
  return FREE_TEXT.has(pending.slot) || pending.expects === 'text' || pending.expects === 'story';
}

function withoutCampaign({ campaign, lastInboundAt }: Conversation, text: string): string {
  return lastInboundAt === null && campaign !== null ? text.replace(`#${campaign}`, '') : text;
}

/** A number or label of the menu she quoted, or of the last one, unless the question on the table wants digits itself. */
function typedOption(listening: Listening, text: string): MenuOption | null {
  const quoted = menuIn(listening.quoted);
  const chosen = quoted && chooseByText(quoted, text);
  if (chosen) return chosen;
  const { lastMenuN, burst, pending } = listening.conversation;
  if (lastMenuN === null || burst.length > 0 || (wantsDigits(pending) && /^\d+$/.test(text))) return null;
  const menu = menuIn(listening.messageAt(lastMenuN));
  return menu && chooseByText(menu, text, menuOnTheTable(listening) ? 'beginnings' : 'whole labels');
}

/** Questions whose answer is a number: "2" is two units then, not the second option. */
function wantsDigits(pending: Pending | null): boolean {
  return (
    pending?.slot === 'line.qty' ||
    pending?.slot === 'payment.cash' ||
    pending?.slot === 'contact.phone' ||
    pending?.expects === 'number' ||
    pending?.expects === 'phone'
  );
}

function understandIn({ files, now, conversation, cart, orders }: Listening, text: string): Understanding {
  const { shop, vocabulary } = files;
  const { pending, focus, language } = conversation;
  const context = { shop, vocabulary, pending, language, now };
  return aboutPlacedOrder({ files, cart, pending, orders }, understand(text, { ...context, cart, focus }), (order, line) =>
    understand(text, { ...context, cart: order, focus: line, pending: null }),
  );
}
