/**
 * Somebody who buys on Telegram, as people do: she answers what the shop asks, by tapping or by number, taps twice when
 * it seems slow, sends a sticker in between. What she does next depends only on her screen and her dice, so that
 * she gets through whatever comes late, twice or not at all.
 */
import type { Wording } from '../../../src/conversation/wording/wording.ts';
import type { OnScreen, UserApp } from '../../stand-ins/telegram/user-app.ts';
import type { Dice } from '../dice.ts';

export interface Wish {
  /** What she writes first. */
  readonly says: string;
  /** What she taps of a list of products and of their kinds. */
  readonly picks: readonly string[];
}

type Stage = 'buying' | 'to pay' | 'paying' | 'bought' | 'left';

/** Shares of her turns. */
const TYPES_THE_NUMBER = 0.15;
const TAPS_TWICE = 0.1;
const SENDS_A_STICKER = 0.04;
const BLOCKS = 0.004;
/** Turns without a sign of the shop after which she asks again. */
const PATIENCE_TURNS = 40;

export class Buyer {
  readonly app: UserApp;
  readonly #wording: Wording;
  readonly #dice: Dice;
  readonly #wish: Wish;
  readonly #phone: string;
  readonly #pay: ((preference: string) => void) | null;
  readonly #labels: readonly string[];
  readonly #placed: RegExp;
  readonly #paid: RegExp;
  #stage: Stage = 'buying';
  #read = 0;
  #waited = 0;

  constructor(parts: {
    readonly app: UserApp;
    readonly wording: Wording;
    readonly dice: Dice;
    readonly wish: Wish;
    readonly phone: string;
    /** Pays by link, with the id of its preference; null: in cash. */
    readonly pay: ((preference: string) => void) | null;
  }) {
    this.app = parts.app;
    this.#wording = parts.wording;
    this.#dice = parts.dice;
    this.#wish = parts.wish;
    this.#phone = parts.phone;
    this.#pay = parts.pay;
    const { plain } = parts.wording;
    this.#labels = [
      ...parts.wish.picks,
      plain('ask.personal_none'),
      plain('cart.close'),
      plain('delivery.pickup'),
      plain('ask.name_yes', { name: parts.app.user.first_name }),
      parts.pay ? plain('payment.link') : plain('payment.cash_pickup'),
      plain('summary.confirm'),
    ];
    this.#placed = numbered(plain('order.placed', { number: MARK }));
    this.#paid = numbered(plain('payment.approved_pickup', { number: MARK, when: REST }));
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** Numbers of the orders that the shop told her of, each as often as it did. */
  get told(): readonly number[] {
    return this.#numbers(this.#placed);
  }

  /** Of those, whose payment arrived. */
  get toldPaid(): readonly number[] {
    return this.#numbers(this.#paid);
  }

  get isDone(): boolean {
    return this.#stage === 'bought' || this.#stage === 'left';
  }

  begins(): void {
    this.app.starts();
    this.app.says(this.#wish.says);
  }

  /** Looks at her screen and does one thing, or waits. */
  acts(): void {
    if (this.#stage === 'buying') this.#buys();
    else if (this.#stage === 'to pay') this.#pays();
    else if (this.#stage === 'paying' && this.toldPaid.length > 0) this.#stage = 'bought';
  }

  #buys(): void {
    if (this.told.length > 0) {
      this.#stage = this.#pay ? 'to pay' : 'bought';
      return;
    }
    const fresh = this.app.heard.slice(this.#read);
    if (fresh.length === 0) return this.#waits();
    this.#waited = 0;
    if (this.#dice.chance(BLOCKS)) return this.#leaves();
    if (this.#dice.chance(SENDS_A_STICKER)) this.app.sendsSticker();
    if (this.#answers(fresh)) this.#read = this.app.heard.length;
  }

  #pays(): void {
    // Written out, or behind a button where Telegram takes its address.
    const places = this.app.heard.flatMap(({ text, buttons }) => [text, ...buttons.flat().map(({ url = '' }) => url)]);
    const preference = places.map((place) => /[?&]pref_id=([\w-]+)/.exec(place)?.[1]).find((found) => found !== undefined);
    if (preference === undefined) return;
    this.#stage = 'paying';
    this.#pay?.(preference);
  }

  #answers(fresh: readonly OnScreen[]): boolean {
    const text = fresh.map((message) => message.text).join('\n');
    if (text.includes(this.#wording.plain('ask.name'))) return this.#says('Ana Quispe');
    if (text.includes(this.#wording.plain('ask.phone'))) return this.#says(this.#phone);
    const buttons = fresh
      .flatMap((message) => message.buttons.flat())
      .map((button) => ({ ...button, label: button.text.replace(/^\d+\. /, '') }));
    for (const wanted of this.#labels) {
      const button = buttons.findLast(({ label, callback_data }) => callback_data !== undefined && label.startsWith(wanted));
      if (button) return this.#chooses(button.text);
    }
    return false;
  }

  #chooses(label: string): boolean {
    const number = /^(\d+)\. /.exec(label)?.[1];
    if (number !== undefined && this.#dice.chance(TYPES_THE_NUMBER)) return this.#says(number);
    this.app.taps(label);
    if (this.#dice.chance(TAPS_TWICE)) this.app.taps(label);
    return true;
  }

  #says(text: string): boolean {
    this.app.says(text);
    return true;
  }

  #numbers(told: RegExp): readonly number[] {
    return this.app.heard.flatMap(({ text }) => [...text.matchAll(told)].map(([, number]) => Number(number)));
  }

  #waits(): void {
    this.#waited += 1;
    if (this.#waited % PATIENCE_TURNS === 0) this.app.says(this.#wish.says);
  }

  #leaves(): void {
    this.app.blocks();
    this.#stage = 'left';
  }
}

const MARK = '\u0000';
const REST = '\u0001';

function numbered(text: string): RegExp {
  const [start = ''] = text.split(REST);
  const [before = '', after = ''] = start.split(MARK).map((part) => part.replaceAll(/[^\p{L}\p{N} ]/gu, '\\$&'));
  return new RegExp(`${before}(\\d+)${after}`, 'g');
}
