/**
 * A shop that keeps its log in lists and answers from a function: enough of a shop to try a channel
 * against. Like the real one it knows a repeat by its id, and numbers what is said from 1.
 */
import type { Channel, ShopSide } from '../../src/channels/port.ts';
import { readable } from '../../src/conversation/menu.ts';
import {
  hasFileElsewhere,
  type InboundBody,
  type InboundMessage,
  type LoggedMessage,
  type OutboundBody,
} from '../../src/conversation/message.ts';

export interface ListShop extends ShopSide {
  readonly read: (conversationId: string, after: number) => Promise<readonly LoggedMessage[] | null>;
  /** Number of the last message; null where there is none. */
  readonly newest: (conversationId: string) => number | null;
  /** Nothing is left of the conversation. */
  forget(conversationId: string): void;
  /** What was received, repeats left out. */
  readonly received: readonly InboundMessage[];
  /** From now on messages wait to be kept, until the returned function is called. */
  hold(): () => void;
  /** From now on nothing can be kept, until `true`. */
  keeps(yes: boolean): void;
  /** The shop says something by itself. */
  say(conversationId: string, bodies: readonly OutboundBody[]): Promise<void>;
}

/**
 * @param channel the channel that carries the answers.
 * @param answer what the shop says to a message; nothing by default.
 * @param now ms since the epoch.
 */
export function createListShop(parts: {
  readonly channel: () => Channel;
  readonly answer?: (message: InboundMessage, n: number) => readonly OutboundBody[];
  readonly now: () => number;
}): ListShop {
  const logs = new Map<string, LoggedMessage[]>();
  const chats = new Map<string, { account: string; chat: string }>();
  const known = new Set<string>();
  const received: InboundMessage[] = [];
  let keeping = true;
  let gate: Promise<void> = Promise.resolve();

  const append = (conversationId: string, from: LoggedMessage['from'], body: LoggedMessage['body'], text: string): LoggedMessage => {
    const log = logs.get(conversationId) ?? [];
    logs.set(conversationId, log);
    const n = log.length + 1;
    const message = { id: `${conversationId}:${n}`, conversationId, n, at: new Date(parts.now()).toISOString(), from, body, text };
    log.push(message);
    return message;
  };

  const say = async (conversationId: string, bodies: readonly OutboundBody[]): Promise<void> => {
    const to = chats.get(conversationId);
    if (!to) throw new Error(`nobody ever wrote from ${conversationId}`);
    for (const body of bodies) {
      const message = append(conversationId, 'shop', body, readable(body));
      await parts.channel().send(to, message, { key: message.id, refs: [], uncertain: false });
    }
  };

  return {
    received,
    say,
    note: async () => ({ accepted: true, duplicate: false }),
    async accept(message) {
      if (hasFileElsewhere(message)) throw new Error('this shop fetches no files');
      await gate;
      if (!keeping) return { accepted: false };
      if (known.has(message.messageId)) return { accepted: true, duplicate: true };
      known.add(message.messageId);
      received.push(message);
      const conversationId = `${message.channel}:${message.account}:${message.chat}`;
      chats.set(conversationId, { account: message.account, chat: message.chat });
      const { n } = append(conversationId, 'customer', message.body, wordsOf(message.body, logs.get(conversationId) ?? []));
      const answers = parts.answer?.(message, n) ?? [];
      queueMicrotask(() => say(conversationId, answers));
      return { accepted: true, duplicate: false };
    },
    read: async (conversationId, after) => logs.get(conversationId)?.filter((message) => message.n > after) ?? null,
    newest: (conversationId) => logs.get(conversationId)?.length ?? null,
    forget: (conversationId) => void logs.delete(conversationId),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    keeps(yes) {
      keeping = yes;
    },
  };
}

function wordsOf(body: InboundBody, log: readonly LoggedMessage[]): string {
  switch (body.kind) {
    case 'text':
    case 'edited':
      return body.text;
    case 'media':
      return body.caption;
    case 'choice':
      return labelOf(body.token, log) ?? '';
    case 'location':
      return `${body.lat}, ${body.lng}`;
    case 'contact':
      return body.phone;
    case 'unsupported':
      return body.what;
  }
}

function labelOf(token: string, log: readonly LoggedMessage[]): string | undefined {
  const options = log.flatMap(({ body }) => (body.kind === 'menu' ? body.menu.options : []));
  return options.find((option) => option.token === token)?.label;
}
