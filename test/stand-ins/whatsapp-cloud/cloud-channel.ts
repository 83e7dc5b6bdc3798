/**
 * The channel alone, between Meta and a shop that the test plays: it knows who wrote and when, as the store would.
 */

import type { Waits } from '../../../src/channels/whatsapp-cloud/limits.ts';
import type { OrderTemplate } from '../../../src/channels/whatsapp-cloud/template.ts';
import { createWhatsAppCloud, type WhatsAppCloud } from '../../../src/channels/whatsapp-cloud/whatsapp-cloud.ts';
import { readable } from '../../../src/conversation/menu.ts';
import type { LoggedMessage, OutboundBody } from '../../../src/conversation/message.ts';
import { makeDoor } from '../../../src/door.ts';
import { createLog } from '../../../src/log.ts';
import { StillClock } from '../still-clock.ts';
import { type GraphStandIn, PHONE_ID, startGraph } from './graph-api.ts';

/** Wednesday 25 November 2026, 10:00 in Lima. */
export const NOW = Date.parse('2026-11-25T15:00:00Z');

export interface CloudChannel {
  /** The one that was made last. */
  readonly channel: WhatsAppCloud;
  /** Another channel, not started yet, on the same folders and behind the same door. */
  restarts(): void;
  readonly graph: GraphStandIn;
  readonly clock: StillClock;
  /** `http://127.0.0.1:<port>/webhooks/whatsapp` */
  readonly door: string;
  /** Conversation id → when its customer wrote last, ms since the epoch. */
  readonly wrote: Map<string, number>;
  /** Conversations that a person of the shop attends. */
  readonly byHand: Set<string>;
  /** Ids of messages that the shop takes for not sent yet. */
  readonly underWay: Set<string>;
  /** Lines of the log. */
  readonly lines: string[];
  close(): Promise<void>;
}

export interface Folders {
  readonly imagesDirectory?: string;
  readonly dataDirectory?: string;
}

export async function openCloudChannel(
  options: Folders & { readonly statuses?: 'at once' | 'held'; readonly waits?: Waits; readonly template?: OrderTemplate } = {},
): Promise<CloudChannel> {
  const clock = new StillClock(NOW);
  const graph = await startGraph({ clock, statuses: options.statuses ?? 'held' });
  const door = await makeDoor('127.0.0.1', 0);
  const wrote = new Map<string, number>();
  const byHand = new Set<string>();
  const underWay = new Set<string>();
  const lines: string[] = [];
  const create = () =>
    createWhatsAppCloud({
      settings: { ...graph.settings, apiUrl: graph.url, template: options.template ?? null },
      clock,
      wroteAt: (conversationId) => wrote.get(conversationId) ?? null,
      attends: (conversationId) => !byHand.has(conversationId),
      isUnderWay: (messageId) => underWay.has(messageId),
      language: () => 'es',
      ...(options.waits && { waits: options.waits }),
      imagesDirectory: options.imagesDirectory ?? '/nowhere',
      dataDirectory: options.dataDirectory ?? '/nowhere',
      log: createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } }),
    });
  let channel = create();
  door.open(channel.routes);
  graph.webhooks.url = `${door.url}/webhooks/whatsapp`;
  return {
    get channel() {
      return channel;
    },
    restarts() {
      channel = create();
      door.open(channel.routes);
    },
    graph,
    clock,
    door: graph.webhooks.url,
    wrote,
    byHand,
    underWay,
    lines,
    async close() {
      await channel.stop();
      await door.close();
      await graph.close();
    },
  };
}

/** The n-th message of the shop in a chat. */
export function messageTo(chat: string, n: number, body: OutboundBody): LoggedMessage {
  const conversationId = `whatsapp-cloud:${PHONE_ID}:${chat}`;
  return { id: `${conversationId}:${n}`, conversationId, n, at: '2026-11-25T15:00:00.000Z', from: 'shop', body, text: readable(body) };
}
