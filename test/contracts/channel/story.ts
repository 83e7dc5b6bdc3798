/**
 * The shop's side of a story: what came in, and what it says, sent as the runtime sends — in its order, again until it
 * is over, with what is known of the tries before.
 */
import type { Accept, Attempt, Recipient, Sent, ShopSide } from '../../../src/channels/port.ts';
import type { ArrivingMessage, LoggedMessage, OutboundBody } from '../../../src/conversation/message.ts';
import { KeepingShop } from '../../stand-ins/whatsapp-web/keeping-shop.ts';
import { loggedMessage } from './bodies.ts';
import type { ChannelDriver, Shown, Troubles } from './driver.ts';

/** What the runtime waits where a channel says nothing, ms. */
const PATIENCE_MS = 1000;
const MOST_TRIES = 30;
const END = 'fin de la historia';

export class Story {
  readonly driver: ChannelDriver;
  readonly shop = new KeepingShop();
  #n = 1;
  #to: Recipient = { account: '', chat: '' };

  constructor(driver: ChannelDriver) {
    this.driver = driver;
  }

  get received(): readonly ArrivingMessage[] {
    return this.shop.received;
  }

  /** @param accept in the place of the shop's own. */
  async begins(accept: Accept = this.shop.accept): Promise<void> {
    const side: ShopSide = { accept, note: this.shop.note };
    await this.driver.channel.start(side);
  }

  /** The channel runs, and somebody wrote who may be answered. */
  async isUnderWay(): Promise<void> {
    await this.begins();
    await this.driver.customerSends('first', 'text');
    const [first] = this.received;
    if (!first) throw new Error('the first message did not arrive');
    this.#to = { account: first.account, chat: first.chat };
  }

  /** The shop begins anew, as after a night or a power cut. */
  async beginsAnew(): Promise<void> {
    this.driver.restarts();
    await this.begins();
  }

  until(count: number): Promise<void> {
    return this.shop.until(`message ${count}`, () => this.received.length >= count);
  }

  play<Trouble extends keyof Troubles>(trouble: Trouble): Troubles[Trouble] {
    const play = this.driver.plays[trouble];
    if (!play) throw new Error(`the driver neither plays "${trouble}" nor says why the channel cannot have it`);
    return play;
  }

  /** Written, not sent yet. */
  writes(body: OutboundBody): LoggedMessage {
    this.#n += 1;
    const message = loggedMessage(this.driver.channel.name, this.#to.account, this.#to.chat, this.#n, body);
    this.driver.logs(message);
    return message;
  }

  /** One try. */
  send(message: LoggedMessage, attempt: Partial<Attempt> = {}): Promise<Sent> {
    const seen = this.#seenOf(message);
    return this.driver.channel.send(this.#to, message, { key: message.id, refs: [], uncertain: false, ...(seen && { seen }), ...attempt });
  }

  /** What the channel told by itself of its parts, as the runtime keeps it with the message. */
  #seenOf({ id }: LoggedMessage): Attempt['seen'] {
    const left = this.shop.news.flatMap((news) => (news.what === 'left' && news.message === id ? [[String(news.part), news.ref]] : []));
    return left.length === 0 ? undefined : Object.fromEntries(left);
  }

  /** Until it is sent or refused for good. */
  async sendSurely(message: LoggedMessage, before: Partial<Attempt> = {}): Promise<Sent> {
    let attempt = before;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const sent = await this.send(message, attempt);
      if (sent.sent || sent.final) return sent;
      attempt = await this.waitAfter(sent);
    }
    throw new Error(`not sent after ${MOST_TRIES} tries: ${message.text.slice(0, 40)}`);
  }

  /** The time passes that a channel asked for; answers what is known at the next try. */
  async waitAfter(sent: Sent): Promise<Partial<Attempt>> {
    if (sent.sent) return { refs: sent.refs };
    await this.driver.passes(sent.retryAfterMs ?? PATIENCE_MS);
    return { refs: sent.refs, uncertain: sent.uncertain };
  }

  /** What the customer saw until now of what she had not looked at. */
  async seen(): Promise<readonly Shown[]> {
    const end = await this.sendSurely(this.writes({ kind: 'text', rich: [{ t: END }] }));
    if (!end.sent) throw new Error(`she cannot be written to: ${end.reason}`);
    const seen: Shown[] = [];
    for (;;) {
      const shown = await this.driver.nextShown();
      if (shown.words.includes(END)) return seen;
      seen.push(shown);
    }
  }
}
