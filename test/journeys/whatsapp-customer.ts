/**
 * A customer with WhatsApp in hand, in a shop that is linked through its web page: she writes, answers with numbers,
 * and reads what her telephone shows.
 */
import { expect } from 'vitest';
import { withoutSigns } from '../stand-ins/whatsapp-cloud/screen.ts';
import type { NetworkMessage } from '../stand-ins/whatsapp-web/network.ts';
import type { Person } from '../stand-ins/whatsapp-web/person.ts';
import type { WhatsApp } from '../stand-ins/whatsapp-web/whatsapp.ts';
import { type ChattingCustomer, preferenceIn } from './purchase.ts';
import type { TestShop } from './shop.ts';

export class WhatsAppCustomer implements ChattingCustomer {
  readonly person: Person;
  readonly #shop: TestShop;
  readonly #whatsapp: WhatsApp;
  #read = 0;
  #last: readonly string[] = [];

  constructor(shop: TestShop, whatsapp: WhatsApp, person: Person) {
    this.#shop = shop;
    this.#whatsapp = whatsapp;
    this.person = person;
  }

  async say(text: string): Promise<void> {
    this.person.says(text);
    await this.hear();
  }

  async sayAll(...texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.say(text);
  }

  /** Answers with the number of the option that begins so. */
  async tap(label: string): Promise<void> {
    const option = this.lastText
      .split('\n')
      .find((line) => line.replace(/^\d+\. /, '') !== line && line.replace(/^\d+\. /, '').startsWith(label));
    const number = option && /^\d+/.exec(option)?.[0];
    if (!number) throw new Error(`there is no option "${label}"; the shop said:\n${this.lastText}`);
    await this.say(number);
  }

  /** Until the shop has said something, and all of it. */
  async hear(): Promise<void> {
    await this.#whatsapp.until(`an answer to ${this.person.name}`, () => this.person.hears().length > this.#read);
    await this.#shop.wait(1000);
    await this.#whatsapp.until('everything that the shop sent', () => this.#hasAll());
    const heard = this.person.hears();
    this.#last = heard.slice(this.#read).map(shown);
    this.#read = heard.length;
  }

  get lastText(): string {
    return this.#last.join('\n---\n');
  }

  async link(): Promise<string> {
    return preferenceIn(this.person.hears().map(shown).join('\n'));
  }

  /** Every message of the shop in this chat reached her telephone, once. */
  expectAllOnce(): void {
    const ids = this.person.hears().map((message) => message.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(this.#hasAll()).toBe(true);
  }

  #hasAll(): boolean {
    const ids = this.person.hears().map((message) => message.id);
    const messages = [...this.#shop.app.store.query.all('messages')].filter(
      ({ from, conversationId }) => from === 'shop' && this.person.has(conversationId.split(':').at(-1) ?? ''),
    );
    return messages.every(({ sentAs = [] }) => sentAs.length > 0 && sentAs.every((ref) => ids.some((id) => ref.includes(id))));
  }
}

/** As her telephone shows it. */
function shown({ body, caption }: NetworkMessage): string {
  return withoutSigns(body ?? caption ?? '').plain;
}
