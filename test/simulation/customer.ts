/**
 * A customer: writes, taps, changes her mind, pays, writes nonsense. What she does next depends on what
 * has reached her and on chance, never on what the shop should do.
 */
import type { Language } from '../../src/commerce/catalog.ts';
import type { InboundBody, LoggedMessage, MenuOption } from '../../src/conversation/message.ts';
import { ACCOUNT, CHANNEL, type Network } from './channel.ts';
import { ABOUT_ORDERS, ANSWERS, CHANGES, FRAGMENTS, ODD_BODIES, ORDERS, QUESTIONS } from './grammar.ts';
import { meetLink } from './payer.ts';
import type { Provider } from './provider.ts';
import type { World } from './world.ts';

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60_000;
const FLOOD = 80;
const WAITS = 0.8;

/** What brings an order nearer, by what the option does; options without any of it are tapped now and then. */
const FORWARD: Readonly<Record<string, number>> = {
  confirm: 90,
  'keep-edit': 90,
  checkout: 40,
  answer: 30,
  add: 20,
  'show-product': 3,
  'cancel-order': 60,
};

export class Customer {
  readonly chat: string;
  readonly conversationId: string;
  readonly #world: World;
  readonly #network: Network;
  readonly #language: Language;
  /** Messages of the shop that reached her, each once. */
  readonly #heard: LoggedMessage[] = [];
  #written = 0;
  #waitsForAnswer = false;

  constructor(world: World, network: Network, provider: Provider, number: number) {
    this.#world = world;
    this.#network = network;
    this.chat = `customer-${number}`;
    this.conversationId = `${CHANNEL}:${ACCOUNT}:${this.chat}`;
    this.#language = world.dice.pick(['es', 'es', 'pt', 'en']);
    network.join(this.chat, (message) => {
      if (this.#heard.some(({ id }) => id === message.id)) return;
      this.#heard.push(message);
      this.#waitsForAnswer = false;
      if (message.body.kind === 'link') meetLink(world, provider, message.body.url);
    });
  }

  get menus(): readonly LoggedMessage[] {
    return this.#heard.filter(({ body }) => body.kind === 'menu');
  }

  /**
   * Does `acts` things, one after the other. `others`: customers whose menus she may get hold of;
   * `patience`: pauses she may yet spend on waiting for an answer.
   */
  begin(acts: number, others: readonly Customer[], patience = acts): void {
    const { dice, time, profile } = this.#world;
    if (acts === 0) return;
    time.after(dice.below(2 * profile.pauseMs), () => {
      if (this.#waitsForAnswer && patience > 0 && dice.chance(WAITS)) return this.begin(acts, others, patience - 1);
      this.#act(others);
      this.begin(acts - 1, others, patience);
    });
  }

  #act(others: readonly Customer[]): void {
    const world = this.#world;
    const { dice, sometimes } = world;
    if (world.wants('foreignTap') && this.#tapForeign(others)) return;
    if (world.wants('oldTap')) {
      const option = this.#anyOption(this.menus.slice(0, -1));
      if (option) sometimes.note('an old menu was tapped');
      if (option) return this.#write({ kind: 'choice', token: option.token });
    }
    if (world.wants('oddMessage')) return this.#write(dice.pick(ODD_BODIES));
    if (world.wants('burst')) return this.#burst(dice.pick(FRAGMENTS));
    if (world.wants('flood')) {
      sometimes.note('a customer wrote faster than anybody can');
      for (let count = 0; count < FLOOD; count += 1) this.#say(dice.pick(QUESTIONS[this.#language]));
      return;
    }
    dice.weigh<() => void>([
      [20, () => this.#goOn()],
      [1, () => this.#say(dice.pick(QUESTIONS[this.#language]))],
      [1, () => this.#say(dice.pick(CHANGES[this.#language]))],
      [1, () => this.#say(dice.pick(ABOUT_ORDERS[this.#language]))],
      [1, () => this.#say(dice.pick(ORDERS[this.#language]))],
    ])();
  }

  /** The way to an order: what the shop asked is answered, what it offers is taken. */
  #goOn(): void {
    const { dice } = this.#world;
    const asked = this.#heard.at(-1)?.body.kind === 'menu' ? this.#heard.at(-1) : undefined;
    const slot = this.#world.ledger.now.get('conversations', this.conversationId)?.pending?.slot;
    const answers = slot && ANSWERS[slot];
    if (answers && dice.chance(asked ? 0.15 : 0.9)) return this.#say(dice.pick(answers));
    const option = asked && this.#forward(asked);
    if (!option) return this.#say(dice.pick(ORDERS[this.#language]));
    this.#choose(option);
  }

  #forward({ body }: LoggedMessage): MenuOption | null {
    if (body.kind !== 'menu' || body.menu.options.length === 0) return null;
    return this.#world.dice.weigh(
      body.menu.options.map((option) => [Math.max(1, ...option.commands.map((command) => FORWARD[command.do] ?? 1)), option]),
    );
  }

  #choose(option: MenuOption): void {
    const { dice, sometimes } = this.#world;
    const tap: InboundBody = { kind: 'choice', token: option.token };
    if (this.#world.wants('twoDevices')) {
      if (option.commands.some((command) => command.do === 'confirm')) sometimes.note('an order was confirmed from two devices');
      this.#write(tap);
      return this.#write(tap);
    }
    this.#write(
      dice.weigh<InboundBody>([
        [6, tap],
        [1, { kind: 'text', text: String(option.number) }],
        [1, { kind: 'text', text: option.label }],
      ]),
    );
  }

  #tapForeign(others: readonly Customer[]): boolean {
    const stranger = this.#world.dice.pick(others);
    const option = stranger.chat === this.chat ? null : this.#anyOption(stranger.menus);
    if (!option) return false;
    this.#world.sometimes.note('a menu of another conversation was tapped');
    this.#write({ kind: 'choice', token: option.token }, true);
    return true;
  }

  #anyOption(menus: readonly LoggedMessage[]): MenuOption | null {
    const { dice } = this.#world;
    const body = menus.length > 0 ? dice.pick(menus).body : null;
    return body?.kind === 'menu' && body.menu.options.length > 0 ? dice.pick(body.menu.options) : null;
  }

  #burst(texts: readonly string[]): void {
    let ms = 0;
    for (const text of texts) {
      this.#world.time.after(ms, () => this.#say(text));
      ms += this.#world.dice.below(SECOND_MS);
    }
  }

  #say(text: string): void {
    this.#write({ kind: 'text', text });
  }

  #write(body: InboundBody, foreign = false): void {
    const world = this.#world;
    const mark = `${this.chat}.${++this.#written}`;
    const at = world.strikes('writtenLongAgo') ? world.time.now - 2 * DAY_MS : world.time.now;
    const marked = { ...body, mark };
    this.#waitsForAnswer = true;
    const killer = world.strikes('killerMessage');
    world.story.tell(`${mark} is written${killer ? ' and will kill' : ''}: ${JSON.stringify(body).slice(0, 120)}`);
    this.#network.send(
      { channel: CHANNEL, account: ACCOUNT, messageId: mark, chat: this.chat, sender: {}, at, body: marked },
      { mark, conversationId: this.conversationId, body, foreign, killer, acknowledged: false },
    );
  }
}
