/**
 * What the seller's pages and commands may know and do of an open shop: functions, so that they know
 * neither store nor runtime.
 */

import { join } from 'node:path';
import type { Context } from 'hono';
import type { Channel } from '../channels/port.ts';
import { serveSent } from '../channels/sent-files.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { SellerAction } from '../decisions/event.ts';
import { STAFF } from '../decisions/staff.ts';
import { type HealthParts, healthParts } from '../health.ts';
import { keepingOf } from '../keeping.ts';
import { readConversation } from '../runtime/log-reading.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ComplaintDeps } from '../seller/desk/complaint-desk.ts';
import type { DeskDeps } from '../seller/desk/order-desk.ts';
import { ordersHolding } from '../seller/desk/orders-holding.ts';
import type { StockDeps } from '../seller/desk/stock-desk.ts';
import type { TalkDeps } from '../seller/desk/talk-desk.ts';
import { listSourceOf } from '../seller/exports/source.ts';
import type { SellerDeps } from '../seller/pages/deps.ts';
import type { StaffDeps } from '../seller/staff/staff-desk.ts';
import { type KeyDeps, keyChecker } from '../seller/upkeep/key-only.ts';
import type { FolderStore } from '../store/json/open.ts';
import { Unreadable } from '../store/port.ts';
import { addressOf, isFromThisMachine } from '../visitor.ts';
import { forgetsIn, MEDIA_FOLDER } from './channel-memory.ts';
import { channelsOnPage } from './channels-on-page.ts';
import type { AppParts } from './parts.ts';

export interface SellerSide {
  readonly parts: AppParts;
  readonly store: FolderStore;
  readonly runtime: Runtime;
  readonly health: HealthParts;
  readonly key: string;
  readonly publicUrl: string | null;
}

/** 36^52 ways: more than 256 bits. */
const SESSION_TOKEN_LENGTH = 52;

export function sellerDeps(side: SellerSide): SellerDeps {
  const { parts, store, runtime, health, publicUrl } = side;
  return {
    ...deskDeps(side),
    practice: !health.live,
    secureHost: publicUrl?.startsWith('https://') ? new URL(publicUrl).host : null,
    newToken: () => parts.newId(SESSION_TOKEN_LENGTH),
    newestOrders: (limit, before) => store.query.newest('orders', limit, before),
    ordersInStates: (states, page) => store.query.orders.byState(states, page),
    ordersFound: (words, page) => store.query.orders.search(words, page),
    lists: () => listSourceOf(store, runtime.files, parts.clock.now()),
    alerts: () => store.query.all('alerts'),
    ...channelsOnPage(health.channels, parts.settings.publicUrl),
    promotions: () => runtime.files.promotions,
    redemptions: () => store.query.all('redemptions'),
    ...staffDeps(side),
    act: (action) => actSurely(runtime, action),
    health: () => healthParts(health),
    messages: (conversationId) => messagesOrNull(store, conversationId),
    sentFile: (chat, name, range) => serveSent(join(parts.settings.dataDirectory, MEDIA_FOLDER), chat, name, range),
  };
}

/** Who helps in the shop, and the codes that make one more. */
export function staffDeps(side: SellerSide): StaffDeps & KeyDeps {
  const { store, runtime, health } = side;
  return {
    staff: () => store.openHot().get('staff', STAFF),
    actOnStaff: async (action) => {
      const received = await runtime.act(action);
      const reply = received.kept ? received.reply : undefined;
      if (!reply?.ok || !('staff' in reply)) throw new Error('the team could not be kept');
      return reply;
    },
    invites: (words) =>
      [...health.channels].flatMap(([channel, { invite }]) => {
        const url = invite?.(words) ?? null;
        return url === null ? [] : [{ channel, url }];
      }),
    ...keyDeps(side),
  };
}

/** What the seller does with orders, through whichever door. */
export function deskDeps(side: SellerSide): DeskDeps & StockDeps & ComplaintDeps & TalkDeps & KeyDeps {
  const { store, runtime } = side;
  return {
    order: (number) => orderOf(store, number),
    command: async (orderId, order, who) => {
      const received = await runtime.act({ do: 'order', orderId, order, by: who });
      const reply = received.kept ? received.reply : undefined;
      if (!reply || (reply.ok && !('order' in reply))) throw new Error(`what was asked for order ${orderId} could not be done`);
      return reply;
    },
    shop: () => runtime.files.shop,
    catalog: () => runtime.files.catalog,
    level: (variantId) => store.openHot().get('stock', variantId),
    count: async (variantId, count, by) => {
      const received = await runtime.act({ do: 'count-stock', variantId, count, by });
      const reply = received.kept ? received.reply : undefined;
      if (!reply || (reply.ok && !('level' in reply))) throw new Error(`the count of ${variantId} could not be kept`);
      return reply;
    },
    ordersHolding: (variantId) => ordersHolding(store.query, variantId),
    complaints: () => store.query.all('complaints'),
    answerComplaint: async (complaintId, text, by) => {
      const received = await runtime.act({ do: 'answer-complaint', complaintId, text, by });
      const reply = received.kept ? received.reply : undefined;
      if (!reply || (reply.ok && !('complaint' in reply))) throw new Error(`the answer to complaint ${complaintId} could not be kept`);
      return reply;
    },
    conversation: (conversationId) => store.openHot().get('conversations', conversationId),
    talk: async (action) => {
      const received = await runtime.act(action);
      const reply = received.kept ? received.reply : undefined;
      if (!reply || (reply.ok && !('talk' in reply))) throw new Error('what was asked for a conversation could not be done');
      return reply;
    },
    ...keyDeps(side),
  };
}

async function orderOf(store: FolderStore, number: number) {
  const id = String(number);
  return (await store.open([{ collection: 'orders', id }])).get('orders', id);
}

/** What commands may ask of the open shop's data: backup, audit, erasure. */
export function upkeepDeps(side: SellerSide) {
  const { parts, store, runtime, health } = side;
  return { ...openKeeping({ store, runtime, channels: health.channels, now: parts.clock.now }), ...keyDeps(side) };
}

function keyDeps({ parts, key }: SellerSide): KeyDeps {
  const { clock, log, settings } = parts;
  return { key, now: clock.now, addressOf: (context) => addressOf(context, settings.trustProxy), log };
}

/** Whether a visitor looks after this shop: asks from its machine, or has the seller's key. */
export function ofTheHouse(side: SellerSide): (context: Context) => boolean {
  const check = keyChecker(keyDeps(side));
  return (context) => isFromThisMachine(context) || (context.req.header('authorization') !== undefined && check(context) === 'right');
}

export interface OpenShop {
  readonly store: FolderStore;
  readonly runtime: Runtime;
  readonly channels: ReadonlyMap<string, Channel>;
  /** ms since the epoch. */
  readonly now: () => number;
}

function openKeeping({ store, runtime, channels, now }: OpenShop) {
  const act = (action: SellerAction) => actSurely(runtime, action);
  return keepingOf({ store, act, forgetChat: forgetsIn(store.directory, channels), shop: () => runtime.files.shop, now });
}

/** null where a file of the data is damaged: the store has told of it by itself. */
async function messagesOrNull(store: FolderStore, conversationId: string): Promise<readonly LoggedMessage[] | null> {
  try {
    return (await readConversation(store, conversationId, 0)) ?? [];
  } catch (problem) {
    if (problem instanceof Unreadable) return null;
    throw problem;
  }
}

async function actSurely(runtime: Runtime, action: SellerAction): Promise<void> {
  const received = await runtime.act(action);
  if (!received.kept) throw new Error('the change could not be kept');
}

/** What a customer asked for in her chat. @throws where a file still holds her */
export async function eraseAsked(shop: OpenShop, conversation: string): Promise<void> {
  const erased = await openKeeping(shop).erasePerson({ conversation });
  if (erased && (erased.left ?? []).length > 0) throw new Error('a person who asked to be forgotten is still in a file');
}
