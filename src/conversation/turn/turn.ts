/**
 * A turn: one message of a customer and all that the shop says to it. This file is the desk on which a
 * turn is prepared: what is known, what was said so far, what is asked at the end. The commands that
 * were understood are executed by the files beside it; nothing here reads a clock or a store.
 */

import type { Cart } from '../../commerce/cart.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { Complaint, ComplaintFiled } from '../../commerce/complaint.ts';
import type { Slot } from '../../commerce/delivery.ts';
import type { EditPreview } from '../../commerce/edit.ts';
import type { Minor } from '../../commerce/money.ts';
import { formatMoney } from '../../commerce/money.ts';
import type { Order, Withdrawal } from '../../commerce/order.ts';
import type { Deals } from '../../commerce/promotions.ts';
import type { Refusal } from '../../commerce/refusal.ts';
import type { Returning, ReturnWish } from '../../commerce/returns.ts';
import type { Conversation, Customer } from '../conversation.ts';
import type { Choice, Draft } from '../menu.ts';
import type { Menu, Picture, Rich } from '../message.ts';
import type { ShopFiles } from '../shop-files.ts';
import type { Pending } from '../understanding/understanding.ts';
import { joinLines, joinParagraphs, plainText, type Wording, wordingIn } from '../wording/wording.ts';
import { countingOwn } from './order-edit-cart.ts';

/** What happened in a turn that the validation wants to know; the decision adds who and when. */
export interface Note {
  readonly what: NoteName;
  readonly productId?: string;
  readonly variantId?: string;
  readonly orderId?: string;
  readonly qty?: number;
  readonly price?: Minor;
  /** A word or district that was asked for and is not offered; never a whole message. */
  readonly words?: string;
}

export type NoteName =
  | 'saw-catalog'
  | 'saw-product'
  | 'asked-price'
  | 'asked-stock'
  | 'asked-shipping'
  | 'asked-payment'
  | 'added'
  | 'removed'
  | 'gave-address'
  | 'saw-total'
  | 'price-objection'
  | 'not-found'
  | 'sold-out'
  | 'zone-not-served'
  | 'not-understood'
  | 'wanted-person'
  | 'opted-out';

/** What a turn may ask the shop to do: the only way from a conversation to stock and orders. */
export interface Counter {
  /** Units that can be sold now; null where stock is not counted. */
  readonly available: (variantId: string) => number | null;
  /** Orders that a part of a day (`slotId`) still has room for. */
  readonly room: (slotId: string, slot: Pick<Slot, 'capacity'>) => number;
  /** Promotions as they are for who this cart belongs to. */
  readonly deals: (cart: Cart) => Deals;
  /** The last orders of this customer, newest first. */
  readonly orders: () => readonly Order[];
  /** The shop takes no new orders for now. */
  readonly paused: () => boolean;
  /** Places the cart at exactly this total, reserving its stock. */
  readonly place: (cart: Cart, expectedTotal: Minor) => { readonly ok: true; readonly order: Order } | Refusal;
  /** A placed order with the cart that it is on the table as; nothing is written. */
  readonly previewEdit: (cart: Cart) => EditPreview | Refusal;
  /** Writes it at exactly this total. */
  readonly edit: (cart: Cart, expectedTotal: Minor) => { readonly ok: true; readonly order: Order } | Refusal;
  /** Her answer to a change that the seller proposed. */
  readonly answerProposal: (orderId: string, accept: boolean) => { readonly ok: true; readonly order: Order } | Refusal;
  readonly cancel: (orderId: string) => { readonly ok: true; readonly order: Order } | Refusal;
  /** She shows that she paid: the receipt waits for the seller. */
  readonly claimPaid: (orderId: string, claim: ReceiptShown) => void;
  /** What she will hand over at her door. */
  readonly payWith: (orderId: string, amount: Minor) => void;
  /** Asks for what is due of an order by the way she chose; the link or code comes later as a message of its own. */
  readonly askForPayment: (orderId: string) => void;
  /** Looks with the provider whether a payment came; the answer comes later as a message of its own. */
  readonly lookForPayment: (orderId: string) => void;
  readonly fileComplaint: (filed: ComplaintFiled) => Complaint;
  readonly requestReturn: (orderId: string, wish: ReturnWish) => Returning;
  readonly withdraw: (orderId: string) => { readonly ok: true; readonly withdrawal: Withdrawal; readonly delivered: boolean } | Refusal;
  /** Address of a file with all her data, open for a while. */
  readonly ownDataLink: () => string;
  /** Everything of hers is removed, soon. */
  readonly forgetMe: () => void;
  /** Tells a code to who bought with this telephone in another conversation, where there is somebody (`other`). */
  readonly sendJoinCode: (phone: string | undefined) => { readonly code: string; readonly other: string | null };
  /** A code with which she goes on elsewhere, and the links that bring it there. */
  readonly carryCode: () => Carried;
  /** Whose code it is; null where it is used, too old, or made up. */
  readonly carriedFrom: (code: string) => CarriedFrom | null;
  readonly callOffReturn: (orderId: string, returnId: string) => Returning;
  /** Shows the seller that this customer needs her. */
  readonly callSeller: (
    why: 'order-while-paused' | 'person-wanted' | 'customer-in-trouble' | 'message-from-flow' | 'file-received' | 'voice-received',
    data: Readonly<Record<string, string>>,
  ) => void;
}

/** A link that opens a chat of the shop on this channel. */
export interface Invite {
  readonly channel: string;
  readonly url: string;
}

export interface Carried {
  readonly code: string;
  readonly invites: readonly Invite[];
}

export interface CarriedFrom {
  /** Of the conversation. */
  readonly id: string;
  readonly channel: string;
}

/** A picture of a receipt, the number of an operation, or both. */
export interface ReceiptShown {
  readonly proof?: { readonly ref: string; readonly mime: string; readonly sha256?: string };
  readonly operation?: string;
}

export interface Turn {
  readonly files: ShopFiles;
  /** ms since the epoch. */
  readonly now: number;
  readonly newId: (length: number) => string;
  readonly counter: Counter;
  wording: Wording;
  conversation: Conversation;
  customer: Customer;
  cart: Cart;
  /** The menu that "sí" and "no" answer; null where none is on the table. */
  readonly table: Menu | null;
  /** Bubbles that stand before the one with the question: links. */
  readonly bubbles: Draft[];
  /** Paragraphs of the bubble being made. */
  readonly paragraphs: Rich[];
  /** The last paragraph tells of changes of the cart: one more is a line of it. */
  tellsChanges: boolean;
  question: Question | null;
  readonly notes: Note[];
  /** Something in the cart changed: the new total is said. */
  cartChanged: boolean;
  /** Where among the paragraphs the cart is to be said; null where it is not shown. */
  cartAt: number | null;
  /** The customer is left in peace: nothing is offered where nothing is asked. */
  atRest: boolean;
  /** What was pending was answered or made void in this turn, so that it is not "still" asked. */
  pendingTouched: boolean;
}

/** How a turn ends: with at most one question. `image` stands with it. */
export interface Question {
  readonly rich: Rich;
  readonly choices: readonly Choice[];
  readonly image?: Picture | null;
  readonly ask?: 'location' | 'contact' | 'text';
  readonly pending: Pending | null;
  /** Shown in passing: what the order itself lacks is asked first. */
  readonly courtesy?: true;
}

export interface TurnResult {
  readonly conversation: Conversation;
  readonly customer: Customer;
  readonly cart: Cart;
  readonly say: readonly Draft[];
  readonly notes: readonly Note[];
}

export function openTurn(input: {
  readonly files: ShopFiles;
  readonly now: number;
  readonly newId: (length: number) => string;
  readonly counter: Counter;
  readonly conversation: Conversation;
  readonly customer: Customer;
  readonly cart: Cart;
  readonly table: Menu | null;
}): Turn {
  const turn: Turn = {
    ...input,
    counter: countingOwn(input.counter, () => turn.cart),
    wording: wordingIn(input.files.texts, languageOf(input.conversation, input.files)),
    bubbles: [],
    paragraphs: [],
    tellsChanges: false,
    question: null,
    notes: [],
    cartChanged: false,
    cartAt: null,
    atRest: false,
    pendingTouched: false,
  };
  return turn;
}

export function languageOf(conversation: Conversation, files: ShopFiles): Language {
  return conversation.language ?? files.shop.language;
}

export function speak(turn: Turn, language: Language): void {
  turn.conversation = { ...turn.conversation, language };
  turn.wording = wordingIn(turn.files.texts, language);
}

/** The same words are not said twice in one turn, whatever two commands had to say. */
export function say(turn: Turn, rich: Rich): void {
  const text = plainText(rich);
  if (!turn.paragraphs.some((paragraph) => plainText(paragraph) === text)) turn.paragraphs.push(rich);
  turn.tellsChanges = false;
}

/** Says what is needed; the question itself follows at the end of the turn. */
export function misfit(turn: Turn, rich: Rich): void {
  say(turn, rich);
  turn.pendingTouched = true;
}

/** What happened to the cart: several changes of one message are the lines of one paragraph. */
export function sayChange(turn: Turn, rich: Rich): void {
  const before = turn.tellsChanges ? turn.paragraphs.pop() : undefined;
  turn.paragraphs.push(before ? joinLines([before, rich]) : rich);
  turn.tellsChanges = true;
}

/** The last question wins: a later command of the same message knows better what comes next. */
export function ask(turn: Turn, question: Question): void {
  turn.question = question;
}

export function note(turn: Turn, what: NoteName, details: Omit<Note, 'what'> = {}): void {
  turn.notes.push({ what, ...details });
}

export function money(turn: Turn, amount: Minor): string {
  return formatMoney(amount, turn.files.shop.currency);
}

/** Bubbles of one turn (features.md §6.1): what does not fit stays in the question's bubble as text. */
export const MOST_BUBBLES = 3;

export function closeTurn(turn: Turn): TurnResult {
  const say = [...turn.bubbles.slice(0, MOST_BUBBLES - 1)];
  const last = lastBubble(turn);
  if (last) say.push(last);
  const conversation: Conversation = { ...turn.conversation, pending: turn.question?.pending ?? null };
  return { conversation, customer: turn.customer, cart: turn.cart, say, notes: turn.notes };
}

function lastBubble(turn: Turn): Draft | null {
  const { question, paragraphs } = turn;
  const rich = joinParagraphs(question ? [...paragraphs, question.rich] : paragraphs);
  if (rich.length === 0) return null;
  if (question && question.choices.length > 0)
    return { kind: 'menu', rich, choices: question.choices, ...(question.image && { image: question.image }) };
  if (question?.ask) return { kind: 'ask', rich, what: question.ask };
  return { kind: 'text', rich };
}
