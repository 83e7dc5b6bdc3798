/**
 * A turn: one message of a customer and all that the shop says to it. This file is the desk on which a
 * turn is prepared: what is known, what was said so far, what is asked at the end. The commands that
 * were understood are executed by the files beside it; nothing here reads a clock or a store.
 */

import type { Cart } from '../../commerce/cart.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { Minor } from '../../commerce/money.ts';
import { formatMoney } from '../../commerce/money.ts';
import type { Conversation, Customer } from '../conversation.ts';
import type { Choice, Spoken } from '../menu.ts';
import type { Menu, Picture, Rich } from '../message.ts';
import type { ShopFiles } from '../shop-files.ts';
import type { Pending } from '../understanding/understanding.ts';
import { joinLines, joinParagraphs, plainText, type Wording, wordingIn } from '../wording/wording.ts';
import type { Counter } from './counter.ts';
import { countingOwn } from './counting-own.ts';

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
  readonly bubbles: Spoken[];
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
  readonly say: readonly Spoken[];
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

function languageOf(conversation: Conversation, files: ShopFiles): Language {
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

/** Someone who asks for nothing more and has nothing in the cart is not pushed to buy. */
export function restIfEmptyHanded(turn: Turn): void {
  if (turn.cart.lines.length === 0) turn.atRest = true;
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

function lastBubble(turn: Turn): Spoken | null {
  const { question, paragraphs } = turn;
  const rich = joinParagraphs(question ? [...paragraphs, question.rich] : paragraphs);
  if (rich.length === 0) return null;
  if (question && question.choices.length > 0)
    return { kind: 'menu', rich, choices: question.choices, ...(question.image && { image: question.image }) };
  if (question?.ask) return { kind: 'ask', rich, what: question.ask };
  return { kind: 'text', rich };
}
