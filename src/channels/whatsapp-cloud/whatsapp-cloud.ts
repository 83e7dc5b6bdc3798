/**
 * WhatsApp by the Cloud API: what Meta tells comes in at `/webhooks/whatsapp`, what the shop says leaves by the
 * Graph API, with nothing but `fetch`. This file is the face of the channel; the rooms behind it each do one thing.
 */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { ArrivingMessage } from '../../conversation/message.ts';
import type { Log } from '../../log.ts';
import type { Channel, ShopSide } from '../port.ts';
import { download } from './download.ts';
import { createShopFiles } from './files.ts';
import { createGraph } from './graph.ts';
import { TYPING_FOR_MS, WAITS, type Waits } from './limits.ts';
import type { Notification, Told } from './notification.ts';
import { createSending } from './sending.ts';
import { createSightings } from './sightings.ts';
import { createStanding } from './standing.ts';
import type { OrderTemplate } from './template.ts';
import { whatsAppRoutes } from './webhook.ts';

const WHATSAPP_CLOUD = 'whatsapp-cloud';

export interface WhatsAppCloudSettings {
  readonly token: string;
  /** Meta's id of the shop's number, which is the account. */
  readonly phoneId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** Origin of the Graph API. */
  readonly apiUrl: string;
  /** `v25.0` */
  readonly apiVersion: string;
  /** By which news of orders are told after the 24 hours; null: they are not. */
  readonly template: OrderTemplate | null;
}

export interface WhatsAppCloudDeps {
  readonly settings: WhatsAppCloudSettings;
  readonly clock: Clock;
  /** When the customer of this conversation last wrote, by WhatsApp's own clock, in ms since the epoch; null where nobody ever did. */
  readonly wroteAt: (conversationId: string) => number | null;
  /** Whether the program answers there now, and not a person of the shop. */
  readonly attends: (conversationId: string) => boolean;
  /** Whether this message of the shop has not left yet, as far as the shop knows. */
  readonly isUnderWay: (messageId: string) => boolean;
  /** The language the shop speaks in this conversation, or its own. */
  readonly language: (conversationId: string) => Language;
  /** `catalog/images`. */
  readonly imagesDirectory: string;
  /** The shop's data folder. */
  readonly dataDirectory: string;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** `WAITS` where it is missing. */
  readonly waits?: Waits;
}

export type WhatsAppCloud = Channel & { readonly routes: Hono };

/** `routes`: `GET` and `POST /webhooks/whatsapp`. */
export function createWhatsAppCloud(deps: WhatsAppCloudDeps): WhatsAppCloud {
  const { settings, clock, log } = deps;
  const { phoneId, apiUrl, apiVersion } = settings;
  const sightings = createSightings();
  const standing = createStanding(clock, () => graph, phoneId);
  const graph = createGraph({ token: settings.token, apiUrl, apiVersion, waits: deps.waits ?? WAITS, heard: standing.heard });
  const files = createShopFiles(graph, phoneId, { ...deps, now: clock.now });
  let shop: ShopSide | null = null;
  let startedAt = 0;

  const send = createSending({ ...deps, template: settings.template, graph, files, phoneId, now: clock.now, startedAt: () => startedAt });

  /**
   * Blue ticks, and dots until the answer comes. Nothing depends on it. Where a person attends there are none: what is
   * marked as read here is so on her telephone, and she would not see that somebody wrote.
   */
  const showTyping = async ({ messageId, chat, at }: ArrivingMessage): Promise<void> => {
    if (clock.now() - at >= TYPING_FOR_MS || !deps.attends(`${WHATSAPP_CLOUD}:${phoneId}:${chat}`)) return;
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: messageId, typing_indicator: { type: 'text' } };
    await graph.call({ method: 'POST', path: `${phoneId}/messages`, body, answer: z.unknown() });
  };

  /** Whether it is on disk. */
  const takeOne = async (told: Told, to: ShopSide): Promise<boolean> => {
    switch (told.tells) {
      case 'message': {
        const answer = await to.accept(told.message);
        if (answer.accepted && !answer.duplicate) void showTyping(told.message);
        return answer.accepted;
      }
      case 'news':
        return (await to.note(told.news)).accepted;
      case 'status':
        return takeStatus(told, to);
    }
  };

  /** That it left is only told of what the shop still waits for. */
  const takeStatus = async ({ ref, status, mark, failed, left }: Extract<Told, { readonly tells: 'status' }>, to: ShopSide) => {
    if (!sightings.see(ref, status)) return true;
    const news = failed ?? (mark !== null && deps.isUnderWay(mark.key) ? left : null);
    if (news === null) return true;
    const isKept = await to.note(news).then(
      ({ accepted }) => accepted,
      () => false,
    );
    if (!isKept) sightings.forget(ref);
    return isKept;
  };

  /** What is of one chat in its order, what is of several at once. */
  const take = async ({ told, ofTheAccount }: Notification): Promise<boolean> => {
    const to = shop;
    if (to === null) return false;
    standing.webhookCame();
    if (ofTheAccount) standing.look();
    const chats = Map.groupBy(inOrder(told), chatIn);
    const kept = await Promise.all([...chats.values()].map((ofOne) => takeAll(ofOne, (one) => takeOne(one, to))));
    return kept.every(Boolean);
  };

  return {
    name: WHATSAPP_CLOUD,
    delivery: 'sent',
    asOne: true,
    routes: whatsAppRoutes({
      ...settings,
      reader: { channel: WHATSAPP_CLOUD, phoneId },
      take,
      now: clock.now,
      log,
    }),
    async start(side) {
      shop = side;
      startedAt = clock.now();
      standing.start((news) => side.note({ channel: WHATSAPP_CLOUD, account: phoneId, ...news }));
    },
    send,
    fetchFile: (_account, source) => download({ graph, phoneId, apiUrl }, source),
    invite: (words) => {
      const number = standing.number();
      return number === null ? null : `https://wa.me/${number}?text=${encodeURIComponent(words)}`;
    },
    health: standing.health,
    async stop() {
      shop = null;
      standing.stop();
    },
  };
}

/** One after the other; what comes after one that could not be kept would overtake it. */
async function takeAll(told: readonly Told[], takeOne: (one: Told) => Promise<boolean>): Promise<boolean> {
  for (const one of told) if (!(await takeOne(one))) return false;
  return true;
}

/** Meta promises no order: of one webhook, what was written first goes first. */
function inOrder(told: readonly Told[]): readonly Told[] {
  return told.toSorted((a, b) => writtenAt(a) - writtenAt(b));
}

function writtenAt(told: Told): number {
  if (told.tells === 'message') return told.message.at;
  return told.tells === 'news' ? told.news.at : 0;
}

function chatIn(told: Told): string {
  if (told.tells === 'message') return told.message.chat;
  return told.tells === 'news' ? told.news.chat : told.ref;
}
