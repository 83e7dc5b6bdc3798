/** What the seller's pages need of the rest of the program: functions, so that they know neither store nor runtime. */

import type { Context } from 'hono';
import type { Shop } from '../../commerce/catalog.ts';
import type { Order } from '../../commerce/order.ts';
import type { Promotion } from '../../commerce/promotions.ts';
import type { OrderStatus } from '../../commerce/transitions.ts';
import type { LoggedMessage } from '../../conversation/message.ts';
import type { Alert } from '../../decisions/alert.ts';
import type { SellerAction } from '../../decisions/event.ts';
import type { Redemptions } from '../../decisions/records.ts';
import type { Log } from '../../log.ts';
import type { OrderPage, Page } from '../../store/port.ts';
import type { ComplaintDeps } from '../desk/complaint-desk.ts';
import type { DeskDeps } from '../desk/order-desk.ts';
import type { StockDeps } from '../desk/stock-desk.ts';
import type { TalkDeps } from '../desk/talk-desk.ts';
import type { ListSource } from '../exports/source.ts';
import type { StaffDeps } from '../staff/staff-desk.ts';
import type { ChannelDeps } from './channels/deps.ts';

export interface SellerDeps extends Pick<DeskDeps, 'command'>, StockDeps, ComplaintDeps, ChannelDeps, TalkDeps, StaffDeps {
  /** As the files say now: a changed file changes the next page. */
  readonly shop: () => Shop;
  /** Opens the pages: unguessable, at least 128 bits. Whoever has it is the seller. */
  readonly key: string;
  /** No real money moves: said on every page, and only practice orders are counted. */
  readonly practice: boolean;
  /** Host under which the pages are reached by https: there the session's cookie goes by no other way; null: nowhere. */
  readonly secureHost: string | null;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Unguessable text of at least 256 bits, of `[A-Za-z0-9_-]`. */
  readonly newToken: () => string;
  /** Who asks, for the limit on wrong keys: the address of the network, or what a proxy of the shop's own says of it; never a header anyone can set. */
  readonly addressOf: (context: Context) => string;
  /** Newest first, at most `limit`, with numbers below `before`. */
  readonly newestOrders: (limit: number, before?: number) => Promise<readonly Order[]>;
  readonly order: (number: number) => Promise<Order | undefined>;
  /** In any of these states, newest first; a page may be shorter than its limit and still have older ones behind it. */
  readonly ordersInStates: (states: readonly OrderStatus[], page: Page) => Promise<OrderPage>;
  /** By number, name, telephone, product, code or payment, as a person remembers them; newest first. */
  readonly ordersFound: (words: string, page: Page) => Promise<OrderPage>;
  /** What the lists are made of, as it is now. */
  readonly lists: () => ListSource;
  readonly alerts: () => Iterable<Alert>;
  /** Resolves when it is done and on disk. */
  readonly act: (action: SellerAction) => Promise<void>;
  readonly promotions: () => readonly Promotion[];
  /** How often they were used, and what they gave. */
  readonly redemptions: () => Iterable<Redemptions>;
  readonly health: () => readonly HealthPart[];
  /** In order; empty where there is no such conversation, null where its file cannot be read. */
  readonly messages: (conversationId: string) => Promise<readonly LoggedMessage[] | null>;
  /** A picture or voice note that a customer sent, by its reference `<chat>/<name>`; null where there is none. `range`: the header of that name. */
  readonly sentFile: (chat: string, name: string, range: string | undefined) => Promise<Response | null>;
  readonly log: Log;
}

/** One part of the shop and whether it works. */
export interface HealthPart {
  /** `store`, `payments`, or the name of a channel. */
  readonly name: string;
  readonly ok: boolean;
  /** What is wrong, as the part says it. */
  readonly words: string;
}
