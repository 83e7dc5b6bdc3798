/**
 * What every channel must do, as the runtime relies on it. A channel brings a driver that plays its other
 * side: a customer's app, and a look at what that app shows.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Accept, Channel, Note, ShopSide } from '../../../src/channels/port.ts';
import type { ChannelNews } from '../../../src/conversation/channel-news.ts';
import { readable } from '../../../src/conversation/menu.ts';
import type { ArrivingMessage, LoggedMessage, OutboundBody } from '../../../src/conversation/message.ts';

export type Arriving = ArrivingMessage['body']['kind'];

export interface ChannelDriver {
  readonly channel: Channel;
  /** Kinds of messages this channel can carry in. */
  readonly carries: readonly Arriving[];
  /**
   * The customer sends a message that the channel knows as `id`. Resolves to whether the channel confirmed
   * it to the customer's side.
   */
  customerSends(id: string, kind: Arriving): Promise<boolean>;
  /** Puts a message into the shop's log, as the runtime does before it sends. */
  logs(message: LoggedMessage): void;
  /** Resolves to what the customer's app shows of the next message of the shop. */
  nextShown(): Promise<string>;
  close(): Promise<void>;
}

const BODIES: readonly OutboundBody[] = [
  { kind: 'text', rich: [{ t: 'Tu pedido ' }, { t: '#1001', b: true }, { t: ' está *listo* <b>' }] },
  {
    kind: 'menu',
    rich: [{ t: '¿Qué talla?' }],
    menu: {
      id: 'abcdefghij',
      options: [
        { number: 1, label: 'S', token: '1.abcdefghij.0', commands: [] },
        { number: 2, label: 'M', description: 'quedan 2', token: '1.abcdefghij.1', commands: [] },
        { number: 0, label: 'Volver', token: '1.abcdefghij.2', commands: [] },
      ],
    },
  },
  { kind: 'ask', rich: [{ t: '¿A dónde lo enviamos?' }], what: 'location' },
  { kind: 'link', rich: [{ t: 'Paga aquí' }], url: 'https://example.com/pagar/1001', label: 'Pagar S/ 45.00' },
];

/** @param open a channel that was not started yet, and its other side. */
export function channelContract(name: string, open: () => Promise<ChannelDriver>): void {
  describe(`the contract of a channel: ${name}`, () => {
    let driver: ChannelDriver;
    let received: ArrivingMessage[];
    let told: ChannelNews[];
    let seen: Set<string>;
    /** Like the runtime: a repeat is known by its id. */
    const accept: Accept = async (message) => {
      if (seen.has(message.messageId)) return { accepted: true, duplicate: true };
      seen.add(message.messageId);
      received.push(message);
      return { accepted: true, duplicate: false };
    };
    const note: Note = async (news) => {
      told.push(news);
      return { accepted: true, duplicate: false };
    };
    const shop: ShopSide = { accept, note };
    const firstFrom = async (): Promise<ArrivingMessage> => {
      await driver.channel.start(shop);
      await driver.customerSends('first', 'text');
      const [message] = received;
      if (!message) throw new Error('the first message did not arrive');
      return message;
    };

    beforeEach(async () => {
      received = [];
      told = [];
      seen = new Set();
      driver = await open();
    });
    afterEach(() => driver.close());

    test('a customer’s message arrives, says where it comes from, and is confirmed', async () => {
      await driver.channel.start(shop);
      for (const [index, kind] of driver.carries.entries()) {
        expect(await driver.customerSends(`m${index}`, kind), kind).toBe(true);
        const message = received.at(-1);
        expect(message?.body.kind).toBe(kind);
        expect(message?.channel).toBe(driver.channel.name);
        expect(message?.chat).not.toBe('');
        expect(message?.account).not.toBe('');
      }
      expect(received).toHaveLength(driver.carries.length);
    });

    test('the same message again has the same id, another one has another', async () => {
      await driver.channel.start(shop);
      await driver.customerSends('m1', 'text');
      expect(await driver.customerSends('m1', 'text')).toBe(true);
      await driver.customerSends('m2', 'text');
      expect(received).toHaveLength(2);
      expect(new Set(received.map((message) => message.chat)).size).toBe(1);
    });

    test('what the shop cannot keep is not confirmed, and arrives when it is sent again', async () => {
      let keeping = false;
      await driver.channel.start({ note, accept: async (message) => (keeping ? accept(message) : { accepted: false }) });
      expect(await driver.customerSends('m1', 'text')).toBe(false);
      keeping = true;
      expect(await driver.customerSends('m1', 'text')).toBe(true);
      expect(received).toHaveLength(1);
    });

    test('a shop that breaks while it takes a message confirms nothing', async () => {
      await driver.channel.start({
        note,
        accept: async () => {
          throw new Error('the disk is gone');
        },
      });
      expect(await driver.customerSends('m1', 'text')).toBe(false);
    });

    test('every kind of message of the shop reaches the customer whole and in order', async () => {
      const { account, chat } = await firstFrom();
      for (const [index, body] of BODIES.entries()) {
        const message = loggedMessage(driver.channel.name, account, chat, index + 2, body);
        driver.logs(message);
        expect(await driver.channel.send({ account, chat }, message, { key: message.id, refs: [], uncertain: false })).toMatchObject({
          sent: true,
        });
      }
      for (const body of BODIES) {
        const shown = await driver.nextShown();
        for (const part of partsOf(body)) expect(shown).toContain(part);
      }
    });

    test('it says that it is well once it was started', async () => {
      await driver.channel.start(shop);
      const health = driver.channel.health();
      expect(health.ok).toBe(true);
      expect(health.words).not.toBe('');
    });

    test('after it was stopped nothing comes in and it says so', async () => {
      await firstFrom();
      await driver.channel.stop();
      expect(await driver.customerSends('late', 'text').catch(() => false)).toBe(false);
      expect(received).toHaveLength(1);
      expect(driver.channel.health().ok).toBe(false);
    });

    test('stopping twice, or before starting, is harmless', async () => {
      await driver.channel.stop();
      await driver.channel.stop();
    });
  });
}

function loggedMessage(channel: string, account: string, chat: string, n: number, body: OutboundBody): LoggedMessage {
  const conversationId = `${channel}:${account}:${chat}`;
  return { id: `${conversationId}:${n}`, conversationId, n, at: '2026-11-25T15:00:00.000Z', from: 'shop', body, text: readable(body) };
}

/** What no channel may lose: every word, every option's number and label, the address of a link. */
function partsOf(body: OutboundBody): readonly string[] {
  const words = body.rich.map((span) => span.t.trim());
  if (body.kind === 'menu') return [...words, ...body.menu.options.flatMap((option) => [String(option.number), option.label])];
  return body.kind === 'link' ? [...words, body.url, body.label] : words;
}
