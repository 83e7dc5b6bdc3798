/**
 * A shop that only keeps what its channel tells it, each thing once, and sends until a message is sent: the two sides of
 * the runtime as a channel knows them.
 */
import { EventEmitter } from 'node:events';
import type { Accepted, Attempt, Channel, Sent, ShopSide } from '../../../src/channels/port.ts';
import type { ChannelNews } from '../../../src/conversation/channel-news.ts';
import type { ArrivingMessage, LoggedMessage } from '../../../src/conversation/message.ts';
import { untilSo } from './until.ts';

export class KeepingShop extends EventEmitter<{ changed: [] }> implements ShopSide {
  readonly received: ArrivingMessage[] = [];
  readonly news: ChannelNews[] = [];
  readonly #known = new Set<string>();
  /** Its disk takes nothing now. */
  full = false;
  /** How often it was asked to keep something. */
  asked = 0;
  #n = 0;

  readonly accept = async (message: ArrivingMessage): Promise<Accepted> => {
    this.asked += 1;
    this.emit('changed');
    if (this.full) return { accepted: false };
    const duplicate = this.#isKnown(`${message.channel}:${message.messageId}`);
    if (!duplicate) this.received.push(message);
    this.emit('changed');
    return { accepted: true, duplicate };
  };

  readonly note = async (news: ChannelNews): Promise<Accepted> => {
    const duplicate = this.#isKnown(`news:${news.id}`);
    if (!duplicate) this.news.push(news);
    this.emit('changed');
    return { accepted: true, duplicate };
  };

  /** What customers wrote, in the order it came in. */
  get texts(): readonly string[] {
    return this.received.map(({ body }) => (body.kind === 'text' || body.kind === 'edited' ? body.text : body.kind));
  }

  /** @throws when it is not so within 25 s. */
  until(what: string, isSo: () => boolean): Promise<void> {
    const listen = (look: () => void) => {
      this.on('changed', look);
      return () => void this.off('changed', look);
    };
    return untilSo(isSo, listen, () => `${what}: it received ${JSON.stringify(this.texts)}`);
  }

  async hasReceived(...texts: readonly string[]): Promise<void> {
    await this.until(`that it receives ${texts.join(', ')}`, () => texts.every((text) => this.texts.includes(text)));
  }

  #isKnown(id: string): boolean {
    const known = this.#known.has(id);
    this.#known.add(id);
    return known;
  }

  /** What it was told so far is another story's: it is kept all the same. */
  forget(): void {
    this.received.length = 0;
    this.news.length = 0;
    this.asked = 0;
  }

  /** As the runtime does: a file that cannot be brought now is tried again. */
  async fetch(channel: Channel, source: string): Promise<Buffer | null> {
    for (let left = FETCHES; ; left -= 1) {
      try {
        const bytes = await channel.fetchFile?.('main', source);
        return bytes ? Buffer.from(bytes) : null;
      } catch (problem) {
        if (left <= 1) throw problem;
      }
    }
  }

  textTo(channel: Channel, chat: string, text: string): LoggedMessage {
    this.#n += 1;
    const conversationId = `${channel.name}:main:${chat}`;
    return {
      id: `${conversationId}:${this.#n}`,
      conversationId,
      n: this.#n,
      at: '2026-11-25T15:00:00.000Z',
      from: 'shop',
      body: { kind: 'text', rich: [{ t: text }] },
      text,
    };
  }

  /** As the runtime does: again until it is sent or refused for good, with what is known of the tries before. */
  async send(channel: () => Channel, message: LoggedMessage): Promise<Sent> {
    const chat = message.conversationId.split(':').at(-1) ?? '';
    let attempt: Attempt = { key: message.id, refs: [], uncertain: false };
    for (;;) {
      const sent = await channel().send({ account: 'main', chat }, message, attempt);
      if (sent.sent || sent.final) return sent;
      attempt = { key: message.id, refs: sent.refs, uncertain: attempt.uncertain || sent.uncertain };
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

const RETRY_MS = 50;
const FETCHES = 5;
