/**
 * WhatsApp by the Cloud API: what Meta tells comes in at `/webhooks/whatsapp`, what the shop says leaves by the
 * Graph API, with nothing but `fetch`. This file is the face of the channel; the rooms behind it each do one thing.
 */
import { Hono } from 'hono';
import type { Clock } from '../../clock.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { Log } from '../../log.ts';
import type { Channel } from '../port.ts';

export const WHATSAPP_CLOUD = 'whatsapp-cloud';

export interface WhatsAppCloudSettings {
  readonly token: string;
  /** Meta's id of the shop's number, which is the account. */
  readonly phoneId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** Origin of the Graph API. */
  readonly apiUrl: string;
}

export interface WhatsAppCloudDeps {
  readonly settings: WhatsAppCloudSettings;
  readonly clock: Clock;
  /** When the customer of this conversation last wrote, in ms since the epoch; null where nobody ever did. */
  readonly lastInboundAt: (conversationId: string) => number | null;
  /** The language the shop speaks in this conversation, or its own. */
  readonly language: (conversationId: string) => Language;
  /** `catalog/images`. */
  readonly imagesDirectory: string;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

export type WhatsAppCloud = Channel & { readonly routes: Hono };

/** `routes`: `GET` and `POST /webhooks/whatsapp`. */
export function createWhatsAppCloud(deps: WhatsAppCloudDeps): WhatsAppCloud {
  return {
    name: WHATSAPP_CLOUD,
    delivery: 'sent',
    routes: new Hono(),
    async start() {},
    async send(_to, _message, { refs }) {
      return { sent: false, refs, retryAfterMs: null, final: false, uncertain: false, reason: `not open yet: ${deps.settings.apiUrl}` };
    },
    health: () => ({ ok: false, words: 'not receiving' }),
    async stop() {},
  };
}
