/**
 * What the bot has not confirmed yet, oldest first. An update gets its number when it is first told, so that
 * updates of different chats can overtake each other on the way, as they do; those of one chat never do.
 */

import type { Faults } from './faults.ts';
import type { News, Update } from './objects.ts';

/** bot-api Client.cpp. */
const LIFETIME_MS = 24 * 3600_000;
const TAP_LIFETIME_MS = 150_000;

/** The kinds that come where nobody asked for others, of those that the stand-in tells (spec: getUpdates). */
const DEFAULT_KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member'];

export interface Waiting {
  readonly chat: number;
  readonly news: News;
  /** ms since the epoch. */
  readonly until: number;
  id: number | null;
}

export class Updates {
  readonly #now: () => number;
  readonly #faults: Faults;
  #allowed: readonly string[] = DEFAULT_KINDS;
  #waiting: Waiting[] = [];
  #lastConfirmed: Waiting[] = [];
  /** As high as those of a bot that has lived for a while. */
  #nextId = 900_000_001;

  constructor(now: () => number, faults: Faults) {
    this.#now = now;
    this.#faults = faults;
  }

  /** From now on only these kinds; what is not said stays as it was, an empty list is the default. */
  allow(kinds: unknown): void {
    if (Array.isArray(kinds)) this.#allowed = kinds.length > 0 ? kinds.map(String) : DEFAULT_KINDS;
  }

  push(chat: number, news: News): void {
    if (!Object.keys(news).every((kind) => this.#allowed.includes(kind))) return;
    const lifetime = 'callback_query' in news ? TAP_LIFETIME_MS : LIFETIME_MS;
    const waiting: Waiting = { chat, news, until: this.#now() + lifetime, id: null };
    const last = this.#waiting.length;
    const first = 1 + this.#waiting.findLastIndex((other) => other.id !== null || other.chat === chat);
    const at = this.#faults.isTold('overtakes') ? this.#faults.place(first, last) : last;
    this.#waiting.splice(at, 0, waiting);
  }

  get isEmpty(): boolean {
    return this.#alive().length === 0;
  }

  get pending(): number {
    return this.#alive().length;
  }

  /** At most `limit` of the oldest; now and then one comes again that was confirmed. */
  take(limit: number): readonly Update[] {
    const [again] = this.#faults.isTold('again') ? this.#lastConfirmed : [];
    return [...(again ? [again] : []), ...this.#alive().slice(0, limit)].map((waiting) => this.number(waiting));
  }

  /** Of each chat the oldest one, as webhooks are told. */
  heads(): readonly Waiting[] {
    const heads = new Map<number, Waiting>();
    for (const waiting of this.#alive()) if (!heads.has(waiting.chat)) heads.set(waiting.chat, waiting);
    return [...heads.values()];
  }

  number(waiting: Waiting): Update {
    if (waiting.id === null) {
      waiting.id = this.#nextId;
      this.#nextId += 1;
    }
    return { update_id: waiting.id, ...waiting.news };
  }

  /** All with a lower number are confirmed. */
  confirmBelow(offset: number): void {
    this.#forget((waiting) => waiting.id !== null && waiting.id < offset);
  }

  /** `offset` from the end: everything before is forgotten. */
  keepLast(count: number): void {
    const kept = this.#waiting.slice(-count);
    this.#forget((waiting) => !kept.includes(waiting));
  }

  confirm(waiting: Waiting): void {
    this.#forget((other) => other === waiting);
  }

  forgetAll(): void {
    this.#waiting = [];
  }

  /** The last that were confirmed wait again, as after a trouble of Telegram's own. */
  tellAgain(): void {
    this.#waiting = [...this.#lastConfirmed, ...this.#waiting];
    this.#lastConfirmed = [];
  }

  #forget(isOver: (waiting: Waiting) => boolean): void {
    const confirmed = this.#waiting.filter((waiting) => isOver(waiting));
    this.#waiting = this.#waiting.filter((waiting) => !isOver(waiting));
    if (confirmed.length > 0) this.#lastConfirmed = confirmed;
  }

  #alive(): readonly Waiting[] {
    const now = this.#now();
    if (this.#waiting.some(({ until }) => until <= now)) this.#waiting = this.#waiting.filter(({ until }) => until > now);
    return this.#waiting;
  }
}
